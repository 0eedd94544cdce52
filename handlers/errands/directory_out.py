"""The directory of a team as a spreadsheet for its coordinator, who can send it back changed."""

import asyncio
from collections.abc import Mapping

from bot.screen import Screen, Text
from handlers.dialogs.directory_sheet import sheets
from handlers.errands.desk import Desk
from storage import partners
from storage.sheets import write_csv, write_xlsx


async def run(desk: Desk, values: Mapping[str, str | int]) -> None:
    team_id = int(values["team_id"])
    if team_id not in desk.person.coordinates:
        await desk.say(Screen(lines=(Text(key="common.not_for_you"),)))
        return
    async with desk.database.reading() as session:
        entries = [one.partner for one in await partners.of_team(session, desk.person, team_id)]
    today = desk.now.astimezone(desk.zone).date()
    paper = desk.paper()
    made, form = sheets(desk.texts, desk.language, entries, today), values.get("form", "xlsx")
    if form == "csv":
        await asyncio.to_thread(write_csv, paper, made[0])
    else:
        await asyncio.to_thread(write_xlsx, paper, made)
    await desk.send_file(paper, f"sleutelbot-directory-{today}.{form}")
