"""Tables as files: written a row at a time, read back by another library, never run, never half there."""

import csv
import random
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bot.sheets import Cell, Column, Sheet, explained, fold, guarded, safe_name, speakable, unguarded
from bot.sheets_bounds import FURTHEST_COLUMN, FURTHEST_ROW
from bot.sheets_read import MOST_ROWS, Reason, Row, UnreadableError, read_table
from storage import sheets
from storage.in_memory import Bounded, Full
from storage.sheets import EVERY
from tests.paper import write_csv, write_xlsx

QUICK = settings(deadline=None, max_examples=50)
COLUMNS = (
    Column("name", "Naam"),
    Column("day", "Dag", "day", "De dag van het contact."),
    Column("minutes", "Minuten", "minutes"),
)
HEADERS = {"Naam": "name", "Name": "name", "Dag": "day", "Minuten": "minutes", "اسم": "name"}
ROWS = (("Huisarts Kruis", date(2026, 11, 23), 45), ("مركز الحي", None, 0), ("", date(2026, 2, 28), -3))
FORMULAS = ("=1+1", "+31 23", "-", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "'=1", "a;=1", "a\n-1", "''@")
WORDS = st.text(st.characters(exclude_categories=()), max_size=20) | st.sampled_from(FORMULAS)


def sheet(*rows: Sequence[Cell], name: str = "Contacten", columns: tuple[Column, ...] = COLUMNS) -> Sheet:
    return Sheet(name, columns, rows)


def book(path: Path) -> Any:
    return load_workbook(path)


def midnight(*day: int) -> datetime:
    """How that library hands back a day."""
    return datetime.combine(date(*day), time.min)


def values(page: Any) -> list[tuple[Any, ...]]:
    return [tuple(cell.value for cell in row) for row in page.iter_rows()]


def told(content: bytes) -> Reason:
    with pytest.raises(UnreadableError) as caught:
        read_table(content, HEADERS)
    return caught.value.reason


def made(rows: Sequence[Sequence[Any]], **more: Sequence[Sequence[Any]]) -> bytes:
    """A workbook by another program; `more` are further sheets."""
    found = Workbook()
    for name, lines in {"first": rows, **more}.items():
        page = found.create_sheet(name)
        for line in lines:
            page.append(list(line))
    found.remove(found.worksheets[0])
    out = BytesIO()
    found.save(out)
    return out.getvalue()


# Out: a workbook


def test_cells_keep_their_type(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", [sheet(*ROWS)])
    page = book(tmp_path / "a.xlsx")["Contacten"]
    assert values(page) == [
        ("Naam", "Dag", "Minuten"),
        ("Huisarts Kruis", midnight(2026, 11, 23), 45),
        ("مركز الحي", None, 0),
        (None, midnight(2026, 2, 28), -3),
    ]
    assert page["B2"].is_date
    assert [page[one].number_format for one in ("A2", "B2", "C2")] == ["@", "yyyy-mm-dd", "0"]


def test_the_header_is_bold_stays_in_view_and_filters(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", [sheet(*ROWS)])
    page = book(tmp_path / "a.xlsx")["Contacten"]
    assert all(cell.font.bold for cell in page[1])
    assert not page["A2"].font.bold
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:C4")
    assert (page.print_title_rows, page.page_setup.orientation) == ("$1:$1", "landscape")


def test_what_is_typed_into_an_empty_row_is_of_the_kind_of_its_column(tmp_path: Path) -> None:
    """A phone number keeps its zero."""
    write_xlsx(tmp_path / "a.xlsx", [sheet()])
    kinds = book(tmp_path / "a.xlsx")["Contacten"].column_dimensions
    assert [kinds[one].number_format for one in "ABC"] == ["@", "yyyy-mm-dd", "0"]


def test_columns_are_as_wide_as_their_words_within_reason(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", [sheet(("x" * 30 + "\n" + "y", None, None), ("z", None, None))])
    write_xlsx(tmp_path / "b.xlsx", [sheet(("x" * 900, None, None))])
    narrow, wide = (book(tmp_path / one)["Contacten"] for one in ("a.xlsx", "b.xlsx"))
    assert 30 <= narrow.column_dimensions["A"].width <= 34
    assert 55 <= wide.column_dimensions["A"].width <= 65
    assert wide["A2"].alignment.wrap_text
    assert not narrow["A3"].alignment.wrap_text


@pytest.mark.parametrize("is_arabic", [True, False])
def test_a_sheet_begins_on_the_side_of_its_language(tmp_path: Path, is_arabic: bool) -> None:
    write_xlsx(tmp_path / "a.xlsx", [Sheet("جهات", COLUMNS, ROWS, right_to_left=is_arabic)])
    assert bool(book(tmp_path / "a.xlsx").worksheets[0].sheet_view.rightToLeft) is is_arabic


ODD = (
    "=1+1",
    "+31",
    "-1",
    "@a",
    "{=1}",
    "https://example.org",
    "mailto:a@b",
    "007",
    "_x0041_",
    "a\nb",
    " a ",
)
TAGS = ("<r>", "<r></r>", "<r><t>a</t></r>", "<r></is></c><c r='D2'><f>1+1</f></c></r>", "&amp;", '"', "]]>")


@pytest.mark.parametrize("words", [*ODD, *TAGS])
def test_a_text_stays_that_text_for_every_reader(tmp_path: Path, words: str) -> None:
    write_xlsx(tmp_path / "a.xlsx", [sheet((words, None, None))])
    page = book(tmp_path / "a.xlsx")["Contacten"]
    assert (page["A2"].value.replace("_x005F_", "_"), page["A2"].data_type) == (words, "s")
    assert page.max_column == 3
    assert not page["A2"].hyperlink
    [(_, row)] = read_table((tmp_path / "a.xlsx").read_bytes(), HEADERS)
    assert row["name"] == words.strip()


def test_numbers_and_days_beyond_a_spreadsheet_are_kept_as_words(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", [sheet(("", date(1899, 1, 1), 10**18))])
    assert values(book(tmp_path / "a.xlsx")["Contacten"])[1] == (None, "1899-01-01", str(10**18))


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_a_time_of_day_never_gets_into_a_table(tmp_path: Path, name: str) -> None:
    rows = sheet(("a", datetime(2026, 11, 23, 12, 30, tzinfo=UTC), 1))
    with pytest.raises(TypeError):
        write(tmp_path / name, rows)


def test_a_sheet_that_is_full_goes_on_in_the_next(tmp_path: Path) -> None:
    rows = [(f"row {one}", None, one) for one in range(7)]
    small = Sheet("Contacten", COLUMNS, iter(rows))
    write_xlsx(tmp_path / "a.xlsx", [small, sheet(name="Uitleg")], most_rows=4)
    found = book(tmp_path / "a.xlsx")
    assert found.sheetnames == ["Contacten", "Contacten 2", "Contacten 3", "Uitleg"]
    pages = [values(page) for page in found.worksheets]
    assert [page[0] for page in pages] == [("Naam", "Dag", "Minuten")] * 4
    assert [row[2] for page in pages for row in page[1:]] == list(range(7))


@pytest.mark.parametrize(("rows", "sheets"), [(0, 1), (3, 1), (4, 2), (6, 2)])
def test_no_sheet_is_added_for_nothing(tmp_path: Path, rows: int, sheets: int) -> None:
    write_xlsx(tmp_path / "a.xlsx", [sheet(*[("a", None, 1)] * rows)], most_rows=4)
    assert len(book(tmp_path / "a.xlsx").sheetnames) == sheets


@QUICK
@given(st.lists(st.text(max_size=40) | st.sampled_from(["a/b", "A:b", "x" * 50, "'", "History"]), max_size=6))
def test_names_of_sheets_are_taken_by_excel_whatever_they_are(names: list[str]) -> None:
    with TemporaryDirectory() as folder:
        write_xlsx(Path(folder) / "a.xlsx", [sheet(name=one) for one in names] or [sheet()])
        found = book(Path(folder) / "a.xlsx").sheetnames
    assert len({one.casefold() for one in found}) == max(1, len(names))
    assert all(0 < len(one.encode("utf-16-le")) <= 62 and not set(one) & set("[]:*?/\\") for one in found)
    assert all(one.strip("'") == one and one.casefold() != "history" for one in found)


def test_a_file_without_a_sheet_is_a_file(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", [])
    assert values(book(tmp_path / "a.xlsx").worksheets[0]) in ([], [(None,)])


def test_a_name_that_fits_is_kept() -> None:
    assert safe_name("Sociale kaart", []) == "Sociale kaart"
    assert safe_name("Contacten: 2026/2027", []) == "Contacten 2026 2027"
    assert safe_name("sociale kaart", ["Sociale kaart"]) == "sociale kaart 2"
    assert safe_name("x" * 40, ["x" * 31]) == "x" * 29 + " 2"


def test_columns_and_codes_are_explained() -> None:
    codes = {"name": {"gp": "Huisarts", "ggd": "GGD"}}
    found = explained(COLUMNS, codes, "Uitleg", ("Kolom", "Code", "Betekenis"), right_to_left=True)
    assert (found.name, found.right_to_left) == ("Uitleg", True)
    assert [one.label for one in found.columns] == ["Kolom", "Code", "Betekenis"]
    assert list(found.rows) == [
        ("Naam", "name", ""),
        ("Naam", "gp", "Huisarts"),
        ("Naam", "ggd", "GGD"),
        ("Dag", "day", "De dag van het contact."),
        ("Minuten", "minutes", ""),
    ]


# Out: comma-separated


def test_separated_values_are_plain_utf_8_with_identifiers(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", sheet(*ROWS, ('a "b", c', None, None)))
    assert (tmp_path / "a.csv").read_bytes().decode() == (
        "\ufeffname,day,minutes\r\nHuisarts Kruis,2026-11-23,45\r\nمركز الحي,,0\r\n,2026-02-28,-3\r\n"
        '"a ""b"", c",,\r\n'
    )


@pytest.mark.parametrize("words", FORMULAS)
def test_no_cell_begins_as_a_formula_does_however_it_is_divided(words: str) -> None:
    for piece in guarded(words).replace("\t", ";").replace("\r", ";").replace("\n", ";").split(";"):
        assert not piece.strip().startswith(tuple("=+-@＝＋－＠"))


@pytest.mark.parametrize("words", ["'t Hoekje", "a-b", "a=b", "14 023", "ma-vr", "maandag; dinsdag"])
def test_other_cells_are_left_as_they_are(words: str) -> None:
    assert guarded(words) == unguarded(words) == words


@settings(deadline=None)
@given(WORDS | st.text(alphabet=" '=+-@\t\r\n;a", max_size=12))
def test_the_apostrophe_comes_off_again(words: str) -> None:
    assert unguarded(guarded(words)) == words


@QUICK
@given(st.lists(st.tuples(WORDS, st.none() | st.dates(date(1901, 1, 1)), st.none() | st.integers(-999, 999))))
def test_both_files_are_read_back_as_they_were(rows: list[tuple[str, date | None, int | None]]) -> None:
    expected = [
        (number, {"name": speakable(name).strip(), "day": str(day or ""), "minutes": _text(minutes)})
        for number, (name, day, minutes) in enumerate(rows, 2)
    ]
    for name in ("a.xlsx", "a.csv"):
        with TemporaryDirectory() as folder:
            write(Path(folder) / name, sheet(*rows))
            found = read_table((Path(folder) / name).read_bytes(), HEADERS)
        assert found == [(number, row) for number, row in expected if any(row.values())]


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


@QUICK
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5))
def test_the_csv_module_divides_it_alike(rows: list[tuple[str, str]]) -> None:
    columns = (Column("name", ""), Column("what", ""))
    with TemporaryDirectory() as folder:
        write_csv(Path(folder) / "a.csv", sheet(*rows, columns=columns))
        with (Path(folder) / "a.csv").open(encoding="utf-8-sig", newline="") as file:
            found = list(csv.reader(file, strict=True))
    assert found == [["name", "what"], *([guarded(speakable(cell)) for cell in row] for row in rows)]


# Out: in memory, and not too much of it


def write(target: Path, one: Sheet, **more: Any) -> None:
    if target.suffix == ".csv":
        write_csv(target, one, **more)
    else:
        write_xlsx(target, [one], **more)


NO_FILE = """
import os, sys
from bot.sheets import Column, Sheet
from storage.in_memory import Bounded
from storage.sheets import write_csv, write_xlsx
opened = []
sys.addaudithook(lambda event, given: event in {"open", "os.mkdir"} and opened.append(given[0]))
rows = Sheet("a", (Column("a", "a"),), ((f"row {one}",) for one in range(20000)))
target = Bounded(10_000_000)
write_csv(target, rows) if sys.argv[1] == "csv" else write_xlsx(target, [rows])
print(len(target.getvalue()) > 10000, [one for one in opened if not str(one).endswith((".py", ".pyc"))])
"""


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_no_file_is_opened_while_a_table_is_made(form: str) -> None:
    command = [sys.executable, "-W", "error", "-c", NO_FILE, form]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout == "True []\n", run.stderr


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_table_that_is_too_large_ends_instead_of_taking_all_memory(form: str) -> None:
    rows = Sheet("a", COLUMNS, ((str(random.random()), None, one) for one in range(20_000)))
    whole = {
        "csv": lambda: sheets.write_csv(Bounded(50_000), rows),
        "xlsx": lambda: sheets.write_xlsx(Bounded(50_000), [rows]),
    }
    with pytest.raises(Full):
        whole[form]()


def test_the_rows_of_a_workbook_are_kept_small_while_they_come() -> None:
    """A hundred thousand contacts: most of their memory is what goes out in the end."""
    rows = Sheet("a", COLUMNS, ((f"Huisarts {one % 90}", date(2026, 1, 1), 45) for one in range(30_000)))
    paper = Bounded(10_000_000)
    tracemalloc.start()
    sheets.write_xlsx(paper, [rows])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * len(paper.getvalue()) < 8_000_000


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_progress_is_told_while_rows_are_taken_one_by_one(tmp_path: Path, name: str) -> None:
    taken, heard = 0, []

    def rows() -> Iterator[tuple[Cell, ...]]:
        nonlocal taken
        for taken in range(1, 2 * EVERY + 2):  # noqa: B007
            yield ("a", None, 1)

    write(tmp_path / name, Sheet("a", COLUMNS, rows()), progress=lambda done: heard.append((done, taken)))
    assert heard == [(EVERY, EVERY), (2 * EVERY, 2 * EVERY)]


def test_the_same_rows_give_the_same_file(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", [sheet(*ROWS)])
    write_xlsx(tmp_path / "b.xlsx", [sheet(*ROWS)])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


# In


DIVIDED = [
    pytest.param("naam,dag\na,2026-11-23\n", id="commas"),
    pytest.param("Naam;Dag\r\na;2026-11-23\r\n", id="as Excel in the Netherlands saves it"),
    pytest.param("NAME\tday\na\t2026-11-23", id="tabs, identifiers"),
    pytest.param('"Dag";"Iets, anders";" naam * "\n2026-11-23;x,y;a\n', id="another order, one column more"),
    pytest.param("sep=;\nNaam;Dag\na;2026-11-23\n", id="a line for Excel above"),
    pytest.param("Sociale kaart\n\nNaam;Dag\na;2026-11-23\n", id="a title above"),
]


@pytest.mark.parametrize("text", DIVIDED)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_separated_values_are_understood(text: str, encoding: str) -> None:
    [(number, row)] = read_table(text.encode(encoding), HEADERS)
    assert row == {"name": "a", "day": "2026-11-23"}
    assert number == text.rstrip().count("\n") + 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_accents_survive_every_encoding(encoding: str) -> None:
    [(_, row)] = read_table("Naam\nCafé ’t Röntje €\n".encode(encoding), HEADERS)
    assert row["name"] == "Café ’t Röntje €"


def test_arabic_headers_are_found_with_or_without_marks() -> None:
    assert read_table("إسم\nمركز".encode(), HEADERS) == [(2, {"name": "مركز"})]


def test_rows_are_numbered_as_the_spreadsheet_shows_them() -> None:
    rows = [["Naam"], ["a"], [], [""], ["b\nc"], ["d"]]
    numbered = [(2, "a"), (5, "b\nc"), (6, "d")]
    for content in (made(rows), b'Naam\na\n\n""\n"b\nc"\nd\n'):
        assert [(number, row["name"]) for number, row in read_table(content, HEADERS)] == numbered


def test_numbers_and_days_become_words() -> None:
    cells = [(7, "7"), (7.5, "7.5"), (date(2026, 11, 23), "2026-11-23"), (235123456.0, "235123456")]
    content = made([["Naam"], *([cell] for cell, _ in cells)])
    assert [row["name"] for _, row in read_table(content, HEADERS)] == [words for _, words in cells]


def test_the_sheet_that_fits_best_is_read() -> None:
    content = made([["Leesmij"], ["naam"]], second=[["Naam", "Dag"], ["a", "b"]])
    assert read_table(content, HEADERS) == [(2, {"name": "a", "day": "b"})]


def test_of_two_columns_of_one_name_the_first_that_is_filled_counts() -> None:
    found = read_table(b"naam,naam,NAAM\na,b,c\n,b,c\n", HEADERS)
    assert [row["name"] for _, row in found] == ["a", "b"]


def test_a_table_without_rows_is_one() -> None:
    assert read_table(b"Naam,Dag\n", HEADERS) == read_table(made([["Naam"]]), HEADERS) == []


def rows_of(number: int) -> bytes:
    return b"naam\n" + b"a\n" * number


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
WRONG = [
    pytest.param(b"", Reason.EMPTY, id="nothing"),
    pytest.param(b" \r\n\n", Reason.EMPTY, id="only space"),
    pytest.param(b",,\n,,\n", Reason.EMPTY, id="only separators"),
    pytest.param(made([]), Reason.EMPTY, id="an empty sheet"),
    pytest.param(b"what;ever\n1;2\n", Reason.NO_HEADER, id="another table"),
    pytest.param(made([["what"], ["ever"]]), Reason.NO_HEADER, id="another workbook"),
    pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", Reason.NO_HEADER, id="a PDF"),
    pytest.param(OLD, Reason.OTHER_KIND, id="an old workbook"),
    pytest.param(OLD + "EncryptedPackage".encode("utf-16-le"), Reason.PROTECTED, id="a locked one"),
    pytest.param(made([["Naam"], ["a"]])[:-200], Reason.BROKEN, id="half a workbook"),
    pytest.param(b"x" * 5_000_001, Reason.TOO_LARGE, id="more than 5 MB"),
    pytest.param(rows_of(MOST_ROWS + 1), Reason.TOO_MANY_ROWS, id="more than 2,000 rows"),
    pytest.param(
        made([["Naam"], *[["a"]] * (MOST_ROWS + 1)]), Reason.TOO_MANY_ROWS, id="as many in a workbook"
    ),
    pytest.param(b"naam\na\n" + b"\n" * 4_000_000, Reason.TOO_LARGE, id="millions of empty rows"),
    pytest.param(b'naam\na\n"' + b"x" * 200_000, Reason.BROKEN, id="a quote that never ends"),
]


@pytest.mark.parametrize(("content", "reason"), WRONG)
def test_what_is_no_table_is_refused_with_its_reason(content: bytes, reason: Reason) -> None:
    assert told(content) is reason


def test_two_thousand_rows_are_read() -> None:
    assert len(read_table(rows_of(MOST_ROWS), HEADERS)) == MOST_ROWS


def zipped(**parts: str | bytes) -> bytes:
    """A workbook in which some parts are others, by the end of their names, or come on top, by their whole name."""
    out = BytesIO()
    with ZipFile(BytesIO(made([["Naam"], ["a"]]))) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, parts.get(Path(name).stem, source.read(name)))
        for name, content in parts.items():
            if "/" in name:
                target.writestr(name, content)
    return out.getvalue()


def cell_at(place: str, row: str = "2") -> str:
    xmlns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    inner = f'<c r="{place}" t="inlineStr"><is><t>a</t></is></c>' if place else "<c><v>1</v></c>" * 300
    return f'<worksheet xmlns="{xmlns}"><sheetData><row r="{row}">{inner}</row></sheetData></worksheet>'


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(cell_at("XFD1048576"), id="in the last corner"),
        pytest.param(cell_at(f"A{FURTHEST_ROW + 1}"), id="far down"),
        pytest.param(cell_at("", str(FURTHEST_ROW + 1)), id="in a row far down"),
        pytest.param(cell_at(""), id="far to the side, without its place"),
        pytest.param("<a>" * 300_000, id="one within the other without end"),
        pytest.param(" " * 61_000_000, id="that unpacks to very much"),
    ],
)
def test_a_workbook_that_would_take_all_memory_is_not_read(part: str) -> None:
    assert told(zipped(sheet1=part)) is Reason.TOO_LARGE


@pytest.mark.parametrize("place", ["ZZZZZ1", "1", "A", "A99999999", "A-1", "&#88;1x"])
def test_a_cell_that_is_nowhere_breaks_a_workbook(place: str) -> None:
    assert told(zipped(sheet1=cell_at(place))) is Reason.BROKEN


def test_workbooks_of_another_program_are_of_another_kind() -> None:
    assert told(zipped(**{"xl/workbook.bin": "x"})) is Reason.OTHER_KIND
    assert told(empty_zip("word/document.xml")) is Reason.OTHER_KIND


def empty_zip(part: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as target:
        target.writestr(part, "")
    return out.getvalue()


def test_only_the_first_columns_are_looked_at() -> None:
    wide = ";" * (FURTHEST_COLUMN - 2)
    found = read_table(f"naam{wide};dag;minuten\na{wide};b;c\n".encode(), HEADERS)
    assert found == [(2, {"name": "a", "day": "b"})]


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_table_or_refused(content: bytes) -> None:
    assert_read_or_refused(content)


SAMPLE = made([["Naam", "Dag", "Minuten"], ["a", date(2026, 11, 23), 5], ["b", "x", True]])


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_damaged_workbook_is_read_or_refused(places: list[tuple[int, int]]) -> None:
    damaged = bytearray(SAMPLE)
    for place, value in places:
        damaged[place] = value
    assert_read_or_refused(bytes(damaged))


PIECES = (
    "<c",
    ' r="B2"',
    ' t="s"',
    ">",
    "<v>",
    "99999999",
    "-1",
    "</v>",
    "</c>",
    ' s="77"',
    ' t="d"',
    ' t="e"',
)
GLUE = (
    "1e400",
    "<f>",
    "</f>",
    "<is><t>",
    "</t></is>",
    ' t="b"',
    ' t="inlineStr"',
    '<c r="B3"',
    "<row>",
    "</row>",
)
CELLS = st.lists(st.sampled_from(PIECES + GLUE), max_size=14).map("".join)
TYPED = st.builds(
    '<c r="A3" t="{}" s="{}"><v>{}</v></c>'.format,
    st.sampled_from(["s", "d", "e", "b", "n", "str", "x"]),
    st.sampled_from(["0", "1", "99", "-1"]),
    st.sampled_from(["", "0", "-1", "9999", "1e400", "nan", "2958466", "-700000", "2026-13-45", "#N/A", "é"]),
)


@settings(deadline=None, max_examples=150)
@given(CELLS | TYPED)
def test_a_workbook_of_odd_cells_is_read_or_refused(cells: str) -> None:
    inner = '<c r="A1" t="inlineStr"><is><t>Naam</t></is></c></row><row r="2">' + cells
    whole = cell_at("A1").replace('<c r="A1" t="inlineStr"><is><t>a</t></is></c>', inner)
    assert_read_or_refused(zipped(sheet1=whole))


def assert_read_or_refused(content: bytes) -> None:
    try:
        rows: list[Row] = read_table(content, HEADERS)
    except UnreadableError as error:
        assert error.reason in Reason  # noqa: PT017
    else:
        assert all(number > 0 and isinstance(cell, str) for number, row in rows for cell in row.values())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Opening hours", "opening_hours"),
        ("Café", "CAFE"),
        ("GGZ of POH", "ggz-of-poh"),
        ("ﻼ", "لا"),
        ("📞️ Telefoon*", "telefoon"),
        ("Straße", "STRASSE"),
    ],
)
def test_words_alike_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("দান", "দীন"), ("किताब", "कुतुब"), ("ቤት", "ባት"), ("ن", "ت")])
def test_letters_of_other_scripts_are_told_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)
