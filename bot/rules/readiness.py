"""Whether a team can begin: the numbers that it must have, and those that nobody has checked for over a year."""

from datetime import date, timedelta
from typing import Final

from bot.rules.safety import TeamNumbers
from bot.safety import NATIONAL, OF_TEAM, SERVICES

YEAR: Final = timedelta(days=365)


def missing(team: TeamNumbers) -> tuple[str, ...]:
    """The services that a team needs and has no number for."""
    return tuple(one.id for one in OF_TEAM.values() if one.needed and not team.phone(one.id))


def checked_on(team: TeamNumbers, service: str) -> date:
    """When the number was checked last: by the team, or as it came with the program."""
    own = team.numbers[service].checked_on if service in team.numbers else date.min
    return max(own, SERVICES[service].checked_on) if service in SERVICES else own


def is_old(day: date, today: date) -> bool:
    return today - day > YEAR


def old(team: TeamNumbers, today: date) -> tuple[str, ...]:
    """The services with a number that was checked over a year ago, those that the team set in front."""
    return tuple(one for one in shown(team) if is_old(checked_on(team, one), today))


def shown(team: TeamNumbers) -> tuple[str, ...]:
    """Every service that has a number."""
    return (*(one for one in OF_TEAM if team.phone(one)), *NATIONAL)
