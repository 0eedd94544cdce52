"""Changes of key in processes that are killed: `python -m tests.crash.rekeying <what> <folder>`.

`lines` makes one change per line of code that it goes through, killed there, until one gets to its end; `times` kills
at moments chosen by chance. After each it looks at what is left, as the next start would. Prints how often which key
counted then, and what was wrong, as JSON.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from storage import cipher_copy, durable, rekey, unfinished
from storage.cipher import connect
from storage.keyfile import key_for, read_keys

WATCHED = {module.__file__ for module in (rekey, cipher_copy, durable, unfinished)}
ROWS = 600
BY_CHANCE = 25


def prepare(home: Path, empty: Path) -> tuple[Path, Path, bytes]:
    """A database with rows, part of them still in its write-ahead log, as a killed bot leaves it; its key."""
    home.mkdir()
    path, key_file = home / "bot.sqlite", home / "bot.key"
    shutil.copy(empty, path)
    key = bytes(range(32))
    key_file.write_text(f"{key.hex()}\n")
    child = os.fork()
    if not child:
        connection = connect(path, key, "wal_autocheckpoint=100")
        connection.execute("CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT)")
        rows = ((f"{number} {'word ' * 60}",) for number in range(ROWS))
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO words (word) VALUES (?)", rows)
        connection.execute("COMMIT")
        connection.execute("INSERT INTO words (word) VALUES ('last')")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert path.with_name("bot.sqlite-wal").stat().st_size > 0
    return path, key_file, key


def changed(home: Path, die: Callable[[], None]) -> bool:
    """Change the key in a process of its own, which ends by `die` or at the end; whether it got there."""
    child = os.fork()
    if not child:
        die()
        rekey.rekey(home / "bot.sqlite", home / "bot.key")
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) in {0, -signal.SIGKILL, -signal.SIGALRM}, status
    return status == 0


def at_line(number: int) -> Callable[[], None]:
    """SIGKILL before this line of all that the change goes through, counted from 0.

    A line in a loop counts once; one in a function as often as that is called from different places.
    """
    passed = set[tuple[int, ...]]()

    def line(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename not in WATCHED:
            return None
        if event == "line":
            if len(passed) == number and _place(frame) not in passed:
                os.kill(os.getpid(), signal.SIGKILL)
            passed.add(_place(frame))
        return line

    return lambda: sys.settrace(line)


def _place(frame: FrameType | None) -> tuple[int, ...]:
    """The lines of the stack."""
    lines = []
    while frame:
        lines.append(frame.f_lineno)
        frame = frame.f_back
    return tuple(lines)


def after(seconds: float) -> Callable[[], None]:
    """The kernel ends it by the clock, wherever it is then: within SQLite as well."""

    def die() -> None:
        signal.setitimer(signal.ITIMER_REAL, max(seconds, 1e-6))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)

    return die


def wrong(home: Path) -> Iterator[str]:
    """What the next start finds out of order: first a command beside it, then the bot, which cleans up."""
    path, key_file = home / "bot.sqlite", home / "bot.key"
    key, _ = key_for(path, key_file, create=False)
    rekey.settle(path, key_file)
    if read_keys(key_file) != (key,):
        yield "the key file does not hold the key that fits"
    connection = connect(path, key)
    if connection.execute("SELECT count(*), max(word = 'last') FROM words").fetchone() != (ROWS + 1, 1):
        yield "rows are lost"
    if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
        yield "damaged"
    connection.close()
    if left := sorted(one.name for one in home.iterdir() if not _expected(one)):
        yield f"left behind: {left}"


def _expected(file: Path) -> bool:
    """A journal that begins with nothing is none to SQLite, and is left where it is."""
    return file.name in {"bot.sqlite", "bot.key"} or (
        file.name == "bot.sqlite-journal" and file.read_bytes()[:1] in {b"", b"\0"}
    )


def report(tells: Iterator[tuple[str, Path, bytes, bool]]) -> None:
    counted, found = {"old": 0, "new": 0, "ended": 0}, []
    for name, home, old, ended in tells:
        found += [f"{name}: {one}" for one in wrong(home)]
        is_old = read_keys(home / "bot.key") == (old,)
        counted["ended" if ended else "old" if is_old else "new"] += 1
        if ended and is_old:
            found.append(f"{name}: it came to its end, and the old key counts")
        shutil.rmtree(home)
    print(json.dumps({**counted, "wrong": found}))


def lines(folder: Path, stock: Path) -> Iterator[tuple[str, Path, bytes, bool]]:
    for number in range(1000):
        home, old = _fresh(folder, stock)
        ended = changed(home, at_line(number))
        yield f"line {number}", home, old, ended
        if ended:
            return


def times(folder: Path, stock: Path) -> Iterator[tuple[str, Path, bytes, bool]]:
    home, _ = _fresh(folder, stock)
    began = time.perf_counter()
    changed(home, lambda: None)
    takes = time.perf_counter() - began
    shutil.rmtree(home)
    chance = random.Random(7)
    for _ in range(BY_CHANCE):
        home, old = _fresh(folder, stock)
        moment = chance.uniform(0, takes)
        yield f"after {moment:.4f} s", home, old, changed(home, after(moment))


def _fresh(folder: Path, stock: Path) -> tuple[Path, bytes]:
    home = folder / "home"
    shutil.copytree(stock, home)
    return home, bytes(range(32))


if __name__ == "__main__":
    what, folder, empty = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    stock = folder / "stock"
    prepare(stock, empty)
    report({"lines": lines, "times": times}[what](folder, stock))
