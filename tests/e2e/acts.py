"""What a person does with her phone, told by the ids of the buttons and the keys of the texts."""

import re
from functools import cache

from bot.question import parse
from bot.screen import Text
from bot.texts import Texts
from tests.e2e.child import PATIENCE
from tryout.people import Shown
from tryout.phone import Phone

FIVE_TAPS = ("phone_call", "money", "explained", "debt_help")


@cache
def _texts() -> Texts:
    return Texts.load()


def line(key: str) -> str:
    """The English words of a text without values, as they stand on a screen."""
    return re.sub(r"<[^>]+>", "", _texts().plain("en", Text(key=key)))


def key_of(command: str) -> str:
    """The label of a key of the lasting keyboard."""
    return line(f"keyboard.{command}")


def button(phone: Phone, option: str) -> tuple[int, str] | None:
    """The newest message with a button for this option, and the data of that button."""
    for shown in reversed(phone.messages):
        for one in shown.buttons:
            parsed = parse(one.data or "")
            if parsed and parsed[1] == option:
                return shown.message_id, one.data or ""
    return None


async def sees(phone: Phone, option: str, timeout: float = PATIENCE) -> None:
    """Wait until she is offered this option."""
    await phone.wait_until(lambda _: button(phone, option) is not None, timeout)


async def tap(phone: Phone, option: str, timeout: float = PATIENCE) -> int:
    """Tap it as soon as it is offered; the update_id of the tap."""
    await sees(phone, option, timeout)
    found = button(phone, option)
    assert found is not None
    message_id, data = found
    return phone.tap(data, message_id)


async def log_contact(phone: Phone, timeout: float = PATIENCE) -> Shown:
    """A command, four answers, and the saved card."""
    phone.send("/contact")
    for option in FIVE_TAPS:
        await tap(phone, option, timeout)
    return await phone.wait_for(line("card.saved"), timeout)


def heard(phone: Phone, key: str) -> int:
    """How many messages on her phone have this line."""
    return sum(shown.from_bot and line(key) in shown.text for shown in phone.messages)
