"""Whether a team can begin: the numbers that it must have, and those that nobody has checked for over a year."""

from datetime import date

from bot.rules.helplines import is_old
from bot.rules.safety import TeamNumbers
from bot.safety import NATIONAL, OF_TEAM


def missing(team: TeamNumbers) -> tuple[str, ...]:
    """The services that a team needs and has no number for."""
    return tuple(one.id for one in OF_TEAM.values() if one.needed and not team.phone(one.id))


def old(team: TeamNumbers, today: date) -> tuple[str, ...]:
    """The services with a number that was checked over a year ago, those that the team set in front."""
    return tuple(one for one in shown(team) if is_old(team.checked_on(one), today))


def shown(team: TeamNumbers) -> tuple[str, ...]:
    """Every service that has a number."""
    return (*(one for one in OF_TEAM if team.phone(one)), *NATIONAL)
