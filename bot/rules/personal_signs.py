"""A text as it is looked through: one alphabet of figures, however typed, and nothing that nobody sees."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from bot.rules.names import FILLERS

Spans: TypeAlias = Iterator[tuple[int, int]]
Places: TypeAlias = tuple[int, ...]
Look: TypeAlias = Callable[[str], Spans]

_HIDDEN: Final = FILLERS | {"ـ"}
_ALIKE: Final = str.maketrans("ıىیکگ٫٬。−⁄ʼ’‘", "iييكك...-/'''")
# Letters of a Ukrainian or a Greek keyboard that look like those of a postcode or an IBAN.
_LATIN: Final = str.maketrans(
    "АВСЕНІЈКМОРЅТХУавсеніјкморѕтхуΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABCEHIJKMOPSTXYabcehijkmopstxyABEZHIKMNOPTYX"
)
LETTER: Final = r"[^\W\d_]"
GAP: Final = r"[ ._/()-]{0,3}"
RUN: Final = rf"\d(?:{GAP}\d)*"
# Letters typed for a nought or a one, in a word that is figures for the rest.
_SLIPS: Final = str.maketrans("OoОоΟοlI", "00000011")
_SLIPPED: Final = re.compile(r"(?<!\w)(?=[^\d\s]{0,20}\d)[\dOoОоΟοlI.,:/()+-]++(?!\w)")
_FEWEST_SPELLED: Final = 6


def fold(words: str) -> tuple[str, Places]:
    """The words with ASCII digits and plain dashes and spaces, without marks and hidden signs.

    Six or more figures in words are figures then, and so are letters that stand for one among figures. The second
    part has, for every sign of the first, the place in `words` that it comes from.
    """
    pairs = [(one, place) for place, sign in enumerate(words) for one in _folded(sign)]
    text = "".join(one for one, _ in pairs)
    text, places = _counted(text, tuple(place for _, place in pairs))
    return _SLIPPED.sub(lambda found: found[0].translate(_SLIPS), text), places


def _folded(sign: str) -> Iterator[str]:
    for one in unicodedata.normalize("NFKD", sign):
        kind = unicodedata.category(one)
        if one.isspace():
            yield " "
        elif kind not in {"Mn", "Me", "Cf", "Cc"} and one not in _HIDDEN:
            dash_or_sign = "-" if kind == "Pd" else one.translate(_ALIKE)
            yield str(unicodedata.digit(one, dash_or_sign))


def plain(words: str) -> str:
    """A word of a list, as it stands in a folded text."""
    return "".join(one for sign in words for one in _folded(sign))


def latin(text: str) -> str:
    """As long as the text itself."""
    return text.translate(_LATIN)


def any_of(words: str) -> str:
    """One of these words, written with a comma between them and `_` for a space that may be left out."""
    folded = sorted((plain(one.strip()) for one in words.split(",")), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(one).replace("_", "[ -]?") for one in folded) + ")"


def pattern_of(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_SPELLED: Final = (
    "nul,zero,oh,нуль,ноль,sıfır,صفر,ዜሮ,ባዶ",
    "een,één,one,один,одна,одне,bir,واحد,واحدة,یک,ሓደ,ሓንቲ",
    "twee,two,два,дві,две,iki,اثنان,اثنين,اثنتين,تنين,دو,ክልተ",
    "drie,three,три,üç,ثلاث,ثلاثة,تلاتة,سه,ሰለስተ",
    "vier,four,чотири,четыре,dört,أربع,أربعة,اربعة,چهار,ኣርባዕተ,አርባዕተ",
    "vijf,five,п'ять,пять,beş,خمس,خمسة,پنج,ሓሙሽተ",
    "zes,six,шість,шесть,altı,ست,ستة,شش,شیش,ሽዱሽተ",
    "zeven,seven,сім,семь,yedi,سبع,سبعة,هفت,ሸውዓተ,ሾብዓተ",
    "acht,eight,вісім,восемь,sekiz,ثمان,ثماني,ثمانية,تمانية,هشت,ሸሞንተ,ሾሞንተ",
    "negen,nine,дев'ять,девять,dokuz,تسع,تسعة,نه,ትሽዓተ,ትሸዓተ",
)
_VALUE: Final = {plain(word): str(value) for value, words in enumerate(_SPELLED) for word in words.split(",")}
_WORD: Final = "(?:" + "|".join(sorted(map(re.escape, _VALUE), key=len, reverse=True)) + f")(?!{LETTER})"
_ROW: Final = pattern_of(rf"(?<!{LETTER}){_WORD}(?:[ ,.-]{{1,3}}{_WORD}){{{_FEWEST_SPELLED - 1},}}")


def _counted(text: str, places: Places) -> tuple[str, Places]:
    """Figures for a row of words that are figures; each keeps the place where its word begins."""
    signs: list[str] = []
    kept: list[int] = []
    last = 0
    for row in _ROW.finditer(text):
        signs.append(text[last : row.start()])
        kept.extend(places[last : row.start()])
        for word in re.finditer(rf"{LETTER}+(?:'{LETTER}+)?", row[0]):
            signs.append(_VALUE[word[0].lower()])
            kept.append(places[row.start() + word.start()])
        last = row.end()
    return "".join((*signs, text[last:])), (*kept, *places[last:])
