"""The command for what can be passed on while she is off duty."""

from bot.model import Role
from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs import offduty as dialog
from storage import drafts


async def offduty(turn: Turn, _: str) -> None:
    """The page as she left it; with several teams the team is asked each time, so that no number is of another."""
    draft = await drafts.find(turn.session, turn.person.id, dialog.DIALOG.name)
    several = len(turn.person.teams_as(Role.KEY_PERSON)) > 1
    taps = draft.taps if draft and not several else ()
    if draft:
        turn.strip(draft.message_id)
    await conversation.proceed(turn, dialog.DIALOG, 0, taps, in_place=None)
