"""Words of many languages that may identify a client: dates of birth, addresses of mail and of the web."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from bot.rules.personal_signs import GAP, LETTER, Spans, any_of, pattern_of
from bot.rules.typed_dates import day_typed

_ENDS: Final = "com|nl|net|org|be|de|eu|uk|ua|tr|ir|co|info"
_AT: Final = any_of("at,apenstaartje,apestaartje,et,آت,ات,собака,равлик")
_DOT: Final = any_of("dot,punt,nokta,نقطة,نقطه,دوت,دات,крапка,точка,ነጥቢ")
_HOSTS: Final = "gmail|hotmail|outlook|yahoo|live|icloud|ziggo|kpnmail|msn|proton"
EMAIL: Final = pattern_of(
    r"[\w.+%-]{1,64} ?(?:@|[(\[{<] ?at ?[)\]}>]) ?[\w-]{1,63}(?: ?\. ?[\w-]{2,63})+"
    rf"|[\w.+%-]{{1,64}} {_AT} (?:(?:{_HOSTS}) ?\. ?|[\w-]{{1,63}} ?{_DOT} ?(?:co ?{_DOT} ?)?)(?:{_ENDS})(?!\w)"
)
LINK: Final = pattern_of(
    rf"(?<!{LETTER})(?:(?:https?|tg):\S+|www\.\S+|(?:t|wa|telegram)\.me/?\S*"
    r"|[\w-]{1,63}\.(?:com|org|net|info|nl|be|de|eu|ua|tr|me|ly)/\S+)"
    r"|(?<![\w.-])(?=[\w.-]{3})(?:[\w-]{1,63}\.){1,5}(?:com|org|nl|info|shop|app)(?!\w)"
    rf"|(?<![\w@])@\w*{LETTER}\w*"
)

# Months that the calendars of the library do not have: the Levant, Iran, Afghanistan.
_MONTHS: Final = any_of(
    "كانون الأول,كانون الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين الأول,تشرين الثاني,فروردین,اردیبهشت,خرداد,"
    "تیر,مرداد,شهریور,مهر,آبان,آذر,دی,بهمن,اسفند,حمل,ثور,جوزا,سرطان,اسد,سنبله,میزان,عقرب,قوس,جدی,دلو,حوت"
)
_BORN: Final = any_of(
    "geboren,geboortedatum,born,date of birth,dob,birthdate,birthday,birth date,"
    "مولود,مولودة,ولد,ولدت,مواليد,الميلاد,الولادة,народжен,народив,народил,рожд,родил,doğum,doğdu,"
    "متولد,تولد,تولدم,dhashay,dhashey,dhalatay,dhalasho,dhalashada,ተወልደ,ተወሊደ,ተወሊዱ,ተወሊዳ,ልደት,ልደተይ,ትውልዲ"
)
_BORN_OR_SHORT: Final = rf"(?:{_BORN}|geb(?!{LETTER}))"
_NAMED_MONTH: Final = rf"{LETTER}[^\W\d_.]*(?: {LETTER}+)?"
_ORDINAL: Final = r"(?:ste|de|e|st|nd|rd|th|-?го)?"
_END: Final = r"(?!\d)(?![./-]\d)"
_ALONE: Final = rf"(?!{GAP}\d)"
# With a sign for what is left out, or last in its sentence: "12 maart 45 mensen" is none.
_SHORT_YEAR: Final = r"(?:'|(?<=[ .,/-])(?=\d\d *(?:[.,;!?)](?!\d)|$)))(?P<year>\d\d)(?!\d)"
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
        rf"(?P<day>\d\d?){_ORDINAL}[ .,/-]*(?P<name>{_NAMED_MONTH})[ .,/-]*{_SHORT_YEAR}",
        rf"(?<!{LETTER})(?P<name>{LETTER}+)[ .,/-]*(?P<day>\d\d?){_ORDINAL}[ .,/-]+(?P<year>\d{{4}}){_END}",
    )
)
_LOOSE: Final = rf"(?:\d\d?[./ -]{{1,2}}\d\d?(?:[./ -]{{1,2}}\d{{4}})?(?!\d)|\d\d?{_ORDINAL}[. ]*{LETTER}+|(?:19|20|13)\d\d(?!\d))"
_NEAR_BORN: Final = (
    pattern_of(rf"(?<!{LETTER}){_BORN_OR_SHORT}[^\d\0]{{0,25}}(?<!\d)(?P<date>{_LOOSE})"),
    pattern_of(rf"(?<!\d)(?<!\d[./-])(?P<date>{_LOOSE})[^\d\0]{{0,12}}(?<!{LETTER}){_BORN_OR_SHORT}"),
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
    if not 1 <= int(day) <= 31:
        return False
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
