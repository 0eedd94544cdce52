"""The tables of a report in words: the same ones stand in the PDF and in the spreadsheet."""

from collections.abc import Iterator

from bot.pictures.report_pdf import Cell, Table
from bot.pictures.report_speech import Speech, drawable
from bot.rules.goals import Goal, Indicator
from bot.rules.report import key_numbers, nothing_known, ranked
from bot.rules.report_model import Report
from bot.rules.suppression import Shown
from bot.screen import Text


def tables(made: Report, say: Speech) -> tuple[Table, ...]:
    return tuple(_tables(made, say))


def _tables(made: Report, say: Speech) -> Iterator[Table]:
    if made.goals:
        yield _goals(made, say)
    yield _key(made, say)
    if made.contacts:
        rows = [(say(Text(key=f"report.with.{one}")), number) for one, number in made.contacts.cells.items()]
        yield _with_total("contacts", say, rows, made.contacts.total)
    if made.questions:
        yield _questions(made, say)
    if made.actions:
        rows = [(say(Text(key=f"action.{one}")), number) for one, number in _order(made.actions)]
        yield _with_total("actions", say, rows, made.actions.total)
    if made.partners and made.partners.total != 0:
        yield _with_total("partners", say, _partners(made.partners, say), made.partners.total)
    if made.outcomes and not nothing_known(made):
        rows = [(say(Text(key=f"report.outcome.{one}")), one_) for one, one_ in made.outcomes.cells.items()]
        yield _with_total("outcomes", say, rows, made.outcomes.total)
    if made.supervision:
        yield _supervision(made, say)


def _order(shown: Shown) -> list[tuple[str, int | None]]:
    """What is shown, the most first, then what is hidden in the order of the list, then what there was none of."""
    cells = list(shown.cells.items())
    rest = [one for one in cells if one[1] is None] + [one for one in cells if one[1] == 0]
    return [*ranked(shown), *rest]


def _table(name: str, say: Speech, columns: tuple[str, ...], rows: list[tuple[Cell, ...]]) -> Table:
    return Table(name, say(Text(key=f"report.table.{name}")), columns, tuple(rows))


def _column(name: str, say: Speech) -> str:
    return say(Text(key=f"report.column.{name}"))


def _with_total(name: str, say: Speech, rows: list[tuple[str, int | None]], total: int | None) -> Table:
    columns = (_column("what", say), _column("number", say))
    return _table(name, say, columns, [*rows, (say(Text(key="report.total")), total)])


def _partners(shown: Shown, say: Speech) -> list[tuple[str, int | None]]:
    """Those shown, and in one row all that are hidden, which are never few together; a zero needs no row."""
    rows: list[tuple[str, int | None]] = [
        (say(Text(key=f"partner.{one}")), number) for one, number in ranked(shown)
    ]
    others = None if shown.total is None else shown.total - sum(number for _, number in ranked(shown))
    return rows if others == 0 else [*rows, (say(Text(key="report.others")), others)]


def _questions(made: Report, say: Speech) -> Table:
    both = made.questions
    if both is None:
        raise ValueError("nothing of questions is shown")
    columns = ("what", "now", "before", "change") if made.compared else ("what", "now")
    rows: list[tuple[Cell, ...]] = [
        (say(Text(key=f"topic.{one}")), number, both.before.cells[one], both.changes[one])
        for one, number in _order(both.now)
    ]
    rows.append((say(Text(key="report.total")), both.now.total, both.before.total, both.change))
    cut = [row[: len(columns)] for row in rows]
    return _table("questions", say, tuple(_column(one, say) for one in columns), cut)


def _key(made: Report, say: Speech) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (indicator(Indicator(name), say), number) for name, number in key_numbers(made).items()
    ]
    rows.append((say(Text(key="report.key_persons")), made.key_persons))
    return _table("key", say, (_column("what", say), _column("number", say)), rows)


def indicator(one: Indicator, say: Speech) -> str:
    return say(Text(key=f"goals.indicator.{one}"))


def goal_name(goal: Goal, say: Speech) -> str:
    """What is counted, of which topic and for whom."""
    name = indicator(goal.indicator, say)
    if goal.topic:
        topic = say(Text(key=f"topic.{goal.topic}"))
        name = say(Text(key="goals.about_topic", values={"topic": topic}))
    if goal.target_group:
        group = drawable(goal.target_group)
        return say(Text(key="goals.for_group", values={"what": name, "group": group}))
    return name


def _goals(made: Report, say: Speech) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (goal_name(one.goal, say), one.number, one.expected, one.goal.number, *_span(one.goal, say))
        for one in made.goals
    ]
    names = ("what", "now", "expected", "agreed", "goal_days")
    return _table("goals", say, tuple(_column(one, say) for one in names), rows)


def _span(goal: Goal, say: Speech) -> tuple[str]:
    return (say.days(goal.first, goal.last),)


def _supervision(made: Report, say: Speech) -> Table:
    kept = made.supervision
    if kept is None:
        raise ValueError("nothing of supervision is shown")
    numbers = {
        "planned": kept.planned,
        "held": kept.held,
        "interval": kept.median_interval_days if kept.median_interval_days is not None else "–",
        "peer": kept.peer_sessions,
        "hours": hours(kept.minutes_given),
    }
    rows: list[tuple[Cell, ...]] = [
        (say(Text(key=f"report.kept.{name}")), number) for name, number in numbers.items()
    ]
    return _table("supervision", say, (_column("what", say), _column("number", say)), rows)


def hours(minutes: int) -> int:
    """Whole hours, half up."""
    return (minutes + 30) // 60
