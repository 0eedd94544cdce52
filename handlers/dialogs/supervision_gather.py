"""What storage knows about the supervision of one team; only of a team that the asker coordinates."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.dialog import Tap
from bot.model import Member, Membership, Role
from bot.rules.rhythm import Status, due_on, status
from bot.rules.supervision_figures import Figures, figures
from bot.supervision import Guides, Meeting, MeetingState, Rhythm
from handlers.deps import Turn
from handlers.dialogs import coordinated
from handlers.dialogs import supervision_lists as lists
from handlers.dialogs.due import due_day
from handlers.dialogs.supervision_facts import Due, Facts, Overview, Sessions, View
from handlers.dialogs.supervision_page import KEPT_DAYS
from storage import guides, meetings, people, reminders, report_figures, series, teams
from storage.reminders import Missed

AHEAD: Final = timedelta(weeks=8)
BEHIND: Final = timedelta(days=KEPT_DAYS)
LATELY: Final = timedelta(days=14)
BEHIND_THE_PAGE: Final = frozenset({lists.RHYTHMS, lists.REMINDERS, lists.GUIDES})


async def gather(turn: Turn, _: int, taps: Sequence[Tap]) -> Facts:
    mine = turn.person.teams_as(Role.COORDINATOR)
    team_id = coordinated.chosen(mine, taps)
    team = next((one for one in mine if one.team_id == team_id), None)
    pick = next((tap["pick"] for tap in taps if "pick" in tap), None)
    view = await _view(turn, team, pick) if team else None
    return Facts(mine, view, Role.KEY_PERSON in turn.person.roles)


async def _view(turn: Turn, team: Membership, pick: str | None) -> View:
    """No more than the open page asks about."""
    session, asker = turn.session, turn.person
    members = await teams.members(session, asker, team.team_id)
    rhythms = await series.rhythms(session, asker, team.team_id)
    return View(
        team,
        turn.now,
        turn.zone,
        tuple(members),
        tuple(rhythms),
        await _guided(turn, team, members) if pick == lists.GUIDES else (),
        await reminders.switched_off(session, team.team_id),
        None if pick in BEHIND_THE_PAGE else await _overview(turn, team, rhythms, pick),
    )


async def _guided(
    turn: Turn, team: Membership, members: Sequence[Member]
) -> tuple[tuple[Member, Guides], ...]:
    found = [one for one in members if one.role is Role.KEY_PERSON]
    return tuple([(one, await _guides_of(turn, team, one.membership_id, one.person_id)) for one in found])


async def _guides_of(turn: Turn, team: Membership, membership_id: int, person_id: int) -> Guides:
    hers = Membership(team.team_id, team.team, Role.KEY_PERSON, membership_id)
    return await guides.of(turn.session, hers, person_id)


async def _overview(turn: Turn, team: Membership, rhythms: Sequence[Rhythm], pick: str | None) -> Overview:
    since, until = turn.now - BEHIND, turn.now + AHEAD
    found = await meetings.of_team(turn.session, turn.person, team.team_id, since, until)
    due = [await _due(turn, team, one) for one in rhythms] if pick is None else []
    late = sorted((one for one in due if one), key=lambda one: (one.day, one.rhythm.id))
    return Overview(
        tuple(late),
        _sessions(found, turn.now),
        await _kept(turn, team.team_id, {one.id for one in found if one.ends_at > turn.now}),
        await _missed(turn, team.team_id),
    )


async def _due(turn: Turn, team: Membership, one: Rhythm) -> Due | None:
    """By the clock of whoever guides her, as she herself is told; None while there is nothing to do."""
    guide = (await _guides_of(turn, team, one.membership_id, one.person_id)).coordinator
    zone = await people.zone(turn.session, guide, turn.others_zone) if guide else turn.zone
    today = turn.now.astimezone(zone).date()
    if not await _may_be_due(turn, one, zone, today):
        return None
    day, planned = await due_day(turn.session, one, guide or one.person_id, zone, turn.others_zone, turn.now)
    stands = status(day, planned, today)
    return Due(one, day, stands, planned) if stands in {Status.DUE, Status.OVERDUE} else None


async def _may_be_due(turn: Turn, one: Rhythm, zone: ZoneInfo, today: date) -> bool:
    """Days off only put it later, and looking at everybody's hours takes long: most are not due without that."""
    last, coming = await meetings.talks_of(turn.session, one.person_id, one.team_id, one.kind, turn.now)
    days = [each.astimezone(zone).date() if each else None for each in (last, coming)]
    earliest = due_on(one.weeks, one.since, days[0], lambda _: True)
    return status(earliest, days[1], today) in {Status.DUE, Status.OVERDUE}


def _sessions(found: Sequence[Meeting], now: datetime) -> Sessions:
    planned = [one for one in found if one.state is MeetingState.PLANNED]
    skipped = [one for one in found if one.state is MeetingState.SKIPPED and one.starts_at > now - LATELY]
    return Sessions(
        tuple(one for one in planned if one.ends_at > now),
        tuple(one for one in planned if one.ends_at <= now),
        tuple(skipped),
    )


async def _kept(turn: Turn, team_id: int, not_over: set[int]) -> Figures:
    given = (turn.session, turn.person, team_id, turn.now - BEHIND, turn.now)
    rows = [one for one in await series.outcomes(*given) if one.id not in not_over]
    return figures(report_figures.held(rows, turn.zone))


async def _missed(turn: Turn, team_id: int) -> tuple[Missed, ...]:
    """Two reminders of one session that had the same fate are one line."""
    found = await reminders.missed(turn.session, turn.person, team_id, turn.now - LATELY)
    once: Mapping[tuple[int, int, str], Missed] = {
        (one.meeting_id, one.person_id, one.why): one for one in found
    }
    return tuple(once.values())
