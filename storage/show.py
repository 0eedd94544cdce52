"""Everything that is stored, row by row, for whoever wants to see for herself what is in there and what is not."""

from typing import Any

from sqlalchemy import select

from storage.database import Session
from storage.tables import metadata


async def rows(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Every table by name, each row as column and value; moments and days as text."""
    found = {}
    for table in metadata.sorted_tables:
        result = await session.execute(select(table))
        found[table.name] = [
            {name: _plain(value) for name, value in row.items()} for row in result.mappings()
        ]
    return found


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str) else value.isoformat()
