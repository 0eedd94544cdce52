"""Which commands and lasting buttons a person has."""

import pytest

from bot.menu import STRANGERS, commands_of, keyboard_of
from bot.model import Membership, Person, Role
from bot.texts import KEYBOARD_COMMANDS
from handlers.commands import COMMANDS

KEY_PERSON, COORDINATOR = Role.KEY_PERSON, Role.COORDINATOR


def somebody(*roles: Role) -> Person:
    return Person(1, 1001, "nl", tuple(Membership(at, "team", role) for at, role in enumerate(roles)))


@pytest.mark.parametrize(
    ("roles", "own"),
    [
        pytest.param([KEY_PERSON], ("contact", "today"), id="a key person logs"),
        pytest.param([COORDINATOR], (), id="a coordinator does not"),
        pytest.param([COORDINATOR, KEY_PERSON], ("contact", "today"), id="who is both logs"),
        pytest.param([KEY_PERSON, KEY_PERSON], ("contact", "today"), id="two teams, no double"),
    ],
)
def test_the_menu_has_her_own_commands_then_those_of_everybody(
    roles: list[Role], own: tuple[str, ...]
) -> None:
    assert commands_of(somebody(*roles)) == (*own, "sos", "language", "help", "privacy", "cancel")


@pytest.mark.parametrize("roles", [[KEY_PERSON], [COORDINATOR], [COORDINATOR, KEY_PERSON]])
def test_every_command_of_a_menu_exists_and_is_allowed(roles: list[Role]) -> None:
    allowed = {name for name, one in COMMANDS.items() if one.roles is None or one.roles & set(roles)}
    assert set(commands_of(somebody(*roles))) == allowed


@pytest.mark.parametrize("roles", [[KEY_PERSON], [COORDINATOR], [COORDINATOR, KEY_PERSON], []])
def test_help_is_always_on_the_lasting_keyboard_and_every_button_is_known(roles: list[Role]) -> None:
    keys = [label.key for row in keyboard_of(somebody(*roles)) for label in row]
    assert "keyboard.sos" in keys
    assert set(keys) <= {f"keyboard.{command}" for command in KEYBOARD_COMMANDS}
    assert ("keyboard.contact" in keys) is (KEY_PERSON in roles)


def test_strangers_see_only_how_to_begin_and_what_is_kept() -> None:
    assert STRANGERS == ("start", "privacy")
