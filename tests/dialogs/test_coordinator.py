"""Asking her coordinator: who hears it and when, what is not passed on, and that nothing of it is kept."""

from datetime import UTC, date, datetime
from functools import partial

import pytest
from sqlalchemy import delete

from bot.model import Role
from bot.rules.hours import Arrangement, Kind
from bot.rules.personal_data import LONGEST
from bot.texts import Texts
from handlers.dialogs.coordinator_words import MOST_A_DAY
from storage import guides, hours, notices, show, teams
from storage.tables import membership_row as membership
from tests.cast import Someone, World
from tests.dialogs.arranging import arrange, told

OFFICE = "023-1234567"
NUMBER = f"common.number({OFFICE})"
EVENING = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
LEAVE = Arrangement(Kind.LEAVE, date(2026, 11, 20), date(2027, 1, 3))
QUESTION = "Can we talk about Friday & the keys?"
WORDS = "Friday"


@pytest.fixture
async def wim(world: World, amina: Someone, vera: Someone) -> Someone:
    """A second coordinator of Haarlem: the deputy, as nobody was chosen."""
    wim = world.someone(1007, "Wim")
    await wim.joins("Haarlem Effect", Role.COORDINATOR)
    return wim


@pytest.fixture
async def office(world: World, amina: Someone, vera: Someone) -> None:
    person = await vera.person()
    async with world.database.transaction() as session:
        await teams.change(session, person, person.memberships[0].team_id, office_phone=OFFICE)


async def away(world: World, who: Someone, until: datetime) -> None:
    person = await who.person()
    async with world.database.transaction() as session:
        await hours.set_away(session, person.id, until, world.clock.now())


async def news(world: World, *whose: Someone) -> list[list[str]]:
    """What each of them hears at the next round, ten quiet minutes later."""
    world.clock.forward(minutes=11)
    before = len(world.telegram.calls)
    await world.tick()
    return [one.lines_since(before) for one in whose]


async def stored(world: World) -> str:
    return str(await world.read(show.rows))


async def ask(who: Someone, question: str = QUESTION) -> list[str]:
    return await who.does("/coordinator", "[question]", question, "[yes]")


async def test_the_page_says_who_is_there_now_and_the_number_of_the_office(
    amina: Someone, vera: Someone, office: None
) -> None:
    assert await amina.does("/coordinator") == [
        "coordinator.is(Vera)",
        "coordinator.now(Vera)",
        "coordinator.office",
        NUMBER,
        "coordinator.want.ask",
    ]
    assert amina.options() == ["call", "question"]


async def test_without_a_number_of_an_office_none_is_shown(amina: Someone, vera: Someone) -> None:
    assert len(await amina.does("/coordinator")) == 3


async def test_at_noon_one_tap_is_enough_and_she_hears_it_at_once(
    world: World, amina: Someone, vera: Someone, office: None
) -> None:
    lines = await amina.does("/coordinator", "[call]")
    assert lines[:2] == ["heavy.talk_passed_on(Vera)", "reading.now(Vera)"]
    assert NUMBER not in lines[:2]
    assert "heavy.until_then" not in lines
    assert amina.options() == ["call", "question"], "the page stays"
    assert await news(world, vera) == [["heavy.talk_wanted(Amina)"]]


async def test_in_the_evening_it_says_when_it_is_read_and_what_there_is_until_then(
    world: World, amina: Someone, vera: Someone, office: None
) -> None:
    world.clock.moment = EVENING
    tomorrow = "when.tomorrow(09:00)"
    assert f"coordinator.later(Vera, {tomorrow})" in await amina.does("/coordinator")
    lines = await amina.does("[call]")
    assert lines[:5] == [
        "heavy.talk_passed_on(Vera)",
        f"reading.later(Vera, {tomorrow})",
        "heavy.until_then",
        "coordinator.office",
        NUMBER,
    ]
    assert amina.options() == ["sos"]
    assert await news(world, vera) == [[]]
    world.clock.moment = MORNING
    assert (await news(world, vera))[0][-1] == "heavy.talk_wanted(Amina)"


async def test_asking_for_a_call_twice_on_a_day_asks_once_and_says_so(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does("/coordinator", "[call]")
    await amina.hears(("[call]", "coordinator.call_asked"))
    assert await told(world, vera) == ["heavy.talk_wanted"]
    await news(world, vera)
    await amina.hears(("[call]", "coordinator.call_asked"))
    assert await news(world, vera) == [[]]
    world.clock.moment = MORNING
    await amina.hears(("/coordinator", "coordinator.is"), ("[call]", "heavy.talk_passed_on"))
    assert await told(world, vera) == ["heavy.talk_wanted"]


async def test_the_same_request_after_a_heavy_contact_is_the_same_request(
    world: World, amina: Someone, vera: Someone
) -> None:
    [mine] = (await amina.person()).memberships
    await amina.does(f"/how talk {mine.team_id}", "/coordinator")
    await amina.hears(("[call]", "coordinator.call_asked"))
    assert await told(world, vera) == ["heavy.talk_wanted"]


async def test_on_leave_the_deputy_is_shown_and_hears_it(
    world: World, amina: Someone, vera: Someone, wim: Someone
) -> None:
    await arrange(world, vera, LEAVE)
    lines = await amina.does("/coordinator")
    assert lines[:4] == [
        "coordinator.is(Vera)",
        "coordinator.on_leave(Vera, 2027-01-03)",
        "coordinator.stands_in(Wim, Vera)",
        "coordinator.now(Wim)",
    ]
    await amina.hears(("[question]", "coordinator.goes_to(Wim)"), (QUESTION, "coordinator.passes_on(Wim)"))
    await amina.hears(("[yes]", "coordinator.question_passed_on(Wim)"), ("/coordinator", "coordinator.is"))
    await amina.hears(("[call]", "heavy.talk_passed_on(Wim)"))
    hers, his = await news(world, vera, wim)
    assert hers == []
    assert "heavy.talk_wanted(Amina)" in his


async def test_leave_that_follows_leave_at_once_is_one_leave(
    world: World, amina: Someone, vera: Someone
) -> None:
    await arrange(world, vera, LEAVE)
    await arrange(world, vera, Arrangement(Kind.LEAVE, date(2027, 1, 4), date(2027, 1, 8)))
    await arrange(world, vera, Arrangement(Kind.LEAVE, date(2027, 1, 10)))
    await amina.hears(("/coordinator", "coordinator.on_leave(Vera, 2027-01-08)"))


async def test_on_leave_without_a_deputy_it_says_when_she_is_back(
    world: World, amina: Someone, vera: Someone
) -> None:
    await arrange(world, vera, LEAVE)
    back = "when.day(2027-01-04, 09:00)"
    await amina.hears(("/coordinator", f"coordinator.later(Vera, {back})"))
    await amina.hears(("[call]", f"reading.later(Vera, {back})"))
    assert amina.options() == ["sos"]


async def test_a_deputy_on_leave_does_not_stand_in(
    world: World, amina: Someone, vera: Someone, wim: Someone
) -> None:
    await arrange(world, vera, LEAVE)
    await arrange(world, wim, LEAVE)
    lines = await amina.does("/coordinator")
    assert "coordinator.on_leave(Vera, 2027-01-03)" in lines
    assert not any("Wim" in line for line in lines)


async def test_the_chosen_coordinator_is_hers_and_not_the_first_of_the_team(
    world: World, amina: Someone, vera: Someone, wim: Someone
) -> None:
    [mine] = (await amina.person()).memberships
    async with world.database.transaction() as session:
        await guides.choose(session, mine.id, (await wim.person()).id, None)
    await amina.hears(("/coordinator", "coordinator.is(Wim)"), ("[call]", "heavy.talk_passed_on(Wim)"))


async def test_that_she_is_away_is_hers_and_only_who_hears_it_is_told(
    world: World, amina: Someone, vera: Someone, wim: Someone
) -> None:
    before = await amina.does("/coordinator")
    await away(world, vera, MORNING)
    assert (await amina.does("/coordinator"))[-len(before) :] == before
    await amina.hears(("[call]", "heavy.talk_passed_on(Wim)"), ("[question]", "coordinator.goes_to(Wim)"))


async def test_a_question_reaches_her_as_it_was_written_and_is_in_no_table_after_that(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.hears(
        ("/coordinator", "coordinator.is"),
        ("[question]", "coordinator.question.ask"),
        (QUESTION, f"coordinator.words({QUESTION})"),
        ("[yes]", "coordinator.question_passed_on(Vera)"),
    )
    assert WORDS in await stored(world), "it waits for her"
    assert await news(world, vera) == [
        ["coordinator.question(Amina)", "coordinator.answer_her(Amina)", f"coordinator.words({QUESTION})"]
    ]
    assert vera.phone.last.inline == []
    assert WORDS not in await stored(world)


async def test_what_she_typed_cannot_become_markup(world: World, amina: Someone, vera: Someone) -> None:
    await ask(amina, "Can we talk about <b>Friday</b> & the keys?")
    [held] = await world.read(notices.held, (await vera.person()).id)
    drawn = Texts.load().html("nl", held.screen)
    assert "&lt;b&gt;Friday&lt;/b&gt; &amp; the keys?" in drawn


async def test_in_the_evening_a_question_waits_until_the_morning(
    world: World, amina: Someone, vera: Someone, office: None
) -> None:
    world.clock.moment = EVENING
    lines = await ask(amina)
    assert lines[1:] == [
        "reading.later(Vera, when.tomorrow(09:00))",
        "heavy.until_then",
        "coordinator.office",
        NUMBER,
    ]
    assert amina.options() == ["/coordinator", "sos"]
    assert await news(world, vera) == [[]]
    world.clock.moment = MORNING
    assert f"coordinator.words({QUESTION})" in (await news(world, vera))[0]
    assert WORDS not in await stored(world)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param("Her BSN is 111222333", "bsn(11…3)", id="BSN"),
        pytest.param("رقمها ١١١٢٢٢٣٣٣", "bsn(١١…٣)", id="BSN in Arabic digits"),
        pytest.param("Call 06-12345678", "phone(06…78)", id="phone"),
        pytest.param("الهاتف ٠٦١٢٣٤٥٦٧٨", "phone(٠٦…٧٨)", id="phone in Arabic digits"),
        pytest.param("Write to a.b@example.nl", "email(a.b…nl)", id="e-mail"),
        pytest.param("Komt mevrouw Jansen nog?", "named(mev…n)", id="name with a title"),
    ],
)
async def test_what_may_tell_who_somebody_is_is_shown_and_not_passed_on(
    world: World, amina: Someone, vera: Someone, question: str, found: str
) -> None:
    lines = await amina.does("/coordinator", "[question]", question)
    assert lines[0] == f"common.recognised(recognised.{found})"
    assert lines[-1] == "coordinator.question.ask"
    assert amina.options() == ["@back", "sos"]
    assert await told(world, vera) == []


REFUSED = "Call mevrouw Jansen on 06-12345678"


async def test_everything_that_was_found_is_named(amina: Someone, vera: Someone) -> None:
    lines = await amina.does("/coordinator", "[question]", REFUSED)
    assert lines[0] == "common.recognised(recognised.named(mev…n) recognised.phone(06…78))"


@pytest.mark.parametrize("ways", [(), ("[@back]",), ("/coordinator",), ("/cancel",)])
async def test_a_refused_question_stands_nowhere_whatever_she_does_next(
    world: World, amina: Someone, vera: Someone, ways: tuple[str, ...]
) -> None:
    await amina.does("/coordinator", "[question]", REFUSED, *ways)
    assert "Jansen" not in await stored(world)
    assert not any("Jansen" in one.text for one in amina.phone.messages)
    assert await told(world, vera) == []


async def test_a_refused_question_is_written_again(world: World, amina: Someone, vera: Someone) -> None:
    await amina.does("/coordinator", "[question]", REFUSED)
    await amina.hears((QUESTION, "coordinator.confirm.ask"))
    await amina.hears(("[yes]", "coordinator.question_passed_on"))
    assert await told(world, vera) == ["coordinator.question"]


@pytest.mark.parametrize("way", ["[no]", "[@back]", "/coordinator", "/cancel"])
async def test_a_question_that_she_does_not_ask_after_all_is_gone(
    world: World, amina: Someone, vera: Someone, way: str
) -> None:
    await amina.does("/coordinator", "[question]", QUESTION, way)
    assert WORDS not in await stored(world)
    assert await told(world, vera) == []


async def test_a_question_that_lies_unsent_is_gone_within_the_hour_and_that_is_said(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does("/coordinator", "[question]", QUESTION)
    world.clock.forward(hours=1)
    before = len(world.telegram.calls)
    await world.tick()
    assert amina.lines_since(before) == ["coordinator.closed_unsent"]
    assert WORDS not in await stored(world)


async def test_a_page_that_lay_for_an_hour_is_closed(world: World, amina: Someone, vera: Someone) -> None:
    await amina.does("/coordinator")
    world.clock.forward(hours=1)
    before = len(world.telegram.calls)
    await world.tick()
    assert amina.lines_since(before) == ["coordinator.closed"]


@pytest.mark.parametrize(
    ("length", "answer"),
    [(LONGEST, "coordinator.confirm.ask"), (LONGEST + 1, "coordinator.question.refused")],
)
async def test_a_question_is_as_long_as_it_may_be(
    amina: Someone, vera: Someone, length: int, answer: str
) -> None:
    await amina.does("/coordinator", "[question]")
    await amina.hears((f"\n {'w' * length} ", answer))


async def test_what_is_not_typed_is_refused_and_not_kept(world: World, amina: Someone, vera: Someone) -> None:
    await amina.does("/coordinator", "[question]")
    phone = amina.phone
    sends = (phone.send_voice, phone.send_sticker)
    for send in (partial(phone.send_photo, caption=QUESTION), *sends, partial(phone.forward, QUESTION)):
        before = len(world.telegram.calls)
        send()
        await world.settle()
        assert "coordinator.question.refused" in amina.lines_since(before)
    assert WORDS not in await stored(world)
    await amina.hears((QUESTION, "coordinator.confirm.ask"))


async def test_after_a_few_questions_it_is_enough_for_the_day(
    world: World, amina: Someone, vera: Someone
) -> None:
    for _ in range(MOST_A_DAY):
        assert "coordinator.question_passed_on(Vera)" in await ask(amina)
    assert len(await told(world, vera)) == MOST_A_DAY
    await amina.hears(("/coordinator", "coordinator.is"), ("[question]", f"coordinator.enough({MOST_A_DAY})"))
    await amina.hears(("[call]", "heavy.talk_passed_on"))
    world.clock.moment = MORNING
    assert "coordinator.question_passed_on(Vera)" in await ask(amina)


async def test_where_somebody_else_would_hear_it_by_now_she_is_asked_once_more(
    world: World, amina: Someone, vera: Someone, wim: Someone
) -> None:
    await amina.does("/coordinator", "[question]", QUESTION)
    await away(world, vera, MORNING)
    lines = await amina.does("[yes]")
    assert {"coordinator.other_hears(Wim)", "coordinator.passes_on(Wim)"} <= set(lines)
    assert await told(world, wim) == await told(world, vera) == []
    await amina.hears(("[yes]", "coordinator.question_passed_on(Wim)"))
    assert await told(world, wim) == ["coordinator.question"]


async def test_a_coordinator_who_went_while_she_was_typing_leaves_an_honest_page(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does("/coordinator", "[question]", QUESTION)
    person = await vera.person()
    async with world.database.transaction() as session:
        await session.execute(delete(membership).where(membership.c.person_id == person.id))
    await amina.hears(("[yes]", "common.old_button"), ("/coordinator", "coordinator.nobody"))
    assert WORDS not in await stored(world)


async def test_where_nobody_coordinates_the_team_there_is_still_help(world: World, amina: Someone) -> None:
    assert await amina.does("/coordinator") == ["coordinator.nobody", "coordinator.want.ask"]
    assert amina.options() == ["sos"]
    lines = await amina.does("[sos]")
    assert "safety.title" in lines


async def test_of_two_teams_she_chooses_one_and_can_go_to_the_other(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does(f"/start {await world.invite('Utrecht West')}")
    rosa = world.someone(1005, "Rosa")
    await rosa.joins("Utrecht West", Role.COORDINATOR)
    haarlem, utrecht = (str(one.team_id) for one in (await amina.person()).memberships)
    assert await amina.does("/coordinator") == ["coordinator.team.ask"]
    await amina.hears((f"[{haarlem}]", "coordinator.is(Vera)"), ("[other_team]", "coordinator.team.ask"))
    lines = await amina.does(f"[{utrecht}]")
    assert lines[:2] == ["common.name(Utrecht West)", "coordinator.is(Rosa)"]
    await amina.hears(("[call]", "heavy.talk_passed_on(Rosa)"), ("[question]", "coordinator.goes_to(Rosa)"))
    await amina.hears((QUESTION, "coordinator.passes_on(Rosa)"), ("[yes]", "coordinator.question_passed_on"))
    hers, other = await news(world, vera, rosa)
    assert hers == []
    assert {"heavy.talk_wanted(Amina)", f"coordinator.words({QUESTION})"} <= set(other)


async def test_that_a_coordinator_blocked_the_bot_is_reported_to_whoever_asked(
    world: World, amina: Someone, vera: Someone
) -> None:
    vera.phone.account.blocked = True  # and nobody has told the bot
    await ask(amina)
    for _ in range(2):
        await news(world)
    [reported] = await news(world, amina)
    assert reported == ["gate.unreachable(Vera)"]
    lines = await amina.does("/coordinator")
    assert "coordinator.unreachable(Vera)" in lines
    lines = await amina.does("[call]")
    assert lines[:3] == ["heavy.talk_passed_on(Vera)", "coordinator.unreachable(Vera)", "heavy.until_then"]


async def test_for_a_coordinator_who_blocked_the_bot_the_deputy_stands_in(
    world: World, amina: Someone, vera: Someone, wim: Someone
) -> None:
    vera.phone.block()
    await world.settle()
    lines = await amina.does("/coordinator")
    assert lines[:4] == [
        "coordinator.is(Vera)",
        "coordinator.unreachable(Vera)",
        "coordinator.stands_in(Wim, Vera)",
        "coordinator.now(Wim)",
    ]
    await amina.hears(("[call]", "heavy.talk_passed_on(Wim)"))


async def test_a_kill_in_between_loses_nothing_and_asks_once(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does("/coordinator", "[question]", QUESTION)
    await world.restart()
    await amina.hears(("[yes]", "coordinator.question_passed_on"))
    await world.restart()
    assert await news(world, vera) == [
        ["coordinator.question(Amina)", "coordinator.answer_her(Amina)", f"coordinator.words({QUESTION})"]
    ]


async def test_each_time_it_is_a_fresh_page_and_the_old_one_is_closed(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does("/coordinator")
    old = amina.phone.last
    world.clock.moment = EVENING
    lines = await amina.does("/coordinator")
    assert "coordinator.closed" in lines
    assert "coordinator.later(Vera, when.tomorrow(09:00))" in lines
    assert [one.inline for one in amina.phone.messages if one.message_id == old.message_id] == [[]]


async def test_it_is_for_key_persons_alone(vera: Someone) -> None:
    await vera.hears(("/coordinator", "common.not_for_you"))


async def test_petro_hears_nothing_and_sees_nobody_of_haarlem(
    world: World, amina: Someone, vera: Someone, petro: Someone
) -> None:
    await ask(amina)
    await amina.does("/coordinator", "[call]")
    assert await news(world, petro) == [[]]
    assert await petro.does("/coordinator") == ["coordinator.nobody", "coordinator.want.ask"]
    await petro.hears(("[sos]", "safety.title"))
