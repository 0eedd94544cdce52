"""/supervision: a team where nothing is planned, every kind of line, as much of each as can be, several teams."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product
from typing import Final

from bot.dialog import Tap
from bot.model import Member, Membership, Role
from bot.rules.rhythm import Status
from bot.rules.supervision_figures import Figures
from bot.supervision import (
    RHYTHMS,
    TALKS,
    Attendee,
    Guides,
    Lead,
    Meeting,
    MeetingKind,
    MeetingState,
    Plan,
    Rhythm,
)
from handlers.dialogs import coordinated, supervision
from handlers.dialogs.supervision_facts import Due, Facts, Overview, Sessions, View
from storage.reminders import LOST, UNTOLD, Missed
from tests.rules.stage import LARGEST, LONG_NAME, NOW, ZONE, Stage

TODAY: Final = NOW.astimezone(ZONE).date()
MINE: Final = tuple(Membership(LARGEST - at, LONG_NAME, Role.COORDINATOR) for at in range(3))
TEAM: Final = MINE[0]
NAME: Final = "𝕎" * 40  # as long as the name of a person may be, of the widest signs
EVERY_WHY: Final = (*UNTOLD, *LOST)
NONE_KEPT: Final = Figures(0, 0, None, 0, 0)


def members(coordinators: int, key_persons: int, name: str) -> tuple[Member, ...]:
    roles = [Role.COORDINATOR] * coordinators + [Role.KEY_PERSON] * key_persons
    return tuple(
        Member(LARGEST - at, LARGEST - at, name if at % 2 else name[:-1], role, True)
        for at, role in enumerate(roles)
    )


def session(number: int, kind: MeetingKind, state: MeetingState, guests: Sequence[Member]) -> Meeting:
    there = [Attendee(LARGEST, "Vera", host=True)]
    there += [Attendee(one.person_id, one.name) for one in guests]
    plan = Plan(TEAM.team_id, kind, 60, LONG_NAME[:40] if kind is MeetingKind.OWN else "")
    starts_at = NOW + timedelta(days=number)
    return Meeting(LARGEST - 100 - number, plan, starts_at, NOW, "uid", state=state, attendees=tuple(there))


def sessions(first: int, number: int, state: MeetingState, guests: Sequence[Member]) -> tuple[Meeting, ...]:
    kinds = [*MeetingKind]
    return tuple(
        session(first + at, kinds[at % len(kinds)], state, guests[: 1 + at % 3]) for at in range(number)
    )


def rhythms(of: Sequence[Member]) -> tuple[Rhythm, ...]:
    pairs = enumerate(product(of, sorted(TALKS)))
    return tuple(
        Rhythm(
            LARGEST - at,
            TEAM.team_id,
            one.membership_id,
            one.person_id,
            one.name,
            kind,
            RHYTHMS[at % 9],
            TODAY,
        )
        for at, (one, kind) in pairs
    )


def due(of: Sequence[Rhythm]) -> tuple[Due, ...]:
    """Overdue, overdue with a day, and due, in turns."""
    kinds: list[tuple[Status, date | None]] = [
        (Status.OVERDUE, None),
        (Status.OVERDUE, TODAY),
        (Status.DUE, None),
    ]
    return tuple(Due(one, TODAY, *kinds[at % 3]) for at, one in enumerate(of))


def missed(of: Sequence[Member]) -> tuple[Missed, ...]:
    """One of each kind and reason."""
    found = product(MeetingKind, EVERY_WHY)
    return tuple(
        Missed(LARGEST, kind, NOW, of[at % len(of)].name, of[at % len(of)].person_id, why)
        for at, (kind, why) in enumerate(found)
    )


def view(everybody: Sequence[Member], size: int, off: frozenset[tuple[MeetingKind, Lead]]) -> View:
    """As many sessions of each state, and whatever else there is of these people."""
    hers = [one for one in everybody if one.role is Role.KEY_PERSON]
    first = next(iter(everybody)).person_id
    asked = rhythms(hers)
    lists = Sessions(
        sessions(0, size, MeetingState.PLANNED, hers),
        sessions(-size, size, MeetingState.PLANNED, hers),
        sessions(size, size, MeetingState.SKIPPED, hers),
    )
    return View(
        TEAM,
        NOW,
        ZONE,
        tuple(everybody),
        asked,
        tuple((one, Guides(first, None)) for one in hers),
        off,
        Overview(due(asked), lists, Figures(9, 8, 14, 3, 630), missed(hers)),
    )


def _bare(of: tuple[Member, ...]) -> Facts:
    hers = tuple((one, Guides(LARGEST, None)) for one in of if one.role is Role.KEY_PERSON)
    empty = View(TEAM, NOW, ZONE, of, guided=hers, overview=Overview((), Sessions(), NONE_KEPT))
    return Facts(MINE[:1], empty)


def _few() -> View:
    return view(members(3, 2, "Amina"), 1, frozenset(product(MeetingKind, Lead)))


def _full() -> View:
    return view(members(2, 30, NAME), 12, frozenset())


def _several(taps: Sequence[Tap]) -> Facts:
    return Facts(MINE, None if coordinated.chosen(MINE, taps) is None else _few())


STAGES = (
    Stage("supervision, nobody", supervision.DIALOG, lambda _: _bare(members(1, 0, "Vera"))),
    Stage("supervision, nothing yet", supervision.DIALOG, lambda _: _bare(members(1, 2, "Amina"))),
    Stage("supervision, few", supervision.DIALOG, lambda _: Facts(MINE[:1], _few(), is_key_person=True)),
    Stage("supervision, a large team", supervision.DIALOG, lambda _: Facts(MINE[:1], _full()), 1),
    Stage("supervision, several teams", supervision.DIALOG, _several, 1),
)
