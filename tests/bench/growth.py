"""What a coordinator asks for, measured with ever more contacts in the file: seconds and memory, each in a child."""

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO, Final
from zoneinfo import ZoneInfo

from bot.rules.digest import Weeks
from bot.rules.report_days import last_year, quarter
from bot.screen import Screen
from bot.texts import Texts
from handlers.dialogs.digest_facts import Desk as Reading
from handlers.dialogs.digest_gather import digest
from handlers.dialogs.goals_stands import stands
from handlers.errands import export
from handlers.errands.desk import Desk
from storage import contacts, partner_use, partners, report_figures
from storage.database import Session
from tests.bench.many import LAST, NOW, Many, made

SIZES: Final = (1_000, 10_000, 100_000, 1_000_000)
ZONE: Final = ZoneInfo("Europe/Amsterdam")
MONDAY: Final = LAST - timedelta(days=6)
EXPORT: Final = "export of a quarter (XLSX)"
# By name seconds and MiB.
Found = dict[str, tuple[float, float]]
Work = Callable[[Session, Many], Awaitable[object]]


async def _digest(session: Session, many: Many) -> None:
    desk = Reading(session, many.vera, NOW, ZONE, ZONE)
    team = next(one for one in many.vera.memberships if one.team_id == many.team_id)
    await digest(desk, team, Weeks(MONDAY))


async def _goals(session: Session, many: Many) -> None:
    await stands(session, many.vera, many.team_id, NOW, ZONE)


async def _quarter(session: Session, many: Many) -> None:
    days = quarter(NOW.date(), 1)
    await report_figures.facts(session, many.vera, many.team_id, days, NOW, ZONE)


async def _year(session: Session, many: Many) -> None:
    days = last_year(NOW.date())
    await report_figures.facts(session, many.vera, many.team_id, days, NOW, ZONE)


async def _directory(session: Session, many: Many) -> None:
    found = await partners.of_team(session, many.vera, many.team_id)
    assert any("Spreekuur" in one.partner.what for one in found)


async def _used_first(session: Session, many: Many) -> None:
    """What the dialogue of a contact asks: where this team goes with such a question, and to whom of these."""
    await contacts.referral_use(session, many.team_id, "money")
    await partner_use.fitting(session, many.logger, many.referred)


WORKS: Final[dict[str, Work]] = {
    "digest": _digest,
    "goals of this year": _goals,
    "figures of a quarter": _quarter,
    "figures of a year": _year,
    "directory": _directory,
    "partners, most used first": _used_first,
}


class Quiet(Desk):
    """Nobody is told and nothing is sent: how quick Telegram is, is not measured here."""

    async def say(self, screen: Screen) -> int:
        return 1

    async def edit(self, message_id: int, screen: Screen) -> None: ...

    async def send_file(self, content: BinaryIO, name: str) -> int:
        return 1


async def _export(many: Many, texts: Texts) -> None:
    """As somebody gets it: the contacts of a quarter in a workbook."""
    nobody: Any = None
    desk = Quiet(texts, many.database, many.vera, NOW, ZONE, nobody, nobody)
    days = quarter(NOW.date(), 1)
    asked = {"what": "contacts", "first": f"{days.first}", "last": f"{days.last}", "form": "xlsx"}
    await export.run(desk, {"team": many.team_id, **asked})


async def _measure(many: Many) -> Found:
    found: Found = {}
    for name, work in WORKS.items():
        with Peak() as peak:
            seconds = [await _timed(many, work) for _ in range(2)]
        found[name] = min(seconds), peak.more
    texts, began = Texts.load(), time.perf_counter()
    with Peak() as peak:
        await _export(many, texts)
    found[EXPORT] = time.perf_counter() - began, peak.more
    return found


async def _timed(many: Many, work: Work) -> float:
    async with many.database.reading() as session:
        began = time.perf_counter()
        await work(session, many)
        return time.perf_counter() - began


class Peak:
    """The most memory that is taken within the block, beyond what there was before."""

    more = 0.0

    def __enter__(self) -> "Peak":
        Path("/proc/self/clear_refs").write_text("5")
        self._before = _mib("VmRSS")
        return self

    def __exit__(self, *_: object) -> None:
        self.more = max(0.0, _mib("VmHWM") - self._before)


def _mib(name: str) -> float:
    [line] = [one for one in Path("/proc/self/status").read_text().splitlines() if one.startswith(f"{name}:")]
    return int(line.split()[1]) / 1024


async def measure(number: int, folder: Path) -> Found:
    many = await made(folder / f"{number}.db", number)
    try:
        return await _measure(many)
    finally:
        await many.database.close()


async def compare(sizes: Sequence[int], folder: Path) -> AsyncIterator[tuple[int, Found]]:
    """By size, each in a process of its own, so that one leaves no memory to the next."""
    for number in sizes:
        yield number, await _apart(number, folder)


async def _apart(number: int, folder: Path) -> Found:
    with tempfile.TemporaryDirectory(dir=folder) as room:
        command = [sys.executable, "-m", "tests.bench.growth", str(number), room]
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        try:
            output, _ = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
    if process.returncode:
        raise RuntimeError(f"measuring {number} contacts failed")
    found: Found = json.loads(output)
    return found


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(int(sys.argv[1]), Path(sys.argv[2])))))
