"""What is said and done where a key person wants her coordinator to call: that she wants it, and never why."""

from datetime import datetime, timedelta
from typing import Final

from bot.model import Role
from bot.question import SOS
from bot.rules import gate, safety
from bot.screen import Button, Screen, Text, Value
from bot.when import when
from handlers.deps import Turn
from handlers.dialogs import reading
from handlers.dialogs.arranging import named
from storage import alarms, guides, hours, notices, on_call, people
from storage.alarms import Alarm
from storage.database import Session

HELP: Final = Button(label=Text(key="common.sos"), data=SOS, danger=True)
# On a locked phone only the first line shows.
CALL: Final = Text(key="alarm.call")
# Asked for again after this long, it is about something new.
STILL_THE_SAME: Final = timedelta(hours=12)
LATER: Final = timedelta(days=1)
ANSWERS: Final = (("yes", "✅"), ("no", "📞"), ("off", "✖️"))


async def raised(turn: Turn, team_id: int) -> Screen:
    """Whoever is on call hears it now, her coordinator in her own hours; what is said to that."""
    one, new = await _kept(turn, team_id)
    alerted = await _alert(turn, one)
    hears = await reading.hearer(turn, team_id)
    if hears is not None and hears not in alerted:
        await _tell(turn, one, hears, f"alarm.told:{one.id}:{hears}", _wanted(turn))
    lines = [] if new else [Text(key="alarm.already")]
    return await _answer(turn, team_id, hears, alerted, lines)


async def _kept(turn: Turn, team_id: int) -> tuple[Alarm, bool]:
    """One that she raised just now stays the only one: (the alarm, whether it is new)."""
    me, before = turn.person.id, await alarms.open_one(turn.session, turn.person.id, team_id)
    if before and turn.now - before.raised_at < STILL_THE_SAME:
        return before, False
    if before:
        await close(turn, before, alarms.ANEW)
    ask_at = await next_opening(turn.session, turn, team_id)
    return await alarms.raise_(turn.session, me, team_id, turn.now, ask_at), True


async def next_opening(session: Session, turn: Turn, team_id: int) -> datetime:
    """When her next hours begin; while she is in some, those after them. Tomorrow where none are in sight."""
    reach = await hours.reach(session, turn.person.id, turn.others_zone)
    return gate.next_opening(reach, team_id, turn.now) or turn.now + LATER


async def _alert(turn: Turn, one: Alarm) -> list[int]:
    """Everybody who agreed to be on call now hears it at once, each time once; who that is."""
    agreed = [
        each
        for each in await on_call.at(turn.session, one.team_id, turn.now)
        if each.person_id != one.person_id
    ]
    for each in agreed:
        zone = await people.zone(turn.session, each.person_id, turn.others_zone)
        values: dict[str, Value] = {
            "name": named(turn.person.name, turn.person.id),
            "until": when(each.ends_at, turn.now, zone),
        }
        said = Screen(lines=(Text(key="alarm.call_now"), Text(key="alarm.wanted_now", values=values)))
        await _tell(turn, one, each.person_id, f"{gate.ALERT}{one.id}:{each.id}", said)
    return [each.person_id for each in agreed]


async def _tell(turn: Turn, one: Alarm, person_id: int, key: str, screen: Screen) -> None:
    await notices.put(turn.session, person_id, one.team_id, key, screen, turn.now, asked_by=turn.person.id)


def _wanted(turn: Turn) -> Screen:
    name = named(turn.person.name, turn.person.id)
    return Screen(lines=(CALL, Text(key="alarm.wanted", values={"name": name})))


async def _answer(
    turn: Turn, team_id: int, hears: int | None, alerted: list[int], lines: list[Text]
) -> Screen:
    """Honest about who reads it, and when; where nobody does now, what to do instead."""
    reads_now = bool(alerted)
    for one in alerted:
        lines.append(Text(key="alarm.on_call", values={"name": await reading.called(turn, one)}))
    if hears is not None and hears not in alerted:
        reads_now = reads_now or await _reads_now(turn, hears, team_id)
        lines += await _passed_on(turn, hears, team_id)
    if hears is None and not alerted:
        lines.append(Text(key="alarm.nobody"))
    first = () if reads_now else (Text(key="alarm.nobody_reads"),)
    return Screen(lines=(*first, *lines, *_instead()), buttons=((HELP,),))


async def _reads_now(turn: Turn, person_id: int, team_id: int) -> bool:
    there = await people.is_reachable(turn.session, person_id)
    return there and await reading.hold(turn, person_id, team_id) is None


async def _passed_on(turn: Turn, person_id: int, team_id: int) -> list[Text]:
    """To whom it goes, and when she reads it, as far as both sides know."""
    name: dict[str, Value] = {"name": await reading.called(turn, person_id)}
    if not await people.is_reachable(turn.session, person_id):
        return [Text(key="coordinator.unreachable", values=name)]
    return [Text(key="alarm.passed_on", values=name), await reading.line(turn, person_id, team_id)]


def _instead() -> tuple[Text, ...]:
    return (Text(key="alarm.cannot_wait", apart=True), *safety.at_any_hour())


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
    """Her coordinator and the deputy both hear of it again, at most once a day."""
    await alarms.not_called(turn.session, one.id, await next_opening(turn.session, turn, one.team_id))
    both = await _guides(turn, one.team_id)
    lines: list[Text] = []
    for person_id in both:
        zone = await people.zone(turn.session, person_id, turn.others_zone)
        values: dict[str, Value] = {
            "name": named(turn.person.name, turn.person.id),
            "when": when(one.raised_at, turn.now, zone),
        }
        again = Screen(lines=(CALL, Text(key="alarm.again", values=values)))
        today = turn.now.astimezone(turn.zone).date()
        await _tell(turn, one, person_id, f"alarm.again:{one.id}:{today}:{person_id}", again)
        lines += await _passed_on(turn, person_id, one.team_id)
    return Screen(lines=(*(lines or [Text(key="alarm.nobody")]), *_instead()), buttons=((HELP,),))


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
