"""What a key person hands out about her work: when she is back, when she works, and whom to call instead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from bot.model import TeamSettings
from bot.rules.hours import Duty, Window, agreement_on, stretches
from bot.rules.stretches import DAY, Standing, Stretch, reaching, standing_on, without
from bot.safety import EMERGENCY
from bot.screen import Copyable, Day, Pair, Picture, Screen, Text, Weekday
from bot.when import NEAR_DAYS, clock
from handlers.dialogs import arranged

Labels: TypeAlias = tuple[Text, Text, Text]
IN_A_SENTENCE: Final = (Text(key="offduty.danger"), Text(key="offduty.office"), Text(key="offduty.doctor"))
BESIDE_A_NUMBER: Final = (
    Text(key="offduty.card.danger"),
    Text(key="offduty.card.office"),
    Text(key="offduty.card.doctor"),
)
NO_DAYS: Final = ((Text(key="arranged.no_days"), ""),)


@dataclass(frozen=True)
class Work:
    """Her work for one team. Nothing of it is private: no name, no number of her own."""

    duty: Duty
    settings: TeamSettings
    away_until: datetime | None = None


def message(work: Work, now: datetime, language: str) -> Screen:
    """For somebody who called while she is off duty."""
    numbers = _numbers(work.settings, IN_A_SENTENCE)
    return Screen(lines=(*_now(work, now), *numbers, *_by_day(work.settings)), language=language)


def hours(work: Work, now: datetime, language: str) -> Screen:
    """Her card as text."""
    heading = (Text(key="offduty.title"), Text(key="common.name", values={"name": work.settings.name}))
    days = _apart(_days(_windows(work, now)))
    numbers = _numbers(work.settings, BESIDE_A_NUMBER)
    return Screen(lines=(*heading, *days, *numbers), language=language)


def picture(work: Work, now: datetime, language: str) -> Picture:
    """Her card to show, to print or to hang on a wall."""
    windows = _windows(work, now)
    return Picture(
        language=language,
        title=Text(key="offduty.title"),
        team=work.settings.name,
        rows=_rows([one for one in windows if not one.consultation]) if windows else NO_DAYS,
        consultation_title=Text(key="offduty.consultation"),
        consultation=_rows([one for one in windows if one.consultation]),
        footer=_to_call(work.settings, BESIDE_A_NUMBER),
    )


def _windows(work: Work, now: datetime) -> tuple[Window, ...]:
    return agreement_on(work.duty, now.astimezone(work.duty.zone).date()).windows


def _days(windows: Sequence[Window]) -> list[Text]:
    """That there are no fixed days would be wrong beside a fixed consultation hour."""
    return [one for one in arranged.week(windows) if not windows or one.key != "arranged.no_days"]


def _rows(windows: Sequence[Window]) -> tuple[Pair, ...]:
    return tuple((arranged.days_text(days), times) for days, times in arranged.grouped(windows))


def _now(work: Work, now: datetime) -> Iterator[Text]:
    standing = _standing(work, now)
    if standing.on:
        yield _until(work, standing, now)
        return
    yield Text(key="offduty.not_now")
    if standing.until:
        yield Text(key="offduty.back", values={"when": _moment(work, standing.until, now)})
    elif work.settings.office_phone:
        yield Text(key="offduty.ask_office")


def _standing(work: Work, now: datetime) -> Standing:
    """Whether she works; what she said of being away counts like leave."""

    def worked(since: datetime, until: datetime) -> tuple[Stretch, ...]:
        held = stretches(work.duty, since, until)
        away = [(min(since, work.away_until), work.away_until)] if work.away_until else []
        return reaching(without(held, away), since, until)

    return standing_on(worked, now)


def _until(work: Work, standing: Standing, now: datetime) -> Text:
    """It may be read tomorrow, so that the day stands there by its name."""
    if standing.until is None or standing.until - now >= timedelta(days=1):
        return Text(key="offduty.working")
    today, end = now.astimezone(work.duty.zone), standing.until.astimezone(work.duty.zone)
    weekday, time = Weekday(weekday=today.weekday()), clock(end.hour * 60 + end.minute or DAY)
    return Text(key="offduty.working_until", values={"weekday": weekday, "time": time})


def _moment(work: Work, moment: datetime, now: datetime) -> Text:
    """Never just "today" or "tomorrow": it may be read tomorrow."""
    local, today = moment.astimezone(work.duty.zone), now.astimezone(work.duty.zone).date()
    weekday, time = Weekday(weekday=local.weekday()), f"{local:%H:%M}"
    days = (local.date() - today).days
    if days > NEAR_DAYS:
        day = Day(day=local.date())
        return Text(key="offduty.on_day", values={"weekday": weekday, "day": day, "time": time})
    key = "offduty.on_weekday" if days else "offduty.on_today"
    return Text(key=key, values={"weekday": weekday, "time": time})


def _to_call(settings: TeamSettings, labels: Labels) -> tuple[Pair, ...]:
    """Numbers of the work alone; one that the team has not set leaves nothing behind."""
    numbers = (EMERGENCY, settings.office_phone, settings.doctor_phone)
    return tuple((label, number) for label, number in zip(labels, numbers, strict=True) if number)


def _numbers(settings: TeamSettings, labels: Labels) -> Iterator[Text]:
    for label, number in _to_call(settings, labels):
        yield from _apart([label, Text(key="common.number", values={"number": Copyable(copyable=number)})])


def _by_day(settings: TeamSettings) -> Iterator[Text]:
    yield Text(key="offduty.by_day", apart=settings.doctor_phone is None)


def _apart(lines: Sequence[Text]) -> Iterator[Text]:
    first, *rest = lines
    yield first.model_copy(update={"apart": True})
    yield from rest
