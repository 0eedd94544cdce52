"""Away and back: her own, told to nobody, and nothing is begun in between."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from storage import contacts, hours, notices
from tests.cast import Someone, World
from tests.dialogs.said import NEWS, hears_news, held, put

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def away_until(world: World, someone: Someone) -> datetime | None:
    found = await world.read(hours.reach, (await someone.person()).id, AMSTERDAM)
    assert isinstance(found.away_until, datetime | None)
    return found.away_until


@pytest.mark.parametrize(
    ("taps", "until"),
    [
        pytest.param(("[hour]",), "2026-11-23T12:00", id="one hour"),
        pytest.param(("[tomorrow]",), "2026-11-23T23:00", id="until midnight"),
        pytest.param(("[date]", "24-12"), "2026-12-23T23:00", id="until a day begins"),
        pytest.param(("[date]", "tot 24 december"), "2026-12-23T23:00", id="with the word in front"),
        pytest.param(("[date]", "t/m 24-12"), "2026-12-24T23:00", id="through a day"),
        pytest.param(("[date]", "٢٤-١٢"), "2026-12-23T23:00", id="Arabic digits"),
        pytest.param(("[date]", "24-11"), "2026-11-23T23:00", id="tomorrow by its date"),
        pytest.param(("[date]", "23-11-2027"), "2027-11-22T23:00", id="a year ahead"),
    ],
)
async def test_she_is_away_until_what_she_chose(
    world: World, amina: Someone, taps: tuple[str, ...], until: str
) -> None:
    await amina.hears(("/away", "away.until.ask"))
    lines = await amina.does(*taps)
    assert lines[0].startswith("away.until_then(")
    assert "away.works" in lines
    assert "/back" in amina.options()
    assert await away_until(world, amina) == utc(until)


@pytest.mark.parametrize(
    "words",
    ["22-11-2026", "23-11", "today", "31-2", "in the spring", "24-11-2027", "24-12-2030", "17:00", "🌴"],
)
async def test_a_day_that_does_not_fit_is_refused_with_an_example(
    world: World, amina: Someone, words: str
) -> None:
    await amina.hears(
        ("/away", "away.until.ask"),
        ("[date]", "away.day.ask"),
        (words, "away.day.refused"),
        ("24-12", "away.until_then"),
    )
    assert await away_until(world, amina) == utc("2026-12-23T23:00")


async def test_one_hour_across_the_night_in_which_the_clock_goes_back(world: World, amina: Someone) -> None:
    world.clock.moment = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    await amina.hears(("/away", "away.until.ask"), ("[hour]", "away.until_then"))
    assert await away_until(world, amina) == utc("2026-10-25T01:30")


async def test_away_in_one_line(world: World, amina: Someone) -> None:
    lines = await amina.does("/away until 17:00")
    assert lines == ["away.until_then(when.today(17:00))", "away.works"]
    assert await away_until(world, amina) == utc("2026-11-23T16:00")


async def test_what_is_not_understood_opens_the_question_with_examples(world: World, amina: Someone) -> None:
    lines = await amina.does("/away as long as it takes")
    assert lines[0].startswith("away.not_understood(/away ")
    assert "away.until.ask" in lines
    assert await away_until(world, amina) is None
    await amina.hears(("[hour]", "away.until_then"))


async def test_who_is_away_sees_until_when_and_can_change_it(world: World, amina: Someone) -> None:
    await amina.does("/away", "[tomorrow]")
    lines = await amina.does("/away")
    assert lines == ["away.until_then(when.tomorrow(00:00))", "away.line.ask"]
    assert amina.options() == ["back", "another"]
    await amina.hears(("[another]", "away.until.ask"), ("[hour]", "away.until_then"))
    assert await away_until(world, amina) == utc("2026-11-23T12:00")
    await amina.hears(("/away 24-12", "away.until_then"))
    assert await away_until(world, amina) == utc("2026-12-23T23:00")


@pytest.mark.parametrize("way", ["/back", "[/back]", "[back]"])
async def test_back_by_command_or_button(world: World, amina: Someone, way: str) -> None:
    await amina.does("/away", "[tomorrow]")
    if way == "[back]":
        await amina.does("/away")
    await amina.hears((way, "away.welcome_back"), ("/back", "away.was_there"))
    assert await away_until(world, amina) is None


async def test_the_word_back_is_no_command(world: World, amina: Someone) -> None:
    await amina.does("/away 17:00")
    await amina.hears(("back", "common.no_question"))
    assert await away_until(world, amina) is not None


async def test_an_old_button_after_she_came_back_changes_nothing(world: World, amina: Someone) -> None:
    await amina.does("/away", "[tomorrow]", "/away")
    shown, data = amina.button("another")
    await amina.does("/back")
    amina.phone.tap_data(data, shown.message_id)
    await world.settle()
    assert amina.phone.toasts[-1].text == "common.old_button"
    assert await away_until(world, amina) is None


async def test_an_absence_that_is_over_is_none(world: World, amina: Someone) -> None:
    await amina.does("/away 45 min")
    world.clock.forward(hours=1)
    await amina.hears(("/back", "away.was_there"), ("/away", "away.until.ask"))


async def test_while_she_is_away_news_waits_and_comes_when_she_is_back(world: World, amina: Someone) -> None:
    await amina.does("/away", "[tomorrow]")
    await put(world, amina)
    world.clock.forward(minutes=30)
    assert not await hears_news(world, amina)
    assert await held(world, amina) == ["away"]
    await amina.does("/back")
    assert await hears_news(world, amina)
    assert await held(world, amina) == []


async def test_news_that_waits_already_does_not_come_after_she_left(world: World, amina: Someone) -> None:
    world.clock.forward(hours=-4, minutes=30)
    await put(world, amina)
    assert not await hears_news(world, amina)
    await amina.does("/away 24-12")
    world.clock.forward(hours=3)
    assert not await hears_news(world, amina)
    assert await held(world, amina) == ["away"]


async def test_after_midnight_her_usual_hours_count(world: World, amina: Someone) -> None:
    await amina.does("/away today")
    await put(world, amina)
    for moment, comes in (
        ("2026-11-23T22:59", False),
        ("2026-11-24T07:59", False),
        ("2026-11-24T08:01", True),
    ):
        world.clock.moment = utc(moment)
        assert await hears_news(world, amina) is comes


async def test_what_she_does_herself_works_while_she_is_away(world: World, amina: Someone) -> None:
    await amina.does("/away 24-12")
    await amina.hears(
        ("/contact", "log_contact.kind.ask"),
        ("[phone_call]", "log_contact.topic.ask"),
        ("[money]", "log_contact.action.ask"),
        ("[explained]", "log_contact.referral.ask"),
        ("[none]", "card.saved"),
        ("/sos", "safety.title"),
    )
    assert len(await world.read(contacts.latest, (await amina.person()).id)) == 1


async def test_nobody_is_told(world: World, amina: Someone, vera: Someone, petro: Someone) -> None:
    before = len(world.telegram.calls)
    await amina.does("/away 24-12", "/back", "/away 17:00")
    world.clock.forward(minutes=30)
    await world.tick()
    for other in (vera, petro):
        assert other.lines_since(before) == []
        assert await world.read(notices.held, (await other.person()).id) == []
        assert await away_until(world, other) is None


async def test_petro_hears_his_news_while_amina_is_away(world: World, amina: Someone, petro: Someone) -> None:
    await amina.does("/away 24-12")
    await put(world, amina)
    await put(world, petro)
    before = len(world.telegram.calls)
    world.clock.forward(minutes=30)
    await world.tick()
    assert NEWS in petro.lines_since(before)
    assert amina.lines_since(before) == []
    await petro.hears(("/back", "away.was_there"))
    assert await away_until(world, amina) is not None


async def test_a_coordinator_can_be_away_too(world: World, vera: Someone) -> None:
    await vera.hears(
        ("/away", "away.until.ask"), ("[hour]", "away.until_then"), ("/back", "away.welcome_back")
    )
