"""What the person who called reads: whole sentences in one language, and nothing about anybody."""

import re
from datetime import UTC, datetime

import pytest

from bot.texts import Texts
from storage import teams
from tests.cast import Someone, World

OFFICE, DOCTOR = "023-1234567", "023-7654321"
MONDAY_EVENING = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)
BEGINS = {
    "en": "I am not working now.\nI am back on Tuesday at 09:00.",
    "nl": "Ik werk nu niet.\nIk werk weer op dinsdag om 09:00.",
    "ar": "أنا خارج الدوام الآن.\nأعود إلى العمل يوم الثلاثاء الساعة 09:00.",
}
DAYS = {
    "en": "Monday to Friday: 09:00–17:00",
    "nl": "maandag tot en met vrijdag: 09:00–17:00",
    "ar": "الدوام من الاثنين إلى الجمعة: 09:00–17:00",
}


@pytest.fixture
def keys_only() -> Texts:
    """These tests are about words."""
    return Texts.load()


@pytest.fixture
async def at_home(world: World, amina: Someone, vera: Someone) -> Someone:
    """Amina, who reads Dutch, on a Monday evening."""
    person = await vera.person()
    async with world.database.transaction() as session:
        numbers = {"office_phone": OFFICE, "doctor_phone": DOCTOR}
        await teams.change(session, person, person.memberships[0].team_id, **numbers)
    await amina.does("/language", "[nl]")
    world.clock.moment = MONDAY_EVENING
    return amina


def read(who: Someone) -> str:
    return re.sub("[\u2068\u2069]", "", who.phone.last.text)


@pytest.mark.parametrize("language", ["en", "nl", "ar"])
async def test_the_message_is_in_the_language_of_the_caller_and_the_page_in_hers(
    at_home: Someone, language: str
) -> None:
    await at_home.does("/offduty", f"[{language}]")
    assert read(at_home).startswith(BEGINS[language])
    [page] = [one for one in at_home.phone.messages if one.inline]
    assert page.text.startswith("Tik op de taal van de persoon die belde.")
    assert page.inline[-1][0].text == "🖼 Mijn uren als plaatje"


@pytest.mark.parametrize("language", ["en", "nl", "ar"])
async def test_the_card_as_text_is_in_that_language_too(at_home: Someone, language: str) -> None:
    await at_home.does("/offduty", f"[{language}]", "[text]")
    assert DAYS[language] in read(at_home).split("\n")


@pytest.mark.parametrize("language", ["en", "nl", "ar"])
async def test_each_number_stands_alone_on_its_line(at_home: Someone, language: str) -> None:
    await at_home.does("/offduty", f"[{language}]")
    assert [line for line in read(at_home).split("\n") if line.startswith(("0", "1"))] == [
        "112",
        OFFICE,
        DOCTOR,
    ]
    codes = [one for one in at_home.phone.last.entities if one["type"] == "code"]
    assert len(codes) == 3, "one tap copies a number"


async def test_arabic_in_dutch_hands_has_no_word_of_dutch(at_home: Someone) -> None:
    await at_home.does("/offduty", "[ar]")
    assert re.findall("[A-Za-z]+", read(at_home)) == ["huisarts"]


@pytest.mark.parametrize("wanted", ["[ar]", "[text]"])
async def test_nothing_of_it_says_who_she_is(world: World, at_home: Someone, wanted: str) -> None:
    await at_home.does("/offduty", "[nl]", wanted)
    people = ("Amina", "Vera", *map(str, world.people))
    assert [one for one in people if one in read(at_home)] == []


async def test_what_is_to_be_said_waits_in_the_language_that_was_chosen(
    world: World, at_home: Someone
) -> None:
    await at_home.does("/offduty")
    world.telegram.faults.add("too_many", method="sendMessage", retry_after=0)
    await at_home.does("[ar]")
    assert read(at_home).startswith(BEGINS["ar"])


@pytest.mark.parametrize("language", ["en", "nl", "ar"])
async def test_a_picture_is_drawn_in_the_language_that_was_chosen(at_home: Someone, language: str) -> None:
    await at_home.does("/offduty", "[en]", "[picture]")
    english = at_home.phone.last.content
    await at_home.does(f"[{language}]", "[picture]")
    assert (at_home.phone.last.content == english) is (language == "en")
