"""The clock: the machine's time, moved on by the file of somebody who tries the bot out."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import Clock

SLACK = timedelta(seconds=5)


def ahead(file: Path | None) -> timedelta:
    return Clock(file).now() - datetime.now(UTC)


def test_without_a_file_it_is_the_time_of_the_machine_in_utc() -> None:
    assert abs(ahead(None)) < SLACK
    assert Clock().now().tzinfo is UTC


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"0", timedelta(), id="no offset"),
        pytest.param(b"3600", timedelta(hours=1), id="an hour"),
        pytest.param(b"86400.5", timedelta(days=1, seconds=0.5), id="a part of a second"),
        pytest.param(b" 60\n", timedelta(minutes=1), id="space around it"),
        pytest.param(b"1e6", timedelta(seconds=1_000_000), id="as a machine writes it"),
        pytest.param(b"-3600", timedelta(), id="time never goes back"),
        pytest.param(b"", timedelta(), id="empty, as while it is being written"),
        pytest.param(b"tomorrow", timedelta(), id="words"),
        pytest.param(b"1 hour", timedelta(), id="a unit"),
        pytest.param(b"nan", timedelta(), id="not a number"),
        pytest.param(b"inf", timedelta(), id="without end"),
        pytest.param(b"-inf", timedelta(), id="without beginning"),
        pytest.param(b"1e300", timedelta(), id="more than a duration holds"),
        pytest.param(b"\xff\xfe\x00", timedelta(), id="no text at all"),
    ],
)
def test_the_file_moves_it_on_or_counts_as_no_offset(
    tmp_path: Path, content: bytes, expected: timedelta
) -> None:
    file = tmp_path / "clock"
    file.write_bytes(content)
    assert abs(ahead(file) - expected) < SLACK


def test_an_offset_beyond_the_last_year_counts_as_none(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    file.write_text("1e12")
    assert abs(ahead(file)) < SLACK


def test_a_missing_file_counts_as_no_offset(tmp_path: Path) -> None:
    assert abs(ahead(tmp_path / "missing")) < SLACK


def test_a_folder_counts_as_no_offset(tmp_path: Path) -> None:
    assert abs(ahead(tmp_path)) < SLACK


def test_the_file_is_read_each_time(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    clock = Clock(file)
    before = clock.now()
    file.write_text("600")
    assert clock.now() - before >= timedelta(seconds=600)


def test_the_monotonic_clock_does_not_move_with_the_file(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    clock = Clock(file)
    before = clock.monotonic()
    file.write_text("1000000")
    assert 0 <= clock.monotonic() - before < SLACK.total_seconds()
