"""Every button of every dialogue: its data fits Telegram and comes back as what was meant."""

import secrets

import pytest

from bot.dialog import Choose, Place
from bot.question import SOS, alarms, parse, question
from bot.rules.contacts import alarming
from bot.screen import Button
from handlers.dialogs import DIALOGS
from tests.rules import walks
from tests.rules.stage import Stage

TELEGRAM_BYTES = 64
TELEGRAM_BUTTONS, TELEGRAM_COLUMNS = 100, 8


def test_the_walk_opens_every_step_of_every_dialogue() -> None:
    opened = {(stage.dialog.name, place.step.name) for stage, place in walks.places() if place.step}
    assert opened == {(dialog.name, step.name) for dialog in DIALOGS.values() for step in dialog.questions}
    assert len(walks.places()) > 500


def test_the_data_of_every_button_fits_telegram() -> None:
    longest = max((button.data for button in walks.buttons()), key=lambda data: len(data.encode()))
    assert 40 < len(longest.encode()) <= TELEGRAM_BYTES, longest


def test_every_button_comes_back_as_nonce_and_option() -> None:
    data = {button.data for button in walks.buttons()} - {SOS}
    assert len(data) > 150
    assert [one for one in data if (parsed := parse(one)) is None or parsed[0] != walks.NONCE] == []


def test_a_nonce_always_has_the_length_that_is_parsed() -> None:
    assert {len(secrets.token_urlsafe(6)) for _ in range(1000)} == {len(walks.NONCE)} == {8}


def _options(stage: Stage, place: Place[object]) -> list[str]:
    assert isinstance(place.step, Choose)
    return [option.id for option in place.step.offer(place.scene)]


def test_no_question_has_two_buttons_for_the_same_option() -> None:
    asked = [(stage, place) for stage, place in walks.places() if isinstance(place.step, Choose)]
    assert asked
    doubled = [
        (stage.name, place.step)
        for stage, place in asked
        if len(set(_options(stage, place))) != len(_options(stage, place))
    ]
    assert doubled == []


def test_every_screen_has_buttons_telegram_takes() -> None:
    assert walks.screens()
    for name, screen in walks.screens():
        assert sum(map(len, screen.buttons)) <= TELEGRAM_BUTTONS, name
        assert all(1 <= len(row) <= TELEGRAM_COLUMNS for row in screen.buttons), name


def test_help_is_on_every_question_and_never_on_what_only_lies_there() -> None:
    for stage, place in walks.places():
        resting = isinstance(place.step, Choose) and place.step.resting
        screen = question(stage.dialog, place, walks.NONCE)
        helps = [button for row in screen.buttons for button in row if button.data == SOS]
        assert [button.danger for button in helps] == ([] if resting else [True]), stage.name


def _is_alarming(button: Button) -> bool:
    parts = button.label.key.split(".")
    match parts:
        case ["topic", topic]:
            return alarming(topic)
        case ["detail", topic, detail]:
            return alarming(topic, detail)
        case ["log_contact", "doctor_now"]:
            return True
    return button.data == SOS


@pytest.mark.parametrize("dialog", ["log_contact", "card"])
def test_exactly_the_alarming_topics_and_details_bring_the_safety_card(dialog: str) -> None:
    seen = {
        (button.label.key, alarms(button.data), _is_alarming(button))
        for stage, place in walks.places()
        if stage.dialog.name == dialog
        for row in question(stage.dialog, place, walks.NONCE).buttons
        for button in row
    }
    assert {key for key, _, meant in seen if meant} >= {
        "topic.safety",
        "detail.mental_health.suicidal_thoughts",
    }
    assert {key for key, told, meant in seen if told is not meant} == set()
