"""Hours used against the contract: for herself, with a switch; and what of them her coordinator sees."""

from collections.abc import Sequence
from datetime import date

import pytest

from bot.rules.hours import Arrangement, Kind
from bot.rules.load import Band, bar
from handlers.deps import Turn
from handlers.dialogs.bands import band_of, duty_of, used_line
from storage import contacts, hours, teams
from tests.cast import Someone, World
from tests.dialogs.arranging import MONDAYS, WEEKLY, arrange, forged, spend, toast, told


async def decide(world: World, vera: Someone) -> None:
    """Works council and data protection were both heard."""
    asker = await vera.person()
    async with world.database.transaction() as session:
        day = date(2026, 11, 1)
        await teams.change(session, asker, asker.memberships[0].team_id, works_council_on=day, dpia_on=day)


@pytest.fixture
async def counted(world: World, amina: Someone, vera: Someone) -> Someone:
    """Amina, with ten hours a week in her contract."""
    await arrange(world, amina, WEEKLY)
    return amina


def balance_lines(lines: Sequence[str]) -> list[str]:
    names = ("hours.week", "hours.near", "hours.full", "hours.month", "hours.untold")
    return [line for line in lines if line.startswith(names)]


async def line_of_the_card(world: World, who: Someone) -> str | None:
    """What the saved card is given to say."""
    person = await who.person()
    async with world.database.reading() as session:
        zone = world.settings.zone
        turn = Turn(session, world.texts, person, world.clock.now(), zone, "en")
        line = await used_line(turn, person.memberships[0].team_id)
    return line.key if line else None


@pytest.mark.parametrize(
    ("minutes", "line", "shares"),
    [
        pytest.param(475, None, False, id="79 %"),
        pytest.param(480, "hours.near", False, id="80 %"),
        pytest.param(599, "hours.near", False, id="just below all"),
        pytest.param(600, "hours.full", True, id="100 %"),
        pytest.param(900, "hours.full", True, id="far beyond"),
    ],
)
async def test_from_80_and_from_100_percent_there_is_a_line_and_then_she_may_share_it(
    world: World, counted: Someone, minutes: int, line: str | None, shares: bool
) -> None:
    await spend(world, counted, minutes)
    lines = balance_lines(await counted.does("/hours"))
    assert [one for one in lines if one in {"hours.near", "hours.full"}] == ([line] if line else [])
    assert await line_of_the_card(world, counted) == line
    assert any(one.startswith("share_") for one in counted.options()) is shares


async def test_minutes_of_contacts_count_and_contacts_without_are_mentioned(
    world: World, counted: Someone
) -> None:
    await counted.does("/contact", "[phone_call]", "[money]", "[explained]", "[none]", "[minutes]", "[90]")
    await counted.does("/contact", "[phone_call]", "[money]", "[explained]", "[none]")
    await spend(world, counted, 240)
    assert balance_lines(await counted.does("/hours")) == [
        "hours.week(5:30, 10, ▰▰▰▰▰▱▱▱▱▱, 55)",
        "hours.month(5:30, 41:26, ▰▱▱▱▱▱▱▱▱▱, 13)",
        "hours.untold(1)",
    ]


async def test_what_was_before_the_contract_began_does_not_fill_it(world: World, counted: Someone) -> None:
    await spend(world, counted, 600, date(2026, 11, 1))
    assert balance_lines(await counted.does("/hours"))[1].startswith("hours.month(0, ")


async def test_without_hours_in_the_contract_nothing_is_counted(world: World, amina: Someone) -> None:
    await spend(world, amina, 1200)
    assert balance_lines(await amina.does("/hours")) == []
    assert await line_of_the_card(world, amina) is None
    assert not {"count_on", "count_off"} & set(amina.options())


async def test_sharing_tells_the_coordinator_once_a_week(
    world: World, counted: Someone, vera: Someone
) -> None:
    await spend(world, counted, 600)
    await counted.does("/hours")
    share = counted.options()[0]
    await counted.hears((f"[{share}]", "hours.full"))
    assert toast(counted) == "hours.shared"
    assert share not in counted.options()
    forged(counted, share)
    await world.settle()
    assert toast(counted) == "common.old_button"
    assert await told(world, vera) == ["hours.they_used_all"]
    world.clock.forward(minutes=11)
    await world.tick()
    assert vera.phone.last.text == "gate.news\n\nhours.they_used_all(Amina)"
    await counted.does("/hours")
    assert share not in counted.options()
    world.clock.forward(weeks=1)
    await spend(world, counted, 600, date(2026, 11, 30))
    await counted.does("/hours", f"[{share}]")
    assert await told(world, vera) == ["hours.they_used_all"]


async def test_a_team_without_a_coordinator_offers_nobody_to_share_with(world: World, amina: Someone) -> None:
    await arrange(world, amina, WEEKLY)
    await spend(world, amina, 600)
    await amina.hears(("/hours", "hours.full"))
    assert not [one for one in amina.options() if one.startswith("share")]


async def test_nothing_is_shared_unless_she_does(world: World, counted: Someone, vera: Someone) -> None:
    await spend(world, counted, 1200)
    await counted.does("/hours")
    assert await told(world, vera) == []


async def test_one_switch_hides_the_balance_and_logging_goes_on(world: World, counted: Someone) -> None:
    await spend(world, counted, 600)
    lines = await counted.does("/hours", "[count_off]")
    assert balance_lines(lines) == []
    assert toast(counted) == "hours.not_counted"
    assert not [one for one in counted.options() if one.startswith("share")]
    assert await line_of_the_card(world, counted) is None
    await counted.does("/contact", "[phone_call]", "[money]", "[explained]", "[none]")
    assert len(await world.read(contacts.latest, (await counted.person()).id)) == 1
    lines = await counted.does("/hours", "[count_on]")
    assert "hours.full" in lines


async def test_each_of_two_teams_has_a_balance_and_a_button_of_its_own(
    world: World, counted: Someone, petro: Someone
) -> None:
    """Petro's team, in which Amina helps as well, hears nothing of Haarlem's."""
    await counted.does(f"/start {await world.invite('Utrecht West')}")
    await arrange(world, counted, WEEKLY, at=1)
    await spend(world, counted, 600)
    lines = await counted.does("/hours")
    assert [line for line in balance_lines(lines) if line.startswith("hours.week")] == [
        "hours.week(10, 10, ▰▰▰▰▰▰▰▰▰▰, 100)",
        "hours.week(0, 10, ▱▱▱▱▱▱▱▱▱▱, 0)",
    ]
    [share] = [one for one in counted.options() if one.startswith("share")]
    await counted.does(f"[{share}]")
    assert await told(world, petro) == []


async def test_before_the_team_has_decided_nothing_of_hours_is_seen(world: World, counted: Someone) -> None:
    assert await counted.does("/hours", "[seen]") == [
        "hours.seen.both",
        "hours.seen.reach",
        "hours.seen.undecided",
        "hours.seen.ask",
    ]


@pytest.mark.parametrize(
    ("minutes", "line"),
    [
        pytest.param(0, "hours.seen.weeks(hours.band.within)", id="within"),
        pytest.param(480, "hours.seen.weeks(hours.band.near)", id="near"),
        pytest.param(601, "hours.seen.weeks(hours.band.over)", id="over"),
    ],
)
async def test_after_the_decision_she_reads_the_very_band_her_coordinator_gets(
    world: World, counted: Someone, vera: Someone, minutes: int, line: str
) -> None:
    await decide(world, vera)
    for day in (date(2026, 11, 9), date(2026, 11, 22)):
        if minutes:
            await spend(world, counted, minutes, day)
    await spend(world, counted, 1200)
    assert (await counted.does("/hours", "[seen]"))[2:4] == [line, "hours.seen.team(5)"]
    assert f"hours.band.{await band(world, counted)}" in line


async def band(world: World, who: Someone) -> Band | None:
    person = await who.person()
    reach = await world.read(hours.reach, person.id, world.settings.zone)
    duty, team_id = duty_of(reach, person, person.memberships[0]), person.memberships[0].team_id
    async with world.database.reading() as session:
        counts = person.counts_hours
        return await band_of(session, person.id, team_id, duty, date(2026, 11, 23), counts=counts)


async def test_hours_agreed_for_less_than_two_whole_weeks_make_no_band(
    world: World, amina: Someone, vera: Someone
) -> None:
    await decide(world, vera)
    await arrange(
        world, amina, Arrangement(Kind.HOURS, date(2026, 11, 10), windows=MONDAYS, weekly_minutes=600)
    )
    await spend(world, amina, 1200, date(2026, 11, 20))
    assert await band(world, amina) is None
    await amina.hears(("/hours", "hours.pick.ask"), ("[seen]", "hours.seen.no_weeks"))


async def test_whoever_is_not_counted_shows_no_band(world: World, counted: Someone, vera: Someone) -> None:
    await decide(world, vera)
    await counted.does("/hours", "[count_off]")
    await counted.hears(("[seen]", "hours.seen.not_counted"))
    assert await band(world, counted) is None


async def test_petro_asks_in_vain_for_the_settings_of_haarlem(
    world: World, amina: Someone, petro: Someone
) -> None:
    haarlem = (await amina.person()).memberships[0].team_id
    with pytest.raises(LookupError):
        await world.read(teams.settings, await petro.person(), haarlem)
    lines = await petro.does("/hours", "[seen]")
    assert not [line for line in lines if "Haarlem" in line]


@pytest.mark.parametrize(
    ("percent", "shown"),
    [
        pytest.param(0, "▱▱▱▱▱▱▱▱▱▱", id="nothing"),
        pytest.param(9, "▱▱▱▱▱▱▱▱▱▱", id="nearly a sign"),
        pytest.param(10, "▰▱▱▱▱▱▱▱▱▱", id="one sign"),
        pytest.param(99, "▰▰▰▰▰▰▰▰▰▱", id="nearly all"),
        pytest.param(100, "▰▰▰▰▰▰▰▰▰▰", id="all"),
        pytest.param(340, "▰▰▰▰▰▰▰▰▰▰", id="beyond"),
    ],
)
def test_the_bar_is_full_only_when_everything_is_used(percent: int, shown: str) -> None:
    assert bar(percent) == shown
