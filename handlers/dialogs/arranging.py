"""What arranging hours with somebody and arranging one's own leave have in common."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from bot.model import Member
from bot.rules.hours import Arrangement
from bot.rules.typed_dates import days_typed
from bot.screen import Screen, Text, Value
from bot.supervision import Attendee
from handlers.deps import Turn
from handlers.dialogs.arranged import lines_of
from storage import hours, notices
from storage.hours import PROPOSED

TWO_YEARS: Final = timedelta(days=731)
_BETWEEN: Final = "–"


def period_typed(words: str, today: date) -> str | None:
    """A period as it is kept; None where it is none, begins in the past or beyond two years, or lasts longer."""
    found = days_typed(words, today)
    if found is None:
        return None
    first, last = found
    sound = today <= first <= today + TWO_YEARS and last - first < TWO_YEARS
    return f"{first}{_BETWEEN}{last}" if sound else None


def period(kept: str) -> tuple[date, date]:
    """The first and the last day of what `period_typed` gave."""
    first, last = kept.split(_BETWEEN)
    return date.fromisoformat(first), date.fromisoformat(last)


def said(one: Arrangement, today: date) -> tuple[Text, ...]:
    """The sentence that both sides read, with the years where they might be mistaken."""
    return (*lines_of(one), *_years(one, today))


def _years(one: Arrangement, today: date) -> Iterator[Text]:
    last = one.last or one.first
    if one.first.year != today.year:
        yield Text(key="arranging.begins_in", values={"year": str(one.first.year)})
    if last.year != one.first.year:
        yield Text(key="arranging.ends_in", values={"year": str(last.year)})


def named(name: str, number: int) -> Value:
    """A name as a value; for somebody without one, her number."""
    return name or Text(key="common.unnamed", values={"id": number})


def told_apart(name: str, number: int, people: Iterable[Member | Attendee]) -> Value:
    """Her name, with her number where another one of these people has the same."""
    if name and name in {one.name for one in people if one.person_id != number}:
        return Text(key="agree.namesake", values={"name": name, "id": number})
    return named(name, number)


def notice_of(entry_id: int) -> str:
    """The key of the notice by which somebody hears of a proposal."""
    return f"hours.proposed:{entry_id}"


async def propose(turn: Turn, membership_id: int, new: Arrangement, *, agreed: bool) -> int:
    """Store it, and say no more of proposals that it replaces and that were not heard of yet."""
    before = await _open(turn, membership_id)
    made = await hours.propose(turn.session, membership_id, new, turn.person.id, turn.now, agreed=agreed)
    still = await _open(turn, membership_id)
    for entry_id, proposer in before.items():
        if entry_id not in still:
            await notices.recall(turn.session, notice_of(entry_id))
            await _tell_replaced(turn, entry_id, proposer, new)
    return made


async def _tell_replaced(turn: Turn, entry_id: int, proposer: int, new: Arrangement) -> None:
    """Whoever proposed something else, and is not the one who now replaces it, gets to know."""
    if proposer == turn.person.id:
        return
    told = Text(key="arranging.replaced", values={"name": named(turn.person.name, turn.person.id)})
    screen = Screen(lines=(told, *said(new, turn.now.astimezone(turn.zone).date())))
    await notices.put(turn.session, proposer, None, f"hours.replaced:{entry_id}", screen, turn.now)


async def _open(turn: Turn, membership_id: int) -> dict[int, int]:
    """The open proposals, each with whoever made it."""
    found = await hours.history(turn.session, membership_id)
    return {one.id: one.proposed_by for one in found if one.state == PROPOSED}
