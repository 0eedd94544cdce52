"""The processing register names every table and every time that something is kept, in both languages."""

import re
from pathlib import Path
from typing import Final

import pytest

from bot.rules.retention import RETENTION, Kept, Kind
from storage.tables import metadata

FOLDER: Final = Path(__file__).parents[2] / "docs" / "privacy"
REGISTERS: Final = ("register.nl.md", "register.en.md")
KEPT_IN: Final = 5
# In whose rows the time of each kind stands, and how a month is called.
TABLES: Final = {
    Kind.CONTACTS: ("contact",),
    Kind.WORDS: ("contact",),
    Kind.LEAVERS: ("person",),
    Kind.SESSIONS: ("meeting", "series"),
    Kind.HOURS: ("time_entry",),
    Kind.REQUESTS: ("request",),
    Kind.ALARMS: ("alarm",),
    Kind.AUDIT: ("audit",),
    Kind.INVITATIONS: ("invitation",),
    Kind.TEAM: ("goal", "partner", "stranger_count"),
}
MONTHS: Final = {"register.nl.md": "maand(?:en)?", "register.en.md": "months?"}


def rows(name: str) -> dict[str, list[str]]:
    """The cells of each row that begins with the name of a table in backticks."""
    lines = (FOLDER / name).read_text().splitlines()
    cells = [[one.strip() for one in line.strip("|").split("|")] for line in lines if line.startswith("| `")]
    found = {one[0].strip("`"): one for one in cells}
    assert len(found) == len(cells), "a table has two rows"
    return found


@pytest.mark.parametrize("name", REGISTERS)
def test_every_table_has_a_row_and_every_row_a_table(name: str) -> None:
    assert set(rows(name)) == set(metadata.tables)


@pytest.mark.parametrize("name", REGISTERS)
def test_every_row_is_filled_in(name: str) -> None:
    assert {table: len([cell for cell in row if cell]) for table, row in rows(name).items()} == dict.fromkeys(
        metadata.tables, 7
    )


@pytest.mark.parametrize("name", REGISTERS)
@pytest.mark.parametrize("one", RETENTION, ids=lambda one: one.kind.value)
def test_the_time_in_the_register_is_that_of_the_program(one: Kept, name: str) -> None:
    for table in TABLES[one.kind]:
        kept = rows(name)[table][KEPT_IN]
        assert re.search(rf"(?<!\d){one.months} {MONTHS[name]}\b", kept), table
