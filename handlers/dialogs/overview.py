"""/overview: what a coordinator sees of her team, and no pattern of anybody before her team has decided so."""

import unicodedata
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.access import COORDINATORS
from bot.dialog import Again, Choose, Dialog, Goto, Scene, Seen, Tap
from bot.model import Member, Role
from bot.rules import load
from bot.rules.load import Band
from bot.rules.stretches import from_wall
from bot.screen import Screen, Text
from handlers.deps import Turn
from handlers.dialogs import coordinated
from handlers.dialogs.bands import band_of
from handlers.dialogs.overview_page import (
    MOST_UNREACHABLE,
    Facts,
    Patterns,
    View,
    head,
    is_large,
    part_of,
    parts,
    ways,
)
from storage import hours, notices, spent, teams

SHARE_WEEKS: Final = 4
LOST_DAYS: Final = timedelta(days=7)


async def gather(turn: Turn, _: int, taps: Sequence[Tap]) -> Facts:
    mine = turn.person.teams_as(Role.COORDINATOR)
    team_id = coordinated.chosen(mine, taps)
    part = next((tap["part"] for tap in taps if "part" in tap), None)
    return Facts(mine, None if team_id is None else await _view(turn, team_id, part))


async def _view(turn: Turn, team_id: int, part: str | None) -> View:
    """Patterns are not even worked out before the team has decided that they may be seen."""
    settings = await teams.settings(turn.session, turn.person, team_id)
    everybody = await teams.members(turn.session, turn.person, team_id)
    listed = sorted((one for one in everybody if one.role is Role.KEY_PERSON), key=_alphabetical)
    shown = part_of(listed, part) if settings.decided else ()
    unreachable = await teams.unreachable(turn.session, turn.person, team_id)
    return View(
        settings,
        await notices.lost(turn.session, turn.person, team_id, turn.now - LOST_DAYS),
        tuple(name for _, name in unreachable),
        await _patterns(turn, team_id, listed, shown, everybody) if settings.decided else None,
        tuple({one.person_id for one in shown} | {number for number, _ in unreachable[:MOST_UNREACHABLE]}),
    )


async def _patterns(
    turn: Turn, team_id: int, listed: Sequence[Member], shown: Sequence[Member], everybody: Sequence[Member]
) -> Patterns:
    bands = [(one.name, await _band(turn, team_id, one, everybody)) for one in shown]
    return Patterns(tuple(one.name for one in listed), tuple(bands), await _share(turn, team_id))


def _alphabetical(member: Member) -> tuple[str, int]:
    """Accents and capitals do not count; of two with one name whoever came first."""
    plain = unicodedata.normalize("NFKD", member.name.casefold())
    return "".join(one for one in plain if not unicodedata.combining(one)), member.membership_id


async def _band(turn: Turn, team_id: int, member: Member, everybody: Sequence[Member]) -> Band | None:
    """As the page of the key person herself says it, by her own calendar."""
    reach = await hours.reach(turn.session, member.person_id, turn.others_zone)
    same = sorted(one.membership_id for one in everybody if one.person_id == member.person_id)
    duty = reach.duties[team_id][same.index(member.membership_id)]
    today = turn.now.astimezone(reach.zone).date()
    return await band_of(turn.session, member.person_id, team_id, duty, today, counts=member.counts_hours)


async def _share(turn: Turn, team_id: int) -> int | None:
    """Of the last four whole weeks, for the whole team."""
    monday, _ = load.week_of(turn.now.astimezone(turn.zone).date())
    first = monday - timedelta(weeks=SHARE_WEEKS)
    since, until = (from_wall(day, 0, 0, turn.zone)[0] for day in (first, monday))
    return load.off_duty_share(
        await spent.off_duty_counts(turn.session, team_id, since, until, turn.others_zone)
    )


async def go_on(_: Turn, scene: Scene[Facts], __: int) -> Again | Goto:
    match scene.answers["pick"]:
        case "settings":
            return Goto("settings", 0, coordinated.home(scene))
        case "other_names":
            return Again(coordinated.home(scene))
    return Again()


def sees(scene: Scene[Facts]) -> Seen | None:
    """Everybody who stands on the page, but nobody yet where a part of it is to be chosen."""
    view = scene.facts.view
    if view is None or (is_large(scene) and "part" not in scene.answers):
        return None
    return Seen(view.settings.team_id, view.seen)


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="overview.expired"),))


DIALOG = Dialog(
    name="overview",
    roles=COORDINATORS,
    steps=(
        Choose("team", coordinated.teams, when=coordinated.several),
        Choose("part", parts, when=is_large, columns=1),
        Choose("pick", ways, resting=True),
    ),
    gather=gather,
    on_save=go_on,
    on_expire=expire,
    head=head,
    sees=sees,
    lives=timedelta(days=1),
    ages_from_start=True,
)
