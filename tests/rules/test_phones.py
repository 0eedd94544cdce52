"""Phone numbers typed by hand, in whatever form people have them at hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.phones import phone_typed

LONGEST = 24  # what the column holds


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("023 512 3456", "023 512 3456", id="as it is written"),
        pytest.param("0235123456", "023 512 3456", id="in one piece"),
        pytest.param("(023) 512 34 56", "023 512 3456", id="with brackets"),
        pytest.param("023-5123456", "023 512 3456", id="with a hyphen"),
        pytest.param("023–5123456", "023 512 3456", id="with a dash"),
        pytest.param("+31 23 512 3456", "023 512 3456", id="international"),
        pytest.param("0031 23 5123456", "023 512 3456", id="international with zeros"),
        pytest.param("06-12345678", "06 12345678", id="mobile"),
        pytest.param("٠٢٣٥١٢٣٤٥٦", "023 512 3456", id="in Arabic digits"),
        pytest.param("\u202a023 512 3456\u202c\n", "023 512 3456", id="pasted with hidden signs"),
        pytest.param("0900-8844", "0900 8844", id="a paid number"),
        pytest.param("0900 1234567", "0900 1234567", id="a long paid number"),
        pytest.param("0800-0113", "0800 0113", id="a free number"),
        pytest.param("088 123 4567", "088 123 4567", id="a number without a place"),
        pytest.param("14 023", "14 023", id="a municipality"),
        pytest.param("14023", "14 023", id="a municipality in one piece"),
        pytest.param("14 0229", "14 0229", id="a municipality with a long code"),
        pytest.param("112", "112", id="the emergency number"),
        pytest.param("116 111", "116111", id="a European number"),
        pytest.param("", None, id="nothing"),
        pytest.param("ask Vera", None, id="words"),
        pytest.param("023 512", None, id="too short"),
        pytest.param("023 512 3456 7", None, id="too long"),
        pytest.param("0112", None, id="a short number with a zero before it"),
        pytest.param("+31112", None, id="a short number from abroad"),
        pytest.param("0900-FLOWERS", None, id="letters for digits"),
        pytest.param("023 512 3456 ext 5", None, id="an extension, which no tap would dial"),
        pytest.param("020-1234567;0612345678", None, id="two numbers"),
        pytest.param("020 123 4567 / 06 12345678", None, id="two numbers with a slash"),
        pytest.param("+32 2 555 12 12", None, id="another country"),
        pytest.param("+", None, id="only a plus"),
        pytest.param("0" * 101, None, id="far too much"),
    ],
)
def test_a_typed_number_is_kept_as_it_is_written_nationally(words: str, expected: str | None) -> None:
    assert phone_typed(words) == expected


@given(st.text(alphabet="0123456789+ -()", max_size=20))
def test_what_is_kept_comes_out_again_as_it_went_in(words: str) -> None:
    kept = phone_typed(words)
    assert kept is None or (phone_typed(kept) == kept and len(kept) <= LONGEST)


@given(st.sampled_from(("023", "06", "0900", "0800", "088", "14 0", "")), st.integers(0, 99_999_999))
def test_what_looks_like_a_number_comes_out_again_as_it_went_in(start: str, rest: int) -> None:
    kept = phone_typed(f"{start}{rest}")
    assert kept is None or (phone_typed(kept) == kept and len(kept) <= LONGEST)


@given(st.text(max_size=40))
def test_whatever_is_typed_nothing_breaks(words: str) -> None:
    phone_typed(words)
