"""The directory of services in the database: one team's own, changed by its coordinators, the same after a second file."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from bot.model import Membership, Person, Role
from bot.rules.directory import TEMPLATE, Partner
from storage import partners, people
from storage.database import Database
from storage.partners import Taken
from tests.cast import KEY

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
DESK = Partner(
    "debt_help",
    "Geldloket",
    "Schulden",
    "Iedereen",
    ("nl", "ar"),
    "ma-do",
    "Grote Markt 2",
    "023 512 3456",
    "Vera",
    "Petro",
    (0, 4),
    "Bel",
    date(2026, 11, 1),
)
DOCTOR = Partner("gp", "Kruis")


@pytest_asyncio.fixture
async def database(empty_file: Path, path: Path) -> AsyncIterator[Database]:
    """Of the real tables, other than for its neighbours."""
    shutil.copy(empty_file, path)
    opened = await Database.open(path, KEY)
    yield opened
    await opened.close()


def somebody(number: int, role: Role, *team_ids: int) -> Person:
    memberships = tuple(Membership(one, "", role) for one in team_ids)
    return replace(Person(number, number, "nl"), memberships=memberships)


@pytest_asyncio.fixture
async def cast(database: Database) -> tuple[Person, Person, Person]:
    """Vera, who coordinates the first team, Amina in it, and Petro, who coordinates another."""
    async with database.transaction() as session:
        haarlem = await people.ensure_team(session, "Haarlem Effect")
        utrecht = await people.ensure_team(session, "Utrecht West")
    return (
        somebody(1, Role.COORDINATOR, haarlem),
        somebody(2, Role.KEY_PERSON, haarlem),
        somebody(3, Role.COORDINATOR, utrecht),
    )


async def test_what_is_kept_comes_back_whole(database: Database, cast: tuple[Person, ...]) -> None:
    vera, amina, _ = cast
    team_id = vera.memberships[0].team_id
    async with database.transaction() as session:
        number = await partners.add(session, vera, team_id, DESK)
        found = await partners.seen_by(session, amina, number)
    assert found is not None
    assert (found.partner, found.team_id) == (DESK, team_id)


async def test_nobody_else_reads_or_changes_it(database: Database, cast: tuple[Person, ...]) -> None:
    vera, amina, petro = cast
    team_id = vera.memberships[0].team_id
    async with database.transaction() as session:
        number = await partners.add(session, vera, team_id, DESK)
        for other in (amina, petro):
            with pytest.raises(LookupError):
                await partners.add(session, other, team_id, DOCTOR)
            with pytest.raises(LookupError):
                await partners.change(session, other, number, what="")
            with pytest.raises(LookupError):
                await partners.take_in(session, other, team_id, [DOCTOR], TEMPLATE)
            await partners.remove(session, other, number, NOW)
        assert await partners.of_team(session, petro, team_id) == []
        assert await partners.seen_by(session, petro, number) is None
        assert [one.partner for one in await partners.of_team(session, amina, team_id)] == [DESK]


async def test_a_name_belongs_to_one_entry_and_a_removed_one_gives_it_free(
    database: Database, cast: tuple[Person, ...]
) -> None:
    vera, *_ = cast
    team_id = vera.memberships[0].team_id
    async with database.transaction() as session:
        desk = await partners.add(session, vera, team_id, DESK)
        other = await partners.add(session, vera, team_id, replace(DESK, name="Loket"))
        with pytest.raises(LookupError):
            await partners.change(session, vera, other, name="GELD loket")
        await partners.remove(session, vera, desk, NOW)
        await partners.change(session, vera, other, name="GELD loket")
        assert [one.id for one in await partners.of_team(session, vera, team_id)] == [other]
        assert await partners.add(session, vera, team_id, DESK) == other


async def test_a_file_adds_changes_brings_back_and_removes_nothing(
    database: Database, cast: tuple[Person, ...]
) -> None:
    vera, *_ = cast
    team_id = vera.memberships[0].team_id
    many = [Partner("gp", f"Praktijk {at}") for at in range(300)]
    async with database.transaction() as session:
        gone = await partners.add(session, vera, team_id, DOCTOR)
        await partners.remove(session, vera, gone, NOW)
        await partners.add(session, vera, team_id, DESK)
        rows = [replace(DESK, phone=""), DOCTOR, *many]
        assert await partners.take_in(session, vera, team_id, rows, TEMPLATE) == Taken(301, 1, 0)
        assert await partners.take_in(session, vera, team_id, rows, TEMPLATE) == Taken(0, 0, 302)
        assert await partners.take_in(session, vera, team_id, [DESK], ["name"]) == Taken(0, 0, 1)
        kept = await partners.of_team(session, vera, team_id)
    assert {one.partner for one in kept} == set(rows)
    assert gone in {one.id for one in kept}


async def test_what_was_not_checked_for_long_is_found_the_longest_ago_first(
    database: Database, cast: tuple[Person, ...]
) -> None:
    vera, _, petro = cast
    team_id = vera.memberships[0].team_id
    days = [date(2026, 6, 1), None, date(2026, 5, 23), date(2025, 1, 1)]
    async with database.transaction() as session:
        for at, day in enumerate(days):
            await partners.add(session, vera, team_id, Partner("gp", f"Praktijk {at}", checked_on=day))
        await partners.add(session, petro, petro.memberships[0].team_id, replace(DESK))
        found = await partners.unchecked(session, team_id, date(2026, 5, 24))
        assert [one.partner.checked_on for one in found] == [None, date(2025, 1, 1), date(2026, 5, 23)]
        assert await partners.teams_with_unchecked(session, date(2026, 5, 24)) == [team_id]
