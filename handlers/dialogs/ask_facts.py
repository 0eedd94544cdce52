"""What /ask knows of a team: who fits what is sought, who is seen, and what waits for an answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.dialog import Scene
from bot.model import Membership
from bot.rules import pool
from bot.rules.pool import Candidate, Found, Gender, Wish
from bot.screen import Value
from handlers.dialogs.supervision_words import called
from storage.requests import Request

ANY: Final = "any"
SHOWN: Final = 8
SPEAKS: Final = "in_"


@dataclass(frozen=True)
class Facts:
    """The teams she coordinates, and of one of them its other key persons and the requests that wait.

    `found` is whoever fits all that was tapped, once it is asked who. Of the person who was tapped: `opens` is when
    she can read a message, None where that is not in sight.
    """

    teams: tuple[Membership, ...]
    now: datetime
    zone: ZoneInfo
    team: Membership | None = None
    pool: tuple[Candidate, ...] = ()
    waiting: tuple[Request, ...] = ()
    found: tuple[Found, ...] = ()
    one: Found | None = None
    opens: datetime | None = None

    @property
    def names(self) -> Mapping[int, str]:
        return {one.person_id: one.name for one in self.pool}

    def asked(self, person_id: int) -> Request | None:
        """What she was asked and has not answered yet."""
        return next((one for one in self.waiting if one.person_id == person_id), None)


Shown = Scene[Facts]


def wish(answers: Mapping[str, str]) -> Wish:
    """As far as it was told."""
    spoken, theme, gender = (answers.get(name, ANY) for name in ("pick", "theme", "gender"))
    return Wish(
        spoken.removeprefix(SPEAKS) if spoken.startswith(SPEAKS) else None,
        None if theme == ANY else theme,
        next((one for one in Gender if one == gender), None),
    )


def fitting(scene: Shown) -> tuple[Candidate, ...]:
    return pool.fitting(scene.facts.pool, wish(scene.answers))


def page(scene: Shown) -> int:
    return int(scene.answers.get("page", 0))


def is_page(value: str, scene: Shown) -> bool:
    """Written as it is kept, and not beyond the last one."""
    pages = range(len(scene.facts.pool) // SHOWN + 1)
    return value in {str(one) for one in pages}


def shown(scene: Shown) -> tuple[Found, ...]:
    start = page(scene) * SHOWN
    return scene.facts.found[start : start + SHOWN]


def named(facts: Facts, person_id: int) -> Value:
    return called(facts.names, facts.names.get(person_id, ""), person_id)


def is_person(value: str, scene: Shown) -> bool:
    return value in {str(one.person_id) for one in scene.facts.pool}


def seen(scene: Shown) -> Found | None:
    """The person who was tapped; None while nobody was."""
    return scene.facts.one if "see" in scene.answers else None
