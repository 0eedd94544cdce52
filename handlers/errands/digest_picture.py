"""The picture of a week of a team: bars by topic, and the contacts of eight weeks; with its numbers in words."""

import asyncio
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Final

from bot.model import Membership, Role
from bot.pictures.render import chart_png
from bot.pictures.words import chart_of
from bot.rules.digest import WEEK
from bot.rules.figures import Week, mondays
from bot.rules.load import week_of
from bot.screen import Screen, Several, Text, Value
from handlers.dialogs.digest_page import MOST_TOPICS, span
from handlers.errands.desk import Desk
from storage import digests, figures

WEEKS: Final = 8


async def run(desk: Desk, values: Mapping[str, str | int]) -> None:
    """Nothing for a team that she does not coordinate (any more)."""
    mine = desk.person.teams_as(Role.COORDINATOR)
    team = next((one for one in mine if one.team_id == values["team"]), None)
    if team is None:
        return
    weeks = await _weeks(desk, team, _asked(desk, str(values.get("monday", ""))))
    last = weeks[-1].monday
    title = Text(key="digest.picture.title", values={"week": span(last, last + timedelta(days=6))})
    chart = chart_of(desk.texts, desk.language, team.team, title, weeks)
    png = await asyncio.to_thread(chart_png, chart)
    await desk.send_picture(png, _words(title, team, weeks[-1]))


def _asked(desk: Desk, monday: str) -> date:
    """The week that was asked for; the last one, where none was or where it is not over."""
    last = mondays(desk.now, desk.zone, 1)[0]
    return min(last, week_of(date.fromisoformat(monday))[0]) if monday else last


async def _weeks(desk: Desk, team: Membership, last: date) -> tuple[Week, ...]:
    """Eight until this one, or as many as the team had; this one always."""
    async with desk.database.reading() as session:
        since = await digests.team_since(session, team.team_id) or desk.now
        first, _ = week_of(since.astimezone(desk.zone).date())
        before = [last - back * WEEK for back in range(WEEKS - 1, 0, -1)]
        shown = [*(one for one in before if one >= first), last]
        return await figures.by_week(session, desk.person, team.team_id, shown)


def _words(title: Text, team: Membership, week: Week) -> Screen:
    """For whoever cannot see it, and for whoever finds it among other pictures."""
    lines = [
        title,
        Text(key="digest.team", values={"team": team.team}),
        Text(key="digest.contacts", values={"number": week.contacts}),
        Text(key="digest.questions", values={"number": week.questions}),
    ]
    if week.topics:
        named = tuple(_counted(topic, number) for topic, number in islice(week.topics.items(), MOST_TOPICS))
        lines.append(Text(key="digest.topics", values={"topics": Several(several=named)}))
    return Screen(lines=tuple(lines))


def _counted(topic: str, number: int) -> Text:
    values: dict[str, Value] = {"name": Text(key=f"topic.{topic}"), "number": number}
    return Text(key="digest.counted", values=values)
