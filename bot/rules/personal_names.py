"""A name that comes with a title, in many languages."""

import re
from typing import Final

from bot.rules.personal_known import is_known
from bot.rules.personal_signs import LETTER, Spans, any_of, pattern_of, plain

_TITLES: Final = any_of(
    "mevrouw,mevr,mvr,mw,meneer,mijnheer,dhr,heer,mr,mrs,ms,mej,juffrouw,fam,madam,madame,monsieur,mme,frau,herr,mudane,marwo,"
    "sayın,пан,пана,панові,паном,пані,господин,госпожа,السيد,السيدة,للسيد,للسيدة,والسيد,والسيدة,مدام,الآنسة,آنسة,آقای,خانم,"
    "أبو,أبا,ኣይተ,ወይዘሮ,ወይዘሪት,አቶ,ወ/ሮ,ወ/ሪት"
)
# Words that mean more than a title: what follows has a capital, or is among the commonest of names.
_DOUBTFUL: Final = any_of(
    "familie,gezin,family,dr,dokter,doctor,miss,sir,mister,juf,meester,imam,pastoor,dominee,pastor,reverend,zuster,sister,brother,"
    "tante,oom,opa,oma,aunt,auntie,aunty,uncle,teacher,buurvrouw,buurman,bay,bayan,aile,doktor,öğretmen,hoca,"
    "родина,родини,родину,сім'я,сім'ї,лікар,лікарка,лікаря,д-р,п,гр,тьотя,тітка,дядько,дядя,бабуся,дідусь,отець,вчителька,вчитель,"
    "сусідка,сусід,عائلة,آل,بيت,أم,الدكتور,الدكتورة,دكتور,دكتورة,الأستاذ,الأستاذة,أستاذ,أستاذة,الحاج,الحاجة,حاج,حاجة,الشيخ,شيخ,"
    "خالة,عمو,خالتي,عمتي,جارتي,المعلمة,المعلم,خانواده,آقا,دکتر,مهندس,حاج آقا,حاجی,استاد,عمو,عمه,خاله,"
    "ስድራ,ስድራቤት,እንዳ,ዶክተር,ዶ/ር,መምህር,ቀሺ,ኣቦይ,ኣደይ,ሓፍቲ,ሓው,ኣያ,ሓብተይ"
)
_BEHIND: Final = (
    any_of("hanım,abla,teyze,amca,abi,ağabey,hoca,öğretmen,bey")
    + f"(?:'?{any_of('ya,ye,yi,yı,yla,yle,nın,nin,den,dan,le,la,ın,in,ı,i,e,a')})?"
    + f"|{any_of('ailesi,خانم,آقا,جان')}"
)
_NOT_NAMES: Final = frozenset(
    plain(one).casefold()
    for words in (
        "is was heeft had wil wilde kan kon mag moet moest zegt zei vraagt vroeg belt belde komt kwam gaat ging woont en of die dat",
        "met uit in op om over voor naar bij aan niet geen ook nog al er zich haar zijn hun mijn een het wie waar wat wordt werd de",
        "krijgt kreeg spreekt sprak zoekt wacht weet maar want omdat als dan toen nu hier daar vandaag morgen gisteren wel zonder",
        "durft werkt slaapt huilt snapt begrijpt betaalt verhuist eet leest schrijft leert helpt hoort ziet denkt vindt voelt blijft",
        "mocht kent zat zit loopt liep neemt nam staat stond gaf geeft bleef vond dacht doet deed heet gebeld gezegd alleen thuis",
        "has who that and or with from wants asks asked can for to at on not also does did came comes says said needs lives will a",
        "is was had feels felt called calls works worked cannot could would should got gets went goes knows thinks thought the in",
        "та і й з у в на до що як не яка який яку хоче каже просить питає має була був прийшла прийшов чи або і по про мені за",
        "и с что как хочет говорит просит была пришла التي الذي في من على عن مع و او هل لم لا لن ما قد كان كانت قال جاء راح ذهب رجع",
        "طلب عنده عندها موجود مريض مريضة الحامل حامل الكبيرة المسنة العجوز نفسها نفسه هنا اليوم غدا بعد قبل كل هذا هذه ليس ليست",
        "که از به با در را و می یک هم است گفت بعد قبل امروز فردا خانه حامله باردار مریض بیمار جوان مسن پیر همسایه معلم سوری",
        "افغان ایرانی جدید دیگر خیلی هنوز تنها ve ile için çok bir geldi sordu diyor oo ka iyo ku waa",
        "እያ ኣላ ኢላ ኢሉ ኣሎ እዩ ናብ ምስ ካብ ኣብ ናይ ብዛዕባ ሓደ ሓንቲ ኩሉ ሎሚ ጽባሕ ድሕሪ ቅድሚ ሓዳስ ግን",
        "bu o şu her küçük büyük genç yaşlı komşu bizim benim sizin onun iki türk suriyeli kürt afgan iranlı yeni eski aynı",
        "наш наша ця цей моя мій his her our their my this that another",
        "ik ze zij hij we wij u je jij he she they it you i я ми ви він вона вони هي هو هم هما انا نحن او ما آنها ንሱ ንሳ ንሶም ኣነ",
        "blij boos bang moe ziek zwanger verdrietig",
    )
    for one in words.split()
)
# How verbs look in languages that tell names from other words by nothing else.
_VERB: Final = re.compile(
    "|".join(
        plain(one)
        for one in (
            r"[تيس]\w{3,}|\w{3,}ت",  # Arabic
            r"ن?می\w+|ن(?:خواست|رفت|آمد|گفت|داشت|دارد|شد|بود|کرد|داد|توانست)\w*",  # Persian
            r"(?:خواست|رفت|آمد|شد|بود|کرد|داد|توانست|دارد|داشت|باید|زنگ)\w*",
            r"(?:ክት|ክን|ክይ|ኣይ|ከይ|እና|እንተ|ዘይ|ከም)\w+",  # Tigrinya
            r"[а-яіїє']+(?:ла|лась|лася|ти|ає|яє|ить|иться|ють)",  # Ukrainian
            r"[a-z]{3,}te?|[a-z]{4,}de|ge[a-z]{3,}(?:d|en)|(?:ver|ont)[a-z]{3,}d",  # Dutch, in small letters only
        )
    )
)
_SMALL: Final = r"(?:(?:van|von|de|den|der|ter|ten|'t|el|al|bin|ibn|abu|عبد) |(?:op|in|aan) (?:den|der|'t) (?=(?-i:[A-Z]))){0,3}"
_NAME: Final = rf"{_SMALL}(?P<name>{LETTER}[\w'-]*)"
# Behind a title that is not cut short a point ends the sentence, and a single letter may begin the next.
_POINT: Final = rf"\. ?(?!(?<=\w{{5}}\. )(?-i:{LETTER} [a-z]))"
_TITLED: Final = pattern_of(
    rf"(?<![\w/])(?:{_TITLES}\.? ?/ ?)?{any_of('و,ل,ن,ب,ك')}?(?:(?P<doubtful>{_DOUBTFUL})|{_TITLES})"
    rf"(?:{_POINT}|(?P<beside> {{1,3}}))(?={_NAME})"
)
_AFTER_NAME: Final = pattern_of(rf"(?<!\w)(?P<name>{LETTER}{{2,}}) (?:{_BEHIND})(?!\w)")


def named(text: str) -> Spans:
    """A title with the word that comes with it, unless that word is one of the commonest that are no names.

    That word is only looked at: it may be a title itself, with the name behind it.
    """
    for found in _TITLED.finditer(text):
        is_sure = bool(found["beside"]) and not found["doubtful"] and found["name"].istitle()
        if is_sure or _is_name(found["name"], doubtful=bool(found["doubtful"])):
            yield found.start(), found.end("name")
    for found in _AFTER_NAME.finditer(text):
        if _is_name(found["name"], doubtful=True):
            yield found.span()


def _is_name(word: str, *, doubtful: bool) -> bool:
    if is_known(word) or (len(word) == 1 and word.isupper()):
        return True
    if word.casefold() in _NOT_NAMES or _is_verb(word):
        return False
    return not doubtful or word[0].isupper()


def _is_verb(word: str) -> bool:
    return not word[0].isupper() and bool(_VERB.fullmatch(word))
