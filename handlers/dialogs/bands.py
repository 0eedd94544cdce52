"""Hours used against the hours of the contract: her own balance, and the little of it that a coordinator sees."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.model import Membership, Person, Role
from bot.rules import load
from bot.rules.gate import Reach
from bot.rules.hours import Duty, agreement_on
from bot.rules.load import Balance, Band, Spent
from bot.screen import Text
from handlers.deps import Turn
from storage import hours, spent
from storage.database import Session


@dataclass(frozen=True)
class Used:
    """What was used this week and this month, and how many contacts of both told no minutes."""

    week: Balance
    month: Balance
    untold: int


async def band_of(
    session: Session, person_id: int, team_id: int, duty: Duty, today: date, *, counts: bool
) -> Band | None:
    """The band over the last two whole weeks together; None where they were not agreed from their first day on.

    `counts` is whether she has her hours counted at all.
    """
    monday, _ = load.week_of(today)
    weeks = [load.week_of(monday - timedelta(weeks=back)) for back in range(1, load.PATTERN_WEEKS + 1)]
    if not counts or not all(all(_weekly(duty, *one).values()) for one in weeks):
        return None
    found = await spent.between(session, person_id, team_id, weeks[-1][0], weeks[0][1])
    return load.pattern([_balance(found, duty, one) for one in weeks])


async def used(session: Session, person_id: int, team_id: int, duty: Duty, today: date) -> Used | None:
    """Her balance of this week and month; None where no hours are agreed in the contract today."""
    if not agreement_on(duty, today).weekly_minutes:
        return None
    week, month = load.week_of(today), load.month_of(today)
    first, last = min(week[0], month[0]), max(week[1], month[1])
    found = await spent.between(session, person_id, team_id, first, last)
    untold = load.balance(_counted(found, duty), (first, last), {}).untold
    return Used(_balance(found, duty, week), _balance(found, duty, month), untold)


async def used_line(turn: Turn, team_id: int) -> Text | None:
    """What is to be said of her hours of this week from 80 % on; None below, or where nothing is counted."""
    mine = next((one for one in turn.person.teams_as(Role.KEY_PERSON) if one.team_id == team_id), None)
    if mine is None or not turn.person.counts_hours:
        return None
    reach = await hours.reach(turn.session, turn.person.id, turn.zone)
    today = turn.now.astimezone(turn.zone).date()
    found = await used(turn.session, turn.person.id, team_id, duty_of(reach, turn.person, mine), today)
    return full_line(found.week) if found else None


def full_line(week: Balance) -> Text | None:
    """Words of permission from 80 % and from 100 % on."""
    if week.percent >= load.FULL:
        return Text(key="hours.full")
    return Text(key="hours.near") if week.percent >= load.NEAR else None


def duty_of(reach: Reach, person: Person, mine: Membership) -> Duty:
    """The duty of one membership; somebody with both roles in a team has two of them there."""
    same = [one for one in person.memberships if one.team_id == mine.team_id]
    return reach.duties[mine.team_id][same.index(mine)]


def _balance(found: list[Spent], duty: Duty, period: tuple[date, date]) -> Balance:
    return load.balance(_counted(found, duty), period, _weekly(duty, *period))


def _counted(found: list[Spent], duty: Duty) -> list[Spent]:
    """Only days that the contract speaks of: what was before it began does not fill it."""
    return [one for one in found if agreement_on(duty, one.day).weekly_minutes]


def _weekly(duty: Duty, first: date, last: date) -> dict[date, int]:
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return {day: agreement_on(duty, day).weekly_minutes or 0 for day in days}
