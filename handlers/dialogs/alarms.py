"""What is said and done where a key person wants her coordinator to call: that she wants it, and never why."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from bot.model import Role
from bot.rules import gate, safety
from bot.screen import Button, Screen, Text, Value
from bot.when import when
from handlers.deps import Turn
from handlers.dialogs import reading
from handlers.dialogs.arranging import named
from storage import alarms, guides, hours, notices, on_call, people
from storage.alarms import Alarm
from storage.database import Session

# On a locked phone only the first line shows.
CALL: Final = Text(key="alarm.call")
# A second tap, or a slow line. Asked for again after this long, it is about something new.
STILL_THE_SAME: Final = timedelta(hours=1)
LATER: Final = timedelta(days=1)
ANSWERS: Final = (("yes", "✅"), ("no", "📞"), ("off", "✖️"))


async def raised(turn: Turn, team_id: int) -> Screen:
    """Whoever is on call hears it now, her coordinator in her own hours; what is said to that."""
    one = await _kept(turn, team_id)
    alerted, told = await _alert(turn, one), dict[int, bool]()
    hears = await reading.hearer(turn, team_id)
    if hears is not None and hears not in alerted:
        told[hears] = await _tell(turn, one, hears, f"alarm.told:{one.id}:{hears}", _wanted(turn))
    return await _answer(turn, team_id, alerted, told)


async def _kept(turn: Turn, team_id: int) -> Alarm:
    """One that she raised just now stays the only one."""
    me, before = turn.person.id, await alarms.open_one(turn.session, turn.person.id, team_id)
    if before and turn.now - before.raised_at < STILL_THE_SAME:
        return before
    if before:
        await close(turn, before, alarms.ANEW)
    ask_at = await next_opening(turn.session, turn, team_id)
    return await alarms.raise_(turn.session, me, team_id, turn.now, ask_at)


async def next_opening(session: Session, turn: Turn, team_id: int) -> datetime:
    """When her next hours begin; while she is in some, those after them. Tomorrow where none are in sight."""
    reach = await hours.reach(session, turn.person.id, turn.others_zone)
    return gate.next_opening(reach, team_id, turn.now) or turn.now + LATER


async def _alert(turn: Turn, one: Alarm, again: str = "") -> dict[int, bool]:
    """Everybody who agreed to be on call now hears it at once, each time once; who that is, and whether just now."""
    alerted = {}
    for each in await on_call.at(turn.session, one.team_id, turn.now):
        if each.person_id == one.person_id:
            continue
        zone = await people.zone(turn.session, each.person_id, turn.others_zone)
        values: dict[str, Value] = {
            "name": named(turn.person.name, turn.person.id),
            "until": when(each.ends_at, turn.now, zone),
        }
        said = Screen(lines=(Text(key="alarm.call_now"), Text(key="alarm.wanted_now", values=values)))
        key = f"{gate.ALERT}{one.id}:{each.id}{again}"
        alerted[each.person_id] = await _tell(turn, one, each.person_id, key, said)
    return alerted


async def _tell(turn: Turn, one: Alarm, person_id: int, key: str, screen: Screen) -> bool:
    """False where it was told before, and is not told again."""
    return await notices.put(
        turn.session, person_id, one.team_id, key, screen, turn.now, asked_by=turn.person.id
    )


def _wanted(turn: Turn) -> Screen:
    name = named(turn.person.name, turn.person.id)
    return Screen(lines=(CALL, Text(key="alarm.wanted", values={"name": name})))


async def _answer(turn: Turn, team_id: int, alerted: Mapping[int, bool], told: Mapping[int, bool]) -> Screen:
    """Honest about who reads it, and when; where nobody does now, what to do instead."""
    lines = [
        Text(key="alarm.on_call", values={"name": await reading.called(turn, one)})
        for one, new in alerted.items()
        if new
    ]
    reads_now = bool(alerted)
    for one, new in told.items():
        reads_now = reads_now or await _reads_now(turn, one, team_id)
        lines += await _passed_on(turn, one, team_id, new=new)
    if not lines:
        lines.append(Text(key="alarm.already" if alerted or told else "alarm.nobody"))
    first = () if reads_now else (Text(key="alarm.nobody_reads"),)
    return safety.instead(*first, *lines)


def nobody_hears() -> Screen:
    """For somebody whose cry goes to nobody, whoever she is."""
    return safety.instead(Text(key="alarm.nobody_reads"), Text(key="alarm.not_passed_on"))


async def _reads_now(turn: Turn, person_id: int, team_id: int) -> bool:
    there = await people.is_reachable(turn.session, person_id)
    return there and await reading.truly(turn, person_id, team_id) is None


async def _passed_on(turn: Turn, person_id: int, team_id: int, *, new: bool) -> list[Text]:
    """To whom it goes, and when she reads it; nothing where that was said before."""
    name: dict[str, Value] = {"name": await reading.called(turn, person_id)}
    if not await people.is_reachable(turn.session, person_id):
        return [Text(key="coordinator.unreachable", values=name)]
    if not new:
        return []
    return [Text(key="alarm.passed_on", values=name), await reading.honest_line(turn, person_id, team_id)]


async def answered(turn: Turn, one: Alarm, answer: str) -> Screen:
    """Whether somebody has called her by now."""
    if answer == alarms.NO:
        return await _not_called(turn, one)
    await close(turn, one, answer)
    return Screen(lines=(Text(key="alarm.closed" if answer == alarms.YES else "alarm.taken_back"),))


async def close(turn: Turn, one: Alarm, answer: str) -> None:
    """Nobody hears of it any more who has not heard of it yet."""
    await alarms.close(turn.session, one.id, answer, turn.now)
    for key in ("alarm.told", "alarm.again", "alarm.ask", "alarm.now"):
        await notices.recall_all(turn.session, f"{key}:{one.id}:")


async def _not_called(turn: Turn, one: Alarm) -> Screen:
    """Whoever is on call now, her coordinator and the deputy all hear of it again, at most once a day."""
    await alarms.not_called(turn.session, one.id, await next_opening(turn.session, turn, one.team_id))
    today = turn.now.astimezone(turn.zone).date()
    alerted, told = await _alert(turn, one, f":{today}"), dict[int, bool]()
    for person_id in await _guides(turn, one.team_id):
        if person_id in alerted:
            continue
        zone = await people.zone(turn.session, person_id, turn.others_zone)
        values: dict[str, Value] = {
            "name": named(turn.person.name, turn.person.id),
            "when": when(one.raised_at, turn.now, zone),
        }
        again = Screen(lines=(CALL, Text(key="alarm.again", values=values)))
        key = f"alarm.again:{one.id}:{today}:{person_id}"
        told[person_id] = await _tell(turn, one, person_id, key, again)
    return await _answer(turn, one.team_id, alerted, told)


async def _guides(turn: Turn, team_id: int) -> list[int]:
    mine = reading.membership(turn, team_id)
    found = await guides.of(turn.session, mine, turn.person.id) if mine else None
    return [one for one in (found.coordinator, found.deputy) if one] if found else []


def question(one: Alarm, when_: Text) -> Screen:
    """Whether somebody has called, asked at her next opening."""
    buttons = tuple(
        (Button(label=Text(key=f"alarm.answer.{answer}", icon=icon), data=f"/alarm {answer} {one.id}"),)
        for answer, icon in ANSWERS
    )
    return Screen(lines=(Text(key="alarm.ask", values={"when": when_}),), buttons=buttons)


def which(turn: Turn) -> Screen:
    """Of several teams, whose coordinator."""
    mine = turn.person.teams_as(Role.KEY_PERSON)
    rows = tuple(
        (Button(label=Text(key="common.name", values={"name": one.team}), data=f"/alarm {one.team_id}"),)
        for one in mine
    )
    return Screen(lines=(Text(key="alarm.which"),), buttons=rows)
