"""A report shows true figures, and nobody who reads all of it finds out a small number."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any, Final, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pictures.report_pdf import Document
from bot.pictures.report_words import document_of
from bot.rules import report_cells as rules
from bot.rules.figures import Figures
from bot.rules.goals import Goal, Indicator, Standing
from bot.rules.report import key_numbers, ranked, report
from bot.rules.report_days import Days, is_whole, last_year, quarter
from bot.rules.report_model import Facts, Report, State
from bot.rules.supervision_figures import Figures as Supervision
from bot.rules.suppression import Shown, small
from bot.taxonomy import ACTIONS, PARTNERS, TOPICS
from bot.texts import Texts

TEXTS: Final = Texts.load()
TODAY: Final = date(2026, 11, 23)
DAYS: Final = quarter(TODAY, 1)
KEPT: Final = Supervision(12, 9, 24, 3, 400)


def made(
    kinds: Mapping[str, int],
    topics: Mapping[str, int] | None = None,
    actions: Mapping[str, int] | None = None,
    partners: Mapping[str, int] | None = None,
    **more: Any,
) -> Figures:
    """Figures that belong together, as far as sums go."""
    topics, partners = topics or {}, partners or {}
    return Figures(
        contacts=sum(kinds.values()),
        kinds=kinds,
        questions=sum(topics.values()),
        topics=topics,
        referrals=sum(partners.values()),
        partners=partners,
        actions={**(actions or {}), "referred": sum(partners.values())},
        **more,
    )


FULL: Final = made(
    {"one_to_one": 30, "group_session": 8, "professional_meeting": 6, "mediated_meeting": 5},
    {"money": 30, "health": 20, "housing": 3, "safety": 1},
    {"listened": 40, "explained": 20, "translated": 2},
    {"gp": 12, "ggd": 9, "police": 1},
    residents_reached=93,
    key_persons=6,
)


def facts(now: Figures, **more: Any) -> Facts:
    given_: dict[str, Any] = {
        "days": DAYS,
        "before": Figures(),
        "outcomes": {},
        "supervision": KEPT,
        "supervised": 6,
    }
    return Facts("Haarlem Effect", "Haarlem Effect", now=now, today=TODAY, **{**given_, **more})


@pytest.mark.parametrize(
    ("today", "back", "first", "last", "whole"),
    [
        ("2026-11-23", 0, "2026-10-01", "2026-11-23", False),
        ("2026-11-23", 1, "2026-07-01", "2026-09-30", True),
        ("2026-01-01", 1, "2025-10-01", "2025-12-31", True),
        ("2026-12-31", 0, "2026-10-01", "2026-12-31", False),
        ("2028-04-01", 1, "2028-01-01", "2028-03-31", True),
    ],
)
def test_a_quarter_that_is_over_is_whole_and_the_running_one_ends_today(
    today: str, back: int, first: str, last: str, whole: bool
) -> None:
    days = quarter(date.fromisoformat(today), back)
    assert (str(days.first), str(days.last), days.whole) == (first, last, whole)
    assert is_whole(days.first, days.last, date.fromisoformat(today)) is whole


@pytest.mark.parametrize(
    ("first", "last", "before_first", "before_last"),
    [
        ("2026-07-01", "2026-09-30", "2026-04-01", "2026-06-30"),
        ("2026-01-01", "2026-03-31", "2025-10-01", "2025-12-31"),
        ("2025-01-01", "2025-12-31", "2024-01-01", "2024-12-31"),
        ("2026-10-01", "2026-11-23", "2026-08-08", "2026-09-30"),
        ("2026-11-01", "2026-11-01", "2026-10-31", "2026-10-31"),
    ],
)
def test_the_days_before_are_as_long_and_do_not_overlap(
    first: str, last: str, before_first: str, before_last: str
) -> None:
    ends = date.fromisoformat(first), date.fromisoformat(last)
    before = Days(*ends, is_whole(*ends, TODAY)).before
    assert (str(before.first), str(before.last)) == (before_first, before_last)
    assert last_year(TODAY) == Days(date(2025, 1, 1), date(2025, 12, 31), True)


def test_what_is_shown_is_true_and_small_numbers_are_not_there() -> None:
    found = report(facts(FULL, before=made({"one_to_one": 20}, {"money": 24, "housing": 6})))
    assert key_numbers(found) == {
        "contacts": 49,
        "questions": 54,
        "referrals": 22,
        "residents_reached": 95,
        "professionals_reached": 11,
        "group_sessions": 8,
    }
    assert found.questions
    assert ranked(found.questions.now) == (("money", 30), ("health", 20))
    assert found.questions.changes["money"] == 6
    assert found.questions.changes["housing"] is None
    assert found.actions
    assert "referred" not in found.actions.cells


def test_nothing_logged_and_next_to_nothing_make_a_short_report() -> None:
    empty, few = report(facts(Figures())), report(facts(made({"one_to_one": 4}, {"money": 12})))
    assert (empty.state, few.state) == (State.EMPTY, State.FEW)
    assert set(key_numbers(empty).values()) == {0}
    assert set(key_numbers(few).values()) == {None}
    tables = (few.contacts, few.questions, few.actions, few.partners, few.outcomes)
    assert tables == (None,) * 5


def test_supervision_of_fewer_than_five_is_not_told() -> None:
    assert report(facts(FULL, supervised=4)).supervision is None
    assert report(facts(FULL, supervised=5)).supervision == KEPT


def test_a_goal_is_measured_by_what_the_tables_show_and_never_by_other_days() -> None:
    year = (date(2026, 1, 1), date(2026, 12, 31))
    goals = (
        Goal(Indicator.CONTACTS, 365, *year),
        Goal(Indicator.QUESTIONS, 2, DAYS.first, DAYS.last, "housing"),
        Goal(Indicator.QUESTIONS, 20, DAYS.first, DAYS.last, "health"),
        Goal(Indicator.RESIDENTS, 94, DAYS.first, DAYS.last),
        Goal(Indicator.TALKS, 10, *year),
        Goal(Indicator.CONTACTS, 9, date(2026, 8, 1), year[1]),
        Goal(Indicator.CONTACTS, 9, date(2027, 8, 1), date(2027, 8, 2)),
    )
    found = report(facts(FULL, goals=goals))
    assert [(one.number, one.expected, one.standing) for one in found.goals] == [
        (49, 92, None),
        (None, 2, None),
        (20, 20, Standing.REACHED),
        (95, 94, Standing.REACHED),
        (9, 2, None),
    ]
    assert found.other_goals
    assert not report(facts(FULL, goals=goals[:5])).other_goals


def cells(document: Document) -> tuple[Any, ...]:
    """Everything that both files hold: whoever reads a table, reads a sheet."""
    parts = (document.goals, document.goal_lines, document.figures, document.happened_lines)
    return (*parts, document.sections, document.tables)


def seen(now: Figures, **more: Any) -> tuple[Any, ...]:
    return cells(document_of(TEXTS, "en", facts(now, **more)))


def numbers(document: Document) -> Iterator[tuple[str, int]]:
    for table in document.tables:
        if table.id in {"contacts", "questions", "actions", "partners", "outcomes"}:
            for row in table.rows:
                # A change is a difference, and may be as small as it likes.
                yield from ((table.id, one) for one in row[1:3] if isinstance(one, int))


some = st.integers(0, 6) | st.integers(0, 60)


def few_of(names: Mapping[str, object]) -> st.SearchStrategy[dict[str, int]]:
    return st.dictionaries(st.sampled_from(sorted(names)), some, max_size=6)


@settings(max_examples=150)
@given(
    few_of({"one_to_one": 0, "group_session": 0, "professional_meeting": 0}),
    few_of(TOPICS),
    few_of(TOPICS),
    few_of({one: 0 for one in ACTIONS if one != "referred"}),
    few_of({one: 0 for one in PARTNERS if one != "none"}),
)
def test_no_table_has_a_number_from_one_to_four(
    kinds: dict[str, int],
    topics: dict[str, int],
    before: dict[str, int],
    actions: dict[str, int],
    partners: dict[str, int],
) -> None:
    now = made(kinds, topics, actions, partners)
    document = document_of(TEXTS, "nl", facts(now, before=made({"one_to_one": 9}, before)))
    assert [one for one in numbers(document) if small(one[1])] == []


def unknown(alike: list[tuple[int, ...]]) -> bool:
    """Whether each number that is small in one of these has another value in another of them."""
    return all(
        len({one[at] for one in alike}) > 1
        for at in range(len(alike[0]))
        if any(small(one[at]) for one in alike)
    )


World: TypeAlias = tuple[tuple[int, ...], Figures, Mapping[str, int]]


def sums(parts: int, most: int) -> Iterator[tuple[int, ...]]:
    """All numbers that are together no more than this: whoever knows a total leaves none out."""
    return (one for one in product(range(most + 1), repeat=parts) if sum(one) <= most)


def of_actions() -> Iterator[World]:
    """Each contact has an action, and a referral may be the only one."""
    for contacts, actions, gp in product(range(5, 9), sums(2, 12), range(9)):
        if max(*actions, gp) <= contacts <= sum(actions) + gp:
            done = dict(zip(("listened", "explained"), actions, strict=True))
            now = made({"one_to_one": contacts}, {"money": 8}, done, {"gp": gp})
            yield (contacts, *actions, gp), now, {}


def of_questions() -> Iterator[World]:
    """Each contact has one question to three, and no topic twice."""
    for with_whom, several in product(sums(3, 10), sums(2, 14)):
        contacts = sum(with_whom)
        if max(several) <= contacts <= sum(several) <= 3 * contacts:
            kinds = dict(zip(("one_to_one", "group_session", "professional_meeting"), with_whom, strict=True))
            topics = dict(zip(("money", "housing"), several, strict=True))
            yield (*with_whom, *several), made(kinds, topics, {"listened": contacts}), {}


def of_outcomes() -> Iterator[World]:
    """Of each referral one thing came at most."""
    for partners, came in product(sums(2, 12), sums(2, 12)):
        if sum(came) <= sum(partners):
            referred = dict(zip(("gp", "ggd"), partners, strict=True))
            now = made({"one_to_one": 20}, {"money": 20}, {"listened": 20}, referred)
            outcomes = dict(zip(("waiting_list", "helped"), came, strict=True))
            yield (*partners, *came, sum(partners) - sum(came)), now, outcomes


@pytest.mark.parametrize("worlds", [of_actions, of_questions, of_outcomes])
def test_who_tries_every_team_that_fits_the_whole_report_is_left_with_two_for_each_small_number(
    worlds: Callable[[], Iterator[World]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that can be computed from the parts of a report together, and not from one table alone.

    The lists are cut down to two entries, so that every team can be tried; longer ones only leave more of them.
    """
    monkeypatch.setattr(rules, "TOPICS", dict.fromkeys(("money", "housing")))
    monkeypatch.setattr(rules, "ACTIONS", dict.fromkeys(("listened", "explained", "referred")))
    monkeypatch.setattr(rules, "PARTNERS", dict.fromkeys(("gp", "ggd", "none")))
    monkeypatch.setattr(
        rules, "OUTCOMES", {one: rules.OUTCOMES[one] for one in ("helped", "waiting_list", "not_known")}
    )
    alike: dict[Any, list[tuple[int, ...]]] = defaultdict(list)
    goals = (Goal(Indicator.QUESTIONS, 3, DAYS.first, DAYS.last, "housing"),)
    for truth, now, outcomes in worlds():
        alike[shown(report(facts(now, outcomes=outcomes, goals=goals)))].append(truth)
    assert len(alike) > 50
    assert [one for one in alike.values() if not unknown(one)] == []


def shown(found: Report) -> Any:
    tables = [_flat(one) for one in (found.contacts, found.actions, found.partners, found.outcomes) if one]
    both = _flat(found.questions.now) if found.questions else ()
    told = tuple((one.number, one.standing) for one in found.goals)
    return found.state, tuple(tables), both, told, *key_numbers(found).values()


def _flat(shown: Shown) -> tuple[Any, ...]:
    return (*shown.cells.items(), shown.total)


@pytest.mark.parametrize(
    ("numbers_", "expected"),
    [
        ((12, 9, 0), {"gp": 12, "ggd": 9}),
        ((12, 9, 1), {"gp": 12}),
        ((12, 3, 2), {"gp": 12}),
        ((12, 3, 1), {}),
        ((4, 4, 4), {}),
    ],
)
def test_partners_of_which_there_are_few_are_five_together_at_least(
    numbers_: tuple[int, ...], expected: dict[str, int]
) -> None:
    partners = dict(zip(("gp", "ggd", "police"), numbers_, strict=True))
    found = report(facts(made({"one_to_one": 40}, {"money": 40}, {"listened": 40}, partners))).partners
    assert found
    assert dict(ranked(found)) == expected
    assert found.total == sum(numbers_)
    assert not small(found.total - sum(expected.values()))


@pytest.mark.parametrize("referrals", [1, 2, 3, 4])
def test_actions_do_not_tell_how_many_referrals_there_were(referrals: int) -> None:
    """Every contact without an action is a referral: so many at least."""
    now = made({"one_to_one": 30}, {"money": 30}, {"listened": 30 - referrals}, {"gp": referrals})
    found = report(facts(now))
    assert found.partners
    assert found.partners.total is None
    assert found.actions
    told = found.actions.total
    assert told is None or 30 - told <= 1


def test_few_contacts_before_are_not_told_by_their_questions() -> None:
    """Twelve questions are at least four contacts."""
    found = report(facts(FULL, before=made({"one_to_one": 4}, {"money": 12})))
    assert not found.compared
    before = [
        one
        for table in document_of(
            TEXTS, "en", facts(FULL, before=made({"one_to_one": 4}, {"money": 12}))
        ).tables
        for one in table.columns
        if table.id == "questions"
    ]
    assert len(before) == 2


def test_the_order_of_what_is_hidden_tells_nothing() -> None:
    one = replace(FULL, topics={"money": 30, "housing": 1, "safety": 3}, questions=34)
    other = replace(FULL, topics={"money": 30, "safety": 1, "housing": 3}, questions=34)
    assert seen(one) == seen(other)
