"""/agree: with nobody and nothing arranged yet, and with everything that can be there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.dialog import Tap
from bot.model import Member, Membership, Role
from bot.rules.hours import NINE_TO_FIVE, Arrangement, Contract, Kind, Window
from handlers.dialogs import agree
from handlers.dialogs.agree_options import Facts
from storage.hours import AGREED, DECLINED, PROPOSED, WITHDRAWN, Entry
from tests.rules.stage import LARGEST, LONG_NAME, NOW, ZONE, Stage

ASKER = LARGEST
WORDS = {
    "times": "9-13, 12-17",
    "period": "24-12 tot 3-1",
    "day_typed": "24-12",
    "span": "18-21",
    "weekly_typed": "7,5",
    "starts_typed": "24-12",
}
NIGHT = {**WORDS, "times": "22-2", "span": "22-2"}
HERE = Membership(LARGEST, LONG_NAME, Role.COORDINATOR, LARGEST)
THERE = replace(HERE, team_id=LARGEST - 1, id=LARGEST - 1)
AMINA = Member(LARGEST, LARGEST - 2, LONG_NAME, Role.KEY_PERSON, True)
HERSELF = Member(LARGEST - 1, ASKER, "", Role.COORDINATOR, True)
FIRST = date(2026, 12, 24)
WEEK = (*NINE_TO_FIVE, *(Window(one, 19 * 60, 26 * 60, consultation=True) for one in range(7)))
MADE = (
    (WITHDRAWN, Arrangement(Kind.HOURS, FIRST)),
    (DECLINED, Arrangement(Kind.OPENING, FIRST, start=22 * 60, end=26 * 60)),
    (AGREED, Arrangement(Kind.HOURS, date(2026, 11, 2), None, 0, 1440, WEEK, Contract.INTERNSHIP, 450)),
    *((AGREED, Arrangement(Kind.LEAVE, date(2027, 1, 1 + at), date(2028, 2, 1))) for at in range(8)),
    *((PROPOSED, Arrangement(kind, FIRST)) for kind in Kind),
)
ENTRIES = tuple(
    Entry(LARGEST - at, LARGEST, state, ASKER, NOW, None if state == PROPOSED else NOW, one)
    for at, (state, one) in enumerate(reversed(MADE))
)


def _bare(_: Sequence[Tap]) -> Facts:
    return Facts(ASKER, NOW, ZONE, (HERE,), (AMINA,))


def _full(taps: Sequence[Tap]) -> Facts:
    answered = {name for tap in taps for name in tap}
    members = (AMINA, HERSELF) if "team" in answered else ()
    return Facts(ASKER, NOW, ZONE, (HERE, THERE), members, ENTRIES if "person" in answered else ())


STAGES = (
    Stage("agree, nothing yet", agree.DIALOG, _bare, words=WORDS),
    Stage("agree, everything", agree.DIALOG, _full, 1, WORDS),
    Stage("agree, at night", agree.DIALOG, _bare, 1, NIGHT),
)
