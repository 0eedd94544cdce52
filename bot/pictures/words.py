"""Puts a picture into words, in the language and the direction of whoever it is for."""

from collections.abc import Iterable

from bot.pictures.render import Card
from bot.screen import Pair, Picture
from bot.texts import Texts


def card_of(texts: Texts, picture: Picture) -> Card:
    """Ready to be drawn. KeyError for a language or a text that there is not."""
    language = picture.language

    def said(pairs: Iterable[Pair]) -> tuple[tuple[str, str], ...]:
        return tuple((texts.plain(language, label), value) for label, value in pairs)

    return Card(
        direction=texts.direction(language),
        language=language,
        title=texts.plain(language, picture.title),
        team=picture.team,
        rows=said(picture.rows),
        consultation=said(picture.consultation),
        consultation_title=texts.plain(language, picture.consultation_title),
        footer=said(picture.footer),
    )
