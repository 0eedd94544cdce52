"""What is said of her own boundaries while she logs: a line, a question, an offer; never a reproach."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.model import Contact, Role, Talk, Timing
from bot.rules.boundaries import WORDINGS, Logged, reminds, timing_of_new
from bot.rules.hours import standing
from bot.rules.stretches import BACK, Standing
from bot.screen import Screen, Text
from bot.when import when
from handlers.deps import Turn
from handlers.dialogs import bands
from handlers.dialogs.arranging import named
from handlers.dialogs.reading import hearer
from storage import contacts, hours, notices

ANSWERS_KEPT: Final = timedelta(weeks=26)


@dataclass(frozen=True)
class Around:
    """Her other contacts of the last weeks, and what the card of this one says besides the record."""

    others: Sequence[Logged] = ()
    lines: tuple[Text, ...] = ()
    can_talk: bool = False


async def standing_in(turn: Turn, team_id: int) -> Standing:
    """Whether she is on duty as a key person of this team now; of one that is hers no more there is nothing to keep to."""
    reach = await hours.reach(turn.session, turn.person.id, turn.zone)
    mine = next((one for one in turn.person.teams_as(Role.KEY_PERSON) if one.team_id == team_id), None)
    if mine is None:
        return Standing(on=True, since=None, until=None)
    return standing(bands.duty_of(reach, turn.person, mine), turn.now)


async def off_duty_line(turn: Turn, team_id: int) -> Text | None:
    """That she is off duty, and until when; None on duty."""
    now = await standing_in(turn, team_id)
    if now.on:
        return None
    if now.until is None:
        return Text(key="boundary.off_duty")
    return Text(key="boundary.off_duty_until", values={"until": when(now.until, turn.now, turn.zone)})


async def timing(turn: Turn, team_id: int) -> Timing | None:
    """What a contact logged now is asked about its time."""
    now = await standing_in(turn, team_id)
    if now.on:
        return None
    answered = await contacts.boundaries(turn.session, turn.person.id, turn.now - ANSWERS_KEPT)
    return timing_of_new(now, answered, turn.now)


async def around(turn: Turn, contact: Contact) -> Around:
    """Of a contact that was logged on duty only what its minutes make of the hours of this week."""
    if contact.undone_at:
        return Around()
    used = await bands.used_line(turn, contact.team_id) if contact.minutes else None
    hours_line = (used.model_copy(update={"apart": True}),) if used else ()
    if contact.timing is None:
        return Around(lines=hours_line)
    since = contact.logged_at - BACK
    others = await contacts.boundaries(turn.session, turn.person.id, since, other_than=contact.id)
    now = await standing_in(turn, contact.team_id)
    lines = (*hours_line, *_lines(turn, contact, others, now))
    return Around(others, lines, can_talk=await hearer(turn, contact.team_id) is not None)


def _lines(turn: Turn, contact: Contact, others: Sequence[Logged], now: Standing) -> Iterator[Text]:
    if now.until and reminds(now, others, contact.logged_at):
        until = when(now.until, turn.now, turn.zone)
        yield Text(key=f"boundary.reminder.{contact.id % WORDINGS}", values={"until": until}, apart=True)
    if contact.talk is Talk.OFFERED:
        yield Text(key="boundary.talk_offer", apart=True)
    if contact.talk is Talk.YES:
        yield Text(key="boundary.talk_passed_on", apart=True)
    if contact.timing is Timing.ASKED:
        yield Text(key="boundary.ask_timing", apart=True)


async def follow(turn: Turn, before: Contact, after: Contact) -> None:
    """The wish to talk comes and goes with her yes, and with the contact it stands on."""
    wanted, wants = (one.talk is Talk.YES and one.undone_at is None for one in (before, after))
    if wants and not wanted:
        await _ask_for_talk(turn, after)
    if wanted and not wants:
        await notices.recall_all(turn.session, _wish(after))


async def _ask_for_talk(turn: Turn, contact: Contact) -> None:
    """Only now her coordinator, or the deputy, hears of it: that she wants to talk, not why."""
    name = named(turn.person.name, turn.person.id)
    wanted = Screen(lines=(Text(key="boundary.talk_wanted", values={"name": name}),))
    hears = await hearer(turn, contact.team_id)
    if hears is not None:
        key, me = f"{_wish(contact)}{hears}", turn.person.id
        await notices.put(turn.session, hears, contact.team_id, key, wanted, turn.now, asked_by=me)


def _wish(contact: Contact) -> str:
    """How its key begins. The number of a contact that is gone is given again."""
    return f"talk:{contact.id}:{contact.logged_at.isoformat()}:"
