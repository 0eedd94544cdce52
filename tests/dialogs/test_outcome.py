"""After a session: its coordinator is asked once what became of it, and tells it in a few taps."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.dialog import Scene
from bot.model import Role
from bot.rules.hours import Arrangement, Kind
from bot.supervision import THEMES, Meeting, MeetingKind, MeetingState, Plan
from handlers.dialogs import outcome_options as options
from handlers.dialogs.meeting_words import stamp
from handlers.dialogs.outcome_options import Facts
from storage import meetings, notices, series
from tests.cast import Someone, World
from tests.dialogs.arranging import arrange, told
from tests.rules.stage import ZONE

HOUR = timedelta(hours=1)
FIRST = datetime(2026, 12, 21, 10, 0, tzinfo=UTC)  # four weeks after the talk, at the same time of day


async def number(who: Someone) -> int:
    return (await who.person()).id


async def session_of(
    world: World,
    host: Someone,
    *guests: Someone,
    kind: MeetingKind = MeetingKind.INDIVIDUAL,
    starts_in: timedelta = -HOUR,
    state: MeetingState = MeetingState.PLANNED,
) -> int:
    """A session of an hour, planned a week ago; by default it has just ended."""
    team_id = (await host.person()).memberships[0].team_id
    people = [await number(one) for one in guests]
    now = world.clock.now()
    async with world.database.transaction() as session:
        plan = Plan(team_id, kind, 60, place="Stationsplein 1")
        planned = now - timedelta(days=7)
        return await meetings.add(
            session, plan, now + starts_in, await number(host), people, planned, state=state
        )


async def stored(world: World, meeting_id: int) -> Meeting:
    found = await world.read(meetings.known, meeting_id)
    assert isinstance(found, Meeting)
    return found


async def came(world: World, meeting_id: int) -> dict[str, bool | None]:
    return {one.name: one.came for one in (await stored(world, meeting_id)).attendees}


async def coordinates_utrecht(world: World, who: Someone) -> None:
    await who.does(f"/start {await world.invite('Utrecht West', Role.COORDINATOR)}")
    assert Role.COORDINATOR in (await who.person()).roles


async def ahead(world: World, who: Someone) -> list[Meeting]:
    found = await world.read(meetings.own, await number(who), world.clock.now())
    assert isinstance(found, list)
    return found


async def heard_at_tick(world: World, who: Someone) -> list[str]:
    before = len(world.telegram.calls)
    await world.tick()
    return who.lines_since(before)


def keys(lines: Sequence[str]) -> list[str]:
    return [line.partition("(")[0] for line in lines]


@pytest.fixture
async def talk(world: World, vera: Someone, amina: Someone) -> int:
    return await session_of(world, vera, amina)


@pytest.fixture
async def dario(world: World) -> Someone:
    """A second key person of Haarlem."""
    dario = world.someone(1004, "Dario")
    await dario.joins("Haarlem Effect")
    return dario


@pytest.fixture
async def group(world: World, vera: Someone, amina: Someone, dario: Someone) -> int:
    return await session_of(world, vera, amina, dario, kind=MeetingKind.PEER)


async def test_a_talk_that_was_held_takes_four_taps(world: World, vera: Someone, talk: int) -> None:
    await vera.hears(
        (f"/meeting {talk} held", "outcome.minutes.ask"),
        ("[60]", "outcome.themes.ask"),
        ("[done]", "outcome.next.ask"),
        ("[none]", "outcome.kept_held"),
    )
    one = await stored(world, talk)
    assert (one.state, one.minutes_held, one.themes) == (MeetingState.HELD, 60, ())
    assert await came(world, talk) == {"Vera": True, "Amina": True}
    assert vera.options() == [f"/meeting {talk} held", "/supervision"]


async def test_the_planned_length_stands_in_front(vera: Someone, talk: int) -> None:
    lines = await vera.does(f"/meeting {talk} held")
    assert vera.options()[:6] == ["60", "30", "45", "90", "120", "other"]
    assert lines[0].startswith("outcome.about(meeting.kind.individual, common.name(Amina), meeting.at(")


async def test_another_length_is_typed_and_a_wrong_one_asked_again_with_an_example(
    world: World, vera: Someone, talk: int
) -> None:
    await vera.hears(
        (f"/meeting {talk} held", "outcome.minutes.ask"),
        ("[other]", "outcome.minutes_typed.ask"),
        ("a while", "outcome.minutes_typed.refused"),
        ("13 hours", "outcome.minutes_typed.refused"),
        ("1:15", "outcome.themes.ask"),
    )
    await vera.does("[done]", "[none]")
    assert (await stored(world, talk)).minutes_held == 75


async def test_themes_are_ticked_and_unticked(world: World, vera: Someone, talk: int) -> None:
    await vera.does(f"/meeting {talk} held", "[45]", "[boundaries]", "[growth]", "[safety]", "[growth]")
    lines = await vera.does("[done]", "[none]")
    assert "outcome.about_what(outcome.themes.option.boundaries outcome.themes.option.safety)" in lines
    assert set((await stored(world, talk)).themes) == {"boundaries", "safety"}


async def test_there_is_no_field_for_words_about_it(world: World, vera: Someone, talk: int) -> None:
    await vera.does(f"/meeting {talk} held", "[60]")
    assert vera.options()[1 : 1 + len(THEMES)] == list(THEMES)
    await vera.hears(("We talked about Fatima", "common.tap_a_button"), ("[done]", "outcome.next.ask"))
    await vera.does("[none]")
    assert (await stored(world, talk)).themes == ()


async def test_of_a_group_everybody_is_ticked_until_one_is_taken_off(
    world: World, vera: Someone, amina: Someone, dario: Someone, group: int
) -> None:
    await vera.hears((f"/meeting {group} held", "outcome.minutes.ask"), ("[90]", "outcome.came.ask"))
    facts = Facts(world.clock.now(), ZONE, await stored(world, group))
    ticked = [one.id for one in options.came(Scene({}, facts)) if one.marked]
    assert ticked == [str(await number(amina)), str(await number(dario))]
    await vera.hears((f"[{await number(dario)}]", "outcome.came.ask"), ("[done]", "outcome.themes.ask"))
    lines = await vera.does("[done]")
    assert {"outcome.came(common.name(Amina))", "outcome.away(common.name(Dario))"} <= set(lines)
    assert await came(world, group) == {"Vera": True, "Amina": True, "Dario": False}


async def test_where_nobody_came_it_was_not_held(
    world: World, vera: Someone, amina: Someone, dario: Someone, group: int
) -> None:
    await vera.does(f"/meeting {group} held", "[60]", f"[{await number(amina)}]", f"[{await number(dario)}]")
    assert vera.options()[0] == "nobody"
    await vera.hears(("[nobody]", "outcome.next.ask"), ("[none]", "outcome.kept_not_held"))
    one = await stored(world, group)
    assert (one.state, one.minutes_held) == (MeetingState.NOT_HELD, None)
    assert set((await came(world, group)).values()) == {False}


async def test_after_a_group_no_next_time_is_asked_for(vera: Someone, group: int) -> None:
    await vera.does(f"/meeting {group} held", "[60]", "[done]")
    await vera.hears(("[done]", "outcome.kept_held"))


async def test_what_was_not_held_takes_one_tap_more(world: World, vera: Someone, talk: int) -> None:
    await vera.hears((f"/meeting {talk} missed", "outcome.next.ask"), ("[none]", "outcome.kept_not_held"))
    one = await stored(world, talk)
    assert (one.state, one.minutes_held, one.themes) == (MeetingState.NOT_HELD, None, ())
    assert await came(world, talk) == {"Vera": False, "Amina": False}


async def test_the_next_talk_is_offered_when_it_is_due_and_she_hears_of_it(
    world: World, vera: Someone, amina: Someone, talk: int
) -> None:
    await vera.does(f"/meeting {talk} held", "[60]", "[done]")
    assert len(vera.options()) == 6
    lines = await vera.does(f"[{stamp(FIRST)}]")
    assert "outcome.next" in keys(lines)
    assert "outcome.hear(common.name(Amina))" in lines
    [following] = await ahead(world, amina)
    old = await stored(world, talk)
    assert (following.starts_at, following.plan) == (FIRST, old.plan)
    assert [one.person_id for one in following.attendees] == [one.person_id for one in old.attendees]
    assert vera.options() == [f"/meeting {following.id} file", f"/meeting {talk} held", "/supervision"]
    world.clock.forward(minutes=11)
    assert "meeting.news.planned(Vera)" in await heard_at_tick(world, amina)


async def test_a_rhythm_says_when_the_next_one_is_due(
    world: World, vera: Someone, amina: Someone, talk: int
) -> None:
    mine, now = (await amina.person()).memberships[0].id, world.clock.now()
    async with world.database.transaction() as session:
        since = now.astimezone(ZONE).date()
        await series.set_rhythm(session, mine, MeetingKind.INDIVIDUAL, 2, await number(vera), since, now)
    await vera.does(f"/meeting {talk} held", "[60]", "[done]")
    assert stamp(datetime(2026, 12, 7, 10, 0, tzinfo=UTC)) in vera.options()


async def test_instead_of_what_was_not_held_the_soonest_times_are_offered(
    world: World, vera: Someone, group: int
) -> None:
    await vera.does(f"/meeting {group} missed")
    soonest = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    assert vera.options()[0] == stamp(soonest)
    await vera.does(f"[{stamp(soonest)}]")
    [following] = await ahead(world, vera)
    assert (following.starts_at, following.kind, len(following.guests)) == (soonest, MeetingKind.PEER, 2)


async def test_no_next_time_is_asked_for_where_one_is_planned(
    world: World, vera: Someone, amina: Someone, talk: int
) -> None:
    await session_of(world, vera, amina, starts_in=timedelta(days=7))
    await vera.hears((f"/meeting {talk} held", "outcome.minutes.ask"), ("[60]", "outcome.themes.ask"))
    await vera.hears(("[done]", "outcome.kept_held"))
    assert "outcome.later" in keys(await vera.does(f"/meeting {talk} missed"))


async def test_one_that_is_planned_with_somebody_else_or_of_another_kind_does_not_count(
    world: World, vera: Someone, amina: Someone, dario: Someone, talk: int
) -> None:
    await session_of(world, vera, dario, starts_in=timedelta(days=7))
    await session_of(world, vera, amina, starts_in=timedelta(days=8), kind=MeetingKind.PROGRESS)
    await session_of(world, vera, amina, starts_in=timedelta(days=9), state=MeetingState.CANCELLED)
    await vera.does(f"/meeting {talk} held", "[60]")
    await vera.hears(("[done]", "outcome.next.ask"))


async def test_a_time_that_was_taken_meanwhile_is_asked_again_and_all_else_stays(
    world: World, vera: Someone, amina: Someone, talk: int
) -> None:
    await vera.does(f"/meeting {talk} held", "[other]", "50", "[workload]", "[done]")
    await session_of(world, vera, kind=MeetingKind.TRAINING, starts_in=FIRST - world.clock.now())
    lines = await vera.does(f"[{stamp(FIRST)}]")
    assert keys(lines)[1:] == ["times.problem.overlap", "outcome.next.ask"]
    assert stamp(FIRST) not in vera.options()
    assert (await stored(world, talk)).state is MeetingState.PLANNED
    await vera.hears((f"[{vera.options()[0]}]", "outcome.kept_held"))
    one = await stored(world, talk)
    assert (one.state, one.minutes_held, one.themes) == (MeetingState.HELD, 50, ("workload",))
    assert len(await ahead(world, amina)) == 1


async def test_where_nothing_fits_it_is_said_and_the_outcome_is_kept(
    world: World, vera: Someone, amina: Someone, talk: int
) -> None:
    await arrange(world, amina, Arrangement(Kind.HOURS, world.clock.now().date()))
    lines = await vera.does(f"/meeting {talk} missed")
    assert "outcome.no_times" in lines
    assert vera.options()[0] == "none"
    await vera.hears(("[none]", "outcome.kept_not_held"))


async def test_a_time_that_was_shown_days_ago_is_told_to_be_over_and_others_are_offered(
    world: World, vera: Someone, talk: int
) -> None:
    await vera.does(f"/meeting {talk} missed")
    old = vera.options()[0]
    world.clock.forward(days=4)
    lines = await vera.does(f"[{old}]")
    assert keys(lines)[1:] == ["times.problem.past", "outcome.next.ask"]
    await vera.hears((f"[{vera.options()[0]}]", "outcome.kept_not_held"))
    [following] = await ahead(world, vera)
    assert following.starts_at > world.clock.now()


async def test_a_time_shown_yesterday_still_counts_today(world: World, vera: Someone, talk: int) -> None:
    await vera.does(f"/meeting {talk} missed")
    later = vera.options()[2]
    world.clock.forward(hours=20)
    await vera.hears((f"[{later}]", "outcome.kept_not_held"))
    assert [stamp(one.starts_at) for one in await ahead(world, vera)] == [later]


async def test_nobody_is_planned_with_who_left_the_team_meanwhile(
    world: World, vera: Someone, amina: Someone, talk: int
) -> None:
    await vera.does(f"/meeting {talk} held", "[60]", "[done]")
    async with world.database.transaction() as session:
        hers = (await amina.person()).memberships[0].id
        await session.exec_driver_sql("delete from membership where id = ?", (hers,))
    lines = await vera.does(f"[{stamp(FIRST)}]")
    assert keys(lines)[1:] == ["outcome.not_all", "outcome.no_times", "outcome.next.ask"]
    await vera.hears(("[none]", "outcome.kept_held"))
    assert await ahead(world, vera) == []


async def test_a_next_one_that_gets_planned_meanwhile_does_not_close_the_question(
    world: World, vera: Someone, amina: Someone, talk: int
) -> None:
    await vera.does(f"/meeting {talk} held", "[60]", "[done]")
    await session_of(world, vera, amina, starts_in=timedelta(days=7))
    await vera.hears(("[none]", "outcome.kept_held"))
    assert (await stored(world, talk)).state is MeetingState.HELD


async def test_what_was_told_can_be_corrected_starting_from_what_is_kept(
    world: World, vera: Someone, dario: Someone, group: int
) -> None:
    absent = f"[{await number(dario)}]"
    await vera.does(f"/meeting {group} held", "[other]", "50", absent, "[done]", "[safety]", "[done]")
    lines = await vera.does(f"/meeting {group} held")
    assert "outcome.recorded(outcome.was_held(card.minutes.some(50)))" in lines
    await vera.does("[before]", absent, "[done]")
    lines = await vera.does("[done]")
    assert "outcome.instead(outcome.was_held(card.minutes.some(50)))" in lines
    one = await stored(world, group)
    assert (one.minutes_held, one.themes) == (50, ("safety",))
    assert await came(world, group) == {"Vera": True, "Amina": True, "Dario": True}


async def test_held_can_become_not_held_and_back(world: World, vera: Someone, group: int) -> None:
    await vera.does(f"/meeting {group} held", "[60]", "[done]", "[safety]", "[done]")
    await vera.does(f"/meeting {group} missed", "[none]")
    one = await stored(world, group)
    assert (one.state, one.minutes_held, one.themes) == (MeetingState.NOT_HELD, None, ())
    lines = await vera.does(f"/meeting {group} missed", "[@back]")
    assert keys(lines)[1:] == ["outcome.recorded", "outcome.held.ask"]
    await vera.does("[yes]", "[60]", "[done]", "[done]")
    assert await came(world, group) == {"Vera": True, "Amina": True, "Dario": True}


async def test_what_somebody_else_told_meanwhile_is_shown_and_the_newest_counts(
    world: World, vera: Someone, group: int
) -> None:
    nour = world.someone(1005, "Nour")
    await nour.joins("Haarlem Effect", Role.COORDINATOR)
    await vera.does(f"/meeting {group} held", "[60]", "[done]")
    await nour.does(f"/meeting {group} held", "[120]", "[done]", "[safety]")
    lines = await nour.does("[done]")
    assert "outcome.kept_held" in lines
    lines = await vera.does("[growth]")
    assert "outcome.recorded(outcome.was_held(card.minutes.some(120)))" in lines
    lines = await vera.does("[done]")
    assert "outcome.instead(outcome.was_held(card.minutes.some(120)))" in lines
    one = await stored(world, group)
    assert (one.minutes_held, set(one.themes)) == (60, {"safety", "growth"})


@pytest.mark.parametrize(
    ("starts_in", "state"),
    [
        pytest.param(HOUR, MeetingState.PLANNED, id="not begun"),
        pytest.param(-HOUR, MeetingState.CANCELLED, id="cancelled"),
        pytest.param(-HOUR, MeetingState.SKIPPED, id="skipped"),
    ],
)
async def test_what_has_no_outcome_gets_a_kind_line_and_nothing_is_kept(
    world: World, vera: Someone, amina: Someone, starts_in: timedelta, state: MeetingState
) -> None:
    meeting_id = await session_of(world, vera, amina, starts_in=starts_in, state=state)
    before = await stored(world, meeting_id)
    for act in ("held", "missed"):
        lines = await vera.does(f"/meeting {meeting_id} {act}")
        assert lines
        assert not {"outcome.minutes.ask", "outcome.next.ask", "failure"} & set(keys(lines))
    assert await stored(world, meeting_id) == before


async def test_a_session_that_has_just_begun_can_be_told_of(
    world: World, vera: Someone, amina: Someone
) -> None:
    begun = await session_of(world, vera, amina, starts_in=-HOUR / 2)
    await vera.does(f"/meeting {begun} held", "[30]", "[done]", "[none]")
    assert (await stored(world, begun)).state is MeetingState.HELD
    world.clock.forward(hours=1)
    assert "meeting.after" not in await heard_at_tick(world, vera)


async def test_a_key_person_can_tell_nothing_and_hears_nothing_of_it(
    world: World, vera: Someone, amina: Someone, group: int
) -> None:
    before = await stored(world, group)
    for act in ("held", "missed"):
        assert not [one for one in keys(await amina.does(f"/meeting {group} {act}")) if "outcome" in one]
    assert await stored(world, group) == before
    await vera.does(f"/meeting {group} held", "[60]", "[done]", "[safety]", "[done]")
    assert await told(world, amina) == []
    world.clock.forward(minutes=11)
    assert await heard_at_tick(world, amina) == []


async def test_a_coordinator_of_another_team_finds_nothing(world: World, petro: Someone, group: int) -> None:
    await coordinates_utrecht(world, petro)
    before = await stored(world, group)
    for meeting_id in (group, group + 1000):
        assert await petro.does(f"/meeting {meeting_id} held") == ["meeting.gone"]
    assert await stored(world, group) == before


async def test_a_guest_from_another_team_can_tell_nothing_of_it(
    world: World, vera: Someone, petro: Someone
) -> None:
    await coordinates_utrecht(world, petro)
    meeting_id = await session_of(world, vera, petro, kind=MeetingKind.PEER)
    assert not [one for one in keys(await petro.does(f"/meeting {meeting_id} held")) if "outcome" in one]
    assert (await stored(world, meeting_id)).state is MeetingState.PLANNED


async def test_who_no_longer_coordinates_the_team_tells_nothing_more(
    world: World, vera: Someone, group: int
) -> None:
    await coordinates_utrecht(world, vera)
    await vera.does(f"/meeting {group} held", "[60]")
    async with world.database.transaction() as session:
        mine = (await vera.person()).memberships[0].id
        await session.exec_driver_sql(f"delete from membership where id = {mine}")
    await vera.hears(("[done]", "common.old_button"))
    assert (await stored(world, group)).state is MeetingState.PLANNED


async def test_after_its_end_the_host_is_asked_once_in_her_own_hours(
    world: World, vera: Someone, amina: Someone
) -> None:
    meeting_id = await session_of(world, vera, amina, starts_in=HOUR)
    world.clock.forward(minutes=90)
    assert "meeting.after" not in await heard_at_tick(world, vera)
    world.clock.forward(minutes=30)
    assert "meeting.after" in await heard_at_tick(world, vera)
    assert vera.options() == [f"/meeting {meeting_id} held", f"/meeting {meeting_id} missed"]
    assert "meeting.after" not in await heard_at_tick(world, vera)
    await world.restart()
    world.clock.forward(hours=1)
    assert "meeting.after" not in await heard_at_tick(world, vera)
    await vera.hears((f"[/meeting {meeting_id} held]", "outcome.minutes.ask"))


async def test_what_ends_in_the_evening_is_asked_about_the_next_morning(
    world: World, vera: Someone, amina: Someone
) -> None:
    await session_of(world, vera, amina, starts_in=5 * HOUR)
    world.clock.forward(hours=7)
    assert "meeting.after" not in await heard_at_tick(world, vera)
    world.clock.moment = datetime(2026, 11, 24, 8, 5, tzinfo=UTC)
    assert "meeting.after" in await heard_at_tick(world, vera)


async def test_what_was_told_before_the_question_was_said_is_not_asked_for(
    world: World, vera: Someone, amina: Someone
) -> None:
    meeting_id = await session_of(world, vera, amina, starts_in=5 * HOUR)
    world.clock.forward(hours=7)
    await world.tick()
    assert "meeting.after" in await told(world, vera)
    await vera.does(f"/meeting {meeting_id} held", "[60]", "[done]", "[none]")
    assert await world.read(notices.held, await number(vera)) == []


async def test_a_kill_in_between_loses_nothing(
    world: World, vera: Someone, dario: Someone, group: int
) -> None:
    await vera.does(f"/meeting {group} held", "[45]", f"[{await number(dario)}]")
    await world.restart()
    await vera.does("[done]", "[growth]")
    await world.restart()
    await vera.hears(("[done]", "outcome.kept_held"))
    one = await stored(world, group)
    assert (one.minutes_held, one.themes) == (45, ("growth",))
    assert await came(world, group) == {"Vera": True, "Amina": True, "Dario": False}


async def test_what_lies_open_for_too_long_can_be_begun_again(world: World, vera: Someone, talk: int) -> None:
    await vera.does(f"/meeting {talk} held")
    world.clock.forward(days=15)
    assert "outcome.expired" in await heard_at_tick(world, vera)
    await vera.hears((f"[/meeting {talk} held]", "outcome.minutes.ask"))
