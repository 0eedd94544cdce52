"""How the same figures are typed: with another keyboard, with hidden signs, with letters that look alike, in words."""

import random
from collections.abc import Callable
from typing import Final

ARABIC, PERSIAN, WIDE = "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９"
OWN_DIGITS: Final = {"ar": ARABIC, "fa": PERSIAN}
HIDDEN: Final = ("\u200b", "\u200c", "\u200f", "\u200e", "\u00ad", "\u2060")
AROUND: Final = (("\u200e", "\u200e"), ("\u2068", "\u2069"), ("\u202a", "\u202c"), ("\u200f", ""))
ALIKE: Final = {
    "O": "О",
    "A": "А",
    "B": "В",
    "E": "Е",
    "H": "Н",
    "K": "К",
    "M": "М",
    "P": "Р",
    "T": "Т",
    "X": "Х",
    "N": "Ν",
    "I": "Ι",
    "Z": "Ζ",
}
SLIPS: Final = {"0": "O", "1": "l"}
WITH_FIGURES: Final = frozenset({"bsn", "phone", "iban", "birth_date", "postcode", "case_number"})
PLAIN: Final = 0.55
Chance = random.Random


def spoilt(made: str, kind: str, language: str, words: list[str], chance: Chance) -> tuple[str, str]:
    """About half of them as they are; and the name of what was done."""
    ways: dict[str, Callable[[], str]] = {
        "hidden signs": lambda: _sprinkled(made, chance),
        "marks of direction": lambda: made.join(chance.choice(AROUND)),
    }
    if kind in WITH_FIGURES:
        ways["fullwidth"] = lambda: _own(made, WIDE)
        ways["odd gaps"] = lambda: made.replace(" ", "\u00a0").replace("-", "–")
        if language in OWN_DIGITS:
            ways["own digits"] = lambda: _own(made, OWN_DIGITS[language])
    if kind in {"iban", "postcode"}:
        ways["letters alike"] = lambda: "".join(ALIKE.get(one, one) for one in made)
    if kind in {"phone", "birth_date"}:
        ways["letters for figures"] = lambda: "".join(SLIPS.get(one, one) for one in made)
    if kind in {"phone", "bsn"}:
        ways["in words"] = lambda: " ".join(words[int(one)] for one in made if one.isdecimal())
    if kind == "named":
        ways = {"small letters": made.lower}
    how = chance.choice(list(ways))
    return (made, "plain") if chance.random() < PLAIN or ways[how]() == made else (ways[how](), how)


def figures(words: str, language: str, chance: Chance) -> tuple[str, str]:
    """Of a sentence that tells nothing of anybody: perhaps with the digits of its own keyboard."""
    if language in OWN_DIGITS and chance.random() < 0.4:
        return _own(words, OWN_DIGITS[language]), "own digits"
    return words, "plain"


def _own(text: str, own: str) -> str:
    return text.translate(str.maketrans("0123456789", own))


def _sprinkled(text: str, chance: Chance) -> str:
    """Two or three hidden signs, somewhere within."""
    for _ in range(chance.randint(2, 3)):
        at = chance.randint(1, len(text) - 1)
        text = text[:at] + chance.choice(HIDDEN) + text[at:]
    return text
