"""What keeps a command from running is told in one line, without a traceback and without the token."""

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio

from bot.command_line.words import say
from storage.cipher import sync_engine
from tests.cast import KEY
from tests.e2e.child import Ended
from tests.e2e.house import TOKEN, House
from tryout.server import serve
from tryout.telegram import Telegram

pytestmark = pytest.mark.asyncio(loop_scope="module")
RUN, EXPORT, CHECK, MIGRATE = ("run",), ("export", "contacts"), ("check",), ("migrate",)
INVITE = ("invite", "--role", "key-person", "--team", "Haarlem Effect")
BESIDE = (INVITE, EXPORT, CHECK, MIGRATE)


def nothing(_: House) -> None: ...


def no_key(house: House) -> None:
    house.key_file.unlink()


def another_key(house: House) -> None:
    house.key_file.write_text(bytes(32).hex())


def garbage_as_key(house: House) -> None:
    house.key_file.write_bytes(b"\xff not a key")


def folder_as_key(house: House) -> None:
    house.key_file.unlink()
    house.key_file.mkdir()


def no_database(house: House) -> None:
    house.database.unlink()


def plain_database(house: House) -> None:
    house.database.unlink()
    plain = sqlite3.connect(house.database)
    plain.execute("CREATE TABLE contact (id)")
    plain.close()


def folder_as_database(house: House) -> None:
    house.database.unlink()
    house.database.mkdir()


def newer_database(house: House) -> None:
    with sync_engine(house.database, KEY).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")


def damaged_page(house: House) -> None:
    content = house.database.read_bytes()
    middle = len(content) // 8192 * 4096 + 100
    house.database.write_bytes(content[:middle] + bytes(100) + content[middle + 100 :])


def settings_in_latin_1(house: House) -> None:
    (house.folder / ".env").write_bytes("SLEUTELBOT_TIMEZONE=Curaçao".encode("latin-1"))


@dataclass(frozen=True)
class Case:
    """What was done to a house that was in order, what was asked of it, and the text that tells what is wrong."""

    name: str
    told: str
    spoil: Callable[[House], None] = nothing
    command: tuple[str, ...] = RUN
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{self.command[0]}: {self.name}"


CASES = (
    Case("no token", "startup.token_missing", settings={"TOKEN": ""}),
    Case("a token that Telegram refuses", "startup.token_refused", settings={"TOKEN": "42:WRONG"}),
    Case("a token that is none", "startup.token_refused", settings={"TOKEN": "my secret bot"}),
    Case("the key is gone", "startup.key_missing", no_key),
    Case("the key of another house", "startup.key_wrong", another_key),
    Case("a key file that holds no key", "startup.key_malformed", garbage_as_key),
    Case("a folder in place of the key", "startup.key_unreadable", folder_as_key),
    Case("a folder in place of the database", "startup.not_writable", folder_as_database),
    Case("a database without encryption", "startup.not_encrypted", plain_database),
    Case("a database of a newer version", "startup.newer_database", newer_database),
    Case("a folder that is not there", "startup.not_writable", settings={"DATABASE": "no/bot.sqlite"}),
    Case("a folder that nobody may write", "startup.not_writable", settings={"DATABASE": "/proc/bot.sqlite"}),
    Case("a time zone of nowhere", "startup.timezone_unknown", settings={"TIMEZONE": "Europe/Utopia"}),
    Case("an address without http", "startup.api_url_malformed", settings={"API_URL": "api.telegram.org"}),
    Case("an address of another kind", "startup.api_url_malformed", settings={"API_URL": "ftp://localhost"}),
    Case("half a bracket", "startup.api_url_malformed", settings={"API_URL": "http://["}),
    Case("a port that is no number", "startup.api_url_malformed", settings={"API_URL": "http://localhost:port"}),
    Case("a moved clock at the real Telegram", "startup.clock_file_refused",
         settings={"API_URL": "https://api.telegram.org", "CLOCK_FILE": "clock"}),
    Case("a setting that is none", "startup.setting_unknown", settings={"DATABSE": "bot.sqlite"}),
    Case("a file .env that is not UTF-8", "startup.dotenv_unreadable", settings_in_latin_1),
    *(Case("no database yet", "startup.database_missing", no_database, one) for one in BESIDE),
    Case("the key is gone", "startup.key_missing", no_key, CHECK),
    Case("a database of a newer version", "startup.newer_database", newer_database, MIGRATE),
    Case("a database of a newer version", "startup.newer_database", newer_database, CHECK),
    Case("a damaged page", "check.damaged", damaged_page, CHECK),
    Case("an own server on this machine", "startup.only_trying_out", command=("show",)),
)  # fmt: skip
HELP = ((), RUN, ("invite",), ("export",), CHECK, MIGRATE)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ends(
    tmp_path_factory: pytest.TempPathFactory, empty_file: Path
) -> AsyncIterator[Mapping[str, Ended]]:
    """How each case ended, and each page of help."""
    pages = [Case("help", "", command=(*of, "--help")) for of in HELP]
    async with serve(Telegram(TOKEN)) as url:
        houses = [
            spoilt(case, tmp_path_factory.mktemp("house"), empty_file, url) for case in (*CASES, *pages)
        ]
        one_of_few = asyncio.Semaphore(3)

        async def end(house: House, case: Case) -> Ended:
            async with one_of_few:
                return await house.command(*case.command)

        results = await asyncio.gather(*map(end, houses, (*CASES, *pages)))
        for house in houses:
            await house.close()
    yield dict(zip([case.id for case in CASES] + [" ".join(of) for of in HELP], results, strict=True))


def spoilt(case: Case, folder: Path, empty_file: Path, url: str) -> House:
    house = House(folder, Telegram(TOKEN), url, **case.settings)
    house.furnish(empty_file)
    case.spoil(house)
    return house


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in CASES])
async def test_a_failure_at_the_start_is_told_in_one_line(ends: Mapping[str, Ended], case: Case) -> None:
    ended = ends[case.id]
    assert TOKEN not in ended.out + ended.err
    assert "Traceback" not in ended.err, ended.err
    assert ended.code == 1
    assert re.fullmatch(tells(case), ended.sentence)


def tells(case: Case) -> str:
    """A pattern of the sentence, with the setting that it is about and whatever path."""
    words = say(case.told, {"path": "PATH", "setting": f"SLEUTELBOT_{['', *case.settings][-1]}"})
    return re.escape(words).replace("PATH", r"\S+")


@pytest.mark.parametrize(
    "command", [pytest.param(" ".join(of), id=" ".join(of) or "sleutelbot") for of in HELP]
)
async def test_every_command_explains_itself(ends: Mapping[str, Ended], command: str) -> None:
    ended = ends[command]
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(f"usage: {' '.join(['sleutelbot', command]).strip()} ")
