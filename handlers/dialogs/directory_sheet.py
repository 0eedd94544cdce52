"""The directory of services as a spreadsheet: its columns and codes in words, and the result of reading one."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

from bot.rules.directory import CATEGORIES, TEMPLATE, Partner, Problem
from bot.rules.directory_rows import Sorted, row_of
from bot.rules.typed_lists import DAYS, day_names, language_names
from bot.screen import Button, Screen, Several, Text
from bot.sheets import Codes, Column, Sheet, explained, fold
from bot.sheets_read import Reason
from bot.texts import Texts
from storage.partners import Taken

MOST_TOLD: Final = 15  # rows
PROBLEMS_TOLD: Final = 3  # of one row; the others show when it is sent again
EXAMPLE_PHONE: Final = "0123 456 789"
OPEN: Final = (Button(label=Text(key="directory.open"), data="/directory"),)


def sheets(texts: Texts, language: str, entries: Sequence[Partner], today: date) -> tuple[Sheet, Sheet]:
    """All entries, an example where there are none, and a sheet that explains every column and code."""
    columns = tuple(_column(texts, language, one) for one in TEMPLATE)
    labels = labels_of(texts, language)
    rows = [row_of(one, labels) for one in entries or [_example(texts, language, today)]]
    right_to_left = texts.direction(language) == "rtl"
    name = texts.plain(language, Text(key="directory.sheet"))
    codes = {one: labels[one] for one in ("category", "working_days")}
    heads = (
        texts.plain(language, Text(key="directory.sheet_column")),
        texts.plain(language, Text(key="directory.sheet_code")),
        texts.plain(language, Text(key="directory.sheet_meaning")),
    )
    about = texts.plain(language, Text(key="directory.sheet_about"))
    return (
        Sheet(name, columns, rows, right_to_left),
        explained(columns, codes, about, heads, right_to_left=right_to_left),
    )


def _column(texts: Texts, language: str, column: str) -> Column:
    return Column(
        column,
        texts.plain(language, Text(key=f"directory.column.{column}")),
        "day" if column == "checked_on" else "text",
        texts.plain(language, Text(key=f"directory.explain.{column}")),
    )


def labels_of(texts: Texts, language: str) -> Codes:
    return {
        "category": {one: texts.plain(language, Text(key=f"partner.{one}")) for one in CATEGORIES},
        "languages": language_names(language),
        "working_days": day_names(language),
    }


def _example(texts: Texts, language: str, today: date) -> Partner:
    def words(part: str) -> str:
        return texts.plain(language, Text(key=f"directory.example.{part}"))

    days = day_names(language)
    return Partner(
        category="social_team",
        name=words("name"),
        what=words("what"),
        for_whom=words("for_whom"),
        languages=("nl", "en", "ar"),
        opening_hours=f"{days[DAYS[0]]}, {days[DAYS[3]]} 09:00-12:30",
        phone=EXAMPLE_PHONE,
        working_days=(0, 3),
        how_to_refer=words("how_to_refer"),
        checked_on=today,
    )


def headers(texts: Texts) -> Mapping[str, str]:
    """What stands above a column in any language, with its identifier."""
    return {
        texts.plain(language, Text(key=f"directory.column.{one}")): one
        for language in texts.languages
        for one in TEMPLATE
    }


def without_example(
    texts: Texts, rows: Sequence[tuple[int, Mapping[str, str]]]
) -> list[tuple[int, Mapping[str, str]]]:
    """The row of the template that only shows how it is done is nobody's entry."""
    example = Text(key="directory.example.name")
    names = {fold(texts.plain(language, example)) for language in texts.languages}
    return [(number, cells) for number, cells in rows if fold(cells.get("name", "")) not in names]


def unreadable(reason: Reason) -> Screen:
    return Screen(lines=(Text(key=f"directory.unreadable.{reason}"),), buttons=(OPEN,))


def result(taken: Taken, rows: Sorted, columns: Collection[str]) -> Screen:
    """What became of a file with these columns: how much was kept, and the rows that were not, with the reasons."""
    lines = [
        Text(key="directory.taken"),
        Text(key="directory.taken_new", values={"number": taken.new}),
        Text(key="directory.taken_changed", values={"number": taken.changed}),
        Text(key="directory.taken_same", values={"number": taken.same}),
    ]
    if taken.kept:
        lines.append(Text(key="directory.taken_kept", values={"number": taken.kept}))
    absent = tuple(Text(key=f"directory.column.{one}") for one in TEMPLATE if one not in columns)
    if absent:
        lines.append(Text(key="directory.not_in_file", values={"columns": Several(several=absent)}))
    if rows.refused:
        lines.append(Text(key="directory.not_taken", values={"number": len(rows.refused)}, apart=True))
        lines += [_refused(number, problems) for number, problems in rows.refused[:MOST_TOLD]]
    if len(rows.refused) > MOST_TOLD:
        lines.append(Text(key="directory.more_rows", values={"number": len(rows.refused) - MOST_TOLD}))
    if rows.refused:
        lines.append(Text(key="directory.send_again", apart=True))
    return Screen(lines=tuple(lines), buttons=(OPEN,))


def refused(texts: Texts, language: str, rows: Sorted) -> Sheet:
    """Every row that was not kept with all that is wrong in it, for a message that has no place for them."""

    def said(problems: Sequence[Problem]) -> str:
        return ", ".join(texts.plain(language, _told(one)) for one in problems)

    columns = (
        Column("row", texts.plain(language, Text(key="directory.sheet_row")), "number"),
        Column("problems", texts.plain(language, Text(key="directory.sheet_problems"))),
    )
    name = texts.plain(language, Text(key="directory.sheet_refused"))
    cells = [(number, said(problems)) for number, problems in rows.refused]
    return Sheet(name, columns, cells, texts.direction(language) == "rtl")


def _refused(number: int, problems: Sequence[Problem]) -> Text:
    told = tuple(_told(one) for one in problems[:PROBLEMS_TOLD])
    return Text(key="directory.bad_row", values={"row": number, "problems": Several(several=told)})


def _told(problem: Problem) -> Text:
    column = Text(key=f"directory.column.{problem.column}")
    reason = Text(key=f"directory.reason.{problem.reason}")
    return Text(key="directory.problem", values={"column": column, "reason": reason})
