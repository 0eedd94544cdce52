"""Tell my coordinator: one tap, no reason, honest about who reads it, and asked about until somebody has called."""

from typing import Any

import pytest

from bot.model import Role
from storage import alarms, notices, people, tables
from tests.cast import Someone, World
from tests.dialogs.test_team import m, paused

NOBODY_HEARS = ["alarm.nobody_reads", "alarm.not_passed_on", "alarm.cannot_wait"]


async def rows(world: World) -> list[Any]:
    return list(await world.read(lambda session: session.execute(tables.alarm.select())))


async def keys_for(world: World, who: Someone) -> list[str]:
    return [one.key for one in await world.read(notices.held, (await who.person()).id)]


async def said_at(world: World, who: Someone, **later: float) -> list[str]:
    """What the bot says to her of its own accord when this much time has passed."""
    before = len(world.telegram.calls)
    world.clock.forward(**later)
    await world.tick()
    return who.lines_since(before)


async def on_call_tonight(who: Someone) -> None:
    await who.hears(("/oncall", "on_call.pick.ask"), ("[tonight]", "on_call.confirm.ask"))
    await who.hears(("[yes]", "on_call.agreed"))


async def test_a_coordinator_in_her_hours_hears_it_and_not_why(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does("/contact", "[phone_call]", "[safety]", "[safety.domestic_violence]")
    lines = await amina.does("[/alarm]")
    assert lines[:2] == ["alarm.passed_on(Vera)", "reading.now(Vera)"]
    assert "alarm.nobody_reads" not in lines
    assert await said_at(world, vera, minutes=11) == ["alarm.call", "alarm.wanted(Amina)"]


async def test_at_night_nobody_reads_along_and_it_says_so_and_what_to_do_instead(
    world: World, amina: Someone, vera: Someone
) -> None:
    world.clock.forward(hours=15)
    await amina.does("/sos")
    assert await amina.does("[/alarm]") == [
        "alarm.nobody_reads",
        "alarm.passed_on(Vera)",
        "reading.later(Vera, when.today(09:00))",
        "alarm.cannot_wait",
        "safety.number(112, safety.for.emergency)",
        "safety.number(113, safety.for.suicide_prevention)",
        "safety.number(0800-2000, safety.for.veilig_thuis)",
    ]
    assert await said_at(world, vera, minutes=1) == []
    assert "alarm.wanted(Amina)" in await said_at(world, vera, hours=7)


async def test_the_topic_is_neither_kept_nor_sent(world: World, amina: Someone, vera: Someone) -> None:
    await amina.does("/contact", "[phone_call]", "[safety]", "[safety.domestic_violence]", "[/alarm]")
    [row] = await rows(world)
    assert "violence" not in str(row)
    person = (await vera.person()).id
    [one] = [each for each in await world.read(notices.held, person) if each.key.startswith("alarm")]
    assert "violence" not in one.screen.model_dump_json() + one.key


async def test_whoever_is_on_call_hears_it_at_three_at_night_and_nobody_else_does(
    world: World, amina: Someone, vera: Someone, petro: Someone
) -> None:
    deputy = world.someone(1020, "Deputy")
    await deputy.joins("Haarlem Effect", Role.COORDINATOR)
    await on_call_tonight(deputy)
    world.clock.forward(hours=15)
    await world.tick()
    await amina.does("/sos")
    lines = await amina.does("[/alarm]")
    assert lines[:2] == ["alarm.on_call(Deputy)", "alarm.passed_on(Vera)"]
    assert "alarm.nobody_reads" not in lines
    before = len(world.telegram.calls)
    await world.tick()
    assert deputy.lines_since(before) == [*("alarm.call_now", "alarm.wanted_now(Amina, when.today(09:00))")]
    assert vera.lines_since(before) == petro.lines_since(before) == []
    assert "alarm.wanted(Amina)" in await said_at(world, vera, hours=7)


async def test_a_coordinator_who_is_on_call_herself_hears_it_once(
    world: World, amina: Someone, vera: Someone
) -> None:
    await on_call_tonight(vera)
    world.clock.forward(hours=15)
    await amina.does("/sos", "[/alarm]")
    assert await said_at(world, vera, minutes=1) == [
        *("alarm.call_now", "alarm.wanted_now(Amina, when.today(09:00))")
    ]
    assert await said_at(world, vera, hours=8) == []


async def test_an_alert_does_not_wait_while_she_is_typing(
    world: World, amina: Someone, vera: Someone
) -> None:
    await on_call_tonight(vera)
    world.clock.forward(hours=8)
    await vera.does("/settings", "[office_phone]")
    await amina.does("/sos", "[/alarm]")
    before = len(world.telegram.calls)
    await world.tick()
    assert [line.partition("(")[0] for line in vera.lines_since(before)] == [
        *("alarm.call_now", "alarm.wanted_now")
    ]


@pytest.mark.parametrize("over", ["by time", "ended by her", "away by now"])
async def test_nobody_is_alerted_beyond_what_she_agreed_to(
    world: World, amina: Someone, vera: Someone, over: str
) -> None:
    await on_call_tonight(vera)
    world.clock.forward(hours=15)
    match over:
        case "by time":
            world.clock.forward(hours=18)
        case "ended by her":
            await vera.does("/oncall", f"[{vera.options()[3]}]")
        case "away by now":
            await vera.does("/away", "[tomorrow]")
    await amina.does("/sos")
    assert "alarm.nobody_reads" in await amina.does("[/alarm]")
    assert not [line for line in await said_at(world, vera, minutes=1) if line.startswith("alarm")]


async def test_twice_is_told_once(world: World, amina: Someone, vera: Someone) -> None:
    await amina.does("/sos", "[/alarm]")
    assert "alarm.already" in await amina.does("[/alarm]")
    assert len(await rows(world)) == 1
    assert await said_at(world, vera, minutes=11) == ["alarm.call", "alarm.wanted(Amina)"]
    await amina.does("/sos", "[/alarm]")
    assert await said_at(world, vera, minutes=11) == []


async def test_a_second_cry_on_the_same_day_is_heard_like_the_first(
    world: World, amina: Someone, vera: Someone
) -> None:
    deputy = world.someone(1020, "Deputy")
    await deputy.joins("Haarlem Effect", Role.COORDINATOR)
    await on_call_tonight(deputy)
    world.clock.forward(hours=6)
    await amina.does("/sos", "[/alarm]")
    assert "alarm.call_now" in await said_at(world, deputy, minutes=1)
    assert (await amina.does("/alarm"))[:2] == ["alarm.already", "alarm.cannot_wait"]
    assert await said_at(world, deputy, minutes=1) == []
    world.clock.forward(hours=1)
    assert (await amina.does("/alarm"))[:2] == ["alarm.on_call(Deputy)", "alarm.passed_on(Vera)"]
    assert "alarm.call_now" in await said_at(world, deputy, minutes=1)
    assert [row.called for row in await rows(world)] == [alarms.ANEW, None]


async def test_of_a_coordinator_who_is_away_it_is_not_said_that_she_reads_it(
    world: World, amina: Someone, vera: Someone
) -> None:
    await vera.does("/away 24-12")
    await amina.does("/sos")
    unknown = ["alarm.nobody_reads", "alarm.passed_on(Vera)", "reading.unknown(Vera)"]
    assert (await amina.does("[/alarm]"))[:3] == unknown
    world.clock.forward(hours=15)
    assert (await amina.does("/alarm"))[:3] == unknown


async def test_an_alert_that_did_not_arrive_is_told_to_her_at_once_with_the_numbers(
    world: World, amina: Someone, vera: Someone
) -> None:
    deputy = world.someone(1020, "Deputy")
    await deputy.joins("Haarlem Effect", Role.COORDINATOR)
    await on_call_tonight(deputy)
    world.clock.forward(hours=15)
    await world.tick()
    for fault in ("lost answer", "blocked"):
        assert "alarm.on_call(Deputy)" in await amina.does("/alarm")
        before = len(world.telegram.calls)
        if fault == "blocked":
            deputy.phone.block()
        else:
            world.telegram.faults.add("lost_answer", method="sendMessage", times=1)
        for _ in range(3):
            await world.tick()
        lines = amina.lines_since(before)
        assert lines[:2] == ["alarm.lost(Deputy)", "alarm.cannot_wait"]
        assert "safety.number(112, safety.for.emergency)" in lines
        assert vera.lines_since(before) == []
        assert await said_at(world, amina, hours=1) == []


async def test_somebody_whose_work_is_paused_or_over_is_told_each_time_that_nobody_hears_it(
    world: World, amina: Someone, vera: Someone
) -> None:
    hers = await m(amina)
    await amina.does("/sos")
    await paused(vera, hers)
    await amina.does("hello")
    for deed in ("[/alarm]", "/alarm", "/alarm"):
        assert [one for one in await amina.does(deed) if not one.startswith("safety")] == NOBODY_HEARS
    await vera.does("/team", f"[{hers}]", "[leave]", "[yes]")
    for deed in ("[/alarm]", "/alarm no 1"):
        assert (await amina.does(deed))[:3] == NOBODY_HEARS
    assert await rows(world) == []


async def test_a_stranger_too_is_told_that_nobody_hears_it_and_not_without_end(
    world: World, stranger: Someone
) -> None:
    heard = [(await stranger.does("/alarm"))[:3] for _ in range(11)]
    assert heard == [NOBODY_HEARS] * 10 + [[]]
    assert await world.read(people.strangers) == 11


async def test_on_another_day_it_is_about_something_new(world: World, amina: Someone, vera: Someone) -> None:
    await amina.does("/sos", "[/alarm]")
    await said_at(world, vera, minutes=11)
    world.clock.forward(hours=24)
    assert "alarm.already" not in await amina.does("/sos", "[/alarm]")
    assert "alarm.wanted(Amina)" in await said_at(world, vera, minutes=11)
    assert [row.called for row in await rows(world)] == [alarms.ANEW, None]


async def ask(world: World, amina: Someone) -> None:
    """She asked for a call on Monday at noon, and it is Tuesday morning."""
    await amina.does("/sos", "[/alarm]")
    await world.tick()
    world.clock.forward(hours=19)
    await world.tick()
    lines = await said_at(world, amina, hours=3)
    assert [line.partition("(")[0] for line in lines][-1] == "alarm.ask"


async def test_at_her_next_opening_she_is_asked_whether_somebody_has_called(
    world: World, amina: Someone, vera: Someone
) -> None:
    await ask(world, amina)
    [row] = await rows(world)
    assert amina.options()[:3] == [f"/alarm {one} {row.id}" for one in ("yes", "no", "off")]
    await amina.hears((f"[/alarm yes {row.id}]", "alarm.closed"))
    [closed] = await rows(world)
    assert (closed.called, closed.closed_at) == ("yes", world.clock.now())
    await amina.hears((f"[/alarm no {row.id}]", "alarm.over"))
    assert await said_at(world, amina, days=2) == []


async def test_where_nobody_has_called_coordinator_and_deputy_hear_it_again(
    world: World, amina: Someone, vera: Someone
) -> None:
    deputy = world.someone(1020, "Deputy")
    await deputy.joins("Haarlem Effect", Role.COORDINATOR)
    await ask(world, amina)
    [row] = await rows(world)
    lines = await amina.does(f"[/alarm no {row.id}]")
    assert {"alarm.passed_on(Vera)", "alarm.passed_on(Deputy)"} <= set(lines)
    await amina.does(f"[/alarm no {row.id}]")
    before = len(world.telegram.calls)
    await said_at(world, vera, minutes=11)
    heard = (vera.lines_since(before), deputy.lines_since(before))
    assert [[line.partition("(")[0] for line in one].count("alarm.again") for one in heard] == [1, 1]
    assert "alarm.ask" in [one.partition("(")[0] for one in await said_at(world, amina, days=1)]


async def test_where_nobody_has_called_whoever_is_on_call_hears_it_at_once(
    world: World, amina: Someone, vera: Someone
) -> None:
    await ask(world, amina)
    deputy = world.someone(1020, "Deputy")
    await deputy.joins("Haarlem Effect", Role.COORDINATOR)
    await on_call_tonight(deputy)
    world.clock.forward(hours=12)
    await world.tick()
    [row] = await rows(world)
    told = await amina.does(f"/alarm no {row.id}")
    assert told[:2] == ["alarm.on_call(Deputy)", "alarm.passed_on(Vera)"]
    assert (await amina.does(f"/alarm no {row.id}"))[0] == "alarm.already"
    assert "alarm.call_now" in await said_at(world, deputy, minutes=1)


async def test_no_at_night_says_that_nobody_reads_along(world: World, amina: Someone, vera: Someone) -> None:
    await ask(world, amina)
    world.clock.forward(hours=12)
    [row] = await rows(world)
    assert (await amina.does(f"/alarm no {row.id}"))[0] == "alarm.nobody_reads"


async def test_what_is_no_longer_needed_is_not_told_any_more(
    world: World, amina: Someone, vera: Someone
) -> None:
    world.clock.forward(hours=15)
    await amina.does("/sos", "[/alarm]")
    [row] = await rows(world)
    await amina.hears((f"/alarm off {row.id}", "alarm.taken_back"))
    assert await keys_for(world, vera) == []
    assert await said_at(world, vera, hours=8) == []


async def test_petro_cannot_answer_for_her(
    world: World, amina: Someone, vera: Someone, petro: Someone
) -> None:
    await amina.does("/sos", "[/alarm]")
    [row] = await rows(world)
    for made_up in (
        f"/alarm yes {row.id}",
        "/alarm yes 99",
        "/alarm yes x",
        f"/alarm no {2**70}",
        "/alarm maybe 1",
    ):
        await petro.hears((made_up, "alarm.over"))
    [same] = await rows(world)
    assert same.closed_at is None


async def test_a_team_that_is_not_hers_gets_nothing(world: World, vera: Someone, petro: Someone) -> None:
    haarlem = (await vera.person()).memberships[0].team_id
    await petro.hears((f"/alarm {haarlem}", "alarm.which"))
    assert await rows(world) == []


async def test_of_a_coordinator_who_blocked_the_bot_nothing_is_promised(
    world: World, amina: Someone, vera: Someone
) -> None:
    async with world.database.transaction() as session:
        await people.set_reachable(session, vera.id, reachable=False)
    await amina.does("/sos")
    assert (await amina.does("[/alarm]"))[:2] == ["alarm.nobody_reads", "coordinator.unreachable(Vera)"]


async def test_without_a_coordinator_it_says_that_nobody_was_told(petro: Someone) -> None:
    await petro.does("/sos")
    assert (await petro.does("[/alarm]"))[:2] == ["alarm.nobody_reads", "alarm.nobody"]


async def test_with_two_teams_she_says_whose_coordinator(world: World, amina: Someone, vera: Someone) -> None:
    await amina.joins("Utrecht West")
    first = (await amina.person()).memberships[0].team_id
    await amina.hears(("/sos", "safety.title"), ("[/alarm]", "alarm.which"))
    await amina.hears((f"[/alarm {first}]", "alarm.passed_on"))


@pytest.mark.parametrize("words", ["please", "please call", "please call me", "no, please call me"])
async def test_words_after_it_do_not_keep_it_from_being_raised(
    world: World, amina: Someone, vera: Someone, words: str
) -> None:
    await amina.hears((f"/alarm {words}", "alarm.passed_on"))
    assert len(await rows(world)) == 1


async def test_a_coordinator_has_nobody_to_tell(vera: Someone) -> None:
    await vera.hears(("/alarm", "common.not_for_you"))
