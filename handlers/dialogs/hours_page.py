"""The page of /hours: what is to be answered, each membership, quiet hours, and where one can go from here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Final

from bot.dialog import Option, Scene
from bot.model import Role
from bot.rules import gate, load, quiet
from bot.rules.gate import Reach
from bot.rules.load import Band
from bot.rules.stretches import around, standing_on
from bot.screen import Text, Value
from handlers.dialogs.arranged import span
from handlers.dialogs.arranging import said
from handlers.dialogs.hours_block import Block, Section, apart, further, opening_lines, until_when
from storage.hours import PROPOSED, Entry

# So that the page stays within one message of Telegram's.
MOST_LINES: Final = 60
LEFT_OUT: Final = (Text(key="hours.more"),)
WAYS: Final = (("away", "🚪"), ("quiet", "🤫"), ("leave", "🌴"))
ENTER: Final = Option("time", icon="➕")


@dataclass(frozen=True)
class Seen:
    """What the coordinator of one team sees of her hours."""

    team: str
    decided: bool
    band: Band | None = None


@dataclass(frozen=True)
class Facts:
    now: datetime
    reach: Reach
    counts: bool
    blocks: tuple[Block, ...]
    seen: tuple[Seen, ...] = ()

    @property
    def today(self) -> date:
        return self.now.astimezone(self.reach.zone).date()

    @property
    def several(self) -> bool:
        return len(self.blocks) > 1

    @property
    def open_proposal(self) -> tuple[Block, Entry] | None:
        """The oldest one that waits for her answer: one at a time, so that it is clear what a button means."""
        waiting = [(block, one) for block in self.blocks for one in block.entries if one.state == PROPOSED]
        return min(waiting, key=lambda item: item[1].id, default=None)

    @property
    def full(self) -> list[Block]:
        """Where all hours of the week are used and there is somebody to share it with."""
        used = [one for one in self.blocks if one.used and one.used.week.percent >= load.FULL]
        return [one for one in used if one.shares]


Shown = Scene[Facts]


def page(facts: Facts) -> tuple[Text, ...]:
    above = [_proposal(facts), tuple(_away(facts))]
    opened = [tuple(opening_lines(one, facts.now, several=facts.several)) for one in facts.blocks]
    room = MOST_LINES - sum(map(len, [*above, *opened]))
    rest = _fitting([further(one, facts.now) for one in facts.blocks], room)
    blocks = [one for opening, told in zip(opened, rest, strict=True) for one in (opening, *told)]
    lines = [line for one in (*above, *blocks, tuple(_quiet(facts))) for line in apart(one)]
    return (lines[0].model_copy(update={"apart": False}), *lines[1:])


def _fitting(further: Sequence[Sequence[Section]], room: int) -> list[list[Section]]:
    """What matters most of every membership first; where something is left out, that is said."""
    kept: list[list[Section]] = [[] for _ in further]
    for sections in zip(*further, strict=True):
        for mine, one in zip(kept, sections, strict=True):
            if len(one) <= max(room, 0):
                room -= len(one)
                mine.append(one)
            elif LEFT_OUT not in mine:
                mine.append(LEFT_OUT)
    return kept


def _proposal(facts: Facts) -> tuple[Text, ...]:
    if facts.open_proposal is None:
        return ()
    block, entry = facts.open_proposal
    asked = Text(key="hours.proposed_in" if facts.several else "hours.proposed", values=_team(block))
    return (asked, *said(entry.arrangement, facts.today))


def _team(block: Block) -> dict[str, Value]:
    return {"team": block.membership.team}


def _away(facts: Facts) -> Iterator[Text]:
    until = facts.reach.away_until
    if until and until > facts.now:
        yield Text(key="hours.away", values={"until": until_when(until, facts.now, facts.reach.zone)})


def _quiet(facts: Facts) -> Iterator[Text]:
    """Every night; and while it is quiet, how long that lasts for her."""
    mine = facts.reach.quiet
    if mine.start != mine.end:
        yield Text(key="hours.quiet", values={"times": span(mine.start, mine.end)})
    opens = None if any(_away(facts)) else _silent_until(facts.reach, facts.now)
    if opens:
        yield Text(key="hours.silent", values={"until": until_when(opens, facts.now, facts.reach.zone)})


def _silent_until(reach: Reach, now: datetime) -> datetime | None:
    if not around(quiet.stretches(reach.quiet, reach.zone, reach.holidays, now, now), now):
        return None
    return standing_on(partial(gate.openings, reach, None), now).until


def options(scene: Shown) -> tuple[Option, ...]:
    return (*_answers(scene.facts), *_shares(scene.facts), *_ways(scene.facts))


def _answers(facts: Facts) -> Iterator[Option]:
    if facts.open_proposal:
        _, entry = facts.open_proposal
        yield Option(f"yes_{entry.id}", Text(key="hours.yes"), "✅", wide=True)
        yield Option(f"no_{entry.id}", Text(key="hours.no"), "✋", wide=True)


def _shares(facts: Facts) -> Iterator[Option]:
    for one in facts.full:
        key = "hours.share_team" if facts.several else "hours.share"
        yield Option(f"share_{one.membership.team_id}", Text(key=key, values=_team(one)), "📣", wide=True)


def _ways(facts: Facts) -> Iterator[Option]:
    yield from (Option(name, icon=icon) for name, icon in WAYS)
    is_key_person = any(one.membership.role is Role.KEY_PERSON for one in facts.blocks)
    if is_key_person:
        yield ENTER
    if any(one.counts(facts.today) for one in facts.blocks):
        yield Option("count_off" if facts.counts else "count_on", icon="⏱")
    yield Option("history", icon="📜")
    if is_key_person:
        yield Option("seen", icon="👁", wide=True)
