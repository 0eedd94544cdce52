"""Slow work beside what is said: it is done at least once, by itself, one at a time, and it ends kindly."""

import asyncio
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import delete
from telegram.error import BadRequest
from telegram.request import RequestData

import tests.cast
from bot.access import EVERYBODY
from bot.screen import Errand, Outgoing, Say, Screen, Text
from handlers.errands import ERRANDS, Values, Work
from handlers.errands.desk import Desk
from handlers.wire import MOST_BYTES, TooLarge
from storage import outbox, people
from storage.tables import membership_row as membership
from tests.cast import InProcessRequest, Someone, World

SORRY: Final = "errand.failed"
PNG: Final = b"\x89PNG\r\n\x1a\n" + bytes(8) + (9).to_bytes(4) * 2
HELLO: Final = Say(screen=Screen(lines=(Text(key="common.cancelled"),)))


class Bench:
    """An errand of these tests: it notes what happens, waits for `go`, and does what `act` says."""

    def __init__(self) -> None:
        self.begun: list[Desk] = []
        self.values: list[Values] = []
        self.go = asyncio.Event()
        self.go.set()
        self.error: Exception | None = None

    async def run(self, desk: Desk, values: Values) -> None:
        self.begun.append(desk)
        self.values.append(values)
        await self.go.wait()
        paper = desk.paper()
        paper.write(b"a,b\n")
        if self.error:
            raise self.error
        await desk.send_file(paper, "made.csv")

    async def has_begun(self, times: int = 1) -> None:
        while len(self.begun) < times:  # noqa: ASYNC110 - bounded by the test
            await asyncio.sleep(0)


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    made = Bench()
    monkeypatch.setitem(ERRANDS, "test", Work(made.run, EVERYBODY))
    return made


@pytest.fixture(autouse=True)
def folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))


def left(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "tmp").iterdir())


async def ask(world: World, who: Someone, *contents: Outgoing) -> None:
    told: Sequence[Outgoing] = contents or (Errand(name="test"),)
    async with world.database.transaction() as session:
        items = await outbox.reply(session, who.id, "en", told, world.clock.now())
    world.program.delivery.post(items)


def files(who: Someone) -> list[str]:
    return [one.file_name or "" for one in who.phone.messages if one.content and one.from_bot]


async def test_it_is_done_with_its_values_and_leaves_nothing(
    world: World, amina: Someone, bench: Bench, tmp_path: Path
) -> None:
    await ask(world, amina, Errand(name="test", values={"what": "contacts", "team": 3}))
    await world.settle()
    assert files(amina) == ["made.csv"]
    assert bench.values == [{"what": "contacts", "team": 3}]
    desk = bench.begun[0]
    assert (desk.person.telegram_id, desk.language, desk.now) == (amina.id, "en", world.clock.now())
    assert await world.read(outbox.waiting) == []
    assert left(tmp_path) == []


async def test_it_begins_when_what_was_said_before_it_has_arrived(
    world: World, amina: Someone, bench: Bench
) -> None:
    world.telegram.faults.add("server_error", method="sendMessage")
    await ask(world, amina, HELLO, Errand(name="test"))
    await world.settle()
    assert [one.text or one.file_name for one in amina.phone.messages[-2:]] == [
        "common.cancelled",
        "made.csv",
    ]


async def test_the_network_fails_and_comes_back(world: World, amina: Someone, bench: Bench) -> None:
    world.telegram.faults.add("server_error", method="sendDocument", times=2)
    await ask(world, amina)
    await world.settle()
    assert files(amina) == ["made.csv"]
    assert len(bench.begun) == 3
    assert SORRY not in [one.text for one in amina.phone.messages]


async def test_a_picture_shows_in_the_chat_with_its_words_and_survives_a_network_that_fails(
    world: World, amina: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = Screen(lines=(Text(key="common.name", values={"name": "Week"}), Text(key="common.cancelled")))

    async def shows(desk: Desk, _: Values) -> None:
        await desk.send_picture(PNG, words)

    world.telegram.faults.add("server_error", method="sendPhoto", times=2)
    monkeypatch.setitem(ERRANDS, "test", Work(shows, EVERYBODY))
    await ask(world, amina)
    await world.settle()
    [shown] = [one for one in amina.phone.messages if "photo" in one.message]
    assert shown.content == PNG
    assert shown.message["caption"] == "common.name(Week)\ncommon.cancelled"
    assert SORRY not in [one.text for one in amina.phone.messages]


async def test_killed_in_the_middle_it_is_done_again_and_no_file_is_left(
    world: World, amina: Someone, bench: Bench, tmp_path: Path
) -> None:
    bench.go.clear()
    await ask(world, amina)
    await bench.has_begun()
    await world.program.delivery.stop(0)
    bench.go.set()
    await world.restart()
    assert files(amina) == ["made.csv"]
    assert left(tmp_path) == []
    assert await world.read(outbox.waiting) == []


async def test_an_exception_ends_it_kindly_and_leaves_nothing(
    world: World, amina: Someone, bench: Bench, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    bench.error = ValueError("Amina and her secret")
    await ask(world, amina, Errand(name="test", values={"secret": "hers"}))
    await world.settle()
    assert amina.phone.last.text == SORRY
    assert len(bench.begun) == 1
    assert await world.read(outbox.waiting) == []
    assert left(tmp_path) == []
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text
    assert "hers" not in caplog.text


async def test_what_telegram_refuses_ends_kindly_too(world: World, amina: Someone, bench: Bench) -> None:
    bench.error = BadRequest("file must be non-empty")
    await ask(world, amina)
    await world.settle()
    assert amina.phone.last.text == SORRY
    assert len(bench.begun) == 1


async def test_one_that_no_release_knows_ends_kindly(world: World, amina: Someone) -> None:
    await ask(world, amina, Errand(name="of an older release"))
    await world.settle()
    assert amina.phone.last.text == SORRY


async def test_other_answers_of_the_same_chat_go_on_meanwhile(
    world: World, amina: Someone, bench: Bench
) -> None:
    bench.go.clear()
    await ask(world, amina, Errand(name="test"), HELLO)
    await bench.has_begun()
    async with asyncio.timeout(5):
        while amina.phone.last.text != "common.cancelled":  # noqa: ASYNC110 - the phone has no bell for it
            await asyncio.sleep(0)
    assert files(amina) == []
    bench.go.set()
    await world.settle()
    assert files(amina) == ["made.csv"]


async def test_one_at_a_time_in_the_whole_program(
    world: World, amina: Someone, vera: Someone, bench: Bench
) -> None:
    bench.go.clear()
    await ask(world, amina, Errand(name="test"), Errand(name="test"))
    await ask(world, vera)
    await bench.has_begun()
    await asyncio.sleep(0.05)
    assert len(bench.begun) == 1
    bench.go.set()
    await world.settle()
    assert (files(amina), files(vera)) == (["made.csv"] * 2, ["made.csv"])


async def test_whoever_is_in_no_team_any_more_gets_nothing(
    world: World, amina: Someone, bench: Bench
) -> None:
    world.telegram.faults.add("server_error", method="sendMessage", times=1)
    await ask(world, amina, HELLO, Errand(name="test"))
    person = await amina.person()
    async with world.database.transaction() as session:
        await session.execute(delete(membership).where(membership.c.person_id == person.id))
    before = len(amina.phone.messages)
    await world.settle()
    assert [one.text for one in amina.phone.messages[before:]] == ["common.cancelled"]
    assert bench.begun == []
    assert await world.read(outbox.waiting) == []


async def test_who_blocked_the_bot_is_unreachable_and_nothing_waits(
    world: World, amina: Someone, bench: Bench
) -> None:
    person = await amina.person()
    amina.phone.block()
    await world.settle()
    await ask(world, amina)
    await world.settle()
    assert not await world.read(people.is_reachable, person.id)
    assert await world.read(outbox.waiting) == []


class WithFiles(InProcessRequest):
    """Also hands out the files that people sent."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *rest: Any, **more: Any
    ) -> tuple[int, bytes]:
        _, is_file, path = url.partition("/file/bot")
        if is_file:
            content = self._telegram.files.content(path.partition("/")[2])
            return (404, b"{}") if content is None else (200, content)
        return await super().do_request(url, method, request_data, *rest, **more)


async def test_a_file_that_she_sent_is_fetched_unless_it_is_too_large(
    world: World, amina: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tests.cast, "InProcessRequest", WithFiles)
    await world.restart()
    fetched: list[bytes] = []

    async def take(desk: Desk, values: Values) -> None:
        fetched.append(await desk.fetch(str(values["file"]), 5))
        with pytest.raises(TooLarge):
            await desk.fetch(str(values["file"]), 4)
        await desk.fetch("of another bot", 5)

    monkeypatch.setitem(ERRANDS, "take", Work(take, EVERYBODY))
    amina.phone.send_document(b"a,b,c", "partners.csv")
    sent = amina.phone.messages[-1].message["document"]["file_id"]
    await world.settle()
    await ask(world, amina, Errand(name="take", values={"file": sent}))
    await world.settle()
    assert fetched == [b"a,b,c"]
    assert amina.phone.last.text == SORRY  # for the last of the three, which Telegram does not have


async def test_a_file_larger_than_telegram_takes_is_not_sent_for_ever(
    world: World, amina: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def huge(desk: Desk, _: Values) -> None:
        await desk.send_file(BytesIO(bytes(MOST_BYTES + 1)), "huge.csv")

    monkeypatch.setitem(ERRANDS, "huge", Work(huge, EVERYBODY))
    await ask(world, amina, Errand(name="huge"))
    await world.settle()
    assert (files(amina), amina.phone.last.text) == ([], SORRY)


async def test_a_message_of_an_errand_changes_in_place(
    world: World, amina: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def count(desk: Desk, _: Values) -> None:
        said = await desk.say(Screen(lines=(Text(key="common.name", values={"name": "1"}),)))
        await desk.edit(said, Screen(lines=(Text(key="common.name", values={"name": "2"}),)))
        amina.phone.delete(said)
        await desk.edit(said, Screen(lines=(Text(key="common.name", values={"name": "3"}),)))

    monkeypatch.setitem(ERRANDS, "count", Work(count, EVERYBODY))
    before = len(world.telegram.calls)
    await ask(world, amina, Errand(name="count"))
    await world.settle()
    assert [call.method for call in world.telegram.calls[before:]] == [
        "sendMessage",
        "editMessageText",
        "editMessageText",
    ]
    assert SORRY not in [one.text for one in amina.phone.messages]
