"""A key person logs a contact. Replies are text keys: the wording belongs to the translators."""

from dataclasses import replace
from datetime import date
from typing import cast

import pytest

from bot.model import Attendance, Contact, Question
from bot.screen import Screen
from handlers.dialogs import DIALOGS
from storage import contacts, drafts
from tests.cast import Someone, World

FIVE_TAPS = ("/contact", "[phone_call]", "[money]", "[explained]", "[debt_help]")


async def logged(world: World, who: Someone) -> list[Contact]:
    found = await world.read(contacts.latest, (await who.person()).id)
    assert isinstance(found, list)
    return found


async def test_five_taps_in_one_message_and_the_contact_is_saved(world: World, amina: Someone) -> None:
    await amina.hears(
        ("/contact", "log_contact.kind.ask"),
        ("[phone_call]", "log_contact.topic.ask"),
        ("[money]", "log_contact.action.ask"),
        ("[explained]", "log_contact.referral.ask"),
        ("[debt_help]", "card.saved"),
    )
    [contact] = await logged(world, amina)
    assert contact.kind == "phone_call"
    assert contact.questions == (Question("money"),)
    assert contact.actions == ("explained", "referred")
    assert contact.referral == "debt_help"
    assert contact.happened_on == date(2026, 11, 23)
    sent = [call.method for call in world.telegram.calls if call.params.get("chat_id") == amina.id]
    assert sent[-5:] == ["sendMessage", *["editMessageText"] * 4]


async def test_a_group_is_asked_how_many_people_there_were(world: World, amina: Someone) -> None:
    await amina.hears(
        ("/contact", "log_contact.kind.ask"),
        ("[group_session]", "log_contact.topic.ask"),
        ("[health]", "log_contact.action.ask"),
        ("[explained]", "log_contact.attendance.ask"),
        ("[11_20]", "log_contact.referral.ask"),
        ("[none]", "card.saved"),
    )
    [contact] = await logged(world, amina)
    assert contact.attendance is Attendance.UP_TO_20
    assert contact.actions == ("explained",)


async def test_the_six_fitting_partners_come_first_and_the_rest_behind_more(amina: Someone) -> None:
    await amina.does("/contact", "[phone_call]", "[health]", "[explained]")
    fitting = ["gp", "hospital", "midwife_child_health", "ggd", "pharmacy_dentist", "mental_care"]
    assert amina.options() == [*fitting, "none", "@more", "@back", "@later", "sos"]
    await amina.hears(("[@more]", "log_contact.referral.ask"))
    assert "housing_association" in amina.options()
    await amina.hears(("[housing_association]", "card.saved"))


async def test_not_needed_is_not_offered_once_she_said_that_she_referred(amina: Someone) -> None:
    await amina.does("/contact", "[phone_call]", "[health]", "[referred]")
    assert "none" not in amina.options()
    assert "gp" in amina.options()


async def test_the_same_as_last_takes_two_taps(world: World, amina: Someone) -> None:
    await amina.does(*FIVE_TAPS)
    await amina.does("/contact")
    again = next(option for option in amina.options() if option.startswith("again_"))
    await amina.hears((f"[{again}]", "card.saved"))
    first, second = await logged(world, amina)
    assert (first.kind, first.questions, first.actions, first.referral) == (
        second.kind,
        second.questions,
        second.actions,
        second.referral,
    )


async def test_at_most_four_shortcuts_are_offered_and_none_before_the_first_contact(amina: Someone) -> None:
    await amina.does("/contact")
    assert not [option for option in amina.options() if option.startswith("again_")]
    await amina.does("/cancel")
    for topic in ("money", "housing", "health", "letters_admin", "other"):
        await amina.does("/contact", "[phone_call]", f"[{topic}]", "[explained]", "[none]")
    await amina.does("/contact")
    assert len([option for option in amina.options() if option.startswith("again_")]) == 4


@pytest.mark.parametrize(
    "taps",
    [
        pytest.param(("[safety]", "[safety.child_concern]", "[listened]"), id="safety"),
        pytest.param(("[mental_health]", "[mental_health.suicidal_thoughts]", "[listened]"), id="suicide"),
        pytest.param(("[housing]", "[housing.eviction_homeless]", "[listened]"), id="losing the home"),
    ],
)
async def test_what_alarms_never_becomes_a_shortcut(amina: Someone, taps: tuple[str, ...]) -> None:
    await amina.hears(("/contact", "log_contact.kind.ask"))
    await amina.does("[phone_call]", *taps)
    lines = await amina.does("[social_team]")
    assert "card.saved" in lines
    await amina.does("/contact")
    assert not [option for option in amina.options() if option.startswith("again_")]


async def test_back_undoes_one_answer_in_the_same_message(world: World, amina: Someone) -> None:
    await amina.does("/contact", "[phone_call]", "[money]", "[explained]")
    before = len(amina.phone.messages)
    await amina.hears(
        ("[@back]", "log_contact.action.ask"),
        ("[@back]", "log_contact.topic.ask"),
        ("[@back]", "log_contact.kind.ask"),
        ("[home_visit]", "log_contact.topic.ask"),
    )
    assert len(amina.phone.messages) == before
    assert "@back" in amina.options()


async def test_later_keeps_the_answers_and_contact_goes_on_with_a_fresh_start_beside_it(
    amina: Someone,
) -> None:
    await amina.does("/contact", "[phone_call]", "[money]")
    await amina.hears(("[@later]", "log_contact.paused"), ("/contact", "log_contact.action.ask"))
    assert "@fresh" in amina.options()
    await amina.hears(("[@fresh]", "log_contact.kind.ask"))


async def test_an_untouched_draft_ages_out_after_fourteen_days_and_its_message_says_so(
    world: World, amina: Someone
) -> None:
    await amina.does("/contact", "[phone_call]")
    world.clock.forward(days=13, hours=23)
    await world.tick()
    assert amina.phone.last.text.startswith("log_contact.so_far")
    world.clock.forward(hours=1)
    before = len(amina.phone.messages)
    await world.tick()
    assert amina.phone.last.text == "log_contact.expired"
    assert len(amina.phone.messages) == before
    assert await world.read(drafts.latest_first, (await amina.person()).id) == []


async def test_a_dialogue_that_cannot_end_keeps_no_other_from_ending(
    world: World, amina: Someone, vera: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> Screen:
        raise LookupError

    await vera.does("/away")
    await amina.does("/contact", "[phone_call]")
    broken = replace(DIALOGS["away"], on_expire=fails)
    monkeypatch.setitem(cast(dict[str, object], DIALOGS), "away", broken)
    world.clock.forward(days=15)
    await world.tick()
    assert amina.phone.last.text == "log_contact.expired"
    assert len(await world.read(drafts.latest_first, (await vera.person()).id)) == 1


@pytest.mark.parametrize(
    "unexpected",
    [
        pytest.param(lambda phone: phone.send("she has two children"), id="text"),
        pytest.param(lambda phone: phone.send_sticker(), id="sticker"),
        pytest.param(lambda phone: phone.send_photo(), id="photo"),
        pytest.param(lambda phone: phone.send_voice(), id="voice"),
        pytest.param(lambda phone: phone.send_contact(), id="contact"),
        pytest.param(lambda phone: phone.send_location(), id="location"),
        pytest.param(lambda phone: phone.forward("look at this"), id="forward"),
        pytest.param(
            lambda phone: phone.edit(phone.messages[0].message_id, "other words"), id="edited message"
        ),
        pytest.param(lambda phone: phone.send("/nonsense"), id="unknown command"),
    ],
)
async def test_what_the_question_does_not_expect_is_not_kept_and_the_question_comes_again(
    world: World, amina: Someone, unexpected: object
) -> None:
    await amina.does("/contact", "[phone_call]")
    asked = amina.phone.last.message_id
    assert callable(unexpected)
    unexpected(amina.phone)
    await world.settle()
    last = amina.phone.last
    assert last.message_id > asked
    assert last.text.split("\n")[0] == "common.tap_a_button"
    assert not next(one for one in amina.phone.messages if one.message_id == asked).inline
    async with world.database.reading() as session:
        payloads = (
            await session.exec_driver_sql("select count(*) from inbox where payload is not null")
        ).scalar()
    assert payloads == 0
    await amina.hears(("[money]", "log_contact.action.ask"))


async def test_text_without_an_open_question_gets_a_kind_line(amina: Someone) -> None:
    await amina.hears(("hello", "common.no_question"))


async def test_a_double_tap_saves_once(world: World, amina: Someone) -> None:
    await amina.does("/contact", "[phone_call]", "[money]", "[explained]")
    shown, data = amina.button("debt_help")
    amina.phone.tap(data, shown.message_id)
    amina.phone.tap_data(data, shown.message_id)
    await world.settle()
    assert len(await logged(world, amina)) == 1
    assert amina.phone.toasts[-1].text == "common.old_button"


async def test_a_button_of_an_earlier_question_is_answered_and_not_obeyed(
    world: World, amina: Someone
) -> None:
    await amina.does("/contact")
    shown, data = amina.button("home_visit")
    await amina.does("[phone_call]", "[money]")
    amina.phone.tap_data(data, shown.message_id)
    await world.settle()
    assert amina.phone.toasts[-1].text == "common.old_button"
    await amina.hears(("[explained]", "log_contact.referral.ask"), ("[none]", "card.saved"))
    [contact] = await logged(world, amina)
    assert contact.kind == "phone_call"


@pytest.mark.parametrize(
    "data",
    ["", "x", "AAAAAAAA:money", "sos!", "@back", "a:b:c", "AAAAAAAA:" + "x" * 50, "💥" * 16, "__class__"],
)
async def test_data_that_no_button_holds_is_answered_and_changes_nothing(
    world: World, amina: Someone, data: str
) -> None:
    await amina.does("/contact", "[phone_call]")
    amina.phone.tap_data(data, amina.phone.last.message_id)
    await world.settle()
    assert amina.phone.toasts[-1].text == "common.old_button"
    await amina.hears(("[money]", "log_contact.action.ask"))


async def test_an_option_that_the_open_question_does_not_offer_is_not_obeyed(
    world: World, amina: Someone
) -> None:
    await amina.does("/contact", "[phone_call]", "[money]", "[referred]")
    shown, data = amina.button("debt_help")
    amina.phone.tap_data(data.replace("debt_help", "none"), shown.message_id)
    await world.settle()
    assert amina.phone.toasts[-1].text == "common.old_button"
    assert await logged(world, amina) == []


async def test_with_two_teams_the_team_is_asked_first(world: World, amina: Someone) -> None:
    code = await world.invite("Utrecht West")
    await amina.hears((f"/start {code}", "join.welcome.key_person"))
    person = await amina.person()
    second = person.memberships[1].team_id
    await amina.hears(
        ("/contact", "log_contact.team.ask"),
        (f"[{second}]", "log_contact.kind.ask"),
        ("[phone_call]", "log_contact.topic.ask"),
        ("[money]", "log_contact.action.ask"),
        ("[explained]", "log_contact.referral.ask"),
        ("[none]", "card.saved"),
    )
    [contact] = await logged(world, amina)
    assert contact.team_id == second


async def test_after_ten_referrals_the_teams_own_use_decides_the_order(world: World, amina: Someone) -> None:
    for _ in range(10):
        await amina.does("/contact", "[phone_call]", "[money]", "[explained]", "[@more]", "[police]")
    await amina.does("/contact", "[phone_call]", "[money]", "[explained]")
    assert amina.options()[0] == "police"


async def test_the_open_question_is_there_after_a_restart(world: World, amina: Someone) -> None:
    await amina.does("/contact", "[phone_call]", "[money]")
    await world.restart()
    await amina.hears(("[explained]", "log_contact.referral.ask"), ("[none]", "card.saved"))
    assert len(await logged(world, amina)) == 1


async def test_cancel_gives_up_the_open_question(world: World, amina: Someone) -> None:
    await amina.does("/contact", "[phone_call]")
    await amina.hears(("/cancel", "common.cancelled"), ("/cancel", "common.nothing_to_cancel"))
    await amina.hears(("/contact", "log_contact.kind.ask"))


async def test_the_lasting_button_begins_a_contact(amina: Someone) -> None:
    await amina.hears(("<keyboard.contact>", "log_contact.kind.ask"))


async def test_a_button_that_answers_nothing_needs_no_way_back(amina: Someone) -> None:
    await amina.does("/contact", "[phone_call]", "[health]", "[health.doctor_now]", "[health.doctor_now]")
    await amina.hears(("[@back]", "log_contact.topic.ask"))
