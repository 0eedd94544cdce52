"""The first day: a start on an empty machine, an invitation, a contact, and the table of contacts."""

import csv
import re
from datetime import UTC, datetime
from pathlib import Path
from stat import S_IMODE
from zoneinfo import ZoneInfo

from bot.__main__ import say
from bot.export import CONTACT_COLUMNS
from tests.e2e.acts import FIVE_TAPS, key_of, line, tap
from tests.e2e.house import TEAM, House
from tryout.phone import Phone


async def printed_code(house: House) -> str:
    invited = await house.command("invite", "--role", "key-person", "--team", TEAM)
    assert (invited.code, invited.err) == (0, "")
    start, link = invited.out.splitlines()
    code = start.removeprefix("/start ")
    assert re.fullmatch(r"[\w-]{22,}", code, re.ASCII)
    assert link == f"https://t.me/{house.telegram.username}?start={code}"
    return code


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


def rows_in(printed: str) -> list[dict[str, str]]:
    rows = list(csv.DictReader(printed.splitlines()))
    assert printed.splitlines()[0] == ",".join(CONTACT_COLUMNS)
    return rows


async def test_a_new_person_joins_with_a_printed_code_and_logs_a_contact_in_five_taps(bare: House) -> None:
    started = await bare.start()
    assert started.out.splitlines() == [say("run.key_made", {"path": str(bare.key_file)})]
    amina = bare.telegram.phone(7, "Amina", "en")
    code = await printed_code(bare)
    await join(amina, code)
    before = len(bare.telegram.updates.confirmed)
    await five_taps(amina)
    assert len(amina.last.inline) > 0
    await bare.settled()
    assert len(bare.telegram.updates.confirmed) - before == 5

    files = files_of(bare)
    assert {name: S_IMODE(file.stat().st_mode) for name, file in files.items()} == dict.fromkeys(files, 0o600)
    clear = [b"Amina", b"Haarlem", b"phone_call", b"money", b"CREATE TABLE", b"SQLite format", code.encode()]
    assert len(files["-wal"].read_bytes()) > 50_000
    found = [(name, word) for name, file in files.items() for word in clear if word in file.read_bytes()]
    assert found == []

    first, second = (await bare.command("export", "contacts")).out, (await bare.command("export", "contacts")).out
    [row], [again] = rows_in(first), rows_in(second)
    day = datetime.now(UTC).astimezone(ZoneInfo("Europe/Amsterdam")).date()
    assert row == {
        **dict.fromkeys(CONTACT_COLUMNS, ""),
        "person": row["person"],
        "team": TEAM,
        "day": day.isoformat(),
        "setting": "health",
        "kind": "phone_call",
        "topics": "money",
        "actions": "explained referred",
        "referral": "debt_help",
    }
    assert re.search(r"\d\d:\d\d", first) is None
    assert re.fullmatch(r"p[0-9a-f]{8}", row["person"])
    assert row["person"] != again.pop("person")
    assert again.items() <= row.items()

    checked = await bare.command("check")
    assert (checked.code, checked.err) == (0, "")
    assert checked.out.splitlines()[-1] == say("check.sound")
    stopped = await started.stop()
    assert (stopped.code, stopped.err) == (0, "")
    assert bare.database.with_name("bot.sqlite-wal").exists() is False
    assert [word for word in clear if word in bare.database.read_bytes()] == []
