"""Whoever is not in: strangers, groups, channels and other bots."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import people
from tests.e2e.acts import heard, line, sees
from tests.e2e.house import House, housed
from tryout.phone import Phone

pytestmark = pytest.mark.asyncio(loop_scope="module")
STRANGER, GROUP, CHANNEL = 5550001234, -1005550005678, -1005550009876


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory, empty_file: Path) -> AsyncIterator[House]:
    async with housed(tmp_path_factory.mktemp("strangers")) as house:
        house.furnish(empty_file)
        await house.key_person(7)
        await house.start()
        yield house


async def cells(session: AsyncConnection) -> dict[str, list[str]]:
    """Every cell of every table as text."""
    names = await session.run_sync(lambda connection: inspect(connection).get_table_names())
    assert len(names) > 10
    found = {}
    for name in names:
        rows = await session.execute(text(f'SELECT * FROM "{name}"'))
        found[name] = [str(cell) for row in rows for cell in row]
    return found


async def stored_of(house: House, *signs: object) -> list[tuple[str, str]]:
    everything = await house.read(cells)
    return [
        (table, cell)
        for table, held in everything.items()
        for cell in held
        if any(str(one) in cell for one in signs)
    ]


async def test_a_stranger_hears_one_neutral_line_and_the_numbers_and_leaves_nothing_but_a_count(
    shared: House,
) -> None:
    stranger = shared.telegram.phone(STRANGER, "Somebody", "en")
    stranger.start()
    only = await stranger.wait_for(line("common.by_invitation"))
    counted = await shared.read(people.strangers)
    for words in ("hello", "/contact", "/sos", "/privacy"):
        stranger.send(words)
    card = await stranger.wait_for(line("safety.title"))
    stranger.send_photo()
    stranger.block()
    stranger.unblock()
    await shared.settled()
    assert [heard(stranger, one) for one in ("common.by_invitation", "safety.title")] == [1, 1]
    assert stranger.last.message_id == card.message_id
    assert (only.buttons, card.buttons, stranger.reply_keyboard) == ([], [], None)
    assert await shared.read(people.strangers) == counted + 5
    assert await stored_of(shared, STRANGER, "Somebody") == []


async def test_the_same_search_finds_whoever_is_in(shared: House) -> None:
    assert ("person", "7") in await stored_of(shared, 7)


def said_in(chat: dict[str, Any], sender: dict[str, Any], words: str) -> dict[str, Any]:
    return {"message": {"message_id": 1, "date": 1_790_000_000, "chat": chat, "from": sender, "text": words}}


def amina(shared: House) -> Phone:
    return shared.telegram.phone(7, "Amina", "en")


async def test_groups_channels_and_other_bots_are_not_heard(shared: House) -> None:
    she = amina(shared)
    group = {"id": GROUP, "type": "supergroup", "title": "Neighbours"}
    channel = {"id": CHANNEL, "type": "channel", "title": "News"}
    robot = {"id": 5550004321, "is_bot": True, "first_name": "Robot"}
    private = {"id": 5550004321, "type": "private", "first_name": "Robot"}
    post = {"message_id": 2, "date": 1_790_000_000, "chat": channel, "text": "/contact"}
    member = {"chat": group, "from": she.account.user, "date": 1_790_000_000}
    left = {"user": shared.telegram.bot, "status": "left"}
    joined = {"user": shared.telegram.bot, "status": "member"}
    before = len(shared.telegram.calls)
    updates: list[dict[str, Any]] = [
        said_in(group, she.account.user, "/contact"),
        said_in(group, robot, "/contact"),
        said_in(private, robot, "/start"),
        {"channel_post": post},
        {"edited_channel_post": post},
        {"my_chat_member": {**member, "old_chat_member": joined, "new_chat_member": left}},
        {
            "callback_query": {
                "id": "1",
                "from": she.account.user,
                "chat_instance": "1",
                "data": "12345678:money",
            }
        },
        {"inline_query": {"id": "2", "from": she.account.user, "query": "x", "offset": ""}},
        {"poll_of_tomorrow": {}},
    ]
    for update in updates:
        shared.telegram.push(update)
    await shared.settled()
    talk = [
        call.method
        for call in shared.telegram.calls[before:]
        if call.method not in {"getUpdates", "setMyCommands"}
    ]
    assert talk == []
    assert await stored_of(shared, GROUP, CHANNEL, 5550004321, "Neighbours") == []
    she.send("/contact")
    await sees(she, "phone_call")


async def test_a_call_for_help_in_a_group_brings_no_card_to_the_private_chat(shared: House) -> None:
    she = amina(shared)
    group = {"id": GROUP, "type": "supergroup", "title": "Neighbours"}
    shared.telegram.push(said_in(group, she.account.user, "/sos"))
    await shared.settled()
    she.send("/help")
    await she.wait_for(lambda shown: shown.text.startswith(line("help.key_person")[:20]))
    assert heard(she, "safety.title") == 0
