"""Supervision and travel: a kind, a day, how long; counted with her contacts, seen by herself alone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialog import Scene
from bot.model import Spending, TimeEntry
from bot.rules.load import Spent
from handlers.dialogs.time_options import DAYS_BACK, Facts, past_day
from storage import notices, spent
from tests.cast import Someone, World

TODAY = date(2026, 11, 23)
YESTERDAY = date(2026, 11, 22)
ALL = (date(2020, 1, 1), date(2040, 1, 1))


async def entered(world: World, someone: Someone, team: int = 0) -> list[TimeEntry]:
    person = await someone.person()
    found = await world.read(spent.entries, person.id, person.memberships[team].team_id, *ALL)
    assert isinstance(found, list)
    return found


def told(entries: list[TimeEntry]) -> list[tuple[Spending, date, int]]:
    return [(one.kind, one.day, one.minutes) for one in entries]


@pytest.mark.parametrize(
    ("deeds", "entry"),
    [
        pytest.param(
            ("[supervision]", "[2026-11-23]", "[60]"),
            (Spending.SUPERVISION, TODAY, 60),
            id="supervision today",
        ),
        pytest.param(
            ("[travel]", "[2026-11-22]", "[15]"), (Spending.TRAVEL, YESTERDAY, 15), id="travel yesterday"
        ),
        pytest.param(
            ("[travel]", "[another]", "20-11", "[90]"),
            (Spending.TRAVEL, date(2026, 11, 20), 90),
            id="a day typed without its year",
        ),
        pytest.param(
            ("[travel]", "[another]", "٢٤ سبتمبر", "[90]"),
            (Spending.TRAVEL, date(2026, 9, 24), 90),
            id="sixty days ago, in Arabic",
        ),
        pytest.param(
            ("[supervision]", "[2026-11-23]", "[other]", "1:15"),
            (Spending.SUPERVISION, TODAY, 75),
            id="how long, typed",
        ),
        pytest.param(
            ("[supervision]", "[2026-11-23]", "[other]", "٤٠"),
            (Spending.SUPERVISION, TODAY, 40),
            id="how long, in Arabic digits",
        ),
    ],
)
async def test_a_few_taps_save_it(
    world: World, amina: Someone, deeds: tuple[str, ...], entry: tuple[Spending, date, int]
) -> None:
    await amina.does("/time", *deeds)
    assert told(await entered(world, amina)) == [entry]
    assert amina.options() == ["/time", "/hours"]


async def test_each_step_asks_the_next(amina: Someone) -> None:
    await amina.hears(
        ("/time", "time.kind.ask"),
        ("[supervision]", "time.day.ask"),
        ("[2026-11-23]", "time.minutes.ask"),
        ("[@back]", "time.day.ask"),
        ("[another]", "time.day_typed.ask"),
        ("22 november", "time.minutes.ask"),
        ("[other]", "time.minutes_typed.ask"),
        ("2 uur", "time.saved(time.kind.option.supervision, 2026-11-22, time.hours(2:00))"),
        ("[/time]", "time.kind.ask"),
    )


async def test_what_was_saved_is_said_with_what_its_week_has(amina: Someone) -> None:
    await amina.does("/time", "[travel]", "[2026-11-23]", "[45]")
    assert await amina.does("/time", "[travel]", "[2026-11-23]", "[30]") == [
        "time.saved(time.kind.option.travel, 2026-11-23, card.minutes.some(30))",
        "time.this_week(time.kind.option.travel, time.hours(1:15))",
    ]
    assert await amina.does("/time", "[travel]", "[2026-11-22]", "[15]") == [
        "time.saved(time.kind.option.travel, 2026-11-22, card.minutes.some(15))",
        "time.that_week(time.kind.option.travel, card.minutes.some(15))",
    ]
    lines = await amina.does("/time", "[supervision]", "[2026-11-23]", "[15]")
    assert lines[1] == "time.this_week(time.kind.option.supervision, card.minutes.some(15))"


@pytest.mark.parametrize(
    "words",
    ["24-11", "tomorrow", "23-9", "23-09-2026", "23-11-2025", "31-2", "last week", "24-11-2027", "90"],
)
async def test_a_day_that_is_not_over_or_too_long_ago_is_refused_with_an_example(
    world: World, amina: Someone, words: str
) -> None:
    await amina.hears(
        ("/time", "time.kind.ask"),
        ("[travel]", "time.day.ask"),
        ("[another]", "time.day_typed.ask"),
        (words, "time.day_typed.refused"),
        ("today", "time.minutes.ask"),
        ("[30]", "time.this_week"),
    )
    assert told(await entered(world, amina)) == [(Spending.TRAVEL, TODAY, 30)]


@pytest.mark.parametrize("words", ["0", "721", "half an hour", "1.30 uur", "-5"])
async def test_words_that_are_no_duration_are_refused_with_an_example(
    world: World, amina: Someone, words: str
) -> None:
    await amina.does("/time", "[travel]", "[2026-11-23]", "[other]")
    await amina.hears((words, "time.minutes_typed.refused"), ("20", "time.this_week"))
    assert told(await entered(world, amina)) == [(Spending.TRAVEL, TODAY, 20)]


@given(st.integers(0, DAYS_BACK), st.dates(date(2024, 1, 1), date(2031, 12, 31)))
def test_a_past_day_is_found_without_its_year(back: int, today: date) -> None:
    day = today - timedelta(days=back)
    scene = Scene({}, Facts((), (), today))
    assert past_day(f"{day.day}-{day.month}", scene) == day.isoformat()
    assert past_day(day.isoformat(), scene) == day.isoformat()


@given(st.text(max_size=12), st.dates(date(2024, 1, 1), date(2031, 12, 31)))
def test_whatever_is_typed_the_day_is_one_of_the_last(words: str, today: date) -> None:
    found = past_day(words, Scene({}, Facts((), (), today)))
    assert found is None or 0 <= (today - date.fromisoformat(found)).days <= DAYS_BACK


async def test_it_counts_like_contacts(world: World, amina: Someone) -> None:
    await amina.does("/time", "[supervision]", "[2026-11-23]", "[60]")
    person = await amina.person()
    found = await world.read(spent.between, person.id, person.memberships[0].team_id, TODAY, TODAY)
    assert found == [Spent(TODAY, 60)]


async def test_who_is_in_two_teams_is_asked_for_which(world: World, amina: Someone) -> None:
    await amina.does(f"/start {await world.invite('Third team')}")
    teams = [one.team_id for one in (await amina.person()).memberships]
    await amina.hears(
        ("/time", "time.kind.ask"),
        ("[travel]", "time.team.ask"),
        (f"[{teams[1]}]", "time.day.ask"),
        ("[2026-11-23]", "time.minutes.ask"),
        ("[30]", "time.this_week"),
    )
    assert await entered(world, amina) == []
    assert told(await entered(world, amina, team=1)) == [(Spending.TRAVEL, TODAY, 30)]
    assert "time.entry(1, time.kind.option.travel, 2026-11-23, card.minutes.some(30))" in await amina.does(
        "/time"
    )


async def test_what_she_entered_lately_is_listed_and_can_go(world: World, amina: Someone) -> None:
    await amina.does("/time", "[travel]", "[2026-11-23]", "[30]")
    await amina.does("/time", "[supervision]", "[another]", "16-11", "[60]")
    await amina.does("/time", "[supervision]", "[another]", "15-11", "[90]")
    lines = await amina.does("/time")
    assert [line for line in lines if line.startswith("time.entry")] == [
        "time.entry(1, time.kind.option.supervision, 2026-11-16, time.hours(1:00))",
        "time.entry(2, time.kind.option.travel, 2026-11-23, card.minutes.some(30))",
    ], "only this week and the last"
    last_week = next(one for one in await entered(world, amina) if one.day == date(2026, 11, 16))
    lines = await amina.does(f"[remove_{last_week.id}]")
    assert "time.removed" in lines
    assert "time.entry(1, time.kind.option.travel, 2026-11-23, card.minutes.some(30))" in lines
    assert [one.day for one in await entered(world, amina)] == [date(2026, 11, 15), TODAY]


async def test_of_many_only_the_last_few_are_listed(amina: Someone) -> None:
    for _ in range(8):
        await amina.does("/time", "[travel]", "[2026-11-23]", "[15]")
    await amina.does("/time")
    assert len([one for one in amina.options() if one.startswith("remove_")]) == 6


async def test_a_day_chosen_before_midnight_is_the_same_day_after_it(world: World, amina: Someone) -> None:
    world.clock.moment = datetime(2026, 11, 23, 22, 50, tzinfo=UTC)
    await amina.does("/time", "[travel]", "[2026-11-23]")
    world.clock.forward(minutes=20)
    await amina.hears(("[30]", "time.saved"))
    assert told(await entered(world, amina)) == [(Spending.TRAVEL, TODAY, 30)]


async def test_a_page_that_lay_over_midnight_offers_the_days_anew(world: World, amina: Someone) -> None:
    world.clock.moment = datetime(2026, 11, 23, 22, 50, tzinfo=UTC)
    await amina.does("/time", "[travel]", "[2026-11-22]")
    world.clock.forward(minutes=20)
    await amina.does("[30]")
    assert amina.phone.toasts[-1].text == "common.old_button"
    await amina.hears(("/time", "common.question_changed"), ("[2026-11-23]", "time.minutes.ask"))
    assert await entered(world, amina) == []


async def test_her_own_zone_says_which_day_it_is(world: World, amina: Someone) -> None:
    world.clock.moment = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    await amina.does("/quiet", "[zone]", "[kabul]", "/time", "[travel]")
    today = world.clock.now().astimezone(ZoneInfo("Asia/Kabul")).date()
    assert amina.options()[:2] == [today.isoformat(), TODAY.isoformat()]
    assert today == date(2026, 11, 24)


async def test_petro_sees_and_removes_nothing_of_aminas(world: World, amina: Someone, petro: Someone) -> None:
    await amina.does("/time", "[travel]", "[2026-11-23]", "[30]")
    [hers] = await entered(world, amina)
    assert await petro.does("/time") == ["time.title", "time.kind.ask"]
    shown = petro.phone.last
    nonce = (shown.inline[0][0].data or "").split(":")[0]
    petro.phone.tap_data(f"{nonce}:remove_{hers.id}", shown.message_id)
    await world.settle()
    assert petro.phone.toasts[-1].text == "common.old_button"
    async with world.database.transaction() as session:
        await spent.remove(session, (await petro.person()).id, hers.id)
    assert await entered(world, amina) == [hers]


async def test_nobody_is_told(world: World, amina: Someone, vera: Someone) -> None:
    before = len(world.telegram.calls)
    await amina.does("/time", "[supervision]", "[2026-11-23]", "[60]")
    world.clock.forward(hours=1)
    await world.tick()
    assert vera.lines_since(before) == []
    assert await world.read(notices.held, (await vera.person()).id) == []


async def test_a_coordinator_enters_no_time(vera: Someone) -> None:
    await vera.hears(("/time", "common.not_for_you"))
