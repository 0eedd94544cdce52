"""An export as a file: of one team, on some days, for whoever coordinates it at that moment."""

import secrets
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import BinaryIO

from bot.export import What, contact_cells, mixed, referral_cells, session_cells, without_minutes
from bot.model import Role
from bot.screen import Screen, Text
from bot.sheets import Cell
from handlers.errands.building import Rows, build
from handlers.errands.desk import Desk
from handlers.errands.export_words import sheets
from handlers.wire import TooLarge
from storage import exports
from storage.database import Session
from storage.in_memory import Full
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
    paper = desk.paper()
    try:
        if not await _made(desk, wanted, paper):
            await desk.say(Screen(lines=(Text(key="export.nothing"),)))
            return
        await desk.send_file(paper, wanted.file_name)
    except (Full, TooLarge):
        await desk.say(Screen(lines=(Text(key="export.too_large"),)))


def _wanted(desk: Desk, values: Mapping[str, str | int]) -> Wanted | None:
    names = {one.team_id: one.team for one in desk.person.teams_as(Role.COORDINATOR)}
    team_id = int(values["team"])
    if team_id not in names:
        return None
    days = (date.fromisoformat(str(values["first"])), date.fromisoformat(str(values["last"])))
    return Wanted(team_id, names[team_id], What(str(values["what"])), days, str(values["form"]))


async def _made(desk: Desk, wanted: Wanted, paper: BinaryIO) -> bool:
    """Whether there is anything in the file; all of it is as it was at one moment."""
    given = (desk.person, wanted.team_id, wanted.what, wanted.days, desk.zone)
    async with desk.database.reading() as session:
        if not await exports.has_any(session, *given):
            return False
        async with aclosing(_cells(desk, wanted, session)) as batches:
            await _write(desk, wanted, Rows(batches), paper)
    return True


async def _write(desk: Desk, wanted: Wanted, rows: Rows, paper: BinaryIO) -> None:
    data, meaning = sheets(desk.texts, desk.language, wanted.what, rows)

    def write() -> None:
        if wanted.form == "csv":
            write_csv(paper, data)
        else:
            write_xlsx(paper, (data, meaning))

    await build(desk, rows, write)


async def _cells(
    desk: Desk, wanted: Wanted, session: Session
) -> AsyncGenerator[Sequence[Sequence[Cell]], None]:
    """The rows, a batch at a time; the key of the codes is forgotten with them."""
    key, given = secrets.token_bytes(32), (session, desk.person, wanted.team_id, wanted.days)
    match wanted.what:
        case What.CONTACTS:
            async for contacts in exports.contacts(*given):
                rows = mixed(contacts, attrgetter("happened_on"))
                yield [without_minutes(contact_cells(one, wanted.team, key)) for one in rows]
        case What.REFERRALS:
            async for referrals in exports.referrals(*given):
                yield [referral_cells(one, wanted.team, key) for one in mixed(referrals, attrgetter("day"))]
        case What.SESSIONS:
            async for several in exports.sessions(*given, desk.zone):
                yield [session_cells(one, wanted.team) for one in mixed(several, attrgetter("day"))]
