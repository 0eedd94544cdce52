"""The token, the key and what people wrote reach no log, no traceback and no repr: each way out is tried."""

import asyncio
import io
import json
import logging
import sys
import textwrap
import traceback
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from pydantic import ValidationError
from telegram.error import InvalidToken

from bot.clock import Clock
from bot.settings import Settings
from bot.texts import Texts
from handlers.errors import WithoutToken, describe
from handlers.http import AiohttpRequest
from handlers.program import Program
from handlers.talk import Talk
from storage.cipher import check_file, connect
from storage.database import Database
from storage.problems import StorageProblem
from tests.cast import KEY, Someone, World
from tests.e2e.child import REPOSITORY, Child, Ended, environment

SECRET = "7654321098:AAH-dTs3cR3t_0123456789abcdefghijkl"
HERS = "Quintijna lives at the Kruidnagelstraat"
TELLING = (SECRET, SECRET.partition(":")[2], KEY.hex(), HERS)
NOBODY = "http://127.0.0.1:9"  # nothing listens there


def telling(*words: str) -> list[str]:
    return [one for one in TELLING if any(one in said for said in words)]


def settings(path: Path, **more: Any) -> Settings:
    given: dict[str, Any] = {"token": SECRET, "database": path, "api_url": NOBODY, "_env_file": None}
    return Settings(**{**given, **more})


@pytest_asyncio.fixture
async def program(database: Database, tmp_path: Path) -> AsyncIterator[Program]:
    yield Program(settings(tmp_path / "bot.sqlite"), Clock(), Texts.load(), database)


# What an object says of itself.


def everything_in(found: object, depth: int = 4) -> list[object]:
    """It, what it holds, what that holds …"""
    if depth == 0 or isinstance(found, str | bytes | int | float | type):
        return [found]
    inner = vars(found).values() if hasattr(found, "__dict__") else ()
    slots = [getattr(found, name) for name in getattr(type(found), "__slots__", ()) if _has(found, name)]
    return [found, *(deep for one in (*inner, *slots) for deep in everything_in(one, depth - 1))]


def _has(found: object, name: str) -> bool:
    return name not in {"__dict__", "__weakref__"} and hasattr(found, name)


def test_the_settings_keep_it_to_themselves(tmp_path: Path) -> None:
    made = settings(tmp_path / "x")
    written = (
        repr(made),
        str(made),
        str(made.model_dump()),
        made.model_dump_json(),
        json.dumps(made.model_dump(mode="json")),
    )
    assert telling(*written) == []
    assert made.token.get_secret_value() == SECRET


async def test_no_part_of_the_program_shows_it_in_its_repr(program: Program) -> None:
    parts = [one for one in everything_in(program) if not isinstance(one, str | bytes)]
    assert any(isinstance(one, Talk) for one in parts)
    assert len(parts) > 100
    assert [type(one).__name__ for one in parts if telling(repr(one))] == []


async def test_neither_library_nor_database_shows_the_key(program: Program, database: Database) -> None:
    engines = [value for value in vars(database).values() if value is not None]
    assert len(engines) >= 2
    assert telling(*(repr(one) for part in engines for one in everything_in(part, 3))) == []


@pytest.mark.parametrize(
    "wrong",
    [{"timezone": SECRET}, {"api_url": SECRET}, {"clock_file": Path(SECRET), "api_url": "https://x.nl"}],
)
def test_a_refused_setting_does_not_quote_what_was_given(tmp_path: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as caught:
        settings(tmp_path / "x", **wrong)
    assert telling(str(caught.value), repr(caught.value)) == []


# What an exception says, with its causes.


def told(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))


async def test_a_network_that_fails_names_no_address_with_the_token(program: Program) -> None:
    for method in (program.application.bot.get_me, program.application.initialize):
        with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever it is
            await method()
        assert telling(told(caught.value)) == []
    await program.stop()


@pytest.mark.parametrize(
    "url", [f"http://[/bot{SECRET}/getMe", f"ftp://x/bot{SECRET}/getMe", f"http://x y/bot{SECRET}"]
)
async def test_an_address_that_is_none_is_not_quoted(url: str) -> None:
    request = AiohttpRequest()
    await request.initialize()
    with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever it is
        await request.do_request(url, "POST")
    await request.shutdown()
    assert telling(told(caught.value)) == []


@pytest.mark.parametrize("break_it", ["another key", "a damaged file", "no file"])
def test_a_database_that_does_not_open_does_not_quote_the_key(
    empty_file: Path, tmp_path: Path, break_it: str
) -> None:
    path = tmp_path / "bot.sqlite"
    content = bytearray(empty_file.read_bytes())
    content[100:200] = bytes(100)
    if break_it != "no file":
        path.write_bytes(content if break_it == "a damaged file" else empty_file.read_bytes()[::-1])
    with pytest.raises(StorageProblem) as caught:
        check_file(path, KEY)
    with pytest.raises(Exception) as raw:  # noqa: PT011 - the driver's own
        connect(path, KEY)
    assert telling(told(caught.value), repr(caught.value), told(raw.value)) == []


async def test_a_statement_that_fails_does_not_quote_its_values(database: Database) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - SQLAlchemy's
        async with database.transaction() as session:
            await session.exec_driver_sql("INSERT INTO team (name, nothing) VALUES (?, ?)", (HERS, SECRET))
    assert telling(told(caught.value)) == []


# What a log gets.


@pytest.fixture
def heard() -> Iterator[Callable[[], str]]:
    """All that a handler, as the program sets it up, has written so far."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(WithoutToken())
    root = logging.getLogger()
    root.addHandler(handler)
    yield written.getvalue
    root.removeHandler(handler)


def failing() -> BaseException:
    try:
        raise InvalidToken(f"The token `{SECRET}` was rejected, {HERS}")
    except InvalidToken as error:
        return error


def test_what_a_library_logs_loses_the_token_and_the_traceback(heard: Callable[[], str]) -> None:
    log = logging.getLogger("some.library")
    log.error("POST https://api.telegram.org/bot%s/getMe", SECRET)
    log.error("quoted: %s", SECRET.replace(":", "%3A"))
    log.error("no error handlers are registered", exc_info=failing())
    said = heard()
    assert said.count("[token]") == 2
    assert "InvalidToken at test_secrets.py" in said.replace("house/", "")
    assert telling(said) == []


async def test_a_handler_that_fails_tells_only_where(
    world: World, amina: Someone, heard: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> None:
        raise failing()

    monkeypatch.setattr(Talk, "_react", fails)
    await amina.does(HERS)
    said = heard()
    assert "InvalidToken at" in said
    assert telling(said) == []


async def test_what_telegram_answers_is_not_repeated(
    world: World, amina: Someone, heard: Callable[[], str]
) -> None:
    for kind in ("unauthorized", "not_found", "server_error", "html", "reset"):
        world.telegram.faults.add(kind, method="getUpdates")
        poll = asyncio.create_task(world.program.intake.poll())
        await asyncio.sleep(0)
        while world.telegram.faults.waiting(kind):  # noqa: ASYNC110
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        poll.cancel()
        await asyncio.gather(poll, return_exceptions=True)
    said = heard()
    assert said.count("polling: ") >= 3
    assert "42:TEST" not in said


def test_an_error_is_described_without_its_message() -> None:
    assert describe(failing()).startswith("InvalidToken at ")
    assert telling(describe(failing())) == []


# The last words of a process.

ENDS = {
    "uncaught": "raise ValueError(SECRET + HERS)",
    "with a cause": """
        try:
            raise ValueError(SECRET)
        except ValueError as error:
            raise RuntimeError(HERS) from error
    """,
    "in a thread": """
        import threading
        def fails(): raise ValueError(SECRET + HERS)
        thread = threading.Thread(target=fails); thread.start(); thread.join()
    """,
    "the log itself fails": """
        import logging, os
        logging.getLogger().handlers[0].stream = open("/dev/full", "w")
        try:
            raise ValueError(SECRET + HERS)
        except ValueError as error:
            logging.error("something of mine")
        os.write(2, b"line")
    """,
    "while cleared away": """
        class Odd:
            def __del__(self): raise ValueError(SECRET + HERS)
        odd = Odd(); del odd
    """,
    "a task nobody waits for": """
        async def fails(): raise ValueError(SECRET + HERS)
        async def main():
            guard_loop()
            task = asyncio.create_task(fails())
            await asyncio.sleep(0.01)
            del task
            gc.collect()
        asyncio.run(main())
    """,
    "a callback that fails": """
        def fails(): raise ValueError(SECRET + HERS)
        async def main():
            guard_loop()
            asyncio.get_running_loop().call_soon(fails)
            await asyncio.sleep(0.01)
        asyncio.run(main())
    """,
    "killed by a fault": """
        import faulthandler, ctypes
        faulthandler.enable()
        assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
        def fails(words): ctypes.string_at(0)
        fails(SECRET + HERS)
    """,
}


@pytest.mark.parametrize("how", ENDS)
async def test_the_last_words_hold_neither(how: str) -> None:
    lines = ["import asyncio, gc, resource", "from handlers.errors import set_up_logging"]
    lines += ["from handlers.last_words import guard, guard_loop", "set_up_logging()", "guard()"]
    lines += [f"SECRET, HERS = {SECRET!r}, {HERS!r}"]
    ended = await run("-c", "\n".join(lines) + "\n" + textwrap.dedent(ENDS[how]))
    assert "line" in ended.err or " at " in ended.err
    # A traceback shows the line as it was written, and none of its values.
    assert telling(ended.out, ended.err) == []


COMMANDS = (
    ("run", f"--token={SECRET}"),
    (SECRET,),
    ("invite", "--role", SECRET, "--team", "x"),
    ("--help",),
    ("run", "--help"),
    ("check",),
    ("show",),
)


async def test_no_command_repeats_it_whatever_is_typed(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"SLEUTELBOT_TOKEN={SECRET}\n")
    started = [await Child.start(*one, settings={}, folder=tmp_path) for one in COMMANDS]
    ended = [await one.ended() for one in started]
    assert [one.code for one in ended] == [2, 2, 2, 0, 0, 1, 1]
    for one in ended:
        assert one.out + one.err
        assert telling(one.out, one.err) == []


async def run(*arguments: str) -> Ended:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, env=environment({}), cwd=REPOSITORY, stdout=pipe, stderr=pipe
    )
    out, err = await process.communicate()
    assert process.returncode is not None
    return Ended(process.returncode, out.decode(), err.decode())
