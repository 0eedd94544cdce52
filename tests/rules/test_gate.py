"""When the bot may speak first: never while a clock on the wall says quiet or off duty, and as soon as it does not."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.gate import LIVE, LOOK_AGAIN, MARGIN, Hold, Reach, Reason, decide, openings
from bot.rules.holidays import HolidayRules, Liberation
from bot.rules.hours import Arrangement, Duty, Kind
from bot.rules.light_days import Calendar
from bot.rules.quiet import Quiet
from tests.rules.patterns import duties, moments, quiets, rules, zones
from tests.rules.wall_clock import (
    AMSTERDAM,
    KYIV,
    MINUTE,
    at,
    besides,
    clock_changes,
    is_quiet,
    on_duty,
    shown,
    week,
)

AWAY, QUIET, LIGHT, HOLIDAY = Reason.AWAY, Reason.QUIET, Reason.LIGHT, Reason.HOLIDAY
ON_LEAVE, OFF_DUTY, BUSY = Reason.LEAVE, Reason.OFF_DUTY, Reason.LIVE
LEAVE, OPENING, CLOSING = Kind.LEAVE, Kind.OPENING, Kind.CLOSING
LONG_AGO, SECOND = "2020-01-01", timedelta(seconds=1)
ALWAYS = week(LONG_AGO, *(f"{day} 00:00-24:00" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")))
NEVER = week(LONG_AGO)
NO_QUIET = Quiet(0, 0, frozenset())
USUAL = HolidayRules()
FREE = HolidayRules(good_friday=True, liberation=Liberation.ALWAYS)


def reach_of(
    *arranged: Arrangement,
    quiet: Quiet = Quiet(),  # noqa: B008
    holidays: HolidayRules = USUAL,
    away: str | None = None,
    touched: str | None = None,
) -> Reach:
    """Of somebody with one team, number 1."""
    duty = Duty(AMSTERDAM, arranged, holidays)
    return Reach(AMSTERDAM, quiet, holidays, {1: (duty,)}, away and at(away), touched and at(touched))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reach", "now", "reason", "opens"),
    [
        pytest.param(reach_of(), "2026-11-23 12:00", None, None, id="on duty, and not quiet"),
        pytest.param(reach_of(), "2026-11-23 08:59", OFF_DUTY, "2026-11-23 09:00", id="not on duty yet"),
        pytest.param(reach_of(), "2026-11-23 09:00", None, None, id="just on duty"),
        pytest.param(reach_of(), "2026-11-23 16:58", None, None, id="the last minute but one"),
        pytest.param(
            reach_of(), "2026-11-23 16:59", OFF_DUTY, "2026-11-24 09:00", id="it might arrive too late"
        ),
        pytest.param(reach_of(), "2026-11-23 20:00", QUIET, "2026-11-24 09:00", id="quiet"),
        pytest.param(
            reach_of(), "2026-11-23 19:58", OFF_DUTY, "2026-11-24 09:00", id="off duty and not quiet yet"
        ),
        pytest.param(reach_of(ALWAYS), "2026-11-23 19:58", None, None, id="always on duty, not quiet yet"),
        pytest.param(
            reach_of(ALWAYS), "2026-11-23 19:59", QUIET, "2026-11-24 08:00", id="nearly quiet: no message"
        ),
        pytest.param(reach_of(ALWAYS), "2026-11-24 07:59", QUIET, "2026-11-24 08:00", id="still quiet"),
        pytest.param(reach_of(ALWAYS), "2026-11-24 08:00", None, None, id="no longer quiet"),
        pytest.param(reach_of(ALWAYS), "2026-11-22 12:00", QUIET, "2026-11-23 08:00", id="a quiet Sunday"),
        pytest.param(
            reach_of(besides(OPENING, "2026-11-22", "10:00-12:00")),
            "2026-11-22 11:00",
            QUIET,
            "2026-11-23 09:00",
            id="on duty on a quiet Sunday",
        ),
        pytest.param(
            reach_of(besides(OPENING, "2026-12-25", "10:00-12:00")),
            "2026-12-25 11:00",
            HOLIDAY,
            "2026-12-28 09:00",
            id="on duty on Christmas, which is quiet",
        ),
        pytest.param(
            reach_of(), "2026-12-31 21:00", QUIET, "2027-01-04 09:00", id="New Year's Eve, before a weekend"
        ),
        pytest.param(
            reach_of(besides(LEAVE, "2026-12-28 to 2027-01-03")),
            "2026-12-29 12:00",
            ON_LEAVE,
            "2027-01-04 09:00",
            id="leave over New Year",
        ),
        pytest.param(
            reach_of(besides(LEAVE, "2026-12-28 to 2027-01-03")),
            "2027-01-01 12:00",
            HOLIDAY,
            "2027-01-04 09:00",
            id="New Year's Day in a leave: what everybody has",
        ),
        pytest.param(
            reach_of(besides(LEAVE, "2026-11-23")),
            "2026-11-23 22:00",
            ON_LEAVE,
            "2026-11-24 09:00",
            id="a night of leave is leave first",
        ),
        pytest.param(
            reach_of(besides(LEAVE, "2028-02-29")),
            "2028-02-28 17:00",
            OFF_DUTY,
            "2028-03-01 09:00",
            id="before leave on 29 February",
        ),
        pytest.param(
            reach_of(besides(LEAVE, "2026-02-01 to 2027-01-31")),
            "2026-02-02 12:00",
            ON_LEAVE,
            "2027-02-01 09:00",
            id="a year of leave, and the day after it is found",
        ),
        pytest.param(
            reach_of(besides(CLOSING, "2026-11-23", "11:00-13:00")),
            "2026-11-23 12:00",
            OFF_DUTY,
            "2026-11-23 13:00",
            id="closed for two hours",
        ),
        pytest.param(
            reach_of(besides(CLOSING, "2026-11-23", "11:00-16:59")),
            "2026-11-23 12:00",
            OFF_DUTY,
            "2026-11-24 09:00",
            id="a last minute alone is too short",
        ),
        pytest.param(
            reach_of(besides(CLOSING, "2026-11-23", "11:00-16:58")),
            "2026-11-23 12:00",
            OFF_DUTY,
            "2026-11-23 16:58",
            id="two minutes are enough",
        ),
        pytest.param(reach_of(NEVER), "2026-11-23 12:00", OFF_DUTY, None, id="a week without hours"),
        pytest.param(reach_of(NEVER), "2026-11-23 22:00", QUIET, None, id="a week without hours, at night"),
        pytest.param(
            reach_of(ALWAYS, quiet=Quiet(0, 1440)), "2026-11-23 12:00", QUIET, None, id="always quiet"
        ),
        pytest.param(reach_of(ALWAYS, quiet=NO_QUIET), "2026-11-22 03:00", None, None, id="never quiet"),
        pytest.param(reach_of(), "2026-04-03 12:00", None, None, id="Good Friday is a working day for most"),
        pytest.param(
            reach_of(holidays=FREE), "2026-04-03 12:00", HOLIDAY, "2026-04-07 09:00", id="a free Good Friday"
        ),
        pytest.param(
            reach_of(holidays=FREE), "2026-05-05 12:00", HOLIDAY, "2026-05-06 09:00", id="a free 5 May"
        ),
        pytest.param(
            reach_of(quiet=Quiet(light=frozenset({Calendar.RAMADAN}))),
            "2026-02-18 11:58",
            None,
            None,
            id="a morning in Ramadan",
        ),
        pytest.param(
            reach_of(quiet=Quiet(light=frozenset({Calendar.RAMADAN}))),
            "2026-02-18 12:00",
            QUIET,
            "2026-02-19 09:00",
            id="an afternoon in Ramadan",
        ),
        pytest.param(
            reach_of(quiet=Quiet(light=frozenset({Calendar.EID}))),
            "2028-05-05 12:00",
            LIGHT,
            "2028-05-08 09:00",
            id="Eid, and the day after, and the weekend",
        ),
        pytest.param(
            reach_of(besides(LEAVE, "2028-05-05"), quiet=Quiet(light=frozenset({Calendar.EID}))),
            "2028-05-05 12:00",
            ON_LEAVE,
            "2028-05-08 09:00",
            id="leave on Eid",
        ),
        pytest.param(
            reach_of(away="2026-11-25 10:00"),
            "2026-11-23 12:00",
            AWAY,
            "2026-11-25 10:00",
            id="away, until within her hours",
        ),
        pytest.param(
            reach_of(away="2026-11-25 22:00"),
            "2026-11-23 22:00",
            AWAY,
            "2026-11-26 09:00",
            id="away until the night",
        ),
        pytest.param(
            reach_of(besides(LEAVE, "2026-12-25"), away="2026-12-26 12:00"),
            "2026-12-25 12:00",
            AWAY,
            "2026-12-28 09:00",
            id="away wins over Christmas and leave",
        ),
        pytest.param(reach_of(away="2026-11-23 12:00"), "2026-11-23 12:00", None, None, id="just back"),
        pytest.param(
            reach_of(away="2026-11-23 12:01"), "2026-11-23 12:00", AWAY, "2026-11-23 12:01", id="nearly back"
        ),
        pytest.param(reach_of(away="2026-01-01 12:00"), "2026-11-23 12:00", None, None, id="back for long"),
        pytest.param(
            reach_of(away="2026-11-23 22:00"),
            "2026-11-23 22:00",
            QUIET,
            "2026-11-24 09:00",
            id="just back, at night",
        ),
        pytest.param(
            reach_of(away="2026-01-01 12:00"),
            "2026-11-23 22:00",
            QUIET,
            "2026-11-24 09:00",
            id="back, at night",
        ),
        pytest.param(reach_of(away="2028-11-23 12:00"), "2026-11-23 12:00", AWAY, None, id="away for years"),
        pytest.param(
            reach_of(ALWAYS), "2026-10-25 02:30", QUIET, "2026-10-26 08:00", id="back: the first 02:30"
        ),
        pytest.param(
            reach_of(ALWAYS, quiet=Quiet(0, 150, frozenset())),
            "2026-10-25 02:29 again",
            QUIET,
            "2026-10-25 02:30 again",
            id="back: quiet until the second 02:30",
        ),
        pytest.param(
            reach_of(ALWAYS, quiet=Quiet(0, 150, frozenset())),
            "2026-03-29 01:59",
            QUIET,
            "2026-03-29 03:30",
            id="forward: quiet until a time that never comes",
        ),
    ],
)
def test_whether_it_may_be_said(reach: Reach, now: str, reason: Reason | None, opens: str | None) -> None:
    moment = at(now)
    expected = None
    if reason:
        found = at(opens) if opens else None
        expected = Hold(found or moment + timedelta(days=1), reason, found)
    assert decide(reach, 1, moment) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param("2026-11-23 19:58:59", None, id="a second before the last minute"),
        pytest.param("2026-11-23 19:59:00", QUIET, id="from here on it might arrive in the quiet"),
        pytest.param("2026-11-23 19:59:59", QUIET, id="the last second"),
    ],
)
def test_in_the_last_minute_before_quiet_nothing_goes(now: str, expected: Reason | None) -> None:
    hold = decide(reach_of(ALWAYS), 1, at(now))
    assert (hold and hold.reason) == expected


@pytest.mark.parametrize(
    ("now", "free", "opens"),
    [
        pytest.param("2026-11-23 12:00:00", "2026-11-23 12:10:00", "2026-11-23 12:10:00", id="just now"),
        pytest.param("2026-11-23 12:09:59", "2026-11-23 12:10:00", "2026-11-23 12:10:00", id="9:59 ago"),
        pytest.param("2026-11-23 12:10:00", None, None, id="ten minutes ago"),
        pytest.param("2026-11-23 12:10:01", None, None, id="longer"),
    ],
)
def test_while_she_is_busy_it_waits_for_ten_minutes(now: str, free: str | None, opens: str | None) -> None:
    hold = decide(reach_of(touched="2026-11-23 12:00:00"), 1, at(now))
    assert hold == (Hold(at(free), BUSY, opens and at(opens)) if free else None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("touched", "now", "expected"),
    [
        pytest.param(
            "2026-11-23 16:52",
            "2026-11-23 16:55",
            Hold(at("2026-11-23 17:02"), BUSY, at("2026-11-24 09:00")),
            id="busy until after her hours: it comes tomorrow",
        ),
        pytest.param(
            "2026-11-23 16:48",
            "2026-11-23 16:55",
            Hold(at("2026-11-23 16:58"), BUSY, at("2026-11-23 16:58")),
            id="just before their last minute",
        ),
        pytest.param(
            "2026-11-23 16:55",
            "2026-11-23 17:00",
            Hold(at("2026-11-24 09:00"), OFF_DUTY, at("2026-11-24 09:00")),
            id="busy and off duty: off duty tells more",
        ),
        pytest.param(
            "2026-11-23 21:55",
            "2026-11-23 22:00",
            Hold(at("2026-11-24 09:00"), QUIET, at("2026-11-24 09:00")),
            id="busy in the quiet hours",
        ),
    ],
)
def test_busy_at_the_edge_of_her_hours(touched: str, now: str, expected: Hold) -> None:
    assert decide(reach_of(touched=touched), 1, at(now)) == expected


MORNING, AFTERNOON = week(LONG_AGO, "mon 09:00-12:00"), week(LONG_AGO, "mon 13:00-17:00")
TWO_TEAMS = Reach(
    AMSTERDAM,
    Quiet(),
    USUAL,
    {
        1: (Duty(AMSTERDAM, (MORNING,)),),
        2: (Duty(AMSTERDAM, (AFTERNOON,)), Duty(AMSTERDAM, (week(LONG_AGO, "tue 09:00-17:00"),))),
    },
)


@pytest.mark.parametrize(
    ("team", "now", "opens"),
    [
        pytest.param(1, "2026-11-23 10:00", None, id="the first team, in its morning"),
        pytest.param(2, "2026-11-23 10:00", "2026-11-23 13:00", id="the other, in the morning of the first"),
        pytest.param(None, "2026-11-23 10:00", None, id="no team: in the hours of the first"),
        pytest.param(None, "2026-11-23 14:00", None, id="no team: in the hours of the other"),
        pytest.param(None, "2026-11-23 12:30", "2026-11-23 13:00", id="no team: between the two"),
        pytest.param(1, "2026-11-23 14:00", "2026-11-30 09:00", id="the first, in the other's afternoon"),
        pytest.param(2, "2026-11-24 10:00", None, id="a second membership of the same team"),
    ],
)
def test_what_belongs_to_a_team_waits_for_its_hours(team: int | None, now: str, opens: str | None) -> None:
    hold = decide(TWO_TEAMS, team, at(now))
    assert (hold and hold.opens) == (opens and at(opens))
    assert (hold is None) is (opens is None)


@pytest.mark.parametrize("now", ["2026-11-23 12:00", "2026-11-23 22:00", "2026-12-25 12:00"])
@pytest.mark.parametrize(
    ("reach", "team"),
    [
        pytest.param(reach_of(ALWAYS), 99, id="a team that is not hers"),
        pytest.param(replace(TWO_TEAMS, duties={}), 1, id="she has no team any more"),
        pytest.param(replace(TWO_TEAMS, duties={}), None, id="no team on either side"),
        pytest.param(replace(TWO_TEAMS, duties={1: ()}), 1, id="a team without a membership"),
    ],
)
def test_what_nobody_is_on_duty_for_waits_and_is_looked_at_every_day(
    reach: Reach, team: int | None, now: str
) -> None:
    hold = decide(reach, team, at(now))
    assert hold is not None
    assert hold.opens is None
    assert hold.look_at == at(now) + timedelta(days=1)


def test_leave_in_one_of_two_teams_is_the_reason_where_neither_is_on_duty() -> None:
    away = Duty(AMSTERDAM, (MORNING, besides(LEAVE, "2026-11-23")))
    reach = replace(TWO_TEAMS, duties={**TWO_TEAMS.duties, 1: (away,)})
    assert [_reason(reach, team, "2026-11-23 10:00") for team in (1, 2, None)] == [
        ON_LEAVE,
        OFF_DUTY,
        ON_LEAVE,
    ]


def _reason(reach: Reach, team: int | None, now: str) -> Reason | None:
    hold = decide(reach, team, at(now))
    return hold.reason if hold else None


def test_her_zone_decides_about_her_quiet_hours_and_holidays() -> None:
    reach = Reach(KYIV, Quiet(), USUAL, {1: (Duty(KYIV, (ALWAYS,)),)})
    assert _reason(reach, 1, "2026-11-23 18:58:59") is None
    assert _reason(reach, 1, "2026-11-23 18:59") is QUIET
    assert _reason(reach, 1, "2026-12-24 22:59") is QUIET
    assert _reason(reach, 1, "2026-12-24 23:00") is HOLIDAY


def test_what_lies_behind_the_edge_of_a_look_is_no_opening() -> None:
    """Eight days ahead lies a Saturday; that Monday is King's Day is not seen from there."""
    nights = week(LONG_AGO, "sat 20:30-20:30", "sun 20:00-20:00")
    reach = reach_of(nights, besides(LEAVE, "2026-04-10 to 2026-04-24"))
    hold = decide(reach, 1, at("2026-04-17 21:00"))
    assert hold == Hold(at("2026-05-04 08:00"), ON_LEAVE, at("2026-05-04 08:00"))


def test_the_openings_of_a_week() -> None:
    reach = reach_of(
        week(LONG_AGO, "mon 09:00-21:00", "sat 22:00-10:00", "tue 08:00-08:01"), away="2026-11-23 11:00"
    )
    assert shown(openings(reach, 1, at("2026-11-21"), at("2026-11-29"))) == [
        "2026-11-23 11:00 to 2026-11-23 19:59"
    ]


@st.composite
def situations(draw: st.DrawFn) -> tuple[Reach, int | None, datetime]:
    """Somebody with up to two teams, an item of one of them or of none, and a moment."""
    zone = draw(zones)
    now = draw(moments(zone)) + draw(st.sampled_from([timedelta(), SECOND, 59 * SECOND]))
    day = now.astimezone(zone).date()
    mine = duties(zone, day)
    teams = st.fixed_dictionaries({1: st.tuples(mine)}, optional={2: st.tuples(mine) | st.tuples(mine, mine)})
    near = st.none() | st.builds(lambda by: now + timedelta(minutes=by), st.integers(-30, 3000))
    touched = st.none() | st.builds(lambda by: now - timedelta(seconds=by), st.integers(0, 700))
    reach = Reach(zone, draw(quiets), draw(rules), draw(teams), draw(near), draw(touched))
    return reach, draw(st.sampled_from([1, None, 2])), now


def silent(reach: Reach, now: datetime) -> bool:
    """By the clock on the wall."""
    away = reach.away_until is not None and now < reach.away_until
    return away or is_quiet(reach.quiet, reach.holidays, now.astimezone(reach.zone))


def at_work(duties: Mapping[int, tuple[Duty, ...]], team: int | None, now: datetime) -> bool:
    return any(
        on_duty(duty, now.astimezone(duty.zone))
        for known, made in duties.items()
        if team in {None, known}
        for duty in made
    )


@settings(max_examples=80)
@given(situations())
def test_nothing_is_said_while_the_clock_says_quiet_or_off_duty(
    situation: tuple[Reach, int | None, datetime],
) -> None:
    reach, team, now = situation
    open_ = all(
        at_work(reach.duties, team, moment) and not silent(reach, moment)
        for moment in (now, now + MARGIN - SECOND)
    )
    said = decide(reach, team, now) is None
    busy = reach.touched_at is not None and now - reach.touched_at < LIVE
    assert not (said and busy)
    assert not (said and (silent(reach, now) or silent(reach, now + MARGIN - SECOND)))
    if not clock_changes(now, reach.zone):
        assert not said or open_
        assert decide(replace(reach, touched_at=None), team, now) is None or not (
            open_ and not silent(reach, now + MARGIN) and at_work(reach.duties, team, now + MARGIN)
        )


@settings(max_examples=30)
@given(situations(), st.lists(st.floats(0, 0.99), min_size=2, max_size=2))
def test_what_waits_comes_when_it_was_said_to_come_and_not_before(
    situation: tuple[Reach, int | None, datetime], shares: list[float]
) -> None:
    reach, team, now = situation
    reach = replace(reach, touched_at=None)
    hold = decide(reach, team, now)
    if hold is None:
        return
    assert hold.look_at == (hold.opens or now + LOOK_AGAIN) > now
    if hold.opens:
        assert decide(reach, team, hold.opens) is None
    for share in shares:
        between = now + (hold.look_at - now) * share
        assert decide(reach, team, between) is not None or not hold.opens
    last = hold.look_at - MINUTE
    assert last < now or decide(reach, team, last) is not None or not hold.opens


@settings(max_examples=30)
@given(situations())
def test_looking_again_always_gets_further(situation: tuple[Reach, int | None, datetime]) -> None:
    reach, team, now = situation
    for _ in range(3):
        hold = decide(reach, team, now)
        if hold is None:
            return
        assert hold.look_at > now
        assert hold.opens is None or hold.opens >= hold.look_at
        now = hold.look_at
    assert hold is None or hold.opens is None, "once busy, once off duty: the third look must find it open"


def test_the_words_that_are_stored_and_shown() -> None:
    expected = ["away", "quiet", "light", "holiday", "leave", "off_duty", "live", "unreachable", "objected"]
    assert [str(one) for one in Reason] == expected
