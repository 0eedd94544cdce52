"""Menus of commands: which one a person sees, and what may be in it."""

from typing import Any

import pytest

from tests.tryout.calls import Caller
from tryout.phone import Phone
from tryout.telegram import Telegram

PRIVATE = {"type": "all_private_chats"}
CHAT = {"type": "chat", "chat_id": 7}
LADDER = [
    (CHAT, "nl"),
    (CHAT, ""),
    (PRIVATE, "nl"),
    (PRIVATE, ""),
    ({"type": "default"}, "nl"),
    ({"type": "default"}, ""),
]


def menu(*names: str) -> list[dict[str, str]]:
    return [{"command": name, "description": f"about {name}"} for name in names]


async def test_the_narrowest_scope_counts_and_in_it_her_language(bot: Caller, amina: Phone) -> None:
    for step, (scope, code) in enumerate(LADDER):
        await bot.does("setMyCommands", commands=menu(f"step{step}"), scope=scope, language_code=code)
    for step, (scope, code) in enumerate(LADDER):
        assert amina.commands == [(f"step{step}", f"about step{step}")]
        await bot.does("deleteMyCommands", scope=scope, language_code=code)
    assert amina.commands == []


async def test_somebody_with_another_language_sees_the_menu_for_everybody(
    bot: Caller, telegram: Telegram
) -> None:
    await bot.does("setMyCommands", commands=menu("everybody"))
    await bot.does("setMyCommands", commands=menu("dutch"), language_code="nl")
    for code, seen in {"uk": "everybody", "nl-be": "dutch", None: "everybody"}.items():
        phone = telegram.phone(hash(code), language_code=code)
        assert [command for command, _ in phone.commands] == [seen]


async def test_asking_gives_exactly_what_was_set_for_that_place(bot: Caller, amina: Phone) -> None:
    await bot.does("setMyCommands", commands='[{"command": "/help", "description": " Help "}]')
    assert await bot.does("getMyCommands") == [{"command": "help", "description": "Help"}]
    assert await bot.does("getMyCommands", language_code="nl") == []
    assert await bot.does("getMyCommands", scope=f'{{"type": "chat", "chat_id": {amina.user_id}}}') == []


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        pytest.param({}, 'parameter "commands" is required', id="nothing"),
        pytest.param({"commands": menu("Help")}, "BOT_COMMAND_INVALID", id="a capital"),
        pytest.param({"commands": menu("aide-moi")}, "BOT_COMMAND_INVALID", id="a hyphen"),
        pytest.param({"commands": menu("")}, "command must be non-empty", id="no name"),
        pytest.param({"commands": menu("x" * 33)}, "command length must not exceed 32", id="a long name"),
        pytest.param(
            {"commands": [{"command": "help", "description": " "}]},
            "command description must be non-empty",
            id="no description",
        ),
        pytest.param(
            {"commands": [{"command": "help", "description": "x" * 257}]},
            "command description length must not exceed 256",
            id="a long description",
        ),
        pytest.param({"commands": menu(*["x"] * 101)}, "BOT_COMMANDS_TOO_MUCH", id="101 commands"),
        pytest.param(
            {"commands": menu("help"), "language_code": "ckb"},
            "invalid language code specified",
            id="a language of three letters",
        ),
        pytest.param(
            {"commands": menu("help"), "language_code": "NL"},
            "invalid language code specified",
            id="a language in capitals",
        ),
        pytest.param(
            {"commands": menu("help"), "scope": {"type": "chat", "chat_id": 99}},
            "chat not found",
            id="an unknown chat",
        ),
        pytest.param(
            {"commands": menu("help"), "scope": {"type": "everyone"}},
            "can't parse BotCommandScope: Unsupported type specified",
            id="an unknown scope",
        ),
    ],
)
async def test_a_menu_is_refused(bot: Caller, params: dict[str, Any], refusal: str) -> None:
    assert await bot.refused("setMyCommands", **params) == f"400 Bad Request: {refusal}"


@pytest.mark.parametrize(
    ("what", "field", "limit"),
    [
        ("Name", "name", 64),
        ("Description", "description", 512),
        ("ShortDescription", "short_description", 120),
    ],
)
async def test_texts_are_kept_per_language(bot: Caller, what: str, field: str, limit: int) -> None:
    await bot.does(f"setMy{what}", **{field: "x" * limit})
    await bot.does(f"setMy{what}", **{field: "nederlands"}, language_code="nl")
    assert await bot.does(f"getMy{what}", language_code="nl") == {field: "nederlands"}
    assert await bot.does(f"getMy{what}", language_code="uk") == {field: "x" * limit}
    assert (await bot.refused(f"setMy{what}", **{field: "x" * (limit + 1)})).startswith("400 Bad Request")


async def test_a_menu_may_go_up_to_the_limits(bot: Caller) -> None:
    longest = [{"command": "x" * 32, "description": "y" * 256}] * 100
    await bot.does("setMyCommands", commands=longest)
    assert await bot.does("getMyCommands") == longest


async def test_the_menu_button_is_kept_per_chat(bot: Caller, amina: Phone) -> None:
    assert await bot.does("getChatMenuButton") == {"type": "commands"}
    await bot.does("setChatMenuButton", chat_id=amina.user_id, menu_button={"type": "default"})
    assert await bot.does("getChatMenuButton", chat_id=amina.user_id) == {"type": "default"}
