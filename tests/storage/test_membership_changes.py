"""Somebody's place in a team: only a coordinator of that team changes it, and no team is left without one."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.model import Person, Role
from bot.screen import Screen, Text
from storage import handover, invitations, membership_changes, notices, people, roster
from storage.database import Database, Session
from tests.cast import KEY

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
HAARLEM, UTRECHT = "Haarlem Effect", "Utrecht West"
AMINA, VERA, PETRO = 1001, 1002, 1003
CHANGES = (
    membership_changes.pause,
    membership_changes.resume,
    membership_changes.leave,
    membership_changes.end_session,
)
Change = Callable[[Session, Person, int, datetime], Awaitable[Any]]


async def enters(session: Session, telegram_id: int, team: str, role: Role) -> int:
    """Her membership, by id."""
    person = await people.by_telegram(session, telegram_id) or await people.add(
        session, telegram_id, "nl", NOW
    )
    return await invitations.enter(session, person.id, await people.ensure_team(session, team), role, NOW)


async def known(session: Session, telegram_id: int) -> Person:
    found = await people.by_telegram(session, telegram_id)
    assert found is not None
    return found


@pytest_asyncio.fixture
async def database(empty_file: Path, path: Path) -> AsyncIterator[Database]:
    """Of the real tables, other than for its neighbours."""
    shutil.copy(empty_file, path)
    opened = await Database.open(path, KEY)
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def amina(database: Database) -> int:
    """Her place in Haarlem, where Vera coordinates; Petro coordinates Utrecht."""
    async with database.transaction() as session:
        await enters(session, VERA, HAARLEM, Role.COORDINATOR)
        await enters(session, PETRO, UTRECHT, Role.COORDINATOR)
        return await enters(session, AMINA, HAARLEM, Role.KEY_PERSON)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("asker", [AMINA, PETRO])
async def test_nobody_changes_a_place_in_a_team_that_she_does_not_coordinate(
    database: Database, amina: int, change: Change, asker: int
) -> None:
    async with database.transaction() as session:
        with pytest.raises(LookupError):
            await change(session, await known(session, asker), amina, NOW)
        assert len((await known(session, AMINA)).memberships) == 1


@pytest.mark.parametrize("change", CHANGES)
async def test_a_place_that_there_is_not_is_like_one_of_another_team(
    database: Database, amina: int, change: Change
) -> None:
    async with database.transaction() as session:
        with pytest.raises(LookupError):
            await change(session, await known(session, VERA), amina + 1000, NOW)


@pytest.mark.parametrize("change", [membership_changes.pause, membership_changes.leave])
async def test_the_last_coordinator_stays(database: Database, amina: int, change: Change) -> None:
    async with database.transaction() as session:
        vera = await known(session, VERA)
        with pytest.raises(LookupError):
            await change(session, vera, vera.memberships[0].id, NOW)
        second = await enters(session, AMINA, HAARLEM, Role.COORDINATOR)
        await change(session, vera, vera.memberships[0].id, NOW)
        amina_ = await known(session, AMINA)
        with pytest.raises(LookupError):
            await change(session, amina_, second, NOW)


async def test_nobody_moves_to_a_team_that_is_not_the_askers_or_is_the_same(
    database: Database, amina: int
) -> None:
    async with database.transaction() as session:
        vera, petro = await known(session, VERA), await known(session, PETRO)
        for team_id in (petro.memberships[0].team_id, vera.memberships[0].team_id, 10**6):
            with pytest.raises(LookupError):
                await membership_changes.move(session, vera, amina, team_id, NOW)


async def test_whoever_left_is_no_place_any_more(database: Database, amina: int) -> None:
    async with database.transaction() as session:
        vera = await known(session, VERA)
        await membership_changes.leave(session, vera, amina, NOW)
        assert await roster.seat(session, vera, amina) is None
        for change in CHANGES:
            with pytest.raises(LookupError):
                await change(session, vera, amina, NOW)


async def test_a_pause_keeps_since_when_she_is_in_and_leaving_does_not(
    database: Database, amina: int
) -> None:
    later = NOW + timedelta(days=30)
    async with database.transaction() as session:
        vera = await known(session, VERA)
        team_id = vera.memberships[0].team_id
        person = (await known(session, AMINA)).id
        await membership_changes.pause(session, vera, amina, NOW)
        assert await invitations.enter(session, person, team_id, Role.KEY_PERSON, later) == amina
        [one] = await roster.known(session, [amina])
        assert (one.joined_at, one.paused) == (NOW, False)
        await membership_changes.leave(session, vera, amina, NOW)
        assert await invitations.enter(session, person, team_id, Role.KEY_PERSON, later) == amina
        [one] = await roster.known(session, [amina])
        assert one.joined_at == later


async def test_what_waits_is_dropped_for_the_team_she_leaves_and_for_no_other(
    database: Database, amina: int
) -> None:
    screen = Screen(lines=(Text(key="privacy.title"),))
    async with database.transaction() as session:
        vera = await known(session, VERA)
        await enters(session, AMINA, UTRECHT, Role.KEY_PERSON)
        person = await known(session, AMINA)
        for team_id in (*(one.team_id for one in person.memberships), None):
            await notices.put(session, person.id, team_id, f"test:{team_id}", screen, NOW)
        await membership_changes.leave(session, vera, amina, NOW)
        kept = [one.team_id for one in await notices.held(session, person.id)]
        assert kept == [person.memberships[1].team_id, None]


async def test_others_see_nothing_of_a_team(database: Database, amina: int) -> None:
    async with database.transaction() as session:
        vera, petro = await known(session, VERA), await known(session, PETRO)
        team_id = vera.memberships[0].team_id
        await invitations.invite(session, "code", team_id, Role.KEY_PERSON, None, NOW + timedelta(days=7))
        assert len(await roster.of_team(session, vera, team_id)) == 2
        [open_] = await invitations.pending(session, vera, team_id, NOW)
        for asker in (petro, await known(session, AMINA)):
            assert await roster.of_team(session, asker, team_id) == []
            assert await roster.seat(session, asker, amina) is None
            assert await invitations.pending(session, asker, team_id, NOW) == []
            assert not await invitations.withdraw(session, asker, open_.id)
        assert await invitations.pending(session, vera, team_id, NOW + timedelta(days=7)) == []
        assert await invitations.withdraw(session, vera, open_.id)
        assert await invitations.find(session, "code", 0, NOW) is None


async def test_whoever_has_nothing_in_hand_hands_over_nothing(database: Database, amina: int) -> None:
    async with database.transaction() as session:
        one = await roster.seat(session, await known(session, VERA), amina)
        assert one is not None
        assert await handover.in_hand(session, one, NOW) == handover.InHand()
        assert await handover.give_referrals(session, one, None, NOW) == 0
