"""The part of the day by local time, at its borders and when the clocks change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import DayPart
from bot.rules.contacts import part_of_day

AMSTERDAM, KYIV, KATHMANDU = (
    ZoneInfo(f"{name}") for name in ("Europe/Amsterdam", "Europe/Kyiv", "Asia/Kathmandu")
)
NIGHT, MORNING, AFTERNOON, EVENING = DayPart.NIGHT, DayPart.MORNING, DayPart.AFTERNOON, DayPart.EVENING


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        pytest.param("00:00", NIGHT, id="midnight begins the night"),
        pytest.param("05:59", NIGHT, id="just before six"),
        pytest.param("06:00", MORNING, id="six"),
        pytest.param("11:59", MORNING, id="just before noon"),
        pytest.param("12:00", AFTERNOON, id="noon"),
        pytest.param("17:59", AFTERNOON, id="just before the evening"),
        pytest.param("18:00", EVENING, id="the evening"),
        pytest.param("23:59", EVENING, id="until midnight"),
    ],
)
@pytest.mark.parametrize("zone", [AMSTERDAM, KYIV, KATHMANDU], ids=str)
@pytest.mark.parametrize("day", ["2026-01-13", "2026-07-13"], ids=["winter", "summer"])
def test_the_borders_are_local_hours(local: str, expected: DayPart, zone: ZoneInfo, day: str) -> None:
    moment = datetime.fromisoformat(f"{day}T{local}").replace(tzinfo=zone)
    assert part_of_day(moment.astimezone(UTC), zone) is expected


@pytest.mark.parametrize(
    ("utc", "zone", "expected"),
    [
        pytest.param("2026-03-29T00:59", AMSTERDAM, NIGHT, id="forward: 01:59, the last minute of winter"),
        pytest.param("2026-03-29T01:00", AMSTERDAM, NIGHT, id="forward: 03:00 at once"),
        pytest.param("2026-03-29T03:59", AMSTERDAM, NIGHT, id="forward: 05:59 comes an hour early"),
        pytest.param("2026-03-29T04:00", AMSTERDAM, MORNING, id="forward: six o'clock comes an hour early"),
        pytest.param("2026-10-25T00:30", AMSTERDAM, NIGHT, id="back: 02:30 the first time"),
        pytest.param("2026-10-25T01:30", AMSTERDAM, NIGHT, id="back: 02:30 the second time"),
        pytest.param("2026-10-25T04:59", AMSTERDAM, NIGHT, id="back: 05:59, six is an hour later"),
        pytest.param("2026-10-25T05:00", AMSTERDAM, MORNING, id="back: six o'clock"),
        pytest.param("2026-10-25T03:59", KYIV, NIGHT, id="back in Kyiv: 05:59"),
        pytest.param("2026-10-25T04:00", KYIV, MORNING, id="back in Kyiv: six o'clock"),
        pytest.param("2026-03-29T02:59", KYIV, NIGHT, id="forward in Kyiv: 05:59"),
        pytest.param("2026-03-29T03:00", KYIV, MORNING, id="forward in Kyiv: six o'clock"),
        pytest.param("2026-01-12T22:59", AMSTERDAM, EVENING, id="a minute before local midnight"),
        pytest.param("2026-01-12T23:00", AMSTERDAM, NIGHT, id="local midnight is not that of UTC"),
        pytest.param("2026-01-13T00:14", KATHMANDU, NIGHT, id="a zone of quarters of an hour: 05:59"),
        pytest.param("2026-01-13T00:15", KATHMANDU, MORNING, id="and six o'clock there"),
    ],
)
def test_the_nights_when_the_clocks_change(utc: str, zone: ZoneInfo, expected: DayPart) -> None:
    assert part_of_day(datetime.fromisoformat(utc).replace(tzinfo=UTC), zone) is expected


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)), st.timezones())  # noqa: DTZ001
def test_every_moment_has_a_part_and_twelve_hours_change_it(now: datetime, zone: ZoneInfo) -> None:
    part = part_of_day(now, zone)
    assert part in set(DayPart)
    assert part_of_day(now + timedelta(hours=12), zone) is not part
