"""What may stand in a text: Telegram's tags, Latin digits, no hidden characters."""

import re
import unicodedata
from collections import Counter
from html.parser import HTMLParser

import pytest

from tests.texts.catalogues import SOURCE, by_key, entries, files

TAGS = {"b", "i", "u", "s", "code", "pre", "blockquote"}
BIDI = {*"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
CATALOGUE = pytest.mark.parametrize(("folder", "language"), files())


class Reader(HTMLParser):
    """Collects what is wrong with the tags of a text, and which ones there are."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.seen: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.feed(text)
        self.close()
        self.wrong += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen[tag] += 1
        if tag not in TAGS or attributes:
            self.wrong.append(f"<{tag}> is not one of ours")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        if re.search(r"[<>&]", data):
            self.wrong.append(f"{data!r} holds a bare sign of HTML")


def forms(folder: str, language: str) -> list[tuple[str, str]]:
    found = [(one.name, form) for one in by_key(folder, language).values() for form in one.forms]
    assert found
    return found


@CATALOGUE
def test_tags_are_telegrams_and_balanced(folder: str, language: str) -> None:
    assert {name: wrong for name, form in forms(folder, language) if (wrong := Reader(form).wrong)} == {}


def test_some_texts_have_tags_and_the_command_line_has_none() -> None:
    tagged = {(one.folder, one.language) for one in entries() for form in one.forms if Reader(form).seen}
    assert tagged == {key for key in files() if key[0] == "bot"}


@CATALOGUE
def test_a_translation_stresses_what_english_stresses(folder: str, language: str) -> None:
    source = by_key(folder, SOURCE)
    differing = [
        one.name
        for key, one in by_key(folder, language).items()
        for form in one.forms
        if Reader(form).seen != Reader(source[key].source[0]).seen
    ]
    assert differing == []


@CATALOGUE
def test_no_text_steers_the_direction_of_writing(folder: str, language: str) -> None:
    assert [name for name, form in forms(folder, language) if BIDI & set(form)] == []


@CATALOGUE
def test_no_text_holds_other_characters_nobody_sees(folder: str, language: str) -> None:
    joiners = {"\u200d", "\u200c", "\ufe0f", "\n"}  # within signs and within words of some scripts
    hidden = {
        name: sorted({f"U+{ord(one):04X}" for one in odd})
        for name, form in forms(folder, language)
        if (
            odd := {one for one in form if unicodedata.category(one) in {"Cc", "Cf", "Co", "Cn", "Zl", "Zp"}}
            - joiners
        )
    }
    assert hidden == {}


@CATALOGUE
def test_digits_are_latin(folder: str, language: str) -> None:
    odd = [
        name
        for name, form in forms(folder, language)
        if any(one.isdigit() and not one.isascii() for one in form)
    ]
    assert odd == []


@CATALOGUE
def test_no_text_or_line_begins_or_ends_with_space(folder: str, language: str) -> None:
    edges = [
        name
        for name, form in forms(folder, language)
        for line in form.split("\n")
        if line != line.strip() or not line
    ]
    assert edges == []


@CATALOGUE
def test_letters_are_composed_as_people_type_them(folder: str, language: str) -> None:
    assert [
        name for name, form in forms(folder, language) if not unicodedata.is_normalized("NFC", form)
    ] == []
