"""/overview: before the decision and after it, teams of any size, and people who cannot be reached."""

from collections.abc import Sequence
from typing import Final

from bot.dialog import Tap
from bot.model import Membership, Role, TeamSettings
from bot.rules.load import Band
from handlers.dialogs import coordinated, overview
from handlers.dialogs.overview_page import MOST_LISTED, Facts, Patterns, View, part_of
from tests.rules.stage import LARGEST, LONG_NAME, NOW, ZONE, Stage

TODAY: Final = NOW.astimezone(ZONE).date()
MINE: Final = tuple(Membership(LARGEST - at, LONG_NAME, Role.COORDINATOR) for at in range(3))
OPEN: Final = TeamSettings(LARGEST, LONG_NAME, works_council_on=TODAY, dpia_on=TODAY)
NAME: Final = "𝕎" * 40  # as long as the name of a person may be, of the widest signs
BANDS: Final = (Band.WITHIN, Band.NEAR, Band.OVER, None)
NOBODY: Final = Patterns((), (), None)
FEW: Final = Patterns(("", *["Amina"] * 3), tuple(zip(("", *["Amina"] * 3), BANDS, strict=True)), None)


def _view(patterns: Patterns | None, unreachable: Sequence[str] = ()) -> View:
    return View(OPEN if patterns else TeamSettings(LARGEST, LONG_NAME), 3, tuple(unreachable), patterns)


def _one_team(view: View) -> Facts:
    return Facts(MINE[:1], view)


def _large(size: int, taps: Sequence[Tap]) -> Facts:
    names = (NAME,) * size
    part = next((tap["part"] for tap in taps if "part" in tap), None)
    shown = tuple((name, Band.WITHIN) for name in part_of(names, part))
    return Facts(MINE[:1], _view(Patterns(names, shown, 12), names))


def _several(taps: Sequence[Tap]) -> Facts:
    return Facts(MINE, None if coordinated.chosen(MINE, taps) is None else _view(FEW))


STAGES = (
    Stage("overview, undecided", overview.DIALOG, lambda _: _one_team(_view(None, ["", "Amina"]))),
    Stage("overview, nobody", overview.DIALOG, lambda _: _one_team(_view(NOBODY))),
    Stage("overview, few", overview.DIALOG, lambda _: _one_team(_view(FEW))),
    Stage("overview, as many as one page holds", overview.DIALOG, lambda taps: _large(MOST_LISTED, taps)),
    Stage("overview, more than that", overview.DIALOG, lambda taps: _large(MOST_LISTED + 1, taps)),
    Stage("overview, several teams", overview.DIALOG, _several),
)
