"""A spreadsheet that a coordinator sent becomes entries of the directory; rows that cannot be read are named."""

import asyncio
from collections.abc import Collection, Mapping

from bot.model import Role
from bot.rules.directory_rows import Sorted, sorted_out
from bot.screen import Screen, Text
from bot.sheets_read import LARGEST, Reason, UnreadableError, read_table
from handlers.dialogs.directory_sheet import headers, labels_of, result, unreadable, without_example
from handlers.errands.desk import Desk
from handlers.wire import TooLarge
from storage import partners
from storage.partners import Taken


async def run(desk: Desk, values: Mapping[str, str | int]) -> None:
    """Good rows are kept together in one transaction, and a file that comes again changes nothing."""
    team_id = int(values["team_id"])
    if team_id not in {one.team_id for one in desk.person.teams_as(Role.COORDINATOR)}:
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
        await desk.say(result(await _keep(desk, team_id, columns, rows), rows))


def _read(desk: Desk, content: bytes) -> tuple[Collection[str], Sorted]:
    """The columns that the file has, and its rows."""
    rows = read_table(content, headers(desk.texts))
    columns = {name for _, cells in rows for name in cells}
    if not {"category", "name"} <= columns and rows:
        raise UnreadableError(Reason.NO_HEADER)
    labels = [labels_of(desk.texts, language) for language in desk.texts.languages]
    today = desk.now.astimezone(desk.zone).date()
    return columns, sorted_out(without_example(desk.texts, rows), today, labels)


async def _keep(desk: Desk, team_id: int, columns: Collection[str], rows: Sorted) -> Taken:
    new = [one for _, one in rows.partners]
    async with desk.database.transaction() as session:
        return await partners.take_in(session, desk.person, team_id, new, columns)
