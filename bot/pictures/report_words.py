"""Puts a report into words: pages with a sentence beside every figure, and the tables below them."""

from collections.abc import Iterator, Sequence

from bot.pictures import report_sections as sections
from bot.pictures.report_pdf import Bar, Big, Document
from bot.pictures.report_speech import Speech, drawable
from bot.pictures.report_tables import goal_name, tables
from bot.rules.report import key_numbers, report
from bot.rules.report_model import Facts, Report, Result, State
from bot.screen import Text
from bot.texts import Texts


def document_of(texts: Texts, language: str, facts: Facts) -> Document:
    """Ready to be drawn. KeyError for a language or a text that there is not."""
    made, say = report(facts), Speech(texts, language)
    return Document(
        language=language,
        title=say(Text(key="report.title")),
        team=drawable(facts.team),
        organisation="" if facts.organisation == facts.team else drawable(facts.organisation),
        period=say.days(facts.days.first, facts.days.last),
        made_on=say(Text(key="report.made_on", values={"day": say.day(facts.today)})),
        contents=say(Text(key="report.contents")),
        summary=say(Text(key="report.section.summary")),
        wanted=say(Text(key="report.wanted")),
        goals=tuple(_goal_bar(one, say) for one in made.goals),
        goal_lines=tuple(_goal_lines(made, say)),
        goal_notes=tuple(_goal_notes(made, say)),
        happened=say(Text(key="report.happened")),
        figures=tuple(_figures(made, say)),
        happened_lines=tuple(_happened(made, say)),
        sections=tuple(sections.all_of(made, facts, say)),
        tables_title=say(Text(key="report.section.tables")),
        tables=tables(made, say),
        hidden=say(Text(key="report.hidden")),
        hidden_label=say(Text(key="report.hidden_label")),
        total=say(Text(key="report.total")),
    )


def _goal_bar(one: Result, say: Speech) -> Bar:
    """How far it is, of what these days would bring if it came evenly."""
    hidden = say(Text(key="report.hidden"))
    number = hidden if one.number is None else say.number(one.number)
    part = min(1.0, (one.number or 0) / max(1, one.expected))
    note = say(Text(key=f"goals.standing.{one.standing}")) if one.standing else ""
    return Bar(goal_name(one.goal, say), f"{number} / {say.number(one.expected)}", part, note)


def _goal_lines(made: Report, say: Speech) -> Iterator[str]:
    if not made.goals:
        yield say(Text(key="report.goals.none"))
    for one in made.goals:
        yield _goal_line(one, say)


def _goal_notes(made: Report, say: Speech) -> Iterator[str]:
    if any(one.goal.target_group for one in made.goals):
        yield say(Text(key="report.goals.for_all"))
    if made.other_goals:
        yield say(Text(key="report.goals.others"))


def _goal_line(one: Result, say: Speech) -> str:
    hidden = say(Text(key="report.hidden"))
    values: dict[str, str] = {
        "what": goal_name(one.goal, say),
        "number": hidden if one.number is None else say.number(one.number),
        "agreed": say.number(one.goal.number),
        "days": say.days(one.goal.first, one.goal.last),
        "expected": say.number(one.expected),
    }
    if one.expected == one.goal.number:
        return say(Text(key="report.goals.whole", values={**values}))
    return say(Text(key="report.goals.part", values={**values}))


def _figures(made: Report, say: Speech) -> Iterator[Big]:
    if made.state is not State.FULL:
        return
    numbers = key_numbers(made)
    for name in ("contacts", "questions", "residents_reached"):
        label = say(Text(key=f"report.big.{name}"))
        number = numbers[name]
        shown = say(Text(key="report.hidden")) if number is None else say.number(number)
        yield Big(shown, label, say(Text(key=f"report.big.{name}.told")))


def _happened(made: Report, say: Speech) -> Sequence[str]:
    match made.state:
        case State.EMPTY:
            return (say(Text(key="report.empty")), say(Text(key="report.empty.why")))
        case State.FEW:
            return (say(Text(key="report.few")),)
    return tuple(sections.highlights(made, say))
