"""The commands of the pool: what she can be asked for, whom to ask, and her answer."""

import re
from typing import Final

from bot.dialog import Tap
from bot.model import Role
from bot.screen import Screen, Text
from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs import ask as ask_dialog
from handlers.dialogs import asked
from handlers.dialogs import profile as profile_dialog
from storage import people, requests

_NUMBER: Final = re.compile(r"[0-9]{1,18}", re.ASCII)
_ANSWER: Final = re.compile(r"([0-9]{1,18}) +(yes|no)", re.ASCII)


async def profile(turn: Turn, _: str) -> None:
    await conversation.afresh(turn, profile_dialog.DIALOG)


async def ask(turn: Turn, argument: str) -> None:
    """With the number of a request of hers, whoever it went to; what is none of hers does not exist."""
    if not argument.strip():
        return await conversation.afresh(turn, ask_dialog.DIALOG)
    taps = await _person_of(turn, argument.strip())
    if taps is None:
        return turn.say(Screen(lines=(Text(key="ask.gone"),)))
    await conversation.afresh(turn, ask_dialog.DIALOG, taps)


async def _person_of(turn: Turn, number: str) -> tuple[Tap, ...] | None:
    found = None
    if _NUMBER.fullmatch(number):
        found = await requests.seen_by(turn.session, turn.person, int(number))
    if found is None or found.person_id == turn.person.id:
        return None
    who = (found.person_id, found.team_id, Role.KEY_PERSON)
    if not await people.has_role(turn.session, *who):
        return None
    several = len(turn.person.teams_as(Role.COORDINATOR)) > 1
    team = ({"team": str(found.team_id)},) if several else ()
    return (*team, {"see": str(found.person_id)})


async def answer(turn: Turn, argument: str) -> None:
    """`<request id> yes` or `no`; a request that is not hers does not exist, whatever its number is."""
    told = _ANSWER.fullmatch(argument.strip())
    one = await requests.asked_of(turn.session, turn.person, int(told[1])) if told else None
    turn.say(await asked.take(turn, one, can=told[2] == "yes") if told and one else asked.GONE)
