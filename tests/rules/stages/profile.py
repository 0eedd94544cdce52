"""/profile: nothing told, everything told, and several teams."""

from collections.abc import Sequence
from typing import Final

from bot.dialog import Tap
from bot.languages import LANGUAGES
from bot.model import Membership, Role
from bot.rules.hours import Window
from bot.rules.pool import THEMES, Gender, Profile
from handlers.dialogs import coordinated, profile
from handlers.dialogs.profile_options import Facts
from tests.rules.stage import LARGEST, LONG_NAME, Stage

MINE: Final = tuple(Membership(LARGEST - at, LONG_NAME, Role.KEY_PERSON, LARGEST - at) for at in range(2))
EVERYTHING: Final = Profile(LANGUAGES, THEMES, Gender.WOMAN, "W" * 40)
# As scattered as a week can be agreed on.
WEEK: Final = tuple(
    Window(weekday, 480 + 90 * at + weekday, 540 + 90 * at) for weekday in range(7) for at in range(4)
)
WORDS: Final = {"area": "Schalkwijk"}


def _several(taps: Sequence[Tap]) -> Facts:
    chosen = coordinated.chosen(MINE, taps)
    return Facts(MINE, MINE[0], Profile(("ti",)), ()) if chosen else Facts(MINE)


STAGES = (
    Stage("profile, nothing told", profile.DIALOG, lambda _: Facts(MINE[:1], MINE[0]), 1, WORDS),
    Stage(
        "profile, everything told",
        profile.DIALOG,
        lambda _: Facts(MINE[:1], MINE[0], EVERYTHING, WEEK),
        1,
        WORDS,
    ),
    Stage("profile, several teams", profile.DIALOG, _several, 1, WORDS),
)
