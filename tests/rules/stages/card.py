"""The card of a contact that was heavy: marked on duty, and off duty with the question still to come."""

from bot.screen import Text
from handlers.dialogs import card
from handlers.dialogs.card_options import Facts
from tests.rules.records import contact
from tests.rules.stage import LARGEST, NOW, ZONE, Stage

HEAVY = contact(id=LARGEST, heavy=True)

STAGES = (
    Stage("card, heavy", card.DIALOG, lambda _: Facts(HEAVY, NOW, ZONE, {}), 1),
    Stage(
        "card, heavy off duty",
        card.DIALOG,
        lambda _: Facts(HEAVY, NOW, ZONE, {}, boundary=(Text(key="heavy.waits", apart=True),)),
        1,
    ),
)
