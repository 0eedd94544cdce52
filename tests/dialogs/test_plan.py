"""/plan: a coordinator plans sessions with her own team, and whoever takes part hears of it in her own hours."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.dialog import Scene
from bot.model import Role
from bot.rules.hours import Arrangement, Kind
from bot.supervision import Every, Meeting, MeetingKind, Plan
from handlers.dialogs import plan_options as options
from handlers.dialogs.meeting_words import stamp
from handlers.dialogs.plan_options import Facts
from handlers.dialogs.times import Times
from storage import meetings, notices, series
from tests.cast import Someone, World
from tests.dialogs.arranging import arrange, forged, toast, told
from tests.rules.stage import ZONE

NINE_THIRTY = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
FIRST = "[20261124T0830]"
ONCE = ("[once]", "[none]", "[yes]")
BLANK_DAYS = ("22-11-2026", "31-2", "1-1-2030", "sometime", "24-12\n25-12")


async def number(who: Someone) -> int:
    return (await who.person()).id


async def one(who: Someone) -> str:
    """The button that stands for this person."""
    return f"[{await number(who)}]"


async def ahead(world: World, who: Someone) -> list[Meeting]:
    found = await world.read(meetings.own, await number(who), world.clock.now())
    assert isinstance(found, list)
    return found


async def rhythms(world: World, who: Someone) -> list[Any]:
    asker = await who.person()
    found = await world.read(series.rhythms, asker, asker.memberships[0].team_id)
    assert isinstance(found, list)
    return found


async def made(
    world: World, host: Someone, *guests: Someone, starts_at: datetime, place: str = "", led_by: str = ""
) -> int:
    """A session that somebody planned before."""
    person = await host.person()
    ids = [await number(guest) for guest in guests]
    plan = Plan(person.memberships[0].team_id, MeetingKind.TRAINING, 60, "", place, led_by)
    async with world.database.transaction() as session:
        return await meetings.add(session, plan, starts_at, person.id, ids, world.clock.now())


async def in_zone(world: World, who: Someone, zone: str) -> None:
    async with world.database.transaction() as session:
        found = await number(who)
        await session.exec_driver_sql("update person set zone = ? where id = ?", (zone, found))


@pytest.fixture
async def begun(amina: Someone, vera: Someone) -> Someone:
    """Vera, who plans an individual talk with Amina and is asked when."""
    await vera.does("/plan", "[individual]", await one(amina), "[60]")
    return vera


async def test_a_talk_with_one_person_takes_seven_taps(world: World, amina: Someone, vera: Someone) -> None:
    await vera.hears(
        ("/plan", "plan.kind.ask"),
        ("[individual]", "plan.who.ask"),
        (await one(amina), "plan.minutes.ask"),
        ("[60]", "plan.offer.ask"),
        (FIRST, "plan.every.ask"),
        ("[once]", "plan.place.ask"),
        ("[none]", "plan.hears(common.name(Amina))"),
        ("[yes]", "plan.done"),
    )
    [meeting] = await ahead(world, amina)
    assert (meeting.starts_at, meeting.kind, meeting.plan.minutes) == (
        NINE_THIRTY,
        MeetingKind.INDIVIDUAL,
        60,
    )
    assert (meeting.host.person_id, meeting.series_id, meeting.plan.facilitator) == (
        await number(vera),
        None,
        "",
    )
    assert vera.options() == [f"/meeting {meeting.id} file", "/plan"]
    assert await ahead(world, vera) == [meeting]


async def test_she_hears_of_it_in_her_own_hours_with_what_she_can_do(
    world: World, amina: Someone, begun: Someone
) -> None:
    await begun.does(FIRST, *ONCE)
    [meeting] = await ahead(world, amina)
    world.clock.forward(minutes=20)
    before = len(world.telegram.calls)
    await world.tick()
    assert "meeting.news.planned(Vera)" in amina.lines_since(before)
    assert any(option.startswith(f"/meeting {meeting.id} yes") for option in amina.options())
    assert await told(world, begun) == []


@pytest.mark.parametrize(
    ("kind", "usual"), [("individual", "60"), ("peer_supervision", "120"), ("own", "60")]
)
def test_the_usual_length_is_marked(kind: str, usual: str) -> None:
    scene = Scene({"kind": kind}, Facts(1, Times(NINE_THIRTY, ZONE)))
    assert [option.id for option in options.minutes(scene) if option.marked] == [usual]


async def test_a_time_at_which_somebody_is_busy_is_not_offered(
    world: World, amina: Someone, vera: Someone
) -> None:
    await made(world, vera, starts_at=NINE_THIRTY)
    await vera.does("/plan", "[individual]", await one(amina), "[60]")
    offered = [option for option in vera.options() if option.startswith("2026")]
    assert len(offered) == 3
    assert stamp(NINE_THIRTY) not in offered


async def test_a_group_is_chosen_one_by_one_or_as_a_whole(
    world: World, amina: Someone, vera: Someone
) -> None:
    other = world.someone(1004, "Petro")
    await other.joins("Haarlem Effect")
    await vera.does("/plan", "[peer_supervision]")
    assert "done" not in vera.options()
    await vera.does(await one(amina))
    assert "done" in vera.options()
    await vera.does(await one(amina))
    assert "done" not in vera.options()
    await vera.does("[everybody]", "[120]", FIRST, "[once]", "[none]", "[me]", "[yes]")
    [meeting] = await ahead(world, amina)
    assert {guest.person_id for guest in meeting.guests} == {await number(amina), await number(other)}
    assert meeting.plan.facilitator == "Vera"


async def test_nobody_can_be_planned_with_by_a_forged_button(
    world: World, amina: Someone, vera: Someone
) -> None:
    await world.someone(1004, "Petro").joins("Haarlem Effect")
    await vera.does("/plan", "[peer_supervision]")
    forged(vera, "done")
    await world.settle()
    assert toast(vera) == "common.old_button"
    await vera.hears(("done", "common.tap_a_button"), ("/plan", "plan.who.ask"))


async def test_a_coordinator_takes_part_in_training_and_not_in_a_talk(
    world: World, amina: Someone, vera: Someone
) -> None:
    other = world.someone(1004, "Petro")
    await other.joins("Haarlem Effect", Role.COORDINATOR)
    await vera.does("/plan", "[progress]")
    assert (await one(other))[1:-1] not in vera.options()
    await vera.does("[@back]", "[training]")
    listed = [option for option in vera.options() if option.isdecimal()]
    assert listed == [str(await number(amina)), str(await number(other))]
    assert (await one(vera))[1:-1] not in vera.options()


async def test_alone_in_a_team_she_is_told_so(vera: Someone) -> None:
    await vera.hears(("/plan", "plan.kind.ask"), ("[training]", "plan.nobody.ask"), ("[ok]", "plan.kind.ask"))


async def test_a_kind_of_her_own_has_a_name_that_tells_nothing_about_a_client(
    world: World, amina: Someone, vera: Someone
) -> None:
    await vera.hears(
        ("/plan", "plan.kind.ask"),
        ("[own]", "plan.title.ask"),
        ("W" * 41, "plan.title.refused"),
        ("One\ntwo", "plan.title.refused"),
        ("Intake 0612345678", "plan.title.refused"),
        ("  Museum   visit ", "plan.who.ask"),
    )
    lines = await vera.does(await one(amina), "[120]", FIRST, "[once]", "[none]", "[me]")
    assert "meeting.what(common.name(Museum visit))" in lines
    await vera.does("[yes]")
    [meeting] = await ahead(world, amina)
    assert (meeting.kind, meeting.plan.title) == (MeetingKind.OWN, "Museum visit")


@pytest.mark.parametrize("words", BLANK_DAYS)
async def test_a_day_that_cannot_be_is_refused_and_nothing_is_lost(
    world: World, amina: Someone, begun: Someone, words: str
) -> None:
    await begun.hears(("[other]", "plan.day.ask"), (words, "plan.day.refused"), ("24-12", "plan.time.ask"))


@pytest.mark.parametrize("words", ["11:00", "12:00", "25:00", "noon", "24:00"])
async def test_a_time_that_has_been_or_is_none_is_refused(begun: Someone, words: str) -> None:
    await begun.hears(("[other]", "plan.day.ask"), ("vandaag", "plan.time.ask"), (words, "plan.time.refused"))
    await begun.hears(("14:30", "plan.every.ask"))


@pytest.mark.parametrize(
    ("day", "time"), [("24 december", "13.30 uur"), ("٢٤ ديسمبر", "١٣:٣٠"), ("24/12/2026", "1330")]
)
async def test_day_and_time_may_be_typed_as_she_is_used_to(
    world: World, amina: Someone, begun: Someone, day: str, time: str
) -> None:
    await begun.hears(("[other]", "plan.day.ask"), (day, "times.on_day(weekday 3, 2026-12-24)"))
    await begun.does(time, *ONCE)
    [meeting] = await ahead(world, amina)
    assert meeting.starts_at == datetime(2026, 12, 24, 12, 30, tzinfo=UTC)


async def test_where_nobody_works_near_times_are_offered_instead(
    world: World, amina: Someone, begun: Someone
) -> None:
    await begun.hears(
        ("[other]", "plan.day.ask"), ("28-11", "plan.time.ask"), ("3:00", "times.problem.nobodys_hours")
    )
    near = [option for option in begun.options() if option.startswith("2026")]
    assert near == ["20261126T0800", "20261127T0800", "20261130T0800"]
    await begun.hears(("[20261127T0800]", "plan.every.ask"))
    await begun.does(*ONCE)
    [meeting] = await ahead(world, amina)
    assert meeting.starts_at == datetime(2026, 11, 27, 8, 0, tzinfo=UTC)


async def test_without_common_hours_she_is_told_that_no_time_fits(
    world: World, amina: Someone, vera: Someone
) -> None:
    await arrange(world, amina, Arrangement(Kind.HOURS, date(2026, 11, 2)))
    await vera.does("/plan", "[individual]", await one(amina))
    await vera.hears(("[60]", "plan.none_fits"), ("[other]", "plan.day.ask"), ("morgen", "plan.time.ask"))
    lines = await vera.does("10:00", "[once]", "[none]")
    assert "times.off_duty(common.name(Amina))" in lines


async def test_another_time_can_be_typed_after_a_clash(world: World, amina: Someone, begun: Someone) -> None:
    await made(world, begun, starts_at=NINE_THIRTY)
    await begun.hears(
        ("[other]", "plan.day.ask"),
        ("morgen", "plan.time.ask"),
        ("10:00", "times.problem.overlap"),
        ("[again]", "plan.offer.ask"),
        ("[other]", "plan.day.ask"),
        ("morgen", "plan.time.ask"),
        ("10:30", "plan.every.ask"),
    )
    assert "meeting.with(common.name(Amina))" in await begun.does("[once]")


async def test_a_session_of_another_team_is_not_told_of(
    world: World, amina: Someone, begun: Someone, petro: Someone
) -> None:
    code = await world.invite("Utrecht West")
    await amina.does(f"/start {code}")
    await made(world, petro, amina, starts_at=NINE_THIRTY, place="A secret place")
    lines = await begun.does("[other]", "morgen", "10:00")
    assert "times.problem.overlap" in lines
    assert not any("secret" in line or "Petro" in line or "training" in line for line in lines)


async def test_who_is_off_duty_then_is_said_and_does_not_stop_it(
    world: World, amina: Someone, begun: Someone
) -> None:
    await in_zone(world, amina, "Asia/Tokyo")
    lines = await begun.does("[other]", "morgen", "14:00", "[once]", "[none]")
    assert "times.off_duty(common.name(Amina))" in lines
    await begun.does("[yes]")
    assert len(await ahead(world, amina)) == 1


async def test_a_series_makes_the_first_one_and_the_others_follow(
    world: World, amina: Someone, begun: Someone
) -> None:
    await begun.hears(
        (FIRST, "plan.every.ask"),
        ("[two_weeks]", "plan.place.ask"),
        ("[none]", "meeting.then(meeting.every.two_weeks)"),
        ("[yes]", "meeting.then(meeting.every.two_weeks)"),
    )
    [meeting] = await ahead(world, amina)
    assert meeting.series_id is not None
    found = await world.read(series.of_it, meeting.series_id)
    assert (found.every, found.first, found.start, found.zone, found.people) == (
        Every.TWO_WEEKS,
        date(2026, 11, 24),
        9 * 60 + 30,
        "Europe/Amsterdam",
        (await number(amina),),
    )
    [news] = await world.read(notices.held, await number(amina))
    assert "meeting.then" in [line.key for line in news.screen.lines]
    await world.tick()
    assert [meeting.starts_at.day for meeting in await ahead(world, amina)][:3] == [24, 8, 22]


async def test_a_rhythm_has_no_date_and_says_from_when_it_reminds(
    world: World, amina: Someone, begun: Someone
) -> None:
    await begun.hears(
        ("[rhythm]", "plan.weeks.ask"),
        ("[4]", "plan.at_least(plan.weeks.some(4))"),
        ("[yes]", "plan.says_from(2026-12-14)"),
    )
    [found] = await rhythms(world, begun)
    assert (found.name, found.kind, found.weeks) == ("Amina", MeetingKind.INDIVIDUAL, 4)
    assert found.since == date(2026, 11, 23)
    assert await ahead(world, amina) == []


async def test_a_group_has_no_rhythm(amina: Someone, vera: Someone) -> None:
    await vera.does("/plan", "[training]", await one(amina), "[120]")
    assert "rhythm" not in vera.options()


async def test_a_talk_that_is_due_begins_with_the_times(world: World, amina: Someone, begun: Someone) -> None:
    await begun.does("[rhythm]", "[4]", "[yes]", "/plan", "[training]")
    [found] = await rhythms(world, begun)
    lines = await begun.does(f"/plan {found.id}")
    assert "plan.offer.ask" in lines
    assert "meeting.with(common.name(Amina))" in lines
    await begun.does(FIRST, *ONCE)
    [meeting] = await ahead(world, amina)
    assert (meeting.kind, meeting.plan.minutes) == (MeetingKind.INDIVIDUAL, 60)


@pytest.mark.parametrize("argument", ["99", "-1", "x", "1 2", "9" * 30, "١"])
async def test_an_invented_rhythm_is_as_none(begun: Someone, argument: str) -> None:
    await begun.hears(("[@back]", "plan.minutes.ask"), (f"/plan {argument}", "plan.minutes.ask"))


async def test_last_places_and_facilitators_are_one_tap(world: World, amina: Someone, vera: Someone) -> None:
    await made(world, vera, amina, starts_at=NINE_THIRTY, place="Stationsplein 1", led_by="Petro")
    await vera.does("/plan", "[peer_supervision]", await one(amina), "[90]", "[20261125T0830]", "[once]")
    await vera.hears(("[p0]", "plan.facilitator.ask"))
    await made(world, vera, amina, starts_at=datetime(2026, 12, 1, 9, 0, tzinfo=UTC), place="Elsewhere")
    await vera.does("[f0]", "[yes]")
    meeting = (await ahead(world, amina))[1]
    assert (meeting.plan.place, meeting.plan.facilitator) == ("Stationsplein 1", "Petro")


async def test_place_and_facilitator_are_typed_in_one_line(
    world: World, amina: Someone, vera: Someone
) -> None:
    await vera.does("/plan", "[training]", await one(amina), "[120]", FIRST, "[once]")
    await vera.hears(
        ("[type]", "plan.place_typed.ask"),
        ("Stationsplein 1\nHaarlem", "plan.place_typed.refused"),
        ("W" * 81, "plan.place_typed.refused"),
        ("https://meet.example.org/haarlem", "plan.facilitator.ask"),
        ("[type]", "plan.facilitator_typed.ask"),
        ("Petro 0612345678", "plan.facilitator_typed.refused"),
        ("W" * 41, "plan.facilitator_typed.refused"),
        ("Petro, Utrecht West", "plan.confirm.ask"),
        ("[yes]", "plan.done"),
    )
    [meeting] = await ahead(world, amina)
    assert meeting.plan.place == "https://meet.example.org/haarlem"
    assert meeting.plan.facilitator == "Petro, Utrecht West"


async def test_two_coordinators_at_once_do_not_take_the_same_time(
    world: World, amina: Someone, begun: Someone
) -> None:
    other = world.someone(1004, "Petro")
    await other.joins("Haarlem Effect", Role.COORDINATOR)
    await begun.does(FIRST, "[week]", "[type]", "Stationsplein 1")
    await other.does("/plan", "[individual]", await one(amina), "[60]", FIRST, *ONCE)
    await begun.hears(("[yes]", "times.problem.overlap"), ("[again]", "plan.offer.ask"))
    assert stamp(NINE_THIRTY) not in begun.options()
    lines = await begun.does("[20261125T0830]")
    assert {"plan.confirm.ask", "meeting.place(Stationsplein 1)"} <= set(lines)
    await begun.does("[yes]")
    assert [one.plan.place for one in await ahead(world, amina)] == ["", "Stationsplein 1"]


async def test_a_time_that_has_passed_meanwhile_gives_way_to_another(
    world: World, amina: Someone, begun: Someone
) -> None:
    await begun.does(FIRST, "[once]", "[none]")
    world.clock.forward(days=2)
    await begun.hears(("[yes]", "times.problem.past"), ("[20261126T0830]", "plan.done"))
    [meeting] = await ahead(world, amina)
    assert meeting.starts_at == datetime(2026, 11, 26, 8, 30, tzinfo=UTC)


async def test_a_typed_time_that_has_passed_loses_nothing_either(world: World, begun: Someone) -> None:
    await begun.does("[other]", "vandaag", "14:30", "[once]", "[type]", "Stationsplein 1")
    world.clock.forward(days=1)
    await begun.hears(
        ("/plan", "times.problem.past"), ("[yes]", "plan.clash.ask"), ("[again]", "plan.offer.ask")
    )
    await begun.hears(("[other]", "plan.day.ask"), ("vandaag", "plan.time.ask"))
    await begun.hears(("15:00", "meeting.place(Stationsplein 1)"), ("[yes]", "plan.done"))


async def test_each_reads_the_time_on_her_own_clock(world: World, amina: Someone, vera: Someone) -> None:
    await in_zone(world, vera, "Europe/Kyiv")
    await vera.does("/plan", "[individual]", await one(amina), "[60]", "[other]", "24-12")
    lines = await vera.does("14:00", "[month]", "[none]")
    assert "meeting.when(meeting.at(weekday 3, 2026-12-24, 14:00))" in lines
    await vera.does("[yes]")
    [meeting] = await ahead(world, amina)
    assert meeting.starts_at == datetime(2026, 12, 24, 12, 0, tzinfo=UTC)
    found = await world.read(series.of_it, meeting.series_id)
    assert (found.start, found.zone) == (14 * 60, "Europe/Kyiv")
    world.clock.forward(minutes=20)
    before = len(world.telegram.calls)
    await world.tick()
    assert "meeting.when(meeting.at(weekday 3, 2026-12-24, 13:00))" in amina.lines_since(before)


async def test_a_kill_in_between_loses_nothing(world: World, amina: Someone, begun: Someone) -> None:
    await world.restart()
    await begun.hears(("[other]", "plan.day.ask"), ("24-12", "plan.time.ask"))
    await world.restart()
    await begun.hears(("10", "plan.every.ask"), ("[once]", "plan.place.ask"))
    await world.restart()
    await begun.hears(("[none]", "plan.confirm.ask"), ("[yes]", "plan.done"))
    await world.restart()
    assert len(await ahead(world, amina)) == 1


async def test_it_can_wait_be_begun_anew_and_be_given_up(world: World, begun: Someone) -> None:
    await begun.hears(("[@later]", "plan.paused"), ("/plan", "plan.offer.ask"), ("[@fresh]", "plan.kind.ask"))
    await begun.hears(
        ("[training]", "plan.who.ask"), ("/cancel", "common.cancelled"), ("/plan", "plan.kind.ask")
    )
    world.clock.forward(days=15)
    before = len(world.telegram.calls)
    await world.tick()
    assert begun.lines_since(before)[:1] == ["plan.expired"]


async def test_with_two_teams_the_team_is_asked_first(world: World, amina: Someone, vera: Someone) -> None:
    code = await world.invite("Utrecht West", Role.COORDINATOR)
    await vera.does(f"/start {code}")
    haarlem, utrecht = (mine.team_id for mine in (await vera.person()).memberships)
    await vera.hears(
        ("/plan", "plan.team.ask"), (f"[{utrecht}]", "plan.kind.ask"), ("[training]", "plan.nobody.ask")
    )
    await vera.hears(
        ("[ok]", "plan.kind.ask"), ("[@back]", "plan.team.ask"), (f"[{haarlem}]", "plan.kind.ask")
    )
    await vera.does("[individual]", await one(amina), "[60]", "[rhythm]", "[1]", "[yes]")
    [found] = await rhythms(world, vera)
    await vera.hears((f"/plan {found.id}", "plan.offer.ask"))


async def test_a_key_person_is_told_that_it_is_not_for_her(amina: Someone, petro: Someone) -> None:
    await amina.hears(("/plan", "common.not_for_you"))
    await petro.hears(("/plan 1", "common.not_for_you"))


async def test_petro_plans_only_with_his_own_team(
    world: World, amina: Someone, begun: Someone, petro: Someone
) -> None:
    await begun.does("[rhythm]", "[4]", "[yes]")
    [found] = await rhythms(world, begun)
    await petro.does(f"/start {await world.invite('Utrecht West', Role.COORDINATOR)}")
    await petro.hears((f"/plan {found.id}", "plan.kind.ask"), ("[training]", "plan.nobody.ask"))
    forged(petro, (await one(amina))[1:-1])
    await world.settle()
    assert toast(petro) == "common.old_button"
    assert await ahead(world, amina) == []


async def test_petro_cannot_use_veras_buttons(
    world: World, amina: Someone, begun: Someone, petro: Someone
) -> None:
    await begun.does(FIRST, "[once]", "[none]")
    await petro.does(f"/start {await world.invite('Utrecht West', Role.COORDINATOR)}", "/plan")
    _, data = begun.button("yes")
    petro.phone.tap_data(data, petro.phone.last.message_id)
    await world.settle()
    assert toast(petro) == "common.old_button"
    assert await ahead(world, amina) == []


async def test_who_no_longer_coordinates_the_team_can_plan_nothing(
    world: World, amina: Someone, begun: Someone
) -> None:
    await begun.does(FIRST, "[once]", "[none]")
    async with world.database.transaction() as session:
        mine = (await begun.person()).memberships[0].id
        await session.exec_driver_sql("update membership set role = 'key_person' where id = ?", (mine,))
    await begun.hears(("[yes]", "common.old_button"), ("/plan", "common.not_for_you"))
    assert await ahead(world, amina) == []


async def test_who_left_the_team_meanwhile_is_not_planned_with(
    world: World, amina: Someone, begun: Someone
) -> None:
    await begun.does(FIRST, "[once]", "[none]")
    async with world.database.transaction() as session:
        hers = (await amina.person()).memberships[0].id
        await session.exec_driver_sql("delete from membership where id = ?", (hers,))
    await begun.hears(("[yes]", "common.old_button"), ("/plan", "plan.nobody.ask"))
    assert await ahead(world, amina) == []


async def test_two_of_one_name_are_told_apart(world: World, amina: Someone, vera: Someone) -> None:
    other = world.someone(1004, "Amina")
    await other.joins("Haarlem Effect")
    lines = await vera.does("/plan", "[individual]", await one(other), "[done]")
    assert f"meeting.with(common.name(agree.namesake(Amina, {await number(other)})))" in lines
