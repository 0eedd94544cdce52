"""What others hear when somebody had everything about her erased: that somebody is gone, and never who."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import Role
from bot.screen import Button, Screen, Text, Value
from handlers.deps import Turn
from handlers.dialogs import reading
from storage import handover, meetings, notices
from storage.roster import Seat

TEAM = Button(label=Text(key="forget.news.team"), data="/team")
SESSIONS = Button(label=Text(key="forget.news.sessions"), data="/supervision")


@dataclass(frozen=True)
class News:
    """Of one of her places: who is told, and who takes over, where she led anything.

    `led` are those she guided, and those who come to sessions that she leads.
    """

    team_id: int
    team: str
    role: Role
    coordinators: tuple[int, ...]
    led: tuple[int, ...] = ()
    successor: int | None = None


async def of(turn: Turn, one: Seat, others: Sequence[int], successor: int | None) -> News:
    """Asked while she is still in: afterwards nobody knows whom she guided."""
    led = {person_id for _, person_id in await handover.guided(turn.session, one)}
    for number in await handover.hosted(turn.session, one, turn.now):
        led |= {each.person_id for each in (await meetings.known(turn.session, number)).guests}
    return News(
        one.team_id, one.team, one.role, tuple(others), tuple(sorted(led - {turn.person.id})), successor
    )


async def tell(turn: Turn, one: News) -> None:
    for person_id in one.coordinators:
        await _put(turn, one, person_id, _for_coordinator(one, person_id), TEAM)
    if one.successor is not None:
        name = await reading.called(turn, one.successor)
        for person_id in sorted(set(one.led) - set(one.coordinators)):
            values: dict[str, Value] = {"team": one.team, "name": name}
            await _put(turn, one, person_id, Text(key="forget.news.guided", values=values), SESSIONS)


def _for_coordinator(one: News, person_id: int) -> Text:
    values: dict[str, Value] = {"team": one.team}
    if one.role is Role.KEY_PERSON:
        return Text(key="forget.news.key_person", values=values)
    if person_id == one.successor:
        return Text(key="forget.news.yours", values=values)
    return Text(key="forget.news.coordinator", values=values)


async def _put(turn: Turn, one: News, person_id: int, said: Text, button: Button) -> None:
    key = f"forgotten:{one.team_id}:{turn.now:%Y%m%dT%H%M%S%f}-{one.role}:{person_id}"
    screen = Screen(lines=(said,), buttons=((button,),))
    await notices.put(turn.session, person_id, one.team_id, key, screen, turn.now)
