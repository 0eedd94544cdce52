"""Everybody is reminded of every session once, or it can be seen why not: a year of a team of six."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.rules.recurrence import days_of
from bot.rules.reminders import Outcome, Verdict, nominal
from bot.supervision import Every, Lead
from storage import reminders
from tests.gate.ledger import Wrong
from tests.supervision.year import live

SEED = 3
WHERE_IT_SHOWS = (6, 4, 1)
# What shows with the first of them seldom or late begins with another one.
SOONER = {"storage.reminders.withdraw": 4}
# Long enough for moves, leave, outages and holidays.
SOME_WEEKS = 60
ENDS = ("arrived", "passed", "together", "off", "unopened", "stale", "gone", "unknown", "expired")


@pytest.mark.timeout(600)
async def test_a_year_of_supervision_of_a_team_of_six(tmp_path: Path, empty_file: Path) -> None:
    year = await live(tmp_path, empty_file, SEED)
    assert len(year.book.sessions) > 60
    assert year.ended["arrived"] > 200
    assert min(year.ended[one] for one in ENDS) > 0
    assert min(year.done[one] for one in ("kills", "restarts", "outages", "full disks", "standstills")) > 2
    assert min(year.done[one] for one in ("moved", "cancelled", "restored", "invited", "left out")) > 0
    assert year.ended["hosts asked"] > 40
    assert year.done["days skipped"] > 0


async def some_weeks(folder: Path, empty_file: Path, first: int) -> None:
    for seed in dict.fromkeys((first, *WHERE_IT_SHOWS)):
        await live(folder, empty_file, seed, SOME_WEEKS)


async def nothing(*_: Any, **__: Any) -> None: ...


async def none_at_all(*_: Any, **__: Any) -> list[Any]:
    return []


async def no(*_: Any, **__: Any) -> bool:
    return False


async def everywhere(*_: Any, **__: Any) -> ZoneInfo:
    return ZoneInfo("Europe/Amsterdam")


async def put_off(session: Any, reminder_id: int, _: Any) -> None:
    """Looked at much later instead of settled: not at once, or the job would never end."""
    await reminders.look_later(session, reminder_id, datetime(2100, 1, 1, tzinfo=UTC))


def always_due(lead: Lead, _: Any, starts_at: Any, __: Any, ___: Any, zone: ZoneInfo, ____: Any) -> Verdict:
    return Verdict(Outcome.DUE, nominal(lead, starts_at, zone), starts_at)


def from_the_first(every: Every, first: Any, _: Any, until: Any) -> Any:
    return days_of(every, first, first, until)


TOO_LATE = timedelta(minutes=-30)
DECIDED = "not true|late|still waiting"
WRONG_PROGRAMS = [
    pytest.param(
        "storage.reminders.settle", put_off, f"again|{DECIDED}", id="what is settled is not written down"
    ),
    pytest.param(
        "storage.reminders.withdraw", nothing, "not any more|no part", id="what is off is said after all"
    ),
    pytest.param("bot.rules.reminders.EARLY", TOO_LATE, DECIDED, id="nothing moves earlier"),
    pytest.param("handlers.jobs.remind.decide", always_due, DECIDED, id="whatever her hours are"),
    pytest.param("storage.reminders.look_anew", nothing, DECIDED, id="other hours are not looked at"),
    pytest.param("handlers.jobs.remind._tell_unopened", nothing, "was not told", id="nobody knows of it"),
    pytest.param("storage.reminders.missed", none_at_all, "not listed", id="what was missed is not listed"),
    pytest.param(
        "handlers.jobs.repeat_sessions.days_of",
        from_the_first,
        "IntegrityError",
        id="the days that were made are made again",
    ),
    pytest.param(
        "handlers.jobs.repeat_sessions._is_day_off", no, "has to be skipped", id="on a day that she has off"
    ),
    pytest.param(
        "handlers.jobs.repeat_sessions._tell_skipped", nothing, "told 0 times", id="skipped without a word"
    ),
    pytest.param("storage.meetings.over", nothing, "told 0 times", id="nobody is asked how it went"),
    pytest.param("handlers.jobs.rhythms._tell", nothing, "was not told", id="nobody hears that it is time"),
    pytest.param("storage.people.zone", everywhere, "none of hers", id="on the clock of somebody else"),
]


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("place", "wrong", "complaint"), WRONG_PROGRAMS)
async def test_a_program_that_is_wrong_is_found_out(
    tmp_path: Path,
    empty_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    wrong: Callable[..., Any] | timedelta,
    complaint: str,
) -> None:
    monkeypatch.setattr(place, wrong)
    with pytest.raises(Wrong, match=complaint):
        await some_weeks(tmp_path, empty_file, SOONER.get(place, WHERE_IT_SHOWS[0]))
