"""The commonest names of the people who use the bot, for titles that are ordinary words as well."""

import re
from typing import Final

from bot.rules.personal_signs import plain

_COMMON: Final = frozenset(
    plain(one).casefold()
    for names in (
        "محمد احمد علي حسن حسين محمود ابراهيم يوسف خالد عمر عثمان طارق سامي سمير كريم رامي وليد ماهر بلال ياسر ياسين زياد",
        "جمال كمال نبيل فادي فراس انس مصطفى مروان عدنان غسان ايمن باسل حمزة سعيد صالح عبدالله عبدالرحمن تيسير يحيى سليم سليمان",
        "فاطمة مريم زينب خديجة عائشة امينة سلمى رنا لينا هدى سعاد سميرة ليلى نادية سارة رشا منى هبة اسماء ايمان دعاء رقية",
        "حنان وفاء سلوى ريم نجلاء سمر غادة رانيا شيماء تهاني يسرى عصمت جودت نشات كوثر امل سناء رغد نورا نور ام احلام",
        "رضایی احمدی محمدی حسینی کریمی رحیمی نوری قادری امیری هاشمی موسوی جعفری صادقی اکبری حیدری مرادی نظری رستمی یوسفی",
        "رضا مهدی امیر حمید مجید سعید ناصر فرهاد بهرام کامران زهرا فاطمه نرگس لیلا شیرین فرزانه یاسمن پروانه سمیه معصومه سکینه",
        "نسرین پروین مینا سارا نازنین مهناز شهلا فریبا فرشته زرغونه نجیبه شکیبا گلالی عبدالله غلام نجیب حبیب کبری",
        "ተስፋይ ኣልማዝ ኪዳነ ለተብርሃን ሃይለ ሳባ መብራህቱ ፍረወይኒ ትርሓስ ዮናስ ምሕረት በረኸት ራሄል ኣብርሃም ዘውዲ ሙሴ ኣስቴር ሚካኤል ሃና ዳኒኤል ዮሃንስ",
        "ኢሳያስ ሰመረ ኣማኑኤል ፊልሞን ሮቤል ሰሎሞን ኤፍሬም ጸጋይ ኣለም ብርሃነ ንግስቲ ኪሮስ ሄለን ሊድያ ሜሮን ኤልሳ ርግኣት ያሬድ ክብሮም ሰናይት ሰላም ማርያም",
        "ayşe fatma mehmet mustafa ahmet ali hüseyin hasan ibrahim ismail osman yusuf murat ömer ramazan halil süleyman emine hatice",
        "zeynep elif meryem şerife zehra sultan hanife merve havva zeliha esra özlem yasemin hülya leyla filiz sevgi kemal rojda",
        "yılmaz kaya demir şahin öztürk aydın arslan doğan kılıç aslan çetin kara koç kurt özdemir şimşek",
        "оксана ірина тетяна наталія наталя олена людмила галина марія анна ганна світлана юлія катерина надія валентина лариса",
        "сергій олександр андрій володимир микола іван василь дмитро юрій петро михайло віктор степан богдан",
        "jansen vries bakker visser smit meijer mulder peters hendriks dekker brouwer dijkstra berg dijk willems hoekstra kuipers",
        "smith johnson williams brown jones miller davis wilson taylor singh khan patel kowalska kowalski nowak",
        "mohamed mohammed muhammad ahmed hassan hussein omar abdi farah warsame faduma halimo sahra hodan khadija fatima amina maryam",
        "schmidt brandt robert bart bert gert geert kurt vincent charlotte brigitte annette bente gerritsen geertsen",
        "polat bulut bozkurt hikmet ismet nusret fikret umut cevat saadet feride zahide nahide rahmat nimat hayat",
        "haile tesfay tekle gebre berhane selam almaz saba yonas abraham mehari rahimi ahmadi karimi hosseini osman ibrahim",
    )
    for one in names.split()
)
# Parts by which a name shows: Ukrainian and Eritrean ones, and Arabic ones made of two words.
_SHAPED: Final = re.compile(
    plain(r"[а-яіїєґ']{3,}(?:енк[оаую]|енком|чук[ауом]{0,2}|юк|ськ(?:ий|а|ого|ої))")
    + plain(r"|(?:ገብረ|ወልደ|ሃብተ|ተስፋ|ኪዳነ|ለተ|ተኽለ|ጸጋ)\w{2,}|عبدال\w{2,}|gebre\w{3,}|tesfa\w{2,}|welde\w{2,}"),
    re.IGNORECASE,
)
# Cases of Ukrainian names: Оксани, Оксану, Оксаною.
_ENDING: Final = re.compile("(?:ою|ею|[аиуіюяї])$")


def is_known(word: str) -> bool:
    """A word of a folded text, whatever its capitals."""
    small = word.casefold().partition("'")[0] if "'" in word else word.casefold()
    stem = _ENDING.sub("а", small) if re.search("[а-я]", small) else small
    return small in _COMMON or stem in _COMMON or bool(_SHAPED.fullmatch(word))
