"""/alarm: a key person wants her coordinator to call, and says later whether somebody did. Why is asked nowhere."""

from typing import Final

from bot.menu import keyboard_of
from bot.model import Role
from bot.screen import Screen, Text
from handlers.deps import Turn
from handlers.dialogs import alarms as dialogue
from storage import alarms

KNOWN: Final = frozenset(answer for answer, _ in dialogue.ANSWERS)


async def alarm(turn: Turn, argument: str) -> None:
    """`<yes|no|off> <alarm id>` answers whether somebody has called; anything else raises one, of a team by its id."""
    answer, number = words if len(words := argument.split()) == 2 else ("", "")
    if answer in KNOWN or number.isdecimal():
        return await _answered(turn, answer, number)
    mine = [one.team_id for one in turn.person.teams_as(Role.KEY_PERSON)]
    chosen = [one for one in mine if not argument.isdecimal() or str(one) == argument]
    if len(chosen) == 1:
        return turn.say(await dialogue.raised(turn, chosen[0]))
    turn.say(dialogue.which(turn))


async def _answered(turn: Turn, answer: str, number: str) -> None:
    known = answer in KNOWN and number.isdecimal() and len(number) < 19
    one = await alarms.own(turn.session, turn.person.id, int(number)) if known else None
    hers = one is not None and one.team_id in {each.team_id for each in turn.person.teams_as(Role.KEY_PERSON)}
    if one is None or not hers or one.closed_at is not None:
        return turn.say(Screen(lines=(Text(key="alarm.over"),), keyboard=keyboard_of(turn.person)))
    turn.say(await dialogue.answered(turn, one, answer))
