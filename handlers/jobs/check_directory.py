"""Once a week the coordinators of a team get three entries of its directory that nobody checked for half a year."""

from datetime import date, datetime, timedelta
from typing import Final

from bot.screen import Button, Screen, Text
from handlers.dialogs.directory_facts import oldest_fresh
from handlers.dialogs.supervision_words import cut
from handlers.jobs.round import Round
from storage import notices, partners, teams
from storage.database import Session
from storage.partners import Entry

AT_ONCE: Final = 3


async def run(work: Round) -> None:
    today = work.now.astimezone(work.zone).date()
    async with work.database.reading() as session:
        of_teams = await partners.teams_with_unchecked(session, oldest_fresh(today))
    for team_id in of_teams:
        async with work.database.transaction() as session:
            await _tell(session, team_id, today - timedelta(days=today.weekday()), today, work.now)


async def _tell(session: Session, team_id: int, monday: date, today: date, now: datetime) -> None:
    """What was not said of an earlier week is not said any more: this week's holds the same entries."""
    for person_id in await teams.coordinators(session, team_id):
        key = f"directory.check:{team_id}:{monday}:{person_id}"
        if await notices.was_put(session, key):
            continue
        for_her = f"directory.check:{team_id}:"
        await _recall(session, for_her, person_id)
        shown = (await partners.unchecked(session, team_id, oldest_fresh(today)))[:AT_ONCE]
        await notices.put(session, person_id, team_id, key, _screen(shown), now)


async def _recall(session: Session, beginning: str, person_id: int) -> None:
    for one in await notices.held(session, person_id):
        if one.key.startswith(beginning):
            await notices.recall(session, one.key)


def _screen(shown: list[Entry]) -> Screen:
    names = (Text(key="common.name", values={"name": cut(one.partner.name, 40)}) for one in shown)
    buttons = (
        (Button(label=name, data=f"/directory {one.id}"),) for name, one in zip(names, shown, strict=True)
    )
    return Screen(lines=(Text(key="directory.please_check"),), buttons=tuple(buttons))
