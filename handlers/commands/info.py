"""The commands that only tell something."""

from bot.menu import keyboard_of
from bot.model import Role
from bot.screen import Screen, Text
from handlers.deps import Turn


async def help_(turn: Turn, _: str) -> None:
    """For whoever is both, what both can do."""
    mine = [role for role in Role if role in turn.person.roles]
    lines = (Text(key=f"help.{role.value}", apart=at > 0) for at, role in enumerate(mine))
    turn.say(Screen(lines=tuple(lines), keyboard=keyboard_of(turn.person)))


async def sos(turn: Turn, _: str) -> None:
    """Said by the direct sender already, unless that failed (`handlers.talk`)."""


def not_for_you(turn: Turn) -> None:
    turn.say(Screen(lines=(Text(key="common.not_for_you"),), keyboard=keyboard_of(turn.person)))
