"""The card of working hours: its size, its words in every script, and what people type into it."""

import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from itertools import product
from pathlib import Path

import pytest
import typst

import bot.pictures
from bot.pictures.render import WIDTH, Card, card_png, fonts, inputs

FOLDER = Path(bot.pictures.__file__).parent
ROOT = FOLDER.parents[1]

DUTCH = Card(
    direction="ltr",
    language="nl",
    title="Wanneer kun je mij bereiken?",
    team="Team één & coöperatie ‘De Brug’ (noord)",
    rows=(("maandag – woensdag", "09:00–17:00"), ("vrijdag", "vrij")),
    consultation=(("woensdag", "13:00–15:00"),),
    consultation_title="Spreekuur",
    footer=(("Direct gevaar:", "112"), ("Kantoor:", "023-1234567")),
)
ENGLISH = replace(
    DUTCH,
    language="en",
    title="When can you reach me?",
    rows=(("Monday – Wednesday", "09:00–17:00"), ("Friday", "closed · “day off”")),
    consultation_title="Consultation hour",
    footer=(("In danger:", "112"), ("Office:", "\u2068+31 (0)23 123 45 67\u2069")),
)
ARABIC = replace(
    DUTCH,
    direction="rtl",
    language="ar",
    title="متى يمكنك التواصل معي؟",
    rows=(("الاثنين – الأربعاء", "09:00–17:00"), ("الجمعة", "إجازة، «عُطلة»")),
    consultation=(("الأربعاء", "من 13:00 إلى ١٥:٠٠"),),
    consultation_title="ساعة استشارة",
    footer=(("في حالة الخطر:", "112"), ("المكتب:", "\u2068023-1234567\u2069")),
)
TIGRINYA = replace(
    DUTCH, language="ti", title="መዓስ ክትረኽበኒ ትኽእል፧", rows=(("ሰኑይ – ረቡዕ፦", "09:00–17:00"), ("ሓሙስ", "፩፪፫"))
)
UKRAINIAN = replace(
    DUTCH, language="uk", title="Коли зі мною зв’язатися, ґанок?", rows=(("понеділок", "«їжак» № 5"),)
)
PERSIAN = replace(ARABIC, language="fa", title="چه زمانی می‌توانید با من تماس بگیرید؟ ۰۱۲۳")
TURKISH = replace(DUTCH, language="tr", title="Bana ne zaman ulaşabilirsin? İĞŞç")
CARDS = [
    pytest.param(one, id=one.language)
    for one in (DUTCH, ENGLISH, ARABIC, TIGRINYA, UKRAINIAN, PERSIAN, TURKISH)
]

NASTY = [
    '#import "x"',
    '#panic("run")',
    '#image("/etc/passwd")',
    "#let card = none",
    '"), "card": {"title": "',
    "\\u{41} \\ $a^2$ @who <label> `raw` *b* _i_ = - + / [ ] { } ~ // /* */",
    "{ } %s {0} \\n",
    "W" * 300,
    "م" * 300,
    "12:00–" * 60,
    "spreekuur@een-organisatie-met-een-hele-lange-naam.example.nl",
    "\u2069\u2069\u2066\u2067\u2068 left open \u202e\u202d",
    "two\nlines\r\n\tand\u2029more",
    "\x00\x07\u200b\ufeff\ufffe",
    "\ud800 half a pair",
    "🆘 漢字 👩‍👩‍👧",
    " ",
    "",
]


def size(png: bytes) -> tuple[int, int]:
    """Width and height, from the first chunk of the file."""
    signature, length, kind, width, height = struct.unpack(">8sI4sII", png[:24])
    assert (signature, length, kind) == (b"\x89PNG\r\n\x1a\n", 13, b"IHDR")
    return width, height


def high(card: Card) -> int:
    return size(card_png(card))[1]


def everywhere(words: str) -> Card:
    pair = (words, words)
    return replace(
        ARABIC,
        title=words,
        team=words,
        rows=(pair, pair),
        consultation=(pair,),
        consultation_title=words,
        footer=(pair,),
    )


def with_every_glyph(card: Card) -> bytes:
    """Drawn as PDF/A, for which typst refuses a character that no font has: it warns nowhere else."""
    return typst.compile(
        FOLDER / "card.typ",
        root=FOLDER,
        font_paths=fonts(),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="a-2b",
        sys_inputs=inputs(card),
    )


@pytest.mark.parametrize("card", CARDS)
def test_it_is_a_png_of_the_documented_width(card: Card) -> None:
    width, height = size(card_png(card))
    assert width == WIDTH == 1080
    assert 800 < height < 2 * WIDTH


def test_the_same_card_gives_the_same_picture() -> None:
    assert card_png(ARABIC) == card_png(ARABIC)


@pytest.mark.parametrize("card", [DUTCH, ARABIC])
def test_the_other_direction_gives_another_picture(card: Card) -> None:
    assert card_png(replace(card, direction="ltr")) != card_png(replace(card, direction="rtl"))


def test_every_row_makes_it_higher() -> None:
    more = [replace(DUTCH, rows=DUTCH.rows[:1] * count) for count in (1, 2, 3, 14)]
    heights = [high(card) for card in more]
    assert heights == sorted(set(heights))


def test_what_is_empty_takes_no_place() -> None:
    shorter = [replace(DUTCH, rows=()), replace(DUTCH, consultation=()), replace(DUTCH, footer=())]
    assert all(high(card) < high(DUTCH) for card in shorter)
    assert high(replace(DUTCH, team="", rows=(), consultation=(), footer=())) > 100


def test_without_consultation_its_title_is_not_drawn() -> None:
    without = replace(DUTCH, consultation=())
    assert card_png(without) == card_png(replace(without, consultation_title="something else"))


@pytest.mark.parametrize("card", CARDS)
def test_every_character_has_a_glyph(card: Card) -> None:
    assert with_every_glyph(card).startswith(b"%PDF")


def test_a_missing_glyph_would_be_found() -> None:
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        with_every_glyph(replace(DUTCH, rows=(("月曜日", "09:00–17:00"),)))


def test_regular_and_bold_are_there_for_every_script() -> None:
    faces = {(one.family, one.weight) for one in fonts().fonts()}
    assert faces == set(product(("Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic"), (400, 700)))


@pytest.mark.parametrize(
    "number", ["09:00–17:00", "0800-2000", "023-1234567", "+31 (0)23 123 45 67", "*144#"]
)
@pytest.mark.parametrize("around", ["{}", "اتصل {} الآن", "{} (المكتب)"])
def test_a_number_reads_from_left_to_right_between_arabic_words(number: str, around: str) -> None:
    def drawn(words: str) -> bytes:
        return card_png(replace(ARABIC, footer=((around.format(words), around.format(words)),)))

    assert drawn(number) == drawn(f"\u2066\u202d{number}\u202c\u2069")


@pytest.mark.parametrize("name", ["De Brug e.o.", "(noord) Welzijn!"])
def test_a_dutch_name_keeps_its_marks_in_place_between_arabic_words(name: str) -> None:
    named = replace(ARABIC, team=name)
    assert card_png(named) == card_png(replace(named, team=f"\u2066{name}\u2069"))
    assert card_png(named) != card_png(replace(named, team=f"\u2067{name}\u2069"))


@pytest.mark.parametrize("words", NASTY, ids=[ascii(words[:20]) for words in NASTY])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_whatever_is_typed_is_drawn(words: str, direction: str) -> None:
    width, height = size(card_png(replace(everywhere(words), direction=direction)))
    assert width == WIDTH
    assert height > 100


@pytest.mark.parametrize(("typed", "run"), [('#upper("a")', "A"), ("#(1 + 1)", "2"), ("\\u{41}", "A")])
def test_what_looks_like_a_template_is_not_run(typed: str, run: str) -> None:
    assert card_png(replace(DUTCH, team=typed)) != card_png(replace(DUTCH, team=run))


@pytest.mark.parametrize("words", ["W" * 300, "م" * 300, "12:00–" * 60], ids=["latin", "arabic", "hours"])
def test_a_word_wider_than_the_card_goes_on_below(words: str) -> None:
    assert high(replace(DUTCH, title=words)) > high(replace(DUTCH, title=words[:10])) + 300


def test_it_looks_the_same_on_a_machine_without_home_fonts_or_settings(tmp_path: Path) -> None:
    program = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1])\n"
        "from bot.pictures.render import card_png\n"
        "from tests.pictures.test_card import ARABIC\n"
        "print(hashlib.sha256(card_png(ARABIC)).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(ROOT)],
        cwd=tmp_path,
        env={"HOME": str(tmp_path), "PATH": "", "TYPST_FONT_PATHS": "/usr/share/fonts", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert run.stdout.strip() == sha256(card_png(ARABIC)).hexdigest()
    assert list(tmp_path.iterdir()) == [], "nothing is fetched or kept"


def test_no_template_fetches_a_package() -> None:
    templates = list(FOLDER.glob("*.typ"))
    assert templates
    assert [one.name for one in templates if "@preview" in one.read_text()] == []


def test_threads_do_not_get_into_each_others_pictures() -> None:
    cards = [DUTCH, ARABIC, ENGLISH, TIGRINYA]
    alone = [card_png(card) for card in cards]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(card_png, cards * 3)) == alone * 3


def test_the_fonts_are_small_and_have_their_licence_beside_them() -> None:
    files = list((FOLDER / "fonts").iterdir())
    assert {one.suffix for one in files} == {".ttf", ".txt"}
    assert sum(one.stat().st_size for one in files) < 3_000_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "fonts" / "OFL.txt").read_text()
