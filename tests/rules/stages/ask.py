"""/ask: nobody there, few who told little, a team full of people who told everything, and several teams."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from bot.dialog import Tap
from bot.languages import LANGUAGES
from bot.model import Membership, Role
from bot.rules.hours import NINE_TO_FIVE, Arrangement, Duty, Kind
from bot.rules.pool import THEMES, Availability, Candidate, Found, Gender, Profile, fits
from handlers.dialogs import ask, coordinated
from handlers.dialogs.ask_facts import SHOWN, Facts, wish
from storage.requests import Request, State
from tests.rules.stage import LARGEST, LONG_NAME, NOW, ZONE, Stage

MINE: Final = tuple(Membership(LARGEST - at, LONG_NAME, Role.COORDINATOR) for at in range(2))
NAME: Final = "W" * 40
# Every language and every theme once, but not every pair of them: that would be a thousand places.
PROFILES: Final = (
    Profile(LANGUAGES),
    Profile(LANGUAGES[:1], THEMES, Gender.OTHER, "W" * 40),
    *(Profile(LANGUAGES[:2], THEMES[:2], Gender.OTHER, "W" * 40) for _ in range(SHOWN)),
)


DUTY: Final = Duty(ZONE, (Arrangement(Kind.HOURS, date(2026, 11, 2), windows=NINE_TO_FIVE),))
LATER: Final = NOW + timedelta(hours=2)
THERE: Final = (
    Availability(now=True, minutes=285, back=None),
    Availability(now=False, minutes=180, back=LATER),
    Availability(now=False, minutes=0, back=LATER + timedelta(days=9)),
    Availability(now=False, minutes=0, back=None),
)
FULL: Final = tuple(
    Candidate(LARGEST - at, NAME, DUTY, one, reachable=at != 7) for at, one in enumerate(PROFILES)
)
SILENT: Final = tuple(replace(one, profile=Profile()) for one in FULL)
FEW: Final = (
    Candidate(1, "Amina", DUTY, Profile(("ti",))),
    Candidate(2, "Bilal", DUTY),
    Candidate(3, "", DUTY, Profile(themes=("money",), gender=Gender.MAN)),
)


def _asked(at: int, language: str | None, theme: str | None) -> Request:
    times = (NOW - timedelta(days=9), NOW + timedelta(days=1), State.WAITING)
    return Request(LARGEST - at, LARGEST, LARGEST - at, LARGEST, language, theme, *times)


WAITING: Final = (
    *(_asked(at, "ckb", "language_integration") for at in range(SHOWN - 1)),
    _asked(SHOWN - 1, None, "money"),
    _asked(SHOWN, "ti", None),
    _asked(SHOWN + 1, None, None),
)


def _team(
    pool: Sequence[Candidate], *waiting: Request, opens: datetime | None = NOW
) -> Callable[[Sequence[Tap]], Facts]:
    """Whoever fits as in the program; when each is there is not worked out for every place."""
    each = tuple(Found(one, THERE[at % len(THERE)]) for at, one in enumerate(pool))

    def facts(taps: Sequence[Tap]) -> Facts:
        answers = {name: value for tap in taps for name, value in tap.items()}
        found = tuple(one for one in each if fits(one.who.profile, wish(answers)))
        known = Facts(MINE[:1], NOW, ZONE, MINE[0], tuple(pool), waiting, found)
        seen = next((one for one in each if str(one.who.person_id) == answers.get("see")), None)
        return replace(known, one=seen, opens=opens) if seen else known

    return facts


def _several(taps: Sequence[Tap]) -> Facts:
    chosen = coordinated.chosen(MINE, taps)
    return replace(_team(FEW)(taps), teams=MINE) if chosen else Facts(MINE, NOW, ZONE)


STAGES = (
    Stage("ask, nobody there", ask.DIALOG, _team(()), 1),
    Stage("ask, few who told little", ask.DIALOG, _team(FEW), 2),
    Stage("ask, nobody can read it", ask.DIALOG, _team(FEW, opens=None), 1),
    Stage("ask, a full team", ask.DIALOG, _team(FULL, opens=LATER), 1),
    Stage("ask, everybody was asked", ask.DIALOG, _team(SILENT, *WAITING), 1),
    Stage("ask, several teams", ask.DIALOG, _several, 1),
)
