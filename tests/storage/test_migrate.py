"""Migrations give exactly the tables of the program, walk both ways, and fail without a trace."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, inspect, select, text
from sqlalchemy.exc import OperationalError

from storage import cipher, migrations
from storage.database import Database
from storage.migrate import STEPS, config, current, head, migrate
from storage.problems import StorageProblem
from storage.tables import metadata
from tests.storage.counters import KEY

HERE = Path(next(iter(migrations.__path__)))

FIRST = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "1", None
def upgrade():
    op.create_table("parent", sa.Column("id", sa.Integer, primary_key=True), sa.Column("size", sa.Integer))
    owner = sa.ForeignKey("parent.id", ondelete="CASCADE")
    op.create_table(
        "child", sa.Column("id", sa.Integer, primary_key=True), sa.Column("parent_id", sa.Integer, owner)
    )
def downgrade():
    op.drop_table("child")
    op.drop_table("parent")
"""
SECOND = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "2", "1"
def upgrade():
    with op.batch_alter_table("parent") as parent:
        parent.alter_column("size", type_=sa.String(9))
    {then}
def downgrade():
    with op.batch_alter_table("parent") as parent:
        parent.alter_column("size", type_=sa.Integer)
    {back}
"""


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """A release of one step; `release_second` adds another."""
    folder = tmp_path / "steps"
    (folder / "versions").mkdir(parents=True)
    shutil.copy(HERE / "env.py", folder)
    (folder / "versions" / "first.py").write_text(FIRST)
    return folder


def release_second(steps: Path, then: str = "pass", back: str = "pass") -> None:
    (steps / "versions" / "second.py").write_text(SECOND.format(then=then, back=back))


def on(path: Path, action: Callable[[Connection], Any]) -> Any:
    # The rows of a test need not satisfy every CHECK, but they must satisfy the migration.
    engine = cipher.sync_engine(path, KEY, "foreign_keys=OFF", "ignore_check_constraints=ON")
    with engine.begin() as connection:
        return action(connection)


def run(path: Path, steps: str, step: Callable[[Config, str], None], target: str) -> None:
    on(path, lambda connection: step(config(steps, connection), target))


def reflected(connection: Connection) -> MetaData:
    found = MetaData()
    found.reflect(connection)
    return found


def rows(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    tables = [table for table in reflected(connection).sorted_tables if table.name != "alembic_version"]
    return {table.name: [tuple(row) for row in connection.execute(select(table))] for table in tables}


def columns(connection: Connection) -> dict[str, list[str]]:
    return {table.name: table.columns.keys() for table in reflected(connection).sorted_tables}


def seen(path: Path, kept: dict[str, list[str]]) -> dict[str, list[dict[str, Any]]]:
    """The rows, but only the columns that are kept: what a step drops on purpose cannot come back."""
    names = on(path, columns)
    return {
        table: [
            {
                name: value
                for name, value in zip(names[table], row, strict=True)
                if name in kept.get(table, names[table])
            }
            for row in held
        ]
        for table, held in on(path, rows).items()
    }


def fill(connection: Connection) -> None:
    """A row in each empty table; each number is 1, so that every foreign key finds its parent."""
    samples = {int: "1", bool: "1", str: "'x'"}
    for table in reflected(connection).sorted_tables:
        values = ", ".join(samples.get(column.type.python_type, "'2026-01-01'") for column in table.columns)
        if table.name != "alembic_version" and not connection.execute(select(table)).first():
            connection.execute(text(f"INSERT INTO {table.name} VALUES ({values})"))


def walk(path: Path, steps: str) -> int:
    """Up, down and up again, at each step with a row in each table that existed before it."""
    cipher.create_file(path)
    scripts = list(ScriptDirectory.from_config(config(steps)).walk_revisions())[::-1]
    for script in scripts:
        on(path, fill)
        before = path.with_suffix(".before")
        shutil.copy(path, before)
        run(path, steps, command.upgrade, script.revision)
        kept = on(path, columns)
        run(path, steps, command.downgrade, str(script.down_revision or "base"))
        assert seen(path, kept) == seen(before, kept), f"{script.revision} loses rows"
        run(path, steps, command.upgrade, script.revision)
    assert on(path, lambda connection: connection.execute(text("PRAGMA foreign_key_check")).all()) == []
    return len(scripts)


def described(connection: Connection) -> dict[str, Any]:
    """All names and conditions that comparing types alone would not see."""
    found = inspect(connection)

    def by_name(things: list[Any]) -> list[Any]:
        return sorted(things, key=lambda thing: str(thing["name"]))

    return {
        table: [
            {column["name"]: (str(column["type"]), column["nullable"], column["default"])}
            for column in found.get_columns(table)
        ]
        + [found.get_pk_constraint(table)]
        + by_name(found.get_foreign_keys(table))
        + by_name(found.get_unique_constraints(table))
        + by_name(found.get_check_constraints(table))
        + by_name(found.get_indexes(table))
        for table in found.get_table_names()
        if table != "alembic_version"
    }


async def test_the_migrated_schema_is_that_of_the_tables(path: Path) -> None:
    await migrate(path, KEY)
    differences = on(path, lambda it: compare_metadata(MigrationContext.configure(it), metadata))
    assert differences == []


async def test_every_name_and_condition_in_the_migrated_schema_is_that_of_the_tables(
    path: Path, tmp_path: Path
) -> None:
    await migrate(path, KEY)
    made = tmp_path / "made.sqlite"
    cipher.create_file(made)
    on(made, metadata.create_all)
    expected = on(made, described)
    assert set(expected) == set(metadata.tables)
    assert on(path, described) == expected


async def test_each_constraint_and_index_has_a_name(path: Path) -> None:
    await migrate(path, KEY)
    things = [thing for table in on(path, described).values() for thing in table if "name" in thing]
    assert len(things) > len(metadata.tables)
    nameless = {repr(thing) for thing in things if not thing["name"]}
    # SQLite counts on only where it names the key of a row itself.
    assert nameless == {repr({"constrained_columns": ["id"], "name": None})}


def test_every_step_goes_up_down_and_up_without_losing_rows(path: Path) -> None:
    assert walk(path, STEPS) > 0
    on(path, fill)
    filled = on(path, rows)
    assert {name: len(found) for name, found in filled.items()} == dict.fromkeys(metadata.tables, 1)


def test_the_walk_goes_through_each_step(path: Path, steps: Path) -> None:
    release_second(steps)
    assert walk(path, str(steps)) == 2
    assert on(path, rows) == {"parent": [(1, "1")], "child": [(1, 1)]}


@pytest.mark.parametrize("where", ["then", "back"])
def test_the_walk_notices_a_step_that_loses_rows(path: Path, steps: Path, where: str) -> None:
    release_second(steps, **{where: 'op.execute("DELETE FROM child")'})
    with pytest.raises(AssertionError, match="2 loses rows"):
        walk(path, str(steps))


async def old_database(path: Path, steps: Path) -> dict[str, Any]:
    await migrate(path, KEY, steps=str(steps))
    on(path, lambda connection: connection.execute(text("INSERT INTO parent VALUES (1, 5), (2, 7)")))
    on(path, lambda connection: connection.execute(text("INSERT INTO child VALUES (1, 1), (2, 1), (3, 2)")))
    return {"rows": on(path, rows), "schema": on(path, described)}


@pytest.mark.parametrize(
    ("then", "error"),
    [
        pytest.param("1 / 0", ZeroDivisionError, id="a mistake in the step"),
        pytest.param('op.execute("DELETE FROM nowhere")', OperationalError, id="the database refuses"),
        pytest.param('op.execute("DELETE FROM parent")', RuntimeError, id="rows without their parent"),
    ],
)
async def test_a_failed_migration_leaves_everything_as_it_was(
    path: Path, steps: Path, then: str, error: type[Exception]
) -> None:
    before = await old_database(path, steps)
    release_second(steps, then)
    with pytest.raises(error):
        await migrate(path, KEY, steps=str(steps))
    assert current(path, KEY) == "1"
    assert {"rows": on(path, rows), "schema": on(path, described)} == before


async def test_rebuilding_a_parent_table_keeps_the_rows_of_its_children(path: Path, steps: Path) -> None:
    await old_database(path, steps)
    release_second(steps)
    await migrate(path, KEY, steps=str(steps))
    assert on(path, rows) == {"parent": [(1, "5"), (2, "7")], "child": [(1, 1), (2, 1), (3, 2)]}


async def test_a_database_of_a_newer_program_is_told_and_kept(path: Path, steps: Path) -> None:
    before = await old_database(path, steps)
    release_second(steps)
    await migrate(path, KEY, steps=str(steps))
    (steps / "versions" / "second.py").unlink()
    with pytest.raises(StorageProblem) as caught:
        await migrate(path, KEY, steps=str(steps))
    assert caught.value.key == "startup.newer_database"
    assert caught.value.values == {"path": str(path), "revision": "2"}
    assert len(on(path, rows)["child"]) == len(before["rows"]["child"])


def test_migrating_again_changes_nothing(path: Path) -> None:
    asyncio.run(migrate(path, KEY))
    before = path.read_bytes()
    asyncio.run(migrate(path, KEY))
    assert path.read_bytes() == before
    assert current(path, KEY) == head()


async def test_a_migrated_database_opens_and_has_no_revision_before(path: Path) -> None:
    await (await Database.open(path, KEY)).close()
    assert current(path, KEY) is None
    await migrate(path, KEY)
    database = await Database.open(path, KEY)
    async with database.reading() as session:
        assert await session.scalar(text("SELECT version_num FROM alembic_version")) == head()
    await database.close()


def test_a_new_step_begins_from_the_template(path: Path, steps: Path) -> None:
    shutil.copy(HERE / "script.py.mako", steps)
    command.revision(config(str(steps)), "what it brings", rev_id="0002")
    assert (steps / "versions" / "0002_what_it_brings.py").read_text().startswith('"""what it brings."""')
    assert walk(path, str(steps)) == 2
    assert head(str(steps)) == "0002"


def test_a_folder_without_steps_is_no_release(steps: Path) -> None:
    (steps / "versions" / "first.py").unlink()
    with pytest.raises(LookupError):
        head(str(steps))
