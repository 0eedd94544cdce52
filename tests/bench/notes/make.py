"""`python -m tests.bench.notes.make`: writes the notes that the guard is measured with, one file per language.

Sentences come from `material/`, written by hand; what identifies somebody is made here by the formats that are
published for it. Nothing of `bot` is used, so that the guard is not measured with its own lists.
"""

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from tests.bench.notes import identifiers, typed

HERE: Final = Path(__file__).parent
LANGUAGES: Final = ("nl", "ar", "ti", "en", "uk", "tr", "fa")
PER_KIND: Final = 28
PAIRS: Final = 20
HARMLESS: Final = 3  # times each sentence comes, with other figures
HALVES: Final = ("tuned", "held_out")
Material = dict[str, Any]
Note = dict[str, Any]


def notes(language: str) -> Iterator[Note]:
    """The notes of one language. No sentence, name or title is in both halves."""
    material = json.loads((HERE / "material" / f"{language}.json").read_text())
    for number, half in enumerate(HALVES):
        chance = random.Random(f"{language} {half}")
        mine = {name: _share(values, number) for name, values in material.items()}
        yield from ({**one, "half": half} for one in _half(language, mine, chance))


def _share(values: list[str], number: int) -> list[str]:
    """Months and digits cannot be halved."""
    return values if len(values) in {10, 12} and "{x}" not in values[0] else values[number::2]


def _half(language: str, mine: Material, chance: random.Random) -> Iterator[Note]:
    for kind in identifiers.KINDS:
        for turn in range(PER_KIND // 2):
            yield _note(language, mine, chance, kind, mine[kind][turn % len(mine[kind])])
    for _ in range(PAIRS // 2):
        first, second = chance.sample(identifiers.KINDS, 2)
        one, other = (
            _note(language, mine, chance, kind, chance.choice(mine[kind])) for kind in (first, second)
        )
        words = f"{one['words']}{chance.choice(['. ', ', ', ' + '])}{other['words']}"
        yield {"words": words, "kinds": [first, second], "typed": "two"}
    for sentence in mine["harmless"]:
        for _ in range(HARMLESS if "{" in sentence else 1):
            words = _filled(sentence, lambda slot: identifiers.figure(slot, mine["months"], chance))
            words, how = typed.figures(words, language, chance)
            yield {"words": words, "kinds": [], "typed": how}


def _note(language: str, mine: Material, chance: random.Random, kind: str, sentence: str) -> Note:
    made = identifiers.make(kind, language, mine, chance)
    made, how = typed.spoilt(made, kind, language, mine["digits"], chance)
    return {"words": sentence.replace("{x}", made), "kinds": [kind], "typed": how}


def _filled(sentence: str, figure: Callable[[str], str]) -> str:
    for slot in identifiers.SLOTS:
        while f"{{{slot}}}" in sentence:
            sentence = sentence.replace(f"{{{slot}}}", figure(slot), 1)
    return sentence


def main() -> None:
    for language in LANGUAGES:
        rows = ",\n".join(json.dumps(one, ensure_ascii=False) for one in notes(language))
        (HERE / f"{language}.json").write_text(f"[\n{rows}\n]\n")


if __name__ == "__main__":
    main()
