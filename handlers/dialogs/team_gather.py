"""What storage knows about a team for the pages of /team; only of a team that the asker coordinates."""

from collections.abc import Mapping, Sequence

from bot.dialog import Tap
from bot.model import Membership, Role
from bot.supervision import Guides
from handlers.deps import Turn
from handlers.dialogs import coordinated
from handlers.dialogs.language import language_options
from handlers.dialogs.overview_page import part_of
from handlers.dialogs.team_facts import NOTHING, Facts, View, seat_of
from storage import guides, handover, invitations, membership_changes, roster
from storage.roster import Seat

HANDS_OVER = frozenset({"pause", "leave", "move"})


async def gather(turn: Turn, _: int, taps: Sequence[Tap]) -> Facts:
    mine = turn.person.teams_as(Role.COORDINATOR)
    team_id = coordinated.chosen(mine, taps)
    team = next((one for one in mine if one.team_id == team_id), None)
    answers = {name: value for tap in taps for name, value in tap.items()}
    return Facts(mine, await _view(turn, team, answers) if team else None)


async def _view(turn: Turn, team: Membership, answers: Mapping[str, str]) -> View:
    """No more than the open page asks about."""
    session, asker = turn.session, turn.person
    seats = await roster.of_team(session, asker, team.team_id)
    pick = answers.get("pick")
    about = seat_of(seats, pick or "")
    shown = [about] if about else part_of(seats, answers.get("part"))
    hands = about if answers.get("do") in HANDS_OVER else None
    return View(
        team,
        asker.id,
        turn.zone,
        tuple(seats),
        tuple(await invitations.pending(session, asker, team.team_id, turn.now)),
        await _guides(turn, shown if about or not pick else ()),
        await _targets(turn, about) if about else (),
        await handover.in_hand(session, hands, turn.now) if hands else NOTHING,
        await membership_changes.is_last(session, about) if about else False,
        language_options(turn, asker.language),
        {one: turn.texts.own_name(one) for one in turn.texts.languages},
    )


async def _guides(turn: Turn, shown: Sequence[Seat]) -> dict[int, Guides]:
    hers = [one for one in shown if one.role is Role.KEY_PERSON]
    return {one.membership_id: await guides.of(turn.session, one.membership, one.person_id) for one in hers}


async def _targets(turn: Turn, about: Seat) -> tuple[Membership, ...]:
    """Other teams of the asker's in which she has not this role already."""
    found = []
    for one in turn.person.teams_as(Role.COORDINATOR):
        there = await roster.of_team(turn.session, turn.person, one.team_id)
        if (about.person_id, about.role) not in {(each.person_id, each.role) for each in there}:
            found.append(one)
    return tuple(found)
