"""What every dialogue gets for free: each path ends, each button fits, and it stands in the index."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.dialog import Choose, Dialog, Option, Place, Tap, Write, choose, replay
from bot.model import Contact, Membership, Question, Role, Shortcut
from bot.question import question
from handlers.dialogs import DIALOGS, card_options, language, log_contact, today
from tests.cast import MONDAY_NOON

TEAMS = (Membership(1, "Haarlem", Role.KEY_PERSON), Membership(2, "Utrecht", Role.KEY_PERSON))
LANGUAGES = language.Facts((Option("nl"), Option("ar")))
LOGGED = Contact(
    1, 1, MONDAY_NOON, MONDAY_NOON.date(), "phone_call", (Question("health"),), ("listened",), "none", id=7
)
UNDONE = replace(LOGGED, undone_at=MONDAY_NOON, id=8)
SHORTCUT = Shortcut("group_session", "money", "explained", "debt_help")
ZONE = ZoneInfo("Europe/Amsterdam")
FACTS: dict[str, tuple[Any, ...]] = {
    "join": (LANGUAGES,),
    "language": (LANGUAGES,),
    "log_contact": (log_contact.Facts(TEAMS[:1]), log_contact.Facts(TEAMS, (SHORTCUT,), {"gp": 12})),
    "card": tuple(card_options.Facts(one, MONDAY_NOON, ZONE, {}) for one in (LOGGED, UNDONE)),
    "today": (today.Facts((LOGGED, UNDONE)),),
}
WORDS = "25"


def taps_from(place: Place[Any]) -> Iterator[Tap]:
    """Everything that answers the open step."""
    if isinstance(place.step, Choose):
        offered = place.step.offer(place.scene)
        assert offered, f"{place.step.name} offers nothing after {place.scene.answers}"
        yield from (tap for option in offered if (tap := choose(place, option.id)) is not None)
    if isinstance(place.step, Write):
        assert place.step.check(WORDS) == WORDS
        yield {place.step.name: WORDS}


def places(dialog: Dialog[Any], facts: Any) -> Iterator[Place[Any]]:
    """Every place that differs in its open step or in what that step offers, the ends included."""
    waiting, seen = [replay(dialog, (), facts)], set()
    while waiting:
        place = waiting.pop()
        sign = (place.step and place.step.name, frozenset(place.scene.answers), _offered(place))
        if sign in seen:
            continue
        seen.add(sign)
        yield place
        waiting += [replay(dialog, (*place.taps, tap), facts) for tap in taps_from(place)]


def _offered(place: Place[Any]) -> tuple[str, ...]:
    return tuple(one.id for one in place.step.offer(place.scene)) if isinstance(place.step, Choose) else ()


CASES = [pytest.param(DIALOGS[name], facts, id=name) for name, known in FACTS.items() for facts in known]


def test_every_dialogue_of_the_index_is_walked() -> None:
    assert DIALOGS.keys() == FACTS.keys()
    assert all(name == dialog.name for name, dialog in DIALOGS.items())


@pytest.mark.parametrize(("dialog", "facts"), CASES)
def test_every_path_ends_and_every_answer_counts(dialog: Dialog[Any], facts: Any) -> None:
    met = list(places(dialog, facts))
    assert len(met) > 1
    assert any(place.step is None for place in met)
    for place in met:
        assert not place.cut, f"an offered answer did not count: {place.scene.answers}"
        assert len(place.taps) <= len(dialog.steps) + 1


@pytest.mark.parametrize(("dialog", "facts"), CASES)
def test_every_question_fits_telegrams_limits(dialog: Dialog[Any], facts: Any) -> None:
    asked = 0
    for place in places(dialog, facts):
        if place.step is None:
            continue
        asked += 1
        screen = question(dialog, place, "AAAAAAAA")
        buttons = [button for row in screen.buttons for button in row]
        assert all(len(button.data.encode()) <= 64 for button in buttons)
        assert len({button.data for button in buttons}) == len(buttons), (
            "two buttons of one question are the same"
        )
        assert len(buttons) <= 100
        assert all(1 <= len(row) <= 3 for row in screen.buttons)
    assert asked


@pytest.mark.parametrize(("dialog", "facts"), CASES)
def test_back_returns_to_the_question_before(dialog: Dialog[Any], facts: Any) -> None:
    for place in places(dialog, facts):
        if place.taps:
            before = replay(dialog, place.taps[:-1], facts)
            assert before.step is not None
            assert before.taps == place.taps[:-1]


@pytest.mark.parametrize("dialog", DIALOGS.values(), ids=DIALOGS.keys())
def test_no_dialogue_lies_open_for_ever(dialog: Dialog[Any]) -> None:
    assert timedelta() < dialog.lives <= timedelta(days=14)
