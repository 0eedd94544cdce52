"""What a coordinator has in front of her while she arranges hours: whom it is about, and what it comes to."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from bot.rules.hours import Arrangement, Contract, Kind, Window, merged
from bot.rules.stretches import DAY
from bot.rules.typed_times import window_typed
from bot.screen import Day, Text, Weekday
from handlers.dialogs import agree_week as weeks
from handlers.dialogs.agree_options import Shown, called, member, takeable
from handlers.dialogs.arranged import days_text, lines_of, span, week
from handlers.dialogs.arranging import period, said
from storage.hours import Entry

MOST_ENTRIES: Final = 8


def head(scene: Shown) -> tuple[Text, ...]:
    return tuple(_head(scene)) if "person" in scene.answers else ()


def _head(scene: Shown) -> Iterator[Text]:
    one = member(scene)
    yield Text(key="agree.about", values={"name": called(scene, one)})
    match scene.answers.get("what"):
        case None:
            yield from _now(scene)
        case "week" | "contract":
            yield from _weekly_hours(scene)
        case "take_back":
            yield from _to_take_back(scene)
        case "history":
            yield from _history(scene)
        case _:
            yield from _besides(scene)


def _now(scene: Shown) -> Iterator[Text]:
    """What holds, what is coming, and what waits for an answer."""
    facts = scene.facts
    yield Text(key="agree.now")
    yield from lines_of(facts.agreement(facts.today))[1:]
    for one in facts.coming()[:MOST_ENTRIES]:
        yield from said(one.arrangement, facts.today)
    for one in facts.open[:MOST_ENTRIES]:
        yield Text(key="agree.waiting", apart=True)
        yield from said(one.arrangement, facts.today)


def _weekly_hours(scene: Shown) -> Iterator[Text]:
    answers = scene.answers
    if day_of(scene):
        yield from _complete(scene)
    elif "times" in answers:
        yield from _overnight(answers["times"])
    elif "days" in answers:
        yield _for_days(scene)
    elif weeks.closed(answers.get("so_far", "")):
        yield Text(key="agree.so_far")
        yield from week(merged(_windows(scene)))
        yield from _joined(scene) if "more" not in answers else ()
    elif answers["what"] == "contract":
        yield Text(key="agree.now")
        yield from lines_of(scene.facts.agreement(scene.facts.today))[1:]


def _for_days(scene: Shown) -> Text:
    one = weeks.open_set(scene.answers["so_far"])
    days = days_text(one.weekdays) if one else ""
    fixed = one is not None and one.consultation
    return Text(key="agree.consultation_on" if fixed else "agree.on_days", values={"days": days})


def _overnight(times: str) -> Iterator[Text]:
    for one in weeks.overnight(times):
        yield Text(key="agree.into_next_day", values={"times": span(*one)})


def _complete(scene: Shown) -> Iterator[Text]:
    """The whole sentence, and what she should know of it."""
    made = arrangement_of(scene)
    yield from said(made, scene.facts.today)
    if made.kind is Kind.HOURS:
        yield from _joined(scene)
        if not made.windows:
            yield Text(key="agree.empty", apart=True)
    if any(_is_replaced(one, made) for one in scene.facts.open):
        yield Text(key="agree.replaces", apart=True)


def _is_replaced(one: Entry, by: Arrangement) -> bool:
    """As `hours.propose` does it."""
    old = one.arrangement
    return old.kind is by.kind and (by.kind is Kind.HOURS or old.first == by.first)


def _joined(scene: Shown) -> Iterator[Text]:
    windows = _windows(scene)
    if len(merged(windows)) < len(windows):
        yield Text(key="agree.joined")


def _besides(scene: Shown) -> Iterator[Text]:
    answers, day = scene.answers, day_of(scene)
    whole = answers["what"] == "leave" and "period" in answers
    if whole or answers.get("part") == "whole" or answers.get("overnight") == "yes":
        yield from _complete(scene)
    elif "span" in answers:
        nights = tuple(_overnight(answers["span"]))
        yield from nights or _complete(scene)
    elif day:
        weekday = Weekday(weekday=day.weekday())
        yield Text(key="agree.on_day", values={"weekday": weekday, "day": Day(day=day)})


def _to_take_back(scene: Shown) -> Iterator[Text]:
    """All of them by number, and then the one."""
    for number, one in enumerate(takeable(scene), 1):
        first, *rest = said(one.arrangement, scene.facts.today)
        if "entry" not in scene.answers:
            yield Text(key="agree.numbered", values={"number": number, "what": first}, apart=True)
        elif scene.answers["entry"] == str(one.id):
            yield first
        else:
            continue
        yield from rest
        if one in scene.facts.open:
            yield Text(key="agree.unanswered")


def _history(scene: Shown) -> Iterator[Text]:
    for one in scene.facts.entries[:MOST_ENTRIES]:
        moment = (one.answered_at or one.proposed_at).astimezone(scene.facts.zone)
        yield Text(key=f"agree.state.{one.state}", values={"day": Day(day=moment.date())}, apart=True)
        yield from said(one.arrangement, scene.facts.today)
    if not scene.facts.entries:
        yield Text(key="agree.no_history")


def day_of(scene: Shown) -> date | None:
    """The day from which or on which it is to hold, None where that is still open."""
    answers = scene.answers
    step, typed = ("starts", "starts_typed") if "starts" in answers else ("day", "day_typed")
    chosen = answers.get(typed) or answers.get(step, "other")
    return None if chosen == "other" else date.fromisoformat(chosen)


def arrangement_of(scene: Shown) -> Arrangement:
    """What all answers together come to."""
    answers, day = scene.answers, day_of(scene)
    if answers["what"] == "leave":
        return Arrangement(Kind.LEAVE, *period(answers["period"]))
    if day is None:
        raise LookupError("no day was chosen yet")
    if answers["what"] in {"week", "contract"}:
        return _hours(scene, day)
    start, end = window_typed(answers["span"]) or (0, DAY) if "span" in answers else (0, DAY)
    return Arrangement(Kind(answers["what"]), day, start=start, end=end)


def _hours(scene: Shown, day: date) -> Arrangement:
    """Only the contract changes: the windows that hold on that day stay. Only the week changes: the contract does."""
    answers, old = scene.answers, scene.facts.agreement(day)
    windows = merged(_windows(scene)) if answers["what"] == "week" else old.windows
    if answers["contract"] == "kept":
        return Arrangement(
            Kind.HOURS, day, windows=windows, contract=old.contract, weekly_minutes=old.weekly_minutes
        )
    kind = None if answers["contract"] == "none" else Contract(answers["contract"])
    return Arrangement(Kind.HOURS, day, windows=windows, contract=kind, weekly_minutes=_weekly_minutes(scene))


def _weekly_minutes(scene: Shown) -> int | None:
    told = scene.answers.get("weekly_typed") or scene.answers["weekly"]
    return None if told == "none" else round(float(told) * 60)


def _windows(scene: Shown) -> tuple[Window, ...]:
    return weeks.windows(weeks.closed(scene.answers.get("so_far", "")))
