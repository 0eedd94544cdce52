"""The sections of a report: what each figure says, in sentences and bars."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.pictures.report_care import supervision
from bot.pictures.report_pdf import Bar, Chart, Section
from bot.pictures.report_speech import Speech
from bot.rules.report import STUCK, TOP, hidden, nothing_known, ranked
from bot.rules.report_model import Facts, Report, State
from bot.rules.suppression import Shown
from bot.screen import Text

_HOW: Final = (
    "log",
    "twice",
    "bands",
    "rounded",
    "small",
    "questions",
    "referrals",
    "supervision",
    "not_kept",
)


def all_of(made: Report, facts: Facts, say: Speech) -> Iterator[Section]:
    yield _team(made, say)
    if made.state is State.FULL:
        yield _reach(made, say)
        yield _questions(made, facts, say)
        yield _actions(made, say)
        yield _referrals(made, say)
    yield supervision(made, say)
    points = tuple(say(Text(key=f"report.counting.{one}")) for one in _HOW)
    yield Section(_title("counting", say), points=points)


def _title(name: str, say: Speech) -> str:
    return say(Text(key=f"report.section.{name}"))


def _team(made: Report, say: Speech) -> Section:
    logged = {"number": say.number(made.key_persons)}
    lines = [say(Text(key="report.team.who")), say(Text(key="report.team.logged", values={**logged}))]
    if made.key_persons > 1:
        lines.append(say(Text(key="report.team.no_hours")))
    return Section(_title("team", say), tuple(lines))


def _reach(made: Report, say: Speech) -> Section:
    return Section(_title("reach", say), tuple(_reach_lines(made, say)))


def _reach_lines(made: Report, say: Speech) -> Iterator[str]:
    if made.residents is None:
        yield say(Text(key="report.reach.few"))
    else:
        values = {"number": say.number(made.residents)}
        yield say(Text(key="report.reach.residents", values={**values}))
    shown = made.contacts or Shown({}, None)
    for name, number in shown.cells.items():
        if number:
            yield say(Text(key=f"report.reach.{name}", values={"number": say.number(number)}))
    yield from _hidden_line(shown, say)


def _hidden_line(shown: Shown, say: Speech) -> Iterator[str]:
    if hidden(shown):
        yield say(Text(key="report.some_hidden"))


def _chart(name: str, labels: Sequence[str], shown: Shown, say: Speech, notes: Mapping[str, str]) -> Chart:
    """The most first; `labels` are in the order of `ranked`."""
    top = ranked(shown)[:TOP]
    longest = max(number for _, number in top)
    bars = tuple(
        Bar(label, say.number(number), number / longest, notes.get(one, ""))
        for label, (one, number) in zip(labels, top, strict=False)
    )
    caption = say(Text(key=f"report.chart.{name}"))
    told = "; ".join(f"{bar.label}: {bar.value}" + (f" ({bar.note})" if bar.note else "") for bar in bars)
    head = say(Text(key="report.column.change")) if notes else ""
    return Chart(caption, f"{caption}. {told}.", bars, head)


def _questions(made: Report, facts: Facts, say: Speech) -> Section:
    both = made.questions
    if both is None or not ranked(both.now):
        return Section(_title("questions", say), (say(Text(key="report.some_hidden")),))
    labels = [say(Text(key=f"topic.{one}")) for one, _ in ranked(both.now)]
    notes = {one: say.change(change) for one, change in both.changes.items() if change is not None}
    chart = _chart("questions", labels, both.now, say, notes if made.compared else {})
    lines = (*highlights(made, say)[:1], *_compared(made, facts, say), *_hidden_line(both.now, say))
    return Section(_title("questions", say), lines, chart)


def highlights(made: Report, say: Speech) -> tuple[str, ...]:
    """The topic asked about most, and where people were shown the way to most."""
    lines = []
    if made.questions and (top := ranked(made.questions.now)):
        values = {"topic": say(Text(key=f"topic.{top[0][0]}")), "number": say.number(top[0][1])}
        lines.append(say(Text(key="report.questions.top", values={**values})))
    if made.partners and (top := ranked(made.partners)):
        values = {"partner": say(Text(key=f"partner.{top[0][0]}")), "number": say.number(top[0][1])}
        lines.append(say(Text(key="report.referrals.top", values={**values})))
    return tuple(lines)


def _compared(made: Report, facts: Facts, say: Speech) -> Iterator[str]:
    both, before = made.questions, facts.days.before
    if both is None or not made.compared or both.change is None or both.before.total is None:
        yield say(Text(key="report.questions.not_compared"))
        return
    trend = "more" if both.change > 0 else "fewer" if both.change < 0 else "same"
    values = {
        "days": say.days(before.first, before.last),
        "before": say.number(both.before.total),
        "number": say.number(abs(both.change)),
    }
    yield say(Text(key=f"report.questions.{trend}", values={**values}))


def _actions(made: Report, say: Speech) -> Section:
    shown = made.actions
    if shown is None or not ranked(shown):
        return Section(_title("actions", say), (say(Text(key="report.some_hidden")),))
    top = ranked(shown)
    labels = [say(Text(key=f"action.{one}")) for one, _ in top]
    values = {"action": labels[0], "number": say.number(top[0][1])}
    lines = (say(Text(key="report.actions.top", values={**values})), say(Text(key="report.actions.several")))
    return Section(
        _title("actions", say),
        (*lines, *_hidden_line(shown, say)),
        _chart("actions", labels, shown, say, {}),
    )


def _referrals(made: Report, say: Speech) -> Section:
    shown = made.partners or Shown({}, None)
    if shown.total == 0:
        return Section(_title("referrals", say), (say(Text(key="report.referrals.none")),))
    if shown.total is None:
        return Section(_title("referrals", say), (say(Text(key="report.some_hidden")),))
    lines = [say(Text(key="report.referrals.total", values={"number": say.number(shown.total)}))]
    lines += _hidden_line(shown, say)
    labels = [say(Text(key=f"partner.{one}")) for one, _ in ranked(shown)]
    chart = _chart("partners", labels, shown, say, {}) if labels else None
    if nothing_known(made):
        return Section(
            _title("referrals", say), tuple(lines), chart, (say(Text(key="report.outcomes.none")),)
        )
    outcomes = made.outcomes or Shown({}, None)
    return Section(
        _title("referrals", say),
        tuple(lines),
        chart,
        tuple(_came_of_it(outcomes, say)),
        say(Text(key="report.stuck")),
        tuple(_stuck(outcomes, say)),
    )


def _came_of_it(outcomes: Shown, say: Speech) -> Iterator[str]:
    not_known = outcomes.cells.get("not_known")
    if outcomes.total is not None and not_known is not None:
        values = {"total": say.number(outcomes.total), "known": say.number(outcomes.total - not_known)}
        yield say(Text(key="report.outcomes.known", values={**values}))
    for name in ("helped", "under_way"):
        if number := outcomes.cells.get(name):
            yield say(Text(key=f"report.outcomes.{name}", values={"number": say.number(number)}))


def _stuck(outcomes: Shown, say: Speech) -> Iterator[str]:
    told = {name: outcomes.cells.get(name) for name in STUCK}
    for name, number in told.items():
        if number:
            yield say(Text(key=f"report.stuck.{name}", values={"number": say.number(number)}))
    if None in told.values():
        yield say(Text(key="report.some_hidden"))
    if not any(number != 0 for number in told.values()):
        yield say(Text(key="report.stuck.none"))
