"""Drafts of any release, replayed in this one: a dialogue never breaks on what it no longer understands."""

from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialog import Choose, Place, Tap, Write, choose, write
from handlers.dialogs import DIALOGS
from tests.rules import walks
from tests.rules.stage import Stage

ONE_OF_EACH: Final = {stage.dialog.name: stage for stage in reversed(walks.stages())}
TAPS: Final = st.lists(st.dictionaries(st.text(max_size=6), st.text(max_size=6), max_size=3), max_size=5)


def _paths(name: str) -> list[tuple[Any, ...]]:
    return [place.taps for stage, place in walks.places() if stage is ONE_OF_EACH[name]]


def test_every_dialogue_is_tried() -> None:
    assert set(ONE_OF_EACH) == set(DIALOGS)
    assert all(_paths(name) for name in DIALOGS)


@pytest.mark.parametrize("name", sorted(DIALOGS))
@given(taps=TAPS)
@settings(deadline=None, max_examples=25)
def test_taps_nobody_made_end_the_replay(name: str, taps: list[dict[str, str]]) -> None:
    place = ONE_OF_EACH[name].place(taps)
    assert list(place.taps) == taps[: len(place.taps)]
    assert place.cut is (len(place.taps) < len(taps))


@pytest.mark.parametrize("name", sorted(DIALOGS))
@given(data=st.data())
@settings(deadline=None, max_examples=25)
def test_an_option_that_is_gone_ends_the_replay_just_before_it(name: str, data: st.DataObject) -> None:
    taps = list(data.draw(st.sampled_from(_paths(name))))
    at = data.draw(st.integers(0, len(taps)))
    changed = [
        *taps[:at],
        dict.fromkeys(taps[at] if at < len(taps) else {"gone": ""}, " "),
        *taps[at + 1 :],
    ]
    place = ONE_OF_EACH[name].place(changed)
    assert (list(place.taps), place.cut) == (taps[:at], True)
    assert place.step is not None


def _offered(stage: Stage, place: Place[Any]) -> list[Tap | None]:
    if isinstance(place.step, Choose):
        return [choose(place, option.id) for option in place.step.offer(place.scene)]
    assert isinstance(place.step, Write)
    return [write(place, stage.words.get(place.step.name, walks.WORDS))]


def test_back_leads_on_every_path_to_the_question_that_was_answered_last() -> None:
    paths = [(stage, place.taps) for stage, place in walks.places() if place.taps]
    assert len({stage.dialog.name for stage, _ in paths}) >= 3
    for stage, taps in paths:
        before = stage.place(taps[:-1])
        assert not before.cut
        assert taps[-1] in _offered(stage, before)


OUT_OF_ORDER = [
    pytest.param("log_contact", {"detail": "safety.fgm_risk"}, id="the detail before its topic"),
    pytest.param("log_contact", {"action": "explained"}, id="the action before the topic"),
    pytest.param("log_contact", {"referral": "gp"}, id="the partner before the topic"),
]


@pytest.mark.parametrize(("name", "tap"), OUT_OF_ORDER)
def test_an_answer_to_a_question_that_has_moved_ends_the_replay(name: str, tap: dict[str, str]) -> None:
    place = ONE_OF_EACH[name].place([tap])
    assert (place.taps, place.cut) == ((), True)
