"""The walk through a table of steps: taps in, the open step out."""

from collections.abc import Mapping, Sequence
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialog import Choose, Option, Place, Scene, Write, choose, replay, write
from tests.rules.plays import dialog_of

DRINKS: Final = (
    Option("tea"),
    Option("coffee"),
    Option("usual", sets={"drink": "coffee", "milk": "yes"}),
    Option("water", sets={}),
)
PLAY: Final = dialog_of(
    Choose("drink", lambda _: DRINKS[:2] if _.answers else DRINKS),
    Choose(
        "milk", lambda _: (Option("yes"), Option("no")), when=lambda scene: scene.answers["drink"] == "coffee"
    ),
    Write("cups", lambda words, _: words.strip() if words.strip().isdecimal() else None),
)
Taps = Sequence[Mapping[str, str]]


def at(*taps: Mapping[str, str]) -> Place[None]:
    return replay(PLAY, taps, None)


def open_at(place: Place[None]) -> str | None:
    return place.step.name if place.step else None


TEA, COFFEE, MILK, TWO = {"drink": "tea"}, {"drink": "coffee"}, {"milk": "yes"}, {"cups": "2"}


@pytest.mark.parametrize(
    ("taps", "step", "kept", "cut"),
    [
        pytest.param((), "drink", 0, False, id="nothing yet: the first step"),
        pytest.param((COFFEE,), "milk", 1, False, id="a step that applies"),
        pytest.param((TEA,), "cups", 1, False, id="a step that does not apply is passed over"),
        pytest.param((TEA, TWO), None, 2, False, id="the end"),
        pytest.param((COFFEE, MILK, TWO), None, 3, False, id="the end, the long way"),
        pytest.param(({"drink": "coffee", "milk": "yes"},), "cups", 1, False, id="one tap that answers two"),
        pytest.param(({"drink": "wine"},), "drink", 0, True, id="an option that is gone"),
        pytest.param((COFFEE, {"milk": "oat"}, TWO), "milk", 1, True, id="it ends there, whatever follows"),
        pytest.param((COFFEE, {"sugar": "no"}), "milk", 1, True, id="a step that is gone"),
        pytest.param(({"drink": "coffee", "milk": "oat"},), "drink", 0, True, id="half known is not known"),
        pytest.param((TEA, {"cups": "many"}), "cups", 1, True, id="words that no longer fit"),
        pytest.param(
            (TEA, {"cups": " 2 "}), "cups", 1, True, id="words that would be stored differently now"
        ),
        pytest.param((TEA, TWO, MILK), None, 2, True, id="more taps than there are questions"),
    ],
)
def test_replaying_the_taps_gives_the_open_step(taps: Taps, step: str | None, kept: int, cut: bool) -> None:
    place = replay(PLAY, taps, None)
    assert (open_at(place), place.taps, place.cut) == (step, tuple(taps[:kept]), cut)
    assert place.scene.answers == {name: value for tap in taps[:kept] for name, value in tap.items()}


@pytest.mark.parametrize(
    ("taps", "option", "expected"),
    [
        pytest.param((), "tea", TEA, id="an option sets its step"),
        pytest.param((), "usual", {"drink": "coffee", "milk": "yes"}, id="unless it says what it sets"),
        pytest.param((), "water", {}, id="even nothing"),
        pytest.param((), "wine", None, id="no such button"),
        pytest.param((), "yes", None, id="a button of a later step"),
        pytest.param((COFFEE,), "coffee", None, id="a button of an earlier step"),
        pytest.param((TEA,), "2", None, id="the open step wants words"),
        pytest.param((TEA, TWO), "tea", None, id="nothing is open"),
    ],
)
def test_what_a_button_sets(taps: Taps, option: str, expected: Mapping[str, str] | None) -> None:
    assert choose(replay(PLAY, taps, None), option) == expected


@pytest.mark.parametrize(
    ("taps", "words", "expected"),
    [
        pytest.param((TEA,), "2", TWO, id="words that fit"),
        pytest.param((TEA,), " 2 ", TWO, id="as they are stored"),
        pytest.param((TEA,), "many", None, id="words that do not"),
        pytest.param((), "tea", None, id="the open step has buttons"),
        pytest.param((TEA, TWO), "2", None, id="nothing is open"),
    ],
)
def test_what_words_set(taps: Taps, words: str, expected: Mapping[str, str] | None) -> None:
    assert write(replay(PLAY, taps, None), words) == expected


@pytest.mark.parametrize("taps", [(COFFEE, MILK, TWO), ({"drink": "coffee", "milk": "yes"}, TWO), (TEA, TWO)])
def test_back_is_the_taps_without_the_last(taps: Taps) -> None:
    seen = [open_at(replay(PLAY, taps[:number], None)) for number in range(len(taps) + 1)]
    assert len(set(seen)) == len(seen)
    assert not any(replay(PLAY, taps[:number], None).cut for number in range(len(taps) + 1))


def test_after_back_a_shortcut_is_undone_whole() -> None:
    [usual] = [choose(at(), "usual")]
    assert usual is not None
    assert open_at(at(usual)) == "cups"
    assert at(*at(usual).taps[:-1]).scene == Scene({}, None)


NAMES = st.sampled_from(["drink", "milk", "cups"]) | st.text(max_size=5)
VALUES = st.sampled_from(["tea", "coffee", "yes", "no", "2"]) | st.text(max_size=5)


@given(st.lists(st.dictionaries(NAMES, VALUES, max_size=3), max_size=6))
def test_no_taps_break_the_replay_and_what_counts_is_a_prefix(taps: list[dict[str, str]]) -> None:
    place = replay(PLAY, taps, None)
    assert list(place.taps) == taps[: len(place.taps)]
    assert place.cut is (len(place.taps) < len(taps))
    again = replay(PLAY, place.taps, None)
    assert (again.step, again.scene, again.taps, again.cut) == (place.step, place.scene, place.taps, False)
