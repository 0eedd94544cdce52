"""Numbers that identify somebody, in a folded text: of a citizen, a bank account, a phone, a case, a house."""

import re
from itertools import product
from typing import Final

from phonenumbers import Leniency, PhoneNumberMatcher, PhoneNumberType, number_type
from stdnum import iban
from stdnum.nl import bsn

from bot.rules.personal_signs import GAP, LETTER, RUN, Look, Spans, any_of, latin, pattern_of
from bot.rules.phones import COUNTRY

_IBAN: Final = pattern_of(rf"(?=([A-Z]{{2}}{GAP}\d{GAP}\d(?:{GAP}[A-Z0-9]){{11,30}}))")
_DUTCH_IBAN: Final = re.compile(r"NL\d\d[A-Z]{4}\d{10}")
_PUBLIC: Final = frozenset(
    (
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.UAN,
    )
)
_DIALLED: Final = re.compile(r"(?:\+|00?|316|6(?=\d{8}$))\d{8,14}")


def ibans(text: str) -> Spans:
    """With a Dutch one the sum need not be right: a slip in it still tells whose it is."""
    for found in _IBAN.finditer(latin(text)):
        ends = [sign.end() for sign in re.finditer(r"[^\W_]", found[1])]
        for end in ends[14:]:
            number = re.sub(r"[\W_]", "", found[1][:end]).upper()
            if iban.is_valid(number, check_country=False) or _DUTCH_IBAN.fullmatch(number):
                yield found.start(), found.start() + end
                break


_APART: Final = re.compile(r"(?<![\d.,·])\d{3,4}[,·]\d{2,3}[,·]\d{2,3}(?![.,·]?\d)")


def bsns(text: str) -> Spans:
    """Nine figures that stand alone, in whatever groups, and pass the test of eleven."""
    runs = (*re.finditer(RUN, text), *_APART.finditer(text))
    yield from (one.span() for one in runs if _figures(one[0]) == 9 and _is_bsn(one[0]))


def bsns_among_others(text: str) -> Spans:
    """Up to four groups of a longer row, or eight figures in one piece: a BSN without the zero before it."""
    for run in re.finditer(RUN, text):
        groups = [one.span() for one in re.finditer(r"\d+", run[0])]
        for first, count in product(range(len(groups)), range(1, 5)):
            start, end = groups[first][0], groups[first : first + count][-1][1]
            size = _figures(run[0][start:end])
            if (size == 9 or size == 8 == end - start) and _is_bsn(run[0][start:end]):
                yield run.start() + start, run.start() + end


def _is_bsn(written: str) -> bool:
    return bool(bsn.is_valid(re.sub(r"\D", "", written)))


def phones(is_public: bool) -> Look:
    """Either those of organisations, such as 0900 and 088, or all others.

    A number that merely might exist is not taken here: times and dates are among them.
    """

    def look(text: str) -> Spans:
        for one in PhoneNumberMatcher(text, COUNTRY, leniency=Leniency.VALID):
            if is_public == (number_type(one.number) in _PUBLIC):
                yield one.start, one.end

    return look


def dialled(text: str) -> Spans:
    """What begins as a phone number of any country does, unless it is a row of times."""
    for one in re.finditer(rf"(?:\+{GAP})?{RUN}", text):
        if _DIALLED.fullmatch(re.sub(r"[^\d+]", "", one[0])) and not _TIMETABLE.fullmatch(one[0].strip()):
            yield one.span()


_HOUR: Final = r"(?:[01]?\d|2[0-4])"
_TIME: Final = rf"{_HOUR}(?: ?[:.u] ?[0-5]\d)"
_TIMES: Final = rf"(?:{_TIME}(?: ?- ?(?:{_TIME}|{_HOUR}))?|{_HOUR} ?- ?{_TIME}|{_HOUR} ?- ?{_HOUR})(?!\d)"
_TIMETABLE: Final = pattern_of(rf"{_TIMES}(?: {_TIMES})*")
# Each of these looks like a long number and tells nothing about anybody.
_UNIT: Final = any_of(
    "€,euro,eur,$,£,₴,₺,tl,lira,usd,грн,гривень,євро,يورو,یورو,ዩሮ,yuuro,stappen,steps,mensen,people"
)
_AMOUNT: Final = r"\d{1,3}(?:[. ]?\d{3})?(?:,\d\d?)?"
MONEY: Final = pattern_of(
    rf"(?<!\w)(?<!\d[ ./-])(?:{_UNIT} ?{_AMOUNT}(?!{GAP}\d)|{_AMOUNT} ?{_UNIT}(?!{LETTER}))"
)
PLAIN: Final = pattern_of(
    rf"(?<![\w./-])(?:(?:(?:19|20)\d\d ?[/-] ?)?(?:19|20)\d\d|20\d\d ?[/-] ?\d\d|116 ?\d{{3}}(?!{GAP}\d)"
    r"|[1-9]\d{0,2}(?:\.\d{3})?\.?000)(?!\w|[./-]\d)|"
    rf"(?<![\d.])(?:{_TIMES}|\d{{3,4}} ?(?:uur|u|h)(?!{LETTER}))(?!\.\d)|(?<!\w){LETTER}+20\d\d(?!\w|[./-]\d)"
)

_CASE: Final = any_of(
    "v_nummer,v_nr,v_number,vnr,dossier,dossiernummer,dossier_nr,zaak,zaaknummer,zaak_nr,kenmerk,referentie,referentienummer,"
    "cliëntnummer,klantnummer,klant_nr,polisnummer,patiëntnummer,vreemdelingennummer,beschikkingsnummer,documentnummer,"
    "paspoort,paspoortnummer,id_nummer,rekeningnummer,case,case_number,case_no,case_nr,case_id,file_number,file_no,reference,"
    "reference_number,ref,client_number,client_id,passport,passport_number,bsn,burgerservicenummer,sofinummer,"
    "رقم الملف,رقم ملف,ملف رقم,الملف رقم,ملف,رقم القضية,رقم قضية,القضية رقم,قضية رقم,رقم المرجع,رقم الجواز,جواز,رقم الهوية,رقم القيد,"
    "شماره پرونده,پرونده,شماره گذرنامه,کد ملی,справа,справи,справу,справі,номер справи,справа номер,паспорт,паспорта,"
    "дело,дела,номер дела,dosya,dosya_no,dosya numarası,dava_no,dava numarası,esas_no,referans_no,pasaport_no,pasaport,kimlik_no,"
    "lambarka faylka,lambarka kiiska,faylka,lambarka dacwadda,ቁጽሪ ፋይል,ቁጽሪ መዝገብ,ፋይል,ቁጽሪ ጉዳይ,ቁጽሪ ፓስፖርት"
)
_NUMBER_WORD: Final = any_of("is,nr,no,nummer,number,numarası,رقم,شماره,номер,waa,ቁጽሪ,:,#,=")
_NUMBERED: Final = pattern_of(
    rf"(?<!{LETTER}){_CASE}(?!{LETTER})[ .:#-]{{0,3}}(?:{_NUMBER_WORD}[ .:#-]{{0,3}}){{0,2}}"
    r"(?P<number>(?:[A-Z]{1,4}[ ./-]?)?\d[\w./-]*(?: \d+)*)"
)
_YEAR_OR_DAY: Final = re.compile(r"(?:19|20)\d\d|\d\d?[-/.]\d\d?")
_MIXED: Final = pattern_of(
    r"(?<!\w)(?:[a-z]{1,4}[./-]?\d(?:[./-]?\d){5,}|(?=[^\W_]*[a-z])(?=[^\W_]*\d)[^\W_]{6,})(?!\w)"
)


def _figures(words: str) -> int:
    return sum(one.isdecimal() for one in words)


def cases(text: str) -> Spans:
    """A number of at least three figures after a word for it, unless that is a year or a day."""
    for found in _NUMBERED.finditer(text):
        number = found["number"].rstrip("./-")
        if _figures(number) >= 3 and not _YEAR_OR_DAY.fullmatch(number):
            yield found.start(), found.start("number") + len(number)


def long_numbers(text: str) -> Spans:
    """Six figures or more, at least three of them together, or six signs with three figures among letters."""
    yield from (one.span() for one in _MIXED.finditer(text) if _figures(one[0]) >= 3)
    runs = (one for one in re.finditer(RUN, text) if re.search(r"\d{3}", one[0]))
    yield from (one.span() for one in runs if _figures(one[0]) >= 6)


_POSTCODE: Final = re.compile(
    r"(?<!\d)[1-9]\d{3}(?: ?(?!S[ADS])[A-Z]{2}| (?!s[ads])[A-Za-z]{2}|(?!s[ads])[a-z]{2})(?![^\W_])"
)
# Two letters after a year or an amount that are a word or a unit.
_WORDS_OF_TWO: Final = re.compile(
    "en|is|de|of|op|in|te|om|we|ik|je|ze|er|al|zo|nu|na|ga|at|on|to|by|or|it|my|ve|bu|şu|us|if|so|an|as|be|do|go|he|me|no|up|"
    "aa|ka|la|oo|km|kg|cm|mm|ml|mb|gb|eu|gr|pm|am|uu|nr"
)
_UNITS_OF_TWO: Final = re.compile("km|kg|cm|mm|ml|mb|gb|eu|gr|pm|am|uu|nr|ste|en")
_HOUSE: Final = re.compile(
    r"(?:[ ,./-]*(?i:huisnummer|nummer|nr|no|number)?|[ ,]+(?:[A-Z][^\W\d_]+[ ,'-]*){1,4}(?:nr)?)[ .]*\d{1,5}(?!\d)"
)
_BEFORE: Final = re.compile(r"\d{1,5} ?[A-Za-z]{0,2}[ ,./-]+(?:te |in )?$")


def postcodes(text: str) -> Spans:
    """Four figures and two letters with a number before or behind them, or behind a town and a street."""
    for found in _POSTCODE.finditer(latin(text)):
        start, end = found.span()
        before, behind = _BEFORE.search(text, max(0, start - 12), start), _HOUSE.match(text, end)
        apart = text[end - 3] == " "
        words = _WORDS_OF_TWO if apart else _UNITS_OF_TWO
        if (before or behind) and not words.fullmatch(text[end - 2 : end]):
            yield before.start() if before else start, behind.end() if behind else end
