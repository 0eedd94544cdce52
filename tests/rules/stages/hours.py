"""/hours: nothing agreed, everything arranged, a coordinator, nights and holidays, and what a coordinator sees."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from bot.dialog import Tap
from bot.model import Membership, Role
from bot.rules.gate import Reach
from bot.rules.holidays import HolidayRules
from bot.rules.hours import Arrangement, Contract, Duty, Kind, Window
from bot.rules.load import Balance, Band
from bot.rules.quiet import Quiet
from handlers.dialogs import hours
from handlers.dialogs.bands import Used
from handlers.dialogs.hours_block import Block
from handlers.dialogs.hours_page import Facts, Seen
from storage.hours import AGREED, DECLINED, PROPOSED, WITHDRAWN, Entry
from tests.rules.stage import LARGEST, LONG_NAME, NOW, ZONE, Stage

NIGHT: Final = datetime(2026, 11, 28, 22, 30, tzinfo=UTC)
CHRISTMAS: Final = datetime(2026, 12, 25, 11, 0, tzinfo=UTC)
EVERY_DAY: Final = tuple(
    Window(day, start, start + 150 + day, consultation=fixed)
    for day in range(7)
    for start, fixed in ((480, False), (780, False), (1020, True))
)
FIRST: Final = date(2026, 11, 2)
LATER: Final = date(2026, 12, 1)
WEEKLY: Final = Arrangement(
    Kind.HOURS, FIRST, windows=EVERY_DAY, contract=Contract.VOLUNTEER, weekly_minutes=930
)
AHEAD: Final = (
    Arrangement(Kind.LEAVE, date(2026, 12, 28), date(2027, 1, 4)),
    Arrangement(Kind.OPENING, date(2026, 11, 28), start=600, end=720),
    Arrangement(Kind.CLOSING, date(2026, 11, 30), start=600, end=720),
    Arrangement(Kind.CLOSING, date(2026, 12, 1)),
)
STATES: Final = (PROPOSED, AGREED, DECLINED, WITHDRAWN)
USED: Final = Used(Balance(930, 930), Balance(1805, 3986), 3)
REACH: Final = Reach(ZONE, Quiet(), HolidayRules(), {})


def mine(role: Role = Role.KEY_PERSON, at: int = 0, name: str = "Haarlem Effect") -> Membership:
    return Membership(LARGEST - at, name, role, LARGEST - at)


def entries(*made: Arrangement) -> tuple[Entry, ...]:
    return tuple(
        Entry(LARGEST - at, LARGEST, STATES[at % len(STATES)], 1, NOW, NOW if at else None, one)
        for at, one in enumerate(made)
    )


def block(at: int, *arrangements: Arrangement, **fields: Any) -> Block:
    given = {"membership": mine(at=at, name=LONG_NAME), "duty": Duty(ZONE, arrangements), **fields}
    return Block(**given)


def facts(*blocks: Block, **fields: Any) -> Callable[[Sequence[Tap]], Facts]:
    """As gathered: the gate asks the same hours as the page."""
    duties = {LARGEST - at: (one.duty,) for at, one in enumerate(blocks)}
    given = {"now": NOW, "reach": replace(REACH, duties=duties), "counts": True, **fields}
    return lambda _: Facts(blocks=blocks, **given)


ALL: Final = (WEEKLY, replace(WEEKLY, first=LATER, weekly_minutes=450), *AHEAD)
PLAIN: Final = Block(mine(), Duty(ZONE))
VERA: Final = Block(mine(Role.COORDINATOR), Duty(ZONE, (replace(WEEKLY, contract=None),)))
BUSY: Final = block(0, *ALL, entries=entries(*ALL, *ALL), used=USED, shares=True)
SAME: Final = block(1, *ALL, entries=entries(*ALL), used=USED, shares=True)
AWAY: Final = replace(REACH, away_until=NOW + timedelta(hours=3), duties={LARGEST: (PLAIN.duty,)})
SEEN: Final = tuple(
    Seen(LONG_NAME, decided=decided, band=band)
    for decided, band in ((False, None), (True, None), (True, Band.WITHIN))
)

STAGES = (
    Stage("hours, nothing agreed", hours.DIALOG, facts(PLAIN, seen=SEEN[:1])),
    Stage("hours, away", hours.DIALOG, facts(PLAIN, reach=AWAY)),
    Stage("hours, a week with no days", hours.DIALOG, facts(block(0, Arrangement(Kind.HOURS, FIRST)))),
    Stage("hours, at night", hours.DIALOG, facts(replace(BUSY, used=None), now=NIGHT)),
    Stage("hours, a holiday", hours.DIALOG, facts(PLAIN, now=CHRISTMAS)),
    Stage("hours, leave", hours.DIALOG, facts(BUSY, now=CHRISTMAS + timedelta(days=4))),
    Stage("hours, closed for a day", hours.DIALOG, facts(block(0, Arrangement(Kind.CLOSING, NOW.date())))),
    Stage("hours, everything at once", hours.DIALOG, facts(BUSY, seen=SEEN[-1:])),
    Stage("hours, three teams", hours.DIALOG, facts(BUSY, SAME, replace(VERA, entries=()), seen=SEEN)),
    Stage("hours, not counted", hours.DIALOG, facts(replace(BUSY, used=None), counts=False, seen=SEEN[1:2])),
    Stage("hours, a coordinator", hours.DIALOG, facts(VERA)),
)
