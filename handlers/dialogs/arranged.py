"""Arranged hours in words: one and the same sentence for the coordinator and for the key person."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.rules.hours import Arrangement, Kind, Window
from bot.rules.stretches import DAY
from bot.screen import Day, Several, Text, Value, Weekday
from bot.when import clock

RANGE_FROM = 3


def span(start: int, end: int) -> str:
    """09:00-17:00; the end may lie on the day after."""
    return f"{clock(start)}–{clock(end)}"


def lines_of(one: Arrangement) -> tuple[Text, ...]:
    """Everything that was arranged, as it is shown to both sides."""
    if one.kind is Kind.HOURS:
        return (
            Text(key="arranged.hours", values={"day": Day(day=one.first)}),
            *week(one.windows),
            *_contract(one),
        )
    return (_besides(one),)


def week(windows: Iterable[Window]) -> tuple[Text, ...]:
    """The agreed week, days with the same times together; consultation hours apart from the rest."""
    kept = list(windows)
    work = grouped([one for one in kept if not one.consultation])
    fixed = grouped([one for one in kept if one.consultation])
    return (
        *(Text(key="arranged.days", values=_values(*item)) for item in work),
        *([] if work else [Text(key="arranged.no_days")]),
        *(Text(key="arranged.consultation", values=_values(*item)) for item in fixed),
    )


def grouped(windows: Sequence[Window]) -> list[tuple[list[int], str]]:
    """Weekdays that have the same times, with these times."""
    times: defaultdict[int, list[str]] = defaultdict(list)
    for one in sorted(windows):
        times[one.weekday].append(span(one.start, one.end))
    days: defaultdict[str, list[int]] = defaultdict(list)
    for weekday, spans in sorted(times.items()):
        days[", ".join(spans)].append(weekday)
    return [(weekdays, spans) for spans, weekdays in days.items()]


def days_text(weekdays: Sequence[int]) -> Text:
    """Monday, or Monday · Wednesday, or Monday to Friday."""
    first, last = weekdays[0], weekdays[-1]
    if len(weekdays) >= RANGE_FROM and last - first == len(weekdays) - 1:
        values: dict[str, Value] = {"first": Weekday(weekday=first), "last": Weekday(weekday=last)}
        return Text(key="arranged.from_to", values=values)
    names = [Text(key="arranged.weekday", values={"weekday": Weekday(weekday=one)}) for one in weekdays]
    return (
        names[0]
        if len(names) == 1
        else Text(key="arranged.list", values={"days": Several(several=tuple(names))})
    )


def _values(weekdays: Sequence[int], times: str) -> dict[str, Value]:
    return {"days": days_text(weekdays), "times": times}


def _contract(one: Arrangement) -> Iterable[Text]:
    if one.contract:
        yield Text(key=f"arranged.contract.{one.contract}")
    if one.weekly_minutes:
        hours = f"{one.weekly_minutes / 60:g}"
        yield Text(key="arranged.weekly", values={"hours": hours})


def _besides(one: Arrangement) -> Text:
    values: dict[str, Value] = {"first": Day(day=one.first), "last": Day(day=one.last or one.first)}
    values["times"] = span(one.start, one.end)
    whole = (one.start, one.end) == (0, DAY)
    several = one.last is not None and one.last != one.first
    match one.kind:
        case Kind.LEAVE:
            return Text(key="arranged.leave_days" if several else "arranged.leave_day", values=values)
        case Kind.OPENING:
            return Text(key="arranged.opening", values=values)
    return Text(key="arranged.closing_whole" if whole else "arranged.closing", values=values)
