"""Which coordinator hears what a key person asks, and from when on somebody can read a message."""

from dataclasses import replace

from bot.model import Membership, Role
from bot.rules.gate import Hold, decide
from bot.rules.hours import Why, why
from bot.screen import Text, Value
from bot.when import when
from handlers.deps import Turn
from handlers.dialogs.arranging import named
from storage import guides, hours, people


async def hearer(turn: Turn, team_id: int) -> int | None:
    """Her coordinator in this team, or the deputy while the coordinator is not there; None where there is nobody."""
    mine = membership(turn, team_id)
    if mine is None:
        return None
    found = await guides.of(turn.session, mine, turn.person.id)
    both = [one for one in (found.coordinator, found.deputy) if one]
    here = [one for one in both if not await _gone(turn, one, team_id)]
    there = [one for one in here if not await _away(turn, one)]
    return next(iter(there or here), found.coordinator)


def membership(turn: Turn, team_id: int) -> Membership | None:
    """Her own as a key person of this team; None where she is none of it."""
    return next((one for one in turn.person.teams_as(Role.KEY_PERSON) if one.team_id == team_id), None)


async def _gone(turn: Turn, person_id: int, team_id: int) -> bool:
    """On leave, or not to be reached by the bot at all."""
    if not await people.is_reachable(turn.session, person_id):
        return True
    reach = await hours.reach(turn.session, person_id, turn.others_zone)
    return Why.LEAVE in {why(duty, turn.now) for duty in reach.duties.get(team_id, ())}


async def _away(turn: Turn, person_id: int) -> bool:
    """Only for a while, by her own choice."""
    reach = await hours.reach(turn.session, person_id, turn.others_zone)
    return reach.away_until is not None and turn.now < reach.away_until


async def hold(turn: Turn, person_id: int, team_id: int) -> Hold | None:
    """Until when a message waits, by what both sides know: that she is away, or quiet for longer, is hers alone."""
    reach = await hours.reach(turn.session, person_id, turn.others_zone)
    least = await hours.least(turn.session, person_id)
    return decide(replace(reach, quiet=least, away_until=None, touched_at=None), team_id, turn.now)


async def truly(turn: Turn, person_id: int, team_id: int) -> Hold | None:
    """Until when a message waits, by what is hers alone as well: only whether it waits may show, never why."""
    reach = await hours.reach(turn.session, person_id, turn.others_zone)
    return decide(replace(reach, touched_at=None), team_id, turn.now)


async def called(turn: Turn, person_id: int) -> Value:
    """What somebody is called."""
    return named(await people.name(turn.session, person_id), person_id)


async def line(turn: Turn, person_id: int, team_id: int) -> Text:
    """From when on she can read it, by name."""
    name: dict[str, Value] = {"name": await called(turn, person_id)}
    waits = await hold(turn, person_id, team_id)
    if waits is None:
        return Text(key="reading.now", values=name)
    if waits.opens is None:
        return Text(key="reading.unknown", values=name)
    return Text(key="reading.later", values={**name, "when": when(waits.opens, turn.now, turn.zone)})


async def honest_line(turn: Turn, person_id: int, team_id: int) -> Text:
    """The same where somebody counts on it: no time in which, for reasons of her own, she reads nothing."""
    known, true = [await one(turn, person_id, team_id) for one in (hold, truly)]
    if true and (known is None or true.opens != known.opens):
        return Text(key="reading.unknown", values={"name": await called(turn, person_id)})
    return await line(turn, person_id, team_id)
