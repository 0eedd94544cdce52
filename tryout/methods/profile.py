"""The bot's menus of commands, its name and descriptions, its menu button."""

from typing import TYPE_CHECKING, Any

from tryout.errors import bad_request
from tryout.params import Params
from tryout.profile import Scope, checked_commands, language, scope_of

if TYPE_CHECKING:
    from tryout.telegram import Telegram

NAME_LIMIT, DESCRIPTION_LIMIT, SHORT_DESCRIPTION_LIMIT = 64, 512, 120


def _place(telegram: "Telegram", params: Params) -> tuple[Scope, str]:
    code = language(params.text("language_code"))
    scope = scope_of(params.mapping("scope"))
    if len(scope) > 1 and scope[1] not in telegram.accounts:
        raise bad_request("chat not found")
    return scope, code


async def set_my_commands(telegram: "Telegram", params: Params) -> bool:
    if params.value("commands") is None:
        raise bad_request('parameter "commands" is required')
    commands = checked_commands(params.objects("commands"))
    telegram.profile.set_menu(*_place(telegram, params), commands)
    return True


async def get_my_commands(telegram: "Telegram", params: Params) -> list[dict[str, str]]:
    return telegram.profile.menu(*_place(telegram, params))


async def delete_my_commands(telegram: "Telegram", params: Params) -> bool:
    telegram.profile.set_menu(*_place(telegram, params), [])
    return True


def _store(telegram: "Telegram", params: Params, name: str, limit: int) -> bool:
    code = language(params.text("language_code"))
    text = params.text(name)
    if len(text) > limit:
        raise bad_request(f"bot {name} is too long")
    telegram.profile.texts[name, code] = text
    return True


def _stored(telegram: "Telegram", params: Params, name: str) -> dict[str, str]:
    return {name: telegram.profile.text(name, language(params.text("language_code")))}


async def set_my_name(telegram: "Telegram", params: Params) -> bool:
    return _store(telegram, params, "name", NAME_LIMIT)


async def set_my_description(telegram: "Telegram", params: Params) -> bool:
    return _store(telegram, params, "description", DESCRIPTION_LIMIT)


async def set_my_short_description(telegram: "Telegram", params: Params) -> bool:
    return _store(telegram, params, "short_description", SHORT_DESCRIPTION_LIMIT)


async def get_my_name(telegram: "Telegram", params: Params) -> dict[str, str]:
    return {"name": _stored(telegram, params, "name")["name"] or str(telegram.bot["first_name"])}


async def get_my_description(telegram: "Telegram", params: Params) -> dict[str, str]:
    return _stored(telegram, params, "description")


async def get_my_short_description(telegram: "Telegram", params: Params) -> dict[str, str]:
    return _stored(telegram, params, "short_description")


async def set_chat_menu_button(telegram: "Telegram", params: Params) -> bool:
    telegram.profile.menu_buttons[params.number("chat_id")] = params.mapping("menu_button")
    return True


async def get_chat_menu_button(telegram: "Telegram", params: Params) -> dict[str, Any]:
    buttons = telegram.profile.menu_buttons
    return buttons.get(params.number("chat_id")) or buttons.get(0) or {"type": "commands"}


METHODS = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": set_my_name,
    "getMyName": get_my_name,
    "setMyDescription": set_my_description,
    "getMyDescription": get_my_description,
    "setMyShortDescription": set_my_short_description,
    "getMyShortDescription": get_my_short_description,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
