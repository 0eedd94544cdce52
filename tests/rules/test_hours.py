"""When somebody is on duty, by the clock on the wall: the agreed week, holidays, leave, openings and closings."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.holidays import HolidayRules, Liberation
from bot.rules.hours import (
    DEFAULT,
    NINE_TO_FIVE,
    Arrangement,
    Contract,
    Duty,
    Kind,
    Why,
    Window,
    agreement_on,
    merged,
    standing,
    stretches,
    why,
)
from bot.rules.stretches import Standing, around
from tests.rules.patterns import duties, moments, windows, zones
from tests.rules.wall_clock import (
    AMSTERDAM,
    BEIRUT,
    KYIV,
    at,
    besides,
    changes,
    clock_changes,
    every_minute,
    on_duty,
    shown,
    week,
)

LEAVE, OPENING, CLOSING = Kind.LEAVE, Kind.OPENING, Kind.CLOSING
LONG_AGO = "2020-01-01"
FREE = HolidayRules(good_friday=True, liberation=Liberation.ALWAYS)
NEVER = week(LONG_AGO)


def of(*arrangements: Arrangement, zone: ZoneInfo = AMSTERDAM, rules: HolidayRules | None = None) -> Duty:
    return Duty(zone, arrangements, rules or HolidayRules())


@pytest.mark.parametrize(
    ("arranged", "first", "last", "expected"),
    [
        pytest.param(
            [],
            "2026-11-20",
            "2026-11-23",
            ["2026-11-20 09:00 to 17:00", "2026-11-23 09:00 to 17:00"],
            id="nothing agreed: Monday to Friday from nine to five",
        ),
        pytest.param([NEVER], "2026-11-16", "2026-11-29", [], id="a week without hours"),
        pytest.param(
            [week(LONG_AGO, "mon 09:00-12:00", "mon 12:00-17:00")],
            "2026-11-23",
            "2026-11-24",
            ["2026-11-23 09:00 to 17:00"],
            id="windows that touch are one stretch",
        ),
        pytest.param(
            [week(LONG_AGO, "mon 12:30-17:00", "mon 09:00-12:00")],
            "2026-11-23",
            "2026-11-24",
            ["2026-11-23 09:00 to 12:00", "2026-11-23 12:30 to 17:00"],
            id="a break between two windows",
        ),
        pytest.param(
            [week(LONG_AGO, "mon 09:00-13:00", "mon 11:00-17:00")],
            "2026-11-23",
            "2026-11-24",
            ["2026-11-23 09:00 to 17:00"],
            id="windows that overlap",
        ),
        pytest.param(
            [week(LONG_AGO, "mon 00:00-24:00")],
            "2026-11-22",
            "2026-11-24",
            ["2026-11-23 00:00 to 2026-11-24 00:00"],
            id="a whole day",
        ),
        pytest.param(
            [week(LONG_AGO, "mon 00:00-24:00", "tue 00:00-06:00")],
            "2026-11-22",
            "2026-11-24",
            ["2026-11-23 00:00 to 2026-11-24 06:00"],
            id="windows that touch at midnight",
        ),
        pytest.param(
            [week(LONG_AGO, "sat 22:00-06:00")],
            "2026-11-22",
            "2026-11-22",
            ["2026-11-21 22:00 to 2026-11-22 06:00"],
            id="overnight into a Sunday, found from the Sunday",
        ),
        pytest.param(
            [week(LONG_AGO, "thu 22:00-06:00")],
            "2026-12-24",
            "2026-12-26",
            ["2026-12-24 22:00 to 2026-12-25 00:00"],
            id="overnight into Christmas: cut at midnight",
        ),
        pytest.param(
            [week(LONG_AGO, "sat 22:00-06:00")],
            "2026-12-26",
            "2026-12-27",
            ["2026-12-27 00:00 to 06:00"],
            id="overnight out of Boxing Day: what lies after it stays",
        ),
        pytest.param(
            [week(LONG_AGO, "sat 22:00-06:00")],
            "2026-10-25",
            "2026-10-25",
            ["2026-10-24 22:00 to 2026-10-25 06:00"],
            id="overnight when the clock goes back",
        ),
        pytest.param(
            [week(LONG_AGO, "sat 22:00-02:30", "sun 02:30-03:30")],
            "2026-10-25",
            "2026-10-25",
            ["2026-10-24 22:00 to 2026-10-25 03:30"],
            id="until the second 02:30, from the first: one stretch",
        ),
        pytest.param(
            [week(LONG_AGO, "sat 22:00-02:30")],
            "2026-03-29",
            "2026-03-29",
            ["2026-03-28 22:00 to 2026-03-29 03:30"],
            id="overnight when the clock goes forward, until a time that never comes",
        ),
        pytest.param(
            [besides(LEAVE, "2026-12-28 to 2027-01-03")],
            "2026-12-25",
            "2027-01-04",
            ["2027-01-04 09:00 to 17:00"],
            id="leave over New Year, after Christmas",
        ),
        pytest.param(
            [besides(LEAVE, "2026-12-29 to 2027-01-03")],
            "2026-12-28",
            "2027-01-03",
            ["2026-12-28 09:00 to 17:00"],
            id="the day before the leave",
        ),
        pytest.param(
            [besides(LEAVE, "2028-02-29")],
            "2028-02-28",
            "2028-03-01",
            ["2028-02-28 09:00 to 17:00", "2028-03-01 09:00 to 17:00"],
            id="leave on 29 February, one day without an end",
        ),
        pytest.param(
            [week(LONG_AGO, "mon 22:00-06:00"), besides(LEAVE, "2026-11-24")],
            "2026-11-23",
            "2026-11-25",
            ["2026-11-23 22:00 to 2026-11-24 00:00"],
            id="leave from midnight, in the middle of a night",
        ),
        pytest.param(
            [besides(CLOSING, "2026-11-23", "13:00-15:00")],
            "2026-11-23",
            "2026-11-23",
            ["2026-11-23 09:00 to 13:00", "2026-11-23 15:00 to 17:00"],
            id="a closing of two hours",
        ),
        pytest.param(
            [besides(CLOSING, "2026-11-23 to 2026-11-24", "09:00-16:00")],
            "2026-11-23",
            "2026-11-25",
            ["2026-11-23 16:00 to 17:00", "2026-11-24 16:00 to 17:00", "2026-11-25 09:00 to 17:00"],
            id="a closing on each of two days",
        ),
        pytest.param(
            [NEVER, besides(OPENING, "2026-12-25", "10:00-12:00")],
            "2026-12-24",
            "2026-12-26",
            ["2026-12-25 10:00 to 12:00"],
            id="an opening on a holiday",
        ),
        pytest.param(
            [besides(OPENING, "2026-11-22", "10:00-12:00")],
            "2026-11-21",
            "2026-11-22",
            ["2026-11-22 10:00 to 12:00"],
            id="an opening on a Sunday",
        ),
        pytest.param(
            [besides(OPENING, "2026-11-23", "17:00-19:00")],
            "2026-11-23",
            "2026-11-23",
            ["2026-11-23 09:00 to 19:00"],
            id="an opening that touches the agreed hours",
        ),
        pytest.param(
            [
                NEVER,
                besides(CLOSING, "2026-11-22", "11:00-13:00"),
                besides(OPENING, "2026-11-22", "10:00-14:00"),
            ],
            "2026-11-21",
            "2026-11-23",
            ["2026-11-22 10:00 to 11:00", "2026-11-22 13:00 to 14:00"],
            id="a closing wins over an opening that was made later",
        ),
        pytest.param(
            [besides(LEAVE, "2026-11-23"), besides(OPENING, "2026-11-23", "10:00-12:00")],
            "2026-11-23",
            "2026-11-23",
            [],
            id="leave wins over an opening",
        ),
        pytest.param(
            [
                NEVER,
                besides(OPENING, "2026-11-23", "22:00-02:00"),
                besides(CLOSING, "2026-11-24", "01:00-03:00"),
            ],
            "2026-11-23",
            "2026-11-24",
            ["2026-11-23 22:00 to 2026-11-24 01:00"],
            id="an opening overnight, closed on the day after",
        ),
        pytest.param(
            [week("2026-11-25", "mon 10:00-11:00", "wed 10:00-11:00")],
            "2026-11-23",
            "2026-11-30",
            [
                "2026-11-23 09:00 to 17:00",
                "2026-11-24 09:00 to 17:00",
                "2026-11-25 10:00 to 11:00",
                "2026-11-30 10:00 to 11:00",
            ],
            id="agreed from a coming day on",
        ),
        pytest.param(
            [week(LONG_AGO, "tue 22:00-06:00", "wed 22:00-06:00"), week("2026-11-25", "wed 12:00-13:00")],
            "2026-11-25",
            "2026-11-26",
            ["2026-11-24 22:00 to 2026-11-25 06:00", "2026-11-25 12:00 to 13:00"],
            id="the last night of the old hours lasts until its morning",
        ),
        pytest.param(
            [week("2026-11-23", "mon 10:00-11:00"), week("2026-11-23", "mon 12:00-13:00")],
            "2026-11-23",
            "2026-11-23",
            ["2026-11-23 12:00 to 13:00"],
            id="two from the same day: the one made later",
        ),
        pytest.param(
            [week("2026-11-23", "mon 10:00-11:00"), week("2026-11-16", "mon 12:00-13:00")],
            "2026-11-16",
            "2026-11-23",
            ["2026-11-16 12:00 to 13:00", "2026-11-23 10:00 to 11:00"],
            id="made later, but for an earlier day",
        ),
        pytest.param(
            [], "2026-04-03", "2026-04-06", ["2026-04-03 09:00 to 17:00"], id="Good Friday is a working day"
        ),
        pytest.param(
            [], "2026-05-05", "2026-05-05", ["2026-05-05 09:00 to 17:00"], id="5 May, and no lustrum"
        ),
        pytest.param([], "2025-05-05", "2025-05-05", [], id="5 May in a lustrum"),
        pytest.param([], "2026-05-14", "2026-05-14", [], id="Ascension"),
    ],
)
def test_the_hours_of_duty(arranged: list[Arrangement], first: str, last: str, expected: list[str]) -> None:
    assert seen(stretches(of(*arranged), at(first), at(f"{last} 23:59"))) == expected


def seen(found: tuple[tuple[datetime, datetime], ...]) -> list[str]:
    """The second date only where it is another one."""
    lines = shown(found)
    return [one.replace(f"to {one[:10]} ", "to ") for one in lines]


def test_leave_without_times_is_of_whole_days() -> None:
    monday = date(2026, 11, 23)
    leave = of(whole_week(LONG_AGO), Arrangement(Kind.LEAVE, monday))
    assert seen(stretches(leave, at("2026-11-22"), at("2026-11-24"))) == [
        "2026-11-21 00:00 to 2026-11-23 00:00",
        "2026-11-24 00:00 to 2026-11-26 00:00",
    ]


@pytest.mark.parametrize("day", ["2026-04-03", "2026-05-05"], ids=["Good Friday", "5 May"])
def test_the_organisation_decides_about_two_days(day: str) -> None:
    assert stretches(of(rules=FREE), at(f"{day} 12:00"), at(f"{day} 12:00")) == ()
    assert stretches(of(), at(f"{day} 12:00"), at(f"{day} 12:00"))


@pytest.mark.parametrize(
    ("since", "until", "count"),
    [
        pytest.param("2026-11-23 08:00", "2026-11-23 08:59", 0, id="just before"),
        pytest.param("2026-11-23 08:00", "2026-11-23 09:00", 1, id="at its start"),
        pytest.param("2026-11-23 16:59", "2026-11-23 18:00", 1, id="in its last minute"),
        pytest.param("2026-11-23 17:00", "2026-11-23 18:00", 0, id="from its end"),
    ],
)
def test_only_what_reaches_into_the_time_is_given_and_whole(since: str, until: str, count: int) -> None:
    assert seen(stretches(of(), at(since), at(until))) == ["2026-11-23 09:00 to 17:00"] * count


@settings(max_examples=80)
@given(st.data(), zones)
def test_whoever_looks_at_the_clock_knows_whether_she_is_on_duty(data: st.DataObject, zone: ZoneInfo) -> None:
    middle, hours = data.draw(moments(zone)), timedelta(hours=8)
    duty = data.draw(duties(zone, middle.astimezone(zone).date()))
    found = stretches(duty, middle - hours, middle + hours)
    for moment in every_minute(middle, hours, hours):
        wall, inside = moment.astimezone(zone), around(found, moment) is not None
        assert inside == on_duty(duty, wall) or clock_changes(moment, zone), f"wrong about {wall}"


@settings(max_examples=40)
@given(st.data(), zones, st.lists(windows, max_size=6))
def test_no_agreed_minute_is_lost_where_the_clock_is_set(
    data: st.DataObject, zone: ZoneInfo, made: list[Window]
) -> None:
    change = data.draw(st.sampled_from(changes(zone) or (at("2026-11-23"),)))
    duty = of(Arrangement(Kind.HOURS, date(2020, 1, 1), windows=tuple(made)), zone=zone)
    found = stretches(duty, change - timedelta(hours=2), change + timedelta(hours=3))
    for moment in every_minute(change, timedelta(hours=2), timedelta(hours=3)):
        wall = moment.astimezone(zone)
        assert around(found, moment) or not on_duty(duty, wall), f"{wall} is lost"


@settings(max_examples=60)
@given(st.data(), zones)
def test_the_reason_never_contradicts_the_hours(data: st.DataObject, zone: ZoneInfo) -> None:
    middle = data.draw(moments(zone))
    duty = data.draw(duties(zone, middle.astimezone(zone).date()))
    for hour in range(-5, 6):
        now = middle + timedelta(hours=hour)
        on = around(stretches(duty, now, now), now) is not None
        assert (why(duty, now) in {Why.AGREED, Why.OPENED}) is on is standing(duty, now).on


@pytest.mark.parametrize(
    ("arranged", "moment", "expected"),
    [
        pytest.param([], "2026-11-23 12:00", Why.AGREED, id="within the agreed hours"),
        pytest.param([], "2026-11-23 17:00", Why.OUTSIDE, id="at their end"),
        pytest.param([], "2026-11-22 12:00", Why.OUTSIDE, id="on another weekday"),
        pytest.param([NEVER], "2026-11-23 12:00", Why.NO_HOURS, id="no hours at all"),
        pytest.param([week("2026-11-24")], "2026-11-23 23:59", Why.OUTSIDE, id="no hours from tomorrow on"),
        pytest.param([week("2026-11-24")], "2026-11-24 00:00", Why.NO_HOURS, id="no hours from today on"),
        pytest.param(
            [week(LONG_AGO, "mon 22:00-06:00"), week("2026-11-24")],
            "2026-11-24 05:59",
            Why.AGREED,
            id="the last night of hours that are no more",
        ),
        pytest.param([], "2026-12-25 12:00", Why.HOLIDAY, id="Christmas"),
        pytest.param([NEVER], "2026-12-25 12:00", Why.HOLIDAY, id="Christmas without hours"),
        pytest.param(
            [week(LONG_AGO, "thu 22:00-06:00")], "2026-12-24 23:59", Why.AGREED, id="the last minute before"
        ),
        pytest.param(
            [week(LONG_AGO, "thu 22:00-06:00")], "2026-12-25 00:00", Why.HOLIDAY, id="from midnight"
        ),
        pytest.param(
            [besides(OPENING, "2026-12-25", "10:00-12:00")], "2026-12-25 11:00", Why.OPENED, id="opened"
        ),
        pytest.param(
            [besides(OPENING, "2026-12-25", "10:00-12:00")],
            "2026-12-25 12:00",
            Why.HOLIDAY,
            id="until twelve",
        ),
        pytest.param(
            [besides(OPENING, "2026-11-23", "10:00-12:00")],
            "2026-11-23 11:00",
            Why.OPENED,
            id="opened within the agreed hours",
        ),
        pytest.param(
            [besides(OPENING, "2026-11-22", "23:00-02:00")],
            "2026-11-23 01:59",
            Why.OPENED,
            id="opened yesterday, until after midnight",
        ),
        pytest.param(
            [besides(OPENING, "2026-11-23"), besides(CLOSING, "2026-11-23", "10:00-12:00")],
            "2026-11-23 11:00",
            Why.CLOSED,
            id="closed wins over opened",
        ),
        pytest.param(
            [besides(CLOSING, "2026-11-23"), besides(LEAVE, "2026-11-23")],
            "2026-11-23 11:00",
            Why.LEAVE,
            id="leave tells more than closed",
        ),
        pytest.param(
            [besides(LEAVE, "2026-12-24 to 2026-12-27")],
            "2026-12-25 12:00",
            Why.LEAVE,
            id="leave tells more than a holiday",
        ),
        pytest.param([besides(LEAVE, "2026-11-23")], "2026-11-24 00:00", Why.OUTSIDE, id="leave is over"),
    ],
)
def test_what_decides(arranged: list[Arrangement], moment: str, expected: Why) -> None:
    assert why(of(*arranged), at(moment)) is expected


@pytest.mark.parametrize(
    ("duty", "moment", "expected"),
    [
        pytest.param(of(zone=KYIV), at("2026-11-23 16:30"), Why.OUTSIDE, id="already half past five in Kyiv"),
        pytest.param(of(rules=FREE), at("2026-04-03 12:00"), Why.HOLIDAY, id="a free Good Friday"),
        pytest.param(
            of(week(LONG_AGO, "sat 00:00-24:00"), zone=BEIRUT),
            at("2027-03-27 23:30", BEIRUT),
            Why.HOLIDAY,
            id="Easter without a midnight begins an hour before the clock is set",
        ),
        pytest.param(
            of(besides(OPENING, "2026-03-29", "00:00-06:00"), zone=BEIRUT),
            at("2026-03-28 23:30", BEIRUT),
            Why.OPENED,
            id="so does an opening on such a day",
        ),
    ],
)
def test_what_decides_is_her_clock_and_her_organisation(duty: Duty, moment: datetime, expected: Why) -> None:
    assert why(duty, moment) is expected


def whole_week(first: str) -> Arrangement:
    return week(first, *(f"{one} 00:00-24:00" for one in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")))


@pytest.mark.parametrize(
    ("arranged", "now", "on", "since", "until"),
    [
        pytest.param(
            [], "2026-11-23 12:00", True, "2026-11-23 09:00", "2026-11-23 17:00", id="in the middle of a day"
        ),
        pytest.param([], "2026-11-23 09:00", True, "2026-11-23 09:00", "2026-11-23 17:00", id="just begun"),
        pytest.param([], "2026-11-23 17:00", False, "2026-11-23 17:00", "2026-11-24 09:00", id="just over"),
        pytest.param([], "2026-11-21 12:00", False, "2026-11-20 17:00", "2026-11-23 09:00", id="the weekend"),
        pytest.param(
            [], "2026-12-26 12:00", False, "2026-12-24 17:00", "2026-12-28 09:00", id="a long Christmas"
        ),
        pytest.param(
            [besides(LEAVE, "2026-12-28 to 2027-01-03")],
            "2026-12-29 12:00",
            False,
            "2026-12-24 17:00",
            "2027-01-04 09:00",
            id="leave over New Year",
        ),
        pytest.param(
            [NEVER], "2026-11-23 12:00", False, None, None, id="a week without hours has no opening"
        ),
        pytest.param(
            [besides(LEAVE, "2026-01-01 to 2026-12-31")],
            "2026-01-05 12:00",
            False,
            "2025-12-31 17:00",
            "2027-01-04 09:00",
            id="a year of leave",
        ),
        pytest.param(
            [besides(LEAVE, "2026-01-01 to 2028-12-31")],
            "2026-06-01 12:00",
            False,
            None,
            None,
            id="leave too long to see either end of it",
        ),
        pytest.param(
            [week("2026-12-21", "mon 10:00-11:00"), week(LONG_AGO)],
            "2026-11-23 12:00",
            False,
            None,
            "2026-12-21 10:00",
            id="the first hours ever",
        ),
        pytest.param(
            [whole_week(LONG_AGO)], "2026-11-23 12:00", True, None, None, id="always, as far as is looked"
        ),
        pytest.param(
            [whole_week("2026-11-22")],
            "2026-11-23 12:00",
            True,
            "2026-11-22 00:00",
            None,
            id="always, since yesterday",
        ),
        pytest.param(
            [whole_week(LONG_AGO), besides(CLOSING, "2026-11-24")],
            "2026-11-23 12:00",
            True,
            None,
            "2026-11-24 00:00",
            id="always, until tomorrow",
        ),
    ],
)
def test_since_when_and_until_when(
    arranged: list[Arrangement], now: str, on: bool, since: str | None, until: str | None
) -> None:
    expected = Standing(on, since and at(since), until and at(until))  # type: ignore[arg-type]
    assert standing(of(*arranged), at(now)) == expected


def test_before_anything_was_agreed_the_usual_week_holds_since_ever() -> None:
    usual = Arrangement(kind=Kind.HOURS, first=date.min, windows=NINE_TO_FIVE)
    assert agreement_on(of(), date(2026, 11, 23)) == DEFAULT == usual


@pytest.mark.parametrize(
    ("agreed", "day", "expected"),
    [
        pytest.param([], "2026-11-23", NINE_TO_FIVE, id="nothing agreed"),
        pytest.param([week("2026-11-24", "mon 10:00-11:00")], "2026-11-23", NINE_TO_FIVE, id="not yet"),
        pytest.param([week("2026-11-23")], "2026-11-23", (), id="from this day on"),
        pytest.param([besides(LEAVE, "2026-11-01")], "2026-11-23", NINE_TO_FIVE, id="leave is no agreement"),
        pytest.param(
            [week("2026-11-02"), week("2026-11-09", "mon 10:00-11:00"), week("2026-11-30")],
            "2026-11-23",
            (Window(0, 600, 660),),
            id="the latest that has begun",
        ),
        pytest.param(
            [week("2026-11-09", "mon 10:00-11:00"), week("2026-11-02")],
            "2026-11-23",
            (Window(0, 600, 660),),
            id="its day counts, not when it was made",
        ),
        pytest.param(
            [week("2026-11-02"), week("2026-11-02", "mon 10:00-11:00")],
            "2026-11-23",
            (Window(0, 600, 660),),
            id="of the same day the one made later",
        ),
    ],
)
def test_the_agreement_of_a_day(agreed: list[Arrangement], day: str, expected: tuple[Window, ...]) -> None:
    assert agreement_on(of(*agreed), date.fromisoformat(day)).windows == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        pytest.param((), (), id="nothing"),
        pytest.param(("mon 12:00-17:00", "mon 09:00-12:00"), ("mon 09:00-17:00",), id="they touch"),
        pytest.param(("mon 09:00-12:00", "mon 11:00-17:00"), ("mon 09:00-17:00",), id="they overlap"),
        pytest.param(("mon 09:00-17:00", "mon 10:00-11:00"), ("mon 09:00-17:00",), id="one within the other"),
        pytest.param(
            ("mon 09:00-12:00", "mon 12:01-17:00"),
            ("mon 09:00-12:00", "mon 12:01-17:00"),
            id="a minute between",
        ),
        pytest.param(
            ("tue 09:00-12:00", "mon 12:00-17:00"),
            ("mon 12:00-17:00", "tue 09:00-12:00"),
            id="other weekdays",
        ),
        pytest.param(
            ("mon 09:00-12:00", "mon 12:00-13:00*"),
            ("mon 09:00-12:00", "mon 12:00-13:00*"),
            id="consultation hours stay apart",
        ),
        pytest.param(
            ("mon 10:00-11:00*", "mon 09:00-17:00", "mon 11:00-12:00*"),
            ("mon 09:00-17:00", "mon 10:00-12:00*"),
            id="each kind with its own",
        ),
        pytest.param(
            ("mon 09:00-12:00", "mon 10:00-11:00*", "mon 11:00-13:00"),
            ("mon 09:00-13:00", "mon 10:00-11:00*"),
            id="consultation hours between do not keep two apart",
        ),
        pytest.param(
            ("mon 09:00-12:00", "tue 10:00-11:00", "mon 11:00-13:00"),
            ("mon 09:00-13:00", "tue 10:00-11:00"),
            id="neither does another weekday",
        ),
        pytest.param(
            ("mon 09:00-17:00", "mon 08:00-09:00*"),
            ("mon 08:00-09:00*", "mon 09:00-17:00"),
            id="in the order of the day",
        ),
        pytest.param(
            ("mon 22:00-06:00", "tue 05:00-07:00"),
            ("mon 22:00-06:00", "tue 05:00-07:00"),
            id="the day after is another weekday",
        ),
    ],
)
def test_windows_become_as_few_as_they_can(before: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert merged(week(LONG_AGO, *before).windows) == week(LONG_AGO, *expected).windows


def minutes_of(made: tuple[Window, ...]) -> set[tuple[bool, int, int]]:
    return {(one.consultation, one.weekday, minute) for one in made for minute in range(one.start, one.end)}


@given(st.lists(windows, max_size=6))
def test_merged_windows_hold_the_same_minutes_once(made: list[Window]) -> None:
    found = merged(made)
    assert minutes_of(found) == minutes_of(tuple(made))
    assert sum(one.end - one.start for one in found) == len(minutes_of(found))
    assert list(found) == sorted(found)
    assert merged(found) == found


def test_the_words_that_are_stored_or_shown() -> None:
    assert [str(one) for one in Kind] == ["hours", "leave", "opening", "closing"]
    assert [str(one) for one in Contract] == ["volunteer", "employed", "payroll", "freelance", "internship"]
    assert {str(one) for one in Why} == {
        *("agreed", "opened"),
        *("outside", "no_hours", "holiday", "leave", "closed"),
    }
