"""`sleutelbot export --open`: an open copy only for whoever means it, and never over another file."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.command_line.words import say
from tests.e2e.house import TOKEN, House
from tryout.telegram import Telegram


async def test_it_is_written_once_and_only_when_confirmed(tmp_path: Path, empty_file: Path) -> None:
    house = House(tmp_path, Telegram(TOKEN), "http://localhost:1")
    house.furnish(empty_file)
    target = tmp_path / "open.sqlite"
    refused = await house.command("export", "--open", str(target))
    assert refused.code == 1
    assert say("open.warning", {"path": str(target)}) in refused.err
    assert refused.err.splitlines()[-1].endswith(say("open.refused"))
    assert not target.exists()
    written = await house.command("export", "--open", str(target), "--yes")
    assert (written.code, written.out) == (0, "")
    assert written.err.splitlines()[-1] == say("open.done", {"path": str(target)})
    with closing(sqlite3.connect(target)) as connection:
        assert connection.execute("SELECT count(*) FROM contacts").fetchall() == [(0,)]
    again = await house.command("export", "--open", str(target), "--yes")
    assert (again.code, again.sentence) == (1, say("open.exists", {"path": str(target)}))
