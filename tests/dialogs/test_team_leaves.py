"""Leaving a team and going to another one: what somebody has in hand goes to others, and everything goes on for them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.dialog import replay
from bot.model import Role
from bot.supervision import MeetingKind, MeetingState
from handlers.dialogs import team
from handlers.dialogs.team_options import MOST_OFFERED
from storage import (
    alarms,
    contacts,
    drafts,
    guides,
    handover,
    hours,
    meetings,
    notices,
    on_call,
    series,
    show,
    tables,
)
from storage.audit import Action
from tests.cast import Someone, World
from tests.dialogs.arranging import WEEKLY, arrange, states
from tests.dialogs.planned import NEXT_MONDAY, now_is, plan, weekly
from tests.dialogs.said import put
from tests.dialogs.test_pool import all_requests, ask, pooled
from tests.dialogs.test_team import acts, heard, hers, m, row, wim
from tests.rules.stages.team import facts, seats

__all__ = ["hers", "pooled", "wim"]
REFERS = ("/contact", "[phone_call]", "[money]", "[explained]", "[debt_help]")


@pytest.fixture
async def fatma(world: World) -> Someone:
    """A second key person of Haarlem."""
    fatma = world.someone(1005, "Fatma")
    await fatma.joins("Haarlem Effect")
    return fatma


async def number(who: Someone) -> int:
    return (await who.person()).id


async def leaves(vera: Someone, button: str, *choices: str) -> list[str]:
    """What is said on the page before the second yes, after these choices of who takes over."""
    return await vera.does("/team", f"[{button}]", "[leave]", *choices)


async def referrals(world: World) -> list[tuple[int, str]]:
    found: list[dict[str, Any]] = (await world.read(show.rows))["referral"]
    return [(one["person_id"], one["state"]) for one in found]


async def test_leaving_needs_a_second_yes_and_ends_access_at_once(
    world: World, amina: Someone, vera: Someone, hers: str
) -> None:
    await amina.does("/contact")
    assert await leaves(vera, hers) == ["team.about.leave(Amina, Haarlem Effect)", "team.sure.ask"]
    await vera.hears(
        ("[no]", "team.do.ask"), ("[leave]", "team.sure.ask"), ("[yes]", "team.told.leave(Amina)")
    )
    assert not [one for one in await vera.does("/team") if "Amina" in one]
    assert await amina.does("[phone_call]") == [
        "common.old_button",
        "outside.left(Haarlem Effect)",
        "outside.still",
    ]
    assert [name for name, _ in amina.phone.commands] == ["sos", "language", "privacy"]
    assert await amina.does("/contact") == [], "once a day"
    await amina.hears(("/sos", "safety.title"), ("/privacy", "privacy.title"))
    assert await acts(world) == [Action.LEFT]


async def test_contacts_and_history_stay(world: World, amina: Someone, vera: Someone, hers: str) -> None:
    await amina.does(*REFERS)
    person = await number(amina)
    await leaves(vera, hers, "[nobody]", "[yes]")
    assert len(await world.read(contacts.latest, person)) == 1
    assert (await row(world, hers)).left_at is not None
    world.clock.forward(days=7)
    assert "digest.counted(topic.money, 1)" in await vera.does("/digest")


async def test_open_referrals_go_to_somebody_else_who_is_asked_about_a_colleagues(
    world: World, amina: Someone, vera: Someone, fatma: Someone, hers: str
) -> None:
    await amina.does(*REFERS)
    lines = await leaves(vera, hers)
    assert lines[1:] == ["team.hand.referrals(1)", "team.referrals_to.ask"]
    assert vera.options() == ["nobody", str(await number(fatma)), "@back", "sos"]
    lines = await vera.does(f"[{await number(fatma)}]")
    assert "team.hand.referrals_to(1, Fatma)" in lines
    await vera.hears(("[yes]", "team.told.leave(Amina)"))
    assert await referrals(world) == [(await number(fatma), "waiting")]
    assert "team.news.referrals(Amina, Haarlem Effect, 1)" in await heard(world, fatma)
    world.clock.forward(days=15)
    lines = await heard(world, fatma)
    assert "referral.about_colleague(2026-11-23, partner.debt_help, topic.money)" in lines
    contact = (await world.read(contacts.latest, 1))[0].id
    await fatma.hears((f"[/referral {contact} helped]", "referral.answered.taken_over"))
    await amina.hears((f"/referral {contact} helped", "outside.left"))


async def test_what_she_was_asked_already_is_asked_of_the_other_one(
    world: World, amina: Someone, vera: Someone, fatma: Someone, hers: str
) -> None:
    await amina.does(*REFERS)
    world.clock.forward(days=15)
    await world.tick()
    assert await referrals(world) == [(await number(amina), "asked")]
    await leaves(vera, hers, f"[{await number(fatma)}]", "[yes]")
    world.clock.forward(minutes=20)
    assert [one for one in await heard(world, fatma) if one.startswith("referral.about_colleague")]


async def test_or_nobody_is_asked_any_more(
    world: World, amina: Someone, vera: Someone, fatma: Someone, hers: str
) -> None:
    await amina.does(*REFERS)
    lines = await leaves(vera, hers, "[nobody]")
    assert "team.hand.referrals_end(1)" in lines
    await vera.does("[yes]")
    assert await referrals(world) == [(await number(amina), "stopped")]
    world.clock.forward(days=30)
    assert not [one for one in await heard(world, fatma) if "referral.about" in one]


async def test_what_was_open_with_her_ends(world: World, amina: Someone, vera: Someone, hers: str) -> None:
    await arrange(world, amina, WEEKLY, by=vera)
    await amina.does("/contact")
    await put(world, amina)
    person = await number(amina)
    await leaves(vera, hers, "[yes]")
    found = await world.read(hours.history, int(hers.removeprefix("m")))
    assert [one.state for one in found] == ["withdrawn"]
    assert await world.read(notices.held, person) == []
    await world.tick()
    assert await world.read(drafts.latest_first, person) == []


async def test_sessions_go_on_without_her_and_those_for_her_alone_are_called_off(
    world: World, amina: Someone, vera: Someone, wim: Someone, fatma: Someone, hers: str
) -> None:
    alone = await plan(world, wim, amina)
    together = await plan(
        world, vera, amina, fatma, at=datetime(2026, 12, 1, 9, 0, tzinfo=UTC), kind=MeetingKind.PEER
    )
    lines = await leaves(vera, hers)
    assert "team.hand.attends(2)" in lines
    await vera.does("[yes]")
    assert (await now_is(world, alone)).state is MeetingState.CANCELLED
    after = await now_is(world, together)
    assert after.state is MeetingState.PLANNED
    assert [one.name for one in after.guests] == ["Fatma"]
    assert "meeting.news.cancelled(Vera)" in await heard(world, wim)
    assert not [one for one in await heard(world, amina) if "meeting" in one]


async def test_a_series_goes_on_without_her_and_one_for_her_alone_ends(
    world: World, amina: Someone, vera: Someone, fatma: Someone, hers: str
) -> None:
    days = [date(2026, 11, 30), date(2026, 12, 7)]
    both = await weekly(world, vera, amina, fatma, days=days)
    person = await number(amina)
    await leaves(vera, hers, "[yes]")
    going_on = await world.read(series.of_it, both[0].series_id)
    assert person not in going_on.people
    assert [len((await now_is(world, one)).guests) for one in both] == [1, 1]
    await leaves(vera, await m(fatma), "[yes]")
    assert await world.read(series.of_it, both[0].series_id) is None
    assert {(await now_is(world, one)).state for one in both} == {MeetingState.CANCELLED}


async def test_a_coordinator_hands_over_sessions_and_whom_she_guides(
    world: World, amina: Someone, vera: Someone, wim: Someone, fatma: Someone
) -> None:
    talk = await plan(world, vera, amina)
    days = [date(2026, 12, 2), date(2026, 12, 9)]
    [first, _] = await weekly(world, vera, amina, fatma, days=days)
    await heard(world, amina)
    lines = await leaves(wim, await m(vera))
    assert "team.hand.leads_to(Wim)" in lines, "the only one who can"
    await wim.hears(("[yes]", "team.told.leave(Vera)"))
    after = await now_is(world, talk)
    assert (after.host.name, [one.name for one in after.guests]) == ("Wim", ["Amina"])
    going_on = await world.read(series.of_it, first.series_id)
    assert going_on.host_id == await number(wim)
    [mine] = (await amina.person()).memberships
    found = await world.read(guides.of, mine, await number(amina))
    assert found.coordinator == await number(wim)
    assert "team.news.taken_over(Vera, Haarlem Effect, Wim)" in await heard(world, amina)
    assert not [one for one in await heard(world, wim) if "team.news" in one], "who did it saw it"
    await vera.hears(("/team", "outside.left(Haarlem Effect)"))
    await amina.hears((f"/meeting {talk.id}", "meeting.do.ask"))


async def test_with_several_others_the_successor_is_chosen_and_hears_of_it(
    world: World, amina: Someone, vera: Someone, wim: Someone
) -> None:
    noor = world.someone(1006, "Noor")
    await noor.joins("Haarlem Effect", Role.COORDINATOR)
    await plan(world, vera, amina)
    await leaves(wim, await m(vera))
    assert wim.options() == [str(await number(noor)), str(await number(wim)), "@back", "sos"]
    await wim.hears(
        (f"[{await number(noor)}]", "team.hand.leads_to(Noor)"), ("[yes]", "team.told.leave(Vera)")
    )
    assert "team.news.yours(Vera, Haarlem Effect, 1)" in await heard(world, noor)
    [mine] = (await amina.person()).memberships
    found = await world.read(guides.of, mine, await number(amina))
    assert (found.coordinator, found.deputy) == (await number(noor), await number(wim))


async def test_a_session_with_only_her_successor_is_called_off(
    world: World, vera: Someone, wim: Someone
) -> None:
    talk = await plan(world, vera, wim, kind=MeetingKind.OWN)
    await leaves(wim, await m(vera), "[yes]")
    assert (await now_is(world, talk)).state is MeetingState.CANCELLED


async def test_a_coordinator_may_leave_herself_where_another_one_stays(
    world: World, amina: Someone, vera: Someone, wim: Someone
) -> None:
    await plan(world, vera, amina)
    await leaves(vera, await m(vera))
    assert await vera.does("[yes]") == ["team.told.leave(Vera)"]
    assert [name for name, _ in vera.phone.commands] == ["sos", "language", "privacy"]
    assert "team.news.yours(Vera, Haarlem Effect, 1)" in await heard(world, wim)


async def test_whoever_leaves_as_a_key_person_and_stays_as_coordinator_keeps_what_belongs_to_that(
    world: World, amina: Someone, vera: Someone, fatma: Someone
) -> None:
    await amina.joins("Haarlem Effect", Role.COORDINATOR)
    guiding = await plan(world, amina, fatma)
    talk = await plan(world, vera, amina, at=datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    training = await plan(
        world, vera, amina, fatma, at=datetime(2026, 12, 2, 9, 0, tzinfo=UTC), kind=MeetingKind.TRAINING
    )
    await leaves(vera, await m(amina, Role.KEY_PERSON), "[yes]")
    assert (await amina.person()).roles == {Role.COORDINATOR}
    assert (await now_is(world, guiding)).host.name == "Amina"
    assert (await now_is(world, talk)).state is MeetingState.CANCELLED
    assert len((await now_is(world, training)).guests) == 2
    assert "team.news.left(Haarlem Effect)" in await heard(world, amina)


async def test_somebody_who_comes_back_begins_anew(
    world: World, amina: Someone, vera: Someone, hers: str
) -> None:
    await arrange(world, amina, WEEKLY)
    await leaves(vera, hers, "[yes]")
    world.clock.forward(days=60)
    code = await world.invite("Haarlem Effect")
    await amina.hears(
        (f"/start {code}", "join.language.ask"), ("[en]", "join.read.ask"), ("[yes]", "join.read.done")
    )
    assert await m(amina) == hers
    assert (await row(world, hers)).joined_at == world.clock.now()
    assert await states(world, amina) == ["withdrawn"], "agreed hours of then do not hold now"
    assert "join.news.key_person(Amina, Haarlem Effect)" in await heard(world, vera)


async def test_she_moves_to_another_team_of_the_same_coordinator_with_her_hours(
    world: World, amina: Someone, vera: Someone, fatma: Someone, hers: str
) -> None:
    await vera.joins("Haarlem Oost", Role.COORDINATOR)
    sanne = world.someone(1007, "Sanne")
    await sanne.joins("Haarlem Oost", Role.COORDINATOR)
    west, east = (str(one.team_id) for one in (await vera.person()).memberships)
    await arrange(world, amina, WEEKLY)
    await amina.does(*REFERS)
    await vera.hears(("/team", "team.team.ask"), (f"[{west}]", "team.title"), (f"[{hers}]", "team.do.ask"))
    await vera.hears(("[move]", "team.to_team.ask"))
    assert vera.options() == [east, "@back", "sos"], "only teams that she coordinates too"
    lines = await vera.does(f"[{east}]", f"[{await number(fatma)}]")
    assert lines[0] == "team.about.move(Amina, Haarlem Effect, Haarlem Oost)"
    await vera.hears(("[yes]", "team.told.move(Amina)"))
    [mine] = (await amina.person()).memberships
    assert mine.team == "Haarlem Oost"
    assert await states(world, amina) == ["agreed"]
    assert [one.team_id for one in await world.read(contacts.latest, await number(amina))] == [int(west)]
    assert await referrals(world) == [(await number(fatma), "waiting")]
    assert "join.news.key_person(Amina, Haarlem Oost)" in await heard(world, sanne)
    world.clock.moment = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)  # a Monday, as agreed
    assert "team.news.moved(Haarlem Effect, Haarlem Oost)" in await heard(world, amina)
    assert await acts(world) == [Action.MOVED]


async def test_in_the_new_team_her_talks_begin_anew(
    world: World, amina: Someone, vera: Someone, hers: str
) -> None:
    """Those of the old team do not count there, so that nothing of before is overdue."""
    await vera.joins("Haarlem Oost", Role.COORDINATOR)
    west, east = (str(one.team_id) for one in (await vera.person()).memberships)
    async with world.database.transaction() as session:
        set_ = (session, int(hers[1:]), MeetingKind.INDIVIDUAL, 4, await number(vera), date(2026, 3, 2))
        await series.set_rhythm(*set_, world.clock.now())
    await vera.does("/team", f"[{west}]", f"[{hers}]", "[move]", f"[{east}]", "[yes]")
    world.clock.moment = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    before = len(world.telegram.calls)
    await world.tick()
    assert not [line for line in vera.lines_since(before) if line.startswith("rhythm")]
    world.clock.moment = datetime(2026, 12, 22, 9, 0, tzinfo=UTC)
    await world.tick()
    assert [line for line in vera.lines_since(before) if line.startswith("rhythm")]


async def test_to_a_team_where_she_is_already_she_cannot_move(
    world: World, amina: Someone, vera: Someone, hers: str
) -> None:
    await vera.joins("Haarlem Oost", Role.COORDINATOR)
    await amina.joins("Haarlem Oost")
    team = (await vera.person()).memberships[0].team_id
    await vera.does("/team", f"[{team}]", f"[{hers}]")
    assert "move" not in vera.options()


async def test_on_call_and_a_wish_to_be_called_end_with_her_place(
    world: World, amina: Someone, vera: Someone, wim: Someone, hers: str
) -> None:
    now, person = world.clock.now(), await vera.person()
    team = person.memberships[0].team_id
    async with world.database.transaction() as session:
        await on_call.agree(session, person, team, now, datetime(2027, 1, 1, tzinfo=UTC), now)
        await alarms.raise_(session, await number(amina), team, now, now)
    person_id = await number(amina)
    await leaves(wim, await m(vera), "[yes]")
    await leaves(wim, hers, "[yes]")
    assert await world.read(on_call.of, person.id, team, now) == []
    assert await world.read(alarms.open_one, person_id, team) is None


async def test_everything_goes_on_for_the_others_and_nobody_who_is_gone_or_paused_is_written_to(
    world: World, amina: Someone, vera: Someone, wim: Someone, fatma: Someone, hers: str
) -> None:
    """Every job on more than two weeks of days: reminders, rhythms, questions about referrals, digests and notes."""
    for who in (amina, fatma):
        await who.does(*REFERS)
    await plan(world, vera, amina, fatma, kind=MeetingKind.PEER)
    paused = world.someone(1008, "Paused")
    await paused.joins("Haarlem Effect")
    await paused.does(*REFERS)
    await plan(world, vera, paused, at=datetime(2026, 12, 3, 9, 0, tzinfo=UTC))
    async with world.database.transaction() as session:
        for who in (amina, fatma, paused):
            [mine] = (await who.person()).memberships
            set_ = (session, mine.id, MeetingKind.INDIVIDUAL, 1, await number(vera), date(2026, 11, 2))
            await series.set_rhythm(*set_, world.clock.now())
    await vera.does("/team", f"[{await m(paused)}]", "[pause]", "[yes]")
    await leaves(vera, hers, "[nobody]", "[yes]")
    await leaves(wim, await m(vera), "[yes]")
    before = len(world.telegram.calls)
    for day in range(17):
        for hour in range(8, 17, 2):
            world.clock.moment = datetime(2026, 11, 24, hour, 5, tzinfo=UTC) + timedelta(days=day)
            await world.tick()
    said = [call for call in world.telegram.calls[before:] if call.method.startswith("send")]
    written = {call.params.get("chat_id") for call in said}
    assert written == {fatma.id, wim.id}
    lines = str(fatma.lines_since(before))
    for expected in ("meeting.reminder", "referral.about", "digest.note.title"):
        assert expected in lines
    assert "digest.ready" in str(wim.lines_since(before))
    assert "Amina" not in str([one for one in wim.lines_since(before) if one.startswith("rhythm")])
    for who, does in (
        (wim, ("/supervision", "/overview", "/digest", "/agree", "/hours")),
        (fatma, ("/hours", "/supervision")),
    ):
        for deed in does:
            lines_ = await who.does(deed)
            assert lines_, deed
            assert "common.failed" not in str(lines_)
            assert "Amina" not in str(lines_), deed


async def test_a_meeting_of_a_team_she_left_is_gone_for_her(
    world: World, amina: Someone, vera: Someone, hers: str
) -> None:
    talk = await plan(world, vera, amina, at=NEXT_MONDAY)
    await amina.joins("Utrecht West")
    await leaves(vera, hers, "[yes]")
    await amina.hears((f"/meeting {talk.id}", "meeting.gone"))
    assert await world.read(meetings.own, await number(amina), world.clock.now()) == []


async def keys(world: World, who: Someone) -> set[str]:
    """How the keys begin of what waits for her."""
    return {one.key.partition(":")[0] for one in await world.read(notices.held, await number(who))}


WISHES = {"alarm.told", "question", "talk.asked"}


async def wishes(world: World, amina: Someone) -> None:
    """At night she wants to be called, asks something, and wants to be called about something heavy."""
    world.clock.forward(hours=15)
    await amina.does("/alarm", "/coordinator", "[question]", "Where is the key of the room?", "[yes]")
    await amina.does("/coordinator", "[call]")


@pytest.mark.parametrize("deed", ["leave", "pause", "lost"])
async def test_what_a_key_person_wanted_of_her_goes_to_whoever_guides_her_then(
    world: World, amina: Someone, vera: Someone, wim: Someone, deed: str
) -> None:
    await wishes(world, amina)
    assert await keys(world, vera) == WISHES
    await wim.does("/team", f"[{await m(vera)}]", f"[{deed}]", "[yes]")
    assert await keys(world, wim) == WISHES
    assert not await keys(world, vera)
    world.clock.forward(hours=7)
    assert "coordinator.words(Where is the key of the room?)" in await heard(world, wim)


async def test_it_goes_to_whoever_stays_also_where_everything_about_her_is_erased(
    world: World, amina: Someone, vera: Someone, wim: Someone
) -> None:
    await wishes(world, amina)
    await vera.does("/forget", "[yes]", "[erase]")
    assert await keys(world, wim) >= WISHES


async def test_whoever_keeps_another_role_reads_nothing_for_her_coordinator_any_more(
    world: World, amina: Someone, vera: Someone, wim: Someone
) -> None:
    await vera.joins("Haarlem Effect")
    await wishes(world, amina)
    await wim.does("/team", f"[{await m(vera, Role.COORDINATOR)}]", "[leave]", "[yes]")
    assert not await keys(world, vera) & WISHES
    assert await keys(world, wim) == WISHES


async def test_nobody_is_told_her_own_wish(world: World, amina: Someone, vera: Someone) -> None:
    await amina.joins("Haarlem Effect", Role.COORDINATOR)
    await wishes(world, amina)
    await amina.does("/team", f"[{await m(vera)}]", "[pause]", "[yes]")
    assert not await keys(world, amina) & WISHES
    assert await keys(world, vera) == WISHES, "until she is back"


async def test_whoever_asked_hears_that_a_request_has_ended_with_her_place(
    world: World, pooled: Someone, vera: Someone, wim: Someone
) -> None:
    await ask(pooled, vera)
    assert [one for one in await heard(world, pooled) if one.startswith("answer.asks")]
    await leaves(wim, await m(pooled), "[yes]")
    assert "ask.unanswered(Amina)" in [*await heard(world, vera), *await heard(world, vera)]
    await pooled.hears(("[/answer 1 yes]", "outside.left"))
    assert await all_requests(world) == [("expired", "money", "ti")]


async def test_of_a_session_that_has_begun_another_one_is_asked_how_it_went(
    world: World, amina: Someone, vera: Someone, wim: Someone
) -> None:
    talk = await plan(world, vera, amina, at=datetime(2026, 11, 23, 10, 30, tzinfo=UTC))
    await leaves(wim, await m(vera), "[yes]")
    world.clock.forward(hours=1)
    assert "meeting.after" in await heard(world, wim)
    assert (await now_is(world, talk)).host.name == "Wim"
    await wim.hears((f"[/meeting {talk.id} held]", "outcome.minutes.ask"))


async def test_what_she_was_asked_about_a_session_is_asked_of_another_one(
    world: World, amina: Someone, vera: Someone, wim: Someone
) -> None:
    await plan(world, vera, amina, at=datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    assert "meeting.after" in await heard(world, vera)
    await leaves(wim, await m(vera), "[yes]")
    assert "meeting.after" in await heard(world, wim)


async def test_of_one_with_only_her_successor_nobody_is_asked(
    world: World, vera: Someone, wim: Someone
) -> None:
    talk = await plan(world, vera, wim, at=datetime(2026, 11, 23, 9, 0, tzinfo=UTC), kind=MeetingKind.OWN)
    await leaves(wim, await m(vera), "[yes]")
    assert "meeting.after" not in await heard(world, wim)
    assert (await now_is(world, talk)).state is MeetingState.PLANNED, "it is still to be recorded"


async def test_a_session_that_was_called_off_is_not_brought_back_without_whoever_led_it(
    world: World, amina: Someone, vera: Someone, wim: Someone
) -> None:
    talk = await plan(world, vera, amina, state=MeetingState.CANCELLED)
    await leaves(wim, await m(vera), "[yes]")
    assert {"meeting.orphaned", "meeting.cannot.ask"} <= set(await wim.does(f"/meeting {talk.id} restore"))
    await wim.hears(("[ok]", "meeting.state.cancelled"))
    assert (await now_is(world, talk)).state is MeetingState.CANCELLED


async def test_nor_without_anybody_it_was_for(world: World, amina: Someone, vera: Someone, hers: str) -> None:
    talk = await plan(world, vera, amina)
    await leaves(vera, hers, "[yes]")
    await vera.hears((f"/meeting {talk.id} restore", "meeting.orphaned"))
    assert (await now_is(world, talk)).state is MeetingState.CANCELLED


async def test_that_somebody_is_not_reached_is_told_to_whoever_still_coordinates(
    world: World, pooled: Someone, vera: Someone, wim: Someone
) -> None:
    world.clock.moment = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    await ask(pooled, vera)
    await leaves(wim, await m(vera), "[yes]")
    pooled.phone.block()
    await world.settle()
    world.clock.forward(hours=13)
    assert "gate.unreachable(Amina)" in [*await heard(world, wim), *await heard(world, wim)]
    assert not await keys(world, vera)


async def test_what_waits_of_a_team_that_somebody_has_left_ends_and_nobody_is_asked_about_it(
    world: World, amina: Someone, vera: Someone, wim: Someone
) -> None:
    for who in (vera, wim):
        await put(world, who)
    left = update(tables.membership_row).where(tables.membership_row.c.person_id == await number(vera))
    async with world.database.transaction() as session:
        await session.execute(left.values(left_at=world.clock.now()))
    world.clock.forward(hours=15)
    await world.tick()
    assert (await keys(world, vera), await keys(world, wim)) == (set(), {"test"})


async def test_the_trail_of_the_new_team_says_that_she_came(
    world: World, amina: Someone, vera: Someone, hers: str
) -> None:
    await vera.joins("Haarlem Oost", Role.COORDINATOR)
    west, east = (one.team_id for one in (await vera.person()).memberships)
    await vera.does("/team", f"[{west}]", f"[{hers}]", "[move]", f"[{east}]", "[yes]")
    trail = tables.audit.c
    of_team = select(trail.action).where(trail.team_id == east).order_by(trail.seq)
    async with world.database.reading() as session:
        assert [*(await session.execute(of_team)).scalars()] == [Action.JOINED, Action.JOINED]


@pytest.mark.parametrize(("others", "said"), [(MOST_OFFERED, False), (MOST_OFFERED + 1, True)])
def test_of_a_very_large_team_it_is_said_that_not_everybody_can_be_chosen(others: int, said: bool) -> None:
    everybody = seats(1, others + 1)
    known = facts(everybody, 0, handover.InHand(referrals=1))
    taps = ({"part": "0"}, {"pick": f"m{everybody[1].membership_id}"}, {"do": "leave"})
    place = replay(team.DIALOG, taps, known(taps))
    assert place.step is not None
    assert place.step.name == "referrals_to"
    assert ("team.hand.first_names" in {one.key for one in team.DIALOG.head(place.scene)}) is said


OFF_DUTY = datetime(2026, 11, 23, 21, 10, tzinfo=UTC)
LOGGED = ("[phone_call]", "[money]", "[explained]", "[none]")


async def test_paused_in_one_of_two_teams_a_card_of_it_holds_up_nothing(
    world: World, amina: Someone, vera: Someone, hers: str
) -> None:
    await amina.joins("Utrecht West")
    team = (await amina.person()).memberships[0].team_id
    world.clock.moment = OFF_DUTY
    await amina.does("/contact", f"[{team}]", *LOGGED)
    await vera.does("/team", f"[{hers}]", "[pause]", "[yes]")
    for deed in ("hello", "/cancel", "/start", "[minutes]"):
        assert "common.failed" not in str(await amina.does(deed)), deed


async def test_after_a_move_a_contact_of_the_old_team_can_still_be_corrected(
    world: World, amina: Someone, vera: Someone, hers: str
) -> None:
    await vera.joins("Haarlem Oost", Role.COORDINATOR)
    west, east = (str(one.team_id) for one in (await vera.person()).memberships)
    world.clock.moment = OFF_DUTY
    await amina.does("/contact", *LOGGED)
    [logged] = await world.read(contacts.latest, await number(amina))
    await vera.does("/team", f"[{west}]", f"[{hers}]", "[move]", f"[{east}]", "[yes]")
    world.clock.forward(days=2)
    await world.tick()
    await amina.does("/correct", "[contact]", "[older]", "[2026-11-01]")
    assert "card.saved" in await amina.does(f"[{logged.id}]")
