"""Transactions: all or nothing, one writer at a time, errors by their right names."""

import asyncio
import resource

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from storage.database import Database
from tests.storage.counters import add, counted, counter, increment


async def test_what_a_block_wrote_is_there_after_it(database: Database) -> None:
    await add(database, "tea", 3)
    assert await counted(database) == {"tea": 3}


async def test_an_exception_takes_the_whole_block_back(database: Database) -> None:
    async def fails_after_writing() -> None:
        async with database.transaction() as session:
            await session.execute(insert(counter).values(name="tea", value=1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fails_after_writing()
    assert await counted(database) == {}


async def test_a_reader_does_not_see_an_open_transaction(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(insert(counter).values(name="tea", value=1))
        assert await counted(database) == {}
    assert await counted(database) == {"tea": 1}


async def test_a_reader_keeps_one_view_while_others_write(database: Database) -> None:
    async with database.reading() as session:
        assert (await session.execute(select(counter))).all() == []
        await add(database, "tea")
        assert (await session.execute(select(counter))).all() == []


async def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(OperationalError, match="readonly"):
        async with database.reading() as session:
            await session.execute(insert(counter).values(name="tea", value=1))


async def test_twenty_at_once_lose_no_increment(database: Database) -> None:
    await add(database, "shared")
    await asyncio.gather(*(increment(database, "shared") for _ in range(20)))
    assert await counted(database) == {"shared": 20}


async def test_a_transaction_within_a_transaction_fails_at_once(database: Database) -> None:
    async with asyncio.timeout(2):
        with pytest.raises(RuntimeError, match="within"):
            async with database.transaction(), database.transaction():
                pass
    await add(database, "afterwards")


async def test_a_cancelled_transaction_gives_its_connection_back(database: Database) -> None:
    async def waits_for_ever() -> None:
        async with database.transaction() as session:
            await session.execute(insert(counter).values(name="cancelled", value=1))
            await asyncio.sleep(3600)

    task = asyncio.create_task(waits_for_ever())
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with asyncio.timeout(2):
        await add(database, "next")
    assert await counted(database) == {"next": 0}


async def test_a_broken_constraint_is_an_integrity_error_that_hides_the_values(database: Database) -> None:
    await add(database, "what she wrote")
    with pytest.raises(IntegrityError) as caught:
        await add(database, "what she wrote")
    assert "what she wrote" not in str(caught.value)


async def test_foreign_keys_are_enforced(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(text("CREATE TABLE child (parent INTEGER REFERENCES counter (id))"))
    with pytest.raises(IntegrityError):
        async with database.transaction() as session:
            await session.execute(text("INSERT INTO child VALUES (404)"))


async def test_the_writer_has_the_agreed_pragmas(database: Database) -> None:
    expected: dict[str, object] = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 5000,
        "temp_store": 2,
    }
    async with database.transaction() as session:
        found = {name: await session.scalar(text(f"PRAGMA {name}")) for name in expected}
    assert found == expected


async def test_a_full_disk_is_an_operational_error_and_once_there_is_room_it_goes_on(
    database: Database,
) -> None:
    async with database.transaction() as session:
        pages = await session.scalar(text("PRAGMA page_count"))
        await session.execute(text(f"PRAGMA max_page_count = {pages + 2}"))
    with pytest.raises(OperationalError, match="full"):
        await add(database, "x" * 100_000)
    async with database.transaction() as session:
        await session.execute(text("PRAGMA max_page_count = 1000000"))
    await add(database, "room")
    assert await counted(database) == {"room": 0}


async def test_a_file_that_cannot_grow_is_an_operational_error_and_loses_nothing(database: Database) -> None:
    await add(database, "before")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        with pytest.raises(OperationalError, match="disk"):
            await add(database, "x" * 1_000_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    await add(database, "after")
    assert await counted(database) == {"before": 0, "after": 0}
