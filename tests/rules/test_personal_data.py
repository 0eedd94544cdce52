"""What might identify a client is found in whatever script it is typed, and an appointment is left alone."""

import re
from datetime import date

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bot.rules.personal_data import LONGEST, Found, Kind, fits, found_in
from bot.rules.personal_kinds import full_dates
from bot.rules.personal_signs import fold

DIGITS = (
    "0123456789",
    "٠١٢٣٤٥٦٧٨٩",
    "۰۱۲۳۴۵۶۷۸۹",
    "０１２３４５６７８９",
    "०१२३४५६७८९",
    "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
)
DIGIT_KINDS = set(Kind) - {Kind.NAMED, Kind.LINK, Kind.EMAIL}
BSN, PHONE, EMAIL, IBAN = Kind.BSN, Kind.PHONE, Kind.EMAIL, Kind.IBAN
BIRTH, POSTCODE, CASE, NAMED, LINK = (
    *(Kind.BIRTH_DATE, Kind.POSTCODE, Kind.CASE_NUMBER),
    *(Kind.NAMED, Kind.LINK),
)
row = pytest.param


@pytest.mark.parametrize(
    ("words", "kind", "piece"),
    [
        row("haar bsn 111222333 klopt niet", BSN, "111222333", id="nl: in a sentence"),
        row("1112.22.333", BSN, "1112.22.333", id="nl: the official way of writing it"),
        row("nummer 111 222 333.", BSN, "111 222 333", id="nl: groups of three"),
        row("BSN111222333", BSN, "111222333", id="nl: no space after the word"),
        row("2 vragen over 5 111222333", BSN, "111222333", id="nl: another figure before it"),
        row("his number is 1-1-1-2-2-2-3-3-3", BSN, "1-1-1-2-2-2-3-3-3", id="en: a dash after every figure"),
        row("رقمها ١١١٢٢٢٣٣٣ فقط", BSN, "١١١٢٢٢٣٣٣", id="ar: Arabic-Indic digits"),
        row("شماره ۱۱۱ ۲۲۲ ۳۳۳", BSN, "۱۱۱ ۲۲۲ ۳۳۳", id="fa: Persian digits"),
        row("її номер 1112 22 333", BSN, "1112 22 333", id="uk: spaces"),
        row("numara: １１１２２２３３３", BSN, "１１１２２２３３３", id="tr: fullwidth digits"),
        row("lambarkeedu waa 111.222.333", BSN, "111.222.333", id="so: points"),
        row("ቁጽራ 111222333 እዩ", BSN, "111222333", id="ti: in a sentence"),
        row("1\u200b11\u00ad222\u2060333", BSN, "1\u200b11\u00ad222\u2060333", id="hidden signs inside"),
        row("1️⃣1️⃣1️⃣2️⃣2️⃣2️⃣3️⃣3️⃣3️⃣", BSN, "1️⃣1️⃣1️⃣2️⃣2️⃣2️⃣3️⃣3️⃣3️⃣", id="figures as emoji"),
        row("111–222—333", BSN, "111–222—333", id="long dashes"),
        row("111,222,333", BSN, "111,222,333", id="a comma between groups"),
        row("111·222·333", BSN, "111·222·333", id="a point in the middle between groups"),
        row("112 000 010", BSN, "112 000 010", id="begins as the emergency number"),
        row("bel haar: 06-12345678", PHONE, "06-12345678", id="nl: mobile"),
        row("06 12 34 56 78", PHONE, "06 12 34 56 78", id="nl: pairs"),
        row("023 512 3456 na 12:00", PHONE, "023 512 3456", id="nl: a town and a time"),
        row("(06) 1234 5678", PHONE, "(06) 1234 5678", id="nl: brackets"),
        row("6 12345678", PHONE, "6 12345678", id="nl: without its zero"),
        row("call +31 6 12345678 please", PHONE, "+31 6 12345678", id="en: international"),
        row("00 90 532 123 45 67", PHONE, "00 90 532 123 45 67", id="tr: international with zeros"),
        row("0532 123 45 67", PHONE, "0532 123 45 67", id="tr: as in Türkiye"),
        row("її телефон +380 67 123 45 67", PHONE, "+380 67 123 45 67", id="uk: international"),
        row("067 123 45 67", PHONE, "067 123 45 67", id="uk: as in Ukraine"),
        row("رقمها ٠٦١٢٣٤٥٦٧٨", PHONE, "٠٦١٢٣٤٥٦٧٨", id="ar: Arabic-Indic digits"),
        row("تلفن ۰۶-۱۲۳۴۵۶۷۸", PHONE, "۰۶-۱۲۳۴۵۶۷۸", id="fa: Persian digits"),
        row("taleefanku 0612345678", PHONE, "0612345678", id="so: in one piece"),
        row("ተሌፎን 0612345678", PHONE, "0612345678", id="ti: in one piece"),
        row("31612345678", PHONE, "31612345678", id="international without plus"),
        row("mail n.k@example.nl even", EMAIL, "n.k@example.nl", id="nl: e-mail"),
        row("n.k (at) example . nl", EMAIL, "n.k (at) example . nl", id="en: e-mail in disguise"),
        row("بريدها a@example.com", EMAIL, "a@example.com", id="ar: e-mail"),
        row("пошта n＠example．com", EMAIL, "n＠example．com", id="uk: e-mail in fullwidth signs"),
        row(
            "NL91 ABNA 0417 1643 00 is van haar",
            IBAN,
            "NL91 ABNA 0417 1643 00",
            id="nl: in fours, words after",
        ),
        row("nl91abna0417164300", IBAN, "nl91abna0417164300", id="nl: small letters"),
        row("NL91ABNA0417164301", IBAN, "NL91ABNA0417164301", id="nl: a slip in it"),
        row("DE89 3704 0044 0532 0130 00", IBAN, "DE89 3704 0044 0532 0130 00", id="another country"),
        row("NL91АВNА0417164300", IBAN, "NL91АВNА0417164300", id="uk: letters of a Ukrainian keyboard"),
        row("حسابها NL٩١ABNA٠٤١٧١٦٤٣٠٠", IBAN, "NL٩١ABNA٠٤١٧١٦٤٣٠٠", id="ar: Arabic-Indic digits"),
        row("ze is van 12-03-1985", BIRTH, "12-03-1985", id="nl: in numbers"),
        row("12 maart 1985", BIRTH, "12 maart 1985", id="nl: a month in words"),
        row("12/3/85", BIRTH, "12/3/85", id="nl: two figures of the year"),
        row("12 maart 85", BIRTH, "12 maart 85", id="nl: a month in words, two figures of the year"),
        row("12 mrt ’85 te Haarlem", BIRTH, "12 mrt ’85", id="nl: a sign for the century"),
        row("geb 12-3", BIRTH, "12-3", id="nl: born, cut short without a point"),
        row("1985-03-12", BIRTH, "1985-03-12", id="the year first"),
        row("12031985", BIRTH, "12031985", id="in one piece"),
        row("12 03 1985", BIRTH, "12 03 1985", id="only spaces"),
        row("31-12-2020", BIRTH, "31-12-2020", id="the last year of births"),
        row("1-1-1900", BIRTH, "1-1-1900", id="the first year of births"),
        row("March 12th, 1985", BIRTH, "March 12th, 1985", id="en: the month first"),
        row("03/25/1985", BIRTH, "03/25/1985", id="en: the month first in numbers"),
        row("hij is geboren op 24 december", BIRTH, "24 december", id="nl: born, without a year"),
        row("born 24-12", BIRTH, "24-12", id="en: born, in numbers"),
        row("geboren in 2021", BIRTH, "2021", id="nl: born, only a year"),
        row("24-12 is hij geboren", BIRTH, "24-12", id="nl: born after the date"),
        row("geboren 3-4-2022", BIRTH, "3-4-2022", id="nl: a child, later than the years of births"),
        row("تاريخ الميلاد ١٢/٣", BIRTH, "١٢/٣", id="ar: a word for it"),
        row("١٢ كانون الثاني ١٩٨٥", BIRTH, "١٢ كانون الثاني ١٩٨٥", id="ar: a month of the Levant"),
        row("народилась 5 травня", BIRTH, "5 травня", id="uk: born"),
        row("12 березня 1985 року", BIRTH, "12 березня 1985", id="uk: a month in words"),
        row("doğum tarihi 05.03", BIRTH, "05.03", id="tr: a word for it"),
        row("12 Mart 1985", BIRTH, "12 Mart 1985", id="tr: a month in words"),
        row("۱۳۶۴/۰۵/۱۲", BIRTH, "۱۳۶۴/۰۵/۱۲", id="fa: a year as Iran counts it"),
        row("۱۲ اردیبهشت ۱۳۶۴", BIRTH, "۱۲ اردیبهشت ۱۳۶۴", id="fa: a month of Iran"),
        row("taariikhda dhalashada 12-03", BIRTH, "12-03", id="so: a word for it"),
        row("ዕለት ልደት 12/03", BIRTH, "12/03", id="ti: a word for it"),
        row("ze woont 2011 JK 5", POSTCODE, "2011 JK 5", id="nl: a number behind it"),
        row("2011jk 5", POSTCODE, "2011jk 5", id="nl: small letters"),
        row("Kerkstraat 12, 2011 JK Haarlem", POSTCODE, "12, 2011 JK", id="nl: a number before it"),
        row(
            "2011 JK Haarlem, Laan 12", POSTCODE, "2011 JK Haarlem, Laan 12", id="nl: town and street between"
        ),
        row("2011 АВ 5", POSTCODE, "2011 АВ 5", id="uk: letters of a Ukrainian keyboard"),
        row("العنوان ٢٠١١JK ٥", POSTCODE, "٢٠١١JK ٥", id="ar: Arabic-Indic digits"),
        row("V-nummer 123.456.7890", CASE, "V-nummer 123.456.7890", id="nl: V-number"),
        row("zaak 4521 loopt nog", CASE, "zaak 4521", id="nl: a short number after its word"),
        row("kenmerk AB-12-345", CASE, "kenmerk AB-12-345", id="nl: letters in it"),
        row("dossiernummer: 12/345", CASE, "dossiernummer: 12/345", id="nl: a slash"),
        row("bsn 111222334", CASE, "bsn 111222334", id="nl: a slip in a BSN"),
        row("case number 4521", CASE, "case number 4521", id="en: a word for it"),
        row("رقم الملف ٤٥٢١", CASE, "رقم الملف ٤٥٢١", id="ar: a word for it"),
        row("справа № 4521", CASE, "справа № 4521", id="uk: a word for it"),
        row("dosya no: 2026/45", CASE, "dosya no: 2026/45", id="tr: a word for it"),
        row("شماره پرونده ۴۵۲۱", CASE, "شماره پرونده ۴۵۲۱", id="fa: a word for it"),
        row("lambarka faylka 4521", CASE, "lambarka faylka 4521", id="so: a word for it"),
        row("ቁጽሪ ፋይል 4521", CASE, "ቁጽሪ ፋይል 4521", id="ti: a word for it"),
        row("het gaat om 1234567", CASE, "1234567", id="a long number"),
        row("Z2026123", CASE, "Z2026123", id="figures among letters"),
        row(
            "ik sprak mevrouw van der Berg", NAMED, "mevrouw van der Berg", id="nl: small words before a name"
        ),
        row("meneer jansen belde", NAMED, "meneer jansen", id="nl: no capital"),
        row("dhr.Jansen", NAMED, "dhr.Jansen", id="nl: no space"),
        row("mw. K. komt", NAMED, "mw. K", id="nl: a letter for a name"),
        row("familie Yilmaz", NAMED, "familie Yilmaz", id="nl: a family"),
        row("Mrs. Smith", NAMED, "Mrs. Smith", id="en: a title"),
        row("dr Smith", NAMED, "dr Smith", id="en: a doctor"),
        row("السيدة فاطمة تسأل", NAMED, "السيدة فاطمة", id="ar: a lady"),
        row("والسيد أحمد", NAMED, "والسيد أحمد", id="ar: a title with a word before it"),
        row("пані Оксана", NAMED, "пані Оксана", id="uk: a lady"),
        row("з паном коваленком", NAMED, "паном коваленком", id="uk: no capital"),
        row("сімʼя Коваленко", NAMED, "сімʼя Коваленко", id="uk: a family, with an apostrophe"),
        row("bayan Ayşe", NAMED, "bayan Ayşe", id="tr: a title before"),
        row("Ayşe Hanım geldi", NAMED, "Ayşe Hanım", id="tr: a title behind"),
        row("خانم رضایی", NAMED, "خانم رضایی", id="fa: a lady"),
        row("marwo Sahra", NAMED, "marwo Sahra", id="so: a lady"),
        row("ኣይተ ተስፋይ", NAMED, "ኣይተ ተስፋይ", id="ti: a gentleman"),
        row(
            "familie van mevrouw Jansen",
            NAMED,
            "mevrouw Jansen",
            id="nl: a title that is none before the title",
        ),
        row("جارتي السيدة فاطمة", NAMED, "السيدة فاطمة", id="ar: a neighbour, and her title"),
        row("родина пана Коваленка", NAMED, "пана Коваленка", id="uk: a family, and his title"),
        row(
            "brief voor mevr. A. Jansen",
            NAMED,
            "mevr. A",
            id="nl: an initial that is a word in small letters",
        ),
        row("mw. A.B. Jansen", NAMED, "mw. A", id="nl: two initials"),
        row("mevrouw O zegt", NAMED, "mevrouw O", id="nl: an initial without a point"),
        row("пані В. Коваленко", NAMED, "пані В", id="uk: an initial that is a word in small letters"),
        row("خانواده آقای رضایی", NAMED, "آقای رضایی", id="fa: a family, and his title"),
        row("ስድራ ኣይተ ተስፋይ", NAMED, "ኣይተ ተስፋይ", id="ti: a family, and his title"),
        row("mw/dhr Jansen", NAMED, "mw/dhr Jansen", id="nl: either of two titles"),
        row("dhr./mw. Jansen", NAMED, "dhr./mw. Jansen", id="nl: either of two titles, cut short"),
        row("mevrouw 't Hart", NAMED, "mevrouw 't Hart", id="nl: an article cut short in the name"),
        row("mevrouw op den Berg", NAMED, "mevrouw op den Berg", id="nl: a name of a place"),
        row("meneer in ’t Veld", NAMED, "meneer in ’t Veld", id="nl: a name of a place, cut short"),
        row("mevrouw Kan belt", NAMED, "mevrouw Kan", id="nl: a name that is a word in small letters"),
        row("mevrouw. Jansen", NAMED, "mevrouw. Jansen", id="nl: a point that does not belong there"),
        row("meneer schmidt", NAMED, "meneer schmidt", id="nl: a common name that looks like a verb"),
        row(
            "mevrouw Ferket", NAMED, "mevrouw Ferket", id="nl: a name that looks like a verb, with a capital"
        ),
        row("mevrouw Jose\u0301 x", NAMED, "mevrouw Jose\u0301", id="a mark on the last letter"),
        row("zie https://example.nl/a?b", LINK, "https://example.nl/a?b", id="nl: an address"),
        row("www.example.nl", LINK, "www.example.nl", id="www"),
        row("t.me/someone", LINK, "t.me/someone", id="Telegram"),
        row("facebook.com/someone", LINK, "facebook.com/someone", id="a page of somebody"),
        row("اسمها @amina_h هنا", LINK, "@amina_h", id="ar: a handle"),
        row("пиши @amina", LINK, "@amina", id="uk: a handle"),
        row("ｔ．ｍｅ／ａｂｃ", LINK, "ｔ．ｍｅ／ａｂｃ", id="fullwidth letters"),
        row("kapper-amina.nl is van haar", LINK, "kapper-amina.nl", id="nl: an address without a path"),
        row("n.k at example dot nl", EMAIL, "n.k at example dot nl", id="en: e-mail in words"),
        row(
            "n.k apenstaartje example punt nl",
            EMAIL,
            "n.k apenstaartje example punt nl",
            id="nl: e-mail in words",
        ),
        row("amina3 at gmail.com", EMAIL, "amina3 at gmail.com", id="en: only the sign in words"),
        row(
            "bel nul zes een twee drie vier vijf zes zeven acht terug",
            PHONE,
            "nul zes een twee drie vier vijf zes zeve",
            id="nl: phone in words",
        ),
        row(
            "één één één, twee twee twee, drie drie drie",
            BSN,
            "één één één, twee twee twee, drie drie d",
            id="nl: BSN in words",
        ),
        row(
            "bir bir bir iki iki iki üç üç üç", BSN, "bir bir bir iki iki iki üç üç üç", id="tr: BSN in words"
        ),
        row("O6-l2345678", PHONE, "O6-l2345678", id="letters for a nought and a one"),
        row("geb l2-O3-l985", BIRTH, "l2-O3-l985", id="letters in a date"),
        row("ΝL91 ΑΒΝΑ 0417 1643 00", IBAN, "ΝL91 ΑΒΝΑ 0417 1643 00", id="letters of a Greek keyboard"),
        row("ZK2026.1234", CASE, "ZK2026.1234", id="letters and groups of figures"),
        row("2033er 5", POSTCODE, "2033er 5", id="nl: letters that are a word, right behind the figures"),
        row("gesproken met imam Yusuf", NAMED, "imam Yusuf", id="nl: an imam"),
        row("tante Fatma belde", NAMED, "tante Fatma", id="nl: an aunt"),
        row("juf jansen", NAMED, "juf jansen", id="nl: a common name without a capital"),
        row("Auntie Rose", NAMED, "Auntie Rose", id="en: an aunt"),
        row("Elif abla geldi", NAMED, "Elif abla", id="tr: an elder sister"),
        row("лікар Марія", NAMED, "лікар Марія", id="uk: a doctor"),
        row("з сусідкою, бабуся Ганна", NAMED, "бабуся Ганна", id="uk: a grandmother"),
        row("أبو أحمد", NAMED, "أبو أحمد", id="ar: by the name of a son"),
        row("الدكتورة مريم", NAMED, "الدكتورة مريم", id="ar: a doctor"),
        row("حاج آقا رضایی", NAMED, "حاج آقا رضایی", id="fa: a title of two words"),
        row("ወ/ሮ ኣልማዝ", NAMED, "ወ/ሮ ኣልማዝ", id="ti: a title cut short"),
    ],
)
def test_what_may_identify_a_client_is_found_as_it_was_written(words: str, kind: Kind, piece: str) -> None:
    assert found_in(words) == (Found(kind, piece),)


@pytest.mark.parametrize(
    "words",
    [
        row("kan je me bellen om 14:30?", id="nl: a time"),
        row("ik heb 3 mensen gesproken", id="nl: how many"),
        row("spreekuur 9-12", id="nl: hours"),
        row("dinsdag 24 november", id="nl: a day"),
        row("24-12", id="a day in numbers"),
        row("24 december", id="a day without a year"),
        row("112 bellen?", id="nl: emergency"),
        row("wat doe ik met toeslagen 2026", id="nl: a year"),
        row("toeslagen2026", id="nl: a year without a space"),
        row("week 48", id="nl: a week"),
        row("week 48 49 50 51", id="nl: weeks"),
        row("€ 1.250,00", id="an amount"),
        row("125.000 euro", id="a large amount"),
        row("€125000", id="a large amount in one piece"),
        row("100.000 mensen", id="a round number"),
        row("24-11-2026 om 9 uur", id="nl: an appointment"),
        row("24-11-2026 9-12 uur", id="nl: an appointment from until"),
        row("24 november 2026, 14:30", id="nl: an appointment in words"),
        row("2026-11-24", id="an appointment, the year first"),
        row("1-1-2021", id="the first year after those of births"),
        row("24-11-26", id="two figures of a year to come"),
        row("09.00-17.00", id="hours with points"),
        row("9.00-12.00 13.00-17.00", id="hours of a day"),
        row("09-10 10-11 11-12", id="a timetable that begins as a phone number"),
        row("07:30 08:00 09:15", id="three times"),
        row("om 1430 uur", id="nl: a time without a colon"),
        row("9u30-12u00", id="nl: hours with a letter"),
        row("bel 0900-8844", id="nl: the police"),
        row("0800-0113 of 113", id="nl: a helpline"),
        row("116 111", id="a European helpline"),
        row("14 023", id="nl: a municipality"),
        row("088 123 4567", id="nl: an organisation"),
        row("2026 en 3 mensen", id="nl: a year with a word of two letters"),
        row("1200 km 5 keer", id="nl: a unit"),
        row("in 2026 150 gesprekken", id="nl: a year with a number"),
        row("schooljaar 2026-2027", id="nl: a school year"),
        row("dossier 2026 is klaar", id="nl: a word for a case with a year"),
        row("het dossier 24-11 besproken", id="nl: a word for a case with a day"),
        row("записала на курс мови 24 листопада", id="uk: a language course and its day"),
        row("урок мови о 12.30", id="uk: a language lesson and its time"),
        row("курс нідерландської мови з 2026", id="uk: a language course and its year"),
        row("gebeld 12-3 over de huur", id="nl: a word that begins as born"),
        row("12 maart 45 mensen", id="nl: a day, and how many came"),
        row("24 november 10 uur, 35 vrouwen", id="nl: a day, a time and how many came"),
        row("stap 111,222,334", id="three groups that are no BSN"),
        row("gesproken met mevrouw. Zij wil hulp", id="nl: a lady, and a sentence about her"),
        row("Ik belde meneer. Hij komt", id="nl: a gentleman, and a sentence about him"),
        row("the family. They need help", id="en: a family, and a sentence about it"),
        row(
            "I met the family. A nurse came too",
            id="en: a family, and a sentence that begins with one letter",
        ),
        row("говорила з пані. Вона прийде", id="uk: a lady, and a sentence about her"),
        row("mevrouw schaamt zich", id="nl: a lady and a verb of now"),
        row("mevrouw vertelt over thuis", id="nl: a lady and another verb of now"),
        row("meneer huilde veel", id="nl: a gentleman and a verb of then"),
        row("mevrouw piekerde, meneer lachte", id="nl: two verbs of then"),
        row("mevrouw geholpen met brief", id="nl: a lady and what was done for her"),
        row("mevrouw verhuisd", id="nl: a lady and what she did"),
        row("mevrouw blij", id="nl: a lady and how she feels"),
        row("mw/dhr wil niet", id="nl: either of two titles without a name"),
        row("mevrouw in de bus, op het plein", id="nl: a lady and where she is"),
        row("mevrouw heeft een vraag", id="nl: a lady without a name"),
        row("de familie komt morgen", id="nl: a family without a name"),
        row("kan de dokter komen", id="nl: a doctor without a name"),
        row("nee, 24-12 kan niet", id="nl: no, which in French is born"),
        row("mijn kind is geboren om 14:30", id="nl: born at a time"),
        row("3 kinderen sinds 2015", id="nl: a number, a word and a year"),
        row("stap 1, 2, 3, 4, 5, 6, 7, 8, 9", id="nl: a list"),
        row("what about 3 people at 14:30?", id="en: how many and when"),
        row("the bay area", id="en: a Turkish title that is a word"),
        row("meet @ 14:30", id="en: a sign for at"),
        row("يوم ٢٤/١١/٢٠٢٦ الساعة ٩", id="ar: an appointment"),
        row("٢٤ ديسمبر", id="ar: a day"),
        row("السيدة التي تكلمت معها", id="ar: a lady without a name"),
        row("24 листопада о 14:30", id="uk: an appointment"),
        row("пані яка прийшла", id="uk: a lady without a name"),
        row("24 Kasım 2026 saat 14.30", id="tr: an appointment"),
        row("bayan ve çocuk", id="tr: a lady without a name"),
        row("۳ آذر ۱۴۰۵ ساعت ۱۴:۳۰", id="fa: an appointment as Iran counts the years"),
        row("یک خانم از من پرسید", id="fa: a lady without a name"),
        row("waxaan la hadlay 3 qof 14:30", id="so: how many and when"),
        row("3 ሰባት ኣዘራሪበ ሰዓት 14:30", id="ti: how many and when"),
        row("look at facebook and go on", id="en: at, without an address"),
        row("gesproken.daarna naar huis", id="nl: no space after a point"),
        row("twee drie vier keer gebeld", id="nl: a few figures in words"),
        row("5l melk en 2 l water", id="nl: litres"),
        row("de dokter van de wijk", id="nl: a doctor of somewhere"),
        row("mijn tante is ziek", id="nl: an aunt without a name"),
        row("my uncle went home", id="en: an uncle without a name"),
        row("bir abla sordu", id="tr: a sister without a name"),
        row("الدكتور قال لازم ترتاح", id="ar: a doctor without a name"),
        row("السيدة تحتاج مترجم", id="ar: a lady and a verb"),
        row("خانم نخواست بیاید", id="fa: a lady and a verb"),
        row("ወይዘሮ ክትመጽእ እያ", id="ti: a lady and a verb"),
        row("пані хотіла б прийти", id="uk: a lady and a verb"),
        row("آب 79 2021", id="ar: a month with a day that there is not"),
        row("", id="nothing"),
    ],
)
def test_what_people_ask_about_their_work_is_left_alone(words: str) -> None:
    assert found_in(words) == ()


def test_several_are_told_in_the_order_of_the_text() -> None:
    found = found_in("mevrouw Jansen, 12-03-1985, bsn 111222333, 06-12345678, NL91ABNA0417164300, a@b.nl")
    assert [one.kind for one in found] == [NAMED, BIRTH, BSN, PHONE, IBAN, EMAIL]


@pytest.mark.parametrize(
    ("words", "outline"),
    [
        ("111222333", "11…3"),
        ("06-12345678", "06…78"),
        ("mevrouw van der Berg", "mev…rg"),
        ("24-12", "2…2"),
        ("@ab", "@…"),
        ("x", "x…"),
    ],
)
def test_in_outline_hardly_anything_of_it_is_told(words: str, outline: str) -> None:
    assert Found(CASE, words).outline == outline


def test_a_long_piece_is_cut_where_it_can_still_be_shown() -> None:
    assert found_in("https://example.nl/" + "a" * 100)[0].words == "https://example.nl/" + "a" * 21


def test_nine_figures_that_begin_as_an_appointment_are_one_even_if_they_pass_as_a_bsn() -> None:
    assert found_in("24-11-2026 3") == ()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        row("", False, id="nothing"),
        row(" \n\u00a0", False, id="only space"),
        row("a", True, id="a letter"),
        row("a" * LONGEST, True, id="the most"),
        row("a" * (LONGEST + 1), False, id="one too many"),
        row(f"  {'a' * LONGEST}\n", True, id="space around the most"),
    ],
)
def test_a_text_has_something_in_it_and_at_most_two_hundred_signs(words: str, expected: bool) -> None:
    assert fits(words) is expected


@st.composite
def formatted_bsns(draw: st.DrawFn) -> str:
    """Valid by the sum itself, without the library, with up to three signs after any figure."""
    figures = draw(st.lists(st.integers(0, 9), min_size=8, max_size=8))
    check = sum(weight * one for weight, one in zip(range(9, 1, -1), figures, strict=True)) % 11
    assume(check < 10 and any(figures))
    script = draw(st.sampled_from(DIGITS))
    gap = st.text(st.sampled_from(" .-–\u200b\u00a0\u200f"), max_size=3)
    return "".join(script[one] + draw(gap) for one in (*figures, check)).strip(" .-–\u200b\u00a0\u200f")


AROUND = st.sampled_from(["", "bsn ", "haar nummer: ", "رقمها ", "її номер ", "numarası ", "lambar ", "ቁጽሪ "])


@given(AROUND, formatted_bsns(), AROUND)
@settings(max_examples=300)
def test_a_valid_bsn_is_found_however_it_is_written(before: str, number: str, after: str) -> None:
    words = f"{before}{number} {after}"
    assume(not any(full_dates(fold(words)[0])))
    assert Found(BSN, number[:40]) in found_in(words)


DATA = (
    *(
        "111222333",
        "06",
        "12345678",
        "+31",
        "NL91ABNA0417164300",
        "12-03-1985",
        "geboren",
        "2011 JK",
        "V-nummer",
    ),
    *("mevrouw", "Jansen", "السيدة", "пані", "a@b.nl", "www.", "t.me/", "€", "1.250,00"),
)
SIGNS = " \n@-./():\u200b\u202e\u0301\ufe0f\u20e3㍘½²ﷺ\x00\ud800٠۹９፩Ⅻßİıـ№"
NEARLY = st.lists(st.sampled_from((*DATA, *SIGNS)), max_size=12).map("".join)
ANYTHING = st.one_of(st.text(), NEARLY)


@given(ANYTHING)
@example("mevrouw \ufdfa")
@settings(max_examples=300)
def test_every_piece_is_a_short_part_of_any_text(words: str) -> None:
    for one in found_in(words):
        assert one.words
        assert one.words in words
        assert len(one.words) <= 40


@given(ANYTHING.filter(lambda words: not re.search(r"[\d@]", fold(words)[0])))
def test_without_figures_there_is_nothing_that_is_made_of_them(words: str) -> None:
    assert not {one.kind for one in found_in(words)} & DIGIT_KINDS


@given(ANYTHING)
def test_each_sign_that_is_looked_at_has_its_place_in_the_text(words: str) -> None:
    text, places = fold(words)
    assert len(text) == len(places)
    assert list(places) == sorted(places)
    assert all(0 <= place < len(words) for place in places)


@pytest.mark.parametrize(
    "digits", DIGITS, ids=["Latin", "Arabic", "Persian", "fullwidth", "Devanagari", "bold"]
)
@given(st.dates())
def test_the_day_of_an_appointment_is_never_taken_for_anything_else(digits: str, day: date) -> None:
    text = re.sub(r"^\d{4}", "2027", str(day)).translate(str.maketrans(DIGITS[0], digits))
    assert found_in(text) == found_in(f"{text} 14:30") == ()
