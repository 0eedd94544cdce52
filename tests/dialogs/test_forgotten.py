"""What somebody types for the bot goes from the chat, taken or refused, and the answer stands by itself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.screen import Forget, Outgoing
from storage import outbox
from tests.cast import Someone, World

LOGS = ("/contact", "[phone_call]", "[money]", "[explained]", "[none]")
ASKS_MINUTES = (*LOGS, "[minutes]", "[other]")


def typed(who: Someone) -> list[str]:
    """What stands in the chat of what she typed, commands aside."""
    mine = [one.text for one in who.phone.messages if not one.from_bot]
    return [one for one in mine if not one.startswith("/")]


async def post(world: World, who: Someone, *contents: Outgoing) -> None:
    async with world.database.transaction() as session:
        items = await outbox.reply(session, who.id, "en", contents, world.clock.now())
    world.program.delivery.post(items)
    await world.program.delivery.idle()


async def outgoing(world: World) -> Sequence[outbox.Item]:
    found: Sequence[outbox.Item] = await world.read(outbox.waiting)
    return found


@pytest.mark.parametrize(
    ("to_there", "words", "answer"),
    [
        pytest.param(ASKS_MINUTES, "20", "card.record.minutes(card.minutes.some(20))", id="taken"),
        pytest.param(ASKS_MINUTES, "half an hour", "card.minutes_typed.refused", id="refused"),
        pytest.param(
            ("/coordinator", "[question]"),
            "Can we talk about Friday?",
            "coordinator.words(Can we talk about Friday?)",
            id="a question to her coordinator",
        ),
        pytest.param(
            ("/coordinator", "[question]"),
            "Call mevrouw Jansen",
            "common.recognised(recognised.named(mev…n))",
            id="a question with somebody in it",
        ),
        pytest.param(
            ("/coordinator", "[question]"),
            "/nothing of ours",
            "coordinator.question.refused",
            id="no command",
        ),
    ],
)
async def test_words_that_a_question_asks_for_go_and_the_answer_says_what_became_of_them(
    amina: Someone, vera: Someone, to_there: tuple[str, ...], words: str, answer: str
) -> None:
    await amina.does(*to_there)
    lines = await amina.does(words)
    assert answer in lines
    assert words not in [one.text for one in amina.phone.messages]


async def test_what_is_no_text_goes_from_there_as_well(world: World, amina: Someone, vera: Someone) -> None:
    await amina.does("/coordinator", "[question]")
    phone = amina.phone
    for send in (
        phone.send_voice,
        partial(phone.send_photo, caption="her letter"),
        partial(phone.forward, "hers"),
    ):
        before = {one.message_id for one in phone.messages if not one.from_bot}
        send()
        await world.settle()
        assert {one.message_id for one in phone.messages if not one.from_bot} == before


@pytest.mark.parametrize(
    ("to_there", "answer"),
    [
        pytest.param((), "common.no_question", id="no question is open"),
        pytest.param(("/contact",), "common.tap_a_button", id="a button is asked for"),
    ],
)
async def test_what_nobody_asked_for_is_left_to_her(
    amina: Someone, to_there: tuple[str, ...], answer: str
) -> None:
    await amina.does(*to_there)
    await amina.hears(("hello", answer))
    assert typed(amina) == ["hello"]


async def test_commands_and_keys_of_the_keyboard_stay(amina: Someone) -> None:
    await amina.does(*ASKS_MINUTES, "/today")
    assert "/today" in [one.text for one in amina.phone.messages]


async def test_the_answer_comes_before_her_words_go(world: World, amina: Someone) -> None:
    await amina.does(*ASKS_MINUTES)
    before = len(world.telegram.calls)
    await amina.does("20")
    methods = [call.method for call in world.telegram.calls[before:]]
    assert methods.index("sendMessage") < methods.index("deleteMessage")


async def test_a_stop_between_the_commit_and_the_deletion_does_not_leave_them_there(
    world: World, amina: Someone
) -> None:
    await amina.does(*ASKS_MINUTES)
    world.telegram.faults.add("server_error", method="deleteMessage")
    amina.phone.send("20")
    await world.program.intake.poll_once(0)
    await world.program.intake.handle_waiting()
    assert Forget.__name__ in {type(one.content).__name__ for one in await outgoing(world)}
    while world.telegram.calls[-1].method != "deleteMessage":
        await world.telegram.changed.heard(1.0)
    assert typed(amina) == ["20"], "it has not gone yet"
    await world.restart()
    assert typed(amina) == []
    assert await outgoing(world) == []


async def test_what_is_gone_already_or_too_old_to_go_holds_nothing_up(
    world: World, amina: Someone, caplog: pytest.LogCaptureFixture
) -> None:
    await amina.does("hello")
    [hello] = [one for one in amina.phone.messages if one.text == "hello"]
    amina.phone.account.show(replace(hello, at=hello.at - timedelta(days=3)))
    await post(world, amina, Forget(message_id=hello.message_id), Forget(message_id=10**6))
    assert typed(amina) == ["hello"]
    assert await outgoing(world) == []
    assert not [one for one in caplog.records if one.levelname in {"WARNING", "ERROR"}]


async def test_a_network_that_comes_back_lets_them_go_after_all(world: World, amina: Someone) -> None:
    await amina.does("hello")
    [hello] = [one for one in amina.phone.messages if one.text == "hello"]
    world.telegram.faults.add("lost_answer", method="deleteMessage")
    await post(world, amina, Forget(message_id=hello.message_id))
    assert typed(amina) == []
    assert await outgoing(world) == []
