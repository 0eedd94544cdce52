"""The numbers to call and the cards that show them, read once from `safety.json` beside this module.

A number stands there with where it was seen and on which day: `checked_on` is the day of that source, or the day it was
looked up where the source has none. Weekdays count from Monday, 0; of a service without opening times nothing is said.
"""

from collections.abc import Mapping
from datetime import date, time
from importlib.resources import files
from typing import Final
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

DOCTOR: Final = "doctor"
OWN_DOCTOR: Final = "own_doctor"
OUT_OF_HOURS: Final = "doctor_out_of_hours"
CONTACT: Final = "contact_person"
SOCIAL_TEAM: Final = "social_team"
VEILIG_THUIS: Final = "veilig_thuis"
RED: Final = "red"


class _Data(BaseModel, frozen=True):
    model_config = ConfigDict(extra="forbid")


class Opening(_Data, frozen=True):
    weekdays: tuple[int, ...]
    start: time
    end: time


class Service(_Data, frozen=True):
    """Whom everybody in the country can call; the own doctor has no number here."""

    id: str
    icon: str
    phone: str
    source: str
    checked_on: date
    opening: tuple[Opening, ...] = ()
    open_on_holidays: bool = True


class TeamService(_Data, frozen=True):
    """What each team sets for itself; without what is `needed` it is not ready to begin."""

    id: str
    icon: str
    needed: bool = False
    named: bool = False


class Card(_Data, frozen=True):
    """`shown_for` are the buttons of a question that show it before the dialogue goes on.

    `services` is in the order of urgency, DOCTOR among them for whichever doctor is right now. `contact` names the
    team's contact person, as the three `steps` do. `says` are the lines below.
    """

    id: str
    title: str
    services: tuple[str, ...]
    shown_for: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    steps: bool = False
    contact: bool = False
    days: int = 0


class Safety(_Data, frozen=True):
    zone: str
    services: tuple[Service, ...]
    of_team: tuple[TeamService, ...]
    cards: tuple[Card, ...]


SAFETY: Final = Safety.model_validate_json(files("bot").joinpath("safety.json").read_bytes())
ZONE: Final = ZoneInfo(SAFETY.zone)
SERVICES: Final[Mapping[str, Service]] = {one.id: one for one in SAFETY.services}
# Those with a number that comes with the program.
NATIONAL: Final = tuple(one.id for one in SAFETY.services if one.phone)
OF_TEAM: Final[Mapping[str, TeamService]] = {one.id: one for one in SAFETY.of_team}
CARDS: Final[Mapping[str, Card]] = {one.id: one for one in SAFETY.cards}
SHOWN_FOR: Final[Mapping[str, Card]] = {option: one for one in SAFETY.cards for option in one.shown_for}
EMERGENCY: Final = SERVICES["emergency"].phone
