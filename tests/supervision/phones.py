"""What the bot said, read from the messages on the phones: nothing here looks into the database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.screen import Text
from tests.keys_only import KeysOnly

# Everything the bot says on its own initiative in these tests.
OF_ITS_OWN: Final = re.compile(r"^(meeting|rhythm|gate)\.", re.MULTILINE)
_SESSION: Final = re.compile(
    r"^meeting\.(reminder@(?P<language>\w+)|after|skipped(?:_busy)?|unopened\((?P<name>[^)]*)\))$"
    r"[^@]*?^meeting\.when\(meeting\.at\(weekday (?P<weekday>\d), (?P<day>[\d-]+), (?P<time>[\d:]+)\)\)$"
    r"[^@]*?^meeting\.place\(room (?P<room>\d+)\)$",
    re.MULTILINE,
)
_RHYTHM: Final = re.compile(r"^rhythm\.(due|overdue)\((\w[\w ]*), ([\d-]+)\)$", re.MULTILINE)


class InTheirLanguages(KeysOnly):
    """Keys instead of words, but a reminder shows in which language it was put into words."""

    def _fill(self, language: str, text: Text, *, escape_html: bool) -> str:
        filled = super()._fill(language, text, escape_html=escape_html)
        return f"{filled}@{language}" if text.key == "meeting.reminder" else filled


@dataclass(frozen=True)
class Said:
    """Something about one time of one session; `shown` is that time as her phone shows it."""

    what: str
    room: int
    shown: str
    language: str | None
    name: str | None


def sessions_in(text: str) -> Iterator[Said]:
    for one in _SESSION.finditer(text):
        what = one[1].partition("@")[0].partition("(")[0]
        shown = f"weekday {one['weekday']}, {one['day']}, {one['time']}"
        yield Said(what, int(one["room"]), shown, one["language"], one["name"])


def rhythms_in(text: str) -> list[tuple[str, str, str]]:
    """Whether a talk is due or overdue, with whom, and since which day."""
    return _RHYTHM.findall(text)
