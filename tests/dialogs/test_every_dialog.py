"""What every dialogue gets for free: each path ends, each button fits, and it stands in the index."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from bot.dialog import Choose, Dialog, Place, Tap, Write, choose, write
from bot.question import question
from handlers.dialogs import DIALOGS
from tests.rules import walks
from tests.rules.stage import Stage

CASES = [pytest.param(stage, id=stage.name) for stage in walks.stages()]


def taps_from(stage: Stage, place: Place[Any]) -> Iterator[Tap]:
    """Everything that answers the open step."""
    if isinstance(place.step, Choose):
        offered = place.step.offer(place.scene)
        assert offered, f"{place.step.name} offers nothing after {place.scene.answers}"
        yield from (tap for option in offered if (tap := choose(place, option.id)) is not None)
    if isinstance(place.step, Write):
        typed = write(place, stage.words.get(place.step.name, walks.WORDS))
        assert typed, f"{place.step.name} does not take the words of this stage"
        yield typed


def places(stage: Stage) -> Iterator[Place[Any]]:
    """Every place that differs in its open step or in what that step offers, the ends included."""
    waiting, seen = [stage.place(())], set()
    while waiting:
        place = waiting.pop()
        sign = (place.step and place.step.name, frozenset(place.scene.answers), _offered(place))
        if sign in seen:
            continue
        seen.add(sign)
        yield place
        waiting += [stage.place((*place.taps, tap)) for tap in taps_from(stage, place)]


def _offered(place: Place[Any]) -> tuple[str, ...]:
    return tuple(one.id for one in place.step.offer(place.scene)) if isinstance(place.step, Choose) else ()


def test_every_dialogue_of_the_index_is_walked() -> None:
    assert DIALOGS.keys() == {stage.dialog.name for stage in walks.stages()}
    assert all(name == dialog.name for name, dialog in DIALOGS.items())


@pytest.mark.parametrize("stage", CASES)
def test_every_path_ends_and_every_answer_counts(stage: Stage) -> None:
    met = list(places(stage))
    assert len(met) > 1
    assert any(place.step is None for place in met)
    for place in met:
        assert not place.cut, f"an offered answer did not count: {place.scene.answers}"
        assert len(place.taps) <= len(stage.dialog.steps) + 1


@pytest.mark.parametrize("stage", CASES)
def test_every_question_fits_telegrams_limits(stage: Stage) -> None:
    asked = 0
    for place in places(stage):
        if place.step is None:
            continue
        asked += 1
        screen = question(stage.dialog, place, "AAAAAAAA")
        buttons = [button for row in screen.buttons for button in row]
        assert all(len(button.data.encode()) <= 64 for button in buttons)
        assert len({button.data for button in buttons}) == len(buttons), (
            "two buttons of one question are the same"
        )
        assert len(buttons) <= 100
        assert all(1 <= len(row) <= 3 for row in screen.buttons)
    assert asked


@pytest.mark.parametrize("stage", CASES)
def test_back_returns_to_the_question_before(stage: Stage) -> None:
    for place in places(stage):
        if place.taps:
            before = stage.place(place.taps[:-1])
            assert before.step is not None
            assert before.taps == place.taps[:-1]


@pytest.mark.parametrize("dialog", DIALOGS.values(), ids=DIALOGS.keys())
def test_no_dialogue_lies_open_for_ever(dialog: Dialog[Any]) -> None:
    assert timedelta() < dialog.lives <= timedelta(days=14)
