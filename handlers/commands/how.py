"""/how: what she answers when she is asked how she is. It is met with kind words and kept nowhere."""

import re
from typing import Final

from bot.menu import keyboard_of
from bot.question import SOS
from bot.screen import Button, Screen, Text
from handlers.deps import Turn
from handlers.dialogs import heavy, reading

MET: Final = ("fine", "so_so", "heavy")
_ASKED: Final = re.compile(r"([a-z_]+) +([0-9]{1,18})", re.ASCII)
HELP: Final = Button(label=Text(key="common.sos"), data=SOS, danger=True)


async def how(turn: Turn, argument: str) -> None:
    """`<fine|so_so|heavy|talk> <team id>`; of a team that is not hers nothing comes."""
    asked = _ASKED.fullmatch(argument)
    mine = reading.membership(turn, int(asked[2])) if asked else None
    if asked and mine and asked[1] == heavy.TALK:
        return turn.say(await _talk(turn, mine.team_id))
    key = f"heavy.met.{asked[1]}" if asked and mine and asked[1] in MET else "heavy.unknown"
    turn.say(Screen(lines=(Text(key=key),), keyboard=keyboard_of(turn.person)))


async def _talk(turn: Turn, team_id: int) -> Screen:
    hears = await heavy.ask_to_be_called(turn, team_id)
    if hears is None:
        return Screen(lines=(Text(key="heavy.nobody"),), buttons=((HELP,),))
    passed_on = Text(key="heavy.talk_passed_on", values={"name": await reading.called(turn, hears)})
    lines = (passed_on, await reading.line(turn, hears, team_id), Text(key="heavy.until_then", apart=True))
    return Screen(lines=lines, buttons=((HELP,),))
