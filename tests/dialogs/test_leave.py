"""Leave of one's own: it holds at once, in every team, and it is the person's own to take back."""

from datetime import date

import pytest

from bot.model import Role
from bot.rules.hours import Arrangement, Kind, standing
from storage import hours, membership_changes
from storage.hours import AGREED, WITHDRAWN, Entry
from tests.cast import Someone, World
from tests.dialogs.arranging import arrange, forged, toast, told
from tests.rules.stage import ZONE

AUGUST = Arrangement(Kind.LEAVE, date(2027, 8, 1), date(2027, 8, 14))


async def made(world: World, who: Someone, at: int = 0) -> list[Entry]:
    found = await world.read(hours.history, (await who.person()).memberships[at].id)
    assert isinstance(found, list)
    return found


def first_listed(who: Someone) -> str:
    """The button of the first leave that can be taken back."""
    return f"[{next(one for one in who.options() if one.isdecimal())}]"


@pytest.fixture
async def opened(amina: Someone, vera: Someone) -> Someone:
    """Amina on the page of her leave; her coordinator is Vera."""
    await amina.does("/hours", "[leave]")
    return amina


async def test_a_period_holds_at_once_and_her_coordinator_hears_of_it(
    world: World, opened: Someone, vera: Someone
) -> None:
    lines = await opened.does("[other]", "1-8 tot 14-8")
    assert lines[:2] == [
        "arranged.leave_days(2027-08-01, 2027-08-14, 00:00–24:00)",
        "arranging.begins_in(2027)",
    ]
    await opened.hears(("[yes]", "leave.taken"))
    [entry] = await made(world, opened)
    assert (entry.state, entry.arrangement) == (AGREED, AUGUST)
    before = len(world.telegram.calls)
    await world.tick()
    assert vera.lines_since(before) == ["leave.they_leave(Amina)", *lines[:2]]
    assert opened.lines_since(before) == []


@pytest.mark.parametrize(
    ("deeds", "first", "last"),
    [
        pytest.param(("[2026-11-23]",), date(2026, 11, 23), date(2026, 11, 23), id="today"),
        pytest.param(("[2026-11-24]",), date(2026, 11, 24), date(2026, 11, 24), id="tomorrow"),
        pytest.param(("[other]", "24-12"), date(2026, 12, 24), date(2026, 12, 24), id="one day"),
        pytest.param(
            ("[other]", "من ٢٤ ديسمبر إلى ٣ يناير"), date(2026, 12, 24), date(2027, 1, 3), id="in Arabic"
        ),
        pytest.param(
            ("[other]", "vandaag t/m 27-11"), date(2026, 11, 23), date(2026, 11, 27), id="from today on"
        ),
        pytest.param(
            ("[other]", "1-12-2026 tot 30-11-2028"), date(2026, 12, 1), date(2028, 11, 30), id="two years"
        ),
    ],
)
async def test_ways_to_say_when(
    world: World, opened: Someone, deeds: tuple[str, ...], first: date, last: date
) -> None:
    await opened.does(*deeds)
    await opened.hears(("[yes]", "leave.taken"))
    assert [one.arrangement for one in await made(world, opened)] == [Arrangement(Kind.LEAVE, first, last)]


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("1-11-2026 tot 8-11-2026", id="in the past"),
        pytest.param("22-11-2026", id="yesterday"),
        pytest.param("20-11-2026 tot 30-11-2026", id="begun in the past"),
        pytest.param("1-12-2026 tot 2-12-2028", id="longer than two years"),
        pytest.param("1-8-2062", id="too far away"),
        pytest.param("31 februari", id="no such day"),
        pytest.param("14-8-2027 tot 1-8-2027", id="the end first"),
        pytest.param("9-17", id="times instead of days"),
        pytest.param("soon", id="words"),
    ],
)
async def test_leave_that_cannot_be_is_refused_with_an_example_and_nothing_is_lost(
    world: World, opened: Someone, typed: str
) -> None:
    await opened.hears(("[other]", "leave.period.ask"), (typed, "leave.period.refused"))
    assert await made(world, opened) == []
    await opened.hears(("1-8 tot 14-8", "leave.confirm.ask"), ("[yes]", "leave.taken"))


async def test_from_today_on_she_is_off_duty(world: World, opened: Someone) -> None:
    await opened.does("[2026-11-23]", "[yes]")
    reach = await world.read(hours.reach, (await opened.person()).id, ZONE)
    [[duty]] = reach.duties.values()
    assert not standing(duty, world.clock.now()).on


async def test_it_holds_in_every_team_and_nobody_hears_of_it_twice(
    world: World, opened: Someone, vera: Someone
) -> None:
    code = await world.invite("Utrecht West")
    await opened.does(f"/start {code}")
    code = await world.invite("Utrecht West", Role.COORDINATOR)
    await vera.does(f"/start {code}")
    await opened.hears(("/hours", "hours.pick.ask"), ("[leave]", "leave.when.ask"))
    await opened.hears(("[2026-11-24]", "leave.all_teams"), ("[yes]", "leave.heard"))
    assert [len(await made(world, opened, at)) for at in (0, 1)] == [1, 1]
    assert await told(world, vera) == ["leave.they_leave"]
    lines = await opened.does("/hours", "[leave]", "[remove]")
    assert len([line for line in lines if line.startswith("leave.numbered")]) == 1
    await opened.does(first_listed(opened), "[yes]")
    assert [one.state for at in (0, 1) for one in await made(world, opened, at)] == [WITHDRAWN, WITHDRAWN]


async def test_somebody_without_a_coordinator_is_not_told_that_one_hears_of_it(
    world: World, petro: Someone
) -> None:
    lines = await petro.does("/hours", "[leave]", "[2026-11-24]", "[yes]")
    assert "leave.taken" in lines
    assert "leave.heard" not in lines


async def test_a_coordinator_takes_leave_without_telling_herself(world: World, vera: Someone) -> None:
    lines = await vera.does("/hours", "[leave]", "[2026-11-24]", "[yes]")
    assert "leave.taken" in lines
    assert await told(world, vera) == []


async def test_leave_that_nobody_heard_of_yet_is_taken_back_silently(
    world: World, opened: Someone, vera: Someone
) -> None:
    await opened.does("[2026-11-24]", "[yes]", "/hours", "[leave]")
    await opened.hears(("[remove]", "leave.gone.ask"))
    await opened.hears((first_listed(opened), "leave.taking_back"))
    lines = await opened.does("[yes]")
    assert "leave.taken_back" in lines
    assert "leave.heard" not in lines
    assert [one.state for one in await made(world, opened)] == [WITHDRAWN]
    assert await told(world, vera) == []


async def test_the_coordinator_who_heard_of_it_hears_that_it_was_taken_back(
    world: World, opened: Someone, vera: Someone
) -> None:
    await opened.does("[2026-11-24]", "[yes]")
    await world.tick()
    await opened.does("/hours", "[leave]", "[remove]")
    await opened.does(first_listed(opened))
    await opened.hears(("[yes]", "leave.heard"))
    assert await told(world, vera) == ["leave.they_return"]


async def test_only_what_is_not_over_can_be_taken_back(world: World, opened: Someone) -> None:
    await opened.does("[2026-11-23]", "[yes]", "/hours", "[leave]")
    assert "remove" in opened.options()
    world.clock.forward(days=1)
    await opened.does("/hours", "[leave]")
    assert "remove" not in opened.options()


async def test_it_is_written_too_where_she_is_paused_and_nobody_there_hears_of_it(
    world: World, amina: Someone, vera: Someone, petro: Someone
) -> None:
    await amina.joins("Haarlem Oost")
    [here, _] = (await amina.person()).memberships
    wim = world.someone(1004, "Wim")
    await wim.joins("Haarlem Oost", Role.COORDINATOR)
    async with world.database.transaction() as session:
        await membership_changes.pause(session, await vera.person(), here.id, world.clock.now())
    await amina.does("/hours", "[leave]", "[2026-11-24]", "[yes]")
    assert await told(world, vera) == []
    assert (await told(world, wim))[0] == "leave.they_leave"
    async with world.database.transaction() as session:
        await membership_changes.resume(session, await vera.person(), here.id, world.clock.now())
    assert [one.state for one in await world.read(hours.history, here.id)] == [AGREED]
    await amina.does("/hours", "[leave]", "[remove]")
    await amina.does(first_listed(amina), "[yes]")
    assert [one.state for one in await world.read(hours.history, here.id)] == [WITHDRAWN]


async def test_back_leads_to_her_hours_and_to_the_question_before(opened: Someone) -> None:
    await opened.hears(("[other]", "leave.period.ask"), ("[@back]", "leave.when.ask"))
    await opened.hears(("[hours]", "hours.pick.ask"))


async def test_a_kill_in_between_loses_nothing(world: World, opened: Someone) -> None:
    await opened.does("[other]")
    await world.restart()
    await opened.hears(("1-8 tot 14-8", "leave.confirm.ask"))
    await world.restart()
    await opened.hears(("[yes]", "leave.taken"))
    assert [one.arrangement for one in await made(world, opened)] == [AUGUST]


async def test_petro_cannot_take_back_aminas_leave(world: World, opened: Someone, petro: Someone) -> None:
    await opened.does("[2026-11-24]", "[yes]")
    await arrange(world, petro, AUGUST)
    [entry] = await made(world, opened)
    await petro.does("/hours", "[leave]", "[remove]")
    forged(petro, str(entry.id))
    await world.settle()
    assert toast(petro) == "common.old_button"
    assert [one.state for one in await made(world, opened)] == [AGREED]


async def test_the_question_does_not_lie_open_for_ever(world: World, opened: Someone) -> None:
    world.clock.forward(days=1)
    before = len(world.telegram.calls)
    await world.tick()
    assert "leave.closed" in opened.lines_since(before)
