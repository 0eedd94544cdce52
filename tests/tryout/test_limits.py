"""Every limit, with the words in which Telegram refuses."""

from datetime import timedelta
from typing import Any

import pytest

from tests.tryout.calls import PNG, Caller, buttons, keys
from tests.tryout.conftest import Clock
from tryout.phone import Phone
from tryout.telegram import Telegram

NOT_MODIFIED = (
    "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)
TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        pytest.param({"text": ""}, "message text is empty", id="empty"),
        pytest.param({"text": None}, "message text is empty", id="missing"),
        pytest.param({"text": " \n\u202e "}, "text must be non-empty", id="empty once cleaned"),
        pytest.param({"text": "x" * 4097}, "message is too long", id="one too many"),
        pytest.param({"text": "😀" * 2049}, "message is too long", id="counted in UTF-16"),
        pytest.param({"parse_mode": "Markdown"}, "unsupported parse_mode", id="not HTML"),
        pytest.param({"chat_id": None}, "chat_id is empty", id="no chat"),
        pytest.param({"chat_id": 99}, "chat not found", id="unknown chat"),
        pytest.param({"chat_id": "@amina"}, "chat not found", id="a name"),
        pytest.param(
            {"reply_parameters": {"message_id": 99}}, "message to be replied not found", id="reply to nothing"
        ),
        pytest.param({"reply_markup": buttons("x" * 65)}, "BUTTON_DATA_INVALID", id="65 bytes of data"),
        pytest.param({"reply_markup": buttons("й" * 33)}, "BUTTON_DATA_INVALID", id="counted in bytes"),
        pytest.param(
            {"reply_markup": buttons(*map(str, range(101)))}, "reply markup is too long", id="101 buttons"
        ),
        pytest.param(
            {"reply_markup": {"inline_keyboard": [[{"text": "x"}]]}},
            "text buttons are unallowed in the inline keyboard",
            id="a button that does nothing",
        ),
        pytest.param(
            {"reply_markup": {"inline_keyboard": [[{"text": "x", "copy_text": {"text": "y" * 257}}]]}},
            "BUTTON_COPY_TEXT_INVALID",
            id="too much to copy",
        ),
        pytest.param(
            {"reply_markup": keys()},
            "keyboard must contain at least one button",
            id="a keyboard without keys",
        ),
    ],
)
async def test_a_message_is_refused(bot: Caller, amina: Phone, params: dict[str, Any], refusal: str) -> None:
    complete = {"chat_id": amina.user_id, "text": "hello", **params}
    assert await bot.refused("sendMessage", **complete) == f"400 Bad Request: {refusal}"


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(buttons("x" * 64), id="64 bytes of data"),
        pytest.param(buttons(*map(str, range(100))), id="100 buttons"),
        pytest.param(
            {"inline_keyboard": [[{"text": "x", "copy_text": {"text": "y" * 256}}]]}, id="256 to copy"
        ),
    ],
)
async def test_a_keyboard_may_go_up_to_the_limit(bot: Caller, amina: Phone, markup: dict[str, Any]) -> None:
    await bot.does("sendMessage", chat_id=amina.user_id, text="?", reply_markup=markup)


@pytest.mark.parametrize("text", ["x" * 4096, "<b></b>" + "x" * 4096, "&lt;" * 4096, "😀" * 2048])
async def test_the_length_counts_after_parsing(bot: Caller, amina: Phone, text: str) -> None:
    await bot.does("sendMessage", chat_id=amina.user_id, text=text, parse_mode="HTML")


async def test_a_caption_has_1024_characters(bot: Caller, telegram: Telegram, amina: Phone) -> None:
    params = {"chat_id": amina.user_id, "caption": "x" * 1025}
    answer = await telegram.call("sendDocument", params, {"document": b"x"})
    assert answer["description"] == "Bad Request: message caption is too long"
    answer = await telegram.call("sendDocument", {**params, "caption": "x" * 1024}, {"document": b"x"})
    assert answer["ok"]


@pytest.mark.parametrize(
    ("what_she_does", "refusal"),
    [
        pytest.param("block", "403 Forbidden: bot was blocked by the user", id="blocked"),
        pytest.param("deactivate", "403 Forbidden: user is deactivated", id="account deleted"),
    ],
)
@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("sendMessage", {"text": "x"}),
        ("sendChatAction", {"action": "typing"}),
        ("editMessageText", {"text": "x"}),
    ],
)
async def test_nobody_who_left_can_be_reached(
    bot: Caller, amina: Phone, what_she_does: str, refusal: str, method: str, params: dict[str, Any]
) -> None:
    getattr(amina, what_she_does)()
    assert await bot.refused(method, chat_id=amina.user_id, **params) == refusal


async def test_the_bot_cannot_open_a_chat(bot: Caller, telegram: Telegram) -> None:
    stranger = telegram.phone(8)
    refusal = await bot.refused("sendMessage", chat_id=8, text="hello")
    assert refusal == "403 Forbidden: bot can't initiate conversation with a user"
    stranger.start()
    await bot.does("sendMessage", chat_id=8, text="hello")


async def test_an_edit_must_change_something(bot: Caller, amina: Phone) -> None:
    place = {"chat_id": amina.user_id, "text": "<b>hello</b>", "parse_mode": "HTML"}
    sent = await bot.does("sendMessage", **place, reply_markup=buttons("x"))
    place["message_id"] = sent["message_id"]
    assert await bot.refused("editMessageText", **place, reply_markup=buttons("x")) == NOT_MODIFIED
    await bot.does("editMessageText", **place, reply_markup=buttons("y"))
    await bot.does("editMessageReplyMarkup", **place)
    assert await bot.refused("editMessageReplyMarkup", **place) == NOT_MODIFIED


@pytest.mark.parametrize("method", ["editMessageText", "editMessageReplyMarkup"])
async def test_only_messages_of_the_bot_can_be_edited(bot: Caller, amina: Phone, method: str) -> None:
    place = {"chat_id": amina.user_id, "text": "hello"}
    assert await bot.refused(method, **place) == "400 Bad Request: message identifier is not specified"
    refusal = await bot.refused(method, **place, message_id=99)
    assert refusal == "400 Bad Request: message to edit not found"
    hers = amina.messages[0].message_id
    assert await bot.refused(method, **place, message_id=hers) == "400 Bad Request: message can't be edited"


@pytest.mark.parametrize("markup", [keys("a"), {"remove_keyboard": True}])
async def test_a_message_that_changed_the_reply_keyboard_can_not_be_edited(
    bot: Caller, amina: Phone, markup: dict[str, Any]
) -> None:
    place = {"chat_id": amina.user_id, "text": "hello"}
    sent = await bot.does("sendMessage", **place, reply_markup=markup)
    place |= {"message_id": sent["message_id"], "text": "changed"}
    assert await bot.refused("editMessageText", **place) == "400 Bad Request: message can't be edited"


async def test_an_edit_takes_inline_keyboards_only(bot: Caller, amina: Phone) -> None:
    sent = await bot.does("sendMessage", chat_id=amina.user_id, text="hello")
    place = {"chat_id": amina.user_id, "message_id": sent["message_id"], "text": "changed"}
    refusal = await bot.refused("editMessageText", **place, reply_markup=keys("a"))
    assert refusal == "400 Bad Request: inline keyboard expected"


async def test_the_text_of_a_document_can_not_be_edited(
    bot: Caller, telegram: Telegram, amina: Phone
) -> None:
    answer = await telegram.call("sendDocument", {"chat_id": amina.user_id}, {"document": b"x"})
    place = {"chat_id": amina.user_id, "message_id": answer["result"]["message_id"], "text": "changed"}
    refusal = await bot.refused("editMessageText", **place)
    assert refusal == "400 Bad Request: there is no text in the message to edit"


async def test_a_message_can_be_deleted_for_48_hours(bot: Caller, clock: Clock, amina: Phone) -> None:
    for text in ("one", "two"):
        await bot.does("sendMessage", chat_id=amina.user_id, text=text)
    first, second = (shown.message_id for shown in amina.messages[1:])
    clock.forward(timedelta(hours=48, seconds=-1))
    await bot.does("deleteMessage", chat_id=amina.user_id, message_id=first)
    clock.forward(timedelta(seconds=1))
    refusal = await bot.refused("deleteMessage", chat_id=amina.user_id, message_id=second)
    assert refusal == "400 Bad Request: message can't be deleted for everyone"
    refusal = await bot.refused("deleteMessage", chat_id=amina.user_id, message_id=first)
    assert refusal == "400 Bad Request: message to delete not found"


async def test_a_tap_must_be_answered_in_time(bot: Caller, clock: Clock, amina: Phone) -> None:
    await bot.does("sendMessage", chat_id=amina.user_id, text="?", reply_markup=buttons("a"))
    amina.tap("a")
    [update] = await bot.does("getUpdates")
    query_id = update["callback_query"]["id"]
    clock.forward(timedelta(seconds=60))
    await bot.does("answerCallbackQuery", callback_query_id=query_id)
    clock.forward(timedelta(seconds=1))
    assert await bot.refused("answerCallbackQuery", callback_query_id=query_id) == TOO_OLD
    assert await bot.refused("answerCallbackQuery", callback_query_id="made up") == TOO_OLD


async def test_a_toast_has_200_characters(bot: Caller, amina: Phone) -> None:
    await bot.does("sendMessage", chat_id=amina.user_id, text="?", reply_markup=buttons("a"))
    amina.tap("a")
    [update] = await bot.does("getUpdates")
    answer = {"callback_query_id": update["callback_query"]["id"]}
    refusal = await bot.refused("answerCallbackQuery", **answer, text="x" * 201)
    assert refusal == "400 Bad Request: MESSAGE_TOO_LONG"
    await bot.does("answerCallbackQuery", **answer, text="x" * 200)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        pytest.param(b"", "file must be non-empty", id="nothing in it"),
        pytest.param(b"not a picture", "IMAGE_PROCESS_FAILED", id="not a picture"),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x04ab", "IMAGE_PROCESS_FAILED", id="a broken picture"),
    ],
)
async def test_a_photo_must_be_a_picture(
    telegram: Telegram, amina: Phone, content: bytes, refusal: str
) -> None:
    answer = await telegram.call("sendPhoto", {"chat_id": amina.user_id}, {"photo": content})
    assert answer["description"] == f"Bad Request: {refusal}"


async def test_a_photo_has_10_megabytes(telegram: Telegram, amina: Phone) -> None:
    for surplus, accepted in ((0, True), (1, False)):
        content = PNG.ljust(10 * 1024 * 1024 + surplus, b"x")
        answer = await telegram.call("sendPhoto", {"chat_id": amina.user_id}, {"photo": content})
        assert answer["ok"] == accepted


async def test_a_bot_fetches_files_of_20_megabytes(bot: Caller, amina: Phone) -> None:
    for surplus in (0, 1):
        amina.send_document(b"x" * (20 * 1024 * 1024 + surplus), "film.mp4")
    fits, too_big = (shown.message["document"]["file_id"] for shown in amina.messages[1:])
    await bot.does("getFile", file_id=fits)
    assert await bot.refused("getFile", file_id=too_big) == "400 Bad Request: file is too big"


async def test_an_unknown_method_is_not_found(bot: Caller) -> None:
    assert await bot.refused("sendHugs") == "404 Not Found"


async def test_an_unknown_action_is_refused(bot: Caller, amina: Phone) -> None:
    refusal = await bot.refused("sendChatAction", chat_id=amina.user_id, action="dancing")
    assert refusal == "400 Bad Request: wrong parameter action in request"
