"""The safety cards in every language: each fits one screen of a small phone."""

from textwrap import wrap

import pytest

from bot.rules.safety import show
from bot.safety import CARDS
from bot.texts import Texts
from tests.rules.reader import NIGHT, READER
from tests.texts.catalogues import languages
from tryout.text.formatted import message_text

COLUMNS, ROWS = 42, 24
TEXTS = Texts.load()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("card", CARDS)
def test_a_card_fits_one_screen(card: str, language: str) -> None:
    said = message_text(TEXTS.html(language, show(CARDS[card], READER, language, NIGHT)), "HTML", []).text
    shown = said.translate({0x2068: None, 0x2069: None})
    rows = [row for line in shown.split("\n") for row in wrap(line, COLUMNS) or [""]]
    assert len(rows) <= ROWS, shown
