"""The directory of a team as a spreadsheet for its coordinator, who can send it back changed."""

import asyncio
from collections.abc import Mapping

from bot.model import Role
from bot.screen import Screen, Text
from handlers.dialogs.directory_sheet import sheets
from handlers.errands.desk import Desk
from storage import partners
from storage.sheets import write_xlsx


async def run(desk: Desk, values: Mapping[str, str | int]) -> None:
    team_id = int(values["team_id"])
    if team_id not in {one.team_id for one in desk.person.teams_as(Role.COORDINATOR)}:
        await desk.say(Screen(lines=(Text(key="common.not_for_you"),)))
        return
    async with desk.database.reading() as session:
        entries = [one.partner for one in await partners.of_team(session, desk.person, team_id)]
    today = desk.now.astimezone(desk.zone).date()
    paper = desk.paper()
    await asyncio.to_thread(write_xlsx, paper, sheets(desk.texts, desk.language, entries, today))
    await desk.send_file(paper, f"sleutelbot-directory-{today}.xlsx")
