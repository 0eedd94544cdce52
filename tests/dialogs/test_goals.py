"""/goals: what was agreed is kept, counted along, and ended by whoever coordinates the team; nobody else sees it."""

from datetime import date

import pytest
from sqlalchemy import select

from bot.model import Role
from bot.rules.goals import MOST, Goal, Indicator
from storage import goals
from storage.tables import goal as table
from tests.cast import Someone, World
from tests.dialogs.arranging import coordinates, forged, toast

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


async def agreed(world: World, who: Someone) -> tuple[Goal, ...]:
    asker = await who.person()
    found = await world.read(goals.of_team, asker, asker.teams_as(Role.COORDINATOR)[0].team_id)
    assert isinstance(found, tuple)
    return found


async def agree(world: World, who: Someone, new: Goal) -> int:
    asker = await who.person()
    async with world.database.transaction() as session:
        assert await goals.add(session, asker, asker.memberships[0].team_id, new, world.clock.now())
        return max(int(one) for one in (await session.execute(select(table.c.id))).scalars())


async def test_a_goal_is_kept_in_a_few_taps_and_counted_along(
    world: World, amina: Someone, vera: Someone
) -> None:
    await vera.hears(
        ("/goals", "goals.none"),
        ("[new]", "goals.indicator.ask"),
        ("[questions]", "goals.topic.ask"),
        ("[money]", "goals.group.ask"),
        ("[type]", "goals.group_typed.ask"),
        ("jonge  ouders ", "goals.number.ask"),
        ("1.200", "goals.span.ask"),
        ("[this_year]", "goals.added"),
    )
    [found] = await agreed(world, vera)
    assert (found.indicator, found.topic, found.target_group) == (
        Indicator.QUESTIONS,
        "money",
        "jonge ouders",
    )
    assert (found.number, found.first, found.last) == (1200, *YEAR)
    await amina.does("/contact", "[one_to_one]", "[money]", "[explained]", "[none]")
    lines = await vera.does("/goals")
    line = next(one for one in lines if one.startswith("goals.numbered"))
    assert "1200" in line
    assert "goals.for_all" in lines


async def test_days_can_be_typed(world: World, vera: Someone) -> None:
    await vera.does("/goals", "[new]", "[contacts]", "[everybody]", "250", "[days]")
    await vera.hears(
        ("1-9-2025 – 1-9-2026", "goals.days.refused"),
        ("never", "goals.days.refused"),
        ("1-9-2026 – 31-8-2027", "goals.added"),
    )
    [found] = await agreed(world, vera)
    assert (found.first, found.last, found.topic) == (date(2026, 9, 1), date(2027, 8, 31), None)


@pytest.mark.parametrize("words", ["0", "100001", "twelve", "1,5", "-3", "12\n13", "1e3"])
async def test_what_is_no_number_is_asked_again(vera: Someone, words: str) -> None:
    await vera.does("/goals", "[new]", "[contacts]", "[everybody]")
    await vera.hears((words, "goals.number.refused"), ("٢٠٠", "goals.span.ask"))


@pytest.mark.parametrize("words", ["W" * 41, "two\nlines", "mevrouw Yilmaz", "06 12345678", "123456782"])
async def test_a_target_group_tells_nothing_of_a_person(vera: Someone, words: str) -> None:
    await vera.does("/goals", "[new]", "[contacts]", "[type]")
    await vera.hears((words, "goals.group_typed.refused"), ("ouderen", "goals.number.ask"))


async def test_ending_one_asks_once(world: World, vera: Someone) -> None:
    number = await agree(world, vera, Goal(Indicator.CONTACTS, 20, *YEAR))
    await vera.hears(
        ("/goals", "goals.pick.ask"), (f"[{number}]", "goals.end.ask"), ("[no]", "goals.pick.ask")
    )
    assert len(await agreed(world, vera)) == 1
    await vera.hears((f"[{number}]", "goals.end.ask"), ("[yes]", "goals.none"))
    assert await agreed(world, vera) == ()


async def test_there_are_no_more_than_a_page_holds(world: World, vera: Someone) -> None:
    for _ in range(MOST):
        await agree(world, vera, Goal(Indicator.CONTACTS, 20, *YEAR))
    await vera.hears(("/goals", "goals.full"))
    assert "new" not in vera.options()
    asker = await vera.person()
    async with world.database.transaction() as session:
        new = Goal(Indicator.CONTACTS, 20, *YEAR)
        assert not await goals.add(session, asker, asker.memberships[0].team_id, new, world.clock.now())


async def test_petro_sees_and_ends_nothing_of_haarlem(world: World, vera: Someone, petro: Someone) -> None:
    number = await agree(world, vera, Goal(Indicator.CONTACTS, 20, *YEAR))
    await petro.hears(("/goals", "common.not_for_you"))
    await coordinates(world, petro, "Utrecht West")
    await petro.hears(("/goals", "goals.none"))
    forged(petro, str(number))
    await world.settle()
    assert toast(petro) == "common.old_button"
    asker, theirs = await petro.person(), (await vera.person()).memberships[0].team_id
    async with world.database.transaction() as session:
        assert not await goals.end(session, asker, number, world.clock.now())
        with pytest.raises(LookupError):
            await goals.of_team(session, asker, theirs)
        with pytest.raises(LookupError):
            await goals.add(session, asker, theirs, Goal(Indicator.CONTACTS, 1, *YEAR), world.clock.now())
    assert len(await agreed(world, vera)) == 1


async def test_a_key_person_has_no_goals_to_see(amina: Someone) -> None:
    await amina.hears(("/goals", "common.not_for_you"))
