"""/quiet: as the organisation has it, widened in every way, hardly anything left, and no minimum for the night."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.rules.light_days import Calendar
from bot.rules.quiet import Quiet
from handlers.dialogs import quiet
from handlers.dialogs.quiet_options import Facts
from tests.rules.stage import NOW, ZONE, Stage

USUAL = Facts(Quiet(), Quiet(), ZONE, NOW)
WIDE = replace(USUAL, quiet=Quiet(17 * 60, 11 * 60 + 30, frozenset({0, 2, 4, 6}), frozenset(Calendar)))
ALWAYS = replace(USUAL, quiet=Quiet(0, 24 * 60, frozenset(range(7))), zone=ZoneInfo("Asia/Kathmandu"))
FREE = replace(USUAL, quiet=Quiet(0, 0), least=Quiet(0, 0), zone=ZoneInfo("Asia/Kabul"))
WORDS = {"start_typed": "18.30", "end_typed": "9:30"}

STAGES = (
    Stage("quiet, as usual", quiet.DIALOG, lambda _: USUAL, words=WORDS),
    Stage("quiet, widened", quiet.DIALOG, lambda _: WIDE, words=WORDS),
    Stage("quiet, always", quiet.DIALOG, lambda _: ALWAYS, words=WORDS),
    Stage("quiet, no night", quiet.DIALOG, lambda _: FREE, words=WORDS),
)
