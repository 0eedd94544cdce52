"""What could not be said: until when it is kept, and who gets to know."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.rules import safety
from bot.rules.gate import ALERT, ALERT_LOST, Reason
from bot.screen import Screen, Text, Value
from storage import notices, people, teams
from storage.database import Session
from storage.notices import Notice, State

TELL_AGAIN: Final = timedelta(days=7)
# How long somebody who objected finds under /waiting what was not said to her.
UNSAID_KEPT: Final = timedelta(days=14)


async def tell_unreachable(session: Session, waiting: Sequence[Notice], now: datetime) -> None:
    """Once a week, while something waits for somebody who cannot be reached."""
    for one in waiting:
        if one.look_at <= now:
            await notices.hold(session, one.id, now + TELL_AGAIN, one.reason or Reason.UNREACHABLE.value)
            await report(session, one, "unreachable", now)


async def leave_unsaid(
    session: Session, waiting: Sequence[Notice], objected: datetime, now: datetime
) -> None:
    """She finds it under /waiting for a while, and then it is dropped: nothing piles up.

    Whoever wanted it said hears once that she cannot be reached here, and not why.
    """
    for one in waiting:
        over = max(one.created_at, objected) + UNSAID_KEPT
        if one.look_at > now:
            continue
        await notices.hold(session, one.id, over, Reason.OBJECTED.value)
        if over <= now:
            await notices.settle(session, [one.id], State.EXPIRED, now)
        else:
            await report(session, one, "unreachable", now, since=objected)


async def report(
    session: Session, lost: Notice, what: str, now: datetime, *, since: datetime | None = None
) -> None:
    """Tell whoever asked for it, or the coordinators of the team, that it did not reach her for sure.

    Once a week, or once since that moment.
    """
    if lost.key.startswith(("gate.", ALERT_LOST)):  # of a report that got lost nothing is reported
        return
    told = await _whom_to_tell(session, lost)
    name = await people.name(session, lost.person_id)
    unnamed = Text(key="common.unnamed", values={"id": lost.person_id})
    values: dict[str, Value] = {"name": name or unnamed}
    if lost.key.startswith(ALERT) and lost.asked_by:
        said = safety.instead(Text(key="alarm.lost", values=values))
        key = f"{ALERT_LOST}{lost.id}"
        await notices.put(session, lost.asked_by, lost.team_id, key, said, now)
        return
    line = Text(key=f"gate.{what}", values=values)
    about = f"person {lost.person_id}" if what == "unreachable" else lost.id
    for person_id in told:
        unique = f"gate.{what}:{about}:{person_id}:"
        lately = await notices.put_since(session, unique, since or now - TELL_AGAIN)
        if person_id != lost.person_id and not lately:
            unique += f"{now:%Y-%m-%d}"
            await notices.put(session, person_id, lost.team_id, unique, Screen(lines=(line,)), now)


async def _whom_to_tell(session: Session, lost: Notice) -> list[int]:
    """Whoever asked for it, as long as she is in the team; after that those who coordinate it."""
    asked, team_id = lost.asked_by, lost.team_id
    if asked is None:
        return await teams.coordinators(session, team_id)
    if team_id is None or asked == lost.person_id or await people.is_in(session, asked, team_id):
        return [asked]
    return await teams.coordinators(session, team_id)
