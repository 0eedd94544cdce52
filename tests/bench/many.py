"""A file with very many contacts of one team over two years, made in no time: a few of them many times over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Table, insert, select, text

from bot.model import Person
from bot.rules.goals import Goal, Indicator
from storage import goals
from storage.database import Database, Session
from storage.migrate import migrate
from storage.tables import contact, contact_action, contact_role, contact_topic, partner, referral
from tests.storage.generated import contacts, house, write

KEY: Final = bytes(range(32))
FEWEST: Final = 1000
FIRST: Final = date(2025, 12, 1)
LAST: Final = date(2027, 11, 28)
NOW: Final = datetime(2027, 11, 29, 9, tzinfo=UTC)  # a Monday
PARTNERS: Final = 300
# By table the column with the number of the contact.
_NUMBERED: Final = {
    contact: "id",
    contact_topic: "contact_id",
    contact_action: "contact_id",
    contact_role: "contact_id",
    referral: "contact_id",
}


@dataclass(frozen=True)
class Many:
    """The open file, its one team, who coordinates it, and a referral with who made it."""

    database: Database
    team_id: int
    vera: Person
    logger: int
    referred: int


async def made(path: Path, number: int) -> Many:
    """A new file with so many contacts, a multiple of FEWEST; the days rise with their numbers, as they do in use."""
    await migrate(path, KEY)
    database = await Database.open(path, KEY)
    async with database.transaction() as session:
        home = await house(session)
        people = {home.haarlem: home.key_persons[home.haarlem]}
        await write(session, contacts(1, FEWEST, people, FIRST, LAST))
        await _directory(session, home.haarlem)
        await _goals(session, home.vera, home.haarlem)
        await _multiply(session, number // FEWEST)
    # Closed once: all of it in the log of what was written last would make every reader slow.
    await database.close()
    database = await Database.open(path, KEY)
    async with database.reading() as session:
        one = (await session.execute(select(referral.c.person_id, referral.c.contact_id).limit(1))).one()
    return Many(database, home.haarlem, home.vera, one.person_id, one.contact_id)


async def _directory(session: Session, team_id: int) -> None:
    """Partners of a few categories, and referrals of which most are to one of them and half have an outcome."""
    categories = ("gp", "ggd", "social_team", "school", "housing_association")
    await session.execute(insert(partner), list(_partners(team_id, categories)))
    columns = (contact.c.id, contact.c.person_id, contact.c.logged_at)
    referred = select(*columns).where(contact.c.referral != "none")
    for at, row in enumerate((await session.execute(referred)).all()):
        asked = row.logged_at + timedelta(days=14)
        known = {"state": "known", "outcome": "helped", "known_at": asked} if at % 2 else {"state": "waiting"}
        values = {"contact_id": row.id, "person_id": row.person_id, "partner_id": at % PARTNERS + 1}
        await session.execute(insert(referral).values(**values, **known, ask_at=asked))


def _partners(team_id: int, categories: tuple[str, ...]) -> Iterator[dict[str, object]]:
    empty = dict.fromkeys(("languages", "opening_hours", "phone", "contact_name", "deputy_name"), "")
    more = dict.fromkeys(("working_days", "how_to_refer", "for_whom"), "")
    for at in range(PARTNERS):
        name = f"Partner {at}"
        where = {"address": f"Kerkstraat {at}", "what": "Spreekuur over geld en brieven"}
        key = {"team_id": team_id, "category": categories[at % len(categories)], "name": name}
        yield {**empty, **more, **where, **key, "name_key": name.lower(), "checked_on": LAST}


async def _goals(session: Session, vera: Person, team_id: int) -> None:
    for one in (Indicator.CONTACTS, Indicator.QUESTIONS, Indicator.RESIDENTS):
        year = Goal(one, 500, date(2027, 1, 1), date(2027, 12, 31))
        await goals.add(session, vera, team_id, year, NOW)


async def _multiply(session: Session, times: int) -> None:
    """Each contact so many times, one after another, so that the numbers still rise with the days."""
    if times == 1:
        return
    await session.execute(text("PRAGMA defer_foreign_keys=ON"))
    for table in _NUMBERED:
        await session.execute(text(f"CREATE TEMP TABLE few_{table.name} AS SELECT * FROM {table.name}"))
    for table in reversed(_NUMBERED):
        await session.execute(table.delete())
    for table, number in _NUMBERED.items():
        await session.execute(text(_copying(table, number)), {"times": times})
        await session.execute(text(f"DROP TABLE few_{table.name}"))


def _copying(table: Table, number: str) -> str:
    names = [one.name for one in table.columns]
    values = [f"(few.{one} - 1) * :times + n + 1" if one == number else f"few.{one}" for one in names]
    return f"""
        WITH RECURSIVE copies(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM copies WHERE n + 1 < :times)
        INSERT INTO {table.name} ({", ".join(names)})
        SELECT {", ".join(values)} FROM few_{table.name} AS few CROSS JOIN copies
        ORDER BY few.{number}, n
    """
