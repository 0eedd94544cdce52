"""Telegram's HTML and Telegram's cleaning: plain text with offsets in UTF-16."""

import html
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tryout.errors import ApiError
from tryout.text.cleaning import clean
from tryout.text.formatted import Formatted, formatted, plain
from tryout.text.spans import utf16_length


def parse(source: str) -> Formatted:
    return formatted(source, "HTML", [])


def marks(source: str) -> list[tuple[str, int, int]]:
    return [(entity["type"], entity["offset"], entity["length"]) for entity in parse(source).entities]


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"),
        ("strong", "bold"),
        ("i", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("tg-spoiler", "spoiler"),
        ("code", "code"),
        ("pre", "pre"),
        ("blockquote", "blockquote"),
        ("B", "bold"),
    ],
)
def test_each_tag_becomes_its_entity(tag: str, kind: str) -> None:
    assert marks(f"a <{tag}>word</{tag}>") == [(kind, 2, 4)]


@pytest.mark.parametrize(
    ("source", "entity"),
    [
        pytest.param(
            '<a href="https://x.nl/?a=1&amp;b=2">x</a>',
            {"type": "text_link", "offset": 0, "length": 1, "url": "https://x.nl/?a=1&b=2"},
            id="a link",
        ),
        pytest.param(
            '<span class="tg-spoiler">x</span>', {"type": "spoiler", "offset": 0, "length": 1}, id="span"
        ),
        pytest.param(
            "<blockquote expandable>x</blockquote>",
            {"type": "expandable_blockquote", "offset": 0, "length": 1},
            id="a quote that unfolds",
        ),
        pytest.param(
            '<pre><code class="language-python">x</code></pre>',
            {"type": "pre", "offset": 0, "length": 1, "language": "python"},
            id="code in a language",
        ),
        pytest.param(
            '<code class="language-python">x</code>',
            {"type": "code", "offset": 0, "length": 1},
            id="a language on code alone is dropped",
        ),
    ],
)
def test_attributes_are_read(source: str, entity: dict[str, Any]) -> None:
    assert parse(source).entities == [entity]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        pytest.param("<b>x", 'Can\'t find end tag corresponding to start tag "b"', id="not closed"),
        pytest.param("x</b>", "Unexpected end tag at byte offset 1", id="not opened"),
        pytest.param(
            "é<b>x</i>",
            'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"',
            id="crossed, counted in bytes",
        ),
        pytest.param("<p>x</p>", 'Unsupported start tag "p" at byte offset 0', id="unknown"),
        pytest.param("1 < 2", 'Unsupported start tag "" at byte offset 2', id="a bare sign"),
        pytest.param("1 <2", "Unclosed start tag at byte offset 2", id="a bare sign at the end"),
        pytest.param("<a href='x", "Unclosed start tag at byte offset 0", id="an open quote"),
        pytest.param("<b>x</b", "Unclosed end tag at byte offset 4", id="an open end tag"),
        pytest.param(
            "<span>x</span>",
            'Tag "span" must have class "tg-spoiler" at byte offset 0',
            id="a span of nothing",
        ),
        pytest.param(
            "<a href>x</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
            id="an attribute without value",
        ),
    ],
)
def test_bad_markup_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


def test_references_become_characters_and_others_stay() -> None:
    assert (
        parse("&lt;&gt;&amp;&quot;&#33;&#x1F600; &nbsp; &eacute; & &#0;").text
        == '<>&"!😀 &nbsp; &eacute; & &#0;'
    )


def test_an_emoji_counts_twice() -> None:
    assert marks("😀<b>😀a</b><i>b</i>") == [("bold", 2, 3), ("italic", 5, 1)]


def test_nested_tags_come_outer_first() -> None:
    assert marks("<b>a<i>b</i></b>") == [("bold", 0, 2), ("italic", 1, 1)]
    assert marks("<i><b>a</b>b</i>") == [("italic", 0, 2), ("bold", 0, 1)]


def test_what_is_trimmed_is_trimmed_from_the_entities_too() -> None:
    assert parse("  <b> a </b>  ").text == "a"
    assert marks("  <b> a </b>  ") == [("bold", 0, 1)]
    assert marks("a<b> </b>") == []


@pytest.mark.parametrize("code", range(0x2028, 0x202F))
def test_old_direction_marks_and_separators_vanish(code: int) -> None:
    assert parse(f"a{chr(code)}<b>{chr(code)}b</b>") == Formatted(
        "ab", [{"type": "bold", "offset": 1, "length": 1}], f"a{chr(code)}<b>{chr(code)}b</b>"
    )


@pytest.mark.parametrize("code", range(0x2066, 0x206A))
def test_isolates_stay(code: int) -> None:
    assert plain(f"a{chr(code)}b").text == f"a{chr(code)}b"


def test_control_characters_become_blanks_and_doubled_marks_a_joiner() -> None:
    assert plain("a\tb\x0bc\r\nd\u200f\u200fe").text == "a b c\nd\u200c\u200fe"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start CODE", [("bot_command", 0, 6)]),
        ("say /help, please", [("bot_command", 4, 5)]),
        ("and/or", []),
        ("see https://x.nl/a.", [("url", 4, 14)]),
        ("@amina123 or a@x.nl", [("mention", 0, 9), ("email", 13, 6)]),
    ],
)
def test_commands_links_and_addresses_are_found(text: str, found: list[tuple[str, int, int]]) -> None:
    entities = plain(text).entities
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in entities] == found


def test_nothing_is_found_inside_code() -> None:
    assert marks("<code>/start</code>") == [("code", 0, 6)]


def test_entities_may_be_given_instead_of_tags() -> None:
    given_entity = {"type": "bold", "offset": 2, "length": 1}
    assert formatted("😀b", "", [given_entity]).entities == [given_entity]


SAFE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Mn"), exclude_characters="/@&<>"), min_size=1)
SOLID = SAFE.filter(lambda text: clean(text)[0] == text and text.strip(" \n") == text)


@given(SOLID, SOLID)
def test_escaped_text_comes_back_and_offsets_cut_out_the_marked_part(before: str, marked: str) -> None:
    result = parse(f"{html.escape(before)}<b>{html.escape(marked)}</b>")
    [entity] = result.entities
    units = result.text.encode("utf-16-le")
    start, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
    assert result.text == before + marked
    assert units[start:end].decode("utf-16-le") == marked


@given(st.text())
def test_cleaning_twice_is_cleaning_once_but_for_marks(text: str) -> None:
    once = clean(text.replace("\u200e", "").replace("\u200f", ""))[0]
    assert clean(once)[0] == once


@given(st.text(alphabet="<>/ab \"'=&;#x1\n😀"))
def test_any_source_is_refused_or_has_its_entities_within_the_text(source: str) -> None:
    try:
        result = parse(source)
    except ApiError:
        return
    units = utf16_length(result.text)
    assert all(0 < entity["length"] <= units - entity["offset"] for entity in result.entities)
