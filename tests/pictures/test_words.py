"""A picture in words: ready strings, in the direction of the language."""

import pytest

from bot.pictures.words import card_of
from bot.screen import Picture, Text, Weekday
from bot.texts import Texts

TEXTS = Texts.load()


def picture(language: str) -> Picture:
    monday = Text(key="arranged.weekday", values={"weekday": Weekday(weekday=0)})
    return Picture(
        language=language,
        title=Text(key="offduty.title"),
        team="Haarlem Effect",
        rows=((monday, "09:00–17:00"),),
        consultation_title=Text(key="offduty.consultation"),
        consultation=((monday, "13:00–15:00"),),
        footer=((Text(key="offduty.card.danger"), "112"),),
    )


@pytest.mark.parametrize(
    ("language", "direction", "monday"),
    [("en", "ltr", "Monday"), ("nl", "ltr", "maandag"), ("ar", "rtl", "الاثنين")],
)
def test_every_word_of_it_is_in_its_language(language: str, direction: str, monday: str) -> None:
    card = card_of(TEXTS, picture(language))
    assert (card.language, card.direction, card.team) == (language, direction, "Haarlem Effect")
    assert card.title == TEXTS.plain(language, Text(key="offduty.title"))
    assert card.rows == ((f"\u2068{monday}\u2069", "09:00–17:00"),)
    assert card.consultation == ((f"\u2068{monday}\u2069", "13:00–15:00"),)
    assert card.footer == ((TEXTS.plain(language, Text(key="offduty.card.danger")), "112"),)


def test_a_language_that_there_is_not_is_an_error() -> None:
    with pytest.raises(KeyError):
        card_of(TEXTS, picture("gone"))


@pytest.mark.parametrize("language", sorted(TEXTS.languages))
def test_every_language_has_a_direction(language: str) -> None:
    assert TEXTS.direction(language) == ("rtl" if language == "ar" else "ltr")
