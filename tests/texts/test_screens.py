"""Every screen in every language: Telegram takes it, and it fits."""

from datetime import date

import pytest

from bot.rules import safety
from bot.safety import CARDS
from bot.screen import Day, Screen, Text
from handlers.dialogs import privacy
from handlers.dialogs.forget import certificate
from tests.rules import walks
from tests.rules.reader import NIGHT, READER
from tests.texts import used
from tests.texts.catalogues import SOURCE, by_key, languages, placeholders
from tryout.text.formatted import TEXT_LIMIT, message_text
from tryout.text.spans import utf16_length

LANGUAGE = pytest.mark.parametrize("language", languages())


def told() -> list[tuple[str, Screen]]:
    """What is said outside the dialogues."""
    alone = {key for key in used.written() if not placeholders(by_key("bot", SOURCE)[key].source[0])}
    help_ = [f"help.{role}" for role in ("key_person", "coordinator")]
    return [
        *((f"card {one.id}", safety.show(one, READER, "ar", NIGHT)) for one in CARDS.values()),
        ("privacy of strangers", privacy.strangers()),
        ("certificate", certificate("2026", Day(day=date(2026, 11, 23)))),
        *((key, Screen(lines=(Text(key=key),))) for key in sorted({*alone, *help_})),
    ]


def lines_of(screen: Screen) -> tuple[str, ...]:
    return tuple(line.model_dump_json() for line in screen.lines)


@LANGUAGE
def test_telegram_takes_every_screen(language: str) -> None:
    different = {lines_of(screen): (name, screen) for name, screen in [*walks.screens(), *told()]}
    assert len(different) > 100
    for name, screen in different.values():
        said = message_text(walks.texts().html(language, screen), "HTML", [])
        assert 0 < utf16_length(said.text) <= TEXT_LIMIT, name


@LANGUAGE
def test_no_button_is_without_words(language: str) -> None:
    labels = {button.label.model_dump_json(): button.label for button in walks.buttons()}
    assert len(labels) > 100
    assert [
        label.key
        for label in labels.values()
        if not walks.texts().plain(language, label).strip("\u2068\u2069 ")
    ] == []
