"""What she wants to talk about: from her own log, hers alone, and her coordinator reads what she sends."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.export import CONTACT_COLUMNS
from bot.model import Role
from bot.screen import Text
from bot.supervision import MeetingKind, MeetingState, Plan
from handlers.dialogs.agenda import CHOSEN
from storage import agenda, contacts, meetings, notices, show
from tests.cast import MONDAY_NOON, Someone, World

THURSDAY = datetime(2026, 11, 26, 13, 0, tzinfo=UTC)
INDIVIDUAL, PEER, PROGRESS = MeetingKind.INDIVIDUAL, MeetingKind.PEER, MeetingKind.PROGRESS
LOGS = ("/contact", "[phone_call]", "[money]", "[explained]", "[none]")


async def planned(
    world: World,
    host: Someone,
    *guests: Someone,
    kind: MeetingKind = INDIVIDUAL,
    starts_at: datetime = THURSDAY,
) -> int:
    """A session of the team of its host."""
    leads = await host.person()
    people = [(await one.person()).id for one in guests]
    plan = Plan(leads.memberships[0].team_id, kind, 60)
    async with world.database.transaction() as session:
        return await meetings.add(session, plan, starts_at, leads.id, people, world.clock.now())


async def held(world: World, someone: Someone) -> Sequence[notices.Notice]:
    found: Sequence[notices.Notice] = await world.read(notices.held, (await someone.person()).id)
    return [one for one in found if one.key.startswith("agenda.")]


async def waits(world: World, someone: Someone) -> list[list[Text]]:
    """The lines of what waits for her, as they were put."""
    return [list(one.screen.lines) for one in await held(world, someone)]


async def kept(world: World, who: Someone, number: int) -> set[str]:
    return set(await world.read(agenda.of, (await who.person()).id, number)) - {CHOSEN}


async def newest(world: World, who: Someone) -> int:
    found = await world.read(contacts.latest, (await who.person()).id)
    return int(found[0].id)


def own(lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith("agenda.numbered")]


@pytest.fixture
async def talk(world: World, amina: Someone, vera: Someone) -> int:
    return await planned(world, vera, amina)


async def test_without_a_log_there_is_what_is_always_there(world: World, amina: Someone, talk: int) -> None:
    lines = await amina.does(f"/meeting {talk} agenda")
    assert lines[0].startswith("agenda.title(meeting.kind.individual, ")
    assert "agenda.private" in lines
    assert own(lines) == ["agenda.numbered(1, agenda.point.hours)", "agenda.numbered(2, agenda.point.else)"]
    assert amina.options() == ["hours", "else"]


async def test_it_lists_what_her_log_suggests(world: World, amina: Someone, talk: int) -> None:
    await amina.does(*LOGS, *LOGS, *LOGS, "[heavy]")
    heavy = await newest(world, amina)
    await amina.does("[referral]", "[debt_help]")
    world.clock.moment = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)
    await amina.does("/contact", "[home_visit]", "[health]", "[listened]", "[none]", "[extra]")
    lines = await amina.does(f"/meeting {talk} agenda")
    assert own(lines) == [
        "agenda.numbered(1, agenda.own.heavy(topic.money, 2026-11-23))",
        "agenda.numbered(2, agenda.own.topic(topic.money, 3, 0))",
        "agenda.numbered(3, agenda.own.referrals(1))",
        "agenda.numbered(4, agenda.own.off_duty(1))",
        "agenda.numbered(5, agenda.point.hours)",
        "agenda.numbered(6, agenda.point.else)",
    ]
    assert amina.options() == [f"heavy.{heavy}", "topic.money", "referrals", "off_duty", "hours", "else"]


async def test_what_was_undone_or_logged_before_the_last_session_is_not_on_it(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does(*LOGS, "[heavy]")
    last = await planned(world, vera, amina, starts_at=MONDAY_NOON + timedelta(hours=1))
    world.clock.forward(hours=2)
    came = {(await amina.person()).id}
    async with world.database.transaction() as session:
        await meetings.record(session, await meetings.known(session, last), held=True, minutes=60, came=came)
    await amina.does(*LOGS, "[heavy]", "[undo]")
    talk = await planned(world, vera, amina)
    await amina.does(f"/meeting {talk} agenda")
    assert amina.options() == ["hours", "else"]
    peer = await planned(world, vera, amina, kind=PEER, starts_at=THURSDAY + timedelta(days=1))
    await amina.does(f"/meeting {peer} agenda")
    assert len(amina.options()) == 3, "the last session was of another kind"


async def test_what_she_did_for_another_team_is_not_on_it(
    world: World, amina: Someone, vera: Someone, talk: int
) -> None:
    await amina.does(f"/start {await world.invite('Utrecht West')}")
    other = (await amina.person()).memberships[1].team_id
    await amina.does("/contact", f"[{other}]", *LOGS[1:], "[heavy]")
    await amina.does(f"/meeting {talk} agenda")
    assert amina.options() == ["hours", "else"]


async def test_what_she_ticks_is_kept_and_can_be_taken_off(world: World, amina: Someone, talk: int) -> None:
    await amina.hears(
        (f"/meeting {talk} agenda", "agenda.pick.ask"),
        ("[hours]", "agenda.pick.ask"),
        ("[else]", "agenda.pick.ask"),
    )
    assert await kept(world, amina, talk) == {"hours", "else"}
    await world.restart()
    await amina.does(f"/meeting {talk} agenda", "[hours]")
    assert await kept(world, amina, talk) == {"else"}
    await amina.does("[else]")
    assert "send" not in amina.options(), "there is nothing to send"


async def test_for_a_progress_talk_boundaries_are_ticked_and_stay_off_once_taken_off(
    world: World, amina: Someone, vera: Someone
) -> None:
    talk = await planned(world, vera, amina, kind=PROGRESS)
    await amina.does(f"/meeting {talk} agenda")
    assert amina.options() == ["boundaries", "hours", "else", "send"]
    await amina.does("[boundaries]")
    assert amina.options() == ["boundaries", "hours", "else"]
    await amina.does(f"/meeting {talk} agenda")
    assert amina.options() == ["boundaries", "hours", "else"]


async def test_she_sees_what_will_be_sent_and_just_that_is_sent(
    world: World, amina: Someone, vera: Someone, petro: Someone, talk: int
) -> None:
    await amina.does(*LOGS, "[heavy]")
    heavy = await newest(world, amina)
    await amina.does(f"/meeting {talk} agenda", f"[heavy.{heavy}]", "[hours]")
    lines = await amina.does("[send]")
    assert lines == [
        "agenda.will_read(Vera)",
        "agenda.sent.heavy(topic.money)",
        "agenda.point.hours",
        "agenda.confirm.ask",
    ]
    assert await waits(world, vera) == []
    lines = await amina.does("[yes]")
    assert lines == [
        "agenda.is_sent(Vera)",
        "agenda.sent.heavy(topic.money)",
        "agenda.point.hours",
        "reading.now(Vera)",
    ]
    [said] = await held(world, vera)
    assert (said.asked_by, said.expires_at) == ((await amina.person()).id, THURSDAY + timedelta(hours=1))
    before = len(world.telegram.calls)
    world.clock.forward(minutes=11)
    await world.tick()
    heard = vera.lines_since(before)
    first = next(at for at, line in enumerate(heard) if line.startswith("agenda.from("))
    assert heard[first + 1 : first + 3] == ["agenda.sent.heavy(topic.money)", "agenda.point.hours"]
    assert "2026-11-23" not in " ".join(heard), "not the day of the contact"
    assert await waits(world, petro) == []


async def test_no_is_no(world: World, amina: Someone, vera: Someone, talk: int) -> None:
    await amina.hears(
        (f"/meeting {talk} agenda", "agenda.pick.ask"),
        ("[hours]", "agenda.pick.ask"),
        ("[send]", "agenda.confirm.ask"),
        ("[no]", "agenda.pick.ask"),
    )
    assert await waits(world, vera) == []
    assert await kept(world, amina, talk) == {"hours"}


async def test_sent_twice_she_reads_the_newest_once(
    world: World, amina: Someone, vera: Someone, talk: int
) -> None:
    await amina.does(f"/meeting {talk} agenda", "[hours]", "[send]", "[yes]")
    await amina.does(f"/meeting {talk} agenda", "[else]", "[send]", "[yes]")
    [lines] = await waits(world, vera)
    assert [one.key for one in lines[1:]] == ["agenda.point.hours", "agenda.point.else"]
    world.clock.forward(minutes=11)
    await world.tick()
    await amina.does(f"/meeting {talk} agenda", "[hours]", "[send]", "[yes]")
    [lines] = await waits(world, vera)
    assert [one.key for one in lines[1:]] == ["agenda.point.else"]


async def test_a_contact_that_was_undone_after_it_was_ticked_is_not_sent(
    world: World, amina: Someone, vera: Someone, talk: int
) -> None:
    await amina.does(*LOGS, "[heavy]")
    await amina.does(f"/meeting {talk} agenda", f"[heavy.{await newest(world, amina)}]", "[hours]", "[send]")
    await amina.does("[undo]", "[yes]")
    [lines] = await waits(world, vera)
    assert [one.key for one in lines[1:]] == ["agenda.point.hours"]


@pytest.mark.parametrize("ticks", [(), ("[hours]", "[send]")])
async def test_nothing_reaches_her_coordinator_unless_she_sends_it(
    world: World, amina: Someone, vera: Someone, ticks: tuple[str, ...]
) -> None:
    talk = await planned(world, vera, amina, kind=PROGRESS)
    await amina.does(*LOGS)
    pages = ("/overview", f"/meeting {talk}")
    seen = [await vera.does(page) for page in pages]
    await amina.does("[heavy]", f"/meeting {talk} agenda", *ticks)
    assert [(await vera.does(page))[-len(lines) :] for page, lines in zip(pages, seen, strict=True)] == seen
    assert await waits(world, vera) == []
    assert not {"heavy", "agenda", "point"} & set(CONTACT_COLUMNS)
    rows = await world.read(show.rows)
    mine = (await amina.person()).id
    assert {one["person_id"] for one in rows["agenda_point"]} <= {mine}
    assert await world.read(agenda.of, (await vera.person()).id, talk) == frozenset()


@pytest.mark.parametrize("deed", ["", "agenda"])
async def test_a_session_that_is_not_hers_does_not_exist(
    world: World, amina: Someone, vera: Someone, petro: Someone, talk: int, deed: str
) -> None:
    await petro.hears((f"/meeting {talk} {deed}", "meeting.gone"), (f"/meeting 99 {deed}", "meeting.gone"))
    assert await waits(world, vera) == []


async def test_her_coordinator_has_no_agenda_of_it(
    world: World, amina: Someone, vera: Someone, talk: int
) -> None:
    await amina.does(f"/meeting {talk} agenda", "[hours]")
    lines = await vera.does(f"/meeting {talk} agenda")
    assert not [line for line in lines if line.startswith("agenda.")]


async def test_another_coordinator_who_is_invited_has_no_log_to_choose_from(
    world: World, amina: Someone, vera: Someone
) -> None:
    wim = world.someone(1007, "Wim")
    await wim.joins("Haarlem Effect", Role.COORDINATOR)
    talk = await planned(world, vera, amina, wim, kind=PEER)
    lines = await wim.does(f"/meeting {talk} agenda")
    assert not [line for line in lines if line.startswith("agenda.")]


async def test_whoever_is_no_longer_invited_cannot_go_on(
    world: World, amina: Someone, vera: Someone, talk: int
) -> None:
    await amina.does(f"/meeting {talk} agenda", "[hours]")
    async with world.database.transaction() as session:
        meeting = await meetings.known(session, talk)
        await meetings.set_people(session, meeting, [], world.clock.now())
    await amina.hears(("[send]", "common.old_button"))
    assert await waits(world, vera) == []


@pytest.mark.parametrize("what", ["cancelled", "over"])
async def test_of_a_session_that_is_off_or_over_nothing_can_be_sent(
    world: World, amina: Someone, vera: Someone, talk: int, what: str
) -> None:
    await amina.does(f"/meeting {talk} agenda", "[hours]", "[send]")
    async with world.database.transaction() as session:
        meeting = await meetings.known(session, talk)
        if what == "cancelled":
            await meetings.cancel(session, meeting)
        else:
            await meetings.record(session, meeting, held=True, minutes=60)
            assert (await meetings.known(session, talk)).state is MeetingState.HELD
    await amina.does("[yes]")
    assert await waits(world, vera) == []
    assert await kept(world, amina, talk) == {"hours"}


async def test_off_duty_she_reads_from_when_on_it_can_be_read(
    world: World, amina: Someone, vera: Someone, talk: int
) -> None:
    world.clock.moment = datetime(2026, 11, 23, 21, 10, tzinfo=UTC)
    lines = await amina.does(f"/meeting {talk} agenda", "[hours]", "[send]", "[yes]")
    assert lines[-1] == "reading.later(Vera, when.tomorrow(09:00))"


async def test_a_list_that_lay_too_long_says_that_her_choice_is_kept(
    world: World, amina: Someone, vera: Someone
) -> None:
    talk = await planned(world, vera, amina, starts_at=THURSDAY + timedelta(days=60))
    await amina.does(f"/meeting {talk} agenda", "[hours]")
    shown = amina.phone.last.message_id
    world.clock.forward(days=14, minutes=1)
    await world.tick()
    assert [one.text for one in amina.phone.messages if one.message_id == shown] == ["agenda.closed"]
    assert await kept(world, amina, talk) == {"hours"}
