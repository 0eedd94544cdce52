"""Which commands and lasting buttons a person has, by role."""

from typing import Final

from bot.model import Person, Role
from bot.screen import Text

EVERYBODY: Final = ("away", "sos", "language", "help", "privacy", "cancel")
BY_ROLE: Final = {
    Role.KEY_PERSON: (
        *("contact", "today", "directory", "supervision", "coordinator", "hours", "offduty", "profile"),
    ),
    Role.COORDINATOR: (
        *("hours", "supervision", "directory", "team", "agree", "ask", "overview"),
        *("digest", "goals", "report", "export", "oncall", "settings"),
    ),
}
STRANGERS: Final = ("start", "sos", "privacy")
# For somebody who has left.
OUTSIDE: Final = ("sos", "language", "privacy")


def commands_of(person: Person) -> tuple[str, ...]:
    """The command menu, the most used first."""
    own = (command for role in Role for command in BY_ROLE[role] if role in person.roles)
    return (*dict.fromkeys(own), *EVERYBODY)


def keyboard_of(person: Person) -> tuple[tuple[Text, ...], ...]:
    """The rows of buttons that stay below the chat."""
    if Role.KEY_PERSON in person.roles:
        return ((_key("contact"),), (_key("today"), _key("sos")))
    return ((_key("help"), _key("sos")),)


def _key(command: str) -> Text:
    return Text(key=f"keyboard.{command}")
