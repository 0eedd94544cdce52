"""What one person sees on her phone."""

import asyncio
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Self, TypeVar

from tryout.people import Account, Button, Shown, Toast

if TYPE_CHECKING:
    from tryout.telegram import Telegram

T = TypeVar("T")


class Screen:
    """The chat with the bot as it stands now; nothing here changes it."""

    def __init__(self, telegram: "Telegram", account: Account) -> None:
        self.telegram = telegram
        self.account = account

    @property
    def user_id(self) -> int:
        return self.account.user_id

    @property
    def first_name(self) -> str:
        return self.account.first_name

    @property
    def language_code(self) -> str | None:
        return self.account.language_code

    @property
    def messages(self) -> list[Shown]:
        """The chat in order, both directions, without what was deleted."""
        return list(self.account.messages.values())

    @property
    def last(self) -> Shown:
        """The newest message of the bot; LookupError when there is none."""
        for shown in self.account.from_bot():
            return shown
        raise LookupError(f"the bot has said nothing to {self.first_name}")

    @property
    def reply_keyboard(self) -> list[list[str]] | None:
        """The labels of the keyboard shown instead of the letters, if any."""
        markup = self.account.keyboard
        return [[button["text"] for button in row] for row in markup["keyboard"]] if markup else None

    @property
    def toasts(self) -> list[Toast]:
        return self.account.toasts

    @property
    def commands(self) -> list[tuple[str, str]]:
        """The menu this person sees: command and description."""
        menu = self.telegram.profile.menu_for(self.user_id, self.language_code)
        return [(entry["command"], entry["description"]) for entry in menu]

    def find_button(self, wanted: str, message_id: int | None = None) -> tuple[Shown, Button]:
        """On the newest message that has it: the button with that data, else that label, else that part of a label.

        LookupError naming the visible buttons when there is none.
        """
        for shown in self._candidates(message_id):
            buttons = shown.buttons
            for fits in (_has_data, _has_label, _has_part):
                for button in buttons:
                    if fits(button, wanted):
                        return shown, button
        everything = [button for shown in self._candidates(message_id) for button in shown.buttons]
        visible = ", ".join(f"{button.text!r} ({button.data})" for button in everything) or "none"
        raise LookupError(f"{self.first_name} sees no button {wanted!r}; visible: {visible}")

    def _candidates(self, message_id: int | None) -> Iterator[Shown]:
        if message_id is None:
            return self.account.from_bot()
        return filter(None, [self.account.messages.get(message_id)])

    async def wait_until(self, condition: Callable[[Self], bool], timeout: float = 10) -> None:
        """Return once `condition(phone)` holds; TimeoutError with the last messages after `timeout` seconds."""
        await self._awaited(lambda: condition(self) or None, timeout)

    async def wait_for(self, predicate: Callable[[Shown], bool] | str, timeout: float = 10) -> Shown:
        """The newest message of the bot that fits, as soon as there is one; a str means: contains it."""
        fits = _contains(predicate) if isinstance(predicate, str) else predicate
        return await self._awaited(lambda: next(filter(fits, self.account.from_bot()), None), timeout)

    async def wait_for_toast(self, predicate: Callable[[Toast], bool], timeout: float = 10) -> Toast:
        """The newest toast that fits, as soon as there is one."""
        return await self._awaited(lambda: next(filter(predicate, reversed(self.toasts)), None), timeout)

    async def _awaited(self, found: Callable[[], T | None], timeout: float) -> T:
        try:
            async with asyncio.timeout(timeout):
                while (result := found()) is None:
                    await self.account.changed.heard()
        except TimeoutError:
            raise TimeoutError(f"not within {timeout} s; {self.first_name} sees {self._summary()}") from None
        return result

    def _summary(self) -> str:
        newest = [shown.text for shown, _ in zip(self.account.from_bot(), range(3), strict=False)]
        return f"{newest} and toasts {[toast.text for toast in self.toasts[-3:]]}"


def _has_data(button: Button, wanted: str) -> bool:
    return button.data == wanted


def _has_label(button: Button, wanted: str) -> bool:
    return button.text == wanted


def _has_part(button: Button, wanted: str) -> bool:
    return wanted in button.text


def _contains(part: str) -> Callable[[Shown], bool]:
    return lambda shown: part in shown.text
