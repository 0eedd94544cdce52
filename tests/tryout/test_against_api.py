"""Everything the stand-in says has the shape that the Bot API documents."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.tryout.bot_api import EXTRACT, TYPES, Inspector
from tests.tryout.calls import PNG, buttons, keys
from tryout.methods import METHODS
from tryout.params import Params
from tryout.phone import Phone
from tryout.telegram import Telegram

API = json.loads(EXTRACT.read_text("utf-8"))
EVERY_ENTITY = (
    "<b>b</b> <i>i</i> <u>u</u> <s>s</s> <tg-spoiler>x</tg-spoiler> <code>c</code> "
    '<pre><code class="language-python">p</code></pre> <a href="https://x.nl">a</a> '
    "<blockquote>q</blockquote> <blockquote expandable>e</blockquote> /help https://x.nl @amina123 a@x.nl"
)
EVERY_BUTTON = {
    "inline_keyboard": [
        [{"text": "Yes", "callback_data": "yes", "style": "success"}],
        [{"text": "Site", "url": "https://x.nl"}, {"text": "Copy", "copy_text": {"text": "0800"}}],
    ]
}
HEARD = ["callback_query", "edited_message", "message", "my_chat_member"]
CHAT = {"chat_id": 7}
PLACE = {"chat_id": 7, "message_id": 2}
# Message 1 is her /start, so the first thing the bot says is 2.
SCRIPT: list[tuple[str, dict[str, Any]]] = [
    ("getMe", {}),
    ("sendMessage", {**CHAT, "text": EVERY_ENTITY, "parse_mode": "HTML", "reply_markup": EVERY_BUTTON}),
    ("editMessageReplyMarkup", {**PLACE, "reply_markup": buttons("a")}),
    ("editMessageText", {**PLACE, "text": "changed", "link_preview_options": {"is_disabled": True}}),
    ("sendMessage", {**CHAT, "text": "menu", "reply_markup": keys("a"), "protect_content": True}),
    ("sendMessage", {**CHAT, "text": "reply", "reply_parameters": {"message_id": 2}}),
    ("sendChatAction", {**CHAT, "action": "typing"}),
    ("deleteMessage", {**PLACE, "message_id": 3}),
    ("sendDocument", {**CHAT, "caption": "<b>c</b>", "parse_mode": "HTML"}),
    ("sendPhoto", CHAT),
    ("getFile", {"file_id": "F00000001"}),
    ("answerCallbackQuery", {"callback_query_id": "700000001", "text": "ok"}),
    ("setMyCommands", {"commands": [{"command": "help", "description": "Help"}]}),
    ("getMyCommands", {}),
    ("deleteMyCommands", {"language_code": "nl"}),
    *((f"set{name}", {}) for name in ("MyName", "MyDescription", "MyShortDescription", "ChatMenuButton")),
    *((f"get{name}", {}) for name in ("MyName", "MyDescription", "MyShortDescription", "ChatMenuButton")),
    ("setWebhook", {"url": "https://x.nl", "allowed_updates": HEARD}),
    ("getWebhookInfo", {}),
    ("deleteWebhook", {}),
    ("getUpdates", {"allowed_updates": []}),
    ("close", {}),
    ("logOut", {}),
]


def everything_she_can_do(amina: Phone) -> None:
    amina.tap_data("yes", 1)
    amina.send(f"{'😀'} /help https://x.nl")
    amina.edit(amina.messages[-1].message_id, "changed")
    amina.send_photo(PNG, "caption")
    amina.send_document(b"x", "a.pdf")
    for act in (amina.send_sticker, amina.send_voice, amina.send_contact, amina.send_location):
        act()
    amina.forward("news")
    amina.block()
    amina.unblock()


@pytest.fixture
async def answers(telegram: Telegram, amina: Phone) -> list[tuple[str, dict[str, Any]]]:
    """The envelope of every call in the script, with her acts in the queue before the last poll."""
    files: Mapping[str, Mapping[str, bytes]] = {
        "sendDocument": {"document": b"x"},
        "sendPhoto": {"photo": PNG},
    }
    amina.tap_data("yes", 1)
    heard = []
    for method, params in SCRIPT:
        if method == "getUpdates":
            everything_she_can_do(amina)
        heard.append((method, await telegram.call(method, params, files.get(method))))
    return heard


async def test_every_answer_has_the_documented_shape(answers: list[tuple[str, dict[str, Any]]]) -> None:
    inspector = Inspector(API)
    for method, answer in answers:
        assert answer["ok"], (method, answer)
        inspector.inspect(answer["result"], API["methods"][method]["returns"], method)
    assert inspector.wrong == []
    assert sum(inspector.looked_at.values()) > 50
    unions = {name for name in TYPES.split() if API["types"][name]["subtypes"]}
    never_tried = {"ResponseParameters", "MenuButtonDefault"}
    assert set(TYPES.split()) - unions - never_tried <= inspector.looked_at.keys()


def test_the_script_calls_every_method_the_stand_in_has() -> None:
    assert {method.lower() for method, _ in SCRIPT} == METHODS.keys()
    assert {method.lower() for method in API["methods"]} == METHODS.keys()


async def test_every_parameter_read_exists_in_the_api(
    monkeypatch: pytest.MonkeyPatch, telegram: Telegram, amina: Phone
) -> None:
    read: set[str] = set()
    ask = Params.value

    def noted(self: Params, name: str) -> Any:
        read.add(name)
        return ask(self, name)

    monkeypatch.setattr(Params, "value", noted)
    looked_at = 0
    for method, params in SCRIPT:
        read.clear()
        await telegram.call(method, params)
        looked_at += len(read)
        assert read <= API["methods"][method]["fields"].keys(), method
    assert looked_at > 50


async def test_a_refusal_with_parameters_has_the_documented_shape(telegram: Telegram) -> None:
    telegram.faults.add("too_many")
    answer = await telegram.call("getMe", {})
    inspector = Inspector(API)
    inspector.inspect(answer["parameters"], ["ResponseParameters"], "parameters")
    assert (inspector.wrong, inspector.looked_at) == ([], {"ResponseParameters": 1})


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        pytest.param({"command": "a"}, "x: BotCommand lacks description", id="a field missing"),
        pytest.param(
            {"command": "a", "description": "b", "c": 1}, "x: BotCommand has no c", id="an extra one"
        ),
        pytest.param({"command": 1, "description": "b"}, "x.command: 1 is no String", id="a wrong type"),
    ],
)
def test_the_inspector_sees_what_is_wrong(value: dict[str, Any], complaint: str) -> None:
    inspector = Inspector(API)
    inspector.inspect(value, ["BotCommand"], "x")
    assert inspector.wrong == [complaint]
