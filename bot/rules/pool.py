"""Who of a team can be asked now: by what each told of herself, and by the hours that were agreed with her.

Only what both sides know counts: that somebody is away, has a light day or longer quiet hours is hers alone.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.languages import LANGUAGES
from bot.rules import hours, quiet
from bot.rules.hours import Arrangement, Duty, Kind
from bot.rules.quiet import Quiet
from bot.rules.stretches import DAY, Stretch, common, from_wall, standing_on, union, whole_day, without
from bot.taxonomy import TOPICS

# "Something else" is nothing that somebody could be sought for.
THEMES: Final = tuple(one for one in TOPICS if one != "other")
_NOTHING_AGREED: Final = Arrangement(Kind.HOURS, date.min)


class Gender(StrEnum):
    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"


@dataclass(frozen=True)
class Profile:
    """What a key person told of herself in one team: of LANGUAGES, of THEMES, and an area in her own words."""

    languages: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    gender: Gender | None = None
    area: str = ""


NOTHING_TOLD: Final = Profile()


@dataclass(frozen=True)
class Candidate:
    """A key person of the team; `duty` is her own as a key person of it."""

    person_id: int
    name: str
    duty: Duty
    profile: Profile = NOTHING_TOLD
    reachable: bool = True


@dataclass(frozen=True)
class Wish:
    """What somebody is sought for; None is any."""

    language: str | None = None
    theme: str | None = None
    gender: Gender | None = None


@dataclass(frozen=True)
class Availability:
    """Whether she is there now, how much is left of her agreed hours of today, and when she is there again.

    `back` is None while she is there, and where no agreed hours are in sight.
    """

    now: bool
    minutes: int
    back: datetime | None


@dataclass(frozen=True)
class Found:
    who: Candidate
    availability: Availability


def fits(profile: Profile, wish: Wish) -> bool:
    """Whoever told nothing of it fits only where anything will do."""
    speaks = wish.language is None or wish.language in profile.languages
    helps = wish.theme is None or wish.theme in profile.themes
    return speaks and helps and wish.gender in {None, profile.gender}


def fitting(pool: Iterable[Candidate], wish: Wish) -> tuple[Candidate, ...]:
    return tuple(one for one in pool if fits(one.profile, wish))


def search(pool: Iterable[Candidate], wish: Wish, night: Quiet, now: datetime) -> tuple[Found, ...]:
    """Whoever fits: those who are there now in front, then by name, and by nothing else.

    `night` is what is quiet for everybody in the organisation.
    """
    found = [Found(one, of_candidate(one, night, now)) for one in fitting(pool, wish)]
    return tuple(sorted(found, key=_order))


def _order(one: Found) -> tuple[bool, str, int]:
    return not one.availability.now, one.who.name.casefold(), one.who.person_id


def of_candidate(one: Candidate, night: Quiet, now: datetime) -> Availability:
    """Nobody is there for a bot that she has blocked."""
    if not one.reachable:
        return Availability(now=False, minutes=0, back=None)
    return availability([one.duty], night, now)


def availability(duties: Sequence[Duty], night: Quiet, now: datetime) -> Availability:
    """Of somebody who may have several duties; hours that were never agreed are none."""
    agreed = [_only_agreed(one) for one in duties]

    def there(since: datetime, until: datetime) -> tuple[Stretch, ...]:
        duty = _duty(agreed, since, until)
        return without(duty, _silent(agreed, night, since, until)) if duty else ()

    standing = standing_on(there, now)
    return Availability(standing.on, _left_today(agreed, now), None if standing.on else standing.until)


def _only_agreed(duty: Duty) -> Duty:
    """Without the hours that hold as long as nothing was agreed."""
    return replace(duty, arrangements=(_NOTHING_AGREED, *duty.arrangements))


def _duty(duties: Iterable[Duty], since: datetime, until: datetime) -> tuple[Stretch, ...]:
    return union(stretch for one in duties for stretch in hours.stretches(one, since, until))


def _silent(duties: Iterable[Duty], night: Quiet, since: datetime, until: datetime) -> tuple[Stretch, ...]:
    return union(
        stretch for one in duties for stretch in quiet.stretches(night, one.zone, one.holidays, since, until)
    )


def _left_today(duties: Sequence[Duty], now: datetime) -> int:
    """Whole minutes; today is a day on her own clock."""
    if not duties:
        return 0
    _, midnight = whole_day(now.astimezone(duties[0].zone).date(), duties[0].zone)
    left = common(_duty(duties, now, midnight), [(now, midnight)])
    return int(sum((end - start for start, end in left), timedelta()) // timedelta(minutes=1))


def expires_at(opens: datetime, zone: ZoneInfo) -> datetime:
    """Until when a request stands that is heard at that moment: the end of the day after, on her clock."""
    day = opens.astimezone(zone).date() + timedelta(days=1)
    return from_wall(day, DAY, DAY, zone)[1]


def languages_of(pool: Iterable[Candidate]) -> tuple[str, ...]:
    """The languages that anybody speaks, in the order of the list."""
    spoken = {code for one in pool for code in one.profile.languages}
    return tuple(code for code in LANGUAGES if code in spoken)


def themes_of(pool: Iterable[Candidate]) -> tuple[str, ...]:
    """The themes that anybody helps with, in the order of the list."""
    helped = {theme for one in pool for theme in one.profile.themes}
    return tuple(theme for theme in THEMES if theme in helped)


def genders_of(pool: Iterable[Candidate]) -> tuple[Gender, ...]:
    told = {one.profile.gender for one in pool}
    return tuple(gender for gender in Gender if gender in told)


def known(codes: Iterable[str], all_: Collection[str]) -> tuple[str, ...]:
    """Those of a list, in its order and each once; what it does not know any more is left out."""
    told = set(codes)
    return tuple(one for one in all_ if one in told)
