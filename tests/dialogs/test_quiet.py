"""Quiet hours: hers to widen, never less than her organisation asks, and every change holds at once."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.model import Role
from bot.rules.gate import Reach
from bot.rules.hours import Arrangement, Kind, Window
from bot.rules.light_days import Calendar
from bot.rules.quiet import Quiet
from storage import hours, notices, teams
from tests.cast import Someone, World
from tests.dialogs.said import NEWS, hears_news, held, put

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SUNDAY = frozenset({6})


def night(start: float, end: float) -> Quiet:
    """By the hours on a clock."""
    return Quiet(round(start * 60), round(end * 60))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def reach(world: World, someone: Someone) -> Reach:
    found = await world.read(hours.reach, (await someone.person()).id, AMSTERDAM)
    assert isinstance(found, Reach)
    return found


async def quiet_of(world: World, someone: Someone) -> Quiet:
    return (await reach(world, someone)).quiet


async def organisation_asks(world: World, vera: Someone, **changed: int) -> None:
    """What Vera's organisation keeps quiet at the least, from now on."""
    asker = await vera.person()
    async with world.database.transaction() as session:
        await teams.change(session, asker, asker.memberships[0].team_id, **changed)


async def test_the_page_says_what_is_quiet_now(amina: Someone) -> None:
    assert await amina.does("/quiet") == [
        "quiet.title",
        "quiet.night(20:00–08:00)",
        "quiet.whole_days(arranged.weekday(weekday 6))",
        "quiet.clock(quiet.zone.option.amsterdam, 12:00)",
        "quiet.line.ask",
    ]
    assert amina.options() == ["start", "end", "days", "light", "zone"]


@pytest.mark.parametrize(
    ("deeds", "quiet"),
    [
        pytest.param(("[start]", "[1080]"), night(18, 8), id="from an hour"),
        pytest.param(("[start]", "[other]", "19.30"), night(19.5, 8), id="from a typed time"),
        pytest.param(("[start]", "[other]", "١٩:٣٠"), night(19.5, 8), id="in Arabic digits"),
        pytest.param(("[end]", "[600]"), night(20, 10), id="until an hour"),
        pytest.param(("[end]", "[other]", "9:15"), night(20, 9.25), id="until a typed time"),
        pytest.param(("[end]", "[other]", "12:00"), night(20, 12), id="until noon"),
        pytest.param(("[start]", "[other]", "12:00", "[end]", "[600]"), night(12, 10), id="nearly all day"),
        pytest.param(("[days]", "[4]"), Quiet(weekdays=frozenset({4, 6})), id="Friday"),
        pytest.param(("[days]", "[4]", "[4]"), Quiet(), id="Friday, and not after all"),
        pytest.param(("[days]", "[6]"), Quiet(), id="Sunday stays"),
        pytest.param(("[light]", "[eid]"), Quiet(light=frozenset({Calendar.EID})), id="a light day"),
        pytest.param(("[light]", "[eid]", "[eid]"), Quiet(), id="a light day, and not after all"),
        pytest.param(
            ("[light]", "[ramadan]", "[orthodox_easter]"),
            Quiet(light=frozenset({Calendar.RAMADAN, Calendar.ORTHODOX_EASTER})),
            id="of two calendars",
        ),
    ],
)
async def test_every_change_is_kept_at_once(
    world: World, amina: Someone, petro: Someone, deeds: tuple[str, ...], quiet: Quiet
) -> None:
    await amina.does("/quiet", *deeds)
    assert await quiet_of(world, amina) == quiet
    assert await quiet_of(world, petro) == Quiet()


async def test_the_page_comes_back_after_each_change(amina: Someone) -> None:
    await amina.hears(
        ("/quiet", "quiet.line.ask"),
        ("[start]", "quiet.start.ask"),
        ("[1080]", "quiet.night(18:00–08:00)"),
        ("[end]", "quiet.end.ask"),
        ("[540]", "quiet.night(18:00–09:00)"),
        ("[days]", "quiet.days.ask"),
        ("[5]", "quiet.days.ask"),
        (
            "[@back]",
            "quiet.whole_days(arranged.list(arranged.weekday(weekday 5) arranged.weekday(weekday 6)))",
        ),
        ("[light]", "quiet.light.ask"),
        ("[nowruz]", "quiet.light.ask"),
        ("[@back]", "quiet.light_days(quiet.light.option.nowruz)"),
        ("[usual]", "quiet.night(20:00–08:00)"),
    )


async def test_only_hours_that_leave_enough_quiet_are_offered(amina: Someone) -> None:
    await amina.does("/quiet")
    assert "quiet.least(20:00–08:00)" in await amina.does("[start]")
    assert amina.options()[:5] == ["1020", "1080", "1140", "1200", "other"]
    await amina.does("[@back]")
    assert "quiet.least(20:00–08:00)" in await amina.does("[end]")
    assert amina.options()[:5] == ["480", "540", "600", "660", "other"]


@pytest.mark.parametrize(
    ("end", "words"),
    [
        pytest.param("start", "21:00", id="a later start is less quiet"),
        pytest.param("start", "0:30", id="a start after midnight is later still"),
        pytest.param("start", "8:00", id="a start at the end is no night"),
        pytest.param("start", "24:00", id="midnight by its other name"),
        pytest.param("start", "early", id="words"),
        pytest.param("start", "19-22", id="two times"),
        pytest.param("end", "7:59", id="an earlier end is less quiet"),
        pytest.param("end", "20:00", id="an end at the start is no night"),
        pytest.param("end", "25:00", id="no time"),
    ],
)
async def test_what_is_less_quiet_is_refused_and_the_minimum_is_named(
    world: World, amina: Someone, end: str, words: str
) -> None:
    await amina.does("/quiet", f"[{end}]", "[other]")
    lines = await amina.does(words)
    assert lines == [f"quiet.{end}_typed.refused", "quiet.least(20:00–08:00)", f"quiet.{end}_typed.ask"]
    assert await quiet_of(world, amina) == Quiet()


async def test_a_day_of_the_organisation_stays_and_she_is_told_so(amina: Someone) -> None:
    await amina.hears(("/quiet", "quiet.line.ask"), ("[days]", "quiet.days.ask"), ("[6]", "quiet.days.stays"))
    assert "quiet.days.stays" not in await amina.does("[4]")


async def test_light_days_are_hers_alone_and_said_to_be(
    world: World, amina: Someone, vera: Someone, petro: Someone
) -> None:
    lines = await amina.does("/quiet", "[light]")
    assert lines == ["quiet.light_private", "quiet.light_effect", "quiet.light.ask"]
    before = len(world.telegram.calls)
    await amina.does("[ramadan]", "[@back]", "[start]", "[1080]", "[zone]", "[kabul]")
    world.clock.forward(hours=1)
    await world.tick()
    for other in (vera, petro):
        assert other.lines_since(before) == []
        assert await world.read(notices.held, (await other.person()).id) == []
        assert (await reach(world, other)).zone == AMSTERDAM
        assert await quiet_of(world, other) == Quiet()


async def test_nothing_is_ever_inferred_from_a_language(world: World, stranger: Someone) -> None:
    await stranger.joins("Haarlem Effect", language="ar")
    assert await quiet_of(world, stranger) == Quiet()
    await stranger.does("/quiet", "[light]")
    marked = [button.text for row in stranger.phone.last.inline for button in row if "✅" in button.text]
    assert marked == []


async def test_back_to_the_usual_keeps_light_days_and_zone(world: World, amina: Someone) -> None:
    await amina.does("/quiet", "[light]", "[eid]", "[@back]", "[zone]", "[cairo]", "[days]", "[0]", "[@back]")
    await amina.does("[start]", "[1020]", "[usual]")
    assert "usual" not in amina.options()
    found = await reach(world, amina)
    assert found.quiet == Quiet(light=frozenset({Calendar.EID}))
    assert found.zone == ZoneInfo("Africa/Cairo")


async def test_little_time_that_is_left_is_said(amina: Someone) -> None:
    await amina.hears(
        ("/quiet", "quiet.line.ask"), ("[start]", "quiet.start.ask"), ("[other]", "quiet.start_typed.ask")
    )
    await amina.hears(("12:00", "quiet.scarce"), ("[usual]", "quiet.night(20:00–08:00)"))
    assert "quiet.scarce" not in await amina.does("/quiet")
    await amina.does("[days]", *(f"[{day}]" for day in range(6)))
    await amina.hears(("[@back]", "quiet.scarce"))


async def test_an_open_page_begins_anew(amina: Someone) -> None:
    await amina.does("/quiet", "[days]")
    shown, data = amina.button("4")
    await amina.hears(("/quiet", "quiet.title"))
    amina.phone.tap_data(data, shown.message_id)
    await amina.world.settle()
    assert amina.phone.toasts[-1].text == "common.old_button"


async def test_the_wider_counts_when_the_organisation_asks_more_later(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does("/quiet", "[end]", "[other]", "9:30")
    await organisation_asks(world, vera, quiet_start=18 * 60, quiet_end=9 * 60)
    assert await quiet_of(world, amina) == night(18, 9.5)
    await amina.hears(("/quiet", "quiet.night(18:00–09:30)"), ("[start]", "quiet.least(18:00–09:00)"))
    assert amina.options()[:3] == ["1020", "1080", "other"]


async def test_a_button_from_before_the_organisation_asked_more_narrows_nothing(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does("/quiet", "[start]")
    await organisation_asks(world, vera, quiet_start=18 * 60)
    await amina.does("[1140]")
    assert amina.phone.toasts[-1].text == "common.old_button"
    assert await quiet_of(world, amina) == night(18, 8)


async def test_who_never_moved_her_night_follows_her_organisation(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does("/quiet", "[light]", "[eid]", "[@back]", "[start]", "[1080]", "[usual]")
    await organisation_asks(world, vera, quiet_start=22 * 60, quiet_end=7 * 60)
    assert await quiet_of(world, amina) == Quiet(22 * 60, 7 * 60, SUNDAY, frozenset({Calendar.EID}))
    await amina.does("/quiet", "[start]", "[1260]")
    assert (await quiet_of(world, amina)).start == 21 * 60


async def test_day_and_night_asked_together_leave_a_way_back(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does("/quiet", "[start]", "[other]", "12:00", "[end]", "[other]", "11:00")
    await organisation_asks(world, vera, quiet_start=10 * 60, quiet_end=13 * 60)
    await amina.hears(("/quiet", "quiet.night(00:00–24:00)"))
    assert amina.options() == ["days", "light", "zone", "usual"]
    await amina.hears(("[usual]", "quiet.night(10:00–13:00)"))


async def test_of_two_organisations_the_night_of_both_counts(world: World, amina: Someone) -> None:
    rosa = world.someone(1005, "Rosa")
    await rosa.joins("Night shift", Role.COORDINATOR)
    await organisation_asks(world, rosa, quiet_start=30, quiet_end=9 * 60)
    await amina.does(f"/start {await world.invite('Night shift')}")
    assert await quiet_of(world, amina) == night(20, 9)


@pytest.fixture
async def works_late(world: World, amina: Someone) -> Someone:
    """Amina, agreed to work until nine in the evening."""
    person = await amina.person()
    windows = tuple(Window(day, 9 * 60, 21 * 60) for day in range(5))
    async with world.database.transaction() as session:
        agreed = Arrangement(Kind.HOURS, date(2026, 11, 1), windows=windows)
        await hours.propose(
            session, person.memberships[0].id, agreed, person.id, world.clock.now(), agreed=True
        )
    return amina


async def test_a_wider_evening_holds_what_would_have_come(world: World, works_late: Someone) -> None:
    world.clock.moment = utc("2026-11-23T18:00")
    await put(world, works_late)
    assert await hears_news(world, works_late)
    await works_late.does("/quiet", "[start]", "[1140]")
    world.clock.forward(minutes=30)
    await put(world, works_late)
    assert not await hears_news(world, works_late)
    assert await held(world, works_late) == ["quiet"]
    await works_late.does("/quiet", "[usual]")
    world.clock.forward(minutes=11)
    assert await hears_news(world, works_late)


@pytest.mark.parametrize(
    ("calendar", "moment", "comes"),
    [
        pytest.param("eid", "2027-03-09T09:00", False, id="on the feast nothing"),
        pytest.param("eid", "2027-03-12T09:00", True, id="three days later"),
        pytest.param("ramadan", "2027-02-10T09:00", True, id="in Ramadan before noon"),
        pytest.param("ramadan", "2027-02-10T12:00", False, id="in Ramadan after noon"),
        pytest.param("nowruz", "2028-03-21T09:00", False, id="Nowruz"),
        pytest.param("orthodox_easter", "2027-04-30T09:00", False, id="Orthodox Good Friday"),
    ],
)
async def test_a_light_day_holds_news_for_her_alone(
    world: World, amina: Someone, petro: Someone, calendar: str, moment: str, comes: bool
) -> None:
    await amina.does("/quiet", "[light]", f"[{calendar}]")
    world.clock.moment = utc(moment)
    await put(world, amina)
    await put(world, petro)
    before = len(world.telegram.calls)
    await world.tick()
    assert (NEWS in amina.lines_since(before)) is comes
    assert NEWS in petro.lines_since(before)


async def test_another_zone_moves_when_news_comes(world: World, amina: Someone) -> None:
    world.clock.moment = utc("2026-11-23T17:00")
    await put(world, amina)
    assert not await hears_news(world, amina)
    await amina.does("/quiet")
    await amina.hears(
        ("[zone]", "quiet.zone.ask"), ("[kabul]", "quiet.clock(quiet.zone.option.kabul, 21:30)")
    )
    assert (await amina.person()).zone == "Asia/Kabul"
    world.clock.moment = utc("2026-11-24T04:29")
    assert not await hears_news(world, amina)
    world.clock.moment = utc("2026-11-24T04:31")
    assert await hears_news(world, amina)


@pytest.mark.parametrize(
    ("city", "zone"),
    [("amsterdam", "Europe/Amsterdam"), ("kyiv", "Europe/Kyiv"), ("asmara", "Africa/Asmara")],
)
async def test_a_zone_is_kept_by_its_name(world: World, amina: Someone, city: str, zone: str) -> None:
    await amina.does("/quiet", "[zone]", f"[{city}]")
    assert (await reach(world, amina)).zone == ZoneInfo(zone)


async def test_the_night_ends_by_her_clock_when_the_clocks_change(world: World, works_late: Someone) -> None:
    await works_late.does("/quiet", "[end]", "[other]", "9:30")
    for moment, comes in (
        ("2027-10-29T07:29", False),
        ("2027-10-29T07:31", True),
        ("2027-11-01T08:29", False),
        ("2027-11-01T08:31", True),
    ):
        world.clock.moment = utc(moment)
        await put(world, works_late)
        assert await hears_news(world, works_late) is comes


async def test_a_coordinator_has_quiet_hours_of_her_own(world: World, amina: Someone, vera: Someone) -> None:
    await vera.does("/quiet", "[start]", "[1020]")
    assert await quiet_of(world, vera) == night(17, 8)
    assert await quiet_of(world, amina) == Quiet()
