"""How long each kind of data is kept, and what becomes of it then."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from dateutil.relativedelta import relativedelta


class Kind(StrEnum):
    CONTACTS = "contacts"
    WORDS = "words"
    LEAVERS = "leavers"
    SESSIONS = "sessions"
    HOURS = "hours"
    REQUESTS = "requests"
    ALARMS = "alarms"
    AUDIT = "audit"
    INVITATIONS = "invitations"
    TEAM = "team"


class Then(StrEnum):
    """What becomes of it: gone, or gone but for numbers of a team in a week, or everything of that person gone."""

    GONE = "gone"
    TALLIES = "tallies"
    ERASED = "erased"


@dataclass(frozen=True)
class Kept:
    kind: Kind
    months: int
    then: Then


# Customary for volunteers is a year after leaving; 24 months lets a report compare a year with the one before.
RETENTION: Final = (
    Kept(Kind.CONTACTS, 24, Then.TALLIES),
    # Hers alone, and shown to her for a day: words are of no use to anybody later.
    Kept(Kind.WORDS, 3, Then.GONE),
    Kept(Kind.SESSIONS, 24, Then.GONE),
    Kept(Kind.HOURS, 24, Then.GONE),
    # Until then an old button tells what became of it; later nobody needs to see who said no.
    Kept(Kind.REQUESTS, 1, Then.GONE),
    Kept(Kind.ALARMS, 12, Then.GONE),
    Kept(Kind.LEAVERS, 12, Then.ERASED),
    Kept(Kind.AUDIT, 24, Then.GONE),
    Kept(Kind.INVITATIONS, 1, Then.GONE),
    # What of a team is over: its goals, the services that were removed, how many strangers wrote.
    Kept(Kind.TEAM, 24, Then.GONE),
)


def kept(kind: Kind) -> Kept:
    return next(one for one in RETENTION if one.kind is kind)


def oldest_kept(one: Kept, today: date) -> date:
    """What is of this day or later stays; months of the calendar, so the 29th of February ends on the 28th."""
    oldest: date = today - relativedelta(months=one.months)
    return oldest
