"""/privacy: what is kept in short pages, and the wish that the bot does not write first."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.model import Role
from bot.rules.retention import RETENTION
from bot.screen import Screen, Text
from storage import notices, objections, on_call, people
from storage.database import Session
from storage.tables import audit, notice
from tests.cast import Someone, World

DAY = timedelta(days=1)


async def put(world: World, who: Someone, key: str = "note:1", **more: object) -> None:
    person = await who.person()
    team = person.memberships[0].team_id
    screen = Screen(lines=(Text(key="common.name", values={"name": key}),))
    async with world.database.transaction() as session:
        await notices.put(session, person.id, team, key, screen, world.clock.now(), **more)  # type: ignore[arg-type]


async def states(session: Session) -> list[tuple[str, str]]:
    rows = await session.execute(select(notice.c.key, notice.c.state).order_by(notice.c.id))
    return [(row.key, row.state) for row in rows]


async def ticked(world: World, who: Someone) -> list[str]:
    before = len(world.telegram.calls)
    await world.tick()
    return who.lines_since(before)


async def object_(who: Someone) -> None:
    await who.hears(
        ("/privacy", "privacy.page.ask"),
        ("[object]", "privacy.confirm.ask"),
        ("[yes]", "privacy.objected"),
    )


async def test_every_question_has_a_page_and_a_way_back(amina: Someone) -> None:
    lines = await amina.does("/privacy")
    assert lines == ["privacy.title", "privacy.short", "privacy.page.ask"]
    for page in ("stored", "why", "who", "where", "rights"):
        lines = await amina.does(f"[{page}]")
        assert lines[-1] == "privacy.read.ask"
        assert await amina.does("[back]") == ["privacy.title", "privacy.short", "privacy.page.ask"]


async def test_how_long_is_said_as_it_is_done(amina: Someone) -> None:
    lines = await amina.does("/privacy", "[how_long]")
    assert lines[1:-2] == [f"privacy.kept.{one.kind}({one.months})" for one in RETENTION]


async def test_its_doors_lead_to_her_rights(amina: Someone) -> None:
    for door, title in (("seen", "seen.title"), ("correct", "correct.title"), ("forget", "forget.title")):
        lines = await amina.does("/privacy", f"[{door}]")
        assert any(title in line for line in lines), lines


async def test_a_stranger_hears_in_two_lines_that_nothing_is_kept(world: World, stranger: Someone) -> None:
    assert await stranger.does("/privacy") == ["privacy.title", "privacy.stranger"]
    assert await stranger.does("/privacy") == []
    assert await world.read(people.by_telegram, stranger.id) is None


async def test_who_left_still_has_her_rights(amina: Someone, vera: Someone, world: World) -> None:
    await leaves(world, amina, vera)
    assert "privacy.page.ask" in await amina.does("/privacy")
    assert {"mydata", "correct", "forget"} <= set(amina.options())
    assert not {"seen", "object"} & set(amina.options())


async def leaves(world: World, who: Someone, by: Someone) -> None:
    from storage import membership_changes

    person, asker = await who.person(), await by.person()
    async with world.database.transaction() as session:
        await membership_changes.leave(session, asker, person.memberships[0].id, world.clock.now())


async def test_after_an_objection_nothing_is_said_unasked_and_answers_go_on(
    world: World, amina: Someone
) -> None:
    await object_(amina)
    await put(world, amina)
    world.clock.forward(hours=1)
    assert await ticked(world, amina) == []
    assert await amina.does("/why") == [
        "waiting.since(when.today(12:00), waiting.reason.objected)",
    ]
    assert "common.name(note:1)" in await amina.does("/waiting")


async def test_what_waited_before_is_held_as_well(world: World, amina: Someone) -> None:
    await put(world, amina)
    await object_(amina)
    world.clock.forward(hours=1)
    assert await ticked(world, amina) == []


async def test_what_is_not_fetched_is_dropped_after_two_weeks_and_she_is_told(
    world: World, amina: Someone
) -> None:
    await object_(amina)
    await put(world, amina)
    await world.tick()
    world.clock.forward(days=13)
    await world.tick()
    assert ("note:1", "held") in await world.read(states)
    world.clock.forward(days=1, minutes=1)
    assert await ticked(world, amina) == []
    assert ("note:1", "expired") in await world.read(states)
    assert "waiting.dropped(1)" in await amina.does("/waiting")


async def test_whoever_sent_it_hears_once_that_she_cannot_be_reached(
    world: World, amina: Someone, vera: Someone
) -> None:
    await object_(amina)
    vera_id = (await vera.person()).id
    for number in range(3):
        await put(world, amina, f"note:{number}", asked_by=vera_id)
    world.clock.forward(hours=1)
    heard = [*await ticked(world, vera), *await ticked(world, vera)]
    assert [one for one in heard if "gate." in one] == ["gate.unreachable(Amina)"]
    for _ in range(3):
        world.clock.forward(days=7)
        await put(world, amina, f"note:{world.clock.now()}", asked_by=vera_id)
        heard = [*await ticked(world, vera), *await ticked(world, vera)]
        assert not [one for one in heard if "gate." in one]


async def test_weekly_news_does_not_pile_up(world: World, amina: Someone, vera: Someone) -> None:
    await object_(vera)
    for _ in range(5):
        world.clock.forward(days=7)
        await world.tick()
    weekly = [key for key, state in await world.read(states) if state == "held" and key.startswith("digest:")]
    assert len(weekly) == 1


async def test_she_may_take_it_back_and_hears_what_still_waits(world: World, amina: Someone) -> None:
    await object_(amina)
    await put(world, amina)
    await world.tick()
    assert "privacy.objects" in await amina.does("/privacy")
    await amina.hears(("[write]", "privacy.writes_again"))
    world.clock.forward(minutes=15)
    assert "common.name(note:1)" in await ticked(world, amina)


async def test_a_second_thought_changes_nothing(world: World, amina: Someone) -> None:
    await amina.hears(
        ("/privacy", "privacy.page.ask"), ("[object]", "privacy.confirm.ask"), ("[no]", "privacy.page.ask")
    )
    assert await world.read(objections.since, (await amina.person()).id) is None


async def test_nobody_is_on_call_who_is_not_to_be_written_to(
    world: World, amina: Someone, vera: Someone
) -> None:
    await vera.does("/oncall", "[tonight]", "[yes]")
    person = await vera.person()
    team = person.memberships[0].team_id
    tonight = world.clock.now() + timedelta(hours=10)
    assert [one.person_id for one in await world.read(on_call.at, team, tonight)] == [person.id]
    await object_(vera)
    assert await world.read(on_call.at, team, tonight) == []
    await vera.hears(
        ("/oncall", "on_call.none"), ("[tonight]", "on_call.asks"), ("[yes]", "on_call.objected")
    )
    assert await world.read(on_call.at, team, tonight) == []
    before = len(world.telegram.calls)
    await amina.does("/alarm")
    await world.tick()
    assert vera.lines_since(before) == []


@pytest.mark.parametrize("role", [Role.KEY_PERSON, Role.COORDINATOR])
async def test_both_changes_are_in_the_trail(world: World, role: Role) -> None:
    who = world.someone(1042, "Sara")
    await who.joins("Haarlem Effect", role)
    await object_(who)
    await who.does("[write]")
    actions = await world.read(trail)
    assert actions[-2:] == ["objected", "objection_withdrawn"]


async def trail(session: Session) -> list[str]:
    return list((await session.execute(select(audit.c.action).order_by(audit.c.seq))).scalars())


async def test_the_coordinator_sees_that_she_cannot_be_reached_and_not_why(
    amina: Someone, vera: Someone
) -> None:
    await object_(vera)
    lines = await amina.does("/coordinator")
    assert "coordinator.unreachable(Vera)" in lines
    assert not any("object" in line for line in lines)
