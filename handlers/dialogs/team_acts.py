"""What a coordinator does with one member of her team, and what that member hears of it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from bot.menu import OUTSIDE, commands_of
from bot.screen import Screen, Text, Value
from handlers.deps import Turn
from handlers.dialogs import join
from handlers.dialogs.team_facts import Shown, successor
from handlers.dialogs.team_leaving import hand_over
from handlers.dialogs.team_options import NOBODY
from storage import membership_changes, notices, people, roster
from storage.roster import Seat

# After these whoever does it to herself has no page of this team any more.
ENDS: Final = frozenset({"pause", "leave", "move"})


async def pause(turn: Turn, _: Shown, one: Seat) -> None:
    await membership_changes.pause(turn.session, turn.person, one.membership_id, turn.now)
    await _tell_elsewhere(turn, one, Text(key="team.news.paused", values={"team": one.team}))


async def resume(turn: Turn, _: Shown, one: Seat) -> None:
    await membership_changes.resume(turn.session, turn.person, one.membership_id, turn.now)
    await _tell(turn, one, Text(key="team.news.resumed", values={"team": one.team}), one.team_id)


async def leave(turn: Turn, scene: Shown, one: Seat) -> None:
    await _hand_over(turn, scene, one)
    await membership_changes.leave(turn.session, turn.person, one.membership_id, turn.now)
    await _tell_elsewhere(turn, one, Text(key="team.news.left", values={"team": one.team}))


async def move(turn: Turn, scene: Shown, one: Seat) -> None:
    await _hand_over(turn, scene, one)
    to = int(scene.answers["to_team"])
    new = await membership_changes.move(turn.session, turn.person, one.membership_id, to, turn.now)
    for there in await roster.known(turn.session, [new]):
        values: dict[str, Value] = {"team": one.team, "other": there.team}
        await _tell(turn, one, Text(key="team.news.moved", values=values), there.team_id)
        await join.tell(turn, there)


async def lose(turn: Turn, _: Shown, one: Seat) -> None:
    """She is told nothing: whoever has her phone would read it."""
    await membership_changes.end_session(turn.session, turn.person, one.membership_id, turn.now)


async def _hand_over(turn: Turn, scene: Shown, one: Seat) -> None:
    chosen = scene.answers.get("referrals_to", NOBODY)
    await hand_over(turn, one, None if chosen == NOBODY else int(chosen), successor(scene))


async def _tell_elsewhere(turn: Turn, one: Seat, said: Text) -> None:
    """In the hours of another team of hers; where there is none she is told when she next writes.

    Without agreed hours nothing may come of the bot's own accord (`handlers.outside` answers her).
    """
    if await roster.others(turn.session, one):
        await _tell(turn, one, said, None)


async def _tell(turn: Turn, one: Seat, said: Text, team_id: int | None) -> None:
    if one.person_id == turn.person.id:
        return
    key = f"membership:{one.membership_id}:{said.key}:{turn.now:%Y%m%dT%H%M%S}"
    screen = Screen(lines=(said,))
    await notices.put(turn.session, one.person_id, team_id, key, screen, turn.now, asked_by=turn.person.id)


async def without(turn: Turn, told: Text) -> Screen:
    """What she reads who has just ended her own work here, with the menu that is left to her."""
    turn.person = await people.by_telegram(turn.session, turn.person.telegram_id) or turn.person
    turn.set_menu(commands_of(turn.person) if turn.person.memberships else OUTSIDE)
    return Screen(lines=(told,))


ACTS: Final[Mapping[str, Callable[[Turn, Shown, Seat], Awaitable[None]]]] = {
    "pause": pause,
    "resume": resume,
    "leave": leave,
    "move": move,
    "lost": lose,
}
