"""Somebody who asks for a safety card: her team set everything, and it is late in the evening."""

from datetime import UTC, date, datetime
from typing import Final

from bot.rules.safety import Reader, TeamNumber, TeamNumbers
from bot.safety import CONTACT, OUT_OF_HOURS, SOCIAL_TEAM

# Monday 23:00 in Amsterdam, in winter.
NIGHT: Final = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
CHECKED: Final = date(2026, 11, 2)
DOCTOR, CONTACT_PHONE, SOCIAL = "023 799 0000", "023 512 3456", "14 023"


def numbers(*given: TeamNumber, team: str = "Haarlem Effect", team_id: int = 1) -> TeamNumbers:
    return TeamNumbers(team_id, team, {one.service: one for one in given})


ALL: Final = (
    TeamNumber(OUT_OF_HOURS, DOCTOR, CHECKED),
    TeamNumber(CONTACT, CONTACT_PHONE, CHECKED, "Vera"),
    TeamNumber(SOCIAL_TEAM, SOCIAL, CHECKED),
)
READER: Final = Reader((numbers(*ALL),), may_tell=True)
