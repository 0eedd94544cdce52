"""Days and periods typed by hand, with any keyboard."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from babel.dates import format_date
from hypothesis import example, given
from hypothesis import strategies as st

from bot.rules import typed_dates
from bot.rules.typed_dates import LANGUAGES, day_typed, days_typed
from tests.rules.test_typed_times import ANYTHING, SCRIPTS

TODAY = date(2026, 8, 5)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("24-12-2026", date(2026, 12, 24), id="hyphens"),
        pytest.param("24/12/2026", date(2026, 12, 24), id="slashes"),
        pytest.param("24.12.2026", date(2026, 12, 24), id="points"),
        pytest.param("24. 12. 2026", date(2026, 12, 24), id="points with space"),
        pytest.param("24 / 12", date(2026, 12, 24), id="slashes with space"),
        pytest.param("24/12", date(2026, 12, 24), id="no year"),
        pytest.param("24.12.", date(2026, 12, 24), id="a last point"),
        pytest.param("24-12-26", date(2026, 12, 24), id="a short year"),
        pytest.param("2026-12-24", date(2026, 12, 24), id="the year first"),
        pytest.param("2026/2/1", date(2026, 2, 1), id="the year first, month before day"),
        pytest.param("3-4", date(2027, 4, 3), id="the day before the month"),
        pytest.param("٢٤/١٢/٢٠٢٦", date(2026, 12, 24), id="Arabic-Indic digits"),
        pytest.param("\u200f۲۴٫۱۲", None, id="a decimal comma divides no date"),
        pytest.param("۲۴-۱۲", date(2026, 12, 24), id="Persian digits"),
        pytest.param("２４／１２", date(2026, 12, 24), id="fullwidth"),
        pytest.param("\u202b24\u200f/12\u202c", date(2026, 12, 24), id="signs of direction"),
        pytest.param("24\u201112", date(2026, 12, 24), id="a hyphen that does not break"),
        pytest.param("24-12/2026", None, id="two kinds of signs"),
        pytest.param("2026-12/24", None, id="two kinds of signs, the year first"),
        pytest.param("24-12-", None, id="a year left out"),
        pytest.param("24-12-126", None, id="a year of three digits"),
        pytest.param("24–12", None, id="a dash is for periods"),
        pytest.param("24 - 12", None, id="so is a hyphen with space"),
        pytest.param("24", None, id="a day alone"),
        pytest.param("24 12", None, id="nothing between"),
        pytest.param("2412", None, id="four digits"),
        pytest.param("024-12", None, id="a day of three digits"),
        pytest.param("24-12²", None, id="a superscript"),
        pytest.param("", None, id="nothing"),
        pytest.param("24-12" + " " * 95, date(2026, 12, 24), id="as long as it may be"),
        pytest.param("24-12" + " " * 96, None, id="one character too long"),
    ],
)
def test_a_day_in_numbers(words: str, expected: date | None) -> None:
    assert day_typed(words, TODAY) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("24 december", date(2026, 12, 24), id="a name"),
        pytest.param("24 DEC 2027", date(2027, 12, 24), id="a short name in capitals"),
        pytest.param("24 dec. 27", date(2027, 12, 24), id="a short name with its point, a short year"),
        pytest.param("24 december, 2027", date(2027, 12, 24), id="a comma before the year"),
        pytest.param("24dec2027", date(2027, 12, 24), id="no space at all"),
        pytest.param("24. Dezember 2027", date(2027, 12, 24), id="German, with the point of the day"),
        pytest.param("December 24", date(2026, 12, 24), id="the month first"),
        pytest.param("Dec. 24, 2027", date(2027, 12, 24), id="the month first, a comma before the year"),
        pytest.param("dec 2026", None, id="a month of a year is not the 20th"),
        pytest.param("dec 24 26", None, id="a short year after the month and the day"),
        pytest.param("24 ديسمبر", date(2026, 12, 24), id="Arabic"),
        pytest.param("٧ أغسطس ٢٠٢٦", date(2026, 8, 7), id="Arabic with a hamza"),
        pytest.param("7 اغسطس", date(2026, 8, 7), id="Arabic without"),
        pytest.param("7 Ağustos", date(2026, 8, 7), id="Turkish"),
        pytest.param("7 ARALIK", date(2026, 12, 7), id="Turkish capitals, an i without a dot"),
        pytest.param("7 EKİM", date(2026, 10, 7), id="Turkish capitals, an i with a dot"),
        pytest.param("7 aout", date(2026, 8, 7), id="French without its accent"),
        pytest.param("7 août", date(2026, 8, 7), id="French with its accent as a sign of its own"),
        pytest.param("7 ژانويه", date(2027, 1, 7), id="Persian with an Arabic yeh"),
        pytest.param("7 травня", date(2027, 5, 7), id="Ukrainian, of May"),
        pytest.param("травень 7", date(2027, 5, 7), id="Ukrainian, May"),
        pytest.param("7 mars", date(2027, 3, 7), id="a name of two languages"),
        pytest.param("dec 242027", None, id="no room between a day and its year"),
        pytest.param("31 februari", None, id="no such day"),
        pytest.param("0 mei", None, id="the day before the first"),
        pytest.param("32 mei", None, id="the day after the last"),
        pytest.param("7 foo", None, id="no name of a month"),
        pytest.param("december", None, id="no day"),
        pytest.param("124 december", None, id="three digits before a name"),
        pytest.param("2026 december 24", None, id="a year before a name"),
        pytest.param("24 dec - 26", None, id="not the year 2026: perhaps until the 26th"),
        pytest.param("24 tot 26", None, id="a word that is no month"),
    ],
)
def test_a_day_with_the_name_of_its_month(words: str, expected: date | None) -> None:
    assert day_typed(words, TODAY) == expected


@pytest.mark.parametrize(
    ("words", "today", "expected"),
    [
        pytest.param("5-8", TODAY, TODAY, id="today, the day itself"),
        pytest.param("4-8", TODAY, date(2027, 8, 4), id="yesterday: next year's"),
        pytest.param("6-8", TODAY, date(2026, 8, 6), id="the day after"),
        pytest.param("4-8-2026", TODAY, date(2026, 8, 4), id="the past when a year says so"),
        pytest.param("4-8-26", TODAY, date(2026, 8, 4), id="the past when a short year says so"),
        pytest.param("31-2", TODAY, None, id="no such day"),
        pytest.param("31-4", TODAY, None, id="a month of thirty days"),
        pytest.param("0-5", TODAY, None, id="day zero"),
        pytest.param("32-1", TODAY, None, id="day 32"),
        pytest.param("1-0", TODAY, None, id="month zero"),
        pytest.param("1-13", TODAY, None, id="month 13"),
        pytest.param("29-2", TODAY, date(2028, 2, 29), id="the next leap day"),
        pytest.param("29-2", date(2028, 2, 29), date(2028, 2, 29), id="a leap day, the day itself"),
        pytest.param("29-2", date(2028, 3, 1), date(2032, 2, 29), id="four years later"),
        pytest.param("29-2", date(2096, 3, 1), None, id="2100 has no leap day, and 2104 is too far"),
        pytest.param("29-2-2027", TODAY, None, id="no leap day that year"),
        pytest.param("29-2-2028", TODAY, date(2028, 2, 29), id="a leap day that year"),
        pytest.param("1-1-2000", TODAY, date(2000, 1, 1), id="the first day"),
        pytest.param("31-12-1999", TODAY, None, id="the day before the first"),
        pytest.param("31-12-2100", TODAY, date(2100, 12, 31), id="the last day"),
        pytest.param("1-1-2101", TODAY, None, id="the day after the last"),
        pytest.param("1-1-00", TODAY, date(2000, 1, 1), id="the first short year"),
        pytest.param("1-1-99", TODAY, date(2099, 1, 1), id="the last short year"),
        pytest.param("1-1-0026", TODAY, None, id="a long way of writing the year 26"),
        pytest.param("24-12", date(2100, 12, 24), date(2100, 12, 24), id="within the last year"),
        pytest.param("23-12", date(2100, 12, 24), None, id="after the last year"),
        pytest.param("today", TODAY, TODAY, id="today"),
        pytest.param(" Vandaag ", TODAY, TODAY, id="today in Dutch"),
        pytest.param("اليوم", TODAY, TODAY, id="today in Arabic"),
        pytest.param("الیوم", TODAY, TODAY, id="today in Arabic with a Persian yeh"),
        pytest.param("tomorrow", TODAY, date(2026, 8, 6), id="tomorrow"),
        pytest.param("MORGEN", date(2026, 12, 31), date(2027, 1, 1), id="tomorrow in Dutch, next year"),
        pytest.param("غدا", TODAY, date(2026, 8, 6), id="tomorrow in Arabic"),
        pytest.param("غدًا", TODAY, date(2026, 8, 6), id="tomorrow in Arabic with its ending"),
        pytest.param("today", date(2100, 12, 31), date(2100, 12, 31), id="today on the last day"),
        pytest.param("tomorrow", date(2100, 12, 31), None, id="tomorrow on the last day"),
        pytest.param("today", date(2000, 1, 1), date(2000, 1, 1), id="today on the first day"),
        pytest.param("today", date(1999, 12, 31), None, id="today before the first day"),
        pytest.param("tomorrow", date.max, None, id="tomorrow on the last day of all"),
        pytest.param("29-2", date.max, None, id="a year on the last day of all"),
        pytest.param("yesterday", TODAY, None, id="a day that is gone"),
    ],
)
def test_the_year_and_the_calendar(words: str, today: date, expected: date | None) -> None:
    assert day_typed(words, today) == expected


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        pytest.param("6-8 tot 14-8", (2026, 8, 6), (2026, 8, 14), id="Dutch"),
        pytest.param("6-8 t/m 14-8", (2026, 8, 6), (2026, 8, 14), id="Dutch for inclusive"),
        pytest.param("6-8 tot en met 14-8", (2026, 8, 6), (2026, 8, 14), id="the same in full"),
        pytest.param("van 6-8 tot 14-8", (2026, 8, 6), (2026, 8, 14), id="a word in front"),
        pytest.param("6-8 until 14-8", (2026, 8, 6), (2026, 8, 14), id="English"),
        pytest.param("من ٦/٨ إلى ١٤/٨", (2026, 8, 6), (2026, 8, 14), id="Arabic"),
        pytest.param("6/8 – 14/8", (2026, 8, 6), (2026, 8, 14), id="an en dash"),
        pytest.param("6-8—14-8", (2026, 8, 6), (2026, 8, 14), id="an em dash between hyphens"),
        pytest.param("6-8 - 14-8", (2026, 8, 6), (2026, 8, 14), id="a hyphen with space between hyphens"),
        pytest.param("6/8-14/8", (2026, 8, 6), (2026, 8, 14), id="the only hyphen"),
        pytest.param("6/8 -14/8", (2026, 8, 6), (2026, 8, 14), id="the only hyphen, space on one side"),
        pytest.param("6.8.-14.8.", (2026, 8, 6), (2026, 8, 14), id="German"),
        pytest.param("24 dec - 2 jan", (2026, 12, 24), (2027, 1, 2), id="names over New Year"),
        pytest.param("24 oktober tot 2 november", (2026, 10, 24), (2026, 11, 2), id="a to within a name"),
        pytest.param("October 24 to agosto 2", (2026, 10, 24), (2027, 8, 2), id="a to at the end of a name"),
        pytest.param("28-12 tot 3-1", (2026, 12, 28), (2027, 1, 3), id="over New Year"),
        pytest.param("28-12-2027 tot 3-1", (2027, 12, 28), (2028, 1, 3), id="over New Year of a later year"),
        pytest.param("28-12-2024 tot 3-1", (2024, 12, 28), (2025, 1, 3), id="over New Year in the past"),
        pytest.param("6-8 tot 6-8", (2026, 8, 6), (2026, 8, 6), id="the same day twice"),
        pytest.param("6-8 tot 5-8", (2026, 8, 6), (2027, 8, 5), id="a year short of a day"),
        pytest.param("4-8 tot 6-8", (2027, 8, 4), (2027, 8, 6), id="begun yesterday: next year's"),
        pytest.param("4-8-2026 tot 6-8-2026", (2026, 8, 4), (2026, 8, 6), id="begun yesterday with a year"),
        pytest.param("2026-08-06 tot 2026-08-14", (2026, 8, 6), (2026, 8, 14), id="years first"),
        pytest.param("vandaag tot morgen", (2026, 8, 5), (2026, 8, 6), id="by words"),
        pytest.param("4-8-2026 - tomorrow", (2026, 8, 4), (2026, 8, 6), id="a word that begins with to"),
        pytest.param("van vandaag tot 14-8", (2026, 8, 5), (2026, 8, 14), id="a van in front of a van"),
        pytest.param("1-3-2027 tot 29-2", (2027, 3, 1), (2028, 2, 29), id="until the next leap day"),
        pytest.param("6-8", (2026, 8, 6), (2026, 8, 6), id="a single day"),
        pytest.param("morgen", (2026, 8, 6), (2026, 8, 6), id="a single day by a word"),
        pytest.param("2026-08-14", (2026, 8, 14), (2026, 8, 14), id="a single day, the year first"),
    ],
)
def test_a_period_ends_on_or_after_its_first_day(
    words: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    assert days_typed(words, TODAY) == (date(*first), date(*last))


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("6-8-2026 tot 5-8-2026", id="ends before it begins"),
        pytest.param("4-8 tot 6-8-2026", id="a first day that has moved to next year"),
        pytest.param("7-8 tot morgen", id="tomorrow comes before"),
        pytest.param("6-8-14-8", id="hyphens only"),
        pytest.param("6-8 -14-8", id="space before a hyphen between hyphens"),
        pytest.param("6-8- 14-8", id="space after a hyphen between hyphens"),
        pytest.param("1-8 - 14", id="not the year 2014"),
        pytest.param("24 dec - 26", id="a last day without a month"),
        pytest.param("6 – 14 aug", id="a first day without a month"),
        pytest.param("6-8 tot", id="no last day"),
        pytest.param("tot 6-8", id="no first day"),
        pytest.param("van 6-8", id="a beginning without an end"),
        pytest.param("6-8 tot 14-8 tot 16-8", id="three days"),
        pytest.param("6-8 tot 31-2", id="a last day that does not exist"),
        pytest.param("31-2 tot 6-8", id="a first day that does not exist"),
        pytest.param("6-8, 14-8", id="a list"),
        pytest.param("", id="nothing"),
        pytest.param("6-8 tot 14-8" + " " * 89, id="one character too long"),
    ],
)
def test_what_is_no_period(words: str) -> None:
    assert days_typed(words, TODAY) is None


@given(ANYTHING, DAYS)
@example("1" + " " * 98 + "!", TODAY)
@example("1-1-9999", TODAY)
def test_whatever_is_typed_the_answer_is_in_range_or_none(words: str, today: date) -> None:
    day, days = day_typed(words, today), days_typed(words, today)
    assert day is None or 2000 <= day.year <= 2100
    assert days is None or date(2000, 1, 1) <= days[0] <= days[1] <= date(2100, 12, 31)
    assert day is None or days == (day, day)


@given(DAYS, DAYS, SCRIPTS, st.sampled_from(["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]))
def test_a_day_that_was_written_is_read_back(
    day: date, today: date, script: dict[int, int], form: str
) -> None:
    assert day_typed(day.strftime(form).translate(script), today) == day


@given(
    DAYS,
    DAYS,
    SCRIPTS,
    st.sampled_from([" tot ", " - ", "–", " إلى "]),
    st.sampled_from(["%d-%m-%Y", "%d %B %Y"]),
)
def test_a_period_that_was_written_is_read_back(
    one: date, other: date, script: dict[int, int], between: str, form: str
) -> None:
    first, last = sorted([one, other])
    typed = f"{first.strftime(form)}{between}{last.strftime(form)}".translate(script)
    assert days_typed(typed, TODAY) == (first, last)


@given(DAYS, st.integers(0, 364))
def test_without_a_year_the_next_such_day_is_meant(today: date, later: int) -> None:
    day = today + timedelta(later)
    expected = day if day.year <= 2100 else None
    assert day_typed(f"{day.day}/{day.month}", today) == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["d MMMM y", "d MMM y", "LLLL d y", "LLL d, y"])
def test_every_month_is_read_in_every_language(language: str, form: str) -> None:
    for day in [date(2027, month, 21) for month in range(1, 13)]:
        assert day_typed(format_date(day, form, locale=language), TODAY) == day


@pytest.fixture
def other_languages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    typed_dates._months.cache_clear()
    monkeypatch.setattr(typed_dates, "LANGUAGES", ("xx", "tlh", "ar_SY"))
    yield
    typed_dates._months.cache_clear()


@pytest.mark.usefixtures("other_languages")
def test_a_language_that_babel_does_not_know_is_passed_over() -> None:
    assert day_typed("7 كانون  الثاني", TODAY) == date(2027, 1, 7), "a name of two words"
    assert day_typed("7 januari", TODAY) is None
