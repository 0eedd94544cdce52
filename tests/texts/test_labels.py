"""What stands on buttons and in menus: short, agreed, and told apart."""

import re
from functools import cache

import pytest

from bot.menu import STRANGERS
from bot.screen import Text
from bot.taxonomy import TAXONOMY
from bot.texts import KEYBOARD_COMMANDS, Texts
from handlers.commands import COMMANDS
from handlers.dialogs.join import PROMISES
from tests.rules import walks
from tests.texts.catalogues import by_key, languages
from tests.texts.used import SETTINGS_TOLD

LANGUAGE = pytest.mark.parametrize("language", languages())
LONGEST_LABEL, LONGEST_DESCRIPTION, LONGEST_TOAST = 24, 256, 200
# These hold values, or stand alone in a row.
LONGER = {
    "hours.share_team": 150,
    "log_contact.shortcut": 80,
    "language.name_unreviewed": 60,
    "language.name": 30,
    "common.name": 130,
    "meeting.at": 48,
    "meeting.kind.peer_supervision": 40,
    "meeting.kind.plan_review": 40,
}
QUOTED = re.compile(r"[“«„”]([^“”«»„‟]+)[”»“‟]|\"([^\"]+)\"")


@cache
def button_keys() -> frozenset[str]:
    """Every key that a button of a dialogue shows."""
    return frozenset(button.label.key for button in walks.buttons())


def test_the_dialogues_show_the_buttons_of_every_list() -> None:
    groups = {key.split(".")[0] for key in button_keys()}
    assert groups >= {
        "kind",
        "topic",
        "detail",
        "action",
        "partner",
        "role",
        "attendance",
        "common",
        "card",
        "today",
        "join",
    }
    assert set(LONGER) <= button_keys() | {"language.name"}, "an exception that is no button is none"


@LANGUAGE
def test_labels_are_short_enough_for_a_small_phone(language: str) -> None:
    shown = [key for key in button_keys() if key not in LONGER] + [
        f"keyboard.{one}" for one in KEYBOARD_COMMANDS
    ]
    catalogue = by_key("bot", language)
    hidden = [
        key for key in catalogue if re.match(r"(kind|topic|detail|action|partner|role|attendance)\.", key)
    ]
    forms = {form: key for key in {*shown, *hidden} for form in catalogue[key].forms}
    assert {key: form for form, key in forms.items() if len(form) > LONGEST_LABEL} == {}


@LANGUAGE
def test_labels_with_values_stay_within_what_was_granted_them(language: str) -> None:
    long = {button.label.key: len(walks.texts().plain(language, button.label)) for button in walks.buttons()}
    assert {key: length for key, length in long.items() if length > LONGER.get(key, LONGEST_LABEL + 8)} == {}


LISTS = {
    "kind": TAXONOMY.contact_kinds,
    "topic": TAXONOMY.question_topics,
    "action": TAXONOMY.actions,
    "role": TAXONOMY.roles,
    "partner": TAXONOMY.partner_categories,
    "outcome_of": TAXONOMY.referral_outcomes,
    **{f"detail.{topic.id}": topic.sub for topic in TAXONOMY.question_topics},
}


@pytest.mark.parametrize("name", LISTS)
def test_dutch_labels_are_the_agreed_ones(name: str) -> None:
    dutch = by_key("bot", "nl")
    agreed = {f"{name}.{one.id}": one.nl for one in LISTS[name]}
    assert {key: dutch[key].forms[0] for key in agreed} == agreed
    assert {
        key for key in dutch if key.startswith(f"{name}.") and key.count(".") == name.count(".") + 1
    } == set(agreed)


@LANGUAGE
@pytest.mark.parametrize("name", LISTS)
def test_no_two_labels_of_a_list_read_the_same(language: str, name: str) -> None:
    catalogue = by_key("bot", language)
    labels = [catalogue[f"{name}.{one.id}"].forms[0] for one in LISTS[name]]
    assert len(set(labels)) == len(labels) > 0


@LANGUAGE
def test_commands_have_names_and_descriptions_that_telegram_takes(language: str) -> None:
    described = {
        key.removeprefix("command."): one.forms[0]
        for key, one in by_key("bot", language).items()
        if key.startswith("command.")
    }
    assert set(described) == {*COMMANDS, *STRANGERS}
    assert [name for name in described if not re.fullmatch(r"[a-z0-9_]{1,32}", name)] == []
    assert [name for name, text in described.items() if not 1 <= len(text) <= LONGEST_DESCRIPTION] == []


@LANGUAGE
def test_commands_named_in_a_text_exist(language: str) -> None:
    named = {
        (key, command)
        for key, one in by_key("bot", language).items()
        for form in one.forms
        for command in re.findall(r"(?<![\w<])/(\w+)", form)
    }
    known = {*COMMANDS, *STRANGERS}
    assert len(named) > 10
    assert {(key, command) for key, command in named if command not in known} == set()


@LANGUAGE
def test_a_translation_names_the_commands_that_english_names(language: str) -> None:
    def named(text: str) -> list[str]:
        return sorted(one for one in re.findall(r"(?<![\w<])/([a-z]+)", text) if one in COMMANDS)

    source = by_key("bot", "en")
    assert {
        key
        for key, one in by_key("bot", language).items()
        if named(one.forms[0]) != named(source[key].forms[0])
    } == set()


def test_a_lasting_button_means_one_command_in_whatever_language() -> None:
    texts = Texts.load()
    labels = {
        (texts.plain(language, Text(key=f"keyboard.{command}")), command)
        for language in languages()
        for command in KEYBOARD_COMMANDS
    }
    assert len({label for label, _ in labels}) == len(labels) >= len(KEYBOARD_COMMANDS)
    assert {texts.command_of(f" {label}\n") == command for label, command in labels} == {True}


def _quoted(text: str) -> list[str]:
    return [one or other for one, other in QUOTED.findall(text)]


@LANGUAGE
def test_a_text_that_quotes_a_lasting_button_quotes_it_exactly(language: str) -> None:
    catalogue, source = by_key("bot", language), by_key("bot", "en")
    lasting = {
        source[f"keyboard.{one}"].forms[0]: catalogue[f"keyboard.{one}"].forms[0] for one in KEYBOARD_COMMANDS
    }
    quotes = {key: _quoted(one.forms[0]) for key, one in source.items() if _quoted(one.forms[0])}
    assert quotes["join.welcome.key_person"] == [source["keyboard.contact"].forms[0]]
    assert {key: _quoted(catalogue[key].forms[0]) for key in quotes} == {
        key: [lasting[label] for label in labels] for key, labels in quotes.items()
    }


@LANGUAGE
def test_nothing_else_is_quoted(language: str) -> None:
    source = by_key("bot", "en")
    assert {
        key
        for key, one in by_key("bot", language).items()
        if _quoted(one.forms[0]) and not _quoted(source[key].forms[0])
    } == set()


@LANGUAGE
def test_what_is_promised_on_joining_is_six_lines(language: str) -> None:
    lines = [by_key("bot", language)[f"join.{one}"].forms[0] for one in PROMISES]
    assert len(lines) == 6
    assert [line for line in lines if "\n" in line] == []


@LANGUAGE
def test_numbers_to_call_are_values_and_never_text(language: str) -> None:
    safety = {key: one.forms[0] for key, one in by_key("bot", language).items() if key.startswith("safety.")}
    assert len(safety) >= 5
    assert {key for key, text in safety.items() if any(one.isdigit() for one in text)} == set()


@LANGUAGE
@pytest.mark.parametrize(
    "key", ["common.old_button", "card.topics.full", *(f"settings.told.{one}" for one in SETTINGS_TOLD)]
)
def test_notes_over_the_screen_fit(language: str, key: str) -> None:
    assert len(by_key("bot", language)[key].forms[0]) <= LONGEST_TOAST
