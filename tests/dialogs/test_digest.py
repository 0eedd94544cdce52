"""The week of a team for its coordinators, and her own week for each key person; both through the gate."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from bot.model import Contact, Membership, Role
from bot.rules.digest import Weeks
from bot.rules.goals import Goal, Indicator
from bot.rules.hours import Arrangement, Kind
from bot.supervision import MeetingKind, Plan
from handlers.dialogs.digest_facts import CONTACTS, Desk, Digest
from handlers.dialogs.digest_gather import digest as of_week
from handlers.jobs import weekly
from storage import digests, goals, hours, meetings, notices, series, tallies
from storage.database import Database
from storage.tables import contact, digest, referral
from storage.tables import membership_row as membership
from tests.cast import Someone, World
from tests.storage.generated import contacts, house, write

MONEY: Final = ("/contact", "[phone_call]", "[money]", "[explained]", "[debt_help]")
CLOSED: Final = ("card.shrunk", "digest.expired", "common.expired")
WEEK: Final = "digest.days_within(23, 2026-11-29)"


async def tick(world: World, who: Someone, at: str) -> list[str]:
    """What she hears in a round at this time of Amsterdam."""
    world.clock.moment = (
        datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("Europe/Amsterdam")).astimezone(UTC)
    )
    before = len(world.telegram.calls)
    await world.tick()
    return [one for one in who.lines_since(before) if one not in CLOSED]


async def leave(world: World, who: Someone, first: str, last: str) -> None:
    person = await who.person()
    made = Arrangement(Kind.LEAVE, date.fromisoformat(first), date.fromisoformat(last))
    async with world.database.transaction() as session:
        for one in person.memberships:
            await hours.propose(session, one.id, made, person.id, world.clock.now(), agreed=True)


async def test_vera_gets_her_week_on_monday_at_half_past_nine(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does(*MONEY)
    assert await tick(world, vera, "2026-11-30 09:29") == []
    said = await tick(world, vera, "2026-11-30 09:30")
    assert said[said.index("digest.ready") :] == [
        "digest.ready",
        f"digest.of(Haarlem Effect, {WEEK})",
        "digest.contacts(1)",
        "digest.questions(1)",
        "digest.counted(topic.money, 1)",
        "digest.referrals(1)",
        "digest.actions(digest.counted(action.explained, 1) digest.counted(action.referred, 1))",
    ]
    assert await tick(world, vera, "2026-11-30 10:30") == []


async def test_after_a_restart_it_is_not_told_again(world: World, amina: Someone, vera: Someone) -> None:
    await amina.does(*MONEY)
    assert await tick(world, vera, "2026-11-30 09:30")
    await world.restart()
    assert await tick(world, vera, "2026-11-30 09:31") == []


async def test_killed_before_it_was_said_it_is_said_once(world: World, amina: Someone, vera: Someone) -> None:
    await amina.does(*MONEY)
    await tick(world, vera, "2026-11-29 12:00")
    world.clock.moment = datetime(2026, 11, 30, 8, 30, tzinfo=UTC)
    await weekly.run(world.round())
    await world.restart()
    assert "digest.ready" in await tick(world, vera, "2026-11-30 09:31")
    assert await tick(world, vera, "2026-11-30 11:00") == []


async def test_a_week_in_which_nothing_happened_is_one_line(
    world: World, amina: Someone, vera: Someone
) -> None:
    assert await tick(world, vera, "2026-11-30 09:30") == ["digest.nothing"]
    team = (await vera.person()).memberships[0].team_id
    assert vera.options() == [f"/digest {team} 2026-11-23"]


async def test_leave_of_two_weeks_gives_one_digest_that_says_so(
    world: World, amina: Someone, vera: Someone
) -> None:
    await leave(world, vera, "2026-11-30", "2026-12-11")
    await amina.does(*MONEY)
    for monday in ("2026-11-30", "2026-12-07"):
        assert await tick(world, vera, f"{monday} 09:30") == []
    await amina.does(*MONEY)
    lines = await tick(world, vera, "2026-12-14 09:30")
    assert len([one for one in lines if "digest.ready" in one]) == 1
    said = "\n".join(lines)
    assert "digest.ready_several" in lines
    assert "digest.of(Haarlem Effect, digest.days(2026-11-23, 2026-12-13))" in lines
    assert "digest.together(3)" in said
    assert "digest.contacts(2)" in said
    assert await tick(world, vera, "2026-12-14 12:00") == []


async def test_what_became_numbers_in_any_of_several_weeks_is_told(
    world: World, amina: Someone, vera: Someone
) -> None:
    team_id = (await vera.person()).memberships[0].team_id
    await leave(world, vera, "2026-11-30", "2026-12-11")
    await tick(world, vera, "2026-11-30 09:30")
    async with world.database.transaction() as session:
        await tallies.retire(session, team_id, date(2026, 12, 7), 7)
    assert "digest.retired(7)" in await tick(world, vera, "2026-12-14 09:30")


async def test_back_before_the_next_one_she_hears_of_what_waited(
    world: World, amina: Someone, vera: Someone
) -> None:
    await leave(world, vera, "2026-11-30", "2026-12-08")
    await amina.does(*MONEY)
    await tick(world, vera, "2026-11-30 09:30")
    await tick(world, vera, "2026-12-07 09:30")
    said = "\n".join(await tick(world, vera, "2026-12-09 09:00"))
    assert "digest.together(2)" in said
    assert said.count("digest.ready") == 1


async def test_after_an_outage_of_seven_weeks_four_are_shown_and_the_rest_counted(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does(*MONEY)
    said = "\n".join(await tick(world, vera, "2027-01-11 09:30"))
    assert "digest.of(Haarlem Effect, digest.days(2026-12-14, 2027-01-10))" in said
    assert "digest.older(3, 1)" in said
    assert "digest.quiet" in said


async def test_two_coordinators_of_one_team_both_get_it_and_petro_only_his_own(
    world: World, amina: Someone, vera: Someone, petro: Someone
) -> None:
    oksana = world.someone(3001, "Oksana")
    await oksana.joins("Haarlem Effect", Role.COORDINATOR)
    await petro.does(f"/start {await world.invite('Utrecht West', Role.COORDINATOR)}")
    await amina.does(*MONEY)
    await tick(world, vera, "2026-11-29 12:00")
    before = len(world.telegram.calls)
    await tick(world, vera, "2026-11-30 09:30")
    for one in (vera, oksana):
        assert "digest.contacts(1)" in "\n".join(one.lines_since(before))
    assert "Haarlem" not in "\n".join(petro.lines_since(before))
    assert "digest.nothing" in "\n".join(petro.lines_since(before))


async def test_whoever_coordinates_two_teams_gets_one_of_each(
    world: World, amina: Someone, vera: Someone
) -> None:
    await vera.does(f"/start {await world.invite('Haarlem Oost', Role.COORDINATOR)}")
    await amina.does(*MONEY)
    said = "\n".join(await tick(world, vera, "2026-11-30 09:30"))
    assert f"digest.of(Haarlem Effect, {WEEK})" in said
    assert f"digest.nothing_in(Haarlem Oost, {WEEK})" in said


async def test_what_needs_her_is_told_in_numbers_without_a_name(
    world: World, amina: Someone, vera: Someone
) -> None:
    hers = (await amina.person()).memberships[0]
    async with world.database.transaction() as session:
        given = (hers.id, MeetingKind.INDIVIDUAL, 1, 1, date(2026, 11, 9), world.clock.now())
        await series.set_rhythm(session, *given)
    lines = await tick(world, vera, "2026-12-14 09:30")
    mine = lines[next(at for at, one in enumerate(lines) if "digest.ready" in one) :]
    said = "\n".join(mine)
    assert "digest.overdue(1)" in said
    assert (
        "digest.holidays(digest.day(weekday 4, 2026-12-25) digest.day(weekday 5, 2026-12-26))"
        in said.replace(" · ", " ")
    )
    assert "Amina" not in said


async def test_amina_hears_of_her_own_week_when_she_begins(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does(*MONEY)
    await amina.does(*MONEY)
    await world.tick()
    person = await amina.person()
    async with world.database.transaction() as session:
        plan = Plan(person.memberships[0].team_id, MeetingKind.INDIVIDUAL, 60)
        at = datetime(2026, 12, 9, 9, tzinfo=UTC)
        await meetings.add(session, plan, at, (await vera.person()).id, [person.id], world.clock.now())
    assert await tick(world, amina, "2026-11-30 00:01") == []
    assert await tick(world, amina, "2026-11-30 08:59") == []
    lines = await tick(world, amina, "2026-11-30 09:00")
    assert lines == [
        "digest.note.title",
        f"digest.note.week({WEEK})",
        "digest.thanks.topic(topic.money)",
        "digest.note.contacts(2)",
        "digest.note.open(partner.debt_help, topic.money, 2026-11-23)",
        "digest.note.next(meeting.kind.individual, meeting.at(weekday 2, 2026-12-09, 10:00))",
    ]
    assert amina.options() == ["/supervision", "/digest off"]
    await world.restart()
    assert await tick(world, amina, "2026-11-30 09:05") == []


async def test_no_contact_no_note(world: World, amina: Someone) -> None:
    assert await tick(world, amina, "2026-11-30 09:00") == []
    assert await tick(world, amina, "2026-12-01 12:00") == []


async def test_one_tap_ends_the_notes_and_one_brings_them_back(world: World, amina: Someone) -> None:
    await amina.does(*MONEY)
    await tick(world, amina, "2026-11-30 09:00")
    await amina.hears(("[/digest off]", "digest.note.is_off"))
    await amina.does(*MONEY)
    assert await tick(world, amina, "2026-12-07 09:00") == []
    await amina.hears(("/digest", "digest.note.is_off"), ("[/digest on]", "digest.note.is_on"))
    await amina.does(*MONEY)
    assert "digest.note.title" in "\n".join(await tick(world, amina, "2026-12-14 09:00"))


async def test_a_note_that_waits_is_not_said_after_off(world: World, amina: Someone) -> None:
    await amina.does(*MONEY)
    await tick(world, amina, "2026-11-30 08:30")
    await amina.does("/digest off")
    assert await tick(world, amina, "2026-11-30 09:00") == []


async def test_leave_brings_one_note_of_the_last_week_with_a_contact(world: World, amina: Someone) -> None:
    await amina.does(*MONEY)
    await leave(world, amina, "2026-11-30", "2026-12-11")
    for moment in ("2026-11-30 09:00", "2026-12-07 09:00"):
        assert await tick(world, amina, moment) == []
    lines = [one for one in await tick(world, amina, "2026-12-14 09:00") if "digest." in one]
    assert lines[:2] == ["digest.note.title", f"digest.note.week({WEEK})"]
    assert lines.count("digest.note.title") == 1


async def test_what_was_off_duty_is_not_thanked_for(world: World, amina: Someone) -> None:
    await amina.does(*MONEY)
    async with world.database.transaction() as session:
        await session.execute(update(contact).values(timing="extra"))
    said = "\n".join(await tick(world, amina, "2026-11-30 09:00"))
    assert "digest.note.contacts(1)" in said
    assert "thanks" not in said


async def test_a_referral_that_helped_is_what_she_is_thanked_for(world: World, amina: Someone) -> None:
    await amina.does(*MONEY)
    known = {"state": "known", "outcome": "helped", "known_at": world.clock.now()}
    async with world.database.transaction() as session:
        await session.execute(update(referral).values(known))
    said = "\n".join(await tick(world, amina, "2026-11-30 09:00"))
    assert "digest.thanks.helped(partner.debt_help)" in said
    assert "digest.note.open" not in said


async def test_the_page_is_of_the_last_week_and_goes_back(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does(*MONEY)
    await tick(world, vera, "2026-12-07 12:00")
    lines = await vera.does("/digest")
    assert lines[0] == "digest.title(digest.days(2026-11-30, 2026-12-06))"
    assert "digest.quiet" in lines
    assert "digest.comes(weekday 0, 09:30)" in lines
    assert vera.options() == ["picture", "earlier", "weekday_of", "hour", "off"]
    await vera.hears(
        ("[earlier]", f"digest.title({WEEK})"),
        ("[later]", "digest.title(digest.days(2026-11-30, 2026-12-06))"),
    )
    await vera.does("[earlier]")
    assert "earlier" not in vera.options()


async def test_another_day_and_time(world: World, amina: Someone, vera: Someone) -> None:
    await vera.hears(
        ("/digest", "digest.pick.ask"),
        ("[weekday_of]", "digest.weekday.ask"),
        ("[2]", "digest.comes(weekday 2, 09:30)"),
        ("[hour]", "digest.minute.ask"),
        ("[660]", "digest.comes(weekday 2, 11:00)"),
    )
    await amina.does(*MONEY)
    assert await tick(world, vera, "2026-11-30 12:00") == []
    assert await tick(world, vera, "2026-12-02 10:59") == []
    assert f"digest.of(Haarlem Effect, {WEEK})" in await tick(world, vera, "2026-12-02 11:00")


async def test_a_time_in_which_she_is_off_says_when_it_comes(
    world: World, amina: Someone, vera: Someone
) -> None:
    await vera.does("/digest", "[weekday_of]", "[5]")
    lines = await vera.does("/digest")
    assert any("digest.held_until(when." in one for one in lines)
    await amina.does(*MONEY)
    assert await tick(world, vera, "2026-12-05 09:30") == []
    assert f"digest.of(Haarlem Effect, {WEEK})" in await tick(world, vera, "2026-12-07 09:00")


async def test_off_and_weeks_later_on_again_makes_up_for_nothing(
    world: World, amina: Someone, vera: Someone
) -> None:
    await vera.hears(("/digest", "digest.pick.ask"), ("[off]", "digest.never"))
    await amina.does(*MONEY)
    assert await tick(world, vera, "2026-11-30 09:30") == []
    await tick(world, vera, "2026-12-16 12:00")
    await vera.hears(("/digest", "digest.never"), ("[weekday_of]", "digest.weekday.ask"))
    await vera.hears(("[0]", "digest.comes(weekday 0, 09:30)"))
    assert await tick(world, vera, "2026-12-16 13:00") == []
    said = "\n".join(await tick(world, vera, "2026-12-21 09:30"))
    assert "digest.of(Haarlem Effect, digest.days_within(14, 2026-12-20))" in said
    assert "digest.quiet" in said


async def agrees(world: World, vera: Someone, *new: Goal) -> None:
    person = await vera.person()
    async with world.database.transaction() as session:
        for one in new:
            assert await goals.add(session, person, person.memberships[0].team_id, one, world.clock.now())


YEAR: Final = (date(2026, 1, 1), date(2026, 12, 31))


async def test_it_tells_where_every_running_goal_stands_in_a_line_each(
    world: World, amina: Someone, vera: Someone
) -> None:
    await agrees(
        world,
        vera,
        Goal(Indicator.QUESTIONS, 1, *YEAR, "money", "jonge ouders"),
        Goal(Indicator.CONTACTS, 400, *YEAR),
        Goal(Indicator.REFERRALS, 9, date(2027, 1, 1), date(2027, 12, 31)),
        Goal(Indicator.TALKS, 7, date(2026, 1, 1), date(2026, 11, 22)),
    )
    await amina.does(*MONEY)
    lines = await tick(world, vera, "2026-11-30 09:30")
    assert [one for one in lines if "goal" in one] == [
        "digest.goal(goals.about_topic(topic.money), 1, 1, goals.standing.reached)",
        "digest.goal(goals.indicator.contacts, 1, 400, goals.standing.behind)",
    ]
    assert "jonge ouders" not in "".join(lines), "those are somebody's words"
    assert "/goals" in vera.options()
    assert "digest.goal(goals.indicator.contacts, 1, 400, goals.standing.behind)" in await vera.does(
        "/digest"
    )
    await tick(world, vera, "2026-12-07 12:00")
    await vera.does("/digest")
    assert not [one for one in await vera.does("[earlier]") if "goal" in one], "they stand as they are now"


async def test_of_many_goals_three_are_told_and_the_rest_counted(
    world: World, amina: Someone, vera: Someone
) -> None:
    await agrees(world, vera, *(Goal(Indicator.CONTACTS, 10 + at, *YEAR) for at in range(5)))
    await amina.does(*MONEY)
    lines = await tick(world, vera, "2026-11-30 09:30")
    assert [one for one in lines if "goal" in one] == [
        *(f"digest.goal(goals.indicator.contacts, 1, {10 + at}, goals.standing.behind)" for at in range(3)),
        "digest.more_goals(2)",
    ]


async def test_a_goal_that_was_over_in_the_week_is_told_for_the_last_time(
    world: World, amina: Someone, vera: Someone
) -> None:
    await agrees(world, vera, Goal(Indicator.CONTACTS, 2, date(2026, 1, 1), date(2026, 11, 29)))
    await amina.does(*MONEY)
    missed = "digest.goal(goals.indicator.contacts, 1, 2, goals.standing.missed)"
    assert missed in await tick(world, vera, "2026-11-30 09:30")
    await amina.does(*MONEY)
    assert "goal" not in "".join(await tick(world, vera, "2026-12-07 09:30"))


async def test_a_quiet_week_is_one_line_whatever_was_agreed(
    world: World, amina: Someone, vera: Someone
) -> None:
    await agrees(world, vera, Goal(Indicator.CONTACTS, 2, *YEAR))
    assert await tick(world, vera, "2026-11-30 09:30") == ["digest.nothing"]


async def test_petro_hears_of_no_goal_of_another_team(
    world: World, amina: Someone, vera: Someone, petro: Someone
) -> None:
    await petro.does(f"/start {await world.invite('Utrecht West', Role.COORDINATOR)}")
    await agrees(world, vera, Goal(Indicator.CONTACTS, 2, *YEAR))
    await petro.does(*MONEY)
    said = await tick(world, petro, "2026-11-30 09:30")
    assert "digest.ready" in said
    assert "goal" not in "".join(said)


async def ends(world: World, who: Someone, column: str) -> None:
    """She is paused or leaves, as storage knows it."""
    async with world.database.transaction() as session:
        hers = membership.c.person_id == (await who.person()).id
        await session.execute(update(membership).where(hers).values({column: world.clock.now()}))


@pytest.mark.parametrize("column", ["paused_at", "left_at"])
async def test_a_team_whose_first_people_are_gone_keeps_its_weeks(
    world: World, amina: Someone, vera: Someone, column: str
) -> None:
    await amina.does(*MONEY)
    await tick(world, vera, "2026-12-07 12:00")
    oksana = world.someone(3001, "Oksana")
    await oksana.joins("Haarlem Effect", Role.COORDINATOR)
    await tick(world, oksana, "2026-12-14 12:00")
    for one in (amina, vera):
        await ends(world, one, column)
    await oksana.hears(
        ("/digest", "digest.title(digest.days_within(7, 2026-12-13))"),
        ("[earlier]", "digest.title(digest.days(2026-11-30, 2026-12-06))"),
        ("[earlier]", f"digest.title({WEEK})"),
    )
    assert "digest.contacts(1)" in await oksana.does(f"/digest 1 {date(2026, 11, 23)}")
    assert await tick(world, vera, "2026-12-21 12:00") == [], "whoever is gone hears nothing"


async def test_what_fails_for_one_reader_keeps_nobody_else_waiting(
    world: World,
    amina: Someone,
    vera: Someone,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    oksana = world.someone(3001, "Oksana")
    await oksana.joins("Haarlem Effect", Role.COORDINATOR)
    await amina.does(*MONEY)
    await tick(world, vera, "2026-11-29 12:00")
    first = (await vera.person()).id

    async def fails(desk: Desk, *given: Any) -> Digest:
        if desk.asker.id == first:
            raise ValueError("Amina and her week")
        return await of_week(desk, *given)

    monkeypatch.setattr(weekly, "digest", fails)
    before = len(world.telegram.calls)
    await tick(world, vera, "2026-11-30 09:30")
    assert "digest.ready" in oksana.lines_since(before)
    assert "digest.note.title" in amina.lines_since(before)
    assert "digest.ready" not in vera.lines_since(before)
    assert "Amina" not in caplog.text
    monkeypatch.undo()
    assert "digest.ready" in await tick(world, vera, "2026-11-30 09:31")


async def test_that_a_referral_helped_is_told_in_a_week_without_a_contact(
    world: World, amina: Someone
) -> None:
    await amina.does(*MONEY)
    await tick(world, amina, "2026-12-07 09:00")
    known = {"state": "known", "outcome": "helped", "known_at": world.clock.now()}
    async with world.database.transaction() as session:
        await session.execute(update(referral).values(known))
    lines = await tick(world, amina, "2026-12-14 09:00")
    assert "digest.thanks.helped(partner.debt_help)" in lines
    assert "contacts" not in "".join(lines)


async def test_a_referral_of_a_team_in_which_she_is_paused_is_not_called_open(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does(f"/start {await world.invite('Haarlem Oost')}")
    await amina.does("/contact")
    await amina.does(f"[{(await amina.person()).memberships[0].team_id}]", *MONEY[1:])
    person = await amina.person()
    assert await world.read(digests.open_referral, person.id)
    async with world.database.transaction() as session:
        there = (membership.c.person_id == person.id, membership.c.team_id == person.memberships[0].team_id)
        await session.execute(update(membership).where(*there).values(paused_at=world.clock.now()))
    assert await world.read(digests.open_referral, person.id) is None


async def pictures(who: Someone) -> list[str]:
    """What is told in words with every picture of hers."""
    sent = [one for one in who.phone.messages if one.from_bot and "photo" in one.message]
    assert all((one.content or b"").startswith(b"\x89PNG\r\n\x1a\n") for one in sent)
    return [one.text for one in sent]


async def test_the_picture_shows_in_the_chat_and_is_told_in_words_for_her_own_team_only(
    world: World, amina: Someone, vera: Someone, petro: Someone
) -> None:
    team = (await vera.person()).memberships[0].team_id
    await petro.does(f"/start {await world.invite('Utrecht West', Role.COORDINATOR)}")
    await amina.does(*MONEY)
    await tick(world, vera, "2026-11-30 09:30")
    await vera.does(f"[/digest picture {team} 2026-11-23]")
    [words] = await pictures(vera)
    assert words.splitlines() == [
        f"digest.picture.title({WEEK})",
        "digest.team(Haarlem Effect)",
        "digest.contacts(1)",
        "digest.questions(1)",
        "digest.topics(digest.counted(topic.money, 1))",
    ]
    invented = await petro.does("/digest picture 9999 2026-11-23")
    hers = await petro.does(f"/digest picture {team} 2026-11-23")
    assert hers == ["digest.expired", *invented]
    assert await pictures(petro) == []
    assert "Haarlem" not in "\n".join(await petro.does(f"/digest {team} 2026-11-23"))
    await amina.does(f"/digest picture {team} 2026-11-23")
    assert await pictures(amina) == []


async def test_the_buttons_lead_to_the_same_week_whenever_they_are_tapped(
    world: World, amina: Someone, vera: Someone
) -> None:
    team = (await vera.person()).memberships[0].team_id
    await amina.does(*MONEY)
    await tick(world, vera, "2026-11-30 09:30")
    await tick(world, vera, "2026-12-16 12:00")
    await vera.hears((f"[/digest {team} 2026-11-23]", f"digest.title({WEEK})"))
    await vera.hears(("[picture]", "digest.picture_comes"))
    await vera.does(f"[/digest picture {team} 2026-11-23]")
    for words in await pictures(vera):
        assert words.startswith(f"digest.picture.title({WEEK})")
    assert len(await pictures(vera)) == 2
    await vera.hears((f"/digest {team}", "digest.title(digest.days_within(7, 2026-12-13))"))


@pytest.mark.parametrize("day", ["2026-11-24", "2027-11-22", "2026-13-01", "x", "1999-01-04"])
async def test_what_is_no_week_of_a_page_is_the_last_one(
    world: World, amina: Someone, vera: Someone, day: str
) -> None:
    team = (await vera.person()).memberships[0].team_id
    await tick(world, vera, "2026-11-30 09:30")
    await vera.hears((f"/digest {team} {day}", f"digest.title({WEEK})"))
    await vera.does(f"/digest picture {team} {day}")
    assert [one.splitlines()[0] for one in await pictures(vera)] == [f"digest.picture.title({WEEK})"]


async def test_what_was_never_told_is_remembered_for_nobody_else(world: World, vera: Someone) -> None:
    await tick(world, vera, "2026-11-30 09:30")
    async with world.database.reading() as session:
        rows = (await session.execute(select(digest.c.kind, digest.c.monday).order_by(digest.c.kind))).all()
        readers = await digests.coordinators(session)
    assert [tuple(one) for one in rows] == [("began", date(2026, 11, 23)), ("team", date(2026, 11, 23))]
    assert [one.told for one in readers] == [date(2026, 11, 23)]
    assert not await world.read(notices.held, (await vera.person()).id)


MONDAYS = [
    pytest.param(date(2027, 12, 6) + timedelta(weeks=at), id=f"week {at}") for at in (0, 1, 3, 4, 12, 16)
]


@pytest.mark.parametrize("monday", MONDAYS)
async def test_the_numbers_are_those_of_somebody_who_reads_every_contact(
    database: Database, monday: date
) -> None:
    """The team began in the week of 29 November 2027."""
    async with database.transaction() as session:
        made = await house(session)
        began = datetime(2027, 11, 30, 9, tzinfo=UTC)
        await session.execute(update(membership).values(joined_at=began))
        everything = list(contacts(11, 600, made.key_persons))
        await write(session, everything)
        now = datetime(2028, 6, 5, 9, tzinfo=UTC)
        zone = ZoneInfo("Europe/Amsterdam")
        desk = Desk(session, made.vera, now, zone, zone)
        team = Membership(made.haarlem, "", Role.COORDINATOR)
        found = await of_week(desk, team, Weeks(monday), with_needs=False)

    def within(first: date) -> list[Contact]:
        last = first + timedelta(days=6)
        counting = (one for one in everything if one.team_id == made.haarlem and one.undone_at is None)
        return [one for one in counting if first <= one.happened_on <= last]

    now_, before = (
        within(monday),
        [
            len(within(monday - timedelta(weeks=back)))
            for back in range(1, 5)
            if monday - timedelta(weeks=back) >= date(2027, 11, 29)
        ],
    )
    assert found.figures.contacts == len(now_)
    assert found.figures.actions == Counter(action for one in now_ for action in one.actions)
    assert found.figures.referrals == sum(one.referral != "none" for one in now_)
    usual = sum(before) / len(before)
    change = found.changes[CONTACTS]
    if max(len(now_), usual) < 5:
        assert change is None
    else:
        assert change
        same = abs(len(now_) - usual) < 1 or change.trend == "same"
        assert change.trend == ("same" if same else "more" if len(now_) > usual else "fewer")
