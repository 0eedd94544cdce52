"""/agree: a coordinator proposes hours, and nothing of them holds before the person said yes."""

from datetime import date

import pytest

from bot.model import Role
from bot.rules.hours import NINE_TO_FIVE, Arrangement, Contract, Kind, Window
from bot.screen import Screen, Text
from bot.texts import Texts
from handlers.dialogs.arranged import lines_of
from storage import hours, notices
from storage.hours import AGREED, PROPOSED, WITHDRAWN, Entry
from tests.cast import Someone, World
from tests.dialogs.arranging import MONDAYS, WEEKLY, arrange, forged, toast, told
from tests.rules.stage import ZONE

VOLUNTEER = ("[usual]", "[2026-11-30]", "[propose]")
TUESDAY_AND_THURSDAY = ("[week]", "[day1]", "[day3]", "[done]")


async def chosen(who: Someone, at: int = 0) -> str:
    """The button that stands for this person."""
    return f"[{(await who.person()).memberships[at].id}]"


async def made(world: World, who: Someone) -> list[Entry]:
    found = await world.read(hours.history, (await who.person()).memberships[0].id)
    assert isinstance(found, list)
    return found


@pytest.fixture
async def begun(amina: Someone, vera: Someone) -> Someone:
    """Vera, who has chosen Amina."""
    await vera.does("/agree", await chosen(amina))
    return vera


async def test_two_days_with_the_same_times_take_few_taps(
    world: World, amina: Someone, vera: Someone
) -> None:
    await vera.hears(
        ("/agree", "agree.person.ask"),
        (await chosen(amina), "agree.now"),
        ("[week]", "agree.days.ask"),
        ("[day1]", "agree.days.ask"),
        ("[day3]", "agree.days.ask"),
        ("[done]", "agree.on_days"),
        ("9-13", "agree.so_far"),
        ("[done]", "agree.contract.ask"),
        ("[usual]", "agree.starts.ask"),
        ("[2026-11-30]", "arranged.hours(2026-11-30)"),
        ("[propose]", "agree.proposed(Amina)"),
    )
    [entry] = await made(world, amina)
    windows = (Window(1, 540, 780), Window(3, 540, 780))
    expected = Arrangement(
        Kind.HOURS, date(2026, 11, 30), windows=windows, contract=Contract.VOLUNTEER, weekly_minutes=480
    )
    assert (entry.state, entry.arrangement, entry.answered_at) == (PROPOSED, expected, None)
    assert entry.proposed_by == (await vera.person()).id


async def test_nothing_holds_before_her_yes(world: World, amina: Someone, begun: Someone) -> None:
    person = (await amina.person()).id
    before = await world.read(hours.reach, person, ZONE)
    await begun.does(*TUESDAY_AND_THURSDAY, "9-13", "[done]", "[usual]", "[2026-11-23]")
    await begun.hears(("[propose]", "agree.holds_after_yes(Amina)"))
    assert await world.read(hours.reach, person, ZONE) == before
    [entry] = await made(world, amina)
    await amina.does("/hours", f"[yes_{entry.id}]")
    reach = await world.read(hours.reach, person, ZONE)
    assert [one.arrangements for [one] in reach.duties.values()] == [(entry.arrangement,)]


async def test_she_hears_of_it_in_her_own_hours_and_can_answer_from_there(
    world: World, amina: Someone, begun: Someone
) -> None:
    lines = await begun.does("[week]", "[usual]", "[done]", *VOLUNTEER)
    assert lines[-1] == "agree.reads_now(Amina)"
    before = len(world.telegram.calls)
    await world.tick()
    heard = amina.lines_since(before)
    assert heard[0] == "agree.proposes(Vera)"
    assert heard[1:] == lines[1:-2]
    assert amina.options() == ["/hours"]
    await amina.hears(("[/hours]", "arranged.hours(2026-11-30)"))


async def test_both_read_the_same_sentence_in_their_own_language(
    world: World, texts: Texts, amina: Someone, begun: Someone
) -> None:
    shown = await begun.does(*TUESDAY_AND_THURSDAY, "22-2", "[yes]", "[done]", *VOLUNTEER[:2])
    await begun.does("[propose]")
    [entry] = await made(world, amina)
    [waits] = await world.read(notices.held, (await amina.person()).id)
    sentence = lines_of(entry.arrangement)
    assert waits.screen.lines[1:] == sentence
    assert shown[1:-1] == _in_keys(world, sentence)
    dutch, arabic = (texts.html(one, Screen(lines=sentence)) for one in ("nl", "ar"))
    assert _bare(dutch) == (
        "Vanaf 30 november:\ndinsdag · donderdag: 22:00–02:00\nVrijwilliger\n8 uur per week"
    )
    assert "الثلاثاء · الخميس: 22:00–02:00" in _bare(arabic)


def _in_keys(world: World, lines: tuple[Text, ...]) -> list[str]:
    return [world.texts.plain("en", line) for line in lines]


def _bare(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize(
    ("hours_later", "said"),
    [
        pytest.param(0, "agree.reads_now(Amina)", id="on duty"),
        pytest.param(8, "agree.reads_later(Amina, when.tomorrow(09:00))", id="in the evening"),
        pytest.param(5 * 24, "agree.reads_later(Amina, when.weekday(weekday 0, 09:00))", id="on Saturday"),
    ],
)
async def test_the_coordinator_is_told_when_it_will_be_read(
    world: World, begun: Someone, hours_later: int, said: str
) -> None:
    world.clock.forward(hours=hours_later)
    await begun.hears(("[closing]", "agree.day.ask"), ("[other]", "agree.day_typed.ask"))
    await begun.hears(("24-12", "agree.part.ask"), ("[whole]", "arranged.closing_whole"))
    assert (await begun.does("[propose]"))[-1] == said


async def test_who_has_no_hours_in_sight_finds_it_on_asking(
    world: World, amina: Someone, begun: Someone
) -> None:
    await arrange(world, amina, Arrangement(Kind.HOURS, date(2026, 11, 2)))
    lines = await begun.does("[opening]", "[2026-11-24]", "18-21", "[propose]")
    assert lines[-1] == "agree.reads_on_asking(Amina)"
    await amina.hears(("/hours", "arranged.opening"))


@pytest.mark.parametrize(
    ("deeds", "expected"),
    [
        pytest.param(
            ("[leave]", "24-12 tot 3-1"),
            Arrangement(Kind.LEAVE, date(2026, 12, 24), date(2027, 1, 3)),
            id="leave over the new year",
        ),
        pytest.param(
            ("[leave]", "morgen"),
            Arrangement(Kind.LEAVE, date(2026, 11, 24), date(2026, 11, 24)),
            id="a day of leave",
        ),
        pytest.param(
            ("[opening]", "[2026-11-28]", "10-14"),
            Arrangement(Kind.OPENING, date(2026, 11, 28), start=600, end=840),
            id="extra on Saturday",
        ),
        pytest.param(
            ("[opening]", "[2026-11-28]", "22-2", "[no]", "21-1", "[yes]"),
            Arrangement(Kind.OPENING, date(2026, 11, 28), start=1260, end=1500),
            id="extra at night, typed twice",
        ),
        pytest.param(
            ("[closing]", "[2026-11-24]", "[whole]"),
            Arrangement(Kind.CLOSING, date(2026, 11, 24)),
            id="not tomorrow",
        ),
        pytest.param(
            ("[closing]", "[other]", "24-12", "[part]", "13-24"),
            Arrangement(Kind.CLOSING, date(2026, 12, 24), start=780, end=1440),
            id="not in the afternoon before Christmas",
        ),
    ],
)
async def test_single_days_are_proposed_too(
    world: World, amina: Someone, begun: Someone, deeds: tuple[str, ...], expected: Arrangement
) -> None:
    await begun.does(*deeds, "[propose]")
    [entry] = await made(world, amina)
    assert (entry.state, entry.arrangement) == (PROPOSED, expected)
    assert await told(world, amina) == ["agree.proposes"]


async def test_the_years_are_told_where_they_might_be_mistaken(begun: Someone) -> None:
    lines = await begun.does("[leave]", "24-12 tot 3-1")
    assert "arranging.ends_in(2027)" in lines
    lines = await begun.does("[@back]", "1-8 tot 14-8")
    assert "arranging.begins_in(2027)" in lines
    assert not [line for line in lines if line.startswith("arranging.ends_in")]


async def test_only_the_contract_changes(world: World, amina: Someone, begun: Someone) -> None:
    await arrange(world, amina, WEEKLY)
    await begun.hears(
        ("[contract]", "agree.contract.ask"),
        ("[freelance]", "agree.weekly.ask"),
        ("[18]", "agree.starts.ask"),
        ("[2026-12-01]", "arranged.contract.freelance"),
    )
    await begun.does("[propose]")
    entry = (await made(world, amina))[0]
    expected = Arrangement(
        Kind.HOURS, date(2026, 12, 1), windows=MONDAYS, contract=Contract.FREELANCE, weekly_minutes=1080
    )
    assert entry.arrangement == expected


async def test_only_the_week_changes_where_the_contract_stays_as_it_is(
    world: World, amina: Someone, begun: Someone
) -> None:
    await arrange(world, amina, WEEKLY)
    await begun.does("[week]", "[usual]", "[done]", "[kept]", "[2026-11-30]", "[propose]")
    made_of = (await made(world, amina))[0].arrangement
    assert made_of.windows == NINE_TO_FIVE
    assert (made_of.contract, made_of.weekly_minutes) == (WEEKLY.contract, WEEKLY.weekly_minutes)


async def test_a_contract_may_stay_unmentioned(world: World, amina: Someone, begun: Someone) -> None:
    await begun.does("[week]", "[usual]", "[done]", "[none]", "[none]", "[2026-11-23]", "[propose]")
    [entry] = await made(world, amina)
    assert entry.arrangement == Arrangement(Kind.HOURS, date(2026, 11, 23), windows=NINE_TO_FIVE)


async def test_a_newer_proposal_takes_the_place_of_the_open_one_and_is_the_only_one_heard_of(
    world: World, amina: Someone, begun: Someone
) -> None:
    await begun.does("[week]", "[usual]", "[done]", *VOLUNTEER)
    await begun.hears(
        ("[/agree]", "agree.person.ask"), (await chosen(amina), "agree.waiting"), ("[week]", "agree.days.ask")
    )
    await begun.does("[none]", "[done]", "[usual]")
    await begun.hears(("[2026-11-30]", "agree.replaces"), ("[propose]", "agree.proposed"))
    assert [one.state for one in await made(world, amina)] == [PROPOSED, WITHDRAWN]
    [waits] = await world.read(notices.held, (await amina.person()).id)
    assert "arranged.no_days" in [line.key for line in waits.screen.lines]


async def test_an_open_proposal_can_be_taken_back_before_she_hears_of_it(
    world: World, amina: Someone, begun: Someone
) -> None:
    await begun.does("[leave]", "24-12", "[propose]")
    [entry] = await made(world, amina)
    await begun.does("/agree", await chosen(amina))
    await begun.hears(("[take_back]", "agree.unanswered"), (f"[{entry.id}]", "agree.confirm.ask"))
    await begun.hears(("[take_back]", "agree.taken_back"))
    assert [one.state for one in await made(world, amina)] == [WITHDRAWN]
    assert await told(world, amina) == []


async def test_what_she_has_heard_of_is_taken_back_with_word_to_her(
    world: World, amina: Someone, begun: Someone
) -> None:
    await begun.does("[opening]", "[2026-11-24]", "18-21", "[propose]")
    await world.tick()
    [entry] = await made(world, amina)
    await amina.does("/hours", f"[yes_{entry.id}]")
    await begun.does("/agree", await chosen(amina), "[take_back]", f"[{entry.id}]", "[take_back]")
    assert [one.state for one in await made(world, amina)] == [WITHDRAWN]
    assert await told(world, amina) == ["agree.takes_back"]


async def test_leave_that_she_took_herself_is_hers(world: World, amina: Someone, begun: Someone) -> None:
    await arrange(world, amina, Arrangement(Kind.LEAVE, date(2026, 12, 24), date(2026, 12, 31)))
    await begun.hears(("[@back]", "agree.person.ask"), (await chosen(amina), "arranged.leave_days"))
    assert "take_back" not in begun.options()


async def test_history_shows_what_became_of_each(world: World, amina: Someone, begun: Someone) -> None:
    await begun.hears(("[history]", "agree.no_history"), ("[back]", "agree.what.ask"))
    await begun.does("[leave]", "24-12", "[propose]")
    [entry] = await made(world, amina)
    await amina.does("/hours", f"[no_{entry.id}]")
    await begun.does("/agree", await chosen(amina))
    lines = await begun.does("[history]")
    assert "agree.state.declined(2026-11-23)" in lines
    assert begun.options() == ["back"]


async def test_her_own_hours_hold_at_once(world: World, amina: Someone, begun: Someone) -> None:
    await begun.does("[@back]", await chosen(begun), "[week]", "[usual]", "[done]", "[usual]", "[2026-11-30]")
    assert "keep" in begun.options()
    await begun.hears(("[keep]", "agree.kept"))
    assert [one.state for one in await made(world, begun)] == [AGREED]
    assert await told(world, begun) == []


async def test_somebody_without_a_name_is_shown_by_her_number(
    world: World, amina: Someone, vera: Someone
) -> None:
    async with world.database.transaction() as session:
        await session.exec_driver_sql("update person set name = ''")
    number = (await amina.person()).id
    lines = await vera.does("/agree", await chosen(amina))
    assert f"agree.about(common.unnamed({number}))" in lines


async def test_two_of_one_name_are_told_apart_by_their_numbers(
    world: World, amina: Someone, vera: Someone
) -> None:
    other = world.someone(1004, "Amina")
    await other.joins("Haarlem Effect")
    number = (await other.person()).id
    lines = await vera.does("/agree", await chosen(other))
    assert f"agree.about(agree.namesake(Amina, {number}))" in lines


async def test_with_two_teams_the_team_is_asked_first(world: World, amina: Someone, vera: Someone) -> None:
    code = await world.invite("Utrecht West", Role.COORDINATOR)
    await vera.does(f"/start {code}")
    haarlem, utrecht = (one.team_id for one in (await vera.person()).memberships)
    await vera.hears(("/agree", "agree.team.ask"), (f"[{utrecht}]", "agree.person.ask"))
    assert (await chosen(amina))[1:-1] not in vera.options()
    await vera.hears(("[@back]", "agree.team.ask"), (f"[{haarlem}]", "agree.person.ask"))
    await vera.hears((await chosen(amina), "agree.about(Amina)"))


async def test_a_key_person_is_told_that_it_is_not_for_her(amina: Someone) -> None:
    await amina.hears(("/agree", "common.not_for_you"))


async def test_petro_cannot_see_or_set_aminas_hours(world: World, amina: Someone, petro: Someone) -> None:
    code = await world.invite("Utrecht West", Role.COORDINATOR)
    await petro.does(f"/start {code}", "/agree")
    own = {str(one.id) for one in (await petro.person()).memberships}
    assert {one for one in petro.options() if one.isdecimal()} == own
    forged(petro, (await chosen(amina))[1:-1])
    await world.settle()
    assert toast(petro) == "common.old_button"
    assert await made(world, amina) == []


async def test_petro_cannot_use_veras_buttons(
    world: World, amina: Someone, begun: Someone, petro: Someone
) -> None:
    code = await world.invite("Utrecht West", Role.COORDINATOR)
    await begun.does("[leave]", "24-12")
    await petro.does(f"/start {code}", "/agree")
    _, data = begun.button("propose")
    petro.phone.tap_data(data, petro.phone.last.message_id)
    await world.settle()
    assert toast(petro) == "common.old_button"
    assert await made(world, amina) == []


async def test_who_no_longer_coordinates_the_team_can_arrange_nothing(
    world: World, amina: Someone, begun: Someone
) -> None:
    await begun.does("[leave]", "24-12")
    async with world.database.transaction() as session:
        vera = (await begun.person()).id
        await session.exec_driver_sql(f"update membership set role = 'key_person' where person_id = {vera}")
    await begun.hears(("[propose]", "common.old_button"), ("/agree", "common.not_for_you"))
    assert await made(world, amina) == []


async def test_who_coordinates_another_team_by_now_is_asked_anew(
    world: World, amina: Someone, begun: Someone
) -> None:
    await begun.does("[leave]", "24-12")
    code = await world.invite("Utrecht West", Role.COORDINATOR)
    await begun.does(f"/start {code}")
    async with world.database.transaction() as session:
        vera = (await begun.person()).memberships[0].id
        await session.exec_driver_sql(f"delete from membership where id = {vera}")
    await begun.hears(("/agree", "agree.person.ask"))
    assert (await chosen(amina))[1:-1] not in begun.options()
    assert await made(world, amina) == []


async def test_a_kill_in_between_loses_nothing(world: World, amina: Someone, begun: Someone) -> None:
    await begun.does(*TUESDAY_AND_THURSDAY)
    await world.restart()
    await begun.hears(("9-13, 14-17", "agree.more.ask"))
    await world.restart()
    await begun.hears(("[done]", "agree.contract.ask"), ("[usual]", "agree.starts.ask"))
    await world.restart()
    await begun.does("[2026-11-30]", "[propose]")
    [entry] = await made(world, amina)
    assert len(entry.arrangement.windows) == 4


async def test_it_can_wait_and_be_begun_anew(world: World, begun: Someone) -> None:
    await begun.hears(
        ("[week]", "agree.days.ask"), ("[@later]", "agree.paused"), ("/agree", "agree.days.ask")
    )
    await begun.hears(("[@fresh]", "agree.person.ask"))
    world.clock.forward(days=15)
    before = len(world.telegram.calls)
    await world.tick()
    assert begun.lines_since(before)[:1] == ["agree.expired"]


async def test_what_was_today_is_asked_again_tomorrow(world: World, begun: Someone) -> None:
    await begun.does("[week]", "[usual]", "[done]", "[usual]", "[2026-11-23]")
    world.clock.forward(days=1)
    await begun.hears(("[propose]", "common.old_button"), ("/agree", "agree.starts.ask"))
    await begun.hears(("[2026-11-24]", "arranged.hours(2026-11-24)"))
