"""What a person sees on her phone, and what the bot hears of what she does."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.tryout.calls import Caller, buttons, keys
from tests.tryout.conftest import Clock
from tryout.people import Button, Toast
from tryout.phone import Phone
from tryout.telegram import Telegram


async def heard(bot: Caller) -> dict[str, Any]:
    """The newest update."""
    updates: list[dict[str, Any]] = await bot.does("getUpdates", offset=-1)
    return updates[-1]


async def says(bot: Caller, phone: Phone, text: str, **params: Any) -> int:
    message = await bot.does("sendMessage", chat_id=phone.user_id, text=text, **params)
    return int(message["message_id"])


async def test_a_deep_link_is_a_start_command_with_its_code(bot: Caller, telegram: Telegram) -> None:
    update_id = telegram.phone(8, "Vera", "uk").start("CODE")
    update = await heard(bot)
    assert update["update_id"] == update_id
    assert update["message"]["text"] == "/start CODE"
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert update["message"]["from"] == {
        "id": 8,
        "is_bot": False,
        "first_name": "Vera",
        "language_code": "uk",
    }
    assert update["message"]["chat"] == {"id": 8, "first_name": "Vera", "type": "private"}


async def test_both_directions_stand_in_one_chat_in_order(bot: Caller, amina: Phone) -> None:
    await says(bot, amina, "<b>hello</b>", parse_mode="HTML", disable_notification="true")
    amina.send("hi")
    seen = [(shown.message_id, shown.from_bot, shown.text, shown.silent) for shown in amina.messages]
    assert seen == [(1, False, "/start", False), (2, True, "hello", True), (3, False, "hi", False)]
    assert amina.last.html == "<b>hello</b>"
    assert amina.last.entities == [{"type": "bold", "offset": 0, "length": 5}]


async def test_numbers_of_messages_are_counted_per_chat(
    bot: Caller, telegram: Telegram, amina: Phone
) -> None:
    vera = telegram.phone(8, "Vera")
    vera.start()
    assert await says(bot, amina, "x") == await says(bot, vera, "x") == 2


async def test_an_edit_is_seen_and_dated(bot: Caller, clock: Clock, amina: Phone) -> None:
    message_id = await says(bot, amina, "one", reply_markup=buttons("a"))
    before = amina.last
    clock.forward(timedelta(minutes=5))
    place = {"chat_id": amina.user_id, "message_id": message_id}
    edited = await bot.does("editMessageText", **place, text="two")
    assert (before.text, amina.last.text, amina.last.edits, amina.last.inline) == ("one", "two", 1, [])
    assert amina.last.at == before.at
    assert edited["edit_date"] - edited["date"] == 300


async def test_what_is_deleted_is_gone(bot: Caller, amina: Phone) -> None:
    message_id = await says(bot, amina, "secret")
    await bot.does("deleteMessage", chat_id=amina.user_id, message_id=message_id)
    assert [shown.text for shown in amina.messages] == ["/start"]
    with pytest.raises(LookupError):
        _ = amina.last


async def test_buttons_show_style_link_and_text_to_copy(bot: Caller, amina: Phone) -> None:
    row = [
        {"text": "Stop", "callback_data": "stop", "style": "danger"},
        {"text": "Site", "url": "https://example.org"},
        {"text": "Copy", "copy_text": {"text": "0800-2000"}},
    ]
    await says(bot, amina, "?", reply_markup={"inline_keyboard": [row, []]})
    assert amina.last.inline == [
        [
            Button("Stop", data="stop", style="danger"),
            Button("Site", url="https://example.org"),
            Button("Copy", copy_text="0800-2000"),
        ]
    ]
    assert amina.tap("Copy") == 0
    assert amina.clipboard == "0800-2000"


@pytest.mark.parametrize("wanted", ["n:yes", "Yes, please", "please"])
async def test_a_button_is_found_by_data_by_label_and_by_a_part_of_it(
    bot: Caller, amina: Phone, wanted: str
) -> None:
    markup = {"inline_keyboard": [[{"text": "Yes, please", "callback_data": "n:yes"}]]}
    message_id = await says(bot, amina, "?", reply_markup=markup)
    update_id = amina.tap(wanted)
    update = await heard(bot)
    query = update["callback_query"]
    assert (update["update_id"], query["data"], query["message"]["message_id"]) == (
        update_id,
        "n:yes",
        message_id,
    )


async def test_the_newest_message_with_the_button_is_tapped_and_an_old_one_on_request(
    bot: Caller, amina: Phone
) -> None:
    old = await says(bot, amina, "old", reply_markup=buttons("a"))
    new = await says(bot, amina, "new", reply_markup=buttons("a"))
    await says(bot, amina, "newest, without")
    amina.tap("a")
    assert (await heard(bot))["callback_query"]["message"]["message_id"] == new
    amina.tap("a", old)
    assert (await heard(bot))["callback_query"]["message"]["message_id"] == old


async def test_a_button_that_is_not_there_is_an_error_that_names_those_that_are(
    bot: Caller, amina: Phone
) -> None:
    message_id = await says(bot, amina, "?", reply_markup=buttons("yes"))
    with pytest.raises(LookupError, match=r"no button 'no'; visible: 'yes' \(yes\)"):
        amina.tap("no")
    await bot.does("editMessageReplyMarkup", chat_id=amina.user_id, message_id=message_id)
    with pytest.raises(LookupError, match="visible: none"):
        amina.tap("yes")


async def test_a_forged_tap_needs_no_button(bot: Caller, amina: Phone) -> None:
    message_id = await says(bot, amina, "?")
    amina.tap_data("forged", message_id)
    assert (await heard(bot))["callback_query"]["data"] == "forged"


async def test_a_toast_is_seen_once(bot: Caller, amina: Phone) -> None:
    await says(bot, amina, "?", reply_markup=buttons("a"))
    amina.tap("a")
    answer = {"callback_query_id": (await heard(bot))["callback_query"]["id"]}
    await bot.does("answerCallbackQuery", **answer, text="Saved", show_alert="true")
    await bot.does("answerCallbackQuery", **answer, text="Saved again")
    assert amina.toasts == [Toast("Saved", show_alert=True)]


async def test_the_reply_keyboard_stays_until_it_is_removed(bot: Caller, amina: Phone) -> None:
    assert amina.reply_keyboard is None
    await says(bot, amina, "menu", reply_markup=keys("Log", "Help", is_persistent=True, resize_keyboard=True))
    await says(bot, amina, "more")
    assert amina.reply_keyboard == [["Log"], ["Help"]]
    amina.press("Log")
    assert (await heard(bot))["message"]["text"] == "Log"
    assert amina.reply_keyboard == [["Log"], ["Help"]]
    await says(bot, amina, "bye", reply_markup={"remove_keyboard": True})
    with pytest.raises(LookupError, match="visible: none"):
        amina.press("Log")


async def test_a_one_time_keyboard_goes_after_one_press(bot: Caller, amina: Phone) -> None:
    await says(bot, amina, "menu", reply_markup=keys("Log", one_time_keyboard=True))
    amina.press("Log")
    assert amina.reply_keyboard is None


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (Phone.send_sticker, "sticker"),
        (Phone.send_photo, "photo"),
        (Phone.send_voice, "voice"),
        (Phone.send_contact, "contact"),
        (Phone.send_location, "location"),
        (lambda phone: phone.forward("news"), "forward_origin"),
        (lambda phone: phone.send_document(b"x", "a.pdf"), "document"),
    ],
)
async def test_the_bot_hears_of_things_that_are_not_text(
    bot: Caller, amina: Phone, act: Callable[[Phone], int], kind: str
) -> None:
    update_id = act(amina)
    update = await heard(bot)
    assert update["update_id"] == update_id
    assert kind in update["message"]


async def test_the_bot_hears_of_an_edit_but_not_of_a_deletion(bot: Caller, amina: Phone) -> None:
    amina.send("/helo")
    mine = amina.messages[-1].message_id
    amina.edit(mine, "hello")
    update = await heard(bot)
    assert update["edited_message"]["text"] == "hello"
    assert "entities" not in update["edited_message"]
    assert amina.delete(mine) == 0
    assert await heard(bot) == update
    amina.delete()
    assert amina.messages == []


async def test_she_can_not_edit_what_the_bot_said(bot: Caller, amina: Phone) -> None:
    with pytest.raises(LookupError):
        amina.edit(await says(bot, amina, "x"), "y")


async def test_the_bot_hears_that_it_is_blocked_and_unblocked(bot: Caller, amina: Phone) -> None:
    amina.block()
    assert (await heard(bot))["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    with pytest.raises(RuntimeError):
        amina.send("hello")
    amina.unblock()
    assert (await heard(bot))["my_chat_member"]["new_chat_member"]["status"] == "member"
    amina.send("hello")


@pytest.mark.parametrize("text", ["", "  ", "x" * 4097])
def test_an_app_sends_no_message_that_is_empty_or_too_long(amina: Phone, text: str) -> None:
    with pytest.raises(ValueError, match="1 to 4096"):
        amina.send(text)


async def test_waiting_ends_when_the_bot_speaks_edits_or_shows_a_toast(bot: Caller, amina: Phone) -> None:
    waiting = asyncio.create_task(amina.wait_for("hello"))
    await asyncio.sleep(0)
    message_id = await says(bot, amina, "hello", reply_markup=buttons("a"))
    assert (await asyncio.wait_for(waiting, 1)).message_id == message_id

    edited = asyncio.create_task(amina.wait_for(lambda shown: shown.edited))
    await asyncio.sleep(0)
    await bot.does("editMessageText", chat_id=7, message_id=message_id, text="x", reply_markup=buttons("a"))
    assert (await asyncio.wait_for(edited, 1)).text == "x"

    amina.tap("a")
    toast = asyncio.create_task(amina.wait_for_toast(lambda toast: "ok" in toast.text))
    both = asyncio.create_task(amina.wait_until(lambda phone: bool(phone.toasts)))
    await asyncio.sleep(0)
    query_id = (await heard(bot))["callback_query"]["id"]
    await bot.does("answerCallbackQuery", callback_query_id=query_id, text="ok")
    assert (await asyncio.wait_for(toast, 1)).text == "ok"
    await asyncio.wait_for(both, 1)


async def test_waiting_in_vain_says_what_she_sees(bot: Caller, amina: Phone) -> None:
    await says(bot, amina, "something else")
    with pytest.raises(TimeoutError, match=r"Amina sees .*something else"):
        await amina.wait_for("hello", timeout=0.01)


async def test_a_reply_shows_what_it_replies_to(bot: Caller, amina: Phone) -> None:
    first = await says(bot, amina, "first", reply_parameters={"message_id": 1})
    await says(bot, amina, "second", reply_parameters=f'{{"message_id": {first}}}')
    assert amina.last.message["reply_to_message"]["text"] == "first"
    assert "reply_to_message" not in amina.last.message["reply_to_message"]
    await says(bot, amina, "third", reply_parameters={"message_id": 99, "allow_sending_without_reply": True})


async def test_protection_and_link_preview_are_told_back(bot: Caller, amina: Phone) -> None:
    await says(bot, amina, "x", protect_content=True, link_preview_options='{"is_disabled": true}')
    message = amina.last.message
    assert message["has_protected_content"] is True
    assert message["link_preview_options"] == {"is_disabled": True}


def test_a_phone_is_made_once(telegram: Telegram, amina: Phone) -> None:
    assert telegram.phone(7, "Somebody else") is amina
    assert (amina.first_name, amina.language_code) == ("Amina", "nl")
