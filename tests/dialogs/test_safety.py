"""The safety cards come before anything else, and never wait for the database."""

import asyncio
from datetime import date

import pytest

from bot.model import Role
from bot.rules.safety import TeamNumber
from bot.safety import CONTACT, OUT_OF_HOURS
from storage import people, safety
from storage.tables import membership_row
from tests.cast import Someone, World
from tests.dialogs.test_team import m

DOCTOR = "023 799 0000"


async def numbers(world: World, who: Someone, *given: TeamNumber) -> None:
    """The coordinator sets them through the dialogue."""
    for one in given:
        await who.does("/settings", "[numbers]", f"[{one.service}]")
        words = (one.name, one.phone) if one.name else (one.phone,)
        await who.does(*words)


def titles(someone: Someone) -> list[str]:
    return [shown.text.split("\n")[0] for shown in someone.phone.messages]


@pytest.mark.parametrize(
    ("deeds", "title", "called"),
    [
        pytest.param(
            ("[phone_call]", "[safety]"), "safety.title", {"112", "0800-2000"}, id="the topic safety"
        ),
        pytest.param(
            ("[phone_call]", "[safety]", "[safety.child_concern]"),
            "safety.title",
            {"112", "0800-2000", "0800-0432"},
            id="worry about a child",
        ),
        pytest.param(
            ("[phone_call]", "[safety]", "[safety.sexual_violence]"),
            "safety.title",
            {"112", "0800-0188"},
            id="sexual violence",
        ),
        pytest.param(
            ("[phone_call]", "[safety]", "[safety.threat_discrimination]"),
            "safety.title",
            {"112", "0900-8844"},
            id="a threat",
        ),
        pytest.param(
            ("[phone_call]", "[mental_health]", "[mental_health.suicidal_thoughts]"),
            "safety.title",
            {"112", "113"},
            id="suicide",
        ),
        pytest.param(
            ("[phone_call]", "[housing]", "[housing.eviction_homeless]"),
            "safety.title_home",
            {"0800-8115"},
            id="losing the home",
        ),
        pytest.param(
            ("[phone_call]", "[health]", "[health.doctor_now]"), "safety.title", {"112"}, id="a doctor"
        ),
    ],
)
async def test_the_card_that_fits_comes_first_and_the_dialogue_goes_on_below_it(
    amina: Someone, deeds: tuple[str, ...], title: str, called: set[str]
) -> None:
    lines = await amina.does("/contact", *deeds)
    assert lines.index(title) < lines.index(lines[-1])
    card, question = amina.phone.messages[-2:]
    assert card.text.startswith(title)
    shown = {
        line[len("safety.number(") :].split(",")[0] for line in lines if line.startswith("safety.number(")
    }
    assert shown == called
    assert question.text.split("\n")[-1].startswith("log_contact.")
    assert question.inline


async def test_that_a_doctor_is_needed_answers_no_question(amina: Someone) -> None:
    await amina.does("/contact", "[phone_call]", "[health]")
    lines = await amina.does("[health.doctor_now]")
    assert lines[-1] == "log_contact.action.ask"
    await amina.hears(("[listened]", "log_contact.referral.ask"), ("[none]", "card.saved"))


async def test_words_never_call_for_a_card(amina: Someone) -> None:
    for words in ("112", "help", "he is going to kill himself", "زوجي يضربني", "sos"):
        lines = await amina.does(words)
        assert not [line for line in lines if line.startswith("safety.")]


async def test_the_red_button_stands_on_every_question_and_leaves_it_open(amina: Someone) -> None:
    await amina.does("/contact")
    for deed in ("[phone_call]", "[money]", "[explained]"):
        question = next(one for one in reversed(amina.phone.messages) if "log_contact" in one.text)
        assert question.inline[-1][-1].data == "sos"
        lines = await amina.does("[sos]")
        assert lines[0] == "safety.title"
        await amina.does(deed)
    await amina.hears(("[none]", "card.saved"))


@pytest.mark.parametrize(
    "deed", ["/sos", "/SOS", "/sos@sleutel_test_bot", "/sos please", "/sos\nplease", "<keyboard.sos>"]
)
async def test_the_card_can_be_asked_for_at_any_moment(amina: Someone, deed: str) -> None:
    lines = await amina.does(deed)
    assert lines[0] == "safety.title"
    assert lines.count("safety.title") == 1
    assert "common.no_question" not in lines


async def test_she_reads_it_in_her_language_and_can_show_it_in_dutch(amina: Someone, vera: Someone) -> None:
    hers = await amina.does("/sos")
    assert [line for line in hers if line.endswith("@nl")][:2] == [
        *("safety.for.emergency@nl", "safety.for.own_doctor@nl")
    ]
    await vera.does("/language", "[nl]")
    assert not [line for line in await vera.does("/sos") if line.endswith("@nl")]


@pytest.mark.parametrize("hours", [0, 6, 15, 24 * 5])
async def test_it_is_the_same_at_any_hour_without_a_word_on_hours_of_work(
    world: World, amina: Someone, hours: int
) -> None:
    world.clock.forward(hours=hours)
    lines = await amina.does("/sos")
    assert lines[0] == "safety.title"
    assert not [line for line in lines if line.startswith(("boundary", "hours", "reading", "waiting"))]


async def test_the_card_does_not_wait_for_the_database_and_has_the_numbers_of_the_team(
    world: World, amina: Someone, vera: Someone
) -> None:
    await numbers(world, vera, TeamNumber(OUT_OF_HOURS, DOCTOR, date.min))
    world.clock.forward(hours=10)
    amina.phone.send("/sos")
    async with world.database.transaction():
        raw = world.telegram.pending[-1]
        world.program.direct.heed(raw)
        shown = await amina.phone.wait_for(lambda one: one.text.startswith("safety.title"), timeout=5)
        assert DOCTOR in shown.text


async def test_a_number_that_changes_is_on_the_next_card_of_everybody(
    world: World, amina: Someone, vera: Someone
) -> None:
    await numbers(world, vera, TeamNumber(CONTACT, "023 512 3456", date.min, "Vera"))
    assert "safety.contact(023 512 3456, Vera)" in await amina.does("/sos")
    await vera.does("/settings", "[numbers]", "[contact_person]", "[remove]", "[yes]")
    assert not [line for line in await amina.does("/sos") if line.startswith("safety.contact")]


async def test_after_a_restart_the_numbers_are_known_before_anything_is_read(
    world: World, amina: Someone, vera: Someone
) -> None:
    await numbers(world, vera, TeamNumber(OUT_OF_HOURS, DOCTOR, date.min))
    world.clock.forward(hours=10)
    await world.restart()
    assert f"safety.number({DOCTOR}, safety.for.doctor_out_of_hours)" in await amina.does("/sos")


async def test_petro_sees_the_numbers_of_his_own_team_alone(
    world: World, amina: Someone, vera: Someone, petro: Someone
) -> None:
    await numbers(
        world,
        vera,
        TeamNumber(OUT_OF_HOURS, DOCTOR, date.min),
        TeamNumber(CONTACT, "023 512 3456", date.min, "Vera"),
    )
    world.clock.forward(hours=10)
    lines = await petro.does("/sos")
    assert lines[0] == "safety.title"
    assert not [line for line in lines if DOCTOR in line or "Vera" in line]
    with pytest.raises(LookupError):
        await world.read(safety.of_team, await petro.person(), (await vera.person()).memberships[0].team_id)


async def test_somebody_with_two_teams_gets_the_doctors_of_both(
    world: World, amina: Someone, vera: Someone
) -> None:
    await numbers(world, vera, TeamNumber(OUT_OF_HOURS, DOCTOR, date.min))
    other = world.someone(1010, "Other")
    await other.joins("Utrecht West", Role.COORDINATOR)
    await numbers(world, other, TeamNumber(OUT_OF_HOURS, "030 111 2222", date.min))
    await amina.joins("Utrecht West")
    world.clock.forward(hours=10)
    shown = [line for line in await amina.does("/sos") if "of_team" in line]
    assert [one.split(",")[0] for one in shown] == [f"safety.number({DOCTOR}", "safety.number(030 111 2222"]


async def test_somebody_who_is_paused_gets_the_card_with_her_teams_numbers_and_nobody_to_tell(
    world: World, amina: Someone, vera: Someone
) -> None:
    await numbers(world, vera, TeamNumber(OUT_OF_HOURS, DOCTOR, date.min))
    me = (await amina.person()).id
    async with world.database.transaction() as session:
        paused = membership_row.update().where(membership_row.c.person_id == me)
        await session.execute(paused.values(paused_at=world.clock.now()))
    world.clock.forward(hours=10)
    await world.restart()
    lines = await amina.does("/sos")
    assert lines[0] == "safety.title"
    assert [line for line in lines if DOCTOR in line]
    card = next(one for one in reversed(amina.phone.messages) if one.text.startswith("safety.title"))
    assert not card.inline
    assert await world.read(people.by_telegram, amina.id)


async def test_the_first_card_after_her_coordinator_changed_her_work_is_the_right_one(
    world: World, amina: Someone, vera: Someone
) -> None:
    await numbers(world, vera, TeamNumber(CONTACT, "023 512 3456", date.min, "Vera"))
    contact = "safety.contact(023 512 3456, Vera)"
    hers = await m(amina)
    await vera.does("/team", f"[{hers}]", "[pause]", "[yes]")
    assert contact in await amina.does("/sos")
    assert "/alarm" not in amina.options()
    await vera.does("/team", f"[{hers}]", "[resume]")
    assert contact in await amina.does("/sos")
    assert "/alarm" in amina.options()
    await vera.does("/team", f"[{hers}]", "[leave]", "[yes]")
    lines = await amina.does("/sos")
    assert lines[0] == "safety.title"
    assert contact not in lines


@pytest.mark.parametrize("deed", ["/sos", "/sos\nplease"])
async def test_when_the_direct_card_fails_it_comes_through_the_outbox(
    world: World, amina: Someone, stranger: Someone, deed: str
) -> None:
    for one in (amina, stranger):
        world.telegram.faults.add("reset", method="sendMessage", times=1)
        lines = await one.does(deed)
        assert lines.count("safety.title") == 1
    assert not world.program.direct._helped | world.program.direct._heeded


async def test_the_card_does_not_wait_for_what_hangs_on_its_way_to_her(world: World, amina: Someone) -> None:
    world.telegram.faults.add("hang", method="sendMessage")
    amina.phone.send("/help")
    work = asyncio.create_task(world.settle())
    while world.telegram.faults.waiting("hang"):  # noqa: ASYNC110
        await asyncio.sleep(0)
    amina.phone.send("/sos")
    world.program.direct.heed(world.telegram.pending[-1])
    await amina.phone.wait_for(lambda one: one.text.startswith("safety.title"), timeout=5)
    world.telegram.faults.clear()
    await work


async def test_a_stranger_gets_the_numbers_of_the_country_and_nothing_is_kept(
    world: World, vera: Someone, stranger: Someone
) -> None:
    await numbers(world, vera, TeamNumber(CONTACT, "023 512 3456", date.min, "Vera"))
    lines = await stranger.does("/sos")
    assert lines[0] == "safety.title"
    assert "safety.number(112, safety.for.emergency)" in lines
    assert not [line for line in lines if "Vera" in line or line.startswith("common.")]
    assert not stranger.phone.last.inline
    assert stranger.id not in {*world.program.languages, *world.program.readers}
    assert await world.read(people.by_telegram, stranger.id) is None
    await stranger.hears(("hello", "common.by_invitation"))


@pytest.mark.parametrize(("phone", "dutch"), [("nl-NL", False), ("ar", True), ("tr", False)])
async def test_a_stranger_reads_it_in_the_language_of_the_phone(
    world: World, phone: str, dutch: bool
) -> None:
    lines = await world.someone(5004, "Somebody", phone).does("/sos")
    assert lines[0] == "safety.title"
    assert bool([line for line in lines if line.endswith("@nl")]) is dutch


async def test_a_flood_of_a_stranger_gets_ten_cards_a_day_and_a_key_person_all(
    world: World, amina: Someone, stranger: Someone
) -> None:
    for one, most in ((stranger, 10), (amina, 12)):
        heard = [await one.does("/sos") for _ in range(12)]
        assert [bool(lines) for lines in heard] == [at < most for at in range(12)]
    world.clock.forward(days=1)
    assert (await stranger.does("/sos"))[0] == "safety.title"


async def test_a_group_gets_no_card_also_when_somebody_was_forgotten(world: World, amina: Someone) -> None:
    await amina.does("/forget", "[yes]", "[erase]")
    await world.restart()
    assert set(world.program.languages) == set(world.program.readers) == set()
    before = len(world.telegram.calls)
    group = {"id": -100, "type": "group", "title": "a group"}
    author = {"id": amina.id, "is_bot": False, "first_name": "Amina"}
    said = {"message_id": 77, "date": 1, "chat": group, "from": author, "text": "/sos"}
    world.telegram.push({"message": said})
    await world.settle()
    assert {call.method for call in world.telegram.calls[before:]} == {"getUpdates"}


async def test_when_the_direct_card_of_a_detail_fails_the_right_one_comes_through_the_outbox(
    world: World, amina: Someone
) -> None:
    await amina.does("/contact", "[phone_call]", "[safety]")
    world.telegram.faults.add("reset", method="sendMessage", times=1)
    lines = await amina.does("[safety.sexual_violence]")
    assert "safety.number(0800-0188, safety.for.sexual_violence)" in lines


async def test_somebody_on_the_way_in_gets_the_card_and_her_question_stays(world: World) -> None:
    newcomer = world.someone(2001, "Newcomer")
    await newcomer.does(f"/start {await world.invite('Haarlem Effect')}")
    await newcomer.hears(("[sos]", "safety.title"), ("[en]", "join.read.ask"))


async def test_a_coordinator_gets_the_card_too_with_nobody_to_tell(vera: Someone) -> None:
    lines = await vera.does("/sos")
    assert lines[0] == "safety.title"
    assert not vera.phone.last.inline
