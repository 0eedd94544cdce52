"""What storage knows of the weeks of one team; only of a team that the asker coordinates."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from bot.model import Membership, Role
from bot.rules.digest import WEEK, Weeks
from bot.rules.figures import AVERAGED_WEEKS, Change, Week, change, four_week_average
from bot.rules.holidays import HolidayRules, Liberation, is_public_holiday
from bot.rules.load import week_of
from bot.rules.referrals import SILENT
from bot.rules.rhythm import Status, due_on, status
from bot.rules.stretches import from_wall
from bot.supervision import Rhythm
from handlers.dialogs.digest_facts import CONTACTS, Desk, Digest, Needs
from handlers.dialogs.digest_goals import running
from handlers.dialogs.directory_facts import oldest_fresh
from handlers.dialogs.due import due_day
from storage import (
    digests,
    figures,
    guides,
    meetings,
    notices,
    partners,
    people,
    referrals,
    series,
    tallies,
    teams,
)

AHEAD_DAYS: Final = 14
_ASKS: Final = frozenset({Status.DUE, Status.OVERDUE})


async def digest(desk: Desk, team: Membership, weeks: Weeks, *, with_needs: bool = True) -> Digest:
    """LookupError for a team that she does not coordinate."""
    counted = (desk.session, desk.asker, team.team_id)
    of_weeks = await figures.of_team(*counted, weeks.monday, weeks.sunday)
    older = 0
    if weeks.older:
        before = await figures.of_team(*counted, weeks.oldest, weeks.monday - timedelta(days=1))
        older = before.contacts
    goals, more_goals = await running(desk, team, weeks) if with_needs else ((), 0)
    return Digest(
        team,
        weeks,
        of_weeks,
        await _changes(desk, team, weeks.monday) if weeks.number == 1 else {},
        older,
        await _needs(desk, team, weeks) if with_needs else None,
        await _outcomes(desk, team, weeks),
        goals,
        more_goals,
        len(desk.asker.teams_as(Role.COORDINATOR)) == 1,
    )


async def _outcomes(desk: Desk, team: Membership, weeks: Weeks) -> Mapping[str, int]:
    """Without those of which nobody knows more than before."""
    ends = (weeks.monday, weeks.sunday + timedelta(days=1))
    since, until = (from_wall(day, 0, 0, desk.zone)[0] for day in ends)
    found = await referrals.answered(desk.session, desk.asker, team.team_id, since, until)
    return {name: number for name, number in found.items() if name not in SILENT}


async def _changes(desk: Desk, team: Membership, monday: date) -> Mapping[str, Change | None]:
    """Against the four weeks before, or as many as the team had; nothing where it had none."""
    first = await first_monday(desk, team.team_id)
    found = (monday - back * WEEK for back in range(AVERAGED_WEEKS, 0, -1))
    before = [one for one in found if one >= first]
    if not before:
        return {}
    *past, now = await figures.by_week(desk.session, desk.asker, team.team_id, [*before, monday])
    return {name: change(number, average(past, name)) for name, number in _numbers(now).items()}


def _numbers(week: Week) -> Mapping[str, int]:
    return {**week.topics, CONTACTS: week.contacts}


def average(weeks: Sequence[Week], name: str) -> float:
    """Of contacts or of one topic, over these weeks."""
    return four_week_average([_numbers(one).get(name, 0) for one in weeks])


async def first_monday(desk: Desk, team_id: int) -> date:
    """Of the week in which the first of the team came in, by the clock of the reader."""
    since = await digests.team_since(desk.session, team_id)
    return week_of((since or desk.now).astimezone(desk.zone).date())[0]


async def _needs(desk: Desk, team: Membership, weeks: Weeks) -> Needs:
    session, asker, team_id = desk.session, desk.asker, team.team_id
    stand = [await _status(desk, one) for one in await series.rhythms(session, asker, team_id)]
    since, _ = from_wall(weeks.oldest, 0, 0, desk.zone)
    return Needs(
        stand.count(Status.DUE),
        stand.count(Status.OVERDUE),
        await notices.lost(session, asker, team_id, since),
        len(await partners.unchecked(session, team_id, oldest_fresh(desk.today))),
        await tallies.retired(session, team_id, weeks.oldest, weeks.last_monday),
        await _holidays(desk, team_id),
    )


async def _status(desk: Desk, one: Rhythm) -> Status:
    """As her page of supervision says it: by the clock of whoever guides her."""
    hers = Membership(one.team_id, "", Role.KEY_PERSON, one.membership_id)
    guide = (await guides.of(desk.session, hers, one.person_id)).coordinator
    zone = await people.zone(desk.session, guide, desk.house) if guide else desk.zone
    today = desk.now.astimezone(zone).date()
    last, coming = await meetings.talks_of(desk.session, one.person_id, one.team_id, one.kind, desk.now)
    days = [each.astimezone(zone).date() if each else None for each in (last, coming)]
    # Days off only put it later, and looking at everybody's hours takes long.
    earliest = status(due_on(one.weeks, one.since, days[0], lambda _: True), days[1], today)
    if earliest not in _ASKS:
        return earliest
    day, planned = await due_day(desk.session, one, guide or one.person_id, zone, desk.house, desk.now)
    return status(day, planned, today)


async def _holidays(desk: Desk, team_id: int) -> tuple[date, ...]:
    """Those of her organisation in the two weeks that begin today; nobody's light days."""
    kept = await teams.settings(desk.session, desk.asker, team_id)
    rules = HolidayRules(kept.good_friday, Liberation(kept.liberation))
    days = (desk.today + timedelta(days=one) for one in range(AHEAD_DAYS))
    return tuple(day for day in days if is_public_holiday(day, rules))
