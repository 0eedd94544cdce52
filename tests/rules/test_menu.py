"""Which commands and lasting buttons a person has."""

import pytest

from bot.menu import STRANGERS, commands_of, keyboard_of
from bot.model import Membership, Person, Role
from bot.texts import KEYBOARD_COMMANDS
from handlers.commands import COMMANDS

LOGS = ("contact", "today", "directory", "supervision", "coordinator", "hours", "offduty", "profile")
GUIDES = ("team", "agree", "ask", "overview", "digest", "goals", "report", "export", "oncall", "settings")
# Reached by buttons of /hours, /away, /supervision and of what waited; too many for a menu on a small phone.
BEHIND_BUTTONS = {
    "alarm",
    "back",
    "quiet",
    "time",
    "notes",
    "why",
    "waiting",
    "plan",
    "meeting",
    "how",
    "referral",
    "answer",
    "correct",
    "forget",
    "mydata",
    "seen",
    "digest",
}
KEY_PERSON, COORDINATOR = Role.KEY_PERSON, Role.COORDINATOR


def somebody(*roles: Role) -> Person:
    return Person(1, 1001, "nl", tuple(Membership(at, "team", role) for at, role in enumerate(roles)))


@pytest.mark.parametrize(
    ("roles", "own"),
    [
        pytest.param([KEY_PERSON], LOGS, id="a key person logs"),
        pytest.param(
            [COORDINATOR], ("hours", "supervision", "directory", *GUIDES), id="a coordinator guides"
        ),
        pytest.param([COORDINATOR, KEY_PERSON], (*LOGS, *GUIDES), id="who is both does both, with no double"),
        pytest.param([KEY_PERSON, KEY_PERSON], LOGS, id="two teams, no double"),
    ],
)
def test_the_menu_has_her_own_commands_then_those_of_everybody(
    roles: list[Role], own: tuple[str, ...]
) -> None:
    assert commands_of(somebody(*roles)) == (*own, "away", "sos", "language", "help", "privacy", "cancel")


@pytest.mark.parametrize("roles", [[KEY_PERSON], [COORDINATOR], [COORDINATOR, KEY_PERSON]])
def test_every_command_that_is_allowed_is_in_the_menu_or_behind_a_button(roles: list[Role]) -> None:
    allowed = {name for name, one in COMMANDS.items() if one.roles & set(roles)}
    menu = set(commands_of(somebody(*roles)))
    assert menu <= allowed
    assert allowed - menu <= BEHIND_BUTTONS


@pytest.mark.parametrize("roles", [[KEY_PERSON], [COORDINATOR], [COORDINATOR, KEY_PERSON], []])
def test_help_is_always_on_the_lasting_keyboard_and_every_button_is_known(roles: list[Role]) -> None:
    keys = [label.key for row in keyboard_of(somebody(*roles)) for label in row]
    assert "keyboard.sos" in keys
    assert set(keys) <= {f"keyboard.{command}" for command in KEYBOARD_COMMANDS}
    assert ("keyboard.contact" in keys) is (KEY_PERSON in roles)


def test_strangers_see_only_how_to_begin_whom_to_call_and_what_is_kept() -> None:
    assert STRANGERS == ("start", "sos", "privacy")
