"""Every week each coordinator hears how her team did, and each key person how her own week was."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.model import Person, Role
from bot.rules.digest import WEEK, Weeks, due, weeks
from bot.rules.gate import decide
from handlers.dialogs import digest_note
from handlers.dialogs.digest_facts import Desk
from handlers.dialogs.digest_gather import digest
from handlers.dialogs.digest_note import Note
from handlers.dialogs.digest_page import screen
from handlers.jobs.round import Round
from storage import digests, hours, notices, people
from storage.database import Session
from storage.digests import Reader

NOTES_KEPT = 4 * WEEK  # thanks for a week that is longer ago would sound odd


async def run(work: Round) -> None:
    """Each reader in a transaction of her own, where it is asked again what is due."""
    async with work.database.reading() as session:
        of_teams = [one for one in await digests.coordinators(session) if _due(one, work)]
        own = [one for one in await digests.key_persons(session) if _due(one, work)]
    for one in of_teams:
        async with work.database.transaction() as session:
            for now in await digests.coordinators(session, one.person_id, one.team_id):
                await _tell_week(session, now, work)
    for one in own:
        async with work.database.transaction() as session:
            for now in await digests.key_persons(session, one.person_id):
                await _tell_own(session, now, work)


def _zone(one: Reader, work: Round) -> ZoneInfo:
    """Her own; that of the house where the machine does not know hers (any more), so that others get their week."""
    try:
        return ZoneInfo(one.zone) if one.zone else work.zone
    except ZoneInfoNotFoundError:
        return work.zone


def _due(one: Reader, work: Round) -> Weeks | None:
    return due(one.told, one.joined_at, one.weekday, one.minute, work.now, _zone(one, work))


async def _tell_week(session: Session, one: Reader, work: Round) -> None:
    """What still waits of earlier weeks is told in this one: never two digests at once."""
    new = _due(one, work)
    if new is None:
        return
    beginning = f"digest:{one.team_id}:{one.person_id}:"
    if await notices.recall_all(session, beginning) and one.began:
        new = weeks(one.began, new.last_monday) or new
    asker = await _person(session, one)
    [team] = [each for each in asker.teams_as(Role.COORDINATOR) if each.team_id == one.team_id]
    found = await digest(Desk(session, asker, work.now, _zone(one, work), work.zone), team, new)
    # Whether it arrived is nobody else's business, so nobody else is told where it did not.
    to = (session, one.person_id, one.team_id, f"{beginning}{new.last_monday}", screen(found), work.now)
    await notices.put(*to, asked_by=one.person_id)
    await digests.tell(session, one.person_id, one.team_id, digests.TEAM, new.last_monday)
    await digests.tell(session, one.person_id, one.team_id, digests.BEGAN, new.oldest)


async def _person(session: Session, one: Reader) -> Person:
    found = await people.by_telegram(session, one.telegram_id)
    if found is None:
        raise LookupError("nobody has this number")
    return found


async def _tell_own(session: Session, one: Reader, work: Round) -> None:
    """At the opening of her week. One that still waits is made anew, of a newer week where there was one."""
    new = _due(one, work)
    if new is None:
        return
    person, beginning = await _person(session, one), f"note.weekly:{one.person_id}:"
    keys = await notices.recall_all(session, beginning)
    waiting = [date.fromisoformat(key.removeprefix(beginning)) for key in keys]
    kept = [monday for monday in waiting if new.last_monday - monday < NOTES_KEPT]
    for monday in sorted({new.last_monday, *kept}, reverse=True):
        found = await digest_note.gather(session, person, monday, work.now, _zone(one, work))
        if found:
            await _put(session, one, f"{beginning}{monday}", found, work)
            break
    first = person.teams_as(Role.KEY_PERSON)[0]
    await digests.tell(session, one.person_id, first.team_id, digests.NOTE, new.last_monday)


async def _put(session: Session, one: Reader, key: str, found: Note, work: Round) -> None:
    """Stored for when she is on duty: so it does not say that it has been waiting."""
    opens = await _opens(session, one, work)
    screen_ = digest_note.screen(found)
    await notices.put(session, one.person_id, None, key, screen_, opens, asked_by=one.person_id)


async def _opens(session: Session, one: Reader, work: Round) -> datetime:
    reach = replace(await hours.reach(session, one.person_id, work.zone), touched_at=None)
    hold = decide(reach, None, work.now)
    return (hold.opens if hold else None) or work.now
