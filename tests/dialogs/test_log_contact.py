"""A key person logs a contact. Replies are text keys: the wording belongs to the translators."""

from datetime import date

import pytest

from bot.model import Attendance, Contact, Question
from storage import contacts
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
