"""The clock file: an offset that only grows and is never half written."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tryout.clock import ClockFile


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "clock"


def test_the_file_holds_the_offset_in_seconds(file: Path) -> None:
    clock = ClockFile(file)
    assert float(file.read_text("ascii")) == 0
    clock.forward(timedelta(days=1, seconds=0.5))
    assert float(file.read_text("ascii")) == 86400.5
    assert abs(clock.now() - datetime.now(UTC) - timedelta(days=1, seconds=0.5)) < timedelta(seconds=1)


def test_the_clock_goes_to_a_moment(file: Path) -> None:
    clock = ClockFile(file)
    moment = datetime.now(UTC) + timedelta(days=400)
    clock.to(moment)
    assert timedelta() <= clock.now() - moment < timedelta(seconds=1)
    assert clock.now().tzinfo is UTC


def test_time_only_goes_forward(file: Path) -> None:
    clock = ClockFile(file)
    clock.forward(timedelta(hours=1))
    with pytest.raises(ValueError, match="only goes forward"):
        clock.forward(timedelta(seconds=-1))
    with pytest.raises(ValueError, match="only goes forward"):
        clock.to(datetime.now(UTC))
    assert float(file.read_text("ascii")) == 3600


def test_a_later_run_goes_on_from_the_file(file: Path) -> None:
    ClockFile(file).forward(timedelta(hours=1))
    ClockFile(file).forward(timedelta(hours=1))
    assert float(file.read_text("ascii")) == 7200


def test_nothing_is_left_beside_the_file(file: Path) -> None:
    ClockFile(file).forward(timedelta(hours=1))
    assert list(file.parent.iterdir()) == [file]
