"""What a report for the commissioner may show: figures of one team, with every small number hidden.

Everything in it is taken from a few tables, and whatever else is told is computed from what these show. So a
report gives nothing away that its tables do not. Rules besides those of `suppression` keep these apart: the action
"referred" is left out, as it is the number of referrals; goals are measured by what is shown; and where there are
fewer than five contacts, or one table would give away another, there is no table at all.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.rules.figures import shown_reach
from bot.rules.goals import Goal, Indicator, share, standing
from bot.rules.report_cells import QUESTIONS, beside_parts, state_of, total
from bot.rules.report_model import Facts, Part, Report, Result, State
from bot.rules.supervision_figures import Figures as Supervision
from bot.rules.suppression import FEWEST, Shown, beside, small

TOP: Final = 5
STUCK: Final = ("waiting_list", "service_refused", "did_not_attend")


def report(facts: Facts) -> Report:
    now = Part(facts.now, facts.outcomes, facts.supervised)
    state, kept = state_of(now), _kept(facts)
    if state is State.FULL:
        contacts, questions, actions, partners, outcomes = beside_parts(now, facts.parts)
        compared = facts.before.contacts >= FEWEST
        both = beside(questions, _before(facts, questions, compared=compared))
        reach = shown_reach(facts.now.residents_reached)
        shown = (actions, partners, outcomes, reach, facts.now.key_persons, kept)
        made = Report(state, contacts, both, compared, *shown)
    else:
        made = Report(state, None, None, False, None, None, None, None, facts.now.key_persons, kept)
    return _with_goals(made, facts)


def _before(facts: Facts, now: Shown, *, compared: bool) -> Shown:
    """Of days with too few contacts nothing is compared."""
    if not compared:
        return total(dict.fromkeys(now.cells, 0))
    return beside_parts(Part(facts.before, {}), facts.parts_before)[QUESTIONS]


def _kept(facts: Facts) -> Supervision | None:
    """Sessions of few key persons are not told, nor can they be found with the quarters that are told."""
    untold = any(small(one.supervised) for one in facts.parts)
    return facts.supervision if facts.supervised >= FEWEST and not untold else None


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
