"""An export as a file: of one team, on some days, for whoever coordinates it at that moment."""

import secrets
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.export import What, contact_cells, referral_cells, session_cells
from bot.model import Role
from bot.screen import Screen, Text
from bot.sheets import Cell
from handlers.errands.building import Rows, build
from handlers.errands.desk import Desk
from handlers.errands.export_words import sheets
from handlers.wire import TooLarge
from storage import exports
from storage.database import Session
from storage.sheets import write_csv, write_xlsx


@dataclass(frozen=True)
class Wanted:
    """What was asked for; `form` is xlsx or csv."""

    team_id: int
    team: str
    what: What
    days: tuple[date, date]
    form: str

    @property
    def file_name(self) -> str:
        return f"sleutelbot-{self.what}-{self.days[0]}-{self.days[1]}.{self.form}"


async def run(desk: Desk, values: Mapping[str, str | int]) -> None:
    """Nothing for whoever does not coordinate the team any more."""
    wanted = _wanted(desk, values)
    if wanted is None:
        return
    path = desk.folder / f"export.{wanted.form}"
    if not await _made(desk, wanted, path):
        await desk.say(Screen(lines=(Text(key="export.nothing"),)))
        return
    try:
        await desk.send_file(path, wanted.file_name)
    except TooLarge:
        await desk.say(Screen(lines=(Text(key="export.too_large"),)))


def _wanted(desk: Desk, values: Mapping[str, str | int]) -> Wanted | None:
    names = {one.team_id: one.team for one in desk.person.teams_as(Role.COORDINATOR)}
    team_id = int(values["team"])
    if team_id not in names:
        return None
    days = (date.fromisoformat(str(values["first"])), date.fromisoformat(str(values["last"])))
    return Wanted(team_id, names[team_id], What(str(values["what"])), days, str(values["form"]))


async def _made(desk: Desk, wanted: Wanted, path: Path) -> bool:
    """Whether there is anything in the file; all of it is as it was at one moment."""
    given = (desk.person, wanted.team_id, wanted.what, wanted.days, desk.zone)
    async with desk.database.reading() as session:
        if not await exports.has_any(session, *given):
            return False
        async with aclosing(_cells(desk, wanted, session)) as batches:
            await _write(desk, wanted, Rows(batches), path)
    return True


async def _write(desk: Desk, wanted: Wanted, rows: Rows, path: Path) -> None:
    data, meaning = sheets(desk.texts, desk.language, wanted.what, rows)

    def write() -> None:
        if wanted.form == "csv":
            write_csv(path, data)
        else:
            write_xlsx(path, (data, meaning))

    await build(desk, rows, write)


async def _cells(
    desk: Desk, wanted: Wanted, session: Session
) -> AsyncGenerator[Sequence[Sequence[Cell]], None]:
    """The rows, a batch at a time; the key of the codes is forgotten with them."""
    key, given = secrets.token_bytes(32), (session, desk.person, wanted.team_id, wanted.days)
    match wanted.what:
        case What.CONTACTS:
            async for contacts in exports.contacts(*given):
                yield [contact_cells(one, wanted.team, key) for one in contacts]
        case What.REFERRALS:
            async for referrals in exports.referrals(*given):
                yield [referral_cells(one, wanted.team, key) for one in referrals]
        case What.SESSIONS:
            async for several in exports.sessions(*given, desk.zone):
                yield [session_cells(one, wanted.team) for one in several]
