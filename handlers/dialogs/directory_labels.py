"""By which words the directory of services is searched: what things are called in every language of the bot."""

from collections.abc import Iterable
from functools import cache
from typing import Final

from bot.rules.contacts import details_of
from bot.rules.directory import CATEGORIES
from bot.rules.directory_search import Labels, words_in
from bot.rules.typed_lists import language_names
from bot.screen import Text
from bot.taxonomy import TAXONOMY
from bot.texts import Texts

ESCAPE: Final = "other"  # its words say nothing


@cache
def labels_of(texts: Texts) -> Labels:
    """The same for everybody, so it is put together once."""
    topics = {one: _said(texts, _about(one)) for one in TAXONOMY.topic_partners if one != ESCAPE}
    return Labels(
        {one: _said(texts, [Text(key=f"partner.{one}")]) for one in CATEGORIES},
        _languages(texts),
        {one: "".join(said for topic, said in topics.items() if _fits(one, topic)) for one in CATEGORIES},
    )


def _fits(category: str, topic: str) -> bool:
    return category in TAXONOMY.topic_partners[topic]


def _about(topic: str) -> list[Text]:
    return [Text(key=f"topic.{topic}"), *(Text(key=f"detail.{topic}.{one}") for one in details_of(topic))]


def _said(texts: Texts, about: Iterable[Text]) -> str:
    return words_in(texts.plain(language, one) for one in about for language in texts.languages)


def _languages(texts: Texts) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for language in texts.languages:
        for code, name in language_names(language).items():
            found.setdefault(code, [code]).append(name)
    return {code: words_in(names) for code, names in found.items()}
