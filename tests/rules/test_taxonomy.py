"""The lists are the agreed ones: so many entries, each once, each label short enough for a button."""

from collections.abc import Sequence
from typing import Final

import pytest

from bot.taxonomy import TAXONOMY, Entry

LONGEST_LABEL: Final = 22
PROFILES: Final = {"education": 10, "money": 10, "dementia": 10, "fgm": 10}
DETAILS: Final = {
    "health": 10,
    "mental_health": 7,
    "family_school": 7,
    "money": 7,
    "work_participation": 6,
    "language_integration": 6,
    "housing": 6,
    "letters_admin": 6,
    "safety": 8,
    "other": 1,
}
LISTS: Final[dict[str, tuple[Sequence[Entry], int]]] = {
    "topics": (TAXONOMY.question_topics, 10),
    "kinds": (TAXONOMY.contact_kinds, 10),
    "roles": (TAXONOMY.roles, 8),
    "actions": (TAXONOMY.actions, 13),
    "partners": (TAXONOMY.partner_categories, 28),
    "outcomes": (TAXONOMY.referral_outcomes, 11),
    "signals": (TAXONOMY.signals, 12),
    **{f"details of {one.id}": (one.sub, DETAILS[one.id]) for one in TAXONOMY.question_topics},
    **{f"profile {name}": (entries, PROFILES[name]) for name, entries in TAXONOMY.profiles.items()},
}
BY_NAME = pytest.mark.parametrize("name", LISTS)


@BY_NAME
def test_a_list_is_as_long_as_agreed(name: str) -> None:
    entries, agreed = LISTS[name]
    assert len(entries) == agreed


@BY_NAME
def test_no_identifier_stands_twice_in_a_list(name: str) -> None:
    entries, _ = LISTS[name]
    assert len({one.id for one in entries}) == len(entries) > 0


@BY_NAME
def test_identifiers_fit_callback_data_and_text_keys(name: str) -> None:
    entries, _ = LISTS[name]
    assert [one.id for one in entries if not one.id.isascii() or not one.id.isidentifier()] == []


@BY_NAME
def test_labels_are_short_and_differ(name: str) -> None:
    entries, _ = LISTS[name]
    assert [one.nl for one in entries if not 1 <= len(one.nl) <= LONGEST_LABEL] == []
    assert len({one.nl for one in entries}) == len(entries)


def test_every_agreed_list_is_there() -> None:
    assert {one.id for one in TAXONOMY.question_topics} == set(DETAILS)
    assert set(TAXONOMY.profiles) == set(PROFILES)


def test_every_topic_and_kind_has_a_sign_of_its_own() -> None:
    for entries in (TAXONOMY.question_topics, TAXONOMY.contact_kinds):
        assert all(one.icon for one in entries)
        assert len({one.icon for one in entries}) == len(entries)


def test_every_profile_rolls_up_to_topics() -> None:
    topics = {one.id for one in TAXONOMY.question_topics}
    rolled = {entry.rolls_up_to for entries in TAXONOMY.profiles.values() for entry in entries}
    assert rolled
    assert rolled <= topics


@pytest.mark.parametrize("topic", DETAILS)
def test_the_partners_of_a_topic_are_known_categories_without_doubles(topic: str) -> None:
    listed = TAXONOMY.topic_partners[topic]
    known = {one.id for one in TAXONOMY.partner_categories} - {"none", "other"}
    assert 4 <= len(listed) == len(set(listed))
    assert set(listed) <= known


def test_partners_are_listed_for_the_topics_and_nothing_else() -> None:
    assert set(TAXONOMY.topic_partners) == set(DETAILS)


def test_only_not_needed_and_other_are_without_a_group() -> None:
    assert {one.id for one in TAXONOMY.partner_categories if not one.group} == {"none", "other"}
