"""Everything that is kept of somebody: every table is in it or named with a reason, and nobody else is."""

import json
import re
from typing import Any

import pytest
from sqlalchemy import String, cast, insert, literal, update

from bot.model import Membership, Person, Role
from handlers.errands.mydata_page import READABLE
from storage import audit, my_data, my_data_told
from storage.audit import Action
from storage.database import Database
from storage.tables import meeting, metadata, notice, rhythm
from tests.storage.test_erasure import (
    AMINA,
    FATIMA,
    HAARLEM,
    NAMES,
    NOW,
    PETRO,
    TELEGRAM,
    VERA,
    _meeting,
    fill,
    numbers_of,
)
from tests.storage.test_erasure import database as _database

database = _database
ME = Person(
    AMINA, TELEGRAM[AMINA], "en", (Membership(HAARLEM, "Haarlem Effect", Role.KEY_PERSON),), NAMES[AMINA]
)


@pytest.fixture
async def house(database: Database) -> Database:
    """Amina and Fatima each have a row in every table; what was done for Amina was done by Vera."""
    async with database.transaction() as session:
        await session.execute(insert(meeting).values(_meeting(1)))
        await fill(session, AMINA, VERA)
        await fill(session, FATIMA, AMINA)
        # Codes of the program, which are nobody's words.
        await session.execute(update(rhythm).values(kind="individual"))
        await session.execute(
            update(notice).values(key=literal("note:") + cast(notice.c.id, String), reason=None)
        )
        await audit.write(session, VERA, Action.READ, HAARLEM, NOW, subject=AMINA)
    return database


async def kept(house: Database) -> dict[str, list[dict[str, Any]]]:
    async with house.reading() as session:
        return await my_data.of(session, ME)


async def test_every_table_is_in_it_or_is_about_nobody(house: Database) -> None:
    """A new table has to be found by its foreign keys, or to be named in my_data.ABOUT_NOBODY."""
    found = await kept(house)
    known = {*found, *my_data.ABOUT_NOBODY, "meeting_theme", "goal"}
    assert {table.name for table in metadata.sorted_tables} - known == set()
    assert not set(found) & set(my_data.ABOUT_NOBODY)


async def test_every_column_is_in_it_or_left_out_with_a_reason(house: Database) -> None:
    for table, rows in (await kept(house)).items():
        columns = {
            column.name.removesuffix("_id") if column.foreign_keys else column.name
            for column in metadata.tables[table].columns
            if f"{table}.{column.name}" not in my_data_told.LEFT_OUT
        }
        assert columns - rows[0].keys() == set(), table


def test_what_is_left_out_exists() -> None:
    assert my_data.ABOUT_NOBODY.keys() <= metadata.tables.keys()
    for where in my_data_told.LEFT_OUT:
        table, column = where.split(".")
        assert column in metadata.tables[table].columns


def test_the_page_knows_every_table_and_only_columns_that_there_are() -> None:
    parts = {"contact_topic", "contact_action", "contact_role"}
    assert READABLE.keys() | parts == metadata.tables.keys() - my_data.ABOUT_NOBODY.keys()
    for table, columns in READABLE.items():
        there = {
            one.name.removesuffix("_id") if one.foreign_keys else one.name
            for one in metadata.tables[table].columns
        }
        there |= {"topics", "actions", "roles"} if table == "contact" else set()
        there |= {"by", "about", "team"} if table == "audit" else set()
        assert set(columns) <= there, table


async def test_nobody_elses_rows_names_or_numbers_are_in_it(house: Database) -> None:
    found = await kept(house)
    written = json.dumps(found, ensure_ascii=False)
    for one in (FATIMA, VERA, PETRO):
        assert [table for table, rows in found.items() if NAMES[one] in json.dumps(rows)] == []
        assert str(TELEGRAM[one]) not in re.findall(r"[0-9]+", written)
    theirs = set(dict(numbers_of(FATIMA)).values()) - set(dict(numbers_of(AMINA)).values())
    for table in ("contact", "membership", "note", "time_entry", "alarm", "on_call"):
        assert not theirs & {row["id"] for row in found[table]}, table


async def test_others_are_what_they_are_to_her(house: Database) -> None:
    found = await kept(house)
    assert [row["proposed_by"] for row in found["arrangement"]] == [
        my_data_told.COORDINATOR,
        my_data_told.YOU,
    ]
    assert [row["coordinator"] for row in found["guide"]] == [my_data_told.COORDINATOR, my_data_told.YOU]
    assert {row["person"] for row in found["contact"]} == {my_data_told.YOU}
    assert {row["team"] for row in found["contact"]} == {"Haarlem Effect"}
    assert [(row["action"], row["by"], row["about"]) for row in found["audit"]] == [
        ("read", my_data_told.COORDINATOR, my_data_told.YOU)
    ]


async def test_a_session_of_hers_is_in_it_without_the_words_of_others(house: Database) -> None:
    async with house.transaction() as session:
        words = {"title": "Fatima and me", "place": "room 2", "facilitator": "Somebody Else"}
        await session.execute(update(meeting).where(meeting.c.id == 1).values(words))
    [session_] = (await kept(house))["meeting"]
    assert session_["title"] == f"{my_data_told.HIDDEN} and me"
    assert (session_["place"], session_["facilitator"]) == ("room 2", my_data_told.HIDDEN)


async def test_the_counts_are_those_of_the_rows(house: Database) -> None:
    async with house.reading() as session:
        counts = await my_data.counts(session, ME)
    found = await kept(house)
    mine = {
        one: len([row for row in found.get(one, ()) if row["person"] == my_data_told.YOU])
        for one in found
        if one in {each.table for each in counts}
    }
    assert {one.table: one.number for one in counts} == mine
    assert next(one.since for one in counts if one.table == "contact") == NOW.date()
