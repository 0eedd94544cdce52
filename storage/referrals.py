"""What came of referrals: when somebody is asked, and what she answered. It says nothing of a client."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, case, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Contact, Person, Role
from bot.rules import referrals as rules
from bot.rules.tallies import outcomes_with_tallies
from storage import notices, tallies
from storage.tables import contact, contact_topic, membership, notice, partner, referral, team
from storage.teams import coordinated

_QUESTION: Final = "referral.ask:"


class State(StrEnum):
    """Waiting to be asked, asked, never to be asked again, or known."""

    WAITING = "waiting"
    ASKED = "asked"
    STOPPED = "stopped"
    KNOWN = "known"


@dataclass(frozen=True)
class Referral:
    """A referral of a contact that counts: to which partner category, about what, and what is known of it.

    `times` is how often she was asked, `days` how long her team waits with that. One that was `taken_over` is of
    somebody who left.
    """

    contact_id: int
    person_id: int
    team_id: int
    category: str
    topics: tuple[str, ...]
    happened_on: date
    logged_at: datetime
    times: int
    outcome: str | None
    days: int
    taken_over: bool = False

    @property
    def id(self) -> int:
        return self.contact_id

    @property
    def key(self) -> str:
        """How the keys of the notices that ask about it begin. The number of a contact can be given again."""
        return key_of(self.contact_id, self.logged_at)


def key_of(contact_id: int, logged_at: datetime) -> str:
    return f"{_QUESTION}{contact_id}:{logged_at.isoformat()}:"


async def follow(session: AsyncConnection, now: Contact, before: str = "none") -> None:
    """A contact was saved, or changed from this partner category: it is asked later what came of the new one.

    What is undone is asked as little as what is no referral; brought back it waits as before.
    """
    if now.undone_at:
        return await _call_back(session, now)
    if now.referral == before:
        return
    await _call_back(session, now)
    if now.referral == "none":
        await session.execute(delete(referral).where(referral.c.contact_id == now.id))
        return
    ask_at = now.logged_at + timedelta(days=await _days(session, now.team_id))
    new = {"state": State.WAITING.value, "ask_at": ask_at, "outcome": None, "known_at": None}
    made = upsert(referral).values(contact_id=now.id, person_id=now.person_id, **new)
    changed = {**new, "partner_id": None}
    await session.execute(made.on_conflict_do_update(index_elements=["contact_id"], set_=changed))


async def _call_back(session: AsyncConnection, one: Contact) -> None:
    """A question that she was not asked yet is none after all."""
    if await notices.recall_all(session, key_of(one.id, one.logged_at)):
        mine = (referral.c.contact_id == one.id, referral.c.state == State.ASKED.value)
        await session.execute(update(referral).where(*mine).values(state=State.WAITING.value))


async def _days(session: AsyncConnection, team_id: int) -> int:
    return int((await session.execute(select(team.c.referral_days).where(team.c.id == team_id))).scalar_one())


async def own(session: AsyncConnection, person_id: int, contact_id: int) -> Referral | None:
    """A referral of hers; None for anybody else's, for one that was undone or is none any more, and for one of a team
    in which she is not active now.
    """
    hers = (referral.c.person_id == person_id, referral.c.contact_id == contact_id)
    return await _one(session, *hers, _logs_for(contact.c.team_id))


async def due(session: AsyncConnection, now: datetime) -> Referral | None:
    """For the job: the oldest that is to be asked by now, of somebody who has not such a question on its way.

    A question of a team in which she is not active now is said by nobody, so it keeps no other one up.
    """
    on_its_way = (
        select(notice.c.id)
        .where(notice.c.person_id == referral.c.person_id, notice.c.settled_at.is_(None))
        .where(notice.c.key.startswith(_QUESTION, autoescape=True), _logs_for(notice.c.team_id))
        .exists()
    )
    waits = (referral.c.state == State.WAITING.value, referral.c.ask_at <= now)
    return await _one(session, *waits, ~on_its_way, _logs_for(contact.c.team_id))


def _logs_for(team_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether she whose referral it is is a key person of this team now."""
    return (
        select(membership.c.id)
        .where(membership.c.person_id == referral.c.person_id, membership.c.team_id == team_id)
        .where(membership.c.role == Role.KEY_PERSON.value)
        .exists()
    )


async def said(session: AsyncConnection, person_id: int, since: datetime) -> list[datetime]:
    """When she was asked since then, about whatever referral."""
    hers = (notice.c.person_id == person_id, notice.c.key.startswith(_QUESTION, autoescape=True))
    found = await session.execute(select(notice.c.settled_at).where(*hers, notice.c.settled_at >= since))
    return list(found.scalars())


async def postpone(session: AsyncConnection, person_id: int, until: datetime) -> None:
    """She is asked about none of hers before this moment."""
    waits = (referral.c.person_id == person_id, referral.c.state == State.WAITING.value)
    await session.execute(update(referral).where(*waits, referral.c.ask_at < until).values(ask_at=until))


async def put_off(session: AsyncConnection, one: Referral, until: datetime) -> None:
    """It is not asked before this moment."""
    await _write(session, one, ask_at=until)


async def not_asked(session: AsyncConnection, person_id: int, keys: Sequence[str]) -> None:
    """What she was to be asked in notices of these keys is to be asked after all: nobody said them."""
    numbers = [int(one.split(":")[1]) for one in keys if one.startswith(_QUESTION)]
    hers = (referral.c.person_id == person_id, referral.c.contact_id.in_(numbers))
    mine = (*hers, referral.c.state == State.ASKED.value)
    await session.execute(update(referral).where(*mine).values(state=State.WAITING.value))


async def asked(session: AsyncConnection, one: Referral) -> None:
    await _write(session, one, state=State.ASKED.value, times=one.times + 1)


async def ask_again(session: AsyncConnection, one: Referral, ask_at: datetime) -> None:
    """What she answered before, such as an appointment, counts until she answers anew."""
    await _write(session, one, state=State.WAITING.value, ask_at=ask_at)


async def stop(session: AsyncConnection, one: Referral) -> None:
    """It is asked no more. What she answered before stays."""
    state = case((referral.c.outcome.is_(None), State.STOPPED.value), else_=State.KNOWN.value)
    await _write(session, one, state=state)


async def know(session: AsyncConnection, one: Referral, outcome: str | None, now: datetime) -> None:
    """The newest answer counts; None takes back what was said before, without saying when to ask again."""
    if outcome is None:
        return await _write(session, one, state=State.STOPPED.value, outcome=None, known_at=None)
    await _write(session, one, state=State.KNOWN.value, outcome=outcome, known_at=now)


async def _write(session: AsyncConnection, one: Referral, **values: Any) -> None:
    mine = (referral.c.contact_id == one.contact_id, referral.c.person_id == one.person_id)
    await session.execute(update(referral).where(*mine).values(values))


async def set_partner(
    session: AsyncConnection, person_id: int, contact_id: int, partner_id: int | None
) -> bool:
    """Which entry of the directory it was, or with None no longer one.

    False for a referral that is not hers, and for an entry of another team or category, or one that was removed.
    """
    found = await own(session, person_id, contact_id)
    if found is None:
        return False
    fits = (partner.c.team_id == found.team_id, partner.c.category == found.category)
    known = select(partner.c.id).where(partner.c.id == partner_id, partner.c.removed_at.is_(None), *fits)
    if partner_id is not None and await session.scalar(known) is None:
        return False
    await _write(session, found, partner_id=partner_id)
    return True


async def outcomes(
    session: AsyncConnection, asker: Person, team_id: int, first: date, last: date
) -> Mapping[str, int]:
    """What is known of the referrals of these days in a team that she coordinates; LookupError for any other."""
    coordinated(asker, team_id)
    then = (contact.c.team_id == team_id, contact.c.happened_on.between(first, last))
    known = await _counted(session, _ANSWERS.select_from(referral.join(contact)).where(*then, *_COUNTING))
    return outcomes_with_tallies(known, await tallies.of_teams(session, (team_id,), first, last))


async def answered(
    session: AsyncConnection, asker: Person, team_id: int, start: datetime, end: datetime
) -> Mapping[str, int]:
    """The same of what became known from `start` up to `end`, whenever the referral was."""
    coordinated(asker, team_id)
    then = (referral.c.known_at >= start, referral.c.known_at < end)
    return await _counted(session, _ANSWERS.where(*then, _of_contact(contact.c.team_id == team_id)))


async def learned(session: AsyncConnection, team_ids: Sequence[int], partner_id: int) -> Mapping[str, int]:
    """What these teams heard of referrals to one partner, the most frequent first.

    Nothing from too few answers, or from one person alone.
    """
    theirs = (referral.c.partner_id == partner_id, _of_contact(contact.c.team_id.in_(team_ids)))
    by = (referral.c.outcome, referral.c.person_id)
    heard = select(*by, func.count()).where(referral.c.outcome.is_not(None), *theirs).group_by(*by)
    return rules.learned([tuple(row) for row in await session.execute(heard)]) or {}


def _of_contact(*where: ColumnElement[bool]) -> ColumnElement[bool]:
    """Looked up one by one: there are few such referrals and many contacts."""
    return select(contact.c.id).where(contact.c.id == referral.c.contact_id, *where, *_COUNTING).exists()


async def _counted(session: AsyncConnection, answers: Select[Any]) -> Mapping[str, int]:
    return {outcome: number for outcome, number in await session.execute(answers)}


_ANSWERS: Final = (
    select(referral.c.outcome, func.count())
    .where(referral.c.outcome.is_not(None))
    .group_by(referral.c.outcome)
)
_COUNTING: Final = (contact.c.undone_at.is_(None), contact.c.referral != "none")
_WITH_CONTACT: Final = (
    select(
        *(referral.c.contact_id, referral.c.person_id, referral.c.times, referral.c.outcome),
        *(contact.c.team_id, contact.c.referral.label("category")),
        *(contact.c.happened_on, contact.c.logged_at, team.c.referral_days.label("days")),
        (contact.c.person_id != referral.c.person_id).label("taken_over"),
    )
    .select_from(referral.join(contact).join(team))
    .where(*_COUNTING)
    .order_by(referral.c.ask_at, referral.c.contact_id)
    .limit(1)
)


async def _one(session: AsyncConnection, *where: ColumnElement[bool]) -> Referral | None:
    row = (await session.execute(_WITH_CONTACT.where(*where))).mappings().first()
    if row is None:
        return None
    about = select(contact_topic.c.topic).where(contact_topic.c.contact_id == row["contact_id"])
    topics = await session.execute(about.order_by(contact_topic.c.position))
    return Referral(**row, topics=tuple(topics.scalars()))
