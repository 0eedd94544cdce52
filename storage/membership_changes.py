"""What a coordinator changes about somebody's place in a team: pause, resume, leave, move, and a lost phone.

Access ends with the row: a membership is one that is neither paused nor left. Every act takes the asker and raises
LookupError for a place in a team that she does not coordinate, and for a last coordinator who would go.
"""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Person, Role
from storage import (
    alarms,
    audit,
    drafts,
    invitations,
    leaving,
    notices,
    people,
    referrals,
    roster,
    teams,
    wishes,
)
from storage.audit import Action
from storage.roster import Seat
from storage.tables import membership_row


async def is_last(session: AsyncConnection, one: Seat) -> bool:
    """Whether the team would have no coordinator without her."""
    if one.role is not Role.COORDINATOR or one.paused:
        return False
    return await teams.coordinators(session, one.team_id) == [one.person_id]


async def pause(session: AsyncConnection, asker: Person, membership_id: int, now: datetime) -> None:
    """No access from now on, until it is resumed. What waits for her goes on waiting: it may still be of use then."""
    one = await _may_go(session, asker, membership_id)
    await _pause(session, one, now)
    await audit.write(session, asker.id, Action.PAUSED, one.team_id, now, subject=one.person_id)


async def _pause(session: AsyncConnection, one: Seat, now: datetime) -> None:
    await _set(session, one, paused_at=now)
    await _close_drafts(session, one, now)
    await _end_guiding(session, one, now)


async def _end_guiding(session: AsyncConnection, one: Seat, now: datetime) -> None:
    """A link that she forwarded must not be a way back in, and what key persons wanted of her must not wait with her."""
    if one.role is Role.COORDINATOR:
        await invitations.withdraw_all(session, one.team_id)
        await wishes.pass_on(session, one, now)


async def resume(session: AsyncConnection, asker: Person, membership_id: int, now: datetime) -> None:
    """All is as it was before the pause; a phone that was lost is hers again."""
    one = await _hers(session, asker, membership_id)
    await _set(session, one, paused_at=None)
    await people.set_phone_lost(session, one.person_id, None)
    await notices.look_anew(session, one.person_id, now)
    await audit.write(session, asker.id, Action.RESUMED, one.team_id, now, subject=one.person_id)


async def leave(session: AsyncConnection, asker: Person, membership_id: int, now: datetime) -> None:
    """No access from now on. Contacts and history stay; whatever was open or agreed with her ends.

    What she has in hand is handed over before (`storage.handover`).
    """
    one = await _may_go(session, asker, membership_id)
    await _leave(session, one, now)
    await audit.write(session, asker.id, Action.LEFT, one.team_id, now, subject=one.person_id)


async def leave_everywhere(session: AsyncConnection, me: Person, now: datetime) -> None:
    """She goes herself, from every team, also where she is paused."""
    for one in await roster.of_person(session, me.id):
        if await is_last(session, one):
            raise LookupError("the last coordinator of the team")
        await _leave(session, one, now)
        await audit.write(session, me.id, Action.LEFT, one.team_id, now, subject=me.id)


async def _leave(session: AsyncConnection, one: Seat, now: datetime) -> None:
    await leaving.end(session, one, now)
    await _set(session, one, left_at=now, paused_at=None)
    await _close_drafts(session, one, now)
    await _end_guiding(session, one, now)
    if one.team_id not in {each.team_id for each in await roster.others(session, one)}:
        await notices.recall_of(session, one.person_id, [one.team_id])


async def move(
    session: AsyncConnection, asker: Person, membership_id: int, team_id: int, now: datetime
) -> int:
    """The same role in another team that the asker coordinates too: her new membership there, by id.

    Her agreed hours, what she can be asked for and how often she is talked with go along; contacts do not.
    """
    one = await _may_go(session, asker, membership_id)
    if team_id not in {each.team_id for each in asker.teams_as(Role.COORDINATOR)} - {one.team_id}:
        raise LookupError("no other team that she coordinates")
    new = await invitations.enter(session, one.person_id, team_id, one.role, now)
    await leaving.take_along(session, one, new, team_id, now)
    await _leave(session, one, now)
    await audit.write(session, asker.id, Action.MOVED, one.team_id, now, subject=one.person_id)
    await audit.write(session, asker.id, Action.JOINED, team_id, now, subject=one.person_id)
    return new


async def end_session(session: AsyncConnection, asker: Person, membership_id: int, now: datetime) -> None:
    """Her phone is gone: paused at once in every team of the asker's; what was open or waits for her is dropped.

    Nothing of hers may show on that phone, of no team and not what is hers for good, until she is back. What she was
    to be asked, about referrals and whether somebody has called her, is asked then.
    """
    one = await _hers(session, asker, membership_id)
    if one.person_id == asker.id:
        raise LookupError("not her own")
    await people.set_phone_lost(session, one.person_id, now)
    shared = [each for each in await _everywhere(session, asker) if each.person_id == one.person_id]
    for each in shared:
        await _pause(session, each, now)
        await audit.write(session, asker.id, Action.SESSION_ENDED, each.team_id, now, subject=one.person_id)
    await drafts.age_out(session, one.person_id, now)
    keys = await notices.recall_of(session, one.person_id, [None, *(each.team_id for each in shared)])
    await referrals.not_asked(session, one.person_id, keys)
    for key in keys:
        if key.startswith("alarm.ask:"):
            await alarms.ask_at(session, int(key.split(":")[1]), now)


async def _everywhere(session: AsyncConnection, asker: Person) -> list[Seat]:
    """Everybody who is not paused, in all the teams that she coordinates."""
    mine = [one.team_id for one in asker.teams_as(Role.COORDINATOR)]
    found = [one for team_id in mine for one in await roster.of_team(session, asker, team_id)]
    return [one for one in found if not one.paused]


async def _hers(session: AsyncConnection, asker: Person, membership_id: int) -> Seat:
    one = await roster.seat(session, asker, membership_id)
    if one is None:
        raise LookupError("nobody of a team that she coordinates")
    return one


async def _may_go(session: AsyncConnection, asker: Person, membership_id: int) -> Seat:
    one = await _hers(session, asker, membership_id)
    if await is_last(session, one):
        raise LookupError("the last coordinator of the team")
    return one


async def _set(session: AsyncConnection, one: Seat, **values: datetime | None) -> None:
    mine = membership_row.c.id == one.membership_id
    await session.execute(update(membership_row).where(mine).values(values))


async def _close_drafts(session: AsyncConnection, one: Seat, now: datetime) -> None:
    """With another team she keeps what she has open: a question of this team is gone from it as it is asked anew."""
    if not await roster.others(session, one):
        await drafts.age_out(session, one.person_id, now)
