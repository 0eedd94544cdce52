"""Which times are offered for a session, and what speaks against one that somebody chose."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.hours import Arrangement, Duty, Kind, stretches
from bot.rules.slots import Clash, clash, free, outside
from bot.rules.stretches import Stretch
from tests.rules.patterns import duties, moments, zones
from tests.rules.wall_clock import AMSTERDAM, KYIV, LORD_HOWE, ST_JOHNS, at, besides, from_to, week

LONG_AGO = "2020-01-01"
KATHMANDU = ZoneInfo("Asia/Kathmandu")
# Monday 23 November 2026 at noon; the days that follow are Tuesday 24 and so on.
NOON = "2026-11-23 12:00"
NEVER = Duty(AMSTERDAM, (week(LONG_AGO),))
# As far as duty is looked at: a Tuesday is not seen again on the Monday before it.
AHEAD = timedelta(days=7, hours=6)
USUAL = Duty(AMSTERDAM)
IN_KYIV = Duty(KYIV)


def on(*windows: str, zone: ZoneInfo = AMSTERDAM) -> Duty:
    return Duty(zone, (week(LONG_AGO, *windows),))


def also(*arranged: Arrangement) -> Duty:
    return Duty(AMSTERDAM, arranged)


def hours(duty: Sequence[Duty], now: datetime) -> list[tuple[Stretch, ...]]:
    return [stretches(one, now, now + AHEAD) for one in duty]


def offered(
    duty: Sequence[Duty],
    minutes: int,
    now: str = NOON,
    busy: Sequence[str] = (),
    zone: ZoneInfo = AMSTERDAM,
    near: str | None = None,
    most: int = 3,
) -> list[str]:
    taken, moved = [from_to(one) for one in busy], at(near, zone) if near else None
    found = free(hours(duty, at(now, zone)), taken, minutes, at(now, zone), zone, moved, most)
    assert all(one.tzinfo is UTC for one in found)
    return [f"{one.astimezone(zone):%a %d %H:%M}" + " again" * one.astimezone(zone).fold for one in found]


@pytest.mark.parametrize(
    ("duty", "minutes", "expected"),
    [
        pytest.param(
            [USUAL], 60, ["Tue 24 09:30", "Wed 25 09:30", "Thu 26 09:30"], id="the soonest days, one on each"
        ),
        pytest.param(
            [USUAL, USUAL], 60, ["Tue 24 09:30", "Wed 25 09:30", "Thu 26 09:30"], id="two with equal hours"
        ),
        pytest.param([], 60, [], id="nobody"),
        pytest.param([NEVER], 60, [], id="no hours at all"),
        pytest.param([USUAL, NEVER], 60, [], id="one of the two has no hours"),
        pytest.param([on("tue 09:00-12:00"), on("wed 09:00-12:00")], 60, [], id="never on the same day"),
        pytest.param(
            [on("tue 09:00-12:00"), on("tue 12:00-17:00")], 60, [], id="one goes when the other comes"
        ),
        pytest.param(
            [on("tue 09:00-12:00"), on("tue 10:00-17:00"), on("tue 08:00-11:30")],
            90,
            ["Tue 24 10:00"],
            id="three people: only where all three are on duty",
        ),
        pytest.param(
            [on("mon 13:00-17:00")], 60, ["Mon 30 13:00", "Mon 30 14:00", "Mon 30 15:00"], id="not today"
        ),
        pytest.param([on("tue 08:00-17:00")], 240, ["Tue 24 09:30"], id="not before half past nine"),
        pytest.param(
            [on("tue 08:00-10:00")],
            60,
            ["Tue 24 08:00", "Tue 24 09:00"],
            id="unless it does not fit after that",
        ),
        pytest.param(
            [on("tue 08:00-10:30")], 60, ["Tue 24 08:00", "Tue 24 09:30"], id="half past nine just fits"
        ),
        pytest.param([on("tue 13:00-14:00")], 60, ["Tue 24 13:00"], id="exactly enough time"),
        pytest.param([on("tue 13:00-14:00")], 61, [], id="one minute too little"),
        pytest.param([on("tue 13:00-13:59")], 60, [], id="one minute too little on the other side"),
        pytest.param([on("tue 13:10-14:30")], 60, ["Tue 24 13:30"], id="on the half hour"),
        pytest.param([on("tue 13:31-15:00")], 60, ["Tue 24 14:00"], id="on the hour"),
        pytest.param([on("tue 13:10-14:29")], 60, [], id="enough time, but not from a half hour on"),
        pytest.param(
            [on("tue 13:00-13:20", "tue 13:20-14:00")], 60, ["Tue 24 13:00"], id="windows that touch"
        ),
        pytest.param([on("tue 13:00-13:20", "tue 13:21-14:29")], 60, [], id="a minute between two windows"),
        pytest.param(
            [on("tue 09:00-17:00")],
            90,
            ["Tue 24 09:30", "Tue 24 11:00", "Tue 24 12:30"],
            id="several on the only day, one after the other",
        ),
        pytest.param(
            [on("tue 13:00-17:00", "wed 13:00-17:00")],
            60,
            ["Tue 24 13:00", "Tue 24 14:00", "Wed 25 13:00"],
            id="two days: a second one on the sooner of them",
        ),
        pytest.param(
            [on("tue 13:00-14:00", "wed 13:00-17:00")],
            60,
            ["Tue 24 13:00", "Wed 25 13:00", "Wed 25 14:00"],
            id="the sooner of two days has no more time",
        ),
        pytest.param(
            [on("thu 13:00-14:00", "fri 13:00-14:00", "mon 13:00-14:00")],
            60,
            ["Thu 26 13:00", "Fri 27 13:00", "Mon 30 13:00"],
            id="across the weekend",
        ),
        pytest.param(
            [USUAL, IN_KYIV],
            390,
            ["Tue 24 09:30", "Wed 25 09:30", "Thu 26 09:30"],
            id="until Kyiv goes at 16:00",
        ),
        pytest.param(
            [USUAL, IN_KYIV],
            420,
            ["Tue 24 09:00", "Wed 25 09:00", "Thu 26 09:00"],
            id="all that Kyiv has in common",
        ),
        pytest.param([USUAL, IN_KYIV], 421, [], id="a minute more than Kyiv has in common"),
        pytest.param(
            [on("tue 22:00-06:00")],
            180,
            ["Tue 24 22:00", "Wed 25 01:00"],
            id="a night is two days, and the second does not overlap the first",
        ),
        pytest.param([on("tue 23:30-01:00")], 90, ["Tue 24 23:30"], id="over midnight, exactly enough"),
        pytest.param([on("tue 23:30-01:00")], 91, [], id="over midnight, one minute too little"),
        pytest.param([on("tue 00:00-24:00")], 1440, ["Tue 24 00:00"], id="a whole day"),
        pytest.param(
            [also(besides(Kind.LEAVE, "2026-11-24 to 2026-11-25"))],
            60,
            ["Thu 26 09:30", "Fri 27 09:30", "Mon 30 09:30"],
            id="leave",
        ),
        pytest.param(
            [also(besides(Kind.LEAVE, "2026-11-24")), also(besides(Kind.LEAVE, "2026-11-26"))],
            60,
            ["Wed 25 09:30", "Fri 27 09:30", "Mon 30 09:30"],
            id="the leave of either",
        ),
        pytest.param([also(besides(Kind.LEAVE, "2026-11-01 to 2026-12-31"))], 60, [], id="a long leave"),
        pytest.param(
            [also(week(LONG_AGO), besides(Kind.OPENING, "2026-11-28", "10:00-11:00"))],
            60,
            ["Sat 28 10:00"],
            id="opened for once",
        ),
        pytest.param(
            [also(week(LONG_AGO, "tue 09:00-12:00"), besides(Kind.CLOSING, "2026-11-24", "09:00-11:00"))],
            60,
            ["Tue 24 11:00"],
            id="closed for once",
        ),
    ],
)
def test_everybody_is_on_duty(duty: list[Duty], minutes: int, expected: list[str]) -> None:
    assert offered(duty, minutes) == expected


@pytest.mark.parametrize(
    ("busy", "expected"),
    [
        pytest.param([], ["Tue 24 13:00", "Tue 24 14:00", "Tue 24 15:00"], id="not busy"),
        pytest.param(
            ["2026-11-24 13:00 to 14:00"], ["Tue 24 14:00", "Tue 24 15:00"], id="right after another"
        ),
        pytest.param(
            ["2026-11-24 14:00 to 15:00"], ["Tue 24 13:00", "Tue 24 15:00"], id="before and after another"
        ),
        pytest.param(
            ["2026-11-24 13:59 to 14:01"], ["Tue 24 14:30"], id="a minute of overlap at both its ends"
        ),
        pytest.param(
            ["2026-11-24 14:20 to 14:20"], ["Tue 24 13:00", "Tue 24 14:00", "Tue 24 15:00"], id="equal ends"
        ),
        pytest.param(
            ["2026-11-24 15:00 to 18:00", "2026-11-24 12:00 to 14:00", "2026-11-24 12:30 to 13:00"],
            ["Tue 24 14:00"],
            id="in any order and over each other",
        ),
        pytest.param(["2026-11-24 12:00 to 17:00"], [], id="busy all the time"),
        pytest.param(["2026-11-24 13:30 to 15:30"], [], id="half an hour left on either side"),
    ],
)
def test_nobody_is_busy(busy: list[str], expected: list[str]) -> None:
    assert offered([on("tue 13:00-16:00")], 60, NOON, busy) == expected


@pytest.mark.parametrize(
    ("now", "near", "expected"),
    [
        pytest.param("2026-11-23 23:00", None, "Tue 24 01:00", id="two hours ahead to the minute"),
        pytest.param("2026-11-23 23:01", None, "Tue 24 01:30", id="a minute less than two hours"),
        pytest.param("2026-11-23 23:00:01", None, "Tue 24 01:30", id="a second less than two hours"),
        pytest.param("2026-11-23 21:00", None, "Tue 24 00:00", id="from the first minute of tomorrow on"),
        pytest.param(
            "2026-11-23 00:00", None, "Tue 24 00:00", id="no longer today, though it is just past midnight"
        ),
        pytest.param(
            "2026-11-24 00:00", "2026-11-24 01:00", "Tue 24 02:00", id="today, when one of today is moved"
        ),
        pytest.param(
            "2026-11-24 00:31", "2026-11-24 01:00", "Tue 24 03:00", id="today, a minute too late for 02:30"
        ),
        pytest.param("2026-11-24 02:00", "2026-11-24 06:00", "Tue 24 04:00", id="today, just in time"),
        pytest.param("2026-11-24 02:01", "2026-11-24 06:00", None, id="today it is too late"),
    ],
)
def test_nobody_is_called_at_once(now: str, near: str | None, expected: str | None) -> None:
    found = offered([on("tue 00:00-05:00")], 60, now, near=near, most=1)
    assert found == [expected or "Tue 01 04:00"]


@pytest.mark.parametrize(
    ("duty", "near", "busy", "expected"),
    [
        pytest.param(
            [USUAL],
            "2026-11-26 14:00",
            [],
            ["Wed 25 14:00", "Thu 26 14:00", "Fri 27 14:00"],
            id="the days around it, at the same time",
        ),
        pytest.param(
            [USUAL],
            "2026-11-26 14:00",
            ["2026-11-26 14:00 to 15:00"],
            ["Wed 25 14:00", "Thu 26 13:00", "Fri 27 14:00"],
            id="of two times equally near the earlier",
        ),
        pytest.param(
            [USUAL],
            "2026-11-26 14:00",
            ["2026-11-26 12:30 to 15:00"],
            ["Wed 25 14:00", "Thu 26 15:00", "Fri 27 14:00"],
            id="the nearer time is the later one",
        ),
        pytest.param(
            [USUAL],
            "2026-11-26 09:00",
            [],
            ["Wed 25 09:00", "Thu 26 09:00", "Fri 27 09:00"],
            id="at nine, because that is when it was",
        ),
        pytest.param(
            [USUAL],
            "2026-11-26 19:00",
            [],
            ["Wed 25 16:00", "Thu 26 16:00", "Fri 27 16:00"],
            id="it was in the evening: the last that fits",
        ),
        pytest.param(
            [USUAL],
            "2026-11-26 10:15",
            [],
            ["Wed 25 10:00", "Thu 26 10:00", "Fri 27 10:00"],
            id="it was not on a half hour",
        ),
        pytest.param(
            [USUAL],
            "2026-11-27 10:00",
            ["2026-11-27 09:00 to 17:00"],
            ["Tue 24 10:00", "Wed 25 10:00", "Thu 26 10:00"],
            id="the day itself is full: of Tuesday and Monday, both three days away, the sooner",
        ),
        pytest.param(
            [on("tue 09:00-17:00", "thu 09:00-17:00")],
            "2026-11-25 10:00",
            [],
            ["Tue 24 09:00", "Tue 24 10:00", "Thu 26 10:00"],
            id="of two days equally near the sooner gets the third",
        ),
        pytest.param(
            [on("tue 09:00-17:00", "thu 09:00-17:00")],
            "2026-11-27 10:00",
            [],
            ["Tue 24 10:00", "Thu 26 09:00", "Thu 26 10:00"],
            id="the nearer of two days gets the third",
        ),
        pytest.param(
            [USUAL],
            "2027-06-01 10:00",
            [],
            ["Thu 26 10:00", "Fri 27 10:00", "Mon 30 10:00"],
            id="far away: the last days that are known",
        ),
        pytest.param(
            [USUAL, IN_KYIV],
            "2026-11-26 15:30",
            [],
            ["Wed 25 15:00", "Thu 26 15:00", "Fri 27 15:00"],
            id="Kyiv goes at four",
        ),
        pytest.param([NEVER], "2026-11-26 14:00", [], [], id="nothing fits"),
    ],
)
def test_a_session_is_moved_as_little_as_can_be(
    duty: list[Duty], near: str, busy: list[str], expected: list[str]
) -> None:
    assert offered(duty, 60, NOON, busy, near=near) == expected


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        pytest.param(0, [], id="none"),
        pytest.param(1, ["Tue 24 13:00"], id="one"),
        pytest.param(2, ["Tue 24 13:00", "Wed 25 13:00"], id="two, on two days"),
        pytest.param(4, ["Tue 24 13:00", "Tue 24 14:00", "Wed 25 13:00", "Wed 25 14:00"], id="two on each"),
        pytest.param(9, ["Tue 24 13:00", "Tue 24 14:00", "Wed 25 13:00", "Wed 25 14:00"], id="all there are"),
    ],
)
def test_no_more_than_asked_for(most: int, expected: list[str]) -> None:
    duty = on("tue 13:00-15:00", "wed 13:00-15:30")
    assert offered([duty], 60, most=most) == expected


@pytest.mark.parametrize(
    ("duty", "minutes", "now", "zone", "near", "expected"),
    [
        pytest.param(
            [USUAL],
            60,
            "2026-12-23 12:00",
            AMSTERDAM,
            None,
            ["Thu 24 09:30", "Mon 28 09:30", "Tue 29 09:30"],
            id="not at Christmas",
        ),
        pytest.param(
            [also(besides(Kind.LEAVE, "2026-12-28"))],
            60,
            "2026-12-23 12:00",
            AMSTERDAM,
            None,
            ["Thu 24 09:30", "Tue 29 09:30", "Wed 30 09:30"],
            id="not at Christmas, and leave after it",
        ),
        pytest.param(
            [on("fri 10:00-11:00", "mon 10:00-11:00")],
            60,
            "2026-10-22 12:00",
            AMSTERDAM,
            None,
            ["Fri 23 10:00", "Mon 26 10:00"],
            id="ten stays ten when the clock goes back",
        ),
        pytest.param(
            [USUAL],
            60,
            "2026-03-27 15:30",
            AMSTERDAM,
            "2026-03-27 14:00",
            ["Mon 30 14:00", "Tue 31 14:00", "Wed 01 14:00"],
            id="moved across the clock's change, at the same time of day",
        ),
        pytest.param(
            [USUAL, Duty(ST_JOHNS)],
            60,
            "2026-03-25 20:00",
            AMSTERDAM,
            None,
            ["Thu 26 12:30", "Fri 27 12:30", "Mon 30 13:30"],
            id="St John's set its clock three weeks before Amsterdam",
        ),
        pytest.param(
            [Duty(ST_JOHNS)],
            60,
            "2026-03-05 12:00",
            ST_JOHNS,
            None,
            ["Fri 06 09:30", "Mon 09 09:30", "Tue 10 09:30"],
            id="in St John's itself",
        ),
        pytest.param(
            [on("sun 02:00-04:00")],
            60,
            "2026-10-24 12:00",
            AMSTERDAM,
            None,
            ["Sun 25 02:00", "Sun 25 03:00"],
            id="of the hour that comes twice only the first",
        ),
        pytest.param(
            [on("sun 02:00-04:00")],
            180,
            "2026-10-24 12:00",
            AMSTERDAM,
            None,
            ["Sun 25 02:00"],
            id="two hours on the clock that last three",
        ),
        pytest.param(
            [on("sun 01:00-04:00")],
            60,
            "2026-03-28 12:00",
            AMSTERDAM,
            "2026-03-29 02:00",
            ["Sun 29 01:00", "Sun 29 03:00"],
            id="no hour that never comes",
        ),
        pytest.param(
            [on("sun 01:00-04:00")],
            120,
            "2026-03-28 12:00",
            AMSTERDAM,
            None,
            ["Sun 29 01:00"],
            id="three hours on the clock that last two",
        ),
        pytest.param(
            [on("sun 01:00-04:00")],
            121,
            "2026-03-28 12:00",
            AMSTERDAM,
            None,
            [],
            id="and a minute more than these two",
        ),
        pytest.param(
            [on("sun 01:00-03:00", zone=LORD_HOWE)],
            90,
            "2026-10-03 12:00",
            LORD_HOWE,
            None,
            ["Sun 04 01:00"],
            id="half an hour that never comes, exactly enough",
        ),
        pytest.param(
            [on("tue 13:00-15:00", zone=KATHMANDU)],
            60,
            NOON,
            AMSTERDAM,
            None,
            ["Tue 24 08:30"],
            id="Kathmandu is three quarters of an hour off: half hours of the clock that is asked about",
        ),
        pytest.param(
            [on("tue 08:00-10:00")],
            45,
            "2026-11-23 17:00",
            KATHMANDU,
            None,
            ["Tue 24 13:00", "Tue 24 14:00"],
            id="and the other way round",
        ),
        pytest.param(
            [USUAL],
            60,
            "2026-11-23 00:30",
            KYIV,
            None,
            ["Tue 24 10:00", "Wed 25 10:00", "Thu 26 10:00"],
            id="tomorrow is that of the one who asks",
        ),
    ],
)
def test_by_the_clock_on_the_wall(
    duty: list[Duty], minutes: int, now: str, zone: ZoneInfo, near: str | None, expected: list[str]
) -> None:
    assert offered(duty, minutes, now, zone=zone, near=near) == expected


MORNING, AFTERNOON = "2026-11-24 09:00 to 12:00", "2026-11-24 13:00 to 17:00"


@pytest.mark.parametrize(
    ("start", "duty", "busy", "expected"),
    [
        pytest.param("2026-11-24 10:00", [[MORNING], [MORNING]], [], None, id="in everybody's hours"),
        pytest.param("2026-11-24 10:00", [[AFTERNOON], [MORNING]], [], None, id="in somebody's hours"),
        pytest.param("2026-11-24 09:00", [[MORNING]], [], None, id="from the first minute on"),
        pytest.param("2026-11-24 11:00", [[MORNING]], [], None, id="until the last minute"),
        pytest.param("2026-11-24 11:01", [[MORNING]], [], Clash.NOBODYS_HOURS, id="a minute longer"),
        pytest.param("2026-11-24 08:59", [[MORNING]], [], Clash.NOBODYS_HOURS, id="a minute before"),
        pytest.param(
            "2026-11-24 12:00", [[MORNING], [AFTERNOON]], [], Clash.NOBODYS_HOURS, id="between the hours"
        ),
        pytest.param(
            "2026-11-24 11:30",
            [[MORNING], ["2026-11-24 12:00 to 17:00"]],
            [],
            Clash.NOBODYS_HOURS,
            id="half with one and half with the other is with nobody",
        ),
        pytest.param(
            "2026-11-24 11:30", [[MORNING, "2026-11-24 12:00 to 13:00"]], [], None, id="stretches that touch"
        ),
        pytest.param("2026-11-24 10:00", [], [], Clash.NOBODYS_HOURS, id="nobody at all"),
        pytest.param("2026-11-24 10:00", [[], []], [], Clash.NOBODYS_HOURS, id="no hours"),
        pytest.param(
            "2026-11-24 10:00", [[MORNING]], ["2026-11-24 10:59 to 12:00"], Clash.OVERLAP, id="its end"
        ),
        pytest.param(
            "2026-11-24 10:00", [[MORNING]], ["2026-11-24 09:00 to 10:01"], Clash.OVERLAP, id="its start"
        ),
        pytest.param(
            "2026-11-24 10:00", [[MORNING]], ["2026-11-24 10:20 to 10:30"], Clash.OVERLAP, id="within it"
        ),
        pytest.param(
            "2026-11-24 10:00", [[MORNING]], ["2026-11-24 09:00 to 12:00"], Clash.OVERLAP, id="around it"
        ),
        pytest.param(
            "2026-11-24 10:00",
            [[MORNING]],
            ["2026-11-24 11:00 to 12:00", "2026-11-24 09:00 to 10:00"],
            None,
            id="to touch is no overlap",
        ),
        pytest.param("2026-11-24 10:00", [[MORNING]], ["2026-11-24 10:30 to 10:30"], None, id="equal ends"),
        pytest.param("2026-11-23 12:00", [["2026-11-23 09:00 to 17:00"]], [], Clash.PAST, id="now is past"),
        pytest.param(
            "2026-11-23 12:01", [["2026-11-23 09:00 to 17:00"]], [], None, id="a minute from now is not"
        ),
        pytest.param(
            "2026-11-22 10:00", [], ["2026-11-22 10:00 to 11:00"], Clash.PAST, id="past before all else"
        ),
        pytest.param(
            "2026-11-24 12:30",
            [[MORNING]],
            [AFTERNOON],
            Clash.NOBODYS_HOURS,
            id="nobody's hours before an overlap",
        ),
    ],
)
def test_what_speaks_against_a_time(
    start: str, duty: list[list[str]], busy: list[str], expected: Clash | None
) -> None:
    people = [[from_to(one) for one in spans] for spans in duty]
    assert clash(at(start), 60, people, [from_to(one) for one in busy], at(NOON)) is expected


@pytest.mark.parametrize(
    ("start", "minutes", "expected"),
    [
        pytest.param("2026-11-24 10:00", 60, (1, 3), id="in the morning"),
        pytest.param("2026-11-24 09:00", 180, (1, 3), id="the whole morning"),
        pytest.param("2026-11-24 09:00", 181, (0, 1, 3), id="a minute longer than the morning"),
        pytest.param("2026-11-24 08:59", 60, (0, 1, 3), id="a minute before the morning"),
        pytest.param("2026-11-24 13:00", 60, (0, 3), id="in the afternoon"),
        pytest.param("2026-11-24 11:30", 120, (0, 1, 3), id="in part of the hours of two"),
        pytest.param("2026-11-24 19:00", 60, (0, 1, 2, 3), id="in the evening"),
    ],
)
def test_who_is_off_duty_then(start: str, minutes: int, expected: tuple[int, ...]) -> None:
    spans = [[MORNING], [AFTERNOON], ["2026-11-24 08:00 to 12:00", "2026-11-24 12:00 to 18:00"], []]
    assert outside(at(start), minutes, [[from_to(one) for one in person] for person in spans]) == expected


def test_of_nobody_nobody_is_off_duty() -> None:
    assert outside(at("2026-11-24 10:00"), 60, []) == ()


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        pytest.param(AMSTERDAM, (1,), id="half past nine in Amsterdam is too early for St John's"),
        pytest.param(ST_JOHNS, (0,), id="and half past four there is too late for Amsterdam"),
    ],
)
def test_who_is_off_duty_in_another_zone(zone: ZoneInfo, expected: tuple[int, ...]) -> None:
    wall = "2026-11-24 09:30" if zone is AMSTERDAM else "2026-11-24 16:00"
    people = hours([USUAL, Duty(ST_JOHNS)], at("2026-11-24 00:00"))
    assert outside(at(wall, zone), 60, people) == expected


def fits(start: datetime, minutes: int, people: Sequence[Sequence[Stretch]], busy: Sequence[Stretch]) -> bool:
    """Asked minute by minute, so that nothing is known of stretches."""
    every = [start + timedelta(minutes=one) for one in range(minutes)]
    on_duty = all(any(a <= one < b for a, b in spans) for spans in people for one in every)
    return on_duty and not any(a < one + timedelta(minutes=1) and one < b for a, b in busy for one in every)


def half_hours(now: datetime, zone: ZoneInfo) -> list[datetime]:
    """Each full and half hour from two hours ahead until three days from now, the first one of two that look alike."""
    walls = [(now + timedelta(minutes=one)).astimezone(zone) for one in range(120, 3 * 1440)]
    return [one.astimezone(UTC) for one in walls if one.minute in {0, 30} and not one.fold]


apart = st.integers(0, 3 * 1440).map(lambda minutes: timedelta(minutes=minutes))
lengths = st.integers(1, 300).map(lambda minutes: timedelta(minutes=minutes))


@settings(max_examples=60)
@given(st.data(), zones)
def test_what_is_offered_fits_and_what_fits_is_offered(data: st.DataObject, zone: ZoneInfo) -> None:
    now = data.draw(moments(zone))
    homes = data.draw(st.lists(zones, min_size=1, max_size=2))
    people = [
        stretches(data.draw(duties(home, now.astimezone(home).date())), now, now + timedelta(days=3))
        for home in homes
    ]
    drawn = data.draw(st.lists(st.tuples(apart, lengths), max_size=4))
    busy = [(now + start, now + start + length) for start, length in drawn]
    # Duty is given whole, so it may reach further than the three days that are looked at below.
    busy.append((now + timedelta(days=3), now + timedelta(days=9)))
    minutes, most = data.draw(st.sampled_from([15, 30, 45, 60, 90, 240])), data.draw(st.integers(1, 4))
    near = data.draw(st.none() | apart.map(lambda ahead: now + ahead))
    found = free(people, busy, minutes, now, zone, near, most)

    today = now.astimezone(zone).date()
    can = [one for one in half_hours(now, zone) if fits(one, minutes, people, busy)]
    can = [one for one in can if near or one.astimezone(zone).date() > today]
    assert set(found) <= set(can)
    assert bool(found) == bool(can)
    assert len(found) <= most
    assert list(found) == sorted(found)
    assert all(later - sooner >= timedelta(minutes=minutes) for sooner, later in combinations(found, 2))
    assert all(clash(one, minutes, people, busy, now) is None for one in found)
    assert all(outside(one, minutes, people) == () for one in found)
    # Half an hour cannot be in the way of another half hour: then there is one on each day, as far as there are days.
    if minutes <= 30:
        days, of_all = ({one.astimezone(zone).date() for one in starts} for starts in (found, can))
        assert (len(days), len(found)) == (min(most, len(of_all)), min(most, len(can)))
