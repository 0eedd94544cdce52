"""/time: nothing entered yet in one team, and a full list in two teams with long names."""

from datetime import timedelta

from bot.model import Membership, Role, Spending, TimeEntry
from handlers.dialogs import time_spent
from handlers.dialogs.time_options import MOST_LISTED, Facts
from tests.rules.stage import LARGEST, LONG_NAME, NOW, Stage

TODAY = NOW.date()
TEAMS = tuple(Membership(LARGEST - at, LONG_NAME, Role.KEY_PERSON) for at in range(2))
ENTRIES = tuple(
    TimeEntry(LARGEST - at, LARGEST, TODAY - timedelta(days=at), kind, minutes)
    for at, (kind, minutes) in enumerate(zip([*Spending] * MOST_LISTED, range(30, 750, 60), strict=False))
)
WORDS = {"day_typed": "20-11", "minutes_typed": "1:15"}

STAGES = (
    Stage("time, nothing yet", time_spent.DIALOG, lambda _: Facts(TEAMS[:1], (), TODAY), words=WORDS),
    Stage("time, a full list", time_spent.DIALOG, lambda _: Facts(TEAMS, ENTRIES, TODAY), words=WORDS),
)
