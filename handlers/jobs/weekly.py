"""Every week each coordinator hears how her team did, and each key person how her own week was."""

import logging
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.model import Person, Role
from bot.rules.digest import WEEK, Weeks, due, weeks
from bot.rules.gate import decide
from handlers.dialogs import digest_note
from handlers.dialogs.digest_facts import Desk, Digest
from handlers.dialogs.digest_gather import digest
from handlers.dialogs.digest_note import Note
from handlers.dialogs.digest_page import screen
from handlers.errors import describe
from handlers.jobs.round import Round
from storage import digests, hours, notices, people
from storage.database import Session
from storage.digests import Reader
from storage.outage import is_outage

log = logging.getLogger(__name__)
NOTES_KEPT = 4 * WEEK  # thanks for a week that is longer ago would sound odd


async def run(work: Round) -> None:
    """Each reader by herself, where it is asked again what is due: what fails for one keeps nobody else waiting."""
    async with work.database.reading() as session:
        of_teams = [one for one in await digests.coordinators(session) if _due(one, work)]
        own = [one for one in await digests.key_persons(session) if _due(one, work)]
    for tell, readers in ((_tell_week, of_teams), (_tell_own, own)):
        for one in readers:
            try:
                await tell(one, work)
            except Exception as error:
                if is_outage(error):
                    raise
                log.error("the week of person %s failed: %s", one.person_id, describe(error))


def _zone(one: Reader, work: Round) -> ZoneInfo:
    """Her own; that of the house where the machine does not know hers (any more), so that others get their week."""
    try:
        return ZoneInfo(one.zone) if one.zone else work.zone
    except ZoneInfoNotFoundError:
        return work.zone


def _due(one: Reader, work: Round) -> Weeks | None:
    return due(one.told, one.joined_at, one.weekday, one.minute, work.now, _zone(one, work))


async def _tell_week(one: Reader, work: Round) -> None:
    """Counted while others go on: a year of a large team takes a moment. What changed meanwhile waits for a round."""
    async with work.database.reading() as session:
        counted = await _counted(session, one, work)
    if counted is None:
        return
    async with work.database.transaction() as session:
        for now in await digests.coordinators(session, one.person_id, one.team_id):
            if await _weeks(session, now, work) == counted.weeks:
                await _put_week(session, now, counted, work)


async def _counted(session: Session, one: Reader, work: Round) -> Digest | None:
    new = await _weeks(session, one, work)
    asker = await _person(session, one)
    team = next((each for each in asker.teams_as(Role.COORDINATOR) if each.team_id == one.team_id), None)
    if new is None or team is None:
        return None
    return await digest(Desk(session, asker, work.now, _zone(one, work), work.zone), team, new)


async def _weeks(session: Session, one: Reader, work: Round) -> Weeks | None:
    """What still waits of earlier weeks is told in this one: never two digests at once."""
    new = _due(one, work)
    held = await notices.held(session, one.person_id)
    if new and one.began and any(each.key.startswith(_beginning(one)) for each in held):
        return weeks(one.began, new.last_monday) or new
    return new


def _beginning(one: Reader) -> str:
    return f"digest:{one.team_id}:{one.person_id}:"


async def _put_week(session: Session, one: Reader, counted: Digest, work: Round) -> None:
    told = counted.weeks
    await notices.recall_all(session, _beginning(one))
    # Whether it arrived is nobody else's business, so nobody else is told where it did not.
    to = (
        session,
        one.person_id,
        one.team_id,
        f"{_beginning(one)}{told.last_monday}",
        screen(counted),
        work.now,
    )
    await notices.put(*to, asked_by=one.person_id)
    await digests.tell(session, one.person_id, one.team_id, digests.TEAM, told.last_monday)
    await digests.tell(session, one.person_id, one.team_id, digests.BEGAN, told.oldest)


async def _person(session: Session, one: Reader) -> Person:
    found = await people.by_telegram(session, one.telegram_id)
    if found is None:
        raise LookupError("nobody has this number")
    return found


async def _tell_own(one: Reader, work: Round) -> None:
    async with work.database.transaction() as session:
        for now in await digests.key_persons(session, one.person_id):
            await _put_own(session, now, work)


async def _put_own(session: Session, one: Reader, work: Round) -> None:
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
