"""Another language at any moment, and the open question comes back in it."""

import pytest

from bot.screen import Text
from bot.texts import Texts
from tests.cast import Someone, World


@pytest.fixture
def keys_only() -> Texts:
    """These tests are about words."""
    return Texts.load()


async def test_the_open_question_comes_back_in_the_new_language(world: World, amina: Someone) -> None:
    await amina.does("/contact", "[phone_call]")
    assert "What was it about?" in amina.phone.last.text
    old_question = amina.phone.last.message_id
    await amina.does("/language", "[ar]")
    assert world.texts.plain("ar", Text(key="log_contact.topic.ask")) in amina.phone.last.text
    assert amina.phone.last.message_id > old_question
    await amina.does("[money]", "[explained]", "[none]")
    assert amina.phone.last.text.startswith("✅")


async def test_a_button_from_before_the_change_is_not_obeyed(world: World, amina: Someone) -> None:
    await amina.does("/contact")
    shown, data = amina.button("phone_call")
    await amina.does("/language", "[nl]")
    amina.phone.tap_data(data, shown.message_id)
    await world.settle()
    assert amina.phone.toasts[-1].text == "Deze knop is oud. Er is niets veranderd."
    assert amina.phone.last.text.startswith("Wat voor contact")


async def test_menu_and_lasting_keyboard_change_with_the_language(world: World, amina: Someone) -> None:
    await amina.does("/language", "[nl]")
    assert amina.phone.reply_keyboard == [["➕ Contact invullen"], ["📋 Vandaag", "🆘 Hulp nu"]]
    assert dict(amina.phone.commands)["contact"] == "Contact invullen"


async def test_a_lasting_button_in_an_older_language_still_works(world: World, amina: Someone) -> None:
    await amina.does("/language", "[nl]")
    amina.phone.send("➕ Log a contact")
    await world.settle()
    assert amina.phone.last.text.startswith("Wat voor contact")


async def test_what_still_waits_is_said_in_the_new_language(world: World, amina: Someone) -> None:
    world.telegram.faults.add("too_many", method="sendMessage", retry_after=0)
    await amina.does("/language", "[nl]")
    assert any("Vanaf nu spreek ik Nederlands." in one.text for one in amina.phone.messages)


async def test_the_safety_card_speaks_her_language_at_once(world: World, amina: Someone) -> None:
    await amina.does("/language", "[nl]", "/sos")
    assert amina.phone.last.text.startswith("🆘 Hulp nu")
