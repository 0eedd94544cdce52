"""Every language says everything that English says, and what English says now."""

from collections import Counter

import pytest
from babel import Locale

from bot.texts import Texts
from tests.texts.catalogues import (
    FOLDERS,
    SOURCE,
    by_key,
    entries,
    files,
    header,
    languages,
    placeholders,
    translations,
)

CATALOGUE = pytest.mark.parametrize(("folder", "language"), files())
TRANSLATION = pytest.mark.parametrize(("folder", "language"), translations())


def test_the_catalogues_are_there() -> None:
    assert {folder for folder, _ in files()} == set(FOLDERS)
    assert {"nl", "en", "ar"} <= set(languages())
    assert len(by_key("bot", SOURCE)) > 200
    assert len(by_key("command line", SOURCE)) > 20


def test_the_bot_reads_every_language_whole() -> None:
    assert sorted(Texts.load().languages) == sorted(languages())


@CATALOGUE
def test_every_text_has_a_key_and_no_key_stands_twice(folder: str, language: str) -> None:
    counted = Counter(one.key for one in entries() if (one.folder, one.language) == (folder, language))
    assert counted
    assert {key: times for key, times in counted.items() if times > 1 or not key} == {}


@TRANSLATION
def test_a_translation_has_the_keys_of_english_and_no_others(folder: str, language: str) -> None:
    translated, source = set(by_key(folder, language)), set(by_key(folder, SOURCE))
    assert (source - translated, translated - source) == (set(), set())


@TRANSLATION
def test_a_translation_was_made_of_the_english_text_of_now(folder: str, language: str) -> None:
    source = by_key(folder, SOURCE)
    stale = [one.name for key, one in by_key(folder, language).items() if one.source != source[key].source]
    assert stale == [], "the English text has changed: translate it anew and copy it into msgid"


@CATALOGUE
def test_nothing_is_left_empty_or_in_doubt(folder: str, language: str) -> None:
    found = by_key(folder, language).values()
    assert [one.name for one in found if one.fuzzy or not all(one.forms)] == []


@CATALOGUE
def test_nothing_obsolete_is_kept(folder: str, language: str) -> None:
    assert not files()[folder, language].obsolete


@CATALOGUE
def test_every_form_of_a_text_has_the_same_placeholders(folder: str, language: str) -> None:
    source = by_key(folder, SOURCE)
    wrong = [
        f"{one.name}: {form}"
        for key, one in by_key(folder, language).items()
        for form in one.forms
        if placeholders(form) != placeholders(source[key].source[0])
    ]
    assert wrong == []


@CATALOGUE
def test_placeholders_are_plain_names(folder: str, language: str) -> None:
    names = {
        name for one in by_key(folder, language).values() for form in one.forms for name in placeholders(form)
    }
    assert names
    assert {name for name in names if not name.isidentifier()} == set()


@CATALOGUE
def test_the_header_says_which_language_it_is_and_how_far_it_was_reviewed(folder: str, language: str) -> None:
    said = header(folder, language)
    assert str(Locale.parse(language)) == said["Language"] == language
    assert said["Content-Type"] == "text/plain; charset=utf-8"
    assert said["X-Review-Status"] in ({"source"} if language == SOURCE else {"unreviewed", "reviewed"})


def test_the_bot_knows_how_far_each_language_was_reviewed() -> None:
    expected = {one: header("bot", one)["X-Review-Status"] != "unreviewed" for one in languages()}
    assert expected[SOURCE]
    assert {one: Texts.load().reviewed(one) for one in languages()} == expected
