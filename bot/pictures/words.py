"""Puts a picture into words, in the language and the direction of whoever it is for."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from babel.dates import format_date

from bot.pictures.render import Bar, Card, Chart, Point
from bot.rules.figures import AVERAGED_WEEKS, Week, four_week_average
from bot.screen import Pair, Picture, Text
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


def chart_of(texts: Texts, language: str, team: str, title: Text, weeks: Sequence[Week]) -> Chart:
    """The last of these weeks, which stand in their order, against the four before it, and what all of them were."""

    def said(text: Text) -> str:
        return texts.plain(language, text)

    return Chart(
        direction=texts.direction(language),
        language=language,
        title=said(title),
        team=team,
        bars_title=said(Text(key="digest.picture.bars")),
        legend=(said(Text(key="digest.picture.now")), said(Text(key="digest.picture.before"))),
        bars=tuple(_bar(texts, language, *one) for one in compared(weeks)),
        points_title=said(Text(key="digest.picture.points")),
        points=tuple(_points(language, weeks)),
        nothing=said(Text(key="digest.picture.nothing")),
    )


def compared(weeks: Sequence[Week]) -> list[tuple[str, int, float | None]]:
    """Topic, number of the last week and average before, the most first; what came less than once a week is left out."""
    *before, now = weeks
    past = before[-AVERAGED_WEEKS:]
    averages: Mapping[str, float] = {
        topic: four_week_average([one.topics.get(topic, 0) for one in past])
        for topic in {*now.topics, *(name for one in past for name in one.topics)}
    }
    found = [(topic, now.topics.get(topic, 0), average) for topic, average in averages.items()]
    shown = sorted((-number, -average, topic) for topic, number, average in found if number or average >= 1)
    return [(topic, -number, -average if past else None) for number, average, topic in shown]


def _bar(texts: Texts, language: str, topic: str, number: int, average: float | None) -> Bar:
    return Bar(texts.plain(language, Text(key=f"topic.{topic}")), number, average)


def _points(language: str, weeks: Sequence[Week]) -> Iterable[Point]:
    """The month stands below the first week, and below each that begins another one."""
    shown = 0
    for one in weeks:
        month = _month(language, one.monday) if one.monday.month != shown else ""
        shown = one.monday.month
        yield Point(str(one.monday.day), month, one.contacts)


def _month(language: str, day: date) -> str:
    return format_date(day, "LLL", locale=language)
