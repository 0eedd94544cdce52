"""/directory: the whole directory, or by a number one entry of it, or what fits a word; always a fresh page."""

import re
from typing import Final

from bot.dialog import Tap
from bot.screen import Screen, Text
from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs.directory import DIALOG
from handlers.dialogs.directory_typed import word_typed
from storage import drafts, partners

_NUMBER: Final = re.compile(r"[0-9]{1,18}", re.ASCII)


async def directory(turn: Turn, argument: str) -> None:
    """What is no entry for her does not exist, whatever its number is."""
    asked = argument.strip()
    if not _NUMBER.fullmatch(asked):
        words = word_typed(asked)
        return await _show(turn, ({"pick": "word"}, {"word": words}) if words else ())
    found = await partners.seen_by(turn.session, turn.person, int(asked))
    if found is None:
        return turn.say(Screen(lines=(Text(key="directory.gone"),)))
    several = len({one.team_id for one in turn.person.memberships}) > 1
    team = ({"team": str(found.team_id)},) if several else ()
    await _show(turn, (*team, {"entry": str(found.id)}))


async def _show(turn: Turn, taps: tuple[Tap, ...]) -> None:
    """The page below; the one shown before is closed, and so is what was begun there."""
    draft = await drafts.find(turn.session, turn.person.id, DIALOG.name)
    if draft:
        await drafts.drop(turn.session, draft.id)
        turn.strip(draft.message_id)
    await conversation.proceed(turn, DIALOG, 0, taps, in_place=None)
