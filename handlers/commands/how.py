"""/how: what she answers when she is asked how she is. It is met with kind words and kept nowhere."""

from typing import Final

from bot.menu import keyboard_of
from bot.question import SOS
from bot.screen import Button, Screen, Text
from handlers.deps import Turn
from handlers.dialogs import heavy, reading

MET: Final = ("fine", "so_so", "heavy")
HELP: Final = Button(label=Text(key="common.sos"), data=SOS, danger=True)


async def how(turn: Turn, argument: str) -> None:
    """`<fine|so_so|heavy|talk> <team id>`; of a team that is not hers nothing comes."""
    answer, _, team = argument.partition(" ")
    hers = team.isdecimal() and reading.membership(turn, int(team)) is not None
    if hers and answer == heavy.TALK:
        return turn.say(await _talk(turn, int(team)))
    key = f"heavy.met.{answer}" if hers and answer in MET else "heavy.unknown"
    turn.say(Screen(lines=(Text(key=key),), keyboard=keyboard_of(turn.person)))


async def _talk(turn: Turn, team_id: int) -> Screen:
    hears = await heavy.ask_to_be_called(turn, team_id)
    if hears is None:
        return Screen(lines=(Text(key="heavy.nobody"),), buttons=((HELP,),))
    passed_on = Text(key="heavy.talk_passed_on", values={"name": await reading.called(turn, hears)})
    lines = (passed_on, await reading.line(turn, hears, team_id), Text(key="heavy.until_then", apart=True))
    return Screen(lines=lines, buttons=((HELP,),))
