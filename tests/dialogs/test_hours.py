"""/hours: on duty or off, until when and why, what was agreed, and what is next."""

from datetime import UTC, date, datetime

import pytest

from bot.model import Role
from bot.rules.hours import Arrangement, Kind, Window
from storage import hours
from tests.cast import Someone, World
from tests.dialogs.arranging import CLOSED_TODAY, WEEKLY, arrange, at


async def test_before_anything_is_agreed_the_page_says_what_is_used_instead(amina: Someone) -> None:
    assert await amina.does("/hours") == [
        "hours.now.agreed(17:00)",
        "hours.today(09:00–17:00)",
        "hours.not_agreed",
        "arranged.days(arranged.from_to(weekday 0, weekday 4), 09:00–17:00)",
        "hours.next(when.tomorrow(09:00))",
        "hours.quiet(20:00–08:00)",
        "hours.pick.ask",
    ]


@pytest.mark.parametrize(
    ("moment", "lines"),
    [
        pytest.param(
            datetime(2026, 11, 24, 5, tzinfo=UTC),
            ["hours.now.outside(when.today(09:00))", "hours.today(09:00–17:00)"],
            id="before work",
        ),
        pytest.param(
            datetime(2026, 11, 28, 11, tzinfo=UTC),
            ["hours.now.outside(when.weekday(weekday 0, 09:00))", "hours.free"],
            id="a free day",
        ),
        pytest.param(
            datetime(2026, 12, 25, 11, tzinfo=UTC),
            ["hours.now.holiday(when.weekday(weekday 0, 09:00))", "hours.free.holiday"],
            id="a holiday before a weekend",
        ),
    ],
)
async def test_off_duty_it_says_until_when_and_why(
    world: World, amina: Someone, moment: datetime, lines: list[str]
) -> None:
    assert (await at(world, amina, moment))[:2] == lines


@pytest.mark.parametrize(
    ("new", "moment", "lines"),
    [
        pytest.param(
            Arrangement(Kind.LEAVE, date(2026, 12, 28), date(2027, 1, 4)),
            datetime(2026, 12, 30, 11, tzinfo=UTC),
            ["hours.now.leave(when.weekday(weekday 1, 09:00))", "hours.free.leave"],
            id="leave over New Year",
        ),
        pytest.param(
            CLOSED_TODAY,
            datetime(2026, 11, 23, 6, tzinfo=UTC),
            ["hours.now.closed(when.tomorrow(09:00))", "hours.free.closed"],
            id="a closed day",
        ),
        pytest.param(
            Arrangement(Kind.CLOSING, date(2026, 11, 23), start=540, end=1020),
            datetime(2026, 11, 23, 6, tzinfo=UTC),
            ["hours.now.outside(when.tomorrow(09:00))", "hours.free.closed"],
            id="closed for exactly her hours, before they begin",
        ),
        pytest.param(
            Arrangement(Kind.OPENING, date(2026, 11, 28), start=600, end=720),
            datetime(2026, 11, 28, 10, tzinfo=UTC),
            ["hours.now.opened(12:00)", "hours.today(10:00–12:00)"],
            id="an extra morning",
        ),
        pytest.param(
            Arrangement(Kind.HOURS, date(2026, 11, 1)),
            datetime(2026, 11, 23, 11, tzinfo=UTC),
            ["hours.never_on", "hours.free"],
            id="a week with no hours",
        ),
        pytest.param(
            Arrangement(Kind.HOURS, date(2026, 11, 1), windows=(Window(0, 22 * 60, 26 * 60),)),
            datetime(2026, 11, 23, 22, tzinfo=UTC),
            ["hours.now.agreed(when.tomorrow(02:00))", "hours.today(22:00–24:00)"],
            id="over midnight",
        ),
        pytest.param(
            Arrangement(Kind.HOURS, date(2027, 1, 1), windows=(Window(6, 60, 300),)),
            datetime(2028, 3, 26, 2, tzinfo=UTC),
            ["hours.now.agreed(05:00)", "hours.today(01:00–05:00)"],
            id="the Sunday on which the clock skips an hour",
        ),
        pytest.param(
            Arrangement(Kind.HOURS, date(2027, 1, 1), windows=(Window(6, 60, 300),)),
            datetime(2027, 10, 31, 3, 30, tzinfo=UTC),
            ["hours.now.agreed(05:00)", "hours.today(01:00–05:00)"],
            id="the Sunday on which the clock shows an hour twice",
        ),
    ],
)
async def test_what_was_arranged_decides(
    world: World, amina: Someone, new: Arrangement, moment: datetime, lines: list[str]
) -> None:
    await arrange(world, amina, new)
    assert (await at(world, amina, moment))[:2] == lines


async def test_somebody_who_always_works_has_no_end_of_duty(world: World, amina: Someone) -> None:
    await arrange(world, amina, Arrangement(Kind.OPENING, date(2026, 1, 1), date(2029, 1, 1)))
    assert (await amina.does("/hours"))[:2] == ["hours.always_on", "hours.today(00:00–24:00)"]


async def test_the_agreed_week_the_next_one_and_what_lies_ahead(world: World, amina: Someone) -> None:
    later = Arrangement(Kind.HOURS, date(2026, 12, 1), windows=(Window(1, 600, 720, consultation=True),))
    leave = Arrangement(Kind.LEAVE, date(2026, 12, 28), date(2027, 1, 4))
    over = Arrangement(Kind.LEAVE, date(2026, 11, 9), date(2026, 11, 10))
    for one in (WEEKLY, later, leave, over):
        await arrange(world, amina, one)
    lines = await at(world, amina, datetime(2026, 11, 23, 10, tzinfo=UTC))
    assert lines[2:7] == [
        "hours.agreed",
        "arranged.hours(2026-11-02)",
        "arranged.days(arranged.weekday(weekday 0), 09:00–12:00, 13:00–17:00)",
        "arranged.contract.volunteer",
        "arranged.weekly(10)",
    ]
    assert "hours.next(when.today(13:00))" in lines
    assert "arranged.leave_days(2026-12-28, 2027-01-04, 00:00–24:00)" in lines
    assert not [line for line in lines if "2026-11-09" in line]
    assert lines[lines.index("arranged.hours(2026-12-01)") + 1 :][:2] == [
        "arranged.no_days",
        "arranged.consultation(arranged.weekday(weekday 1), 10:00–12:00)",
    ]


async def test_being_away_stands_first(world: World, amina: Someone) -> None:
    async with world.database.transaction() as session:
        until = datetime(2026, 11, 23, 14, tzinfo=UTC)
        await hours.set_away(session, (await amina.person()).id, until, world.clock.now())
    assert (await amina.does("/hours"))[0] == "hours.away(15:00)"
    world.clock.forward(hours=3)
    assert (await amina.does("/hours"))[0] == "hours.now.agreed(17:00)"


async def test_while_it_is_quiet_it_says_how_long(world: World, amina: Someone) -> None:
    lines = await at(world, amina, datetime(2026, 11, 27, 20, tzinfo=UTC))
    assert lines[-2] == "hours.silent(when.weekday(weekday 0, 09:00))"


async def test_each_team_has_its_own_hours_under_its_name(world: World, amina: Someone) -> None:
    code = await world.invite("Second team", Role.COORDINATOR)
    await amina.does(f"/start {code}")
    await arrange(world, amina, WEEKLY)
    lines = await amina.does("/hours")
    first, second = (
        lines.index(f"hours.team.{role}({team})")
        for role, team in (("key_person", "Haarlem Effect"), ("coordinator", "Second team"))
    )
    assert "hours.agreed" in lines[first:second]
    assert "hours.not_agreed" in lines[second:]


async def test_two_roles_in_one_team_have_hours_of_their_own(world: World, amina: Someone) -> None:
    await amina.does(f"/start {await world.invite('Haarlem Effect', Role.COORDINATOR)}")
    await arrange(world, amina, WEEKLY, at=1)
    lines = await amina.does("/hours")
    second = lines.index("hours.team.coordinator(Haarlem Effect)")
    assert "hours.not_agreed" in lines[:second]
    assert "hours.agreed" in lines[second:]


async def test_a_coordinator_has_a_page_of_her_own_without_a_balance(world: World, vera: Someone) -> None:
    await arrange(world, vera, WEEKLY)
    lines = await vera.does("/hours")
    assert lines[:2] == [
        "hours.now.outside(when.today(13:00))",
        "hours.today(09:00–12:00, 13:00–17:00)",
    ]
    assert not [line for line in lines if line.startswith("hours.week")]
    assert vera.options() == ["away", "quiet", "leave", "history"]


async def test_a_second_page_takes_the_buttons_of_the_first_and_always_starts_in_front(
    amina: Someone,
) -> None:
    await amina.hears(("/hours", "hours.pick.ask"), ("[history]", "hours.no_history"))
    first = amina.phone.last
    await amina.hears(("/hours", "hours.pick.ask"))
    assert not next(one for one in amina.phone.messages if one.message_id == first.message_id).inline


async def test_a_day_later_the_page_is_closed(world: World, amina: Someone) -> None:
    await amina.does("/hours")
    world.clock.forward(days=1, minutes=1)
    await world.tick()
    assert (amina.phone.last.text, amina.phone.last.inline) == ("hours.closed", [])
