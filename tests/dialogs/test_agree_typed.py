"""/agree: a week of several sets of days, and whatever people type where a time, a day or a number is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.hours import Window
from handlers.dialogs import agree_week as weeks
from storage import hours
from tests.cast import Someone, World

MONDAY_TO_FRIDAY = range(5)


@pytest.fixture
async def begun(amina: Someone, vera: Someone) -> Someone:
    """Vera, who arranges Amina's week."""
    await vera.does("/agree", f"[{(await amina.person()).memberships[0].id}]", "[week]")
    return vera


async def proposed(world: World, who: Someone) -> tuple[Window, ...]:
    [entry] = await world.read(hours.history, (await who.person()).memberships[0].id)
    found: tuple[Window, ...] = entry.arrangement.windows
    return found


FINISH = ("[done]", "[usual]", "[2026-11-30]", "[propose]")
NINE_TO_FIVE = ((540, 1020),)


@pytest.mark.parametrize(
    ("typed", "times"),
    [
        pytest.param("9-17", NINE_TO_FIVE, id="hours alone"),
        pytest.param("9.00 tot 17.00", NINE_TO_FIVE, id="in Dutch"),
        pytest.param("٩:٠٠ - ١٧:٠٠", NINE_TO_FIVE, id="in Arabic digits"),
        pytest.param("من ٩ إلى ١٧", NINE_TO_FIVE, id="in Arabic"),
        pytest.param("9-12, 13-17", ((540, 720), (780, 1020)), id="twice a day"),
        pytest.param("9-24:00", ((540, 1440),), id="until midnight"),
        pytest.param("0-24", ((0, 1440),), id="all day"),
    ],
)
async def test_times_are_understood(
    world: World, amina: Someone, begun: Someone, typed: str, times: tuple[tuple[int, int], ...]
) -> None:
    await begun.hears(("[other_times]", "agree.times.ask"), (typed, "agree.more.ask"))
    await begun.does(*FINISH)
    expected = [Window(day, start, end) for day in MONDAY_TO_FRIDAY for start, end in times]
    assert list(await proposed(world, amina)) == expected


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("in the morning", id="words"),
        pytest.param("9", id="no end"),
        pytest.param("9-9", id="no length"),
        pytest.param("9-25", id="no such hour"),
        pytest.param("24:01-25:00", id="after the end of the day"),
        pytest.param("9-12, later", id="half of it words"),
        pytest.param("1-8 tot 14-8", id="days instead of times"),
        pytest.param("☎", id="a sign"),
    ],
)
async def test_what_is_no_time_is_refused_with_an_example_and_nothing_is_lost(
    world: World, amina: Someone, begun: Someone, typed: str
) -> None:
    await begun.does("[day1]", "[day3]", "[done]")
    lines = await begun.does(typed)
    assert lines[0] == "agree.times.refused"
    assert "agree.on_days(arranged.list(arranged.weekday(weekday 1) arranged.weekday(weekday 3)))" in lines
    await begun.does("9-13", *FINISH)
    assert await proposed(world, amina) == (Window(1, 540, 780), Window(3, 540, 780))


async def test_a_picture_instead_of_a_time_is_refused_too(begun: Someone) -> None:
    await begun.does("[other_times]")
    begun.phone.send_photo()
    await begun.world.settle()
    assert "agree.times.refused" in begun.phone.last.text


@pytest.mark.parametrize(
    ("typed", "merged"),
    [
        pytest.param("9-13, 12-17", (540, 1020), id="they overlap"),
        pytest.param("9-12, 12-17", (540, 1020), id="they touch"),
        pytest.param("9-17, 10-11", (540, 1020), id="one lies in the other"),
        pytest.param("9-17, 9-17", (540, 1020), id="the same twice"),
    ],
)
async def test_times_that_overlap_become_one_and_it_is_said(
    world: World, amina: Someone, begun: Someone, typed: str, merged: tuple[int, int]
) -> None:
    await begun.hears(("[day0]", "agree.days.ask"), ("[done]", "agree.times.ask"), (typed, "agree.joined"))
    await begun.hears(("[done]", "agree.contract.ask"), ("[usual]", "agree.starts.ask"))
    await begun.hears(("[2026-11-30]", "agree.joined"), ("[propose]", "agree.proposed"))
    assert await proposed(world, amina) == (Window(0, *merged),)


async def test_times_of_two_sets_that_overlap_become_one_too(
    world: World, amina: Someone, begun: Someone
) -> None:
    lines = await begun.does("[usual]")
    assert "agree.joined" not in lines
    await begun.does("[days]", "[day4]", "[done]")
    await begun.hears(("16-20", "agree.joined"))
    await begun.does(*FINISH)
    assert (await proposed(world, amina))[-1] == Window(4, 540, 1200)


async def test_an_end_before_the_start_is_confirmed_in_words(
    world: World, amina: Someone, begun: Someone
) -> None:
    await begun.hears(("[day4]", "agree.days.ask"), ("[done]", "agree.times.ask"))
    await begun.hears(("9-12, 22-2", "agree.into_next_day(22:00–02:00)"), ("[yes]", "agree.more.ask"))
    await begun.does(*FINISH)
    assert await proposed(world, amina) == (Window(4, 540, 720), Window(4, 1320, 1560))


async def test_a_slip_that_would_run_overnight_is_typed_again_and_the_rest_stays(
    world: World, amina: Someone, begun: Someone
) -> None:
    await begun.does("[other_times]", "9-12", "[days]", "[day5]", "[day6]", "[done]")
    await begun.hears(("17-9", "agree.overnight.ask"), ("[no]", "agree.times.ask"))
    await begun.hears(("9-17", "agree.more.ask"), ("[@back]", "agree.more.ask"))
    await begun.does("[days]", "[day5]", "[done]", "10-12", *FINISH)
    mornings = [Window(day, 540, 720) for day in MONDAY_TO_FRIDAY]
    assert list(await proposed(world, amina)) == [*mornings, Window(5, 600, 720)]


async def test_a_consultation_hour_is_marked_as_such(world: World, amina: Someone, begun: Someone) -> None:
    await begun.hears(
        ("[usual]", "agree.more.ask"),
        ("[consultation]", "agree.days.ask"),
        ("[day1]", "agree.days.ask"),
        ("[done]", "agree.consultation_on"),
        ("10-12", "arranged.consultation"),
    )
    await begun.does(*FINISH)
    assert Window(1, 600, 720, consultation=True) in await proposed(world, amina)


async def test_a_week_of_consultation_hours_alone(world: World, amina: Someone, begun: Someone) -> None:
    await begun.hears(("[none]", "arranged.no_days"), ("[consultation]", "agree.days.ask"))
    await begun.does("[workdays]", "10-11", *FINISH)
    expected = [Window(day, 600, 660, consultation=True) for day in MONDAY_TO_FRIDAY]
    assert list(await proposed(world, amina)) == expected


async def test_a_week_without_hours_is_said_in_words(world: World, amina: Someone, begun: Someone) -> None:
    await begun.hears(("[none]", "arranged.no_days"), ("[done]", "agree.contract.ask"))
    lines = await begun.does("[usual]", "[2026-11-30]")
    assert {"arranged.no_days", "agree.empty"} <= set(lines)
    await begun.does("[propose]")
    assert await proposed(world, amina) == ()


async def test_a_day_that_is_tapped_twice_is_taken_away(begun: Someone) -> None:
    await begun.does("[day0]", "[day1]", "[day0]", "[day1]")
    assert "done" not in begun.options()
    assert "usual" in begun.options()


async def test_back_takes_away_one_thing_at_a_time(begun: Someone) -> None:
    await begun.does("[day0]", "[day1]", "[done]", "9-12", "[days]", "[day2]", "[done]", "13-17")
    await begun.hears(("[@back]", "agree.more.ask"))
    await begun.hears(
        ("[days]", "agree.days.ask"), ("[day2]", "agree.days.ask"), ("[done]", "agree.times.ask")
    )
    await begun.hears(
        ("[@back]", "agree.days.ask"), ("[@back]", "agree.days.ask"), ("[@back]", "agree.more.ask")
    )
    lines = await begun.does("[done]", "[@back]")
    assert [line for line in lines if line.startswith("arranged.days")] == [
        "arranged.days(arranged.list(arranged.weekday(weekday 0) arranged.weekday(weekday 1)), 09:00–12:00)"
    ]
    await begun.hears(("[@back]", "agree.days.ask"), ("[@back]", "agree.what.ask"))


async def test_there_is_an_end_to_the_sets_of_days(begun: Someone) -> None:
    await begun.does("[usual]")
    for _ in range(weeks.MOST_SETS - 1):
        await begun.does("[days]", "[workdays]", "18-19")
    assert begun.options()[0] == "done"
    assert "days" not in begun.options()
    await begun.hears(("[done]", "agree.contract.ask"))


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        pytest.param("12", 720, id="a number"),
        pytest.param("٧٫٥", 450, id="a half in Arabic digits"),
        pytest.param("7,25 uur", 435, id="a quarter"),
        pytest.param("60", 3600, id="the most"),
        pytest.param("1", 60, id="the least"),
    ],
)
async def test_hours_a_week_are_understood(
    world: World, amina: Someone, begun: Someone, typed: str, minutes: int
) -> None:
    await begun.does("[usual]", "[done]", "[employed]")
    await begun.hears(("[other]", "agree.weekly_typed.ask"), (typed, "agree.starts.ask"))
    await begun.does("[2026-11-30]", "[propose]")
    [entry] = await world.read(hours.history, (await amina.person()).memberships[0].id)
    assert entry.arrangement.weekly_minutes == minutes


@pytest.mark.parametrize("typed", ["0", "61", "0,5", "60,5", "-8", "eight", "7,3", "100"])
async def test_what_are_no_hours_a_week_is_refused(begun: Someone, typed: str) -> None:
    await begun.does("[usual]", "[done]", "[employed]", "[other]")
    await begun.hears((typed, "agree.weekly_typed.refused"), ("12", "agree.starts.ask"))


@pytest.mark.parametrize(
    "typed",
    ["31-2", "31 februari", "22-11-2026", "24-12-2029", "soon", "9-17", "24-12 tot 3-1"],
)
async def test_what_is_no_day_to_come_is_refused_and_nothing_is_lost(
    world: World, amina: Someone, begun: Someone, typed: str
) -> None:
    await begun.does("[usual]", "[done]", "[usual]", "[other]")
    await begun.hears((typed, "agree.starts_typed.refused"), ("1 februari", "arranged.hours(2027-02-01)"))
    await begun.does("[propose]")
    assert len(await proposed(world, amina)) == 5


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("1-11-2026 tot 8-11-2026", id="in the past"),
        pytest.param("20-11-2026 tot 30-11-2026", id="begun in the past"),
        pytest.param("1-12-2026 tot 1-12-2028", id="longer than two years"),
        pytest.param("1-1-2030", id="too far away"),
        pytest.param("31-2 tot 3-3", id="no such day"),
        pytest.param("14-8-2027 tot 1-8-2027", id="the end first"),
        pytest.param("in the summer", id="words"),
        pytest.param("9-17", id="times instead of days"),
    ],
)
async def test_leave_that_cannot_be_is_refused_with_an_example(begun: Someone, typed: str) -> None:
    await begun.does("[@back]")
    await begun.hears(
        ("[leave]", "agree.period.ask"),
        (typed, "agree.period.refused"),
        ("1-8 tot 14-8", "arranged.leave_days(2027-08-01, 2027-08-14, 00:00–24:00)"),
    )


@pytest.mark.parametrize("typed", ["9-12, 13-17", "18", "18-18", "evening"])
async def test_what_is_no_single_time_is_refused(begun: Someone, typed: str) -> None:
    await begun.does("[@back]", "[opening]", "[2026-11-24]")
    await begun.hears(
        (typed, "agree.span.refused"), ("18-21", "arranged.opening(2026-11-24, 2026-11-24, 18:00–21:00)")
    )


WEEKDAYS = st.sets(st.integers(0, 6), min_size=1)
TIMES = st.lists(
    st.tuples(st.integers(0, 1439), st.integers(1, 1439)).map(lambda one: (one[0], one[0] + one[1])),
    min_size=1,
    max_size=6,
)


@given(st.lists(st.tuples(WEEKDAYS, TIMES, st.booleans()), max_size=weeks.MOST_SETS))
def test_every_week_that_can_be_made_is_kept_as_it_was_made(
    sets: list[tuple[set[int], list[tuple[int, int]], bool]],
) -> None:
    week, expected = "", []
    for days, times, consultation in sets:
        week = weeks.with_days(week, days, consultation=consultation)
        assert weeks.fits(week)
        week = weeks.with_times(week, weeks.times_typed(weeks.written(times)) or "")
        assert weeks.fits(week)
        expected += [Window(day, *one, consultation) for day in sorted(days) for one in sorted(times)]
    assert list(weeks.windows(weeks.closed(week))) == expected
    assert weeks.grown(week)[-1:] == ((week,) if sets else ())


@given(st.text(st.sampled_from("0123456;c :-,none9")))
def test_what_fits_is_read_back_as_it_is(words: str) -> None:
    if weeks.fits(words):
        assert weeks.write(weeks.read(words)) == words


def test_times_are_kept_as_they_are_read() -> None:
    assert weeks.times_typed("22-2; 9.00 tot 12.00") == "09:00-12:00,22:00-02:00"
    assert weeks.overnight("09:00-12:00,22:00-02:00,23:00-24:00") == [(1320, 1560)]
    assert not weeks.fits("8 09:00-12:00")
    assert not weeks.fits("01;2 09:00-12:00")
