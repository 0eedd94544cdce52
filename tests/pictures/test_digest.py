"""The picture of a week: whole in every script, whatever the numbers are, and what it compares."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import typst

import bot.pictures
from bot.pictures.render import WIDTH, Bar, Chart, Point, chart_png, fonts, inputs
from bot.pictures.words import chart_of, compared
from bot.rules.figures import Week
from bot.screen import Text
from bot.taxonomy import TOPICS
from bot.texts import Texts
from tests.pictures.test_card import size

FOLDER = Path(bot.pictures.__file__).parent
TEXTS = Texts.load()
TITLE = Text(key="digest.picture.title", values={"week": "16"})
MONDAY = date(2026, 9, 28)


def weeks(*numbers: int, **topics: int) -> tuple[Week, ...]:
    """From `MONDAY` on; in each every topic as often as said."""
    return tuple(
        Week(MONDAY + timedelta(weeks=at), number, sum(topics.values()), topics)
        for at, number in enumerate(numbers)
    )


def chart(language: str) -> Chart:
    shown = weeks(4, 9, 12, 7, 0, 15, 18, 22, **{one: 3 + at for at, one in enumerate(TOPICS)})
    return chart_of(TEXTS, language, "Haarlem Effect", TITLE, shown)


EMPTY = Chart(
    "ltr", "en", "Week", "Team", "Topics", ("now", "before"), (), "Weeks", (Point("16", "Nov", 0),), "None"
)


def drawn_as_pdf(one: Chart) -> bytes:
    """For PDF/A typst refuses a character that no font has."""
    return typst.compile(
        FOLDER / "digest.typ",
        root=FOLDER,
        font_paths=fonts(),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="a-2b",
        sys_inputs=inputs(one),
    )


@pytest.mark.parametrize("language", sorted(TEXTS.languages))
def test_every_language_has_every_character_of_it(language: str) -> None:
    one = chart(language)
    assert drawn_as_pdf(one).startswith(b"%PDF")
    width, height = size(chart_png(one))
    assert width == WIDTH
    assert WIDTH < height < 3.2 * WIDTH  # Telegram takes a photo whose sides differ much more


def test_the_same_week_gives_the_same_picture() -> None:
    assert chart_png(chart("nl")) == chart_png(chart("nl"))


def test_in_arabic_it_reads_from_the_right() -> None:
    one = chart("ar")
    assert one.direction == "rtl"
    assert chart_png(one) != chart_png(replace(one, direction="ltr"))


NUMBERS = [0, 1, 99, 12_345, 10_000_000]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_any_number_is_drawn(number: int, direction: str) -> None:
    bars = (Bar("One", number, None), Bar("Two", number, 0.0), Bar("Three", 0, number * 1.5))
    points = tuple(Point(str(at), "Nov", number) for at in range(8))
    width, _ = size(chart_png(replace(EMPTY, direction=direction, bars=bars, points=points)))
    assert width == WIDTH


def test_a_week_without_a_question_says_so() -> None:
    assert chart_png(EMPTY) != chart_png(replace(EMPTY, nothing="Something else"))
    one = replace(EMPTY, bars=(Bar("One", 1, None),))
    assert chart_png(one) == chart_png(replace(one, nothing="Something else"))


def test_without_weeks_before_there_is_no_mark_and_no_word_of_it() -> None:
    one = replace(EMPTY, bars=(Bar("One", 1, None),))
    assert chart_png(one) == chart_png(replace(one, legend=("now", "other")))
    assert chart_png(one) != chart_png(replace(one, bars=(Bar("One", 1, 0.5),)))


def test_topics_are_compared_with_the_four_weeks_before() -> None:
    before = weeks(9, 9, 9, 9, 9, money=9)
    first, *four, last = (*before, Week(MONDAY, 3, 4, {"housing": 3, "other": 1}))
    lower = [replace(one, topics={"money": at, "housing": 1}) for at, one in enumerate(four)]
    assert compared([first, *lower, last]) == [("housing", 3, 1.0), ("other", 1, 0.0), ("money", 0, 1.5)]
    assert compared([last]) == [("housing", 3, None), ("other", 1, None)]


def test_what_came_less_than_once_a_week_before_and_not_now_is_left_out() -> None:
    [one, *_] = weeks(1, money=1)
    empty = replace(one, topics={})
    assert compared([one, empty, empty, empty, empty]) == []
    assert compared([one, one, one, one, empty]) == [("money", 0, 1.0)]


def test_a_month_is_named_where_it_begins() -> None:
    found = chart("en").points
    assert [one.day for one in found] == ["28", "5", "12", "19", "26", "2", "9", "16"]
    assert [one.month for one in found] == ["Sep", "Oct", "", "", "", "Nov", "", ""]


def test_nobody_typed_a_template() -> None:
    nasty = '#panic("run") \\u{41} "), {'
    assert size(chart_png(replace(EMPTY, team=nasty, title=nasty)))[0] == WIDTH
