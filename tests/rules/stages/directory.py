"""The directory of services: empty, small, large and for two teams; to look into, and to keep."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from bot.dialog import Tap
from bot.model import Membership, Role
from bot.rules.directory import CATEGORIES, LONGEST, Partner
from handlers.dialogs import card, card_options, coordinated, directory
from handlers.dialogs.directory_facts import Facts, View
from storage.partners import Entry
from tests.rules.records import contact
from tests.rules.stage import LARGEST, LONG_NAME, NOW, ZONE, Stage

TODAY: Final = NOW.astimezone(ZONE).date()
MINE: Final = tuple(Membership(LARGEST - at, LONG_NAME, Role.COORDINATOR) for at in range(2))
BARE: Final = Entry(1, LARGEST, Partner("gp", "Kruis"))
FULL: Final = Entry(
    LARGEST,
    LARGEST,
    Partner(
        "midwife_child_health",
        **{name: "<W>" * (most // 3) for name, most in LONGEST.items()},
        languages=("nl", "ar", "ti", "prs", "kmr", "uk"),
        phone="023 512 3456",
        working_days=tuple(range(7)),
        checked_on=date(2025, 3, 4),
    ),
)
MANY: Final = tuple(
    replace(FULL, id=LARGEST - at, partner=replace(FULL.partner, category=CATEGORIES[at % len(CATEGORIES)]))
    for at in range(70)
)
WORDS: Final = {
    "word": "w",
    "file": "document:5000:BQACAgQAAxkBAAIB_-1",
    "name": "Kruis",
    "what": "Hulp\nbij brieven",
    "for_whom": "Iedereen",
    "languages": "nl, ar",
    "opening_hours": "ma-do",
    "address": "Grote Markt",
    "phone": "023 512 3456",
    "contact_name": "Vera",
    "deputy_name": "Petro",
    "working_days": "mon, tue",
    "how_to_refer": "Bel",
}


def _facts(
    entries: tuple[Entry, ...], *, coordinates: bool = True, teams: int = 1
) -> Callable[[Sequence[Tap]], Facts]:
    view = View(MINE[0], coordinates, TODAY, "nl", entries, learned=("helped", "waiting_list"))

    def facts(taps: Sequence[Tap]) -> Facts:
        chosen = coordinated.chosen(MINE[:teams], taps)
        return Facts(MINE[:teams], view if chosen else None)

    return facts


def _card(_: Sequence[Tap]) -> card_options.Facts:
    referred = contact(actions=("referred",), referral="gp", id=LARGEST)
    there = tuple((LARGEST - at, "<W>" * 26) for at in range(70))
    return card_options.Facts(referred, NOW, ZONE, {}, partners=there, partner=there[0])


STAGES = (
    Stage("directory, empty", directory.DIALOG, _facts((), coordinates=False, teams=2), 1, WORDS),
    Stage("directory, empty, her own", directory.DIALOG, _facts(()), 2, WORDS),
    Stage("directory, small", directory.DIALOG, _facts((FULL, BARE)), 2, WORDS),
    Stage("directory, to read", directory.DIALOG, _facts((FULL, BARE), coordinates=False), 2, WORDS),
    Stage("card, with the directory", card.DIALOG, _card, 1),
    Stage("directory, large", directory.DIALOG, _facts(MANY), 1, WORDS),
)
