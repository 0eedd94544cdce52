"""Times of day, windows of time and durations that people type instead of tapping."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

LONGEST: Final = 100
MOST_WINDOWS: Final = 6
MOST_MINUTES: Final = 720
MINUTES_OF_DAY: Final = 1440

# One sign for all that look alike: letters of two keyboards, signs of any width, short and long dashes.
_ALIKE: Final = str.maketrans("ıىیک،，؛：．／٫‐‑−－‒—―~～〜", "iييك,,;:./,----––––––")
_LETTER: Final = r"[^\W\d_]"
_HOURS: Final = r"(?:uur|uhr|u|hours?|hrs?|h|ساعة|ساعات)\.?"
_MINUTES: Final = r"(?:minutes?|minuten|minuut|mins?|m|دقيقة|دقائق)\.?"

# Patterns are matched with what `plain` makes of the words, so the Arabic ones have its yeh and no hamza.
TO: Final = rf"(?<!{_LETTER})(?:t/m|tot\s+en\s+met|tot?|until|till|bis|الي|حتي)(?!{_LETTER})"
FROM: Final = re.compile(rf"^(?:from|van|von|من)(?!{_LETTER})\s*")
_BETWEEN_TIMES: Final = re.compile(rf"\s*(?:[-–]|{TO})\s*")
_BETWEEN_WINDOWS: Final = re.compile(r"[,;&+\n]|and|en(?!\s+met)|و")
_TIMES: Final = (
    re.compile(rf"(\d\d?)(?:\s*(?:[:.]|{_HOURS})\s*([0-5]\d))?(?:\s*{_HOURS})?"),
    re.compile(rf"(\d\d)([0-5]\d)(?:\s*{_HOURS})?"),
)
_DURATIONS: Final = (
    re.compile(rf"()(\d{{1,4}})(?:\s*{_MINUTES})?"),
    re.compile(rf"(\d\d?)\s*:\s*([0-5]\d)(?:\s*{_HOURS})?"),
    re.compile(rf"(\d\d?)\s*{_HOURS}\s*([0-5]\d)(?:\s*{_MINUTES})?"),
)
# Two decimals after a point might be minutes, so 1.25 is refused; 1,25 and 1,75 are quarters.
_BROKEN_HOURS: Final = re.compile(rf"(\d\d?)(?:(?:[.,](?!\d\d)|,(?=25|75))(\d\d?))?\s*{_HOURS}")


def plain(words: str) -> str:
    """The words in lower case and ASCII digits, without marks or signs of direction; "" if they are too many."""
    if len(words) > LONGEST:
        return ""
    pieces = unicodedata.normalize("NFD", words.lower())
    kept = (one for one in pieces if unicodedata.category(one) not in {"Mn", "Cf"})
    return "".join(str(unicodedata.decimal(one, one)) for one in kept).translate(_ALIKE).strip()


def matched(patterns: Iterable[re.Pattern[str]], text: str) -> re.Match[str] | None:
    """The first pattern that fits the text from end to end."""
    return next((found for one in patterns if (found := one.fullmatch(text))), None)


def time_typed(words: str) -> int | None:
    """Minutes after midnight, 0 to 1440 (24:00); None for anything else, such as minutes of one digit."""
    return _time(plain(words))


def _time(text: str) -> int | None:
    found = matched(_TIMES, text)
    if not found:
        return None
    minutes = 60 * int(found[1]) + int(found[2] or 0)
    return minutes if minutes <= MINUTES_OF_DAY else None


def window_typed(words: str) -> tuple[int, int] | None:
    """From when until when, in minutes after the midnight that the first day begins with.

    The start is 0 to 1439. The end comes after it: at most 1439 minutes, or 1440 for the whole day 0-24; an end
    before the start is one of the next day. None if there are no two times, or both are the same.
    """
    return _window(plain(words))


def _window(text: str) -> tuple[int, int] | None:
    times = [_time(one) for one in _BETWEEN_TIMES.split(FROM.sub("", text))]
    if len(times) != 2 or times[0] is None or times[1] is None or times[0] == times[1]:
        return None
    start, end = times[0] % MINUTES_OF_DAY, times[1]
    return None if start == end else (start, end if end > start else end + MINUTES_OF_DAY)


def windows_typed(words: str) -> tuple[tuple[int, int], ...] | None:
    """One to six windows as `window_typed` gives them, by their start, neither merged nor without doubles.

    None if there is none or more, or if one of them does not fit.
    """
    parts = [one.strip() for one in _BETWEEN_WINDOWS.split(plain(words)) if one.strip()]
    found = [window for one in parts if (window := _window(one))]
    return tuple(sorted(found)) if 0 < len(found) == len(parts) <= MOST_WINDOWS else None


def duration_typed(words: str) -> int | None:
    """1 to 720 minutes: a bare number is minutes; hours may have a decimal. None for anything else."""
    minutes = _duration(plain(words))
    return minutes if 1 <= minutes <= MOST_MINUTES else None


def _duration(text: str) -> int:
    """Minutes, of any number; 0 for what does not fit."""
    if found := matched(_DURATIONS, text):
        return 60 * int(found[1] or 0) + int(found[2])
    if found := _BROKEN_HOURS.fullmatch(text):
        hundredths = int((found[2] or "").ljust(2, "0"))
        return 60 * int(found[1]) + 60 * hundredths // 100
    return 0
