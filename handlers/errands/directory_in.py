"""A spreadsheet that a coordinator sent becomes entries of the directory; rows that cannot be read are named."""

import asyncio
from collections.abc import Collection, Mapping
from datetime import date

from bot.rules.directory_rows import Sorted, sorted_out
from bot.screen import Screen, Text
from bot.sheets_read import LARGEST, Reason, UnreadableError, read_table
from handlers.dialogs.directory_sheet import (
    MOST_TOLD,
    headers,
    labels_of,
    refused,
    result,
    unreadable,
    without_example,
)
from handlers.errands.desk import Desk
from handlers.wire import TooLarge
from storage import audit, partners
from storage.audit import Action
from storage.partners import Taken
from storage.sheets import write_xlsx


async def run(desk: Desk, values: Mapping[str, str | int]) -> None:
    """Good rows are kept together in one transaction, and a file that comes again changes nothing."""
    team_id = int(values["team_id"])
    if team_id not in desk.person.coordinates:
        await desk.say(Screen(lines=(Text(key="common.not_for_you"),)))
        return
    try:
        content = await desk.fetch(str(values["file_id"]), LARGEST)
        columns, rows = await asyncio.to_thread(_read, desk, content)
    except TooLarge:
        await desk.say(unreadable(Reason.TOO_LARGE))
    except UnreadableError as error:
        await desk.say(unreadable(error.reason))
    else:
        await desk.say(result(await _keep(desk, team_id, columns, rows), rows, columns))
        if len(rows.refused) > MOST_TOLD:
            await _send_refused(desk, rows)


async def _send_refused(desk: Desk, rows: Sorted) -> None:
    paper = desk.paper()
    await asyncio.to_thread(write_xlsx, paper, [refused(desk.texts, desk.language, rows)])
    await desk.send_file(paper, f"sleutelbot-directory-rows-{_today(desk)}.xlsx")


def _read(desk: Desk, content: bytes) -> tuple[Collection[str], Sorted]:
    """The columns that the file has, and its rows; the example is none."""
    rows = without_example(desk.texts, read_table(content, headers(desk.texts)))
    columns = {name for _, cells in rows for name in cells}
    if not rows:
        raise UnreadableError(Reason.EMPTY)
    if not {"category", "name"} <= columns:
        raise UnreadableError(Reason.NO_HEADER)
    labels = [labels_of(desk.texts, language) for language in desk.texts.languages]
    return columns, sorted_out(rows, _today(desk), labels)


def _today(desk: Desk) -> date:
    return desk.now.astimezone(desk.zone).date()


async def _keep(desk: Desk, team_id: int, columns: Collection[str], rows: Sorted) -> Taken:
    new = [one for _, one in rows.partners]
    async with desk.database.transaction() as session:
        taken = await partners.take_in(session, desk.person, team_id, new, columns)
        if taken.new or taken.changed:
            await audit.write(session, desk.person.id, Action.CHANGED, team_id, desk.now)
        return taken
