"""How much of what may identify somebody the guard finds, and how much of what it finds is that."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.rules.personal_data import Kind, found_in

HERE: Final = Path(__file__).parent
LANGUAGES: Final = ("nl", "ar", "ti", "en", "uk", "tr", "fa")
TUNED, HELD_OUT = "tuned", "held_out"


@dataclass(frozen=True)
class Note:
    """`kinds` is what is in it, `found` what the guard says is."""

    words: str
    language: str
    half: str
    kinds: frozenset[str]
    found: frozenset[str]

    @property
    def is_stopped(self) -> bool:
        return bool(self.found)


@dataclass(frozen=True)
class Score:
    """Counted in notes."""

    there: int
    said: int
    right: int

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else 1.0


def looked_through(languages: Iterable[str] = LANGUAGES) -> list[Note]:
    """Every note, with what the guard finds in it."""
    return [
        Note(
            one["words"],
            language,
            one["half"],
            frozenset(one["kinds"]),
            frozenset(found.kind.value for found in found_in(one["words"])),
        )
        for language in languages
        for one in json.loads((HERE / f"{language}.json").read_text())
    ]


def of_kind(notes: Sequence[Note], kind: str) -> Score:
    there = [kind in one.kinds for one in notes]
    said = [kind in one.found for one in notes]
    return Score(sum(there), sum(said), sum(a and b for a, b in zip(there, said, strict=True)))


def stopped(notes: Sequence[Note]) -> Score:
    """Whatever the kind: a note with something in it is stopped, one without goes through."""
    there = [one for one in notes if one.kinds]
    return Score(len(there), sum(one.is_stopped for one in notes), sum(one.is_stopped for one in there))


def table(notes: Sequence[Note]) -> Iterator[str]:
    """Recall and precision per kind and per language, for both halves of the notes."""
    halves = [[one for one in notes if one.half == half] for half in (TUNED, HELD_OUT)]
    yield f"{f'personal data in {len(notes)} notes':32}{'tuned on':>10}{'':>11}{'held out':>11}{'':>11}"
    yield f"{'':32}" + f"{'recall':>10}{'precision':>11}" * 2
    for kind in Kind:
        yield _row(kind.value, [of_kind(half, kind.value) for half in halves])
    yield _row("stopped, whatever the kind", [stopped(half) for half in halves])
    for language in LANGUAGES:
        yield _row(f"stopped, {language}", [stopped(_in(half, language)) for half in halves])


def _in(notes: Sequence[Note], language: str) -> list[Note]:
    return [one for one in notes if one.language == language]


def _row(name: str, scores: Iterable[Score]) -> str:
    return f"{name:32}" + "".join(f"{one.recall:10.3f}{one.precision:11.3f}" for one in scores)
