"""What a report for the commissioner may show: figures of one team, with every small number hidden.

Everything in it is taken from a few tables, and whatever else is told is computed from what these show. So a
report gives nothing away that its tables do not. Rules besides those of `suppression` keep these apart: the action
"referred" is left out, as it is the number of referrals; goals are measured by what is shown; and where there are
fewer than five contacts, or one table would give away another, there is no table at all.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.rules.contacts import GROUP_KINDS
from bot.rules.figures import PROFESSIONAL_KINDS, Figures, shown_reach
from bot.rules.goals import Goal, Indicator, share, standing
from bot.rules.report_model import Facts, Report, Result, State
from bot.rules.suppression import FEWEST, Shown, SideBySide, side_by_side, small, suppressed
from bot.taxonomy import ACTIONS, PARTNERS, TOPICS

TOP: Final = 5
# What became of a referral, in the groups that a report tells apart.
OUTCOMES: Final[Mapping[str, tuple[str, ...]]] = {
    "helped": ("helped", "partly_helped"),
    "under_way": ("contact_made", "appointment_set", "attended"),
    "waiting_list": ("waiting_list",),
    "service_refused": ("service_refused",),
    "did_not_attend": ("did_not_attend",),
    "client_declined": ("client_declined",),
    "not_known": (),
}
STUCK: Final = ("waiting_list", "service_refused", "did_not_attend")
WITH: Final = ("resident", "group", "professional")


def report(facts: Facts) -> Report:
    now = facts.now
    questions, compared = _questions(facts)
    tables = (_contacts(now), questions.now, _actions(now), _partners(now), _outcomes(facts))
    contacts, _, actions, partners, outcomes = tables
    state = State.EMPTY if now.contacts == 0 else State.FULL if _safe(tables, facts) else State.FEW
    kept = facts.supervision if facts.supervised >= FEWEST else None
    if state is State.FULL:
        shown = (contacts, questions, compared, actions, partners, outcomes)
        made = Report(state, *shown, shown_reach(now.residents_reached), now.key_persons, kept)
    else:
        made = Report(state, None, None, False, None, None, None, None, now.key_persons, kept)
    return _with_goals(made, facts)


def _safe(tables: tuple[Shown, ...], facts: Facts) -> bool:
    """Whether no total is missing but a small one.

    A table whose numbers are all small and the same hides its total. What another table tells of it (a contact
    has a question to three, and an action unless it has a referral) would be enough then to find all of them.
    """
    now = facts.now
    done = sum(_done(now).values())
    true = (now.contacts, now.questions, done, now.referrals, now.referrals)
    lost = [one for one, total in zip(tables, true, strict=True) if one.total is None and total >= FEWEST]
    return (
        not small(now.contacts)
        and not small(done)
        and (not lost or (lost == [tables[2]] and _few_referrals(now)))
    )


def _done(now: Figures) -> Mapping[str, int]:
    return {one: now.actions.get(one, 0) for one in ACTIONS if one != "referred"}


def _few_referrals(now: Figures) -> bool:
    """Whether the number of actions would tell a small number of referrals: so many contacts have no action."""
    return small(now.referrals) and now.contacts - sum(_done(now).values()) > 1


def _total(cells: Mapping[str, int]) -> Shown:
    return suppressed(cells, sum(cells.values()))


def _contacts(now: Figures) -> Shown:
    group = sum(now.kinds.get(kind, 0) for kind in GROUP_KINDS)
    professional = sum(now.kinds.get(kind, 0) for kind in PROFESSIONAL_KINDS)
    resident = now.contacts - group - professional
    return _total(dict(zip(WITH, (resident, group, professional), strict=True)))


def _questions(facts: Facts) -> tuple[SideBySide, bool]:
    """Every topic is a row: a zero covers best. Of days with too few contacts nothing is compared."""
    compared = not small(facts.before.contacts)
    before = facts.before.topics if compared else {}
    return side_by_side(_rows(facts.now.topics), _rows(before)), compared


def _rows(topics: Mapping[str, int]) -> Mapping[str, int]:
    return {topic: topics.get(topic, 0) for topic in TOPICS}


def _actions(now: Figures) -> Shown:
    cells = _done(now)
    return Shown(dict.fromkeys(cells), None) if _few_referrals(now) else _total(cells)


def _partners(now: Figures) -> Shown:
    """All that are hidden stand in one row without their names, so they are made five together at least.

    There are so many kinds of partners that most have few: hidden one by one, they could be added up.
    """
    cells = {one: now.partners.get(one, 0) for one in PARTNERS if one != "none"}
    hidden_ = {name for name, number in cells.items() if small(number)}
    # The last one falls to others that are few together, then the one before it.
    falling = sorted((name for name, number in cells.items() if number >= FEWEST), key=cells.__getitem__)
    while small(sum(cells[name] for name in hidden_)) and falling:
        hidden_.add(falling.pop(0))
    total = sum(cells.values())
    return Shown({**cells, **dict.fromkeys(hidden_)}, None if small(total) else total)


def _outcomes(facts: Facts) -> Shown:
    known = {group: sum(facts.outcomes.get(one, 0) for one in members) for group, members in OUTCOMES.items()}
    return _total({**known, "not_known": facts.now.referrals - sum(known.values())})


def nothing_known(made: Report) -> bool:
    """Whether it is shown that nobody knows yet of any referral what came of it."""
    return made.outcomes is None or made.outcomes.cells["not_known"] == made.outcomes.total


def ranked(shown: Shown) -> tuple[tuple[str, int], ...]:
    """What is shown and more than nothing, the most first; what is hidden has no place in an order."""
    told = [(name, number) for name, number in shown.cells.items() if number]
    return tuple(sorted(told, key=lambda one: -one[1]))


def hidden(shown: Shown) -> tuple[str, ...]:
    return tuple(name for name, number in shown.cells.items() if number is None)


def _with_goals(made: Report, facts: Facts) -> Report:
    days = facts.days
    covering = [one for one in facts.goals if one.first <= days.first and days.last <= one.last]
    others = [one for one in facts.goals if one.first <= days.last and days.first <= one.last]
    results = tuple(_result(one, made, facts) for one in covering)
    return replace(made, goals=results, other_goals=len(others) > len(covering))


def _result(goal: Goal, made: Report, facts: Facts) -> Result:
    days = facts.days
    number = _shown(goal, made)
    is_whole_goal = (goal.first, goal.last) == (days.first, days.last)
    stands = standing(goal, number, facts.today) if is_whole_goal and number is not None else None
    return Result(goal, number, share(goal, days.first, days.last), stands)


def _shown(goal: Goal, made: Report) -> int | None:
    """The number that stands in the tables for this."""
    if goal.indicator is Indicator.TALKS:
        return made.supervision.held if made.supervision else None
    if made.state is not State.FULL:
        return 0 if made.state is State.EMPTY else None
    if goal.indicator is Indicator.QUESTIONS and goal.topic:
        return made.questions.now.cells.get(goal.topic) if made.questions else None
    return key_numbers(made)[goal.indicator.value]


def key_numbers(made: Report) -> Mapping[str, int | None]:
    """The numbers of a report by the names of the indicators, without talks; all zero where nothing was logged."""
    if made.state is State.EMPTY:
        return dict.fromkeys([one.value for one in Indicator if one is not Indicator.TALKS], 0)
    cells = made.contacts.cells if made.contacts else {}
    return {
        "contacts": made.contacts.total if made.contacts else None,
        "questions": made.questions.now.total if made.questions else None,
        "referrals": made.partners.total if made.partners else None,
        "residents_reached": made.residents,
        "professionals_reached": cells.get("professional"),
        "group_sessions": cells.get("group"),
    }
