"""/overview: nothing of anybody's hours before the decision, and after it no more than a band over two weeks."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

import pytest

from bot.model import Contact, Person, Question, Role, Spending, Timing
from bot.rules.hours import NINE_TO_FIVE, Arrangement, Contract, Kind
from bot.screen import Screen, Text
from handlers.dialogs.overview_page import MOST_LISTED
from storage import contacts, hours, invitations, notices, people, spent
from storage.notices import State
from tests.cast import Someone, World

# The world begins on Monday 23 November: these are the two whole weeks before.
WEEKS: Final = (date(2026, 11, 9), date(2026, 11, 16))
FIRST_OF_FOUR: Final = date(2026, 10, 26)
DECIDED: Final = ("/settings", "[works_council_on]", "[today]", "[dpia_on]", "[today]")
EIGHT_HOURS: Final = Arrangement(
    Kind.HOURS, date(2026, 10, 1), windows=NINE_TO_FIVE, contract=Contract.PAYROLL, weekly_minutes=480
)


def member_of(person: Person) -> int:
    return person.teams_as(Role.KEY_PERSON)[0].id


async def works(world: World, who: Someone, *minutes: int, weeks: Sequence[date] = WEEKS) -> None:
    """Eight hours a week are agreed, and this was spent in each of the weeks."""
    person = await who.person()
    async with world.database.transaction() as session:
        await hours.propose(
            session, member_of(person), EIGHT_HOURS, person.id, world.clock.now(), agreed=True
        )
        for monday, spent_then in zip(weeks, minutes, strict=True):
            if not spent_then:
                continue
            await spent.enter(
                session,
                person.id,
                person.memberships[0].team_id,
                monday,
                Spending.SUPERVISION,
                spent_then,
                world.clock.now(),
            )


async def logs(
    world: World, who: Someone, *timings: Timing | None, day: date = WEEKS[0], at: time = time(12)
) -> None:
    """Contacts of one moment, each with what is known of its timing."""
    person, logged_at = await who.person(), datetime.combine(day, at, world.settings.zone)
    async with world.database.transaction() as session:
        for timing in timings:
            await contacts.add(
                session,
                Contact(
                    person_id=person.id,
                    team_id=person.memberships[0].team_id,
                    logged_at=logged_at,
                    happened_on=day,
                    kind="phone_call",
                    questions=(Question("money"),),
                    actions=("explained",),
                    referral="none",
                    timing=timing,
                ),
            )


async def key_persons(world: World, *names: str) -> list[Someone]:
    made = [world.someone(2000 + at, name) for at, name in enumerate(names)]
    for one in made:
        await one.joins("Haarlem Effect")
    return made


def told(lines: Sequence[str], key: str) -> list[str]:
    return [line for line in lines if line.startswith(key)]


async def test_before_the_decision_no_pattern_is_shown_and_it_is_said_why(
    world: World, amina: Someone, vera: Someone
) -> None:
    await works(world, amina, 600, 600)
    await logs(world, amina, Timing.EXTRA, Timing.EXTRA)
    assert await vera.does("/overview") == [
        "overview.title(Haarlem Effect)",
        "overview.undecided",
        "overview.where",
        "overview.lost(0)",
        "overview.pick.ask",
    ]
    assert vera.options() == ["settings"]


@pytest.mark.parametrize("one_date", ["works_council_on", "dpia_on"])
async def test_one_date_alone_decides_nothing(
    world: World, amina: Someone, vera: Someone, one_date: str
) -> None:
    await works(world, amina, 600, 600)
    await vera.does("/settings", f"[{one_date}]", "[today]")
    lines = await vera.does("/overview")
    assert "overview.undecided" in lines
    assert not [line for line in lines if "hours.band" in line or "Amina" in line]


async def test_the_way_to_the_settings_is_a_button(amina: Someone, vera: Someone) -> None:
    await vera.hears(("/overview", "overview.undecided"), ("[settings]", "settings.title"))


@pytest.mark.parametrize(
    ("minutes", "band"),
    [
        pytest.param((0, 0), "within", id="nothing spent"),
        pytest.param((383, 383), "within", id="below 80 %"),
        pytest.param((384, 384), "near", id="80 %"),
        pytest.param((480, 480), "near", id="all of it"),
        pytest.param((480, 481), "over", id="more"),
        pytest.param((720, 0), "within", id="a single heavy week is no pattern"),
        pytest.param((0, 720), "within", id="the last week alone neither"),
    ],
)
async def test_after_the_decision_there_is_a_band_of_two_weeks_together(
    world: World, amina: Someone, vera: Someone, minutes: tuple[int, int], band: str
) -> None:
    await works(world, amina, *minutes)
    await vera.does(*DECIDED)
    assert await vera.does("/overview") == [
        "overview.title(Haarlem Effect)",
        "overview.bands",
        f"overview.person(Amina, hours.band.{band})",
        "overview.not_told(–)",
        "overview.share_from(5)",
        "overview.lost(0)",
        "overview.pick.ask",
    ]


async def test_this_week_counts_only_when_it_is_over(world: World, amina: Someone, vera: Someone) -> None:
    await works(world, amina, 0, 0, 1440, weeks=(*WEEKS, date(2026, 11, 23)))
    await vera.does(*DECIDED)
    await vera.hears(("/overview", "overview.person(Amina, hours.band.within)"))
    world.clock.forward(days=7)
    await vera.hears(("/overview", "overview.person(Amina, hours.band.over)"))


async def test_hours_agreed_for_one_whole_week_only_are_no_pattern(
    world: World, amina: Someone, vera: Someone
) -> None:
    person = await amina.person()
    begun = Arrangement(Kind.HOURS, WEEKS[1], windows=NINE_TO_FIVE, weekly_minutes=480)
    async with world.database.transaction() as session:
        await hours.propose(session, member_of(person), begun, person.id, world.clock.now(), agreed=True)
    await vera.does(*DECIDED)
    await vera.hears(("/overview", "overview.person(Amina, –)"))


async def test_nobody_can_tell_who_switched_it_off(world: World, vera: Someone) -> None:
    off, without, _ = await key_persons(world, "Amina", "Fatima", "Yusuf")
    await works(world, off, 600, 600)
    async with world.database.transaction() as session:
        await people.set_counts_hours(session, (await off.person()).id, counts=False)
    await logs(world, without, None)
    await vera.does(*DECIDED)
    said = {
        line.split("(")[1].split(", ")[1] for line in told(await vera.does("/overview"), "overview.person")
    }
    assert said == {"–)"}


async def test_names_stand_in_alphabetical_order_whatever_the_load(world: World, vera: Someone) -> None:
    yusuf, amina, emil, fatima = await key_persons(world, "yusuf", "Amina", "Émil", "Fatima")
    for who, minutes in ((yusuf, 700), (amina, 100), (emil, 400), (fatima, 700)):
        await works(world, who, minutes, minutes)
    await vera.does(*DECIDED)
    assert told(await vera.does("/overview"), "overview.person") == [
        "overview.person(Amina, hours.band.within)",
        "overview.person(Émil, hours.band.near)",
        "overview.person(Fatima, hours.band.over)",
        "overview.person(yusuf, hours.band.over)",
    ]


async def test_what_the_coordinator_sees_is_what_the_key_person_sees(
    world: World, amina: Someone, vera: Someone
) -> None:
    await works(world, amina, 400, 400)
    await vera.does(*DECIDED)
    await vera.hears(("/overview", "overview.person(Amina, hours.band.near)"))
    await amina.does("/hours")
    assert "hours.seen.weeks(hours.band.near)" in await amina.does("[seen]")


async def test_somebody_with_both_roles_is_seen_by_the_hours_of_a_key_person(
    world: World, vera: Someone
) -> None:
    code = await world.invite("Haarlem Effect")
    await vera.does(f"/start {code}")
    await works(world, vera, 500, 500)
    await vera.does(*DECIDED)
    await vera.hears(("/overview", "overview.person(Vera, hours.band.over)"))


NAMES: Final = ("Amina", "Emil", "Fatima", "Hawa", "Yusuf")


@pytest.mark.parametrize(("persons", "line"), [(4, "overview.share_from(5)"), (5, "overview.share(40)")])
async def test_the_share_of_the_team_is_shown_from_five_persons_on(
    world: World, vera: Someone, persons: int, line: str
) -> None:
    everybody = await key_persons(world, *NAMES)
    for one in everybody[:persons]:
        await logs(world, one, None, None, Timing.EARLIER, Timing.EXTRA, Timing.EXTRA)
    for one in everybody[persons:]:
        await logs(world, one, Timing.ASKED, Timing.LEFT)  # of these nothing is known
    await vera.does(*DECIDED)
    lines = await vera.does("/overview")
    assert told(lines, "overview.share") == [line]


@pytest.mark.parametrize(
    ("day", "at", "counts"),
    [
        pytest.param(FIRST_OF_FOUR, time(0), True, id="the first moment of the first week"),
        pytest.param(FIRST_OF_FOUR - timedelta(1), time(23, 59), False, id="the moment before"),
        pytest.param(date(2026, 11, 22), time(23, 59), True, id="the last moment of the last week"),
        pytest.param(date(2026, 11, 23), time(0), False, id="this week"),
    ],
)
async def test_the_share_is_that_of_the_last_four_whole_weeks(
    world: World, vera: Someone, day: date, at: time, counts: bool
) -> None:
    everybody = await key_persons(world, *NAMES)
    for one in everybody:
        await logs(world, one, None)
        await logs(world, one, Timing.EXTRA, day=day, at=at)
    await vera.does(*DECIDED)
    assert told(await vera.does("/overview"), "overview.share") == [f"overview.share({50 if counts else 0})"]


async def test_who_does_not_want_her_hours_counted_is_in_no_share_either(world: World, vera: Someone) -> None:
    everybody = await key_persons(world, *NAMES)
    for one in everybody:
        await logs(world, one, None, None, Timing.EARLIER, Timing.EXTRA, Timing.EXTRA)
    async with world.database.transaction() as session:
        await people.set_counts_hours(session, (await everybody[0].person()).id, counts=False)
    await vera.does(*DECIDED)
    shares = told(await vera.does("/overview"), "overview.share")
    assert shares == ["overview.share_from(5)"]


async def test_taking_the_decision_back_hides_everything_at_once(
    world: World, amina: Someone, vera: Someone
) -> None:
    await works(world, amina, 600, 600)
    await vera.does(*DECIDED)
    await vera.hears(("/overview", "overview.person(Amina, hours.band.over)"))
    shown = vera.phone.last.message_id
    await vera.does("/settings", "[dpia_on]", "[take_back]")
    [page] = [one for one in vera.phone.messages if one.message_id == shown]
    assert "overview.undecided" in page.text
    assert "hours.band" not in page.text
    lines = await vera.does("/overview")
    assert not [line for line in lines if "hours.band" in line]


async def test_an_old_overview_does_not_stay_behind(world: World, amina: Someone, vera: Someone) -> None:
    await works(world, amina, 600, 600)
    await vera.does(*DECIDED, "/overview")
    first = vera.phone.last.message_id
    await vera.does("/overview")
    [page] = [one for one in vera.phone.messages if one.message_id == first]
    assert page.text == "overview.expired"
    world.clock.forward(days=1)
    await world.tick()
    assert not [one for one in vera.phone.messages if "hours.band" in one.text]


async def ended(world: World, who: Someone, key: str, state: State, at: datetime) -> None:
    person = await who.person()
    screen = Screen(lines=(Text(key="today.none"),))
    async with world.database.transaction() as session:
        await notices.put(session, person.id, person.memberships[0].team_id, key, screen, at)
        [one] = [one for one in await notices.held(session, person.id) if one.key == key]
        await notices.settle(session, [one.id], state, at)


async def test_messages_that_perhaps_did_not_arrive_are_counted_for_a_week(
    world: World, amina: Someone, vera: Someone, petro: Someone
) -> None:
    now = world.clock.now()
    for state in State:
        if state is not State.HELD:
            await ended(world, amina, state.value, state, now - timedelta(days=6))
    await ended(world, amina, "long ago", State.UNKNOWN, now - timedelta(days=8))
    await ended(world, petro, "of another team", State.UNKNOWN, now)
    await vera.hears(("/overview", "overview.lost(3)"))


async def test_whoever_cannot_be_reached_now_is_named(world: World, vera: Someone) -> None:
    yusuf, fatima, _ = await key_persons(world, "Yusuf", "Fatima", "Amina")
    async with world.database.transaction() as session:
        for one in (yusuf, fatima):
            await people.set_reachable(session, one.id, reachable=False)
    assert told(await vera.does("/overview"), "overview.unreachable") == [
        "overview.unreachable(common.name(Fatima) common.name(Yusuf))"
    ]


async def test_a_large_team_is_shown_in_parts(world: World, vera: Someone) -> None:
    async with world.database.transaction() as session:
        team_id = await people.ensure_team(session, "Haarlem Effect")
        for number in range(MOST_LISTED + 1):
            person = await people.add(session, 5000 + number, "en", world.clock.now())
            await people.set_name(session, person.id, f"Name {number:02}")
            await invitations.invite(
                session, f"code {number}", team_id, Role.KEY_PERSON, None, world.clock.now() + timedelta(1)
            )
            invitation = await invitations.find(session, f"code {number}", 0, world.clock.now())
            assert invitation
            await invitations.hold(session, invitation.id, person.id, world.clock.now())
            await invitations.join(session, person.id, world.clock.now())
    await vera.does(*DECIDED)
    await vera.hears(("/overview", "overview.part.ask"))
    assert len(told(await vera.does("[0]"), "overview.person")) == MOST_LISTED
    await vera.hears(("[other_names]", "overview.part.ask"))
    assert told(await vera.does("[20]"), "overview.person") == ["overview.person(Name 20, –)"]
    assert "hours.band" not in "".join(await vera.does("[settings]"))


async def test_a_team_without_key_persons_is_said_to_be_one(vera: Someone) -> None:
    await vera.does(*DECIDED)
    await vera.hears(("/overview", "overview.nobody"))


async def test_whoever_coordinates_several_teams_sees_one_at_a_time(
    world: World, amina: Someone, vera: Someone
) -> None:
    await vera.does(*DECIDED)
    await vera.does(f"/start {await world.invite('Haarlem Oost', Role.COORDINATOR)}")
    effect, oost = (str(one.team_id) for one in (await vera.person()).memberships)
    await vera.hears(
        ("/overview", "overview.team.ask"),
        (f"[{oost}]", "overview.undecided"),
        ("[other_team]", "overview.team.ask"),
        (f"[{effect}]", "overview.person(Amina, –)"),
        ("[settings]", "settings.title(Haarlem Effect)"),
    )


async def test_a_key_person_gets_no_overview(amina: Someone) -> None:
    await amina.hears(("/overview", "common.not_for_you"))


async def test_petro_sees_nothing_of_haarlem(
    world: World, amina: Someone, vera: Someone, petro: Someone
) -> None:
    await works(world, amina, 600, 600)
    await vera.does(*DECIDED)
    await petro.does(f"/start {await world.invite('Utrecht West', Role.COORDINATOR)}")
    await petro.hears(("/overview", "overview.undecided"))
    lines = await petro.does(*DECIDED, "/overview")
    assert "overview.person(Petro, –)" in lines
    assert not [line for line in lines if "Amina" in line or "Haarlem" in line]


async def test_petro_cannot_name_haarlem_as_his_team(world: World, vera: Someone, petro: Someone) -> None:
    for team in ("Utrecht West", "Utrecht Oost"):
        await petro.does(f"/start {await world.invite(team, Role.COORDINATOR)}")
    await petro.does("/overview")
    haarlem = (await vera.person()).memberships[0].team_id
    shown = petro.phone.last
    nonce = (shown.inline[0][0].data or "").split(":")[0]
    petro.phone.tap_data(f"{nonce}:{haarlem}", shown.message_id)
    await world.settle()
    assert petro.phone.toasts[-1].text == "common.old_button"


async def test_storage_counts_nothing_for_a_team_that_she_does_not_coordinate(
    world: World, amina: Someone, vera: Someone, petro: Someone
) -> None:
    await ended(world, amina, "lost", State.UNKNOWN, world.clock.now())
    team_id, since = (await vera.person()).memberships[0].team_id, world.clock.now() - timedelta(7)
    counts = [
        await world.read(notices.lost, await who.person(), team_id, since) for who in (vera, amina, petro)
    ]
    assert counts == [1, 0, 0]
