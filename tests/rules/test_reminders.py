"""When somebody is reminded of a session: in her hours, early enough to help, once, or not and for a reason."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules import gate
from bot.rules.gate import Reach
from bot.rules.holidays import HolidayRules
from bot.rules.hours import Arrangement, Duty, Kind
from bot.rules.quiet import Quiet
from bot.rules.reminders import LEADS, Outcome, Verdict, decide, nominal, opens_before
from bot.rules.stretches import Stretch
from bot.supervision import Lead
from tests.rules.patterns import duties, moments, quiets, rules, zones
from tests.rules.wall_clock import AMSTERDAM, CAIRO, KABUL, KYIV, MINUTE, WEEKDAYS, at, besides, shown, week

WEEK, DAY, HOURS = LEADS
DUE, PASSED, STALE = Outcome.DUE, Outcome.PASSED, Outcome.STALE
TOGETHER, OFF, UNOPENED = Outcome.TOGETHER, Outcome.OFF, Outcome.UNOPENED
LONG_AGO, SECOND = "2020-01-01", timedelta(seconds=1)
NO_QUIET = Quiet(0, 0, frozenset())


def reach_of(
    *arranged: Arrangement,
    zone: ZoneInfo = AMSTERDAM,
    quiet: Quiet = Quiet(),  # noqa: B008
    away: str = "",
) -> Reach:
    """Of somebody with one team, number 1."""
    duty = Duty(zone, arranged, HolidayRules())
    return Reach(zone, quiet, HolidayRules(), {1: (duty,)}, at(away, zone) if away else None)


def leave(days: str) -> Arrangement:
    return besides(Kind.LEAVE, days)


USUAL, NEVER = reach_of(), reach_of(week(LONG_AGO))
DAY_AND_NIGHT = week(LONG_AGO, *(f"{day} 00:00-24:00" for day in WEEKDAYS))
ALWAYS = reach_of(DAY_AND_NIGHT, quiet=NO_QUIET)
AN_HOUR_A_WEEK = reach_of(week(LONG_AGO, "wed 10:00-11:00"))


def judged(
    reach: Reach,
    starts_at: datetime,
    planned_at: datetime,
    enabled: Collection[Lead] = LEADS,
    now: datetime | None = None,
) -> dict[Lead, Verdict]:
    """Looked at when it was planned, unless another moment is given."""
    timeline = partial(gate.openings, reach, 1)
    return {
        lead: decide(lead, enabled, starts_at, planned_at, timeline, reach.zone, now or planned_at)
        for lead in LEADS
    }


def says(verdict: Verdict, zone: ZoneInfo = AMSTERDAM) -> str:
    """The time on her clock, or the reason why not."""
    if verdict.at is None:
        return str(verdict.outcome)
    assert verdict.outcome is DUE
    return shown([(verdict.at, verdict.at)], zone)[0].partition(" to ")[0]


def row(
    why: str,
    starts: str,
    planned: str,
    *expected: str,
    reach: Reach = USUAL,
    enabled: Collection[Lead] = LEADS,
) -> object:
    """Three are expected: of a week, a day and two hours before."""
    return pytest.param(starts, planned, expected, reach, enabled, id=why)


WHERE_SHE_IS_REACHED = [
    row(
        "every one in its own time",
        *("2026-12-02 14:00", "2026-11-16 10:00"),
        *("2026-11-25 14:00", "2026-12-01 14:00", "2026-12-02 12:00"),
    ),
    row(
        "Monday at nine: the day and the two hours before are both the Friday afternoon",
        *("2026-11-30 09:00", "2026-11-16 10:00"),
        *("2026-11-23 09:00", TOGETHER, "2026-11-27 16:29"),
    ),
    row(
        "half past ten: two hours before is the afternoon before, and one on that day is enough",
        *("2026-12-03 10:30", "2026-11-16 10:00"),
        *("2026-11-26 10:30", TOGETHER, "2026-12-02 16:29"),
    ),
    row(
        "two hours before is the last minute in which it still arrives",
        *("2026-12-02 18:58", "2026-11-16 10:00"),
        *("2026-11-25 16:29", "2026-12-01 16:29", "2026-12-02 16:58"),
    ),
    row(
        "two hours before it might arrive too late: half an hour earlier",
        *("2026-12-02 18:59", "2026-11-16 10:00"),
        *("2026-11-25 16:29", "2026-12-01 16:29", "2026-12-02 16:29"),
    ),
    row(
        "two hours before is when her day begins",
        *("2026-12-02 11:00", "2026-11-16 10:00"),
        *("2026-11-25 11:00", "2026-12-01 11:00", "2026-12-02 09:00"),
    ),
    row(
        "an hour a week, and a session two days later",
        *("2026-12-04 14:00", "2026-11-16 10:00"),
        *("2026-11-25 10:29", TOGETHER, "2026-12-02 10:29"),
        reach=AN_HOUR_A_WEEK,
    ),
    row(
        "an hour a week, and the session fills it: all three are the hour of the week before",
        *("2026-12-02 10:00", "2026-11-16 10:00"),
        *(TOGETHER, TOGETHER, "2026-11-25 10:29"),
        reach=AN_HOUR_A_WEEK,
    ),
    row(
        "a quarter of an hour a week: not before it begins",
        *("2026-12-04 14:00", "2026-11-16 10:00"),
        *("2026-11-25 10:00", TOGETHER, "2026-12-02 10:00"),
        reach=reach_of(week(LONG_AGO, "wed 10:00-10:15")),
    ),
    row(
        "day and night, at one o'clock: two hours before is the evening before",
        *("2026-12-02 01:00", "2026-11-16 10:00"),
        *("2026-11-25 01:00", TOGETHER, "2026-12-01 23:00"),
        reach=ALWAYS,
    ),
]
OVER_A_BREAK = [
    row(
        "two weeks of leave before it: the last afternoon before the leave, once",
        *("2026-11-30 10:30", "2026-11-02 10:00"),
        *(TOGETHER, TOGETHER, "2026-11-13 16:29"),
        reach=reach_of(leave("2026-11-16 to 2026-11-29")),
    ),
    row(
        "back from leave that morning: two hours before, and once before the leave",
        *("2026-11-30 14:00", "2026-11-02 10:00"),
        *(TOGETHER, "2026-11-13 16:29", "2026-11-30 12:00"),
        reach=reach_of(leave("2026-11-16 to 2026-11-29")),
    ),
    row(
        "planned in her leave: as soon as she is back",
        *("2026-11-26 14:00", "2026-11-16 10:00"),
        *("2026-11-23 09:00", "2026-11-25 14:00", "2026-11-26 12:00"),
        reach=reach_of(leave("2026-11-16 to 2026-11-20")),
    ),
    row(
        "Christmas and the weekend",
        *("2026-12-28 11:00", "2026-12-07 10:00"),
        *("2026-12-21 11:00", "2026-12-24 16:29", "2026-12-28 09:00"),
    ),
    row(
        "New Year, into another year",
        *("2027-01-04 14:00", "2026-12-07 10:00"),
        *("2026-12-28 14:00", "2026-12-31 16:29", "2027-01-04 12:00"),
    ),
    row(
        "the day before is 29 February",
        *("2028-03-01 14:00", "2028-02-07 10:00"),
        *("2028-02-23 14:00", "2028-02-29 14:00", "2028-03-01 12:00"),
    ),
    row(
        "the end of February in another year",
        *("2027-03-01 14:00", "2027-02-08 10:00"),
        *("2027-02-22 14:00", "2027-02-26 16:29", "2027-03-01 12:00"),
    ),
    row(
        "nine weeks of leave: each looks back 62 days from its own time, and the nearest no longer finds one",
        *("2026-11-30 09:00", "2026-08-31 10:00"),
        *(TOGETHER, "2026-09-28 16:29", UNOPENED),
        reach=reach_of(leave("2026-09-29 to 2026-11-29")),
    ),
    row(
        "a day more: only the first still finds one",
        *("2026-11-30 09:00", "2026-08-31 10:00"),
        *("2026-09-25 16:29", UNOPENED, UNOPENED),
        reach=reach_of(leave("2026-09-28 to 2026-11-29")),
    ),
]
WHEN_THE_CLOCK_CHANGES = [
    row(
        "back: a week before is the same time on the wall",
        *("2026-10-28 14:00", "2026-10-12 10:00"),
        *("2026-10-21 14:00", "2026-10-27 14:00", "2026-10-28 12:00"),
    ),
    row(
        "forward: a week before is the same time on the wall",
        *("2026-03-31 14:00", "2026-03-16 10:00"),
        *("2026-03-24 14:00", "2026-03-30 14:00", "2026-03-31 12:00"),
    ),
    row(
        "back: two hours before are hours that pass, not hours on the wall",
        *("2026-10-25 03:30", "2026-10-12 10:00"),
        *("2026-10-18 03:30", "2026-10-24 03:30", "2026-10-25 02:30"),
        reach=ALWAYS,
    ),
    row(
        "back: two hours before the second half past two",
        *("2026-10-25 02:30 again", "2026-10-12 10:00"),
        *("2026-10-18 02:30", "2026-10-24 02:30", "2026-10-25 01:30"),
        reach=ALWAYS,
    ),
    row(
        "forward: two hours before half past three is half past midnight",
        *("2026-03-29 03:30", "2026-03-16 10:00"),
        *("2026-03-22 03:30", "2026-03-28 03:30", "2026-03-29 00:30"),
        reach=ALWAYS,
    ),
    row(
        "back: a day before a time that comes twice is the first of the two",
        *("2026-10-26 02:30", "2026-10-12 10:00"),
        *("2026-10-19 02:30", "2026-10-25 02:30", "2026-10-26 00:30"),
        reach=ALWAYS,
    ),
    row(
        "forward: a day before is a time that never comes",
        *("2026-03-30 02:30", "2026-03-16 10:00"),
        *("2026-03-23 02:30", "2026-03-29 03:30", "2026-03-30 00:30"),
        reach=ALWAYS,
    ),
]
PLANNED_LATE = [
    row(
        "planned an hour before",
        *("2026-12-02 14:00", "2026-12-02 13:00"),
        *(PASSED, PASSED, PASSED),
    ),
    row("planned when it starts", "2026-12-02 14:00", "2026-12-02 14:00", PASSED, PASSED, PASSED),
    row("written down afterwards", "2026-12-02 14:00", "2026-12-03 10:00", PASSED, PASSED, PASSED),
    row(
        "planned at the very moment of two hours before",
        *("2026-12-02 14:00", "2026-12-02 12:00"),
        *(PASSED, PASSED, PASSED),
    ),
    row(
        "planned at the very moment of a day before",
        *("2026-12-02 14:00", "2026-12-01 14:00"),
        *(PASSED, PASSED, "2026-12-02 12:00"),
    ),
    row(
        "planned a second before the day before",
        *("2026-12-02 14:00", "2026-12-01 13:59:59"),
        *(PASSED, "2026-12-01 14:00", "2026-12-02 12:00"),
    ),
    row(
        "planned at the very moment of a week before",
        *("2026-12-02 14:00", "2026-11-25 14:00"),
        *(PASSED, "2026-12-01 14:00", "2026-12-02 12:00"),
    ),
    row(
        "planned in the last quarter of the last afternoon: not before it was planned",
        *("2026-11-30 09:00", "2026-11-27 16:45"),
        *(PASSED, TOGETHER, "2026-11-27 16:45"),
    ),
    row(
        "planned after the last afternoon: nothing opens before nine",
        *("2026-11-30 09:00", "2026-11-27 17:00"),
        *(PASSED, UNOPENED, UNOPENED),
    ),
    row(
        "planned when the last afternoon closes, a minute early",
        *("2026-11-30 09:00", "2026-11-27 16:59"),
        *(PASSED, UNOPENED, UNOPENED),
    ),
    row(
        "planned after the last afternoon, at ten: better late than not at all",
        *("2026-11-30 10:00", "2026-11-27 18:00"),
        *(PASSED, UNOPENED, "2026-11-30 09:00"),
    ),
    row(
        "planned in the weekend: the day before would come on the day itself",
        *("2026-11-30 15:00", "2026-11-28 12:00"),
        *(PASSED, TOGETHER, "2026-11-30 13:00"),
    ),
]
SWITCHED_OFF = [
    row("nothing is on", "2026-12-02 14:00", "2026-11-16 10:00", OFF, OFF, OFF, enabled=()),
    row(
        "only a week before",
        *("2026-12-02 14:00", "2026-11-16 10:00"),
        *("2026-11-25 14:00", OFF, OFF),
        enabled=(WEEK,),
    ),
    row(
        "only the day before: no nearer one takes its place",
        *("2026-11-30 09:00", "2026-11-16 10:00"),
        *(OFF, "2026-11-27 16:29", OFF),
        enabled={DAY},
    ),
    row(
        "only the day before, and nothing opens until the day itself",
        *("2026-11-30 15:00", "2026-11-28 12:00"),
        *(OFF, "2026-11-30 09:00", OFF),
        enabled={DAY},
    ),
    row(
        "without the day before, two hours before takes the place of a week before",
        *("2026-11-30 10:30", "2026-11-02 10:00"),
        *(TOGETHER, OFF, "2026-11-13 16:29"),
        reach=reach_of(leave("2026-11-16 to 2026-11-29")),
        enabled={WEEK, HOURS},
    ),
    row(
        "off says more than too late",
        *("2026-12-02 14:00", "2026-12-02 13:00"),
        *(PASSED, OFF, OFF),
        enabled={WEEK},
    ),
]
NOT_REACHED = [
    row(
        "away until after it",
        *("2026-12-02 14:00", "2026-11-16 10:00"),
        *(UNOPENED, UNOPENED, UNOPENED),
        reach=reach_of(away="2026-12-02 15:00"),
    ),
    row(
        "away until it starts",
        *("2026-12-02 14:00", "2026-11-16 10:00"),
        *(UNOPENED, UNOPENED, UNOPENED),
        reach=reach_of(away="2026-12-02 14:00"),
    ),
    row(
        "back from away an hour before",
        *("2026-12-02 14:00", "2026-11-16 10:00"),
        *(UNOPENED, UNOPENED, "2026-12-02 13:00"),
        reach=reach_of(away="2026-12-02 13:00"),
    ),
    row(
        "back from away the day before: what says most comes",
        *("2026-12-02 14:00", "2026-11-16 10:00"),
        *(TOGETHER, "2026-12-01 14:00", "2026-12-02 12:00"),
        reach=reach_of(away="2026-12-01 10:00"),
    ),
    row(
        "a week without hours",
        *("2026-12-02 14:00", "2026-11-16 10:00"),
        *(UNOPENED, UNOPENED, UNOPENED),
        reach=NEVER,
    ),
    row(
        "planned in her leave, which ends when it starts",
        *("2026-11-30 09:00", "2026-11-16 10:00"),
        *(UNOPENED, UNOPENED, UNOPENED),
        reach=reach_of(leave("2026-11-16 to 2026-11-29")),
    ),
    row(
        "too late, and never reached: too late is what is true first",
        *("2026-12-02 14:00", "2026-12-01 15:00"),
        *(PASSED, PASSED, UNOPENED),
        reach=NEVER,
    ),
]


@pytest.mark.parametrize(
    ("starts", "planned", "expected", "reach", "enabled"),
    [
        *WHERE_SHE_IS_REACHED,
        *OVER_A_BREAK,
        *WHEN_THE_CLOCK_CHANGES,
        *PLANNED_LATE,
        *SWITCHED_OFF,
        *NOT_REACHED,
    ],
)
def test_when_she_is_reminded(
    starts: str, planned: str, expected: tuple[str, ...], reach: Reach, enabled: Collection[Lead]
) -> None:
    found = judged(reach, at(starts), at(planned), enabled)
    assert tuple(says(one) for one in found.values()) == expected


@pytest.mark.parametrize(
    ("starts", "zone", "arranged", "expected"),
    [
        pytest.param(
            "2026-12-02 10:30",
            AMSTERDAM,
            (),
            ("2026-11-25 10:30", TOGETHER, "2026-12-01 16:29"),
            id="the coordinator in Amsterdam, before whose day two hours are too many",
        ),
        pytest.param(
            "2026-12-02 10:30",
            KYIV,
            (),
            ("2026-11-25 11:30", "2026-12-01 11:30", "2026-12-02 09:30"),
            id="the key person in Kyiv, where the same day began an hour ago",
        ),
        pytest.param(
            "2026-10-28 14:00",
            AMSTERDAM,
            (),
            ("2026-10-21 14:00", "2026-10-27 14:00", "2026-10-28 12:00"),
            id="over the change of the clock in Amsterdam",
        ),
        pytest.param(
            "2026-10-28 14:00",
            KABUL,
            (DAY_AND_NIGHT,),
            ("2026-10-21 17:30", "2026-10-27 17:30", "2026-10-28 15:30"),
            id="the same in Kabul, where the clock does not change",
        ),
    ],
)
def test_each_is_reminded_by_her_own_clock(
    starts: str, zone: ZoneInfo, arranged: tuple[Arrangement, ...], expected: tuple[str, ...]
) -> None:
    found = judged(reach_of(*arranged, zone=zone), at(starts), at("2026-10-05 10:00"))
    assert tuple(says(one, zone) for one in found.values()) == expected


@pytest.mark.parametrize(
    ("lead", "now", "expected"),
    [
        pytest.param(WEEK, "2026-11-16 10:00", DUE, id="a week: when it was planned"),
        pytest.param(WEEK, "2026-11-25 14:00", DUE, id="a week: now"),
        pytest.param(WEEK, "2026-11-30 23:59", DUE, id="a week: late, and it still helps"),
        pytest.param(WEEK, "2026-12-01 00:00", STALE, id="a week: on this day the next one comes"),
        pytest.param(DAY, "2026-12-01 23:59", DUE, id="a day: on its own day"),
        pytest.param(DAY, "2026-12-02 00:00", STALE, id="a day: on the day itself"),
        pytest.param(HOURS, "2026-12-02 13:59:59", DUE, id="two hours: a second before"),
        pytest.param(HOURS, "2026-12-02 14:00", STALE, id="two hours: it has started"),
        pytest.param(HOURS, "2027-12-02 14:00", STALE, id="two hours: a year ago"),
    ],
)
def test_after_an_outage_nothing_stale_is_said(lead: Lead, now: str, expected: Outcome) -> None:
    found = judged(USUAL, at("2026-12-02 14:00"), at("2026-11-16 10:00"), now=at(now))
    assert found[lead].outcome is expected


@pytest.mark.parametrize(
    ("lead", "starts", "reach", "enabled", "expected"),
    [
        pytest.param(WEEK, "2026-12-02 14:00", USUAL, LEADS, "2026-12-01 00:00", id="a week, until that day"),
        pytest.param(
            DAY, "2026-12-02 14:00", USUAL, LEADS, "2026-12-02 00:00", id="a day, until the day itself"
        ),
        pytest.param(
            HOURS, "2026-12-02 14:00", USUAL, LEADS, "2026-12-02 14:00", id="two hours, until it starts"
        ),
        pytest.param(
            WEEK, "2026-12-02 14:00", USUAL, {WEEK, HOURS}, "2026-12-02 00:00", id="none on the day before"
        ),
        pytest.param(
            WEEK, "2026-12-02 14:00", USUAL, {WEEK}, "2026-12-02 14:00", id="no other, until it starts"
        ),
        pytest.param(
            WEEK, "2026-11-30 09:00", USUAL, LEADS, "2026-11-27 00:00", id="the next ones come on the Friday"
        ),
        pytest.param(
            WEEK,
            "2026-11-30 09:00",
            reach_of(leave("2026-09-28 to 2026-11-29")),
            LEADS,
            "2026-11-29 09:00",
            id="no other one comes: until the next would have",
        ),
        pytest.param(
            DAY,
            "2026-04-24 23:00",
            reach_of(DAY_AND_NIGHT, quiet=NO_QUIET, zone=CAIRO),
            LEADS,
            "2026-04-24 01:00",
            id="a day in Cairo that begins at one o'clock",
        ),
        pytest.param(
            DAY,
            "2026-11-01 14:00",
            reach_of(DAY_AND_NIGHT, quiet=NO_QUIET, zone=ZoneInfo("America/Havana")),
            LEADS,
            "2026-11-01 00:00",
            id="a day in Havana that begins twice",
        ),
    ],
)
def test_until_when_it_helps(
    lead: Lead, starts: str, reach: Reach, enabled: Collection[Lead], expected: str
) -> None:
    starts_at = at(starts, reach.zone)
    found = judged(reach, starts_at, starts_at - timedelta(days=90), enabled)
    assert (found[lead].outcome, found[lead].until) == (DUE, at(expected, reach.zone))


@pytest.mark.parametrize(
    ("starts", "planned", "reach", "expected"),
    [
        pytest.param("2026-12-02 14:00", "2026-11-16 10:00", USUAL, True, id="her usual hours"),
        pytest.param("2026-12-02 14:00", "2026-12-02 13:00", USUAL, True, id="planned an hour before"),
        pytest.param("2026-11-30 09:00", "2026-11-27 16:58", USUAL, True, id="in its last minute but one"),
        pytest.param("2026-11-30 09:00", "2026-11-27 16:59", USUAL, False, id="closed, until it starts"),
        pytest.param("2026-11-30 09:01", "2026-11-27 16:59", USUAL, True, id="open a minute before"),
        pytest.param("2026-12-02 14:00", "2026-11-16 10:00", NEVER, False, id="a week without hours"),
        pytest.param("2026-12-02 14:00", "2026-12-02 14:00", ALWAYS, False, id="planned when it starts"),
        pytest.param("2026-12-02 14:00", "2026-12-03 14:00", ALWAYS, False, id="written down afterwards"),
        pytest.param(
            "2026-12-02 14:00",
            "2026-11-16 10:00",
            reach_of(away="2026-12-02 14:00"),
            False,
            id="away until then",
        ),
        pytest.param(
            "2026-11-30 09:00",
            "2026-08-31 10:00",
            reach_of(leave("2026-09-23 to 2026-11-29")),
            True,
            id="as far back as the week before looks",
        ),
        pytest.param(
            "2026-11-30 09:00",
            "2026-08-31 10:00",
            reach_of(leave("2026-09-19 to 2026-11-29")),
            False,
            id="longer ago than anybody remembers",
        ),
    ],
)
def test_whether_she_can_be_reminded_at_all(starts: str, planned: str, reach: Reach, expected: bool) -> None:
    assert opens_before(at(starts), at(planned), partial(gate.openings, reach, 1)) is expected


@pytest.mark.parametrize(
    ("planned", "enabled", "expected"),
    [
        pytest.param(
            "2026-11-16 10:00", LEADS, ["2026-11-16 10:00 to 2026-12-02 14:00"], id="from the plan on"
        ),
        pytest.param(
            "2026-01-05 10:00", LEADS, ["2026-09-24 15:00 to 2026-12-02 14:00"], id="not a year back"
        ),
        pytest.param("2026-11-16 10:00", (DAY,), [], id="not where it is off"),
        pytest.param("2026-12-01 10:00", LEADS, [], id="not where it was planned later"),
    ],
)
def test_her_hours_are_asked_for_once_at_most(
    planned: str, enabled: Collection[Lead], expected: list[str]
) -> None:
    asked: list[Stretch] = []

    def timeline(since: datetime, until: datetime) -> tuple[Stretch, ...]:
        asked.append((since, until))
        return gate.openings(USUAL, 1, since, until)

    decide(WEEK, enabled, at("2026-12-02 14:00"), at(planned), timeline, AMSTERDAM, at(planned))
    assert shown(asked) == expected


Situation = tuple[Reach, datetime, datetime, frozenset[Lead]]
before = st.builds(
    lambda days, minutes: days * 1440 + minutes, st.sampled_from([10, 0, 3, 8, 30]), st.integers(0, 2000)
)


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Somebody with a team, a session near the change of a clock or a holiday, and when it was planned."""
    zone = draw(zones)
    starts_at = draw(moments(zone))
    planned_at = starts_at - draw(before) * MINUTE - draw(st.sampled_from([0, 1, 59])) * SECOND
    duty = draw(duties(zone, (starts_at - draw(before) * MINUTE).astimezone(zone).date()))
    away = draw(st.none() | st.none() | before.map(lambda minutes: starts_at - minutes * MINUTE))
    reach = Reach(zone, draw(st.just(Quiet()) | quiets), draw(rules), {1: (duty,)}, away)
    return (
        reach,
        starts_at,
        planned_at,
        draw(st.just(frozenset(LEADS)) | st.frozensets(st.sampled_from(LEADS))),
    )


@settings(max_examples=80)
@given(situations())
def test_a_reminder_comes_in_her_hours_after_the_plan_before_the_start_and_once_a_day(
    situation: Situation,
) -> None:
    reach, starts_at, planned_at, enabled = situation
    found = judged(reach, starts_at, planned_at, enabled)
    days = []
    for one in found.values():
        assert (one.outcome is DUE) == (one.at is not None) == (one.until is not None)
        if one.at and one.until:
            assert gate.decide(reach, 1, one.at) is None
            assert planned_at <= one.at < one.until <= starts_at
            days.append(one.at.astimezone(reach.zone).date())
    assert days == sorted(set(days))


@settings(max_examples=80)
@given(situations())
def test_the_nearest_reminder_comes_whenever_something_can_be_said_before_it(situation: Situation) -> None:
    reach, starts_at, planned_at, enabled = situation
    wanted = [lead for lead in LEADS if lead in enabled]
    if not wanted:
        return
    own = nominal(wanted[-1], starts_at, reach.zone)
    found = judged(reach, starts_at, planned_at, enabled)
    nearest = found[wanted[-1]].outcome
    assert (nearest is PASSED) == (own <= planned_at)
    assert nearest in {DUE, PASSED, UNOPENED}
    if own > planned_at:
        opens = any(end > planned_at for _, end in gate.openings(reach, 1, planned_at, own))
        assert nearest is DUE or not opens
        timeline = partial(gate.openings, reach, 1)
        assert (nearest is DUE) == opens_before(starts_at, planned_at, timeline)
    for lead, one in found.items():
        assert (one.outcome is OFF) == (lead not in enabled)
        assert one.outcome is not TOGETHER or nearest is DUE


@settings(max_examples=40)
@given(situations(), st.lists(st.integers(-60, 21 * 1440), max_size=4))
def test_looking_later_changes_nothing_but_that_it_is_stale(situation: Situation, later: list[int]) -> None:
    reach, starts_at, planned_at, enabled = situation
    first = judged(reach, starts_at, planned_at, enabled)
    ends = [one.until for one in first.values() if one.until]
    for now in [planned_at + minutes * MINUTE for minutes in later] + ends:
        then = judged(reach, starts_at, planned_at, enabled, now)
        for lead, one in first.items():
            late = one.until is not None and now >= one.until
            assert then[lead] == (Verdict(STALE) if late else one)


def test_the_words_that_are_stored_and_shown() -> None:
    assert [str(one) for one in Outcome] == ["due", "passed", "stale", "together", "off", "unopened"]
    assert set(LEADS) == set(Lead)
