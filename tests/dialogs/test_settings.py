"""/settings: what a coordinator sets for her team and its organisation, and for whom that counts."""

from datetime import date

import pytest
from sqlalchemy import select, update

from bot.model import Role, TeamSettings
from bot.rules.holidays import HolidayRules, Liberation
from bot.safety import OUT_OF_HOURS
from bot.screen import Screen, Text
from storage import hours, notices, people, safety, tables, teams
from storage.audit import Action
from tests.cast import Someone, World


async def settings_of(world: World, who: Someone) -> TeamSettings:
    person = await who.person()
    found = await world.read(teams.settings, person, person.memberships[0].team_id)
    assert isinstance(found, TeamSettings)
    return found


async def one_organisation(world: World, *names: str) -> None:
    """These teams belong to the organisation of the first."""
    async with world.database.transaction() as session:
        ids = [await people.ensure_team(session, name) for name in names]
        owner = await session.scalar(
            tables.team.select()
            .with_only_columns(tables.team.c.organisation_id)
            .where(tables.team.c.id == ids[0])
        )
        moved = update(tables.team).where(tables.team.c.id.in_(ids)).values(organisation_id=owner)
        await session.execute(moved)


async def waits(world: World, who: Someone) -> None:
    """Something waits for this person."""
    person = await who.person()
    screen = Screen(lines=(Text(key="today.none"),))
    async with world.database.transaction() as session:
        await notices.put(
            session, person.id, person.memberships[0].team_id, "test", screen, world.clock.now()
        )


async def test_the_page_shows_what_holds_before_anything_was_set(vera: Someone) -> None:
    assert await vera.does("/settings") == [
        "settings.title(Haarlem Effect)",
        "settings.office_phone.none",
        "settings.doctor_phone.none",
        "settings.referral_days(settings.days(14))",
        "settings.notes.off",
        "settings.organisation",
        "settings.good_friday.works",
        "settings.liberation.lustrum",
        "settings.quiet(20:00–08:00)",
        "settings.decision",
        "settings.works_council_on.none",
        "settings.dpia_on.none",
        "settings.closed_to_all",
        "settings.pick.ask",
    ]


@pytest.mark.parametrize("name", ["office_phone", "doctor_phone"])
async def test_a_phone_is_typed_and_shown_as_it_is_written_nationally(
    world: World, vera: Someone, name: str
) -> None:
    await vera.does("/settings", f"[{name}]")
    lines = await vera.does("+31235123456")
    assert {"settings.told.phone", f"settings.{name}.number", "common.number(023 512 3456)"} <= set(lines)
    assert getattr(await settings_of(world, vera), name) == "023 512 3456"


async def test_words_that_are_no_number_are_refused_with_an_example_and_nothing_is_lost(
    world: World, vera: Someone
) -> None:
    await vera.hears(
        ("/settings", "settings.pick.ask"),
        ("[office_phone]", "settings.about.office_phone"),
        ("ask Vera", "settings.office_phone.refused"),
        ("+32 2 555 12 12", "settings.office_phone.refused"),
        ("14023", "settings.told.phone"),
    )
    assert (await settings_of(world, vera)).office_phone == "14 023"


async def test_a_phone_that_stands_there_can_be_changed_and_removed(world: World, vera: Someone) -> None:
    await vera.does("/settings", "[doctor_phone]", "088-1234567")
    await vera.hears(("[doctor_phone]", "settings.phone.ask"), ("[new]", "settings.doctor_phone.ask"))
    await vera.does("0900-1515")
    assert (await settings_of(world, vera)).doctor_phone == "0900 1515"
    await vera.hears(("[doctor_phone]", "settings.phone.ask"), ("[remove]", "settings.sure.ask"))
    await vera.hears(("[no]", "settings.pick.ask"))
    assert (await settings_of(world, vera)).doctor_phone == "0900 1515"
    await vera.does("[doctor_phone]", "[remove]")
    await vera.hears(("[yes]", "settings.told.no_phone"))
    assert (await settings_of(world, vera)).doctor_phone is None


async def test_the_same_number_of_the_doctor_typed_again_was_checked_today_and_that_is_said(
    world: World, vera: Someone
) -> None:
    await vera.does("/settings", "[doctor_phone]", "088-1234567")
    world.clock.forward(days=400)
    await vera.hears(("/settings", "settings.title"), ("[doctor_phone]", "settings.phone.ask"))
    await vera.hears(("[new]", "settings.doctor_phone.ask"), ("088-1234567", "settings.told.phone"))
    person = await vera.person()
    found = await world.read(safety.of_team, person, person.memberships[0].team_id)
    assert found.numbers[OUT_OF_HOURS].checked_on == world.clock.now().date()
    async with world.database.reading() as session:
        made = select(tables.audit.c.at).where(tables.audit.c.action == Action.CHANGED_SETTINGS)
        assert len((await session.execute(made)).all()) == 2


@pytest.mark.parametrize(
    ("taps", "told", "expected"),
    [
        pytest.param(
            ("[good_friday]", "[free]"), "good_friday_free", HolidayRules(good_friday=True), id="Good Friday"
        ),
        pytest.param(
            ("[liberation]", "[never]"),
            "liberation_never",
            HolidayRules(liberation=Liberation.NEVER),
            id="never",
        ),
        pytest.param(
            ("[liberation]", "[always]"),
            "liberation_always",
            HolidayRules(liberation=Liberation.ALWAYS),
            id="every year",
        ),
    ],
)
async def test_a_holiday_counts_at_once_for_everybody(
    world: World, amina: Someone, vera: Someone, taps: tuple[str, ...], told: str, expected: HolidayRules
) -> None:
    assert f"settings.told.{told}" in await vera.does("/settings", *taps)
    reach = await world.read(hours.reach, (await amina.person()).id, world.settings.zone)
    assert reach.holidays == expected


async def test_a_team_chooses_when_it_is_asked_what_came_of_a_referral(world: World, vera: Someone) -> None:
    await vera.hears(
        ("/settings", "settings.pick.ask"),
        ("[referral_days]", "settings.referral_days.ask"),
        ("[28]", "settings.told.referral_days"),
    )
    assert (await settings_of(world, vera)).referral_days == 28
    assert "settings.referral_days(settings.days(28))" in await vera.does("/settings")


async def test_a_choice_that_changes_nothing_says_nothing_of_a_change(vera: Someone) -> None:
    lines = await vera.does("/settings", "[liberation]", "[lustrum]")
    assert not [line for line in lines if line.startswith("settings.told")]
    assert "settings.pick.ask" in lines


async def test_the_quiet_minimum_is_set_by_buttons_and_told_in_words(
    world: World, amina: Someone, vera: Someone
) -> None:
    await vera.hears(
        ("/settings", "settings.pick.ask"),
        ("[quiet]", "settings.for_all"),
        ("[1140]", "settings.quiet_end.ask"),
        ("[540]", "settings.told.quiet"),
    )
    found = await settings_of(world, vera)
    assert (found.quiet_start, found.quiet_end) == (19 * 60, 9 * 60)
    assert "settings.quiet(19:00–09:00)" in await vera.does("/settings")
    reach = await world.read(hours.reach, (await amina.person()).id, world.settings.zone)
    assert (reach.quiet.start, reach.quiet.end) == (19 * 60, 9 * 60)


async def test_the_quiet_minimum_is_typed(world: World, vera: Someone) -> None:
    await vera.hears(
        ("/settings", "settings.pick.ask"),
        ("[quiet]", "settings.quiet_start.ask"),
        ("[other]", "settings.quiet_start_typed.ask"),
        ("late", "settings.quiet_start_typed.refused"),
        ("21.30", "settings.quiet_end.ask"),
        ("[other]", "settings.quiet_end_typed.ask"),
        ("21:30", "settings.quiet_end_typed.refused"),
        ("٧:٣٠", "settings.told.quiet"),
    )
    found = await settings_of(world, vera)
    assert (found.quiet_start, found.quiet_end) == (21 * 60 + 30, 7 * 60 + 30)


async def test_a_night_cannot_end_as_it_begins(world: World, vera: Someone) -> None:
    await vera.does("/settings", "[quiet]", "[other]", "7:00")
    assert "420" not in vera.options()
    await vera.hears(
        ("[other]", "settings.quiet_end_typed.ask"), ("07:00", "settings.quiet_end_typed.refused")
    )
    assert (await settings_of(world, vera)).quiet_start == 20 * 60


async def test_quiet_hours_that_leave_little_time_are_pointed_out(vera: Someone) -> None:
    await vera.does("/settings", "[quiet]", "[1080]", "[other]")
    assert "settings.scarce" in await vera.does("16:00")


async def test_quiet_hours_that_somebody_chose_herself_are_widened_with_the_minimum(
    world: World, amina: Someone, vera: Someone
) -> None:
    await vera.does("/settings", "[quiet]", "[1320]", "[420]")
    person = await amina.person()
    async with world.database.transaction() as session:
        mine = await hours.least(session, person.id)
        await hours.set_quiet(session, person.id, mine)
    await vera.does("[quiet]", "[1140]", "[540]")
    reach = await world.read(hours.reach, person.id, world.settings.zone)
    assert (reach.quiet.start, reach.quiet.end) == (19 * 60, 9 * 60)


async def test_what_waits_is_looked_at_anew_when_the_quiet_minimum_changes(
    world: World, amina: Someone, vera: Someone
) -> None:
    await vera.does("/settings", "[quiet]", "[1200]", "[660]")  # until 11:00
    world.clock.forward(hours=22)  # Tuesday, 10:00
    await waits(world, amina)
    before = len(world.telegram.calls)
    await world.tick()
    assert amina.lines_since(before) == []
    await vera.does("/settings", "[quiet]", "[1200]", "[480]")  # until 08:00
    before = len(world.telegram.calls)
    await world.tick()
    assert "today.none" in amina.lines_since(before)


async def test_what_waits_in_another_team_of_the_organisation_is_looked_at_anew_too(
    world: World, vera: Someone
) -> None:
    fatima = world.someone(1011, "Fatima")
    await fatima.joins("Haarlem Oost")
    await one_organisation(world, "Haarlem Effect", "Haarlem Oost")
    person = await fatima.person()
    world.clock.forward(hours=8)
    await waits(world, fatima)
    await world.tick()
    [held] = await world.read(notices.held, person.id)
    assert held.look_at > world.clock.now()
    await vera.does("/settings", "[good_friday]", "[free]")
    [held] = await world.read(notices.held, person.id)
    assert held.look_at == world.clock.now()


async def test_a_phone_counts_for_one_team_and_a_holiday_for_all_of_the_organisation(
    world: World, vera: Someone
) -> None:
    yusuf = world.someone(1012, "Yusuf")
    await yusuf.joins("Haarlem Oost", Role.COORDINATOR)
    await one_organisation(world, "Haarlem Effect", "Haarlem Oost")
    await vera.does("/settings", "[office_phone]", "023 512 3456", "[good_friday]", "[free]")
    found = await settings_of(world, yusuf)
    assert (found.good_friday, found.office_phone) == (True, None)
    await yusuf.does("/settings", "[good_friday]", "[works]")
    assert (await settings_of(world, vera)).good_friday is False


async def test_the_decision_needs_both_dates(world: World, vera: Someone) -> None:
    await vera.hears(
        ("/settings", "settings.closed_to_all"),
        ("[works_council_on]", "settings.about.works_council_on"),
        ("[today]", "settings.told.one_missing"),
        ("/settings", "settings.closed_to_all"),
        ("[dpia_on]", "settings.about.dpia_on"),
        ("[other]", "settings.heard_day.ask"),
        ("3 november", "settings.told.open"),
        ("/settings", "settings.open"),
    )
    found = await settings_of(world, vera)
    assert (found.works_council_on, found.dpia_on) == (date(2026, 11, 23), date(2026, 11, 3))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("3-11-2026", date(2026, 11, 3), id="with a year"),
        pytest.param("3 november", date(2026, 11, 3), id="without a year"),
        pytest.param("24 november", date(2025, 11, 24), id="without a year, not yet this year"),
        pytest.param("22 november", date(2026, 11, 22), id="yesterday without a year"),
        pytest.param("today", date(2026, 11, 23), id="today"),
        pytest.param("tomorrow", None, id="tomorrow"),
        pytest.param("24-11-2026", None, id="the day after today"),
        pytest.param("3-11-2031", None, id="a later year"),
        pytest.param("soon", None, id="no day"),
    ],
)
async def test_nobody_was_heard_in_the_future(
    world: World, vera: Someone, words: str, expected: date | None
) -> None:
    await vera.does("/settings", "[dpia_on]", "[other]")
    lines = await vera.does(words)
    assert ("settings.heard_day.refused" in lines) is (expected is None)
    assert (await settings_of(world, vera)).dpia_on == expected


async def test_a_decision_is_taken_back(world: World, vera: Someone) -> None:
    await vera.does("/settings", "[works_council_on]", "[today]", "[dpia_on]", "[today]")
    await vera.hears(
        ("[dpia_on]", "settings.heard.ask"),
        ("[take_back]", "settings.told.closed"),
        ("/settings", "settings.closed_to_all"),
    )
    assert (await settings_of(world, vera)).dpia_on is None
    await vera.does("[dpia_on]")
    assert "take_back" not in vera.options()


async def test_whoever_coordinates_several_teams_chooses_one(world: World, vera: Someone) -> None:
    code = await world.invite("Haarlem Oost", Role.COORDINATOR)
    await vera.hears((f"/start {code}", "join.welcome.coordinator"), ("/settings", "settings.team.ask"))
    _, oost = (one.team_id for one in (await vera.person()).memberships)
    await vera.hears((f"[{oost}]", "settings.title"), ("[good_friday]", "settings.good_friday.ask"))
    assert "settings.title(Haarlem Oost)" in await vera.does("[free]")
    await vera.hears(("[other_team]", "settings.team.ask"))
    assert (await world.read(teams.settings, await vera.person(), oost)).good_friday


async def test_settings_begin_at_the_page_whatever_was_left_open(vera: Someone) -> None:
    await vera.hears(
        ("/settings", "settings.pick.ask"),
        ("[office_phone]", "settings.office_phone.ask"),
        ("/settings", "settings.pick.ask"),
    )


async def test_a_page_closes_after_a_day(world: World, vera: Someone) -> None:
    await vera.does("/settings")
    world.clock.forward(days=1)
    before = len(world.telegram.calls)
    await world.tick()
    assert vera.lines_since(before) == ["settings.expired"]


async def test_a_key_person_sets_nothing(amina: Someone) -> None:
    await amina.hears(("/settings", "common.not_for_you"))


async def test_petro_sees_and_changes_nothing_of_haarlem(world: World, vera: Someone, petro: Someone) -> None:
    code = await world.invite("Utrecht West", Role.COORDINATOR)
    await petro.does(f"/start {code}")
    await vera.does("/settings", "[office_phone]", "023 512 3456", "[good_friday]", "[free]")
    lines = await petro.does("/settings")
    assert "settings.title(Utrecht West)" in lines
    assert {"settings.office_phone.none", "settings.good_friday.works"} <= set(lines)
    await petro.does("[quiet]", "[1080]", "[600]")
    assert (await settings_of(world, vera)).quiet_start == 20 * 60


async def test_petro_cannot_use_veras_buttons(world: World, vera: Someone, petro: Someone) -> None:
    code = await world.invite("Utrecht West", Role.COORDINATOR)
    await petro.does(f"/start {code}")
    await vera.does("/settings", "[good_friday]")
    _, data = vera.button("free")
    await petro.does("/settings")
    petro.phone.tap_data(data, petro.phone.last.message_id)
    await world.settle()
    assert petro.phone.toasts[-1].text == "common.old_button"
    assert (await settings_of(world, vera)).good_friday is False


async def test_petro_cannot_name_haarlem_as_his_team(world: World, vera: Someone, petro: Someone) -> None:
    for team in ("Utrecht West", "Utrecht Oost"):
        code = await world.invite(team, Role.COORDINATOR)
        await petro.does(f"/start {code}")
    await petro.does("/settings")
    haarlem = (await vera.person()).memberships[0].team_id
    shown = petro.phone.last
    nonce = (shown.inline[0][0].data or "").split(":")[0]
    petro.phone.tap_data(f"{nonce}:{haarlem}", shown.message_id)
    await world.settle()
    assert petro.phone.toasts[-1].text == "common.old_button"


@pytest.mark.parametrize("query", [teams.unreachable, teams.of_organisation, teams.members])
async def test_storage_refuses_a_team_that_she_does_not_coordinate(
    world: World, amina: Someone, vera: Someone, petro: Someone, query: object
) -> None:
    team_id = (await vera.person()).memberships[0].team_id
    for who in (amina, petro):
        with pytest.raises(LookupError):
            await world.read(query, await who.person(), team_id)  # type: ignore[arg-type]


async def test_words_are_off_until_the_team_turns_them_on(amina: Someone, vera: Someone) -> None:
    await vera.hears(("/settings", "settings.notes.off"), ("[notes_allowed]", "settings.notes_allowed.ask"))
    assert "settings.notes.on" in await vera.does("[on]")
    await vera.hears(("[notes_allowed]", "settings.about.notes_allowed"), ("[off]", "settings.notes.off"))
