"""Who may do what: each command, dialogue, errand and job says it, and what says nothing is for nobody."""

from enum import Enum, auto
from typing import Final, TypeAlias

from bot.model import Person, Role


class Standing(Enum):
    """Where somebody stands who has no role: on her way in, paused, or gone; or whoever has a phone that was lost."""

    OUTSIDE = auto()
    LOST = auto()


Roles: TypeAlias = frozenset[Role | Standing]

NOBODY: Final[Roles] = frozenset()
KEY_PERSONS: Final[Roles] = frozenset({Role.KEY_PERSON})
COORDINATORS: Final[Roles] = frozenset({Role.COORDINATOR})
# Whoever is in a team now.
EVERYBODY: Final[Roles] = KEY_PERSONS | COORDINATORS
# What stays hers when her work is paused or over, and what she needs on her way in.
ANYBODY: Final[Roles] = EVERYBODY | {Standing.OUTSIDE}
# What tells nothing of her, so that whoever has her phone may do it as well.
WHOEVER: Final[Roles] = ANYBODY | {Standing.LOST}


def may(person: Person, roles: Roles) -> bool:
    """Whether somebody of this standing may. Which team it is about has to be asked as well."""
    return bool(roles & ({Standing.LOST} if person.phone_lost else person.roles or {Standing.OUTSIDE}))
