"""/supervision: who is due, what is planned and kept, what could not be said; and setting how it goes."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

import pytest
from sqlalchemy import select, update

from bot.model import Role
from bot.question import question
from bot.screen import Screen, Text
from bot.supervision import Guides, Lead, MeetingKind, MeetingState, Plan
from bot.texts import Texts
from handlers.dialogs import supervision
from handlers.dialogs.overview_page import MOST_LISTED
from storage import guides, hours, meetings, notices, people, reminders, series
from storage.notices import State
from storage.reminders import Reminder
from storage.tables import guide, reminder, rhythm
from storage.tables import membership_row as membership
from tests.cast import Someone, World
from tests.rules.stages.supervision import STAGES
from tryout.text.formatted import message_text
from tryout.text.spans import utf16_length

TALK, PEER = MeetingKind.INDIVIDUAL, MeetingKind.PEER
EMPTY: Final = "supervision.kept(90, 0, 0, supervision.no_interval, 0, 0:00)"


async def adds(
    world: World,
    host: Someone,
    guests: Collection[Someone],
    starts_at: datetime,
    kind: MeetingKind = TALK,
    state: MeetingState = MeetingState.PLANNED,
) -> int:
    """A session of an hour in the team that she coordinates."""
    person = await host.person()
    team = person.teams_as(Role.COORDINATOR)[0].team_id
    there = [(await one.person()).id for one in guests]
    async with world.database.transaction() as session:
        given = (session, Plan(team, kind, 60), starts_at, person.id, there, world.clock.now())
        return await meetings.add(*given, state=state)


async def ends(world: World, number: int, *came: Someone, minutes: int = 60) -> None:
    """It was held with these, or with nobody not held."""
    there = [(await one.person()).id for one in came]
    async with world.database.transaction() as session:
        done = await meetings.known(session, number)
        await meetings.record(session, done, held=bool(came), minutes=minutes, came=there)


def at(day: int, month: int = 11, hour: int = 9) -> datetime:
    """In UTC; an hour later on the clock of Amsterdam."""
    return datetime(2026, month, day, hour, tzinfo=UTC)


async def asks_for(
    world: World, who: Someone, weeks: int, since: date, kind: MeetingKind = TALK, by: int = 1
) -> int:
    """A rhythm with her, by number."""
    hers = (await who.person()).teams_as(Role.KEY_PERSON)[0]
    async with world.database.transaction() as session:
        given = (session, hers.id, kind, weeks, by, since, world.clock.now())
        await series.set_rhythm(*given)
    async with world.database.reading() as session:
        return max([int(one) for one in (await session.execute(select(rhythm.c.id))).scalars()])


async def key_person(world: World, number: int, name: str, team: str = "Haarlem Effect") -> Someone:
    made = world.someone(2000 + number, name)
    await made.joins(team)
    return made


async def coordinator(world: World, number: int, name: str, team: str = "Haarlem Effect") -> Someone:
    made = world.someone(3000 + number, name)
    await made.joins(team, Role.COORDINATOR)
    return made


def told(lines: Sequence[str], key: str) -> list[str]:
    return [line for line in lines if line.startswith(f"{key}(")]


async def test_a_page_without_anything_says_so(amina: Someone, vera: Someone) -> None:
    assert await vera.does("/supervision") == [
        "supervision.title(Haarlem Effect)",
        "supervision.no_rhythms",
        "supervision.none_ahead",
        EMPTY,
        "supervision.pick.ask",
    ]
    assert vera.options() == ["plan", "rhythms", "reminders", "guides"]


async def test_a_team_without_key_persons_is_said_to_be_one(vera: Someone) -> None:
    lines = await vera.does("/supervision")
    assert "supervision.nobody" in lines
    assert vera.options() == ["plan", "rhythms", "reminders"]
    assert "supervision.no_rhythms" in await vera.does("[rhythms]")


async def test_who_is_late_stands_first_and_who_is_not_due_is_left_out(
    world: World, amina: Someone, vera: Someone
) -> None:
    fatima, yusuf, emil = [
        await key_person(world, at_, name) for at_, name in enumerate(("Fatima", "Yusuf", "Emil"))
    ]
    await asks_for(world, amina, 2, date(2026, 11, 12))  # 26 November
    await asks_for(world, fatima, 1, date(2026, 11, 9))  # 16 November
    await asks_for(world, yusuf, 1, date(2026, 11, 6))  # 13 November
    await asks_for(world, emil, 6, date(2026, 11, 9))  # 21 December
    await asks_for(world, fatima, 4, date(2026, 11, 2), MeetingKind.PROGRESS)  # 30 November
    planned = await adds(world, vera, [yusuf], at(25))
    lines = await vera.does("/supervision")
    assert lines[1:6] == [
        "supervision.due",
        "supervision.overdue_planned(Yusuf, meeting.kind.individual, 2026-11-13, 2026-11-25)",
        "supervision.overdue(Fatima, meeting.kind.individual, 2026-11-16)",
        "supervision.due_on(Amina, meeting.kind.individual, 2026-11-26)",
        "supervision.due_on(Fatima, meeting.kind.progress, 2026-11-30)",
    ]
    assert not [line for line in lines if "Emil" in line]
    assert f"meeting_{planned}" in vera.options()


async def test_a_day_that_somebody_has_off_is_not_the_day(
    world: World, amina: Someone, vera: Someone
) -> None:
    await asks_for(world, amina, 1, date(2026, 11, 14))  # a Saturday
    lines = await vera.does("/supervision")
    assert "supervision.due_on(Amina, meeting.kind.individual, 2026-11-23)" in lines


async def test_whoever_talked_or_will_in_time_is_not_due(world: World, amina: Someone, vera: Someone) -> None:
    await asks_for(world, amina, 2, date(2026, 10, 1))
    lines = await vera.does("/supervision")
    assert told(lines, "supervision.overdue")
    held = await adds(world, vera, [amina], at(12))
    await ends(world, held, amina)
    assert told(await vera.does("/supervision"), "supervision.due_on")
    await adds(world, vera, [amina], at(25))
    assert "supervision.nobody_due" in await vera.does("/supervision")


async def test_what_is_ahead_what_is_not_recorded_and_what_needs_another_time_stand_apart(
    world: World, amina: Someone, vera: Someone
) -> None:
    fatima = await key_person(world, 1, "Fatima")
    group = await adds(world, vera, [amina, fatima], at(1, 12), PEER)
    soon = await adds(world, vera, [amina], at(24))
    begun = await adds(world, vera, [amina], at(23, hour=10) + timedelta(minutes=30))
    over = await adds(world, vera, [amina], at(20))
    skipped = await adds(world, vera, [amina], at(25, 12), state=MeetingState.SKIPPED)
    await adds(world, vera, [amina], at(26), state=MeetingState.CANCELLED)
    await adds(world, vera, [amina], at(23, 1))
    lines = await vera.does("/supervision")
    assert lines[2:-2] == [
        "supervision.ahead",
        "supervision.session(meeting.at(weekday 0, 2026-11-23, 11:30), meeting.kind.individual, common.name(Amina))",
        "supervision.session(meeting.at(weekday 1, 2026-11-24, 10:00), meeting.kind.individual, common.name(Amina))",
        "supervision.session(meeting.at(weekday 1, 2026-12-01, 10:00), meeting.kind.peer_supervision, "
        "common.name(Amina) common.name(Fatima))",
        "supervision.unrecorded",
        "supervision.session(meeting.at(weekday 4, 2026-11-20, 10:00), meeting.kind.individual, common.name(Amina))",
        "supervision.skipped",
        "supervision.session(meeting.at(weekday 4, 2026-12-25, 10:00), meeting.kind.individual, common.name(Amina))",
    ]
    shown = [f"meeting_{one}" for one in (begun, soon, group, over, skipped)]
    assert vera.options() == ["plan", *shown, "rhythms", "reminders", "guides"]


async def test_of_many_sessions_ten_are_shown_and_the_rest_counted(
    world: World, amina: Someone, vera: Someone
) -> None:
    for day in range(12):
        await adds(world, vera, [amina], at(24) + timedelta(days=day))
    lines = await vera.does("/supervision")
    assert len(told(lines, "supervision.session")) == 10
    assert "supervision.more(2)" in lines
    assert len([one for one in vera.options() if one.startswith("meeting_")]) == 10


async def test_the_figures_are_those_counted_by_hand(world: World, amina: Someone, vera: Someone) -> None:
    """Held: 60 + 45 + 60 + 120 minutes. Between talks: 14 and 21 days, so 17.5 in the middle."""
    fatima = await key_person(world, 1, "Fatima")
    await ends(world, await adds(world, vera, [amina], at(5, 10)), amina)
    await ends(world, await adds(world, vera, [amina], at(19, 10)), amina, minutes=45)
    await ends(world, await adds(world, vera, [amina], at(2)))
    await ends(world, await adds(world, vera, [amina], at(9), MeetingKind.PROGRESS), amina)
    group = await adds(world, vera, [amina, fatima], at(10), PEER)
    await ends(world, group, amina, fatima, minutes=120)
    await adds(world, vera, [fatima], at(16))  # nothing was said of it
    await adds(world, vera, [fatima], at(23, hour=10) + timedelta(minutes=30))  # not over yet
    await adds(world, vera, [fatima], at(17), state=MeetingState.CANCELLED)
    await adds(world, vera, [fatima], at(18), state=MeetingState.SKIPPED)
    await ends(world, await adds(world, vera, [fatima], at(24, 8)), fatima)  # 91 days ago
    lines = await vera.does("/supervision")
    assert "supervision.kept(90, 3, 5, 18, 1, 4:45)" in lines


async def put_reminder(
    world: World, number: int, who: Someone, lead: Lead, state: str, lost: str = ""
) -> None:
    """A reminder of this session that ended so; `lost` is what became of what was said."""
    person = await who.person()
    async with world.database.transaction() as session:
        hers = (reminder.c.meeting_id == number, reminder.c.person_id == person.id)
        of_it = (*hers, reminder.c.lead == lead.value)
        await session.execute(update(reminder).where(*of_it).values(state=state))
        if lost:
            row = (await session.execute(select(reminder).where(*of_it))).one()
            one = Reminder(row.id, number, row.sequence, person.id, lead)
            screen = Screen(lines=(Text(key="today.none"),))
            await notices.put(session, person.id, None, reminders.key(one), screen, world.clock.now())
            [said] = [x for x in await notices.held(session, person.id) if x.key == reminders.key(one)]
            await notices.settle(session, [said.id], State(lost), world.clock.now())


async def test_reminders_that_were_not_given_are_listed_with_the_reason(
    world: World, amina: Someone, vera: Someone
) -> None:
    ahead, over = await adds(world, vera, [amina], at(4, 12)), await adds(world, vera, [amina], at(12))
    long_ago = await adds(world, vera, [amina], at(2))
    await put_reminder(world, ahead, amina, Lead.WEEK, "unopened")
    await put_reminder(world, ahead, amina, Lead.DAY, "unopened")
    await put_reminder(world, ahead, amina, Lead.HOURS, "put", "unknown")
    await put_reminder(world, over, amina, Lead.DAY, "put", "expired")
    await put_reminder(world, over, vera, Lead.DAY, "stale")
    await put_reminder(world, over, vera, Lead.HOURS, "put", "dead")
    await put_reminder(world, over, vera, Lead.WEEK, "passed")
    await put_reminder(world, long_ago, amina, Lead.DAY, "stale")
    lines = await vera.does("/supervision")
    beginning = lines.index("supervision.missed")
    day = "meeting.kind.individual"
    assert lines[beginning + 1 : -1] == [
        f"supervision.missed.unopened(Amina, 2026-12-04, {day})",
        f"supervision.missed.unknown(Amina, 2026-12-04, {day})",
        f"supervision.missed.expired(Amina, 2026-11-12, {day})",
        "supervision.more(2)",
    ]


async def test_two_with_one_name_and_one_without_are_told_apart(world: World, vera: Someone) -> None:
    first, second, nameless = [await key_person(world, at_, "Amina") for at_ in range(3)]
    numbers = [(await one.person()).id for one in (first, second, nameless)]
    async with world.database.transaction() as session:
        await people.set_name(session, numbers[2], "")
    for one in (first, second, nameless):
        await asks_for(world, one, 1, date(2026, 11, 1))
    lines = told(await vera.does("/supervision"), "supervision.overdue")
    assert {line.split("(", 1)[1].rsplit(", ", 2)[0] for line in lines} == {
        f"agree.namesake(Amina, {numbers[0]})",
        f"agree.namesake(Amina, {numbers[1]})",
        f"common.unnamed({numbers[2]})",
    }


async def lives_in(world: World, who: Someone, zone: str) -> None:
    person = await who.person()
    async with world.database.transaction() as session:
        await hours.set_zone(session, person.id, zone)


async def test_days_and_times_are_those_of_the_coordinator(
    world: World, amina: Someone, vera: Someone
) -> None:
    """Half past midnight in Kyiv is still the day before in Amsterdam, where Amina is."""
    await lives_in(world, vera, "Europe/Kyiv")
    await asks_for(world, amina, 2, date(2026, 10, 1))
    await ends(world, await adds(world, vera, [amina], at(9, hour=22) + timedelta(minutes=30)), amina)
    await adds(world, vera, [amina], at(26, hour=22) + timedelta(minutes=30), PEER)
    lines = await vera.does("/supervision")
    assert told(lines, "supervision.due_on") == [
        "supervision.due_on(Amina, meeting.kind.individual, 2026-11-24)"
    ]
    assert told(lines, "supervision.session")[0].startswith(
        "supervision.session(meeting.at(weekday 4, 2026-11-27, 00:30)"
    )


async def test_what_is_late_goes_by_the_clock_of_whoever_guides(
    world: World, amina: Someone, vera: Someone
) -> None:
    """At eleven at night in Amsterdam the day on which it was due is over in Kyiv, where her own coordinator is."""
    oksana = await coordinator(world, 1, "Oksana")
    await lives_in(world, oksana, "Europe/Kyiv")
    await asks_for(world, amina, 1, date(2026, 11, 16))
    world.clock.forward(hours=11.5)
    assert told(await vera.does("/supervision"), "supervision.due_on")
    await vera.does("[guides]", f"[{await member(amina)}]", f"[{(await oksana.person()).id}]", "[nobody]")
    assert told(await vera.does("/supervision"), "supervision.overdue")


async def member(who: Someone) -> int:
    return (await who.person()).teams_as(Role.KEY_PERSON)[0].id


async def rhythms_of(world: World, who: Someone) -> list[tuple[MeetingKind, int, date]]:
    person = await who.person()
    team_id = person.teams_as(Role.COORDINATOR)[0].team_id
    return [(one.kind, one.weeks, one.since) for one in await world.read(series.rhythms, person, team_id)]


async def test_how_often_changes_in_three_taps(world: World, amina: Someone, vera: Someone) -> None:
    one = await asks_for(world, amina, 1, date(2026, 11, 9))
    await vera.hears(
        ("/supervision", "supervision.overdue(Amina, meeting.kind.individual, 2026-11-16)"),
        ("[rhythms]", "supervision.rhythm_line(Amina, meeting.kind.individual, supervision.every(1))"),
        (f"[{one}]", "supervision.weeks.ask"),
        ("[6]", "supervision.rhythm_line(Amina, meeting.kind.individual, supervision.every(6))"),
        ("[@back]", "supervision.nobody_due"),
    )
    assert await rhythms_of(world, vera) == [(TALK, 6, date(2026, 11, 9))]
    assert vera.phone.toasts[-1].text == "supervision.changed"


async def test_the_same_again_changes_nothing(world: World, amina: Someone, vera: Someone) -> None:
    one = await asks_for(world, amina, 4, date(2026, 11, 9))
    await vera.hears(("/supervision", "supervision.nobody_due"))
    await vera.hears(("[rhythms]", "supervision.rhythm.ask"))
    await vera.hears((f"[{one}]", "supervision.weeks.ask"), ("[4]", "supervision.rhythm.ask"))
    assert not vera.phone.toasts
    assert await rhythms_of(world, vera) == [(TALK, 4, date(2026, 11, 9))]


async def test_stopping_is_asked_once_more(world: World, amina: Someone, vera: Someone) -> None:
    one = await asks_for(world, amina, 1, date(2026, 11, 9))
    await vera.does("/supervision", "[rhythms]", f"[{one}]")
    await vera.hears(("[stop]", "supervision.stop.ask"), ("[no]", "supervision.weeks.ask"))
    assert len(await rhythms_of(world, vera)) == 1
    await vera.hears(("[stop]", "supervision.stop.ask"), ("[yes]", "supervision.no_rhythms"))
    assert await rhythms_of(world, vera) == []
    assert vera.options() == ["plan", "@back", "sos"]
    await vera.hears(("[@back]", "supervision.no_rhythms"))


@pytest.mark.parametrize("taps", [("[stop]", "[yes]"), ("[52]",)])
async def test_what_is_not_said_yet_about_it_is_not_said_any_more(
    world: World, amina: Someone, vera: Someone, taps: tuple[str, ...]
) -> None:
    one = await asks_for(world, amina, 1, date(2026, 11, 9))
    await vera.does("/supervision", "[rhythms]", f"[{one}]")
    await world.tick()  # she is busy with a question: it waits
    person, membership = await vera.person(), (await amina.person()).memberships[0].id
    assert [each.key for each in await world.read(notices.held, person.id)] == [
        f"supervision.overdue:{one}:{membership}:individual:2026-11-16"
    ]
    await vera.does(*taps)
    world.clock.forward(minutes=20)
    before = len(world.telegram.calls)
    await world.tick()
    assert vera.lines_since(before) == []


async def reminded(world: World, who: Someone, **later: float) -> bool:
    """Whether she is reminded on the next round, so much later."""
    world.clock.forward(**later)
    before = len(world.telegram.calls)
    await world.tick()
    return "meeting.reminder" in who.lines_since(before)


async def test_a_reminder_that_is_off_does_not_come_and_the_others_do(
    world: World, amina: Someone, vera: Someone
) -> None:
    await adds(world, vera, [amina], at(25, hour=13))
    await world.tick()
    await vera.hears(
        ("/supervision", "supervision.ahead"),
        ("[reminders]", "supervision.all_on"),
        ("[individual]", "supervision.about(meeting.kind.individual)"),
        ("[day]", "supervision.off(meeting.kind.individual, supervision.lead.option.day)"),
    )
    assert not await reminded(world, amina, hours=26, minutes=5)
    assert not await reminded(world, amina, hours=2)
    assert await reminded(world, amina, hours=19, minutes=57)  # Wednesday 12:02


async def test_without_a_tap_both_come(world: World, amina: Someone, vera: Someone) -> None:
    await adds(world, vera, [amina], at(25, hour=13))
    await world.tick()
    assert await reminded(world, amina, hours=26, minutes=5)
    assert not await reminded(world, amina, hours=2)
    assert await reminded(world, amina, hours=19, minutes=57)


async def test_off_and_on_again_is_as_before(world: World, amina: Someone, vera: Someone) -> None:
    await adds(world, vera, [amina], at(25, hour=13))
    await world.tick()
    await vera.does("/supervision", "[reminders]", "[individual]", "[day]")
    await world.tick()
    await vera.hears(("[day]", "supervision.all_on"))
    assert await reminded(world, amina, hours=26, minutes=5)


async def test_one_that_moves_to_an_earlier_day_still_comes_after_off_and_on_again(
    world: World, amina: Someone, vera: Someone
) -> None:
    """The day before Monday is a Sunday: it is said on Friday."""
    await adds(world, vera, [amina], at(30, hour=13))
    await vera.does("/supervision", "[reminders]", "[individual]", "[day]")
    await world.tick()
    await vera.does("[day]")
    assert not await reminded(world, amina, days=4)
    assert await reminded(world, amina, hours=4, minutes=35)


async def test_one_that_waits_to_be_said_is_taken_back(world: World, amina: Someone, vera: Someone) -> None:
    await adds(world, vera, [amina], at(25, hour=13))
    world.clock.forward(hours=26, minutes=5)
    await amina.does("/contact")  # she is busy with a question: it waits
    assert not await reminded(world, amina)
    assert len(await world.read(notices.held, (await amina.person()).id)) == 1
    await vera.does("/supervision", "[reminders]", "[individual]", "[day]")
    assert not await reminded(world, amina, minutes=20)
    assert await reminded(world, amina, hours=21, minutes=40)


async def test_one_that_was_said_is_not_said_again(world: World, amina: Someone, vera: Someone) -> None:
    await adds(world, vera, [amina], at(25, hour=13))
    assert await reminded(world, amina, hours=26, minutes=5)
    await vera.does("/supervision", "[reminders]", "[individual]", "[day]", "[day]")
    assert not await reminded(world, amina, minutes=20)


async def guides_of(world: World, who: Someone) -> Guides:
    person = await who.person()
    found = await world.read(guides.of, person.teams_as(Role.KEY_PERSON)[0], person.id)
    assert isinstance(found, Guides)
    return found


async def test_choosing_who_guides_whom(world: World, amina: Someone, vera: Someone) -> None:
    oksana = await coordinator(world, 1, "Oksana")
    veras, oksanas = [(await one.person()).id for one in (vera, oksana)]
    await vera.hears(
        ("/supervision", "supervision.none_ahead"),
        ("[guides]", "supervision.guided(Amina, Vera, Oksana)"),
        (f"[{await member(amina)}]", "supervision.coordinator.ask"),
        (f"[{oksanas}]", "supervision.deputy.ask"),
        (f"[{veras}]", "supervision.guided(Amina, Oksana, Vera)"),
    )
    assert await guides_of(world, amina) == Guides(oksanas, veras)


async def test_nobody_can_be_the_deputy(world: World, amina: Someone, vera: Someone) -> None:
    await vera.does("/supervision", "[guides]", f"[{await member(amina)}]")
    veras = (await vera.person()).id
    assert vera.options() == [str(veras), "@back", "sos"]
    await vera.hears((f"[{veras}]", "supervision.deputy.ask"))
    assert vera.options() == ["nobody", "@back", "sos"]
    await vera.hears(("[nobody]", "supervision.guided(Amina, Vera, supervision.no_one)"))
    async with world.database.reading() as session:
        [row] = (await session.execute(select(guide.c.coordinator_id, guide.c.deputy_id))).all()
    assert tuple(row) == (veras, None)


async def test_nobody_guides_herself(world: World, amina: Someone, vera: Someone) -> None:
    await coordinator(world, 1, "Oksana")
    await vera.does(f"/start {await world.invite('Haarlem Effect')}")
    veras = (await vera.person()).id
    await vera.does("/supervision", "[guides]", f"[{await member(vera)}]")
    assert str(veras) not in vera.options()


async def test_a_large_team_is_shown_in_parts_and_fits_into_a_message(world: World, vera: Someone) -> None:
    """Thirty people with everything that can be late, as it reads in each language."""
    everybody = [await key_person(world, at_, f"Name Number {at_:02}") for at_ in range(30)]
    for number, one in enumerate(everybody):
        await asks_for(world, one, 1, date(2026, 11, 1))
        await adds(world, vera, [one], at(24) + timedelta(days=number))
        await adds(world, vera, everybody[number:], at(9) + timedelta(hours=number % 9))
    lines = await vera.does("/supervision")
    assert len(told(lines, "supervision.overdue") + told(lines, "supervision.overdue_planned")) == 8
    assert len(told(lines, "supervision.session")) == 13
    assert len(lines) < 40
    await vera.hears(("[rhythms]", "supervision.part.ask"))
    assert len(told(await vera.does("[0]"), "supervision.rhythm_line")) == MOST_LISTED
    await vera.hears(("[@back]", "supervision.part.ask"))
    assert len(told(await vera.does("[20]"), "supervision.rhythm_line")) == 30 - MOST_LISTED
    await vera.does("[@back]", "[@back]", "[guides]")
    assert len(told(await vera.does("[20]"), "supervision.guided")) == 30 - MOST_LISTED


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_the_page_of_thirty_people_fits_into_one_message(texts: Texts, language: str) -> None:
    """With names of the widest signs and as much of everything as the page lists."""
    stages = {one.name: one for one in STAGES}
    place = stages["supervision, a large team"].place(())
    screen = question(supervision.DIALOG, place, "AAAAAAAA")
    said = message_text(texts.html(language, screen), "HTML", [])
    assert 1000 < utf16_length(said.text) <= 4096


async def test_whoever_coordinates_several_teams_sees_one_at_a_time(
    world: World, amina: Someone, vera: Someone
) -> None:
    await asks_for(world, amina, 1, date(2026, 11, 1))
    await vera.does(f"/start {await world.invite('Haarlem Oost', Role.COORDINATOR)}")
    effect, oost = (str(one.team_id) for one in (await vera.person()).memberships)
    await vera.hears(
        ("/supervision", "supervision.team.ask"),
        (f"[{oost}]", "supervision.nobody"),
        ("[other_team]", "supervision.team.ask"),
        (f"[{effect}]", "supervision.overdue(Amina, meeting.kind.individual, 2026-11-09)"),
        ("[reminders]", "supervision.all_on"),
        ("[training]", "supervision.lead.ask"),
        ("[week]", "supervision.off(meeting.kind.training, supervision.lead.option.week)"),
    )
    assert await world.read(reminders.switched_off, int(effect)) == {(MeetingKind.TRAINING, Lead.WEEK)}
    assert await world.read(reminders.switched_off, int(oost)) == frozenset()


async def test_every_time_there_is_a_fresh_page_and_the_old_one_is_closed(
    world: World, amina: Someone, vera: Someone
) -> None:
    await vera.does("/supervision")
    first = vera.phone.last.message_id
    await vera.does("/supervision")
    [page] = [one for one in vera.phone.messages if one.message_id == first]
    assert page.text == "supervision.expired"
    assert vera.phone.last.message_id != first
    world.clock.forward(days=1)
    before = len(world.telegram.calls)
    await world.tick()
    assert vera.lines_since(before) == ["supervision.expired"]


async def test_planning_goes_on_where_it_was_left(world: World, amina: Someone, vera: Someone) -> None:
    await vera.hears(("/plan", "plan.kind.ask"))
    lines = await vera.does("[individual]")
    await vera.does("/supervision")
    assert lines[-1] in await vera.does("[plan]")


async def test_a_session_opens_from_the_page(world: World, amina: Someone, vera: Someone) -> None:
    number = await adds(world, vera, [amina], at(25))
    await vera.does("/supervision")
    lines = await vera.does(f"[meeting_{number}]")
    assert lines[0].startswith("meeting.what(meeting.kind.individual")


async def petro_coordinates(world: World, petro: Someone) -> None:
    await petro.does(f"/start {await world.invite('Utrecht West', Role.COORDINATOR)}")


async def test_petro_sees_nothing_of_haarlem(
    world: World, amina: Someone, vera: Someone, petro: Someone
) -> None:
    await petro_coordinates(world, petro)
    await asks_for(world, amina, 1, date(2026, 11, 1))
    ahead = await adds(world, vera, [amina], at(25))
    await ends(world, await adds(world, vera, [amina], at(9)), amina)
    await put_reminder(world, ahead, amina, Lead.DAY, "stale")
    assert await petro.does("/supervision") == [
        "supervision.title(Utrecht West)",
        "supervision.no_rhythms",
        "supervision.none_ahead",
        EMPTY,
        "supervision.pick.ask",
    ]
    assert petro.options() == ["plan", "rhythms", "reminders", "own"]
    for page in ("rhythms", "reminders"):
        assert "Amina" not in "".join(await petro.does("/supervision", f"[{page}]"))


async def test_petro_can_forge_no_tap_and_use_no_button_of_veras(
    world: World, amina: Someone, vera: Someone, petro: Someone
) -> None:
    await petro_coordinates(world, petro)
    oksana = await coordinator(world, 1, "Oksana", "Utrecht West")
    one = await asks_for(world, amina, 1, date(2026, 11, 1))
    ahead = await adds(world, vera, [amina], at(25))
    forged = [
        (("/supervision",), f"meeting_{ahead}"),
        (("/supervision", "[rhythms]"), str(one)),
        (("/supervision", "[guides]"), str(await member(amina))),
        (("/supervision", "[guides]", f"[{await member(petro)}]"), str((await vera.person()).id)),
    ]
    for deeds, option in forged:
        await petro.does(*deeds)
        assert await taps(world, petro, option) == "common.old_button"
    await vera.does("/supervision", "[rhythms]", f"[{one}]")
    _, data = vera.button("52")
    petro.phone.tap_data(data, petro.phone.last.message_id)
    await world.settle()
    assert petro.phone.toasts[-1].text == "common.old_button"
    assert await rhythms_of(world, vera) == [(TALK, 1, date(2026, 11, 1))]
    assert (await guides_of(world, petro)).coordinator == (await oksana.person()).id


async def taps(world: World, who: Someone, option: str) -> str | None:
    """A button that she was not shown, under the message that she has."""
    shown = who.phone.last
    nonce = (shown.inline[0][0].data or "").split(":")[0]
    who.phone.tap_data(f"{nonce}:{option}", shown.message_id)
    await world.settle()
    return who.phone.toasts[-1].text


async def test_an_old_button_changes_nothing(world: World, amina: Someone, vera: Someone) -> None:
    one = await asks_for(world, amina, 1, date(2026, 11, 1))
    await vera.does("/supervision", "[rhythms]", f"[{one}]", "[stop]")
    shown, data = vera.button("yes")
    await vera.does("[no]", "[@back]")
    vera.phone.tap_data(data, shown.message_id)
    await world.settle()
    assert vera.phone.toasts[-1].text == "common.old_button"
    assert len(await rhythms_of(world, vera)) == 1


async def test_whoever_no_longer_coordinates_a_team_sets_nothing_there(
    world: World, amina: Someone, vera: Someone
) -> None:
    team_id = (await vera.person()).memberships[0].team_id
    one = await asks_for(world, amina, 1, date(2026, 11, 1))
    await vera.does("/supervision", "[rhythms]", f"[{one}]")
    async with world.database.transaction() as session:
        theirs = (membership.c.team_id == team_id, membership.c.role == Role.COORDINATOR.value)
        other = await people.ensure_team(session, "Haarlem Oost")
        await session.execute(update(membership).where(*theirs).values(team_id=other))
    await vera.hears(("[52]", "common.old_button"))
    found = await world.read(series.rhythm_due, world.clock.now())
    assert found.weeks == 1


async def test_storage_decides_nothing_anew_for_a_team_that_she_does_not_coordinate(
    world: World, amina: Someone, vera: Someone, petro: Someone
) -> None:
    await adds(world, vera, [amina], at(25, hour=13))
    await world.tick()
    team_id = (await vera.person()).memberships[0].team_id
    for who, waits in ((petro, False), (amina, False), (vera, True)):
        person, later = await who.person(), world.clock.now() + timedelta(minutes=1)
        async with world.database.transaction() as session:
            await reminders.decide_anew(session, person, team_id, TALK, later)
        assert (await world.read(reminders.due, later) is not None) is waits


async def test_a_key_person_sees_her_own_sessions_instead(amina: Someone) -> None:
    lines = await amina.does("/supervision")
    assert "sessions.none" in lines
    assert not told(lines, "supervision.title")
