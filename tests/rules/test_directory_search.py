"""Entries of the directory of services are found by words as people type them, the best first."""

import pytest

from bot.rules.directory import Partner
from bot.rules.directory_search import Labels, find
from bot.texts import Texts
from handlers.dialogs.directory_labels import labels_of

DEBTS = Partner("debt_help", "Geldloket Één", what="Hulp bij regelingen", languages=("ar", "ti"))
CHILDREN = Partner("childcare", "Kinderopvang De Vlinder", for_whom="Jonge kinderen")
PERMITS = Partner("permit_ind", "IND-loket", address="Kinderdijk 4")
DOCTOR = Partner("gp", "Praktijk Kruis", contact_name="Mevrouw Øster")
LIBRARY = Partner("library_ido", "مكتبة المدينة", how_to_refer="Bel 023 512 3456")
ALL = (DEBTS, CHILDREN, PERMITS, DOCTOR, LIBRARY)


@pytest.fixture(scope="module")
def labels() -> Labels:
    return labels_of(Texts.load())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("debts", [DEBTS], id="the example of the question"),
        pytest.param(
            "SCHULDEN", [DEBTS], id="and the Dutch one: a detail of a topic that the kind of help fits"
        ),
        pytest.param("الديون", [DEBTS], id="in Arabic"),
        pytest.param("arabisch", [DEBTS], id="a language in Dutch"),
        pytest.param("العربية", [DEBTS], id="a language in itself"),
        pytest.param("huisarts", [DOCTOR], id="a kind of help in a language that is not hers"),
        pytest.param("Doctor", [DOCTOR], id="in English"),
        pytest.param("huisartsen", [DOCTOR], id="more than one of them"),
        pytest.param("oster", [DOCTOR], id="a name of somebody without its stroke"),
        pytest.param("مَكتَبه", [LIBRARY], id="with marks and another last letter"),
        pytest.param("مدينة", [LIBRARY], id="without the article"),
        pytest.param("geld een", [DEBTS], id="two words in any order"),
        pytest.param("geld en een", [DEBTS], id="a small word beside others"),
        pytest.param("geld vlinder", [], id="one word that is not there"),
        pytest.param("piano", [], id="nothing"),
        pytest.param("***", [], id="no word at all"),
    ],
)
def test_a_word_finds_what_it_means(labels: Labels, typed: str, expected: list[Partner]) -> None:
    assert [ALL[at] for at in find(ALL, typed, labels)][: len(expected) or None] == expected


def test_a_short_word_is_no_part_of_another_one(labels: Labels) -> None:
    first, *rest = [ALL[at] for at in find(ALL, "ind", labels)]
    assert first == PERMITS
    assert CHILDREN not in rest


def test_a_name_counts_most_and_the_beginning_of_a_word_more_than_its_middle(labels: Labels) -> None:
    """Kinderdijk is where they are; that the other one is for children stands in its name."""
    first, second, *_ = (ALL[at] for at in find(ALL, "kinder", labels))
    assert (first, second) == (CHILDREN, PERMITS)
    middle = Partner("welfare", "Peuterkinderen")
    assert find((PERMITS, middle, CHILDREN), "kinder", labels) == [2, 1, 0]


def test_what_only_fits_the_topic_comes_last(labels: Labels) -> None:
    named = Partner("ggd", "Schuldenlab")
    assert find((DEBTS, named), "schulden", labels) == [1, 0]


@pytest.mark.parametrize("typed", ["iets", "anders", "something"])
def test_the_topic_for_everything_else_finds_nothing(labels: Labels, typed: str) -> None:
    assert find((Partner("welfare", "Buurthuis"),), typed, labels) == []
