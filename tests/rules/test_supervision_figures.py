"""The figures about supervision: what counts as planned, as held, as an interval and as time given."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.supervision_figures import Figures, Held, figures
from bot.supervision import MeetingKind, MeetingState

INDIVIDUAL, PEER, PROGRESS = MeetingKind.INDIVIDUAL, MeetingKind.PEER, MeetingKind.PROGRESS
REVIEW, TRAINING, OWN = MeetingKind.PLAN_REVIEW, MeetingKind.TRAINING, MeetingKind.OWN
PLANNED, SKIPPED, CANCELLED = MeetingState.PLANNED, MeetingState.SKIPPED, MeetingState.CANCELLED
HELD, NOT_HELD = MeetingState.HELD, MeetingState.NOT_HELD
AMINA, SECOND, THIRD = 1, 2, 3
NOTHING = Figures(0, 0, None, 0, 0)


def row(
    day: str,
    *people: int,
    kind: MeetingKind = INDIVIDUAL,
    state: MeetingState = HELD,
    minutes: int | None = 30,
) -> Held:
    return Held(kind, state, date.fromisoformat(day), minutes, people or (AMINA,))


@pytest.mark.parametrize(
    ("kind", "state", "expected"),
    [
        pytest.param(INDIVIDUAL, HELD, Figures(1, 1, None, 0, 30), id="a talk"),
        pytest.param(PROGRESS, HELD, Figures(1, 1, None, 0, 30), id="a progress talk is a talk"),
        pytest.param(REVIEW, HELD, Figures(1, 1, None, 0, 30), id="a review of the plan is a talk"),
        pytest.param(PEER, HELD, Figures(0, 0, None, 1, 30), id="peer supervision"),
        pytest.param(TRAINING, HELD, Figures(0, 0, None, 0, 30), id="a training: time only"),
        pytest.param(OWN, HELD, Figures(0, 0, None, 0, 30), id="a kind of one's own: time only"),
        pytest.param(INDIVIDUAL, NOT_HELD, Figures(1, 0, None, 0, 0), id="planned, and not held"),
        pytest.param(
            INDIVIDUAL, PLANNED, Figures(1, 0, None, 0, 0), id="passed, and nobody said how it went"
        ),
        pytest.param(INDIVIDUAL, CANCELLED, NOTHING, id="cancelled in time"),
        pytest.param(INDIVIDUAL, SKIPPED, NOTHING, id="skipped for a holiday"),
        pytest.param(PEER, NOT_HELD, NOTHING, id="peer supervision that was not held"),
        pytest.param(PEER, PLANNED, NOTHING, id="peer supervision of which nothing is known"),
        pytest.param(TRAINING, NOT_HELD, NOTHING, id="a training that was not held"),
    ],
)
def test_what_one_session_counts_for(kind: MeetingKind, state: MeetingState, expected: Figures) -> None:
    assert figures([row("2026-11-23", kind=kind, state=state)]) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([], None, id="nothing at all"),
        pytest.param([row("2026-11-02")], None, id="one talk is no interval"),
        pytest.param([row("2026-11-02"), row("2026-11-30", SECOND)], None, id="one talk each is none"),
        pytest.param([row("2026-11-02"), row("2026-11-30")], 28, id="four weeks"),
        pytest.param([row("2026-11-30"), row("2026-11-02")], 28, id="in whatever order they come"),
        pytest.param([row("2028-02-28"), row("2028-03-01")], 2, id="over 29 February"),
        pytest.param([row("2026-10-24"), row("2026-10-26")], 2, id="over the change of the clock"),
        pytest.param(
            [row("2026-11-02"), row("2026-11-16", kind=PROGRESS), row("2026-11-30", kind=REVIEW)],
            14,
            id="talks of every kind are one row of talks",
        ),
        pytest.param(
            [row("2026-11-02"), row("2026-11-16", kind=PEER), row("2026-11-30")],
            28,
            id="a session of the group is no talk",
        ),
        pytest.param(
            [row("2026-11-02"), row("2026-11-16", state=NOT_HELD), row("2026-11-30")],
            28,
            id="a talk that was not held makes the interval longer",
        ),
        pytest.param(
            [row("2026-11-02", AMINA), row("2026-11-09", SECOND), row("2026-11-16", AMINA)],
            14,
            id="of each person on her own",
        ),
        pytest.param(
            [row("2026-11-02", AMINA, SECOND), row("2026-11-09", SECOND), row("2026-11-30", AMINA)],
            18,
            id="28 and 7 days: halfway is 17.5, rounded up",
        ),
        pytest.param(
            [row("2026-11-02"), row("2026-11-04"), row("2026-11-07")],
            3,
            id="2 and 3 days: 2.5, rounded up and not to the even number",
        ),
        pytest.param(
            [row("2026-01-01"), row("2026-01-08"), row("2026-01-15"), row("2026-07-02")],
            7,
            id="one long gap weighs as much as any other",
        ),
        pytest.param(
            [
                *(row("2026-01-05", AMINA), row("2026-01-12", AMINA)),
                *(row("2026-01-12", SECOND), row("2026-01-26", SECOND)),
                *(row("2026-01-12", THIRD), row("2026-03-02", THIRD)),
            ],
            14,
            id="7, 14 and 49 days of three persons",
        ),
        pytest.param([row("2026-11-02"), row("2026-11-02")], 0, id="two talks on one day"),
    ],
)
def test_how_many_days_lie_between_two_talks(rows: list[Held], expected: int | None) -> None:
    assert figures(rows).median_interval_days == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([row("2026-11-02", minutes=None)], 0, id="nobody said how long"),
        pytest.param(
            [row("2026-11-02", minutes=None), row("2026-11-03", minutes=45)], 45, id="one of the two"
        ),
        pytest.param(
            [row("2026-11-02", AMINA, SECOND, THIRD, kind=PEER, minutes=90)], 90, id="a group counts once"
        ),
        pytest.param([row("2026-11-02", kind=kind) for kind in MeetingKind], 180, id="of every kind"),
        pytest.param([row("2026-11-02", state=NOT_HELD)], 0, id="time that was planned only"),
    ],
)
def test_how_much_time_was_given(rows: list[Held], expected: int) -> None:
    assert figures(rows).minutes_given == expected


kinds, states = st.sampled_from(MeetingKind), st.sampled_from(MeetingState)
days = st.integers(0, 400).map(lambda by: date(2027, 10, 1) + timedelta(days=by))
people = st.lists(st.integers(1, 4), max_size=3, unique=True).map(tuple)
sessions = st.builds(Held, kinds, states, days, st.none() | st.integers(0, 240), people)


@settings(max_examples=60)
@given(st.lists(sessions, max_size=12), st.randoms(use_true_random=False), st.integers(-500, 500))
def test_neither_order_nor_season_changes_a_figure_and_what_fell_through_adds_nothing(
    rows: list[Held], chance: Random, by: int
) -> None:
    expected = figures(rows)
    later = [replace(one, day=one.day + timedelta(days=by)) for one in rows]
    chance.shuffle(later)
    assert figures(later) == expected
    assert figures([one for one in rows if one.state not in {CANCELLED, SKIPPED}]) == expected
    assert expected.held <= expected.planned
    assert expected.held + expected.peer_sessions <= len(rows)
