"""Nothing arrives in anyone's quiet hours, nothing gets lost, nothing comes twice: two years of a team of six."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handlers.gate_ends import Ended
from tests.gate.ledger import Wrong
from tests.gate.years import live

SEED = 1
# Long enough for kills, outages, leave and light days; a gate that is wrong shows it in some weeks.
SOME_WEEKS = 60


@pytest.mark.timeout(600)
async def test_two_years_of_a_team_of_six(tmp_path: Path, empty_file: Path) -> None:
    years = await live(tmp_path, empty_file, SEED)
    assert len(years.ledger.marks) > 500
    assert years.ledger.arrived > 300
    assert min(years.done[one] for one in ("kills", "restarts", "outages", "full disks", "blocks")) > 3


async def nothing(*_: Any, **__: Any) -> None: ...


def never(*_: Any) -> tuple[()]:
    return ()


def try_again(error: Exception, found: Any, now: Any) -> Ended:
    return Ended(found, now, None, now + timedelta(seconds=30))


def everywhere(_: str) -> ZoneInfo:
    return ZoneInfo("Europe/Amsterdam")


NONE = timedelta(0)
WRONG_GATES = [
    pytest.param("bot.rules.gate.quiet.stretches", never, "was written to", id="quiet hours do not hold"),
    pytest.param("bot.rules.gate.hours.stretches", never, "has not heard", id="nobody is ever on duty"),
    pytest.param("bot.rules.gate.MARGIN", NONE, "was written to", id="what is under way comes too late"),
    pytest.param("bot.rules.gate.LIVE", NONE, "was disturbed", id="into a live dialogue"),
    pytest.param(
        "storage.hours.ZoneInfo",
        everywhere,
        "was written to|has not heard",
        id="the hours of somebody else's zone",
    ),
    pytest.param("storage.notices.claim", nothing, "said again", id="what is being sent is not claimed"),
    pytest.param(
        "storage.notices.give_back", nothing, "has not heard", id="what did not arrive is forgotten"
    ),
    pytest.param("handlers.gate.after", try_again, "said again", id="what is in doubt is sent again"),
    pytest.param("handlers.gate_reports.report", nothing, "reports, expected", id="dropped without a word"),
]


@pytest.mark.parametrize(("place", "wrong", "complaint"), WRONG_GATES)
async def test_a_gate_that_is_wrong_is_found_out(
    tmp_path: Path,
    empty_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    wrong: Callable[..., Any] | timedelta,
    complaint: str,
) -> None:
    monkeypatch.setattr(place, wrong)
    with pytest.raises(Wrong, match=complaint):
        await live(tmp_path, empty_file, SEED, SOME_WEEKS)
