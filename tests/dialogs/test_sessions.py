"""A key person's own sessions: what is ahead, what she answered, and how many talks she had."""

from datetime import timedelta

import pytest

from bot.model import Role
from bot.supervision import Answer, MeetingKind, MeetingState, Plan
from storage import hours, meetings, people
from tests.cast import Someone, World
from tests.dialogs.test_supervision import adds, at, ends, key_person


async def test_without_a_session_she_reads_whom_to_ask(amina: Someone) -> None:
    assert await amina.does("/supervision") == [
        "sessions.title",
        "sessions.none",
        "sessions.talks(90, 0)",
        "sessions.pick.ask",
    ]
    assert amina.options() == ["coordinator"]


async def test_the_way_to_her_coordinator_is_a_button(amina: Someone, vera: Someone) -> None:
    await amina.does("/supervision")
    lines = await amina.does("[coordinator]")
    assert [line for line in lines if line.startswith("coordinator.")]


async def test_each_session_is_two_lines_and_a_button(world: World, amina: Someone, vera: Someone) -> None:
    fatima, yusuf = [await key_person(world, number, name) for number, name in enumerate(("Fatima", "Yusuf"))]
    later = await adds(world, vera, [amina, fatima, yusuf], at(1, 12), MeetingKind.PEER)
    soon = await adds(world, vera, [amina], at(24))
    hers = (await amina.person()).id
    async with world.database.transaction() as session:
        await meetings.set_answer(session, soon, hers, Answer.YES, world.clock.now())
    assert await amina.does("/supervision") == [
        "sessions.title",
        "sessions.line(meeting.kind.individual, meeting.at(weekday 1, 2026-11-24, 10:00))",
        "sessions.details(common.name(Vera) sessions.answer.yes)",
        "sessions.line(meeting.kind.peer_supervision, meeting.at(weekday 1, 2026-12-01, 10:00))",
        "sessions.details(common.name(Vera) common.name(Fatima) sessions.more_people(1) sessions.answer.open)",
        "sessions.talks(90, 0)",
        "sessions.pick.ask",
    ]
    assert amina.options() == [f"meeting_{soon}", f"meeting_{later}", "coordinator"]


async def test_where_it_is_and_who_leads_it_is_said(world: World, amina: Someone, vera: Someone) -> None:
    host, hers = await vera.person(), (await amina.person()).id
    plan = Plan(
        host.memberships[0].team_id, MeetingKind.OWN, 60, "Lunch", "Raamvest 1", "Mina of the library"
    )
    async with world.database.transaction() as session:
        await meetings.add(session, plan, at(24), host.id, [hers], world.clock.now())
    lines = await amina.does("/supervision")
    assert lines[1:3] == [
        "sessions.line(common.name(Lunch), meeting.at(weekday 1, 2026-11-24, 10:00))",
        "sessions.details(common.name(Vera) sessions.facilitator(Mina of the lib…) "
        "common.name(Raamvest 1) sessions.answer.open)",
    ]


async def test_one_that_she_said_no_to_stays_with_her_answer(
    world: World, amina: Someone, vera: Someone
) -> None:
    number, hers = await adds(world, vera, [amina], at(24)), (await amina.person()).id
    async with world.database.transaction() as session:
        await meetings.set_answer(session, number, hers, Answer.NO, world.clock.now())
    assert "sessions.details(common.name(Vera) sessions.answer.no)" in await amina.does("/supervision")


@pytest.mark.parametrize("state", [MeetingState.CANCELLED, MeetingState.SKIPPED])
async def test_what_is_off_is_not_listed(
    world: World, amina: Someone, vera: Someone, state: MeetingState
) -> None:
    await adds(world, vera, [amina], at(24), state=state)
    assert "sessions.none" in await amina.does("/supervision")


async def test_what_goes_on_is_listed_until_it_is_over(world: World, amina: Someone, vera: Someone) -> None:
    await adds(world, vera, [amina], world.clock.now() - timedelta(minutes=59))
    assert "sessions.none" not in await amina.does("/supervision")
    world.clock.forward(minutes=1)
    assert "sessions.none" in await amina.does("/supervision")


async def test_a_session_opens_from_the_page(world: World, amina: Someone, vera: Someone) -> None:
    number = await adds(world, vera, [amina], at(24))
    await amina.does("/supervision")
    lines = await amina.does(f"[meeting_{number}]")
    assert lines[0].startswith("meeting.what(meeting.kind.individual")


async def test_talks_that_she_came_to_are_counted_and_nothing_else(
    world: World, amina: Someone, vera: Someone
) -> None:
    fatima = await key_person(world, 1, "Fatima")
    for day, kind in ((2, MeetingKind.INDIVIDUAL), (9, MeetingKind.PROGRESS), (16, MeetingKind.PLAN_REVIEW)):
        await ends(world, await adds(world, vera, [amina], at(day), kind), amina)
    await ends(world, await adds(world, vera, [amina], at(17)))
    await ends(world, await adds(world, vera, [amina, fatima], at(18)), fatima)
    await ends(world, await adds(world, vera, [amina], at(19), MeetingKind.PEER), amina)
    await ends(world, await adds(world, vera, [amina], at(24, 8)), amina)  # 91 days ago
    await adds(world, vera, [amina], at(20))  # nothing was said of it
    assert "sessions.talks(90, 3)" in await amina.does("/supervision")
    assert "sessions.talks(90, 1)" in await fatima.does("/supervision")


async def test_times_are_those_of_the_reader(world: World, amina: Someone, vera: Someone) -> None:
    hers = (await amina.person()).id
    async with world.database.transaction() as session:
        await hours.set_zone(session, hers, "Europe/Kyiv")
    await adds(world, vera, [amina], at(24, hour=22) + timedelta(minutes=30))
    lines = await amina.does("/supervision")
    assert "sessions.line(meeting.kind.individual, meeting.at(weekday 2, 2026-11-25, 00:30))" in lines


async def test_two_with_one_name_and_one_without_are_told_apart(
    world: World, amina: Someone, vera: Someone
) -> None:
    other = await key_person(world, 1, "Vera")
    await adds(world, vera, [amina, other], at(24))
    veras, others = [(await one.person()).id for one in (vera, other)]
    both = [f"common.name(agree.namesake(Vera, {number}))" for number in (veras, others)]
    assert f"sessions.details({' '.join(both)} sessions.answer.open)" in await amina.does("/supervision")
    async with world.database.transaction() as session:
        await people.set_name(session, others, "")
    lines = await amina.does("/supervision")
    assert (
        f"sessions.details(common.name(Vera) common.name(common.unnamed({others})) sessions.answer.open)"
        in lines
    )


async def test_somebody_with_both_roles_finds_her_own_behind_the_page(
    world: World, amina: Someone, vera: Someone
) -> None:
    oksana = world.someone(3001, "Oksana")
    await oksana.joins("Haarlem Effect", Role.COORDINATOR)
    await oksana.does(f"/start {await world.invite('Haarlem Effect')}")
    await adds(world, vera, [oksana], at(24))
    await oksana.hears(
        ("/supervision", "supervision.title"),
        ("[own]", "sessions.details(common.name(Vera) sessions.answer.open)"),
    )
    page = oksana.phone.last.message_id
    await oksana.hears(("/supervision", "supervision.title"))
    [closed] = [one for one in oksana.phone.messages if one.message_id == page]
    assert closed.text == "sessions.expired"


async def test_every_time_there_is_a_fresh_page_and_the_old_one_is_closed(
    world: World, amina: Someone
) -> None:
    await amina.does("/supervision")
    first = amina.phone.last.message_id
    await amina.does("/supervision")
    [page] = [one for one in amina.phone.messages if one.message_id == first]
    assert page.text == "sessions.expired"
    world.clock.forward(days=1)
    before = len(world.telegram.calls)
    await world.tick()
    assert amina.lines_since(before) == ["sessions.expired"]


async def test_petro_sees_no_session_of_haarlem_and_opens_none(
    world: World, amina: Someone, vera: Someone, petro: Someone
) -> None:
    number = await adds(world, vera, [amina], at(24))
    assert "sessions.none" in await petro.does("/supervision")
    shown = petro.phone.last
    nonce = (shown.inline[0][0].data or "").split(":")[0]
    petro.phone.tap_data(f"{nonce}:meeting_{number}", shown.message_id)
    await world.settle()
    assert petro.phone.toasts[-1].text == "common.old_button"
