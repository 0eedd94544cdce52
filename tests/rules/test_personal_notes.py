"""On two and a half thousand notes in seven languages the guard stays as good as it was measured to be."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.rules.personal_data import LONGEST, Kind, fits, found_in
from tests.bench.notes.measure import (
    HELD_OUT,
    LANGUAGES,
    TUNED,
    Note,
    looked_through,
    of_kind,
    stopped,
    table,
)

# Measured: 0.998 and 1.000 of what it was tuned on, 0.992 and 0.999 of what was held out.
RECALL, PRECISION = 0.98, 0.99
OF_A_KIND = 0.92
HALVES = pytest.mark.parametrize("half", [TUNED, HELD_OUT])


@pytest.fixture(scope="module")
def notes() -> Sequence[Note]:
    return looked_through()


@HALVES
def test_what_may_tell_who_somebody_is_is_stopped_and_the_rest_goes_through(
    notes: Sequence[Note], half: str
) -> None:
    score = stopped([one for one in notes if one.half == half])
    assert score.recall >= RECALL
    assert score.precision >= PRECISION


@HALVES
@pytest.mark.parametrize("kind", Kind)
def test_each_kind_is_found_and_called_what_it_is(notes: Sequence[Note], half: str, kind: Kind) -> None:
    score = of_kind([one for one in notes if one.half == half], kind.value)
    assert score.there >= 50, "too few to measure"
    assert score.recall >= OF_A_KIND
    assert score.precision >= OF_A_KIND


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_is_left_behind(notes: Sequence[Note], language: str) -> None:
    assert stopped([one for one in notes if one.language == language]).recall >= 0.97


def test_there_are_notes_enough_and_they_are_such_as_can_be_kept(notes: Sequence[Note]) -> None:
    assert len(notes) >= 2000
    assert sum(not one.kinds for one in notes) >= 300
    assert len({one.words for one in notes}) >= 0.9 * len(notes)
    assert all(fits(one.words) for one in notes), f"more than {LONGEST} signs"


def test_no_sentence_is_in_both_halves() -> None:
    for file in (Path(__file__).parents[1] / "bench" / "notes" / "material").glob("*.json"):
        for name, sentences in json.loads(file.read_text()).items():
            if "{x}" in sentences[0] or name == "harmless":
                assert not set(sentences[0::2]) & set(sentences[1::2]), f"{file.name}, {name}"


def test_the_table_has_a_row_for_each_kind_and_each_language(notes: Sequence[Note]) -> None:
    rows = list(table(notes))
    assert len(rows) == 2 + len(Kind) + 1 + len(LANGUAGES)
    assert all(re.search(r"( +[01]\.\d{3}){4}$", row) for row in rows[2:])


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "1.", "a.", "nul ", "2011 AB ", "20 maart ", "mevrouw van ", "NL1", "(", "a@", "O1"]
)
def test_a_text_of_any_length_is_looked_through_to_its_end(piece: str) -> None:
    """What took time by the square of its length would not be done here before the test is stopped."""
    assert found_in((piece * 10_000)[:10_000] + " en dan 06-12345678")[-1].words.endswith("06-12345678")
