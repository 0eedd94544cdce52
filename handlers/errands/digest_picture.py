"""The picture of the last week of a team: bars by topic, and the contacts of eight weeks."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from bot.model import Membership, Role
from bot.pictures.render import chart_png
from bot.pictures.words import chart_of
from bot.rules.figures import Week, mondays
from bot.rules.load import week_of
from bot.screen import Text
from handlers.dialogs.digest_page import span
from handlers.errands.desk import Desk
from storage import digests, figures

WEEKS: Final = 8


async def run(desk: Desk, values: Mapping[str, str | int]) -> None:
    """Nothing for a team that she does not coordinate (any more)."""
    mine = desk.person.teams_as(Role.COORDINATOR)
    team = next((one for one in mine if one.team_id == values["team"]), None)
    if team is None:
        return
    weeks = await _weeks(desk, team)
    last = weeks[-1].monday
    title = Text(key="digest.picture.title", values={"week": span(last, last + timedelta(days=6))})
    chart = chart_of(desk.texts, desk.language, team.team, title, weeks)
    path = desk.folder / "week.png"
    path.write_bytes(await asyncio.to_thread(chart_png, chart))
    await desk.send_file(path, f"sleutelbot-{last}.png")


async def _weeks(desk: Desk, team: Membership) -> tuple[Week, ...]:
    """The last eight, or as many as the team had; the last one always."""
    async with desk.database.reading() as session:
        since = await digests.team_since(session, team.team_id) or desk.now
        first, _ = week_of(since.astimezone(desk.zone).date())
        *before, last = mondays(desk.now, desk.zone, WEEKS)
        shown = [*(one for one in before if one >= first), last]
        return await figures.by_week(session, desk.person, team.team_id, shown)
