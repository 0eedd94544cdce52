"""Contacts of three teams as chance would have them: every kind and setting, undone ones, days on every border."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from random import Random
from typing import Final, TypeVar

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Attendance, Contact, DayPart, Familiarity, Person, Question, Role, Timing
from bot.rules.contacts import MOST_TOPICS
from bot.taxonomy import ACTIONS, KINDS, PARTNERS, ROLES, TAXONOMY, TOPICS
from storage import people
from storage.contacts import _PARTS, _columns, _part_rows
from storage.tables import contact, team
from storage.tables import membership_row as membership

T = TypeVar("T")
START: Final = datetime(2027, 11, 1, 9, tzinfo=UTC)
# Weeks, months, quarters and years begin and end here; 2028 is a leap year, 3 January 2028 a Monday.
BORDERS: Final = tuple(
    date.fromisoformat(day)
    for day in (
        *("2027-12-26", "2027-12-27", "2027-12-31", "2028-01-01", "2028-01-02", "2028-01-03"),
        *("2028-02-27", "2028-02-28", "2028-02-29", "2028-03-01", "2028-03-31", "2028-04-01"),
    )
)
_SETTINGS: Final[Mapping[str, Sequence[str]]] = {
    "health": tuple(TOPICS),
    **{name: tuple(one.id for one in topics) for name, topics in TAXONOMY.profiles.items()},
}


@dataclass(frozen=True)
class House:
    """Haarlem and Noord are of one organisation and Vera's, Utrecht is of another and Petro's.

    `key_persons`: their ids by team; the first one of Haarlem logs for Noord as well.
    """

    haarlem: int
    noord: int
    utrecht: int
    vera: Person
    petro: Person
    key_persons: Mapping[int, Sequence[int]]


async def house(session: AsyncConnection) -> House:
    """The teams with their people, in an empty database."""
    haarlem, utrecht = [await people.ensure_team(session, one) for one in ("Haarlem Effect", "Utrecht West")]
    owner = select(team.c.organisation_id).where(team.c.id == haarlem).scalar_subquery()
    made = await session.execute(
        insert(team).values(name="Haarlem Noord", organisation_id=owner).returning(team.c.id)
    )
    noord = int(made.scalar_one())
    vera = await _member(session, 1, Role.COORDINATOR, haarlem, noord)
    petro = await _member(session, 2, Role.COORDINATOR, utrecht)
    first = await _member(session, 3, Role.KEY_PERSON, haarlem, noord)
    rest = {
        one: [(await _member(session, 10 * one + number, Role.KEY_PERSON, one)).id for number in range(5)]
        for one in (haarlem, noord, utrecht)
    }
    key_persons = {**rest, haarlem: [first.id, *rest[haarlem]], noord: [first.id, *rest[noord]]}
    return House(haarlem, noord, utrecht, vera, petro, key_persons)


async def _member(session: AsyncConnection, telegram_id: int, role: Role, *teams: int) -> Person:
    one = await people.add(session, telegram_id, "nl", START)
    values = {"person_id": one.id, "role": role.value, "joined_at": START}
    await session.execute(insert(membership), [{**values, "team_id": each} for each in teams])
    found = await people.by_telegram(session, telegram_id)
    assert found
    return found


def contacts(
    seed: int,
    number: int,
    key_persons: Mapping[int, Sequence[int]],
    first: date = date(2027, 11, 29),
    last: date = date(2028, 4, 2),
) -> Iterator[Contact]:
    """The same for the same seed, on these days in rising order; a third on `BORDERS` as far as they are within."""
    chance = Random(seed)
    span = (last - first).days + 1
    borders = [day for day in BORDERS if first <= day <= last]
    days = sorted(
        chance.choice(borders)
        if borders and chance.random() < 1 / 3
        else first + timedelta(days=chance.randrange(span))
        for _ in range(number)
    )
    return (_contact(chance, at + 1, day, key_persons) for at, day in enumerate(days))


def _contact(chance: Random, number: int, day: date, key_persons: Mapping[int, Sequence[int]]) -> Contact:
    team_id = chance.choice(list(key_persons))
    # Logged at once, or days later: no figure may go by it.
    logged_at = datetime.combine(day, time(chance.randrange(24)), UTC) + timedelta(
        days=chance.choice((0, 0, 9))
    )
    referral = chance.choice(list(PARTNERS)) if chance.random() < 0.6 else "none"
    return Contact(
        person_id=chance.choice(key_persons[team_id]),
        team_id=team_id,
        logged_at=logged_at,
        happened_on=day,
        kind=chance.choice(list(KINDS)),
        questions=_questions(chance),
        actions=tuple(chance.sample(list(ACTIONS), chance.randint(1, 4))),
        referral=referral,
        roles=tuple(chance.sample(list(ROLES), chance.randint(0, 2))),
        minutes=_maybe(chance, [chance.randint(1, 240)]),
        day_part=_maybe(chance, list(DayPart)),
        attendance=_maybe(chance, list(Attendance)),
        familiarity=_maybe(chance, list(Familiarity)),
        undone_at=logged_at + timedelta(hours=1) if chance.random() < 0.15 else None,
        timing=_maybe(chance, list(Timing)),
        heavy=chance.random() < 0.2,
        id=number,
    )


def _questions(chance: Random) -> tuple[Question, ...]:
    setting = chance.choice(list(_SETTINGS))
    asked = chance.sample(_SETTINGS[setting], chance.randint(1, MOST_TOPICS))
    return tuple(Question(topic, None, setting) for topic in asked)


def _maybe(chance: Random, several: Sequence[T]) -> T | None:
    return chance.choice(several) if chance.random() < 0.7 else None


async def write(session: AsyncConnection, several: Iterable[Contact], batch: int = 5000) -> None:
    """Store contacts that have an id, by the thousand; the rows are those that `storage.contacts.add` makes."""
    waiting = iter(several)
    while together := list(islice(waiting, batch)):
        await session.execute(insert(contact), [{"id": one.id, **_columns(one)} for one in together])
        parts = [_part_rows(one) for one in together]
        for at, table in enumerate(_PARTS):
            if rows := [row for part in parts for row in part[at][1]]:
                await session.execute(insert(table), rows)


def undone(one: Contact) -> Contact:
    return replace(one, undone_at=one.logged_at + timedelta(minutes=5))
