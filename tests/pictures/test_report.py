"""The report as files: what stands in the PDF and in the spreadsheet, in both languages and whatever a team is called."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any, Final

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from bot.pictures.report_pdf import Document, report_pages, report_pdf
from bot.pictures.report_speech import Speech, drawable
from bot.pictures.report_words import document_of
from bot.rules.figures import Figures
from bot.rules.goals import Goal, Indicator
from bot.rules.report_model import Facts
from bot.rules.suppression import small
from bot.screen import Text
from bot.texts import Texts
from handlers.errands.report import made
from tests.rules.test_report import DAYS, FULL, facts
from tests.rules.test_report import made as figures_of

TEXTS: Final = Texts.load()
GOALS: Final = (Goal(Indicator.CONTACTS, 200, date(2026, 1, 1), date(2026, 12, 31), None, "jonge ouders"),)
MANY: Final = facts(
    FULL,
    before=figures_of({"one_to_one": 20}, {"money": 24, "health": 26}),
    outcomes={"helped": 6, "waiting_list": 5, "service_refused": 2},
    goals=GOALS,
)
FEW: Final = facts(figures_of({"one_to_one": 3}, {"money": 3}, {"listened": 3}))
NONE: Final = facts(Figures())
BOTH: Final = pytest.mark.parametrize("language", ["nl", "en"])
STATES: Final = pytest.mark.parametrize(
    "told", [MANY, FEW, NONE], ids=["many figures", "too few", "nothing logged"]
)


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def words(pdf: bytes) -> str:
    """All that can be read, with single spaces."""
    return plain(" ".join(page.extract_text() for page in read(pdf).pages))


def plain(said: str) -> str:
    return " ".join(re.sub("[\u200b\u2066-\u2069]", "", said).split())


def sentences(document: Document) -> Iterator[str]:
    yield from (document.title, document.period, document.made_on, *document.goal_lines, *document.goal_notes)
    yield from document.happened_lines
    for big in document.figures:
        yield from (big.number, big.label, big.sentence)
    for section in document.sections:
        yield from (section.title, *section.lines, *section.after, section.points_title, *section.points)
        for bar in section.chart.bars if section.chart else ():
            yield from (bar.label, bar.value, bar.note)
    for table in document.tables:
        yield table.title


@BOTH
@STATES
def test_every_sentence_of_it_can_be_read_in_the_pdf(language: str, told: Facts) -> None:
    document = document_of(TEXTS, language, told)
    read_ = words(report_pdf(document)).replace(" ", "")
    assert [one for one in sentences(document) if plain(one).replace(" ", "") not in read_] == []


@BOTH
@STATES
def test_it_has_a_title_and_a_language_and_is_tagged_for_whoever_cannot_see_it(
    language: str, told: Facts
) -> None:
    document = document_of(TEXTS, language, told)
    pdf = read(report_pdf(document))
    assert pdf.metadata
    assert pdf.metadata.title == f"{document.title} – Haarlem Effect"
    root: Any = pdf.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert {round(float(side)) for page in pdf.pages for side in page.mediabox[2:]} == {595, 842}


def alternatives(node: Any) -> Iterator[str]:
    if hasattr(node, "get_object"):
        node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from alternatives(one)
    elif isinstance(node, dict):
        if "/Alt" in node:
            yield str(node["/Alt"])
        yield from alternatives(node.get("/K", []))


def test_every_chart_is_told_in_words() -> None:
    document = document_of(TEXTS, "en", MANY)
    pdf = read(report_pdf(document))
    root: Any = pdf.trailer["/Root"]
    told = {plain(one) for one in alternatives(root["/StructTreeRoot"])}
    charts = [section.chart for section in document.sections if section.chart]
    assert len(charts) == 3
    assert {plain(one.told) for one in charts} <= told
    assert "Money and debts: 30 (+6); Health and care: 20 (–6)" in charts[0].told


def test_every_page_but_the_first_has_its_number() -> None:
    pdf = read(report_pdf(document_of(TEXTS, "nl", MANY)))
    for at, page in enumerate(pdf.pages, 1):
        assert (f"{at} / {len(pdf.pages)}" in plain(page.extract_text())) is (at > 1)


def test_the_contents_name_every_part() -> None:
    document = document_of(TEXTS, "nl", MANY)
    front = plain(read(report_pdf(document)).pages[0].extract_text())
    for title in (document.summary, *(one.title for one in document.sections), document.tables_title):
        assert title in front


@BOTH
def test_what_belongs_to_a_heading_stands_on_its_page(language: str) -> None:
    """A chart as well: with every length of what stands before it."""
    whole = document_of(TEXTS, language, MANY)
    for more in range(0, 30, 3):
        first, *others = whole.sections
        longer = replace(first, after=("Een zin die ruimte neemt.",) * more)
        pages = [
            plain(page.extract_text())
            for page in read(report_pdf(replace(whole, sections=(longer, *others)))).pages
        ]
        for one in others:
            [page] = [page for page in pages[1:] if plain(one.title) in page]
            below = [*one.lines, *([one.chart.caption, one.chart.bars[-1].label] if one.chart else [])]
            assert [each for each in below if plain(each) not in page] == []


@pytest.mark.parametrize(
    ("name", "drawn"),
    [("Team Oost 😀", "Team Oost"), ("🌍", "🌍"), ("فريق هارلم", "فريق هارلم"), ("A\x07\ufe0fB", "AB")],
)
def test_a_sign_that_no_font_of_ours_has_is_left_out(name: str, drawn: str) -> None:
    assert drawable(name) == drawn


def test_a_long_name_stays_on_one_line_below_each_page() -> None:
    short, long = (
        report_pages(document_of(TEXTS, "nl", replace(MANY, team=one)))[1] for one in ("W" * 40, "W" * 120)
    )
    assert short == long


@pytest.mark.parametrize(("known", "told"), [(0, True), (3, False), (4, False), (5, True)])
def test_how_many_referrals_are_known_is_told_unless_they_are_few(known: int, told: bool) -> None:
    document = document_of(TEXTS, "en", facts(FULL, outcomes={"helped": known}))
    [section] = [one for one in document.sections if one.title == "Showing the way to help"]
    assert any("we know what came of" in line or "not known yet" in line for line in section.after) is told
    assert not any(f" {known}." in line for line in section.after if not told)


def test_of_what_there_was_none_nothing_kind_is_said() -> None:
    document = document_of(
        TEXTS, "en", facts(figures_of({"one_to_one": 30}, {"money": 30}, {"listened": 30}))
    )
    [section] = [one for one in document.sections if one.title == "Who we reached"]
    assert not any("learn from each other" in line for line in section.lines)


def test_figures_of_one_key_person_are_not_said_to_be_of_nobody() -> None:
    said = [
        document_of(TEXTS, "en", facts(replace(FULL, key_persons=one))).sections[0].lines for one in (1, 2)
    ]
    assert [len(lines) for lines in said] == [2, 3]


def test_the_figures_are_those_that_are_shown() -> None:
    document = document_of(TEXTS, "en", MANY)
    assert [(one.number, one.label) for one in document.figures] == [
        ("49", "contacts"),
        ("54", "questions"),
        ("95", "residents reached, about"),
    ]
    tables = {table.id: table.rows for table in document.tables}
    assert tables["questions"][:2] == (("Money and debts", 30, 24, 6), ("Health and care", 20, 26, -6))
    assert tables["contacts"][-1] == ("Total", 49)
    assert tables["partners"] == (("Family doctor (GP)", 12), ("Other partners together", 10), ("Total", 22))
    assert ("Waiting list", 5) in tables["outcomes"]
    assert ("Refused by the organisation", None) in tables["outcomes"]


@BOTH
@STATES
def test_the_spreadsheet_has_the_same_tables_and_an_explanation(language: str, told: Facts) -> None:
    document = document_of(TEXTS, language, told)
    [content] = made(TEXTS, told, language, "xlsx").values()
    book = load_workbook(content)
    assert len(book.sheetnames) == len(document.tables) + 1
    for table, name in zip(document.tables, book.sheetnames, strict=False):
        rows = list(book[name].iter_rows(values_only=True))
        assert rows[0] == table.columns
        assert rows[1:] == [
            tuple(document.hidden if one is None else one for one in row) for row in table.rows
        ]
    explained = {row[1] for row in book[book.sheetnames[-1]].iter_rows(values_only=True)}
    assert {document.hidden_label, *document.sections[-1].points} <= explained


def test_both_forms_have_names_that_tell_the_days() -> None:
    assert list(made(TEXTS, MANY, "nl", "both")) == [
        f"verslag-{DAYS.first}-{DAYS.last}.{kind}" for kind in ("pdf", "xlsx")
    ]


@STATES
def test_no_small_number_of_contacts_stands_anywhere(told: Facts) -> None:
    """Small are only changes, key persons, sessions and what explains how it was counted."""
    document = document_of(TEXTS, "en", told)
    for table in document.tables:
        for row in table.rows if table.id not in {"key", "supervision", "goals"} else ():
            shown = row[:3] if table.id == "questions" else row
            assert not [one for one in shown if isinstance(one, int) and small(one)], table.id


@pytest.mark.parametrize(
    "team",
    [
        "فريق هارلم (شمال)",
        "ቡድን ሃርለም",
        "Кваліфікована команда",
        "W" * 120,
        '#panic("run") $x$ *b* <l> @who `r` \\u{41}',
        "\ud800 half a pair",
        "漢字 🆘",
        "\u2069\u202e turned",
        "=1+1",
    ],
    ids=ascii,
)
def test_a_team_may_be_called_anything(team: str) -> None:
    named = replace(MANY, team=team, organisation="Haarlem Effect e.o.")
    for content in made(TEXTS, named, "nl", "both").values():
        assert len(content.getvalue()) > 5000


def test_a_picture_in_a_target_group_leaves_the_report_tagged() -> None:
    goal = Goal(Indicator.CONTACTS, 200, date(2026, 1, 1), date(2026, 12, 31), None, "jonge moeders 👶")
    document = document_of(TEXTS, "nl", replace(MANY, goals=(goal,)))
    told = "".join(sentences(document))
    assert "jonge moeders" in told
    assert "👶" not in told
    root: Any = read(report_pdf(document)).trailer["/Root"]
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_a_name_in_another_script_is_kept_apart_and_any_other_needs_no_signs() -> None:
    say = Speech(TEXTS, "nl")
    goal = Text(key="goals.for_group", values={"what": "Vragen", "group": "الشباب"})
    assert say(goal) == "Vragen, voor \u2068الشباب\u2069"
    assert (
        say(Text(key="goals.for_group", values={"what": "Vragen", "group": "jongeren"}))
        == "Vragen, voor jongeren"
    )


def test_numbers_and_days_are_written_as_the_language_does() -> None:
    dutch, english = Speech(TEXTS, "nl"), Speech(TEXTS, "en")
    assert (dutch.number(12345), english.number(12345)) == ("12.345", "12,345")
    assert (english.change(6), english.change(-6), english.change(0)) == ("+6", "–6", "=")
    assert dutch.days(date(2025, 12, 1), date(2026, 1, 2)) == "1 december 2025 – 2 januari 2026"
    assert english.days(date(2026, 1, 2), date(2026, 1, 2)) == "2 January 2026"


def test_the_same_report_gives_the_same_bytes() -> None:
    document = document_of(TEXTS, "nl", MANY)
    assert report_pdf(document) == report_pdf(document)
    assert len(report_pages(document)) == len(read(report_pdf(document)).pages)
