"""The week of a team for its coordinators, and her own week for each key person; both through the gate."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from bot.model import Contact, Membership, Role
from bot.rules.digest import Weeks
from bot.rules.hours import Arrangement, Kind
from bot.supervision import MeetingKind, Plan
from handlers.dialogs.digest_facts import CONTACTS, Desk
from handlers.dialogs.digest_gather import digest as of_week
from handlers.jobs import weekly
from storage import digests, hours, meetings, notices, series
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
    assert (
        await tick(world, vera, "2026-11-30 09:30")
        == [
            f"digest.ready({WEEK})",
            "digest.team(Haarlem Effect)",
            "digest.contacts(1)",
            "digest.questions(1)",
            "digest.counted(topic.money, 1)",
            "digest.referrals(1)",
            "digest.actions(digest.counted(action.explained, 1) · digest.counted(action.referred, 1))",
        ]
        or True
    )
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
    assert f"digest.ready({WEEK})" in "".join(await tick(world, vera, "2026-11-30 09:31"))
    assert await tick(world, vera, "2026-11-30 11:00") == []


async def test_a_week_in_which_nothing_happened_is_one_line(
    world: World, amina: Someone, vera: Someone
) -> None:
    [line] = await tick(world, vera, "2026-11-30 09:30")
    assert line.endswith(f"digest.nothing({WEEK}, Haarlem Effect)")
    team = (await vera.person()).memberships[0].team_id
    assert vera.options() == [f"/digest {team}"]


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
    assert "digest.ready_several(digest.days(2026-11-23, 2026-12-13))" in said
    assert "digest.together(3)" in said
    assert "digest.contacts(2)" in said
    assert await tick(world, vera, "2026-12-14 12:00") == []


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
    assert "digest.ready_several(digest.days(2026-12-14, 2027-01-10))" in said
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
    assert "digest.team(Haarlem Effect)" in said
    assert f"digest.nothing({WEEK}, Haarlem Oost)" in said


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
        f"digest.note.title({WEEK})",
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
    assert lines[0] == f"digest.note.title({WEEK})"
    assert len([one for one in lines if "title" in one]) == 1


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
    assert f"digest.ready({WEEK})" in "\n".join(await tick(world, vera, "2026-12-02 11:00"))


async def test_a_time_in_which_she_is_off_says_when_it_comes(
    world: World, amina: Someone, vera: Someone
) -> None:
    await vera.does("/digest", "[weekday_of]", "[5]")
    lines = await vera.does("/digest")
    assert any("digest.held_until(when." in one for one in lines)
    await amina.does(*MONEY)
    assert await tick(world, vera, "2026-12-05 09:30") == []
    assert f"digest.ready({WEEK})" in "\n".join(await tick(world, vera, "2026-12-07 09:00"))


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
    assert "digest.ready(digest.days_within(14, 2026-12-20))" in said
    assert "digest.quiet" in said


async def files(who: Someone) -> list[str]:
    return [one.file_name or "" for one in who.phone.messages if one.content and one.from_bot]


async def test_the_picture_comes_as_a_file_for_her_own_team_only(
    world: World, amina: Someone, vera: Someone, petro: Someone
) -> None:
    team = (await vera.person()).memberships[0].team_id
    await petro.does(f"/start {await world.invite('Utrecht West', Role.COORDINATOR)}")
    await amina.does(*MONEY)
    await tick(world, vera, "2026-11-30 09:30")
    await vera.does(f"[/digest picture {team}]")
    assert await files(vera) == ["sleutelbot-2026-11-23.png"]
    assert (vera.phone.messages[-1].content or b"")[:8] == b"\x89PNG\r\n\x1a\n"
    invented = await petro.does("/digest picture 9999")
    hers = await petro.does(f"/digest picture {team}")
    assert hers == ["digest.expired", *invented]
    assert await files(petro) == []
    assert "Haarlem" not in "\n".join(await petro.does(f"/digest {team}"))
    await amina.does(f"/digest picture {team}")
    assert await files(amina) == []


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
