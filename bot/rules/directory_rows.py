"""Rows of a spreadsheet as entries of the directory of services, and entries as rows."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeVar

from bot.rules.directory import CATEGORIES, LONGEST, NAMES, TEMPLATE, Partner, Problem, cleaned, key_of
from bot.rules.personal_kinds import LINK
from bot.rules.phones import phone_typed
from bot.rules.typed_dates import day_typed
from bot.rules.typed_lists import DAYS, days_of_week_typed, languages_typed
from bot.sheets import Cell, Codes, fold

T = TypeVar("T")


@dataclass(frozen=True)
class Sorted:
    """The rows of a file by their number in it: those that are entries, and those that are none, with the reasons."""

    partners: tuple[tuple[int, Partner], ...]
    refused: tuple[tuple[int, tuple[Problem, ...]], ...]


def sorted_out(rows: Iterable[tuple[int, Mapping[str, str]]], today: date, labels: Iterable[Codes]) -> Sorted:
    """What `checked` makes of each row; of two rows for the same entry the first one counts."""
    good: dict[tuple[str, str], tuple[int, Partner]] = {}
    bad: list[tuple[int, tuple[Problem, ...]]] = []
    known = tuple(labels)
    for number, cells in rows:
        found = checked(cells, today, known)
        if not isinstance(found, Partner):
            bad.append((number, found))
        elif key_of(found) in good:
            bad.append((number, (Problem("name", "twice"),)))
        else:
            good[key_of(found)] = number, found
    return Sorted(tuple(good.values()), tuple(bad))


def checked(
    cells: Mapping[str, str], today: date, labels: Iterable[Codes] = ()
) -> Partner | tuple[Problem, ...]:
    """The entry that a row holds, or at least one problem, in the order of the columns that have one.

    Columns that are not there count as empty. `labels` tell what categories are called, in as many languages as
    people may type them; languages and days are known in many.
    """
    row = _Row(cells)
    partner = Partner(
        category=row.read("category", lambda words: _category(words, labels), ""),
        name=row.text("name"),
        what=row.text("what"),
        for_whom=row.text("for_whom"),
        languages=row.read("languages", languages_typed, ()),
        opening_hours=row.text("opening_hours"),
        address=row.text("address"),
        phone=row.read("phone", phone_typed, ""),
        contact_name=row.text("contact_name"),
        deputy_name=row.text("deputy_name"),
        working_days=row.read("working_days", days_of_week_typed, ()),
        how_to_refer=row.text("how_to_refer"),
        checked_on=row.read("checked_on", lambda words: _day(words, today), None),
    )
    if partner.checked_on and partner.checked_on > today:
        row.problems.append(Problem("checked_on", "in_future"))
    return tuple(row.problems) or partner


def row_of(partner: Partner, labels: Codes | None = None) -> tuple[Cell, ...]:
    """The cells of TEMPLATE; codes are put into words as far as `labels` has any for them."""

    def named(column: str, codes: Iterable[str]) -> str:
        known = (labels or {}).get(column, {})
        return ", ".join(known.get(one, one) for one in codes)

    cells: dict[str, Cell] = {one: getattr(partner, one) for one in TEMPLATE}
    cells |= {
        "category": named("category", [partner.category]),
        "languages": named("languages", partner.languages),
        "working_days": named("working_days", [DAYS[one] for one in partner.working_days]),
    }
    return tuple(cells[one] for one in TEMPLATE)


# A cell can hold a moment of the day as well, or the bare number that a spreadsheet counts its days with.
_WITH_TIME: Final = re.compile(r"(\d{4}-\d\d-\d\d)T.*", re.ASCII)
_COUNTED: Final = re.compile(r"\d{5}", re.ASCII)
_DAY_NOUGHT: Final = date(1899, 12, 30)


def _day(words: str, today: date) -> date | None:
    if _COUNTED.fullmatch(words):
        return day_typed((_DAY_NOUGHT + timedelta(days=int(words))).isoformat(), today)
    return day_typed(_WITH_TIME.sub(r"\1", words), today)


def _category(words: str, labels: Iterable[Codes]) -> str | None:
    known = {fold(one): one for one in CATEGORIES}
    for language in labels:
        for code, label in language.get("category", {}).items():
            if code in CATEGORIES:
                known.setdefault(fold(label), code)
    return known.get(fold(words))


class _Row:
    """The cells of a row, and what was found wrong with them so far."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self._cells = cells
        self.problems: list[Problem] = []

    def text(self, column: str) -> str:
        is_name = column in NAMES
        words = cleaned(self._cells.get(column, ""), in_one_line=is_name)
        if column == "name" and not fold(words):
            self._wrong(column, "missing")
        elif len(words) > LONGEST[column]:
            self._wrong(column, "too_long")
        elif is_name and LINK.search(words):
            self._wrong(column, "link")
        return words

    def read(self, column: str, reader: Callable[[str], T | None], empty: T) -> T:
        words = cleaned(self._cells.get(column, ""), in_one_line=False)
        found = reader(words) if words else empty
        if column == "category" and not words:
            self._wrong(column, "missing")
        elif found is None and words:
            self._wrong(column, "unknown")
        return empty if found is None else found

    def _wrong(self, column: str, reason: str) -> None:
        self.problems.append(Problem(column, reason))
