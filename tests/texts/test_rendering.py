"""Values in texts: isolated, escaped, in Latin digits, and right in every language."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import safety
from bot.safety import CARDS, RED
from bot.screen import Copyable, Day, Screen, Several, Text
from bot.texts import SEPARATOR, Texts
from tests.rules.reader import NIGHT, READER
from tests.texts.catalogues import LOCALES, SOURCE, languages

TEXTS = Texts.load()
LANGUAGE = pytest.mark.parametrize("language", languages())


def named(name: str) -> Text:
    return Text(key="common.name", values={"name": name})


def html(language: str, text: Text) -> str:
    return TEXTS.html(language, Screen(lines=(text,)))


@LANGUAGE
def test_a_value_stands_isolated_from_the_text_around_it(language: str) -> None:
    assert html(language, named("Haarlem Effect")) == "\u2068Haarlem Effect\u2069"


@LANGUAGE
def test_every_isolate_is_closed(language: str) -> None:
    inner = Several(several=(named("one"), Text(key="topic.money"), named("two")))
    said = html(language, Text(key="log_contact.so_far", values={"answers": inner}))
    assert said.count("\u2068") == said.count("\u2069") == 3


@LANGUAGE
def test_a_number_to_call_is_code_and_stays_whole(language: str) -> None:
    said = TEXTS.html(language, safety.show(CARDS[RED], READER, language, NIGHT))
    assert re.findall(r"\u2068<code>([^<]+)</code>\u2069", said) == [
        *("112", "023 799 0000", "113", "0800-2000", "0800-0188", "0800-0432", "0900-8844", "023 512 3456")
    ]


def test_on_a_button_a_number_is_plain() -> None:
    number = Text(key="common.number", values={"number": Copyable(copyable="0800-2000")})
    assert TEXTS.plain("ar", number) == "\u20680800-2000\u2069"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("<b>bold", "&lt;b&gt;bold", id="a tag"),
        pytest.param("R&B", "R&amp;B", id="an ampersand"),
        pytest.param('"x"', "&quot;x&quot;", id="quotes"),
        pytest.param("{team}", "{team}", id="braces are no placeholder"),
        pytest.param("%s", "%s", id="nor is this"),
    ],
)
def test_what_people_named_cannot_become_markup(name: str, shown: str) -> None:
    assert html("nl", named(name)) == f"\u2068{shown}\u2069"
    assert (
        html("nl", Text(key="common.number", values={"number": Copyable(copyable=name)}))
        == f"\u2068<code>{shown}</code>\u2069"
    )
    assert TEXTS.plain("nl", named(name)) == f"\u2068{name}\u2069"


@given(st.text(max_size=30))
def test_any_name_leaves_the_markup_as_it_was(name: str) -> None:
    said = html("ar", Text(key="join.welcome.key_person", values={"team": name}))
    assert said.count("<") == said.count(">") == 0


@pytest.mark.parametrize(
    ("language", "expected"),
    [("nl", "7 november"), ("en", "7 November"), ("ar", "7 نوفمبر")],
)
def test_a_date_has_the_month_by_name(language: str, expected: str) -> None:
    assert (
        TEXTS.plain(language, Text(key="common.day", values={"day": Day(day=date(2026, 11, 7))}))
        == f"\u2068{expected}\u2069"
    )


@LANGUAGE
def test_every_day_of_a_year_is_written_in_latin_digits_and_told_apart(language: str) -> None:
    days = [date.fromordinal(date(2026, 1, 1).toordinal() + number) for number in range(365)]
    written = [TEXTS.plain(language, Text(key="common.day", values={"day": Day(day=day)})) for day in days]
    assert len(set(written)) == len(days)
    assert all(
        str(day.day) in said and said.isprintable() is False for day, said in zip(days, written, strict=True)
    )
    assert not [said for said in written if any(one.isdigit() and not one.isascii() for one in said)]


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_a_list_is_joined_the_same_in_both_directions(language: str) -> None:
    said = TEXTS.plain(
        language, Text(key="common.name", values={"name": Several(several=(named("a"), named("b")))})
    )
    assert said == f"\u2068\u2068a\u2069{SEPARATOR}\u2068b\u2069\u2069"


def test_a_sign_stands_before_its_text() -> None:
    assert TEXTS.plain("nl", Text(key="topic.money", icon="💶")) == "💶 Geld en schulden"


def test_a_line_that_stands_apart_has_an_empty_line_before_it() -> None:
    lines = (Text(key="topic.money"), Text(key="topic.housing", apart=True))
    assert TEXTS.html("en", Screen(lines=lines)) == "Money and debts\n\nHousing"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("nl", "nl", id="ours"),
        pytest.param("en-GB", "en", id="a region of ours"),
        pytest.param("AR", "ar", id="in capitals"),
        pytest.param("fy", "nl", id="not ours: Dutch"),
        pytest.param("nlx", "nl", id="no language at all"),
        pytest.param("", "nl", id="nothing"),
        pytest.param(None, "nl", id="Telegram does not say"),
        pytest.param("command_line", "nl", id="a folder is no language"),
    ],
)
def test_the_language_of_telegram_or_dutch(code: str | None, expected: str) -> None:
    assert TEXTS.closest(code) == expected


def test_another_language_may_stand_in_for_dutch() -> None:
    assert (TEXTS.closest("fy", "ar"), TEXTS.closest("en", "ar")) == ("ar", "en")


@LANGUAGE
def test_every_language_has_a_name_of_its_own(language: str) -> None:
    names = {"nl": "Nederlands", "en": "English", "ar": "العربية"}
    assert TEXTS.own_name(language) == names.get(language, TEXTS.own_name(language)) != language


def test_a_key_that_does_not_exist_is_an_error_and_never_shown() -> None:
    with pytest.raises(KeyError):
        TEXTS.plain("nl", Text(key="no.such.key"))


def test_where_a_translation_is_missing_english_stands_in(tmp_path: Path) -> None:
    for language in (SOURCE, "ar"):
        text = (LOCALES / f"{language}.po").read_text()
        (tmp_path / f"{language}.po").write_text(text.replace('msgstr "السكن"', 'msgstr ""'))
    half = Texts.load(tmp_path)
    assert half.plain("ar", Text(key="topic.housing")) == "Housing"
    assert half.plain("ar", Text(key="topic.money")) == TEXTS.plain("ar", Text(key="topic.money"))
