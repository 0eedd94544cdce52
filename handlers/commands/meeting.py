"""/meeting: one session by its number, and what stands behind the buttons of reminders and news about it."""

import re
from typing import Final

from bot.screen import Screen, Text
from bot.supervision import Meeting
from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs.meeting import DIALOG, sight_of
from handlers.dialogs.meeting_acts import attach
from handlers.dialogs.meeting_rights import BEHIND_BUTTONS, Sight, meant, why_not
from handlers.dialogs.meeting_words import stamp
from storage import drafts, meetings

_ASKED: Final = re.compile(r"([0-9]{1,18})(?: +([a-z]+))?(?: +([0-9T]+))?", re.ASCII)


async def meeting(turn: Turn, argument: str) -> None:
    """What is no session for her does not exist, whatever its number is."""
    asked = _ASKED.fullmatch(argument.strip())
    found = await meetings.seen_by(turn.session, turn.person, int(asked[1])) if asked else None
    if asked is None or found is None:
        return turn.say(Screen(lines=(Text(key="meeting.gone"),)))
    sight = sight_of(turn, found)
    act = meant(sight, asked[2] or "")
    notice = _moved(found, asked[3]) or _refused(sight, act)
    if act == "file" and notice is None:
        return await attach(turn, found)
    return await _show(turn, found, act if act in BEHIND_BUTTONS and notice is None else "", notice)


def _moved(found: Meeting, shown: str | None) -> Text | None:
    """A button that was shown under another time does not count: it was no answer to this one."""
    return Text(key="meeting.moved_since") if shown and shown != stamp(found.starts_at) else None


def _refused(sight: Sight, act: str) -> Text | None:
    reason = why_not(sight, act) if act in BEHIND_BUTTONS else None
    return Text(key=f"meeting.why_not.{reason}") if reason else None


async def _show(turn: Turn, found: Meeting, act: str, notice: Text | None) -> None:
    """The page below, after this act; the one shown before loses its buttons."""
    draft = await drafts.find(turn.session, turn.person.id, DIALOG.name, found.id)
    if draft:
        turn.strip(draft.message_id)
    taps = ({"do": act},) if act else ()
    await conversation.proceed(turn, DIALOG, found.id, taps, in_place=None, notice=notice)
