"""Rows of the directory of services: what an entry has to be, and that a file that comes again changes nothing."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.directory import CATEGORIES, LONGEST, TEMPLATE, Partner, Problem, cleaned, key_of
from bot.rules.directory_rows import checked, row_of, sorted_out
from bot.rules.typed_lists import DAYS, day_names, days_of_week_typed, language_names, languages_typed
from bot.sheets import Codes, Column, Sheet
from bot.sheets_read import read_table
from bot.taxonomy import PARTNERS
from tests.paper import write_csv, write_xlsx

QUICK = settings(deadline=None, max_examples=30)
TODAY = date(2026, 11, 23)
DUTCH: Codes = {
    "category": {one: PARTNERS[one].nl for one in CATEGORIES},
    "languages": language_names("nl"),
    "working_days": day_names("nl"),
}
ENGLISH: Codes = {"category": {"gp": "Family doctor", "debt_help": "Debt help"}}
LABELS = (DUTCH, ENGLISH)
ROW = {
    "category": "Schuldhulp",
    "name": "Geldloket Haarlem",
    "what": "Hulp bij schulden",
    "for_whom": "Iedereen vanaf 18",
    "languages": "Nederlands, Arabisch en Tigrinya",
    "opening_hours": "ma-do 9-17\nvr 9-12",
    "address": "Grote Markt 2, Haarlem",
    "phone": "0235123456",
    "contact_name": "Vera",
    "deputy_name": "Petro",
    "working_days": "ma t/m do",
    "how_to_refer": "Bel, of www.example.org/aanmelden",
    "checked_on": "1-11-2026",
}
ENTRY = Partner(
    category="debt_help",
    name="Geldloket Haarlem",
    what="Hulp bij schulden",
    for_whom="Iedereen vanaf 18",
    languages=("nl", "ar", "ti"),
    opening_hours="ma-do 9-17\nvr 9-12",
    address="Grote Markt 2, Haarlem",
    phone="023 512 3456",
    contact_name="Vera",
    deputy_name="Petro",
    working_days=(0, 1, 2, 3),
    how_to_refer="Bel, of www.example.org/aanmelden",
    checked_on=date(2026, 11, 1),
)


def found(**cells: str) -> Partner | tuple[Problem, ...]:
    return checked({**ROW, **cells}, TODAY, LABELS)


def test_a_full_row_is_an_entry() -> None:
    assert found() == ENTRY


def test_a_category_and_a_name_are_enough() -> None:
    assert checked({"category": "gp", "name": "Kruis"}, TODAY) == Partner("gp", "Kruis")


def test_the_columns_are_those_of_an_entry() -> None:
    assert tuple(one.name for one in fields(Partner)) == TEMPLATE == tuple(ROW)


@pytest.mark.parametrize("words", ["debt_help", "Debt Help", "schuldhulp", " SCHULDHULP ", "debt help"])
def test_a_category_is_known_by_its_identifier_and_by_its_labels(words: str) -> None:
    assert found(category=words) == ENTRY


WRONG = [
    pytest.param({"category": ""}, ("category", "missing"), id="no category"),
    pytest.param({"category": "none"}, ("category", "unknown"), id="no referral needed is no service"),
    pytest.param({"category": "Niet nodig"}, ("category", "unknown"), id="nor by its label"),
    pytest.param({"category": "loket"}, ("category", "unknown"), id="an unknown category"),
    pytest.param({"name": " \u200b"}, ("name", "missing"), id="no name"),
    pytest.param({"name": "***"}, ("name", "missing"), id="a name without a letter"),
    pytest.param({"name": "x" * 81}, ("name", "too_long"), id="a long name"),
    pytest.param({"name": "Loket www.example.org"}, ("name", "link"), id="a link for a name"),
    pytest.param({"contact_name": "t.me/vera"}, ("contact_name", "link"), id="a link for a person"),
    pytest.param({"deputy_name": "@petro_h"}, ("deputy_name", "link"), id="a handle for a person"),
    pytest.param({"what": "x" * 301}, ("what", "too_long"), id="a long description"),
    pytest.param({"languages": "Nederlands, Loketisch"}, ("languages", "unknown"), id="an unknown language"),
    pytest.param({"phone": "loket 3"}, ("phone", "unknown"), id="no phone number"),
    pytest.param({"phone": "023 512 3456 / 06 12345678"}, ("phone", "unknown"), id="two phone numbers"),
    pytest.param({"working_days": "soms"}, ("working_days", "unknown"), id="no days of the week"),
    pytest.param({"checked_on": "31-2-2026"}, ("checked_on", "unknown"), id="no day of the calendar"),
    pytest.param({"checked_on": "24-11-2026"}, ("checked_on", "in_future"), id="a day to come"),
]


@pytest.mark.parametrize(("cells", "expected"), WRONG)
def test_what_does_not_fit_is_named_by_its_column(
    cells: Mapping[str, str], expected: tuple[str, str]
) -> None:
    assert found(**cells) == (Problem(*expected),)


@pytest.mark.parametrize(
    "cell", ["2026-11-01T00:00:00", "2026-11-01T16:45:10.5", "46327", "1-11-26", "1 nov 2026"]
)
def test_a_day_is_read_however_a_spreadsheet_holds_it(cell: str) -> None:
    assert found(checked_on=cell) == ENTRY


@pytest.mark.parametrize("cell", ["612345678", "0612345678", "+31 6 12345678", "06-12345678"])
def test_a_number_that_lost_its_nought_is_the_same_number(cell: str) -> None:
    assert found(phone=cell) == replace(ENTRY, phone="06 12345678")


@pytest.mark.parametrize("cell", ["Marokkaans", "darija", "Marokkaans Arabisch"])
def test_a_language_is_known_by_what_people_call_it(cell: str) -> None:
    assert found(languages=cell) == replace(ENTRY, languages=("ary",))


def test_every_problem_of_a_row_is_told_at_once() -> None:
    assert checked({"phone": "?", "checked_on": "gisteren"}, TODAY, LABELS) == (
        Problem("category", "missing"),
        Problem("name", "missing"),
        Problem("phone", "unknown"),
        Problem("checked_on", "unknown"),
    )


@pytest.mark.parametrize("column", sorted(LONGEST))
def test_as_long_as_it_may_be_fits(column: str) -> None:
    assert isinstance(found(**{column: "x" * LONGEST[column]}), Partner)


@pytest.mark.parametrize("column", ["what", "opening_hours", "address", "how_to_refer"])
def test_a_link_may_stand_where_no_name_is_asked(column: str) -> None:
    assert isinstance(found(**{column: "https://example.org"}), Partner)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  a \t b\r\n\r\n c ", "a b\nc"),
        ("a\u202eb\u0000c", "abc"),
        ("e\u0301", "é"),
        ("پیش\u200cدبستانی", "پیش\u200cدبستانی"),
    ],
)
def test_texts_are_kept_clean(typed: str, kept: str) -> None:
    assert cleaned(typed, in_one_line=False) == kept
    assert cleaned("a\n" + typed, in_one_line=True) == " ".join(["a", *kept.split()])


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=30), st.booleans())
def test_what_is_clean_stays_as_it_is(words: str, in_one_line: bool) -> None:
    once = cleaned(words, in_one_line=in_one_line)
    assert cleaned(once, in_one_line=in_one_line) == once


# Which rows are the same entry


@pytest.mark.parametrize("name", ["geldloket haarlem", "Geldloket-Haarlem", "GELDLÓKET  HAARLEM"])
def test_a_name_written_otherwise_is_the_same_entry(name: str) -> None:
    assert key_of(replace(ENTRY, name=name)) == key_of(ENTRY)


def test_another_name_or_category_is_another_entry() -> None:
    others = (replace(ENTRY, name="Geldloket Uithoorn"), replace(ENTRY, category="legal_help"))
    assert len({key_of(ENTRY), *map(key_of, others)}) == 3


def test_good_rows_are_kept_and_bad_ones_named_by_number() -> None:
    rows = [
        (2, ROW),
        (3, {**ROW, "phone": "?"}),
        (5, {**ROW, "name": "GELDLOKET haarlem", "what": "anders"}),
        (6, {**ROW, "category": "gp"}),
    ]
    result = sorted_out(rows, TODAY, iter(LABELS))
    assert result.partners == ((2, ENTRY), (6, replace(ENTRY, category="gp")))
    assert result.refused == ((3, (Problem("phone", "unknown"),)), (5, (Problem("name", "twice"),)))


# Out and in again

WORDS = st.text(max_size=40) | st.sampled_from(["=1+1", "-", "'=x", "a;=1\n-b", "_x0041_", "<r></r>"])
CELLS = st.fixed_dictionaries(
    {
        **dict.fromkeys(("what", "for_whom", "opening_hours", "address", "how_to_refer"), WORDS),
        **dict.fromkeys(("name", "contact_name", "deputy_name"), WORDS),
        "category": st.sampled_from(CATEGORIES),
        "languages": st.lists(st.sampled_from(["nl", "ar", "ti", "prs", "kmr", "zgh", "fa", "uk"])).map(
            ",".join
        ),
        "working_days": st.lists(st.sampled_from(DAYS)).map(", ".join),
        "phone": st.sampled_from(["", "023 512 3456", "0612345678", "14023", "112", "0900-1234"]),
        "checked_on": st.just("") | st.dates(date(2000, 1, 1), TODAY).map(date.isoformat),
    }
)
HEADERS = {f"Kop {one}": one for one in TEMPLATE}


@QUICK
@given(st.lists(CELLS, max_size=6), st.sampled_from([None, DUTCH]), st.sampled_from(["a.xlsx", "a.csv"]))
def test_a_file_that_went_out_comes_in_unchanged(
    rows: list[Mapping[str, str]], labels: Codes | None, name: str
) -> None:
    entries = [one for _, one in sorted_out(enumerate(rows), TODAY, ()).partners]
    back = again(entries, labels, name)
    assert back == entries
    assert again(back, labels, name) == back


def again(entries: list[Partner], labels: Codes | None, name: str) -> list[Partner]:
    columns = tuple(Column(one, f"Kop {one}", "day" if one == "checked_on" else "text") for one in TEMPLATE)
    sheet = Sheet("Sociale kaart", columns, [row_of(one, labels) for one in entries])
    with TemporaryDirectory() as folder:
        target = Path(folder) / name
        if name.endswith("csv"):
            write_csv(target, sheet)
        else:
            write_xlsx(target, [sheet])
        rows = read_table(target.read_bytes(), HEADERS)
    result = sorted_out(rows, TODAY + timedelta(1), LABELS)
    assert result.refused == ()
    return [one for _, one in result.partners]


# Languages and days


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("nl", ("nl",)),
        ("NL, ar;TI", ("nl", "ar", "ti")),
        ("Nederlands en Engels", ("nl", "en")),
        ("Dutch / English / Farsi", ("nl", "en", "fa")),
        ("Dari, Koerdisch, Kurmanji, Sorani", ("prs", "ku", "kmr", "ckb")),
        ("Berbers\nSomalisch", ("ber", "so")),
        ("العربية والهولندية", ("ar", "nl")),
        ("العربية، الصومالية", ("ar", "so")),
        ("українська, Türkçe", ("uk", "tr")),
        ("nl, Nederlands", ("nl",)),
        ("", ()),
        ("Nederlands, wat Engels", None),
        ("nl " * 400, None),
    ],
)
def test_languages_are_typed_by_code_or_by_name(words: str, expected: tuple[str, ...] | None) -> None:
    assert languages_typed(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ma", (0,)),
        ("ma, di en do", (0, 1, 3)),
        ("ma-vr", (0, 1, 2, 3, 4)),
        ("maandag t/m donderdag", (0, 1, 2, 3)),
        ("Mon - Wed; Fri", (0, 1, 2, 4)),
        ("vr-ma", (0, 4, 5, 6)),
        ("wo. + vr.", (2, 4)),
        ("الاثنين والأربعاء", (0, 2)),
        ("do, ma, do", (0, 3)),
        ("", ()),
        ("elke dag misschien", None),
        ("ma-di-wo", None),
        ("ma 9-17", None),
    ],
)
def test_days_are_typed_one_by_one_or_from_one_to_another(
    words: str, expected: tuple[int, ...] | None
) -> None:
    assert days_of_week_typed(words) == expected


@pytest.mark.parametrize("locale", ["nl", "en", "ar", "tr", "uk", "fa"])
def test_names_are_understood_in_the_language_they_are_shown_in(locale: str) -> None:
    names = language_names(locale)
    assert len(names) > 400
    assert {"nl", "ar", "ti", "so", "tr", "uk", "fa"} <= set(names)
    assert languages_typed(", ".join(names.values())[:900].rpartition(",")[0]) is not None
    assert [days_of_week_typed(one) for one in day_names(locale).values()] == [(one,) for one in range(7)]


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_words_are_languages_and_days_or_none(words: str) -> None:
    codes, days = languages_typed(words), days_of_week_typed(words)
    assert codes is None or languages_typed(", ".join(codes)) == codes
    assert days is None or days_of_week_typed(", ".join(DAYS[one] for one in days)) == days
