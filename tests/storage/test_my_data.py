"""Everything that is kept of somebody: every table is in it or named with a reason, and nobody else is."""

import json
import re
from typing import Any

import pytest
from sqlalchemy import String, cast, insert, literal, update

from bot.model import Membership, Person, Role
from bot.screen import Screen, Text
from handlers.errands.mydata_page import READABLE
from storage import audit, my_data, my_data_told
from storage.audit import Action
from storage.database import Database
from storage.tables import meeting, metadata, notice, person, rhythm
from tests.rules.stage import ZONE
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
        await session.execute(update(notice).values(key=literal("note:") + cast(notice.c.id, String)))
        await audit.write(session, VERA, Action.READ, HAARLEM, NOW, subject=AMINA)
    return database


async def kept(house: Database) -> dict[str, list[dict[str, Any]]]:
    async with house.reading() as session:
        return await my_data.of(session, ME, ZONE)


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


async def test_of_what_was_said_to_others_for_her_nothing_tells_what_became_of_it(house: Database) -> None:
    notices = (await kept(house))["notice"]
    of_others = [row for row in notices if row["person"] != my_data_told.YOU]
    assert [row["asked_by"] for row in of_others] == [my_data_told.YOU]
    for column in ("reason", "state", "look_at", "expires_at", "settled_at"):
        assert {row[column] for row in of_others} == {my_data_told.HIDDEN}, column
    assert {row["state"] for row in notices} == {"held", my_data_told.HIDDEN}


async def test_of_what_others_did_the_day_is_told_and_never_the_time(house: Database) -> None:
    async with house.transaction() as session:
        await audit.write(session, AMINA, Action.ASKED_FOR_COPY, None, NOW, subject=AMINA)
    told = (await kept(house))["audit"]
    assert [(row["by"], row["at"]) for row in told] == [
        (my_data_told.YOU, NOW.isoformat()),
        (my_data_told.COORDINATOR, NOW.date().isoformat()),
    ]
    assert not any("seq" in row for row in told)


@pytest.mark.parametrize("name", ["null", "12", '":', "say", "text", "common.name"])
async def test_a_name_that_looks_like_json_leaves_the_rest_of_a_message_as_it_is(
    house: Database, name: str
) -> None:
    said = Screen(lines=(Text(key="common.name", values={"name": f"<{name}>", "id": 12}),))
    async with house.transaction() as session:
        await session.execute(update(person).where(person.c.id == VERA).values(name=name))
        await session.execute(update(notice).values(content=said.model_dump_json()))
    notices = (await kept(house))["notice"]
    assert len(notices) >= 2
    for row in notices:
        [line] = Screen.model_validate_json(row["content"]).lines
        assert line.values == {"name": f"<{my_data_told.HIDDEN}>", "id": 12}


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
