"""Nothing of what people said lies in clear on a disk: every file of a running installation is searched for it.

Known words go in and files come out; while one is on its way, and after a kill just then, everything is looked at:
the bot's folder, the folder for temporary files, and what the process has open, with a name or without. What the
kernel swaps out is beyond this.
"""

import os
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.model import Person, Role
from bot.rules.directory import Partner
from bot.screen import Errand
from storage import invitations, outbox, partners, people
from storage.database import Session
from tests.e2e.acts import log_contact
from tests.e2e.child import until
from tests.e2e.house import House, housed
from tryout.phone import Phone

TEAM, PRACTICE, STREET = "Zandkikkers", "Praktijk Paddenstoel", "Kruidnagelstraat 7"
AMINA, VERA, TYPED = "Quintijna", "Wilhelmijntje", "Kanarievogeltje"
WORDS = (TEAM, PRACTICE, STREET, AMINA, VERA, TYPED, "debt_help", "phone_call", "CREATE TABLE")
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
# What a document begins with whose words are packed within it.
DOCUMENTS = (b"PK\x03\x04", b"%PDF", b"\x89PNG", b"SQLite format 3")
DOCUMENTS_MADE = 6


def tells(content: bytes) -> Iterator[str]:
    """What can be read in it."""
    yield from (word for word in WORDS if any(word.encode(one) in content for one in ENCODINGS))
    yield from (repr(one) for one in DOCUMENTS if content.startswith(one))


def told_by_files(folder: Path) -> list[tuple[str, str]]:
    """A name, too, tells something."""
    found = []
    for path in (one for one in folder.rglob("*") if one.is_file()):
        with suppress(FileNotFoundError):
            content = path.name.encode() + b"\n" + path.read_bytes()
            found += [(path.name, word) for word in (*tells(content), *tells(content.partition(b"\n")[2]))]
    return found


def told_by_open_files(pid: int, but: Path) -> list[tuple[str, str]]:
    """Of all that this process may write to, removed or not."""
    found = []
    for one in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):
            writable = os.stat(one, follow_symlinks=False).st_mode & stat.S_IWUSR
            if writable and stat.S_ISREG(os.stat(one).st_mode) and not os.readlink(one).startswith(str(but)):
                found += [(os.readlink(one), word) for word in tells(one.read_bytes())]
    return found


class Place:
    """A house, all of whose files are in one folder, temporary ones included."""

    def __init__(self, house: House) -> None:
        self.house, self.folder = house, house.folder.parent

    def tells(self) -> list[tuple[str, str]]:
        runs = self.house.bot.runs if self.house._runs else False
        opened = told_by_open_files(self.house.bot.pid, self.folder) if runs else []
        return [*told_by_files(self.folder), *opened]


async def joined(session: Session, number: int, name: str, role: Role) -> Person:
    now, code = datetime.now(UTC), secrets.token_urlsafe(16)
    person = await people.add(session, number, "en", now)
    await people.set_name(session, person.id, name)
    team_id = await people.ensure_team(session, TEAM)
    await invitations.invite(session, code, team_id, role, None, now + timedelta(days=1))
    invitation = await invitations.find(session, code, 0, now)
    assert invitation is not None
    await invitations.hold(session, invitation.id, person.id, now)
    await invitations.join(session, person.id, now)
    known = await people.by_telegram(session, number)
    assert known is not None
    return known


def errands(team_id: int) -> list[Errand]:
    """Every kind of file that the bot makes."""
    today = datetime.now(UTC).date()
    days: dict[str, str | int] = {"first": f"{today - timedelta(40)}", "last": f"{today + timedelta(1)}"}
    export: dict[str, str | int] = {"team": team_id, "what": "contacts", **days}
    return [
        Errand(name="export", values={**export, "form": "csv"}),
        Errand(name="export", values={**export, "form": "xlsx"}),
        Errand(name="directory_out", values={"team_id": team_id}),
        Errand(name="report", values={"team": team_id, **days, "language": "nl", "form": "both"}),
        Errand(name="digest_picture", values={"team": team_id}),
    ]


async def furnished(house: House) -> tuple[Phone, Phone]:
    """Amina and Vera are in, with an entry in their directory."""
    async with house.opened() as database, database.transaction() as session:
        await joined(session, 7, AMINA, Role.KEY_PERSON)
        vera = await joined(session, 8, VERA, Role.COORDINATOR)
        entry = Partner("gp", PRACTICE, address=STREET)
        await partners.add(session, vera, vera.memberships[0].team_id, entry)
    return house.telegram.phone(7, AMINA, "en"), house.telegram.phone(8, VERA, "en")


async def asked_for_everything(house: House) -> None:
    """As if Vera had tapped through all of it just before the bot was stopped."""
    async with house.opened() as database, database.transaction() as session:
        vera = await people.by_telegram(session, 8)
        assert vera is not None
        wanted = errands(vera.memberships[0].team_id)
        await outbox.reply(session, 8, "en", wanted, datetime.now(UTC))


def documents(phone: Phone) -> list[bytes]:
    return [one.content for one in phone.messages if one.content and one.from_bot]


def watched(place: Place, found: list[Any]) -> Callable[..., Any]:
    """Telegram looks around while the bot waits for it to take a file."""
    call = place.house.telegram.call

    async def looking(method: str, *given: Any) -> Any:
        if method in {"sendDocument", "sendPhoto"}:
            found.append((method, place.tells()))
        return await call(method, *given)

    return looking


# The stand-in's web server leaves an upload to the collector when its sender is killed in the middle.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_nothing_of_an_installation_can_be_read_whatever_it_is_doing(
    tmp_path: Path, empty_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("home", "tmp"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    async with housed(tmp_path / "home") as house:
        house.furnish(empty_file)
        place, (amina, vera) = Place(house), await furnished(house)
        await house.start()
        await log_contact(amina)
        amina.send(TYPED)
        vera.send("/start")  # nobody hears from a bot that she has not written to
        await house.settled()
        assert place.tells() == []
        await house.bot.kill()
        assert place.tells() == []
        await killed_with_a_file_on_its_way(house, place)
        await every_file_arrives(house, place, vera, monkeypatch)
        await commands_leave_nothing(house, place)
        assert [word for word in WORDS if word in house.printed] == []


async def killed_with_a_file_on_its_way(house: House, place: Place) -> None:
    await asked_for_everything(house)
    house.telegram.faults.add("hang", method="sendDocument")
    await house.start()
    await until(lambda: not house.telegram.faults.waiting("hang"))
    assert place.tells() == []
    await house.bot.kill()
    assert place.tells() == []
    house.telegram.faults.clear()


async def every_file_arrives(
    house: House, place: Place, vera: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[Any] = []
    monkeypatch.setattr(house.telegram, "call", watched(place, found))
    await house.start()
    await until(lambda: len(documents(vera)) >= DOCUMENTS_MADE)
    assert [one for one in found if one[1]] == []
    assert any(TEAM.encode() in one for one in documents(vera))  # in the one that is not packed
    await house.settled()


async def commands_leave_nothing(house: House, place: Place) -> None:
    await house.bot.stop()
    copied = await house.command("backup", str(house.folder / "copy.sqlite"))
    changed = await house.command("rekey")
    assert (copied.code, changed.code) == (0, 0), copied.err + changed.err
    assert (house.folder / "copy.sqlite").is_file()
    assert place.tells() == []


@pytest.mark.parametrize(
    "content",
    [
        *(pytest.param(f"... {TYPED} ...".encode(one), id=one) for one in ENCODINGS),
        *(pytest.param(one + b"...", id=ascii(one)) for one in DOCUMENTS),
    ],
)
def test_the_search_finds_what_it_looks_for(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file").write_bytes(content)
    assert [name for name, _ in told_by_files(tmp_path)][:1] == ["file"]


def test_the_search_finds_a_file_that_has_lost_its_name(tmp_path: Path) -> None:
    with (tmp_path / "file").open("w") as file:
        file.write(TYPED)
        file.flush()
        (tmp_path / "file").unlink()
        elsewhere = tmp_path / "elsewhere"
        assert [word for _, word in told_by_open_files(os.getpid(), elsewhere) if word == TYPED] == [TYPED]
