"""Callback data taken apart, and the open step drawn as a screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialog import Choose, Dialog, Option, Place, Scene, Write
from bot.question import BACK, FRESH, LATER, MORE, SOS, alarms, parse, question
from bot.screen import Screen, Text
from tests.rules.plays import dialog_of

NONCE = "abcd-_78"
LONGEST = "o" * 54


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(f"{NONCE}:money", (NONCE, "money"), id="an option"),
        pytest.param(f"{NONCE}:money.debts", (NONCE, "money.debts"), id="a detail"),
        pytest.param(f"{NONCE}:safety!", (NONCE, "safety"), id="an alarming one, without its sign"),
        pytest.param(f"{NONCE}:{BACK}", (NONCE, BACK), id="back"),
        pytest.param(f"{NONCE}:{LONGEST}!", (NONCE, LONGEST), id="the longest"),
        pytest.param(f"{NONCE}:{LONGEST}o", None, id="one too long"),
        pytest.param(f"{NONCE}:2026-11-20", (NONCE, "2026-11-20"), id="a day"),
        pytest.param(SOS, None, id="help belongs to no question"),
        pytest.param("", None, id="nothing"),
        pytest.param(NONCE, None, id="no option"),
        pytest.param(f"{NONCE}:", None, id="an empty option"),
        pytest.param(f"{NONCE}:!", None, id="only the sign"),
        pytest.param(f"{NONCE}:money!!", None, id="two signs"),
        pytest.param(f"{NONCE[1:]}:money", None, id="a short nonce"),
        pytest.param(f"{NONCE}x:money", None, id="a long nonce"),
        pytest.param(f"{NONCE}:money\n", None, id="a line break at the end"),
        pytest.param(f" {NONCE}:money", None, id="a space in front"),
        pytest.param(f"{NONCE}:мoney", None, id="a Cyrillic letter"),
        pytest.param(f"{NONCE}:a:b", None, id="a colon too many"),
        pytest.param(f"{NONCE}:a b", None, id="a space within"),
    ],
)
def test_callback_data_is_taken_apart_or_refused(data: str, expected: tuple[str, str] | None) -> None:
    assert parse(data) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(SOS, True, id="the help button"),
        pytest.param(f"{NONCE}:safety!", True, id="an alarming option"),
        pytest.param(f"{NONCE}:safety", False, id="the same without its sign"),
        pytest.param("hello!", False, id="what no button of ours says"),
        pytest.param(f"{SOS}!", False, id="nearly help"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_which_data_calls_for_the_safety_card(data: str, expected: bool) -> None:
    assert alarms(data) is expected


@given(st.binary(max_size=80))
def test_no_bytes_break_it(raw: bytes) -> None:
    for data in (raw.decode("latin-1"), raw.decode(errors="replace"), raw.decode(errors="surrogateescape")):
        parsed = parse(data)
        assert parsed is None or data.rstrip("!") == ":".join(parsed)
        assert not alarms(data) or data == SOS or data.endswith("!")


@given(
    st.from_regex(r"[A-Za-z0-9_-]{8}", fullmatch=True),
    st.from_regex(r"[a-z0-9_.@-]{1,54}", fullmatch=True),
    st.booleans(),
)
def test_what_a_button_may_hold_comes_back(nonce: str, option: str, alarm: bool) -> None:
    data = f"{nonce}:{option}{'!' if alarm else ''}"
    assert len(data.encode()) <= 64
    assert parse(data) == (nonce, option)
    assert alarms(data) is alarm


def drawn(
    *options: Option, view: str = "", taps: tuple[dict[str, str], ...] = (), pausable: bool = False
) -> Screen:
    step = Choose[None]("one", lambda _: options, first=lambda _: 3)
    dialog = dialog_of(step, pausable=pausable)
    return question(dialog, Place(step, Scene({}, None), taps), NONCE, view=view)


def rows(screen: Screen) -> list[list[str]]:
    return [[button.data.removeprefix(f"{NONCE}:") for button in row] for row in screen.buttons]


A, B, C, D, WIDE = Option("a"), Option("b"), Option("c"), Option("d"), Option("w", wide=True)


@pytest.mark.parametrize(
    ("options", "view", "expected"),
    [
        pytest.param((A, B, C), "", [["a", "b"], ["c"]], id="two in a row"),
        pytest.param((A, B, C, D), "", [["a", "b"], ["c"], [MORE]], id="the fourth stands behind more"),
        pytest.param((A, B, C, D), MORE, [["a", "b"], ["c", "d"]], id="more shows all"),
        pytest.param((A, WIDE, B), "", [["a"], ["w"], ["b"]], id="a wide one has its own row"),
        pytest.param((WIDE, A, B), "", [["w"], ["a", "b"]], id="also in front"),
        pytest.param((A,), FRESH, [["a"], [FRESH]], id="a new start is offered below"),
    ],
)
def test_buttons_stand_in_rows(options: tuple[Option, ...], view: str, expected: list[list[str]]) -> None:
    assert rows(drawn(*options, view=view)) == [*expected, [SOS]]


@pytest.mark.parametrize(
    ("taps", "pausable", "ways"),
    [
        pytest.param((), False, [SOS], id="first question: only help"),
        pytest.param(({"zero": "a"},), False, [BACK, SOS], id="later: back"),
        pytest.param((), True, [LATER, SOS], id="what may wait can be put off"),
        pytest.param(({"zero": "a"},), True, [BACK, LATER, SOS], id="both"),
    ],
)
def test_the_ways_out(taps: tuple[dict[str, str], ...], pausable: bool, ways: list[str]) -> None:
    assert rows(drawn(A, taps=taps, pausable=pausable))[-1] == ways


def test_a_chosen_option_shows_a_check_instead_of_its_sign() -> None:
    [[marked, plain], *_] = drawn(Option("a", icon="🩺", marked=True), Option("b", icon="💶")).buttons
    assert (marked.label.icon, plain.label.icon) == ("✅", "💶")


def test_labels_and_the_question_are_keys_of_dialogue_and_step() -> None:
    screen = drawn(A, Option("b", Text(key="other.label")))
    assert [one.key for one in screen.lines] == ["play.one.ask"]
    assert [button.label.key for button in screen.buttons[0]] == ["play.one.option.a", "other.label"]


def test_a_notice_and_the_head_stand_before_the_question() -> None:
    step = Write[None]("words", lambda words, _: words)
    dialog = dialog_of(step, head=lambda _: (Text(key="head"),))
    screen = question(dialog, Place(step, Scene({}, None)), NONCE, notice=Text(key="notice"))
    assert [one.key for one in screen.lines] == ["notice", "head", "play.words.ask"]
    assert rows(screen) == [[SOS]]


def test_without_an_open_step_there_is_nothing_to_draw() -> None:
    dialog: Dialog[None] = dialog_of()
    with pytest.raises(ValueError, match="no step"):
        question(dialog, Place(None, Scene({}, None)), NONCE)
