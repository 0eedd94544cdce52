"""getMe and the methods with which a bot moves between servers."""

from typing import TYPE_CHECKING, Any

from tryout.params import Params

if TYPE_CHECKING:
    from tryout.telegram import Telegram

_ABILITIES = {
    "can_join_groups": False,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
}


async def get_me(telegram: "Telegram", _: Params) -> dict[str, Any]:
    return {**telegram.bot, **_ABILITIES}


async def accept(_: "Telegram", __: Params) -> bool:
    return True


METHODS = {"getMe": get_me, "close": accept, "logOut": accept}
