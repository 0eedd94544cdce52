"""/referral: the buttons under the question what came of a referral."""

import re
from typing import Final

from handlers import conversation
from handlers.deps import Turn
from handlers.dialogs.referred import ACTS, DIALOG, GONE, MORE, take
from storage import drafts, referrals
from storage.referrals import Referral

_ASKED: Final = re.compile(r"([0-9]{1,18}) +([a-z_]+)", re.ASCII)


async def referral(turn: Turn, argument: str) -> None:
    """`<contact id> <act>`; a referral that is not hers does not exist, whatever its number is."""
    asked = _ASKED.fullmatch(argument.strip())
    one = await referrals.own(turn.session, turn.person.id, int(asked[1])) if asked else None
    if asked and one and asked[2] == MORE:
        return await _show_all(turn, one)
    known = asked and one and asked[2] in ACTS
    turn.say(await take(turn, one, asked[2]) if asked and one and known else GONE)


async def _show_all(turn: Turn, one: Referral) -> None:
    """Below what was asked; the list that was opened before loses its buttons."""
    draft = await drafts.find(turn.session, turn.person.id, DIALOG.name, one.contact_id)
    if draft:
        turn.strip(draft.message_id)
    await conversation.proceed(turn, DIALOG, one.contact_id, (), in_place=None)
