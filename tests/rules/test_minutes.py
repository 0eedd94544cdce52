"""Minutes typed by hand, in the digits of any keyboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.contacts import minutes_typed


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("25", "25", id="a number"),
        pytest.param("1", "1", id="the least"),
        pytest.param("720", "720", id="the most"),
        pytest.param("0", None, id="no time at all"),
        pytest.param("721", None, id="more than twelve hours"),
        pytest.param("9999", None, id="the most that has four digits"),
        pytest.param("00025", None, id="five digits"),
        pytest.param("0025", "25", id="zeros in front go"),
        pytest.param(" 25\n", "25", id="space around it"),
        pytest.param("2 5", None, id="space within"),
        pytest.param("٢٥", "25", id="Arabic-Indic digits"),
        pytest.param("۲۵", "25", id="Persian digits"),
        pytest.param("２５", "25", id="fullwidth digits"),
        pytest.param("२५", "25", id="Devanagari digits"),
        pytest.param("2٥", "25", id="digits of two scripts"),
        pytest.param("٠", None, id="an Arabic zero"),
        pytest.param("٧٢١", None, id="too much in Arabic"),
        pytest.param("", None, id="nothing"),
        pytest.param("  ", None, id="only space"),
        pytest.param("half an hour", None, id="words"),
        pytest.param("25 min", None, id="a unit"),
        pytest.param("-5", None, id="a minus"),
        pytest.param("+5", None, id="a plus"),
        pytest.param("2.5", None, id="a point"),
        pytest.param("1e2", None, id="an exponent"),
        pytest.param("1_0", None, id="what Python would take"),
        pytest.param("²", None, id="a superscript"),
        pytest.param("2²", None, id="a superscript after a digit"),
        pytest.param("½", None, id="a fraction"),
        pytest.param("Ⅻ", None, id="a Roman numeral"),
        pytest.param("五", None, id="a Chinese numeral"),
        pytest.param("9" * 5000, None, id="more digits than Python converts"),
    ],
)
def test_only_one_to_720_minutes_are_taken(words: str, expected: str | None) -> None:
    assert minutes_typed(words) == expected


@given(st.text())
def test_whatever_is_typed_the_answer_is_a_number_in_latin_digits_or_none(words: str) -> None:
    taken = minutes_typed(words)
    assert taken is None or (taken.isascii() and 1 <= int(taken) <= 720)


@given(st.integers(1, 720), st.sampled_from([0x30, 0x660, 0x6F0, 0x966, 0xFF10]))
def test_a_number_means_the_same_in_every_script(minutes: int, zero: int) -> None:
    typed = "".join(chr(zero + int(digit)) for digit in str(minutes))
    taken = minutes_typed(typed)
    assert taken == str(minutes)
    assert minutes_typed(taken) == taken, "what is stored must fit again when the taps are replayed"
