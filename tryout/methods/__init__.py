"""The methods of the pretend Bot API, by name in small letters, since Telegram ignores case."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from tryout.methods import bot, callbacks, changing, documents, polling, profile, sending
from tryout.params import Params

if TYPE_CHECKING:
    from tryout.telegram import Telegram

Method = Callable[["Telegram", Params], Awaitable[Any]]

METHODS: Mapping[str, Method] = {
    name.lower(): method
    for module in (bot, callbacks, changing, documents, polling, profile, sending)
    for name, method in module.METHODS.items()
}
