"""Leave of one's own: with none so far, and with as many as are listed, in two teams."""

from datetime import date

from bot.model import Membership, Role
from handlers.dialogs import leave, leave_words
from tests.rules.stage import LARGEST, LONG_NAME, NOW, Stage

TODAY = NOW.date()
WORDS = {"period": "24-12 tot 3-1"}
MINE = Membership(LARGEST, LONG_NAME, Role.KEY_PERSON, LARGEST)
MANY = tuple(
    leave_words.Leave(leave_words.leave(date(2027, 1, 1 + at), date(2028, 2, 1)), ((MINE, LARGEST - at),))
    for at in range(leave.MOST_LISTED)
)

STAGES = (
    Stage("leave, none yet", leave.DIALOG, lambda _: leave_words.Facts(TODAY), words=WORDS),
    Stage(
        "leave, many in two teams",
        leave.DIALOG,
        lambda _: leave_words.Facts(TODAY, MANY, several=True),
        words=WORDS,
    ),
)
