"""The numbers on a team's safety cards: set, checked and shown with their day, by its own coordinator alone."""

from datetime import date

import pytest

from bot.model import Role
from bot.rules.safety import TeamNumber, TeamNumbers
from bot.safety import CONTACT, OUT_OF_HOURS
from storage import safety, teams
from tests.cast import Someone, World

TODAY = date(2026, 11, 23)


async def numbers_of(world: World, who: Someone) -> TeamNumbers:
    person = await who.person()
    found = await world.read(safety.of_team, person, person.memberships[0].team_id)
    assert isinstance(found, TeamNumbers)
    return found


async def test_the_page_says_what_is_missing_and_what_was_checked_long_ago(vera: Someone) -> None:
    lines = await vera.does("/settings", "[numbers]")
    assert lines[:4] == [
        "numbers.title(Haarlem Effect)",
        *(f"numbers.none(numbers.service.{one})" for one in ("doctor_out_of_hours", "contact_person")),
        "numbers.none(numbers.service.social_team)",
    ]
    checked = "numbers.checked(2019-09-01, 2019)"
    assert f"numbers.line(0800-0432, numbers.service.kindertelefoon, {checked})" in lines
    assert lines[-2:] == ["numbers.not_ready", "numbers.pick.ask"]


async def test_a_team_that_has_a_doctor_and_a_contact_person_can_begin(world: World, vera: Someone) -> None:
    await vera.hears(
        ("/settings", "settings.pick.ask"),
        ("[numbers]", "numbers.not_ready"),
        ("[doctor_out_of_hours]", "numbers.phone.ask"),
        ("ask Vera", "numbers.phone.refused"),
        ("023 799 0000", "settings.told.phone"),
        ("[contact_person]", "numbers.name.ask"),
        ("w" * 61, "numbers.name.refused"),
        ("Vera", "numbers.phone.ask"),
        ("023-5123456", "numbers.ready"),
    )
    found = await numbers_of(world, vera)
    assert found.numbers[OUT_OF_HOURS] == TeamNumber(OUT_OF_HOURS, "023 799 0000", TODAY)
    assert found.numbers[CONTACT] == TeamNumber(CONTACT, "023 512 3456", TODAY, "Vera")


async def test_the_doctor_is_one_number_wherever_it_is_set(world: World, vera: Someone) -> None:
    await vera.does("/settings", "[doctor_phone]", "0900 1515")
    assert (await numbers_of(world, vera)).numbers[OUT_OF_HOURS] == TeamNumber(
        OUT_OF_HOURS, "0900 1515", TODAY
    )
    await vera.does("[numbers]", "[doctor_out_of_hours]", "[new]", "023 799 0000")
    person = await vera.person()
    settings = await world.read(teams.settings, person, person.memberships[0].team_id)
    assert settings.doctor_phone == "023 799 0000"
    await vera.does("[settings]", "[doctor_phone]", "[remove]", "[yes]")
    assert OUT_OF_HOURS not in (await numbers_of(world, vera)).numbers


async def test_that_a_number_is_still_right_is_one_tap_and_counts_from_today(
    world: World, vera: Someone
) -> None:
    await vera.does("/settings", "[numbers]", "[contact_person]", "Vera", "023 512 3456")
    world.clock.forward(days=400)
    assert "numbers.line(023 512 3456, Vera, numbers.checked(2026-11-23, 2026))" in await vera.does(
        "/settings", "[numbers]"
    )
    await vera.hears(("[contact_person]", "numbers.act.ask"), ("[right]", "numbers.told.checked"))
    one = (await numbers_of(world, vera)).numbers[CONTACT]
    assert (one.phone, one.checked_on) == ("023 512 3456", date(2027, 12, 28))


async def test_a_number_of_the_program_can_be_checked_and_not_changed(world: World, vera: Someone) -> None:
    await vera.hears(("/settings", "settings.pick.ask"), ("[numbers]", "numbers.pick.ask"))
    await vera.hears(("[kindertelefoon]", "numbers.act.ask"))
    assert vera.options() == ["right", "@back", "sos"]
    await vera.hears(("[right]", "numbers.told.checked"))
    assert (await numbers_of(world, vera)).numbers["kindertelefoon"] == TeamNumber(
        "kindertelefoon", "", TODAY
    )


async def test_a_number_is_removed_after_a_second_yes(world: World, vera: Someone) -> None:
    await vera.does("/settings", "[numbers]", "[contact_person]", "Vera", "023 512 3456", "[contact_person]")
    await vera.hears(("[remove]", "numbers.sure.ask"), ("[no]", "numbers.pick.ask"))
    assert CONTACT in (await numbers_of(world, vera)).numbers
    await vera.hears(("[contact_person]", "numbers.act.ask"), ("[remove]", "numbers.sure.ask"))
    await vera.hears(("[yes]", "settings.told.no_phone"))
    assert CONTACT not in (await numbers_of(world, vera)).numbers


async def test_where_a_number_comes_from_can_be_noted(world: World, vera: Someone) -> None:
    await vera.does("/settings", "[numbers]", "[social_team]", "14 023")
    await vera.hears(
        ("[social_team]", "numbers.act.ask"),
        ("[source]", "numbers.source.ask"),
        ("website of the municipality", "numbers.told.checked"),
        ("[social_team]", "numbers.source(website of the municipality)"),
    )


async def test_the_hours_on_the_card_are_looked_at_with_the_number(vera: Someone) -> None:
    assert "numbers.opening(11:00–21:00)" in await vera.does("/settings", "[numbers]", "[kindertelefoon]")


async def test_words_for_a_number_that_somebody_else_removed_meanwhile_are_not_taken_for_another(
    world: World, vera: Someone
) -> None:
    await vera.does("/settings", "[numbers]", "[contact_person]", "Vera", "023 512 3456")
    wim = world.someone(1004, "Wim")
    await wim.joins("Haarlem Effect", Role.COORDINATOR)
    await vera.does("/settings", "[numbers]", "[contact_person]", "[source]")
    await wim.does("/settings", "[numbers]", "[contact_person]", "[remove]")
    if "yes" in wim.options():
        await wim.does("[yes]")
    assert (await vera.does("website of the municipality"))[-1] == "numbers.name.ask"
    await vera.hears(("Vera", "numbers.phone.ask"), ("023 799 0000", "settings.told.phone"))
    assert (await numbers_of(world, vera)).numbers[CONTACT] == TeamNumber(
        CONTACT, "023 799 0000", TODAY, "Vera"
    )


async def test_another_coordinator_sees_and_sets_only_her_own_team(
    world: World, vera: Someone, petro: Someone
) -> None:
    await vera.does("/settings", "[numbers]", "[contact_person]", "Vera", "023 512 3456")
    other = world.someone(1010, "Other")
    await other.joins("Utrecht West", Role.COORDINATOR)
    assert "Vera" not in " ".join(await other.does("/settings", "[numbers]"))
    haarlem = (await vera.person()).memberships[0].team_id
    for who in (other, petro):
        me = await who.person()
        async with world.database.transaction() as session:
            with pytest.raises(LookupError):
                await safety.put(session, me, haarlem, TeamNumber(CONTACT, "112", TODAY))
            with pytest.raises(LookupError):
                await safety.remove(session, me, haarlem, CONTACT)
    await petro.hears(("/settings", "common.not_for_you"))
