"""/oncall: only she herself agrees to be alerted at any hour, sees it, and ends it."""

from datetime import timedelta

import pytest

from bot.model import Role
from storage import on_call
from storage.on_call import Agreed
from tests.cast import Someone, World


async def agreed(world: World, who: Someone) -> list[Agreed]:
    person = await who.person()
    found = await world.read(on_call.of, person.id, person.memberships[0].team_id, world.clock.now())
    return list(found)


async def test_nobody_is_on_call_before_she_says_so(world: World, vera: Someone) -> None:
    assert await vera.does("/oncall") == [
        *("on_call.title", "on_call.explained", "on_call.none", "on_call.pick.ask")
    ]
    assert await agreed(world, vera) == []


@pytest.mark.parametrize(
    ("pick", "asks"),
    [
        pytest.param("tonight", "on_call.asks(when.today(17:00), when.tomorrow(09:00))", id="tonight"),
        pytest.param(
            "weekend",
            "on_call.asks(when.weekday(weekday 4, 17:00), when.day(2026-11-30, 09:00))",
            id="weekend",
        ),
    ],
)
async def test_a_time_near_by_is_two_taps(world: World, vera: Someone, pick: str, asks: str) -> None:
    await vera.hears(("/oncall", "on_call.none"), (f"[{pick}]", asks), ("[no]", "on_call.none"))
    assert await agreed(world, vera) == []
    await vera.hears((f"[{pick}]", asks), ("[yes]", "on_call.agreed"))
    assert len(await agreed(world, vera)) == 1


async def test_a_time_can_be_typed(world: World, vera: Someone) -> None:
    await vera.hears(
        ("/oncall", "on_call.pick.ask"),
        ("[other]", "on_call.days.ask"),
        ("yesterday", "on_call.days.refused"),
        ("1 jan - 1 mar", "on_call.days.refused"),
        ("27 nov - 28 nov", "on_call.times.ask"),
        ("evening", "on_call.times.refused"),
        ("18:00 - 8:00", "on_call.asks(when.weekday(weekday 4, 18:00), when.weekday(weekday 6, 08:00))"),
        ("[yes]", "on_call.entry"),
    )
    [one] = await agreed(world, vera)
    assert one.ends_at - one.starts_at == timedelta(days=1, hours=14)


async def test_a_time_of_today_that_is_over_is_refused(vera: Someone) -> None:
    await vera.does("/oncall", "[other]", "today")
    await vera.hears(("8:00 - 9:00", "on_call.times.refused"), ("11:00 - 13:00", "on_call.asks"))


async def test_what_she_agrees_to_is_what_she_was_shown(world: World, vera: Someone) -> None:
    await vera.does("/oncall", "[tonight]")
    world.clock.forward(hours=8)
    await vera.does("[yes]")
    [one] = await agreed(world, vera)
    assert one.ends_at - one.starts_at == timedelta(hours=16)


async def test_a_time_that_went_by_while_she_thought_is_not_agreed_to(world: World, vera: Someone) -> None:
    await vera.does("/oncall", "[tonight]")
    world.clock.forward(hours=22)
    await vera.hears(("[yes]", "on_call.over"))
    assert await agreed(world, vera) == []


async def test_she_ends_it_at_any_time(world: World, vera: Someone) -> None:
    await vera.does("/oncall", "[tonight]", "[yes]")
    world.clock.forward(hours=14)
    await vera.does("/oncall")
    [end] = [one for one in vera.options() if one.startswith("end_")]
    await vera.hears((f"[{end}]", "on_call.ended"))
    assert await agreed(world, vera) == []


async def test_what_she_agreed_to_twice_is_one_time_and_ends_at_once(world: World, vera: Someone) -> None:
    for _ in range(2):
        await vera.does("/oncall", "[tonight]", "[yes]")
    assert len(await agreed(world, vera)) == 1
    await vera.does("/oncall", "[other]", "23 nov", "23:00 - 12:00", "[yes]")
    await vera.does("/oncall", "[other]", "27 nov", "18:00 - 20:00", "[yes]")
    first, second = await agreed(world, vera)
    assert (first.ends_at - first.starts_at, second.ends_at - second.starts_at) == (
        *(timedelta(hours=19), timedelta(hours=2)),
    )
    await vera.hears((f"[end_{first.id}]", "on_call.ended"))
    assert await agreed(world, vera) == [second]


async def test_key_persons_are_never_on_call(amina: Someone, petro: Someone) -> None:
    for one in (amina, petro):
        await one.hears(("/oncall", "common.not_for_you"))


async def test_nobody_ends_it_for_somebody_else(world: World, vera: Someone) -> None:
    await vera.does("/oncall", "[tonight]", "[yes]")
    [one] = await agreed(world, vera)
    deputy = world.someone(1020, "Deputy")
    await deputy.joins("Haarlem Effect", Role.COORDINATOR)
    me = (await deputy.person()).id
    async with world.database.transaction() as session:
        assert not await on_call.end(session, me, one.id, world.clock.now())
    assert await agreed(world, deputy) == []
    assert len(await agreed(world, vera)) == 1
