"""The pages behind /hours: what was arranged so far, and what a coordinator sees of somebody's hours."""

from collections.abc import Iterator
from typing import Final

from bot.rules.load import LEAST_PERSONS
from bot.screen import Day, Text
from handlers.dialogs.arranging import said
from handlers.dialogs.hours_block import Block, apart
from handlers.dialogs.hours_page import MOST_LINES, Facts, Seen
from storage.hours import Entry

MOST_ENTRIES: Final = 8


def history(facts: Facts) -> tuple[Text, ...]:
    """What was proposed for her, the newest first, as far as it fits."""
    made = [(block, one) for block in facts.blocks for one in block.entries]
    newest = sorted(made, key=lambda item: item[1].id, reverse=True)[:MOST_ENTRIES]
    told: list[Text] = []
    for block, entry in newest:
        lines = [_state(facts, block, entry), *said(entry.arrangement, facts.today)]
        if len(told) + len(lines) > MOST_LINES:
            break
        told += apart(lines) if told else lines
    return tuple(told) or (Text(key="hours.no_history"),)


def _state(facts: Facts, block: Block, entry: Entry) -> Text:
    moment = entry.answered_at or entry.proposed_at
    day = Day(day=moment.astimezone(facts.reach.zone).date())
    state = Text(key=f"hours.state.{entry.state}", values={"day": day})
    if not facts.several:
        return state
    return Text(key="hours.state_in", values={"state": state, "team": block.membership.team})


def seen(facts: Facts) -> tuple[Text, ...]:
    """Exactly what a coordinator sees, and who decided that."""
    several = len(facts.seen) > 1
    told = [line for one in facts.seen for line in apart(list(_of_team(one, facts, several=several)))]
    return (Text(key="hours.seen.both"), Text(key="hours.seen.reach"), *told)


def _of_team(one: Seen, facts: Facts, *, several: bool) -> Iterator[Text]:
    if several:
        yield Text(key="hours.team.key_person", values={"team": one.team})
    if not one.decided:
        yield Text(key="hours.seen.undecided")
        return
    if one.band:
        yield Text(key="hours.seen.weeks", values={"band": Text(key=f"hours.band.{one.band}")})
    else:
        yield Text(key="hours.seen.no_weeks" if facts.counts else "hours.seen.not_counted")
    yield Text(key="hours.seen.team", values={"least": LEAST_PERSONS})
