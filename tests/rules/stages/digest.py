"""/digest: a quiet week, a full one, everything that needs her, off, held, and several teams."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from bot.dialog import Tap
from bot.model import Membership, Role
from bot.rules.digest import NEVER, Weeks
from bot.rules.figures import Change, Figures, Trend
from bot.rules.goals import Goal, Indicator, Standing
from bot.rules.referrals import OUTCOMES
from bot.taxonomy import ACTIONS, TOPICS
from handlers.dialogs import coordinated, digest
from handlers.dialogs.digest_facts import CONTACTS, Digest, Facts, Needs, Timed, View
from handlers.dialogs.digest_options import MOST_BACK
from handlers.dialogs.goals_options import Stands
from tests.rules.stage import LARGEST, LONG_NAME, NOW, ZONE, Stage

MONDAY: Final = date(2026, 11, 16)
MINE: Final = tuple(Membership(LARGEST - at, LONG_NAME, Role.COORDINATOR) for at in range(3))
ON: Final = Timed(0, 570)
QUIET: Final = Digest(MINE[0], Weeks(MONDAY), Figures(), needs=Needs())
NEEDS: Final = Needs(
    99, 99, 999, 999, 9999, tuple(date(2026, 12, 25) + timedelta(days=at) for at in range(4))
)
GOALS: Final = tuple(
    Stands(Goal(Indicator.QUESTIONS, 100_000, MONDAY, MONDAY, "language_integration"), 99_999, 1, one)
    for one in (Standing.ON_TRACK, Standing.BEHIND, Standing.REACHED)
)
CHANGES: Final = [Change(one, 20) for one in Trend]


def full(weeks: Weeks) -> Digest:
    """Long numbers, every topic and every change."""
    found = Figures(
        contacts=1_000_000,
        questions=3_000_000,
        topics={one: 100_000 - at for at, one in enumerate(TOPICS)},
        referrals=500_000,
        actions=dict.fromkeys(ACTIONS, 99_999),
        residents_reached=88_888,
        professionals_reached=77_777,
    )
    changes = {one: CHANGES[at % 3] for at, one in enumerate((CONTACTS, *TOPICS))}
    return Digest(
        MINE[0], weeks, found, changes, 4321, NEEDS, dict.fromkeys(OUTCOMES[1:-1], 9999), GOALS, 9, False
    )


def _of(shown: Digest, timed: Timed, teams: int = 1, *, earlier: bool = True) -> Facts:
    return Facts(MINE[:teams], View(shown, timed, NOW, ZONE, 0, earlier))


def _turned(taps: Sequence[Tap]) -> Facts:
    back = digest._back(taps)
    shown = Digest(MINE[0], Weeks(MONDAY - timedelta(weeks=back)), Figures(contacts=1, questions=1))
    return Facts(MINE[:1], View(shown, ON, NOW, ZONE, back, back < min(2, MOST_BACK)))


def _several(taps: Sequence[Tap]) -> Facts:
    return Facts(MINE, None) if coordinated.chosen(MINE, taps) is None else _of(full(Weeks(MONDAY)), ON, 3)


STAGES = (
    Stage("digest, quiet", digest.DIALOG, lambda _: _of(QUIET, ON, earlier=False)),
    Stage("digest, never", digest.DIALOG, lambda _: _of(QUIET, Timed(NEVER, 570))),
    Stage("digest, full", digest.DIALOG, lambda _: _of(full(Weeks(MONDAY)), Timed(6, 1080, True, NOW))),
    Stage(
        "digest, across months",
        digest.DIALOG,
        lambda _: _of(full(Weeks(date(2026, 11, 30), 4, 9)), Timed(6, 1080, True)),
        1,
    ),
    Stage("digest, earlier weeks", digest.DIALOG, _turned),
    Stage("digest, several teams", digest.DIALOG, _several, 1),
)
