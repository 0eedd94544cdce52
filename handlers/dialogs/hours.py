"""/hours: when somebody is on duty and why, what was agreed and what is proposed, and the hours used."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.access import EVERYBODY
from bot.dialog import Again, Choose, Dialog, Goto, Option, Scene, Tap
from bot.model import Membership, Role
from bot.rules.gate import Reach
from bot.screen import Screen, Text, Value
from handlers.deps import Turn
from handlers.dialogs import hours_more as more
from handlers.dialogs.arranging import named, notice_of, said
from handlers.dialogs.bands import band_of, duty_of, used
from handlers.dialogs.hours_block import Block
from handlers.dialogs.hours_page import Facts, Seen, Shown, options, page
from storage import hours, notices, people, teams
from storage.hours import AGREED, DECLINED, Entry, answer

BACK: Final = (Option("back", Text(key="common.back")),)


async def gather(turn: Turn, _: int, taps: Sequence[Tap]) -> Facts:
    reach = await hours.reach(turn.session, turn.person.id, turn.zone)
    blocks = [await _block(turn, reach, one) for one in turn.person.memberships]
    logs = turn.person.teams_as(Role.KEY_PERSON) if {"pick": "seen"} in taps else ()
    seen = [await _seen(turn, reach, one) for one in logs]
    return Facts(turn.now, reach, turn.person.counts_hours, tuple(blocks), tuple(seen))


async def _block(turn: Turn, reach: Reach, mine: Membership) -> Block:
    duty, counted = duty_of(reach, turn.person, mine), None
    if mine.role is Role.KEY_PERSON and turn.person.counts_hours:
        counted = await used(turn.session, turn.person.id, mine.team_id, duty, _today(turn))
    return Block(
        mine,
        duty,
        tuple(await hours.history(turn.session, mine.id)),
        counted,
        shares=counted is not None and bool(await _to_tell(turn, mine.team_id)),
    )


async def _seen(turn: Turn, reach: Reach, mine: Membership) -> Seen:
    settings = await teams.settings(turn.session, turn.person, mine.team_id)
    if not settings.decided:
        return Seen(mine.team, decided=False)
    duty, counts = duty_of(reach, turn.person, mine), turn.person.counts_hours
    band = await band_of(turn.session, turn.person.id, mine.team_id, duty, _today(turn), counts=counts)
    return Seen(mine.team, decided=True, band=band)


def _today(turn: Turn) -> date:
    return turn.now.astimezone(turn.zone).date()


def _name(turn: Turn) -> Value:
    return named(turn.person.name, turn.person.id)


async def act(turn: Turn, scene: Shown, __: int) -> Again | Goto:
    verb, _, about = scene.answers["pick"].partition("_")
    match verb:
        case "yes" | "no":
            return await _answer(turn, int(about), AGREED if verb == "yes" else DECLINED)
        case "share":
            return await _share(turn, int(about))
        case "count":
            return await _count(turn, counts=about == "on")
        case "history" | "seen":
            return Again()
    return Goto(verb, 0)


async def _answer(turn: Turn, entry_id: int, state: str) -> Again:
    """From her yes on it holds, and whatever waits for her may be due at another time; she is asked no more."""
    entry = await answer(turn.session, turn.person.id, entry_id, state, turn.now, _today(turn))
    if entry is None:
        return Again(toast=Text(key="common.old_button"))
    await notices.recall(turn.session, notice_of(entry.id))
    await notices.look_anew(turn.session, turn.person.id, turn.now)
    await _tell_proposer(turn, entry)
    return Again(toast=Text(key="hours.said_yes" if state == AGREED else "hours.said_no"))


async def _tell_proposer(turn: Turn, entry: Entry) -> None:
    [team_id] = [one.team_id for one in turn.person.memberships if one.id == entry.membership_id]
    told = Text(
        key="hours.they_agreed" if entry.state == AGREED else "hours.they_declined",
        values={"name": _name(turn)},
    )
    for person_id in await _who_asked(turn, entry, team_id):
        await notices.put(
            turn.session,
            person_id,
            team_id,
            f"hours.answered:{entry.id}:{person_id}",
            Screen(lines=(told, *said(entry.arrangement, _today(turn)))),
            turn.now,
            asked_by=turn.person.id,
        )


async def _who_asked(turn: Turn, entry: Entry, team_id: int) -> list[int]:
    """Whoever proposed it; somebody who no longer coordinates the team hears nothing, the others do."""
    if entry.proposed_by == turn.person.id:
        return []
    coordinating = [one for one in await teams.coordinators(turn.session, team_id) if one != turn.person.id]
    return [entry.proposed_by] if entry.proposed_by in coordinating else coordinating


async def _share(turn: Turn, team_id: int) -> Again:
    screen = Screen(lines=(Text(key="hours.they_used_all", values={"name": _name(turn)}),))
    for person_id, key in await _to_tell(turn, team_id):
        await notices.put(turn.session, person_id, team_id, key, screen, turn.now, asked_by=turn.person.id)
    return Again(toast=Text(key="hours.shared"))


async def _to_tell(turn: Turn, team_id: int) -> list[tuple[int, str]]:
    """The coordinators who do not know of this week yet, each with the key that tells them only once."""
    year, week, _ = _today(turn).isocalendar()
    others = [one for one in await teams.coordinators(turn.session, team_id) if one != turn.person.id]
    keys = [(one, f"hours.used:{turn.person.id}:{team_id}:{year}-{week}:{one}") for one in others]
    return [(one, key) for one, key in keys if not await notices.was_put(turn.session, key)]


async def _count(turn: Turn, *, counts: bool) -> Again:
    turn.person = replace(turn.person, counts_hours=counts)
    await people.set_counts_hours(turn.session, turn.person.id, counts=counts)
    return Again(toast=Text(key="hours.counted" if counts else "hours.not_counted"))


def head(scene: Shown) -> tuple[Text, ...]:
    match scene.answers.get("pick"):
        case "history":
            return more.history(scene.facts)
        case "seen":
            return more.seen(scene.facts)
    return page(scene.facts)


def _picked(what: str) -> Callable[[Shown], bool]:
    return lambda scene: scene.answers["pick"] == what


def _back(_: Scene[Facts]) -> tuple[Option, ...]:
    return BACK


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="hours.closed"),))


DIALOG = Dialog(
    name="hours",
    roles=EVERYBODY,
    steps=(
        Choose("pick", options, resting=True),
        Choose("history", _back, when=_picked("history"), resting=True),
        Choose("seen", _back, when=_picked("seen"), resting=True),
    ),
    gather=gather,
    on_save=act,
    on_expire=expire,
    head=head,
    lives=timedelta(days=1),
)
