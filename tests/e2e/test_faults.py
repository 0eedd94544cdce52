"""Telegram and the network misbehave; the dialogue still ends, saved once, and she sees it."""

from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio

from tests.e2e.acts import FIVE_TAPS, heard, line, log_contact
from tests.e2e.house import House, housed
from tryout.phone import Phone

pytestmark = pytest.mark.asyncio(loop_scope="module")
numbers = count(101)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory, empty_file: Path) -> AsyncIterator[House]:
    """One bot for all faults: whatever they do to it, the next dialogue goes well."""
    async with housed(tmp_path_factory.mktemp("faults")) as house:
        house.furnish(empty_file)
        await house.start()
        yield house


@pytest_asyncio.fixture(loop_scope="module")
async def amina(shared: House) -> AsyncIterator[Phone]:
    """Somebody new each time; the bot is the same one before and after."""
    before = shared.bot
    yield await shared.key_person(next(numbers))
    shared.telegram.faults.clear()
    assert shared.bot is before
    assert before.runs, before.err


def struck(house: House, kind: str) -> set[str]:
    return {call.method for call in house.telegram.calls if call.fault == kind}


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param("too_many", id="429, come back in a second"),
        pytest.param("server_error", id="502"),
        pytest.param("reset", id="connection reset"),
        pytest.param("lost_answer", id="done, but the answer got lost"),
        pytest.param("html", id="a web page with status 200"),
        pytest.param("not_found", id="404"),
        pytest.param("unauthorized", id="401"),
    ],
)
async def test_a_call_that_fails_costs_no_contact_and_saves_none_twice(
    shared: House, amina: Phone, kind: str
) -> None:
    methods = ("sendMessage", "editMessageText", "getUpdates", "answerCallbackQuery")
    for method in methods:
        shared.telegram.faults.add(kind, method=method)
    await log_contact(amina, 20)
    await shared.settled()
    assert struck(shared, kind) == set(methods)
    assert len(await shared.contacts_of(amina)) == 1
    assert heard(amina, "card.saved") == 1


async def test_an_update_that_comes_twice_counts_once(shared: House, amina: Phone) -> None:
    await log_contact(amina)
    await shared.settled()
    said, again = len(amina.messages), [update["update_id"] for update in shared.telegram.updates.confirmed]
    assert len(again) >= len(FIVE_TAPS)
    shared.telegram.faults.add("duplicate")
    amina.send("/help")
    await amina.wait_for(lambda shown: shown.text.startswith(line("help.key_person")[:20]))
    await shared.settled()
    assert len(await shared.contacts_of(amina)) == 1
    assert len(amina.messages) == said + 2


async def test_an_update_that_cannot_be_read_is_set_aside_and_the_next_ones_go_on(
    shared: House, amina: Phone
) -> None:
    before = (await shared.waits())["inbox_dead"]
    broken = shared.telegram.push({"message": {"message_id": "x"}})
    await log_contact(amina)
    assert (await shared.waits())["inbox_dead"] == before + 1
    assert f"update {broken} cannot be read and is set aside" in shared.bot.err
