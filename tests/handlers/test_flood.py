"""A thousand messages from one chat slow that chat and no other, and nothing is too large or too odd to be handled."""

import asyncio
import json
from collections import Counter
from typing import Any

import pytest

from handlers.rota import Rota
from storage import checks, inbox
from storage.inbox import Waiting
from tests.cast import Someone, World

FLOOD, SMALLER = 1000, 120
# Of the flooder's, before somebody else is answered: those under way, and one whose turn it was.
AT_MOST = 5


async def arrived(world: World) -> None:
    """Everything that was sent is in the inbox, and nothing of it handled."""
    while await world.program.intake.poll_once(0):
        pass


async def flooded(
    world: World, flooder: Someone, other: Someone, deed: str = "/help", messages: int = SMALLER
) -> int:
    """All of a flood and what somebody else does after it have arrived; how many calls there were before."""
    since = len(world.telegram.calls)
    for number in range(messages):
        flooder.phone.send(f"words {number}")
    other.phone.send(deed)
    await arrived(world)
    return since


def answers(world: World, since: int) -> list[int]:
    """Whom the bot has written to, in order."""
    calls = [one for one in world.telegram.calls[since:] if one.ok]
    return [int(one.params["chat_id"]) for one in calls if one.method == "sendMessage"]


async def test_whoever_comes_after_a_thousand_messages_of_another_does_not_wait_for_them(
    world: World, amina: Someone, petro: Someone
) -> None:
    since = await flooded(world, amina, petro, messages=FLOOD)
    assert len(await world.read(inbox.waiting)) == FLOOD + 1
    work = asyncio.create_task(world.program.intake.handle_waiting())
    while petro.id not in answers(world, since):  # noqa: ASYNC110
        await asyncio.sleep(0)
    assert answers(world, since).count(amina.id) <= AT_MOST
    assert len(await world.read(inbox.waiting)) >= FLOOD - AT_MOST
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)


async def test_the_flood_itself_is_answered_too_each_message_once(
    world: World, amina: Someone, petro: Someone
) -> None:
    since = await flooded(world, amina, petro)
    await world.settle()
    assert Counter(answers(world, since)) == {amina.id: SMALLER, petro.id: 1}
    assert await world.read(inbox.waiting) == []


async def test_a_dialogue_goes_on_while_another_chat_floods(
    world: World, amina: Someone, petro: Someone
) -> None:
    """Each tap of hers is answered after a few of the others."""
    for number in range(SMALLER):
        amina.phone.send(f"words {number}")
    await arrived(world)
    work = asyncio.create_task(world.program.intake.handle_waiting())
    for deed in ("/contact", "[phone_call]", "[money]", "[explained]", "[none]"):
        since = len(world.telegram.calls)
        petro._act(deed)
        await arrived(world)
        while not any(petro._is_mine(one) for one in world.telegram.calls[since:]):  # noqa: ASYNC110
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert answers(world, since).count(amina.id) <= 2 * AT_MOST
    assert not work.done()
    await work
    await world.settle()
    assert "card.saved" in petro.phone.last.text


async def test_after_a_kill_the_order_is_as_fair(world: World, amina: Someone, petro: Someone) -> None:
    since = await flooded(world, amina, petro)
    await world.restart()
    assert answers(world, since).index(petro.id) <= AT_MOST


async def test_within_a_chat_the_order_of_arrival_stays(world: World, amina: Someone) -> None:
    for deed in ("/contact", "/help", "/today"):
        amina.phone.send(deed)
    since = len(world.telegram.calls)
    await world.settle()
    heard = [one.partition("(")[0] for one in amina.lines_since(since)]
    assert heard.index("log_contact.kind.ask") < heard.index("help.key_person") < heard.index("today.none")


# The red button.


async def test_help_comes_before_anything_of_a_flood_is_handled(
    world: World, amina: Someone, petro: Someone
) -> None:
    since = await flooded(world, amina, petro, "/sos")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert set(answers(world, since)) == {petro.id}
    assert len(await world.read(inbox.waiting)) == SMALLER + 1
    await world.settle()


async def test_a_flood_of_cries_for_help_gets_one_card_at_a_time(
    world: World, amina: Someone, petro: Someone
) -> None:
    since = len(world.telegram.calls)
    for _ in range(SMALLER):
        amina.phone.send("/sos")
    petro.phone.send("/help")
    await arrived(world)
    await world.settle()
    told = answers(world, since)
    assert told.index(petro.id) <= 2 * AT_MOST
    cards = [line for line in amina.lines_since(since) if line.startswith("safety.title")]
    assert 1 <= len(cards) <= 10
    assert await world.read(inbox.waiting) == []


async def test_a_card_that_does_not_get_through_holds_up_nobody_else(
    world: World, amina: Someone, petro: Someone
) -> None:
    world.telegram.faults.add("hang", method="sendMessage")
    since = len(world.telegram.calls)
    amina.phone.send("/sos")
    petro.phone.send("/help")
    await arrived(world)
    while world.telegram.faults.waiting("hang"):  # noqa: ASYNC110
        await asyncio.sleep(0)
    work = asyncio.create_task(world.program.intake.handle_waiting())
    async with asyncio.timeout(20):
        while petro.id not in answers(world, since):  # noqa: ASYNC110
            await asyncio.sleep(0)
    assert amina.id not in answers(world, since)
    world.telegram.faults.clear()
    await work
    await world.settle()
    assert any(line.startswith("safety.title") for line in amina.lines_since(since))


async def test_a_thousand_taps_are_confirmed_one_after_the_other(
    world: World, amina: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that they do not take every connection that there is."""
    under_way, most = 0, 0
    call = world.telegram.call

    async def counted(method: str, *given: Any) -> Any:
        nonlocal under_way, most
        if method != "answerCallbackQuery":
            return await call(method, *given)
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        under_way -= 1
        return await call(method, *given)

    monkeypatch.setattr(world.telegram, "call", counted)
    await amina.does("/contact")
    shown, data = amina.button("phone_call")
    since = len(world.telegram.calls)
    for _ in range(SMALLER):
        amina.phone.tap(data, shown.message_id)
    await world.settle()
    answered = [one for one in world.telegram.calls[since:] if one.method == "answerCallbackQuery"]
    assert (len(answered), most) == (SMALLER, 1)


# Whose turn it is.


def waiting(number: int, chat_id: int) -> Waiting:
    person = {"id": chat_id, "type": "private"}
    return Waiting(number, json.dumps({"update_id": number, "message": {"from": person, "chat": person}}))


def taken(rota: Rota, busy: frozenset[int] = frozenset()) -> list[int]:
    found = []
    while rota:
        found.append(rota.first(busy.__contains__).update_id)
        rota.done()
    return found


def test_chats_take_turns_and_each_keeps_its_order() -> None:
    rota = Rota()
    rota.extend([waiting(1, 7), waiting(2, 7), waiting(3, 7), waiting(4, 8), waiting(5, 9), waiting(6, 8)])
    assert taken(rota) == [1, 4, 5, 2, 6, 3]


def test_what_no_person_has_sent_waits_as_one_chat() -> None:
    rota = Rota()
    rota.extend([Waiting(1, "{}"), Waiting(2, "[]"), Waiting(3, '{"poll": 1}'), waiting(4, 7)])
    assert taken(rota) == [1, 4, 2, 3]


def test_who_is_busy_lets_others_go_before_and_loses_nothing() -> None:
    rota = Rota()
    rota.extend([waiting(1, 7), waiting(2, 8), waiting(3, 7), waiting(4, 8)])
    assert taken(rota, frozenset({7})) == [2, 4, 1, 3]


# Too large, too odd.

PERSON = {"id": 1001, "is_bot": False, "first_name": "Amina"}
CHAT = {"id": 1001, "type": "private"}
SAID = {"message_id": 5, "date": 1, "chat": CHAT, "from": PERSON}
HUGE = 2**63


def tapped(data: object) -> dict[str, Any]:
    return {
        "callback_query": {"id": "9", "from": PERSON, "chat_instance": "1", "message": SAID, "data": data}
    }


ODD: dict[str, dict[str, Any]] = {
    "a text as long as may be": {"message": {**SAID, "text": "w" * 4096}},
    "a text of a megabyte": {"message": {**SAID, "text": "ب" * 1_000_000}},
    "a command of a megabyte": {"message": {**SAID, "text": "/" + "x" * 1_000_000}},
    "an argument of a megabyte": {"message": {**SAID, "text": "/start " + "x" * 1_000_000}},
    "a tap of a megabyte": tapped("x" * 1_000_000),
    "a tap of a megabyte that looks like one of ours": tapped("abc:" + ":" * 1_000_000),
    "a tap on a command of a megabyte": tapped("/" + "directory " * 100_000),
    "a tap without data": tapped(None),
    "a tap on nothing": {"callback_query": {"id": "9", "from": PERSON, "chat_instance": "1", "data": "x"}},
    "half a pair of signs": {"message": {**SAID, "text": "\ud800"}},
    "half a pair in a tap": tapped("\udfff"),
    "a null": {"message": {**SAID, "text": "a\0b"}},
    "a person beyond all numbers": {
        "message": {**SAID, "text": "/start", "from": {**PERSON, "id": HUGE}, "chat": {**CHAT, "id": HUGE}}
    },
    "a message beyond all numbers": {"message": {**SAID, "text": "x", "message_id": HUGE}},
    "a date beyond all calendars": {"message": {**SAID, "text": "x", "date": 10**18}},
    "nothing at all": {},
    "a kind that we did not ask for": {"poll_answer": {"poll_id": "1", "option_ids": [1], "user": PERSON}},
    "a kind that does not exist": {"telepathy": {"thought": "x" * 1000}},
    "a message that is a list": {"message": [1, 2]},
    "a message that is a word": {"message": "hello"},
    "a message of nobody": {"message": {"message_id": 5, "date": 1, "chat": CHAT, "text": "x"}},
    "a person who is a word": {"message": {**SAID, "from": "Amina", "text": "x"}},
    "a text that is a number": {"message": {**SAID, "text": 7}},
    "a group": {"message": {**SAID, "chat": {"id": -5, "type": "group", "title": "x"}, "text": "/start"}},
    "a document without an end": {
        "message": {**SAID, "document": {"file_id": "x" * 9000, "file_unique_id": "u", "file_size": 10**15}}
    },
    "a sticker": {
        "message": {
            **SAID,
            "sticker": {"file_id": "x", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1,
                        "is_animated": False, "is_video": False},
        }
    },
    "a place": {"message": {**SAID, "location": {"longitude": 4.6, "latitude": 52.4}}},
}  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
async def test_it_is_handled_or_set_aside_and_the_next_goes_on(
    world: World, amina: Someone, odd: str
) -> None:
    world.telegram.push(ODD[odd])
    await world.settle()
    assert await world.read(inbox.waiting) == []
    async with world.database.reading() as session:
        kept = (await session.exec_driver_sql("select payload from inbox where payload is not null")).all()
    assert kept == []
    await amina.hears(("/today", "today.none"))
    waits = await world.read(checks.waiting)
    assert (waits["inbox_new"], waits["outbox_new"]) == (0, 0)


@pytest.mark.parametrize("number", [HUGE, -1, True, "7", None, 1.5])
async def test_an_update_without_a_number_that_can_be_kept_does_not_stop_the_others(
    world: World, amina: Someone, number: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    get = world.program.application.bot.do_api_request
    odd = [{"update_id": number, "message": {**SAID, "text": "x"}}]

    async def also(_: object, *given: Any, **more: Any) -> Any:
        found = await get(*given, **more)
        return [*odd, *found] if found else found

    monkeypatch.setattr(type(world.program.application.bot), "do_api_request", also)
    await amina.hears(("/today", "today.none"))
