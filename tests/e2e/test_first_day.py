"""The first day: a start on an empty machine, an invitation, a contact, and the table of contacts."""

import asyncio
import csv
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from stat import S_IMODE
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.command_line.words import say
from bot.export import CONTACT_COLUMNS
from tests.cast import KEY
from tests.e2e.acts import FIVE_TAPS, key_of, line, tap
from tests.e2e.house import TEAM, House, housed
from tryout.phone import Phone

pytestmark = pytest.mark.asyncio(loop_scope="module")
CLOCK_TIME = re.compile(r"\d\d:\d\d")


@dataclass(frozen=True)
class Day:
    """What happened, for every test here to look at."""

    house: House
    amina: Phone
    invitation: list[str]
    code: str
    taps: int


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def day(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Day]:
    async with housed(tmp_path_factory.mktemp("first_day")) as house:
        await house.start()
        amina = house.telegram.phone(7, "Amina", "en")
        invited = await house.command("invite", "--role", "key-person", "--team", TEAM)
        invitation = invited.out.splitlines()
        code = invitation[0].removeprefix("/start ")
        await join(amina, code)
        joined = len(house.telegram.updates.confirmed)
        await five_taps(amina)
        await house.settled()
        yield Day(house, amina, invitation, code, len(house.telegram.updates.confirmed) - joined)


async def join(phone: Phone, code: str) -> None:
    phone.start(code)
    await tap(phone, "en")
    await tap(phone, "yes")
    await phone.wait_until(lambda she: she.reply_keyboard is not None)


async def five_taps(phone: Phone) -> None:
    """Counted from the key of the lasting keyboard to the answer that saves."""
    phone.press(key_of("contact"))
    for option in FIVE_TAPS:
        await tap(phone, option)
    await phone.wait_for(line("card.saved"))


def files_of(house: House) -> dict[str, Path]:
    beside = {name: house.database.with_name(f"bot.sqlite{name}") for name in ("", "-wal", "-shm")}
    return {**beside, "key": house.key_file}


def known_words(day: Day) -> list[bytes]:
    words = [day.code, "Amina", TEAM, "Haarlem", "phone_call", "money", "debt_help", "CREATE TABLE", "SQLite"]
    return [word.encode() for word in words]


async def exported(house: House) -> dict[str, str]:
    ended = await house.command("export", "contacts")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[0] == ",".join(CONTACT_COLUMNS)
    [row] = csv.DictReader(ended.out.splitlines())
    return row


async def test_a_first_start_makes_a_key_and_says_so(day: Day) -> None:
    assert day.house.bot.out.splitlines() == [say("run.key_made", {"path": str(day.house.key_file)})]


async def test_an_empty_database_in_the_place_of_one_that_is_gone_is_told(tmp_path: Path) -> None:
    """As where its disk was not mounted, and the key lies on another."""
    async with housed(tmp_path) as house:
        house.key_file.write_text(KEY.hex())
        await house.start()
        assert house.bot.out.splitlines() == [say("run.database_made", {"path": str(house.database)})]


async def test_an_invitation_is_a_code_to_type_and_a_link_to_tap(day: Day) -> None:
    assert re.fullmatch(r"[\w-]{22,}", day.code, re.ASCII)
    link = f"https://t.me/{day.house.telegram.username}?start={day.code}"
    assert day.invitation == [f"/start {day.code}", link]


async def test_a_new_person_joins_with_a_printed_code_and_logs_a_contact_in_five_taps(day: Day) -> None:
    [contact] = await day.house.contacts_of(day.amina)
    assert (contact.kind, contact.questions[0].topic, contact.referral) == (
        "phone_call",
        "money",
        "debt_help",
    )
    assert day.taps == 5


async def test_only_we_may_read_the_files_and_they_hold_no_known_word_in_clear(day: Day) -> None:
    files = files_of(day.house)
    assert {name: S_IMODE(file.stat().st_mode) for name, file in files.items()} == dict.fromkeys(files, 0o600)
    contents = {name: file.read_bytes() for name, file in files.items()}
    assert len(contents["-wal"]) > 10_000
    found = [
        (name, word) for name, content in contents.items() for word in known_words(day) if word in content
    ]
    assert found == []


async def test_the_export_has_a_header_and_the_identifiers_of_the_taxonomy_but_no_time_of_day(
    day: Day,
) -> None:
    row = await exported(day.house)
    today = datetime.now(UTC).astimezone(ZoneInfo("Europe/Amsterdam")).date()
    assert re.fullmatch(r"p[0-9a-f]{8}", row.pop("person"))
    assert {name: cell for name, cell in row.items() if cell} == {
        "team": TEAM,
        "day": today.isoformat(),
        "setting": "health",
        "kind": "phone_call",
        "topics": "money",
        "actions": "explained referred",
        "referral": "debt_help",
    }
    assert CLOCK_TIME.search(str(row)) is None


async def test_the_code_of_a_person_is_another_one_in_each_export(day: Day) -> None:
    one, other = await asyncio.gather(exported(day.house), exported(day.house))
    assert one.pop("person") != other.pop("person")
    assert one == other


async def test_a_check_beside_the_running_bot_finds_the_database_sound(day: Day) -> None:
    checked = await day.house.command("check")
    names = ("inbox_new", "outbox_new", "inbox_dead", "outbox_dead", "notice_held", "notice_doubtful")
    nothing = dict.fromkeys(names, 0)
    told = [say("check.waiting", {**nothing}), say("check.sound")]
    lacks = say("check.not_ready", {"team": TEAM, "missing": "doctor out of hours, contact person"})
    *lines, old = checked.out.splitlines()
    assert (checked.code, checked.err, lines[-3:]) == (0, "", [*told, lacks])
    assert old.startswith(f"Team {TEAM}")


async def test_a_team_without_a_doctor_and_a_contact_person_may_not_go_live(day: Day) -> None:
    refused = await day.house.command("check", "--live")
    assert (refused.code, refused.sentence) == (1, say("check.not_live"))


async def test_a_second_bot_is_turned_away_in_one_sentence(day: Day) -> None:
    second = await day.house.command("run")
    told = say("startup.already_running", {"path": str(day.house.database)})
    assert (second.code, second.sentence) == (1, told)
    assert day.house.bot.runs


async def test_a_migration_is_turned_away_while_the_bot_runs(day: Day) -> None:
    second = await day.house.command("migrate")
    assert (second.code, second.sentence) == (
        1,
        say("startup.already_running", {"path": str(day.house.database)}),
    )


async def test_after_a_stop_everything_is_in_one_file_that_still_shows_nothing(day: Day) -> None:
    """The last test here: it ends the bot."""
    stopped = await day.house.bot.stop()
    assert (stopped.code, stopped.err) == (0, "")
    files = {file.name for file in day.house.folder.iterdir()}
    assert files == {"bot.sqlite", "bot.sqlite.lock", "bot.key"}
    assert [word for word in known_words(day) if word in day.house.database.read_bytes()] == []
