"""The card of a contact that was heavy, and of one with room for words or with words in it."""

from bot.rules.personal_data import LONGEST
from bot.screen import Text
from handlers.dialogs import card
from handlers.dialogs.card_options import Facts
from tests.rules.records import contact
from tests.rules.stage import LARGEST, NOW, ZONE, Stage

HEAVY = contact(id=LARGEST, heavy=True)
PLAIN = contact(id=LARGEST)
FULL = ("w " * LONGEST)[: LONGEST - 1]
TYPED = {"words_typed": FULL, "minutes_typed": "25"}

STAGES = (
    Stage("card, heavy", card.DIALOG, lambda _: Facts(HEAVY, NOW, ZONE, {}), 1),
    Stage(
        "card, heavy off duty",
        card.DIALOG,
        lambda _: Facts(HEAVY, NOW, ZONE, {}, boundary=(Text(key="heavy.waits", apart=True),)),
        1,
    ),
    Stage(
        "card, with room for words",
        card.DIALOG,
        lambda _: Facts(PLAIN, NOW, ZONE, {}, words_allowed=True),
        1,
        words=TYPED,
    ),
    Stage(
        "card, with words",
        card.DIALOG,
        lambda _: Facts(PLAIN, NOW, ZONE, {}, words=FULL, words_allowed=True),
        1,
        words=TYPED,
    ),
    Stage(
        "card, with words that are not allowed any more",
        card.DIALOG,
        lambda _: Facts(PLAIN, NOW, ZONE, {}, words=FULL),
        1,
        words=TYPED,
    ),
)
