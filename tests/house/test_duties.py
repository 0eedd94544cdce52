"""What only one place may do: read the clock, open a connection, talk to Telegram."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch

import pytest

from tests.house.modules import Module, of

PROGRAM = ("bot", "handlers", "storage")
CLOCKS = {
    *(
        "datetime.now",
        "datetime.utcnow",
        "datetime.today",
        "datetime.datetime.now",
        "datetime.datetime.utcnow",
    ),
    *(
        "date.today",
        "datetime.date.today",
        "time.time",
        "time.time_ns",
        "time.monotonic",
        "time.monotonic_ns",
    ),
    *("time.perf_counter", "time.localtime", "time.gmtime", "time.ctime", "asyncio.get_running_loop().time"),
}
CONNECTIONS = (
    "*.begin",
    "*.connect",
    "create_engine",
    "create_async_engine",
    "sqlite3.connect",
    "aiosqlite.*",
)
OPENERS = (
    "storage/database.py",
    "storage/cipher*.py",
    "storage/backup.py",
    "storage/migrate*",
    "storage/open_copy.py",
)
SPEECH = (
    "*.send_*",
    "*.edit_message_*",
    "*.reply_*",
    "*.set_my_commands",
    "*.delete_message*",
    "*.copy_message*",
    "*.forward_*",
)


def found(patterns: tuple[str, ...] | set[str], *layers: str) -> Iterator[tuple[str, str]]:
    """File and name of every call that fits a pattern."""
    for module in of(*layers):
        for name, _ in module.calls():
            if any(fnmatch(name, pattern) for pattern in patterns):
                yield module.path, name


def test_only_the_clock_module_reads_the_clock() -> None:
    readers = {path for path, _ in found(CLOCKS, *PROGRAM)}
    assert readers == {"bot/clock.py"}, (
        "take `now` as an argument, or ask the Clock that the program was given"
    )


def test_no_module_renames_the_clock_away() -> None:
    imported = {
        (module.path, name.name)
        for module in of(*PROGRAM)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module == "time"
        for name in node.names
    }
    assert imported == set(), "write `import time`, so that its readers are found"


def test_connections_are_opened_in_storage_alone() -> None:
    openers = {path for path, _ in found(CONNECTIONS, *PROGRAM)}
    assert openers >= {"storage/database.py", "storage/cipher.py", "storage/migrate.py"}
    assert [path for path in sorted(openers) if not any(fnmatch(path, one) for one in OPENERS)] == []


def test_nobody_commits_or_rolls_back_by_hand() -> None:
    assert of(*PROGRAM)
    assert list(found(("*.commit", "*.rollback"), *PROGRAM)) == [], "the block of Database.transaction does"


def test_only_the_wire_sends_and_edits() -> None:
    # What an errand hands to its desk goes through the wire as well.
    speakers = {path for path, name in found(SPEECH, *PROGRAM) if not name.startswith("desk.")}
    assert speakers == {"handlers/wire.py"}, "put a Say, Edit, Strip or Menu into the outbox"


def test_only_delivery_answers_a_tap() -> None:
    assert {path for path, _ in found(("*.answer_callback_query", "*.answer"), *PROGRAM)} == {
        "handlers/delivery.py"
    }


def test_only_intake_asks_telegram_by_the_name_of_a_method() -> None:
    assert {path for path, _ in found(("*.do_api_request", "*.get_updates"), *PROGRAM)} == {
        "handlers/intake.py"
    }


def test_only_delivery_the_direct_sender_and_the_gate_use_the_wire() -> None:
    """The program itself sets the menu of strangers, which is no message."""
    users = {
        (module.path, name.name)
        for module in of(*PROGRAM)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module == "handlers.wire"
        for name in node.names
    }
    assert users == {
        ("handlers/delivery.py", "transmit"),
        ("handlers/direct.py", "send"),
        ("handlers/errands/desk.py", "MOST_BYTES"),
        ("handlers/errands/desk.py", "change"),
        ("handlers/errands/desk.py", "fetch"),
        ("handlers/errands/desk.py", "send"),
        ("handlers/errands/desk.py", "send_file"),
        ("handlers/errands/desk.py", "send_picture"),
        ("handlers/errands/directory_in.py", "TooLarge"),
        ("handlers/errands/export.py", "TooLarge"),
        ("handlers/errands/mydata.py", "TooLarge"),
        ("handlers/gate.py", "send"),
        ("handlers/program.py", "set_menu"),
    }


def made_up(source: str) -> Module:
    return Module("handlers/made_up.py", ast.parse(source))


@pytest.mark.parametrize(
    ("source", "patterns"),
    [
        pytest.param("datetime.now(UTC)", tuple(CLOCKS), id="the clock"),
        pytest.param("self._engine.begin()", CONNECTIONS, id="a connection"),
        pytest.param("await turn.bot.send_message(1, text)", SPEECH, id="a message"),
        pytest.param("update.message.reply_text(text)", SPEECH, id="a reply"),
    ],
)
def test_the_checks_see_what_they_look_for(source: str, patterns: tuple[str, ...]) -> None:
    names = [name for name, _ in made_up(source).calls()]
    assert [name for name in names if any(fnmatch(name, one) for one in patterns)]
