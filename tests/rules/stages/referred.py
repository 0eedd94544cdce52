"""/referral, more: nothing known yet, and known, about much."""

from dataclasses import replace
from typing import Final

from bot.taxonomy import TOPICS
from handlers.dialogs import referred
from handlers.dialogs.referred import Facts
from storage.referrals import Referral
from tests.rules.stage import LARGEST, NOW, Stage

ONE: Final = Referral(LARGEST, 1, 1, "library_ido", ("letters_admin",), NOW.date(), NOW, 1, None, 14)
MUCH: Final = replace(ONE, category="midwife_child_health", topics=tuple(TOPICS)[:3], outcome="waiting_list")

STAGES = (
    Stage("referred", referred.DIALOG, lambda _: Facts(ONE)),
    Stage("referred, known", referred.DIALOG, lambda _: Facts(MUCH)),
)
