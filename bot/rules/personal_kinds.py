"""Words of many languages that may identify a client: dates of birth, names after a title, addresses of the web."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Final, TypeAlias

from bot.rules.names import FILLERS
from bot.rules.typed_dates import day_typed

Spans: TypeAlias = Iterator[tuple[int, int]]

_HIDDEN: Final = FILLERS | {"ـ"}
_ALIKE: Final = str.maketrans("ıىیکگ٫٬。−⁄ʼ’‘", "iييكك...-/'''")
# Letters of a Ukrainian keyboard that look like those of a postcode or an IBAN.
_LATIN: Final = str.maketrans("АВСЕНІКМОРТХУавсенікмортху", "ABCEHIKMOPTXYabcehikmoptxy")
LETTER: Final = r"[^\W\d_]"
GAP: Final = r"[ ._/()-]{0,3}"
RUN: Final = rf"\d(?:{GAP}\d)*"


def fold(words: str) -> tuple[str, tuple[int, ...]]:
    """The words with ASCII digits and plain dashes and spaces, without marks and hidden signs.

    The second part has, for every sign of the first, the place in `words` that it comes from.
    """
    pairs = [(one, place) for place, sign in enumerate(words) for one in _folded(sign)]
    return "".join(one for one, _ in pairs), tuple(place for _, place in pairs)


def _folded(sign: str) -> Iterator[str]:
    for one in unicodedata.normalize("NFKD", sign):
        kind = unicodedata.category(one)
        if one.isspace():
            yield " "
        elif kind not in {"Mn", "Me", "Cf", "Cc"} and one not in _HIDDEN:
            dash_or_sign = "-" if kind == "Pd" else one.translate(_ALIKE)
            yield str(unicodedata.digit(one, dash_or_sign))


def latin(text: str) -> str:
    """As long as the text itself."""
    return text.translate(_LATIN)


def any_of(words: str) -> str:
    """One of these words, written with a comma between them and `_` for a space that may be left out."""
    folded = (fold(one.strip())[0] for one in words.split(","))
    return "(?:" + "|".join(re.escape(one).replace("_", "[ -]?") for one in folded) + ")"


def pattern_of(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


EMAIL: Final = pattern_of(r"[\w.+%-]{1,64} ?(?:@|[(\[] ?at ?[)\]]) ?[\w-]{1,63}(?: ?\. ?[\w-]{2,63})+")
LINK: Final = pattern_of(
    rf"(?<!{LETTER})(?:(?:https?|tg):\S+|www\.\S+|(?:t|wa|telegram)\.me/?\S*"
    rf"|[\w-]{{1,63}}\.(?:com|org|net|info|nl|be|de|eu|ua|tr|me|ly)/\S+)|(?<![\w@])@\w*{LETTER}\w*"
)

# Months that the calendars of the library do not have: the Levant, Iran, Afghanistan.
_MONTHS: Final = any_of(
    "كانون الأول,كانون الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين الأول,تشرين الثاني,فروردین,اردیبهشت,خرداد,"
    "تیر,مرداد,شهریور,مهر,آبان,آذر,دی,بهمن,اسفند,حمل,ثور,جوزا,سرطان,اسد,سنبله,میزان,عقرب,قوس,جدی,دلو,حوت"
)
_BORN: Final = any_of(
    "geboren,geb.,geboortedatum,geb.datum,born,date of birth,dob,birthdate,birthday,birth date,мови,"
    "مولود,مولودة,ولد,ولدت,مواليد,الميلاد,الولادة,народжен,народив,народил,рожд,родил,doğum,doğdu,"
    "متولد,تولد,تولدم,dhashay,dhashey,dhalatay,dhalasho,dhalashada,ተወልደ,ተወሊደ,ተወሊዱ,ተወሊዳ,ልደት,ልደተይ,ትውልዲ"
)
_NAMED_MONTH: Final = rf"{LETTER}[^\W\d_.]*(?: {LETTER}+)?"
_ORDINAL: Final = r"(?:ste|de|e|st|nd|rd|th|-?го)?"
_END: Final = r"(?!\d)(?![./-]\d)"
_ALONE: Final = rf"(?!{GAP}\d)"
_DATES: Final = tuple(
    pattern_of(rf"(?<!\d)(?<!\d[./-]){one}")
    for one in (
        rf"(?P<day>\d\d?)(?P<gap> ?[./-] ?)(?P<month>\d\d?)(?P=gap)(?P<year>\d{{4}}){_END}",
        rf"(?P<year>\d{{4}})(?P<gap> ?[./-] ?)(?P<month>\d\d?)(?P=gap)(?P<day>\d\d?){_END}",
        rf"(?<!\d )(?P<day>\d\d?)(?P<gap>[ ./-])(?P<month>\d\d?)(?P=gap)(?P<year>\d{{4}}|\d\d){_ALONE}",
        rf"(?<!\d )(?P<year>\d{{4}}) (?P<month>\d\d?) (?P<day>\d\d?){_ALONE}",
        rf"(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d{{4}}){_ALONE}",
        rf"(?P<year>\d{{4}})(?P<month>\d\d)(?P<day>\d\d){_ALONE}",
        rf"(?P<day>\d\d?){_ORDINAL}[ .,/-]*(?P<name>{_NAMED_MONTH})[ .,/-]*(?P<year>\d{{4}}){_END}",
        rf"(?<!{LETTER})(?P<name>{LETTER}+)[ .,/-]*(?P<day>\d\d?){_ORDINAL}[ .,/-]+(?P<year>\d{{4}}){_END}",
    )
)
_LOOSE: Final = rf"(?:\d\d?[./ -]{{1,2}}\d\d?(?:[./ -]{{1,2}}\d{{4}})?(?!\d)|\d\d?{_ORDINAL}[. ]*{LETTER}+|(?:19|20|13)\d\d(?!\d))"
_NEAR_BORN: Final = (
    pattern_of(rf"(?<!{LETTER}){_BORN}[^\d\0]{{0,25}}(?<!\d)(?P<date>{_LOOSE})"),
    pattern_of(rf"(?<!\d)(?<!\d[./-])(?P<date>{_LOOSE})[^\d\0]{{0,12}}(?<!{LETTER}){_BORN}"),
)
_LEAP: Final = 2000
_AHEAD: Final = range(2021, 2040)


def full_dates(text: str) -> Iterator[tuple[int, int, int]]:
    """Where a day with its year stands, and the year; of two figures only 1931 to 1999."""
    for pattern in _DATES:
        for found in pattern.finditer(text):
            year = int(found["year"])
            year += 1900 if 30 < year < 100 else 0
            if _is_day(found) and (_is_birth(year) or year in _AHEAD or 1400 <= year < 1420):
                yield *found.span(), year


def _is_birth(year: int) -> bool:
    """As there is no clock here: 1900 to 2020, or the same years as Iran and Afghanistan count them."""
    return 1900 <= year <= 2020 or 1300 <= year < 1400


def _is_day(found: re.Match[str]) -> bool:
    parts = found.groupdict()
    if "name" in parts:
        return _has_month(found["day"], found["name"])
    day, month = sorted((int(found["day"]), int(found["month"])), reverse=True)
    return 1 <= month <= 12 and 1 <= day <= 31


def _has_month(day: str, name: str) -> bool:
    """A word after the month, as in "12 maart of 1985", does not matter where the first one is a month."""
    tries = (name, name.partition(" ")[0])
    known = any(day_typed(f"{day} {one} {_LEAP}", date(_LEAP, 1, 1)) for one in tries)
    return known or bool(re.fullmatch(_MONTHS, name))


def births(text: str) -> Spans:
    """Full dates of years in which somebody can be born, and any date next to a word for being born."""
    yield from ((start, end) for start, end, year in full_dates(text) if _is_birth(year))
    for pattern in _NEAR_BORN:
        for found in pattern.finditer(text):
            day = re.fullmatch(rf"(\d\d?){_ORDINAL}[. ]*({LETTER}+)", found["date"])
            if not day or _has_month(day[1], day[2]):
                yield found.span("date")


_TITLES: Final = any_of(
    "mevrouw,mevr,mw,meneer,mijnheer,dhr,heer,mr,mrs,ms,mej,juffrouw,fam,madame,monsieur,mme,frau,herr,mudane,marwo,bayan,"
    "пан,пана,панові,паном,пані,господин,госпожа,السيد,السيدة,للسيد,للسيدة,والسيد,والسيدة,آقای,خانم,ኣይተ,ወይዘሮ,ወይዘሪት,አቶ"
)
# Words that mean more than a title: in a script with capitals the name must have one.
_DOUBTFUL: Final = any_of(
    "familie,family,dr,dokter,doctor,bay,miss,sir,mister,родина,родини,родину,сім'я,aile,عائلة,خانواده,ስድራ"
)
_NOT_NAMES: Final = frozenset(
    one
    for words in (
        "is was heeft had wil wilde kan kon mag moet moest zegt zei vraagt vroeg belt belde komt kwam gaat ging woont en of die dat",
        "met uit in op om over voor naar bij aan niet geen ook nog al er zich haar zijn hun mijn een het wie waar wat wordt werd",
        "krijgt kreeg spreekt sprak zoekt wacht weet maar want omdat als dan toen nu hier daar vandaag morgen gisteren wel zonder",
        "has who that and or with from wants asks asked can for to at on not also does did came comes says said needs lives will a",
        "та і й з у в на до що як не яка який яку хоче каже просить питає має була був прийшла прийшов чи або і по про мені",
        "и с что как хочет говорит просит была пришла التي الذي في من على عن مع و او هل لم لا قالت قال تريد يريد تسأل يسأل لديها",
        "که از به با در را و می یک هم است دارد میخواهد گفت ve ile için çok bir geldi sordu diyor oo ka iyo ku waa እያ ኣላ ኢላ",
    )
    for one in fold(words)[0].split()
)
_SMALL: Final = r"(?:(?:van|von|de|den|der|ter|ten|el|al|bin|ibn|abu) ){0,3}"
_NAME: Final = rf"(?P<small>{_SMALL})(?P<name>{LETTER}[\w'-]*)"
_TITLED: Final = pattern_of(rf"(?<!{LETTER})(?:{_TITLES}|(?P<doubtful>{_DOUBTFUL}))(?:\. ?| {{1,3}}){_NAME}")
_AFTER_NAME: Final = pattern_of(
    rf"(?<![\w])(?P<name>{LETTER}{{2,}}) {any_of('bey,hanım,beye,hanıma')}(?!{LETTER})"
)


def named(text: str) -> Spans:
    """A title with the word that comes with it, unless that word is one of the commonest that are no names."""
    for found in _TITLED.finditer(text):
        may_be = not found["doubtful"] or not found["name"][0].islower()
        if may_be and found["name"].casefold() not in _NOT_NAMES:
            yield found.span()
    yield from (one.span() for one in _AFTER_NAME.finditer(text) if not one["name"].islower())
