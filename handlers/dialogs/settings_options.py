"""What can be set for a team and its organisation, with what stands now marked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.dialog import Option, Scene
from bot.model import Membership, TeamSettings
from bot.rules.holidays import Liberation
from bot.rules.phones import phone_typed
from bot.rules.referrals import WAITS
from bot.rules.stretches import DAY
from bot.rules.typed_dates import day_typed
from bot.rules.typed_times import time_typed
from bot.screen import Text
from bot.when import clock

PHONES: Final = frozenset({"office_phone", "doctor_phone"})
DECISIONS: Final = frozenset({"works_council_on", "dpia_on"})
SHARED: Final = frozenset({"good_friday", "liberation", "quiet"})
LINES: Final = (
    ("office_phone", "☎️"),
    ("doctor_phone", "🩺"),
    ("numbers", "🆘"),
    ("referral_days", "📤"),
    ("notes_allowed", "🗒"),
    ("good_friday", "🗓"),
    ("liberation", "🗓"),
    ("quiet", "🌙"),
    ("works_council_on", "📋"),
    ("dpia_on", "🔐"),
)
STARTS: Final = range(18 * 60, 23 * 60 + 1, 60)
ENDS: Final = range(6 * 60, 11 * 60 + 1, 60)
NEXT: Final = timedelta(days=1)
YEAR: Final = timedelta(days=365)


@dataclass(frozen=True)
class Facts:
    """The teams she coordinates; the settings are those of one of them, None while she has still to choose."""

    teams: tuple[Membership, ...]
    settings: TeamSettings | None
    today: date

    @property
    def now(self) -> TeamSettings:
        """KeyError before a team is chosen, as for anything else that is not answered yet."""
        if self.settings is None:
            raise KeyError("team")
        return self.settings


Shown = Scene[Facts]


def lines(scene: Shown) -> tuple[Option, ...]:
    other = (Option("other_team", icon="👥", wide=True),) if len(scene.facts.teams) > 1 else ()
    return (*(Option(name, icon=icon) for name, icon in LINES), *other)


def picked(*names: str) -> Callable[[Shown], bool]:
    return lambda scene: scene.answers["pick"] in names


def has_phone(scene: Shown) -> bool:
    line = scene.answers["pick"]
    return line in PHONES and getattr(scene.facts.now, line) is not None


def phone_ways(_: Shown) -> tuple[Option, ...]:
    return (Option("new", icon="✏️"), Option("remove", icon="🗑"))


def removes_doctor(scene: Shown) -> bool:
    """It goes from the red button of a whole team."""
    return picked("doctor_phone")(scene) and scene.answers.get("phone") == "remove"


def types_phone(name: str) -> Callable[[Shown], bool]:
    return lambda scene: scene.answers["pick"] == name and scene.answers.get("phone") != "remove"


def phone_checked(words: str, _: Shown) -> str | None:
    return phone_typed(words)


def waits(scene: Shown) -> tuple[Option, ...]:
    """After how many days it is asked what came of a referral."""
    return tuple(Option(str(one), days(one), marked=one == scene.facts.now.referral_days) for one in WAITS)


def days(number: int) -> Text:
    return Text(key="settings.days", values={"count": number})


def notes_ways(scene: Shown) -> tuple[Option, ...]:
    allowed = scene.facts.now.notes_allowed
    return (Option("on", marked=allowed), Option("off", marked=not allowed))


def good_friday(scene: Shown) -> tuple[Option, ...]:
    free = scene.facts.now.good_friday
    return (Option("free", marked=free), Option("works", marked=not free))


def liberations(scene: Shown) -> tuple[Option, ...]:
    return tuple(Option(one.value, marked=one == scene.facts.now.liberation) for one in Liberation)


def starts(scene: Shown) -> tuple[Option, ...]:
    return _times(STARTS, scene.facts.now.quiet_start)


def ends(scene: Shown) -> tuple[Option, ...]:
    start = quiet_start(scene)
    return _times([one for one in ENDS if one != start], scene.facts.now.quiet_end)


def _times(offered: Sequence[int], current: int) -> tuple[Option, ...]:
    shown = [
        Option(str(one), Text(key="common.name", values={"name": clock(one)}), marked=one == current)
        for one in offered
    ]
    return (
        *shown,
        Option("other", Text(key="settings.other_time"), marked=current not in offered, wide=True),
    )


def other(name: str) -> Callable[[Shown], bool]:
    return lambda scene: scene.answers.get(name) == "other"


def start_typed(words: str, _: Shown) -> str | None:
    minute = time_typed(words)
    return None if minute is None else clock(minute % DAY)


def end_typed(words: str, scene: Shown) -> str | None:
    """A night that ends as it begins would be none, or one without an end."""
    minute = time_typed(words)
    return None if minute is None or minute % DAY == quiet_start(scene) else clock(minute % DAY)


def quiet_start(scene: Shown) -> int | None:
    return _minute(scene, "quiet_start")


def quiet_end(scene: Shown) -> int | None:
    return _minute(scene, "quiet_end")


def _minute(scene: Shown, name: str) -> int | None:
    """Minutes after midnight, typed or tapped; None while neither was done."""
    typed, tapped = scene.answers.get(f"{name}_typed"), scene.answers.get(name, "")
    return time_typed(typed) if typed else int(tapped) if tapped.isdecimal() else None


def heard_ways(scene: Shown) -> tuple[Option, ...]:
    """On which day it was decided; what stands there can be taken back."""
    noted = getattr(scene.facts.now, scene.answers["pick"], None)
    back = (Option("take_back", icon="↩️", wide=True),) if noted else ()
    return (Option("today"), Option("other", icon="🗓"), *back)


def heard_typed(words: str, scene: Shown) -> str | None:
    """A day without its year is the last such day: nobody was heard in the future."""
    today = scene.facts.today
    day = day_typed(words, today)
    if day is not None and day > today:
        # Words such as "tomorrow" mean another day tomorrow; a day of the calendar stays the same.
        stays = day_typed(words, today + NEXT) == day
        day = day_typed(words, today - YEAR) if stays else None
    return day.isoformat() if day and day <= today else None
