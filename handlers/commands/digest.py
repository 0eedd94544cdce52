"""/digest: a coordinator's week as it is now, or its picture; for a key person her weekly note, on or off."""

from contextlib import suppress
from datetime import date
from typing import Final

from bot.dialog import Tap
from bot.model import Role
from bot.rules.digest import WEEK
from bot.rules.figures import mondays
from bot.screen import Button, Screen, Text
from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs.digest import DIALOG, picture, stop
from handlers.dialogs.digest_options import MOST_BACK
from storage import digests, notices

SWITCHES: Final = {"on": True, "off": False}


async def digest(turn: Turn, argument: str) -> None:
    """`on`, `off`, `picture <team id> <Monday>`, `<team id> <Monday>`, or nothing; else it shows the page.

    Without a Monday it is the last week.
    """
    words = argument.split()
    coordinates = Role.COORDINATOR in turn.person.roles
    if words and words[0] in SWITCHES and Role.KEY_PERSON in turn.person.roles:
        return await _switch(turn, wants=SWITCHES[words[0]])
    if not coordinates:
        return turn.say(await _note(turn))
    if words == ["off"]:
        await stop(turn)
    if words and words[0] == "picture" and (team := _hers(turn, words[1:])):
        return turn.run_errand(picture(team, _last(turn) - _back(turn, words[2:]) * WEEK))
    await _page(turn, _hers(turn, words), _back(turn, words[1:]))


def _last(turn: Turn) -> date:
    return mondays(turn.now, turn.zone, 1)[0]


def _back(turn: Turn, words: list[str]) -> int:
    """How many weeks before the last one this Monday was; 0 for what is no Monday of a page."""
    with suppress(ValueError, IndexError):
        weeks, days = divmod((_last(turn) - date.fromisoformat(words[0])).days, 7)
        return weeks if not days and 0 <= weeks <= MOST_BACK else 0
    return 0


def _hers(turn: Turn, words: list[str]) -> int | None:
    """The team of this number that she coordinates, or her only one where she named none."""
    mine = [one.team_id for one in turn.person.teams_as(Role.COORDINATOR)]
    if not words:
        return mine[0] if len(mine) == 1 else None
    return next((one for one in mine if str(one) == words[0]), None)


async def _page(turn: Turn, team: int | None, back: int) -> None:
    several = len(turn.person.teams_as(Role.COORDINATOR)) > 1
    taps: tuple[Tap, ...] = ({"team": str(team)},) if several and team else ()
    if back and (team or not several):
        taps = (*taps, {"back": str(back)})
    await conversation.afresh(turn, DIALOG, taps)


async def _switch(turn: Turn, *, wants: bool) -> None:
    """Off is at once: a note that waits is not said any more."""
    await digests.set_note(turn.session, turn.person.id, wants=wants)
    if not wants:
        await notices.recall_all(turn.session, f"note.weekly:{turn.person.id}:")
    turn.say(await _note(turn))


async def _note(turn: Turn) -> Screen:
    if await digests.wants_note(turn.session, turn.person.id):
        button = Button(label=Text(key="digest.note.stop", icon="🔕"), data="/digest off")
        return Screen(lines=(Text(key="digest.note.is_on"),), buttons=((button,),))
    button = Button(label=Text(key="digest.note.begin", icon="🔔"), data="/digest on")
    return Screen(lines=(Text(key="digest.note.is_off"),), buttons=((button,),))
