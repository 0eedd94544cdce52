"""Moves a dialogue one step: a tap or typed words in, the next question out."""

import secrets
from collections.abc import Sequence
from typing import Any

from bot import question as ways
from bot.access import may
from bot.dialog import Again, Choose, Dialog, Done, Goto, Place, Tap, choose, replay
from bot.menu import keyboard_of
from bot.model import Draft
from bot.question import question
from bot.screen import Screen, Text
from handlers.deps import Turn
from handlers.dialogs import DIALOGS
from storage import audit, drafts


async def start(turn: Turn, dialog: Dialog[Any]) -> None:
    """Ask the open question of this dialogue in a new message; the buttons of its old one go."""
    draft = await drafts.find(turn.session, turn.person.id, dialog.name)
    taps = draft.taps if draft else ()
    if draft:
        turn.strip(draft.message_id)
    view = ways.FRESH if taps and dialog.pausable else ""
    await proceed(turn, dialog, 0, taps, in_place=None, view=view)


async def afresh(turn: Turn, dialog: Dialog[Any], taps: Sequence[Tap] = ()) -> None:
    """The page as it is now, below; the one shown before is closed."""
    await close(turn, dialog)
    await proceed(turn, dialog, 0, taps, in_place=None)


async def close(turn: Turn, dialog: Dialog[Any]) -> None:
    """Nothing that was shown stays behind: it could be taken for what is so now."""
    draft = await drafts.find(turn.session, turn.person.id, dialog.name)
    if draft:
        await drafts.drop(turn.session, draft.id)
        if draft.message_id is not None:
            turn.show(await dialog.on_expire(turn.session, draft), draft.message_id)


async def proceed(
    turn: Turn,
    dialog: Dialog[Any],
    subject: int,
    taps: Sequence[Tap],
    *,
    in_place: int | None,
    notice: Text | None = None,
    view: str = "",
) -> None:
    """Show where these taps lead: the next question, or what saving them brings. Asks each time who may."""
    while True:
        if not may(turn.person, dialog.roles):
            return turn.show(Screen(lines=(Text(key="common.not_for_you"),)), in_place)
        place = await _place(turn, dialog, subject, taps)
        if place.step is not None:
            notice = Text(key="common.question_changed") if place.cut else notice
            return await _ask(turn, dialog, subject, place, in_place, notice, view)
        ending = await dialog.on_save(turn, place.scene, subject)
        match ending:
            case Again():
                taps, turn.toast = ending.taps, ending.toast
                await _refresh(turn, ending)
            case Goto():
                await _drop(turn, dialog, subject)
                dialog, subject, taps = DIALOGS[ending.dialog], ending.subject, ending.taps
                await _leave_old_message(turn, dialog, subject)
            case Done():
                await _drop(turn, dialog, subject)
                return await _end(turn, ending, in_place)


async def _place(turn: Turn, dialog: Dialog[Any], subject: int, taps: Sequence[Tap]) -> Place[Any]:
    return replay(dialog, taps, await dialog.gather(turn, subject, taps))


async def _end(turn: Turn, ending: Done, in_place: int | None) -> None:
    turn.show(ending.screen, in_place)
    if ending.asks_open_question:
        await ask_again(turn)


async def _refresh(turn: Turn, ending: Again) -> None:
    """The message of another dialogue that shows what was just changed changes with it."""
    name, subject = ending.refreshes or ("", 0)
    draft = await drafts.find(turn.session, turn.person.id, name, subject) if name else None
    if draft and draft.message_id and may(turn.person, DIALOGS[name].roles):
        await proceed(turn, DIALOGS[name], subject, draft.taps, in_place=draft.message_id)


async def _leave_old_message(turn: Turn, dialog: Dialog[Any], subject: int) -> None:
    draft = await drafts.find(turn.session, turn.person.id, dialog.name, subject)
    if draft:
        turn.strip(draft.message_id)


async def _drop(turn: Turn, dialog: Dialog[Any], subject: int) -> None:
    draft = await drafts.find(turn.session, turn.person.id, dialog.name, subject)
    if draft:
        await drafts.drop(turn.session, draft.id)


async def _ask(
    turn: Turn,
    dialog: Dialog[Any],
    subject: int,
    place: Place[Any],
    in_place: int | None,
    notice: Text | None,
    view: str,
) -> None:
    nonce = await _keep(turn, dialog, subject, place.taps, in_place)
    if seen := dialog.sees(place.scene):
        await audit.looked(turn.session, turn.person.id, seen.team_id, seen.people, turn.now)
    turn.show(question(dialog, place, nonce, notice=notice, view=view), in_place, nonce)


async def _keep(
    turn: Turn, dialog: Dialog[Any], subject: int, taps: Sequence[Tap], message_id: int | None
) -> str:
    """The draft is written with a new nonce, so that every button shown before is old from now on."""
    nonce = secrets.token_urlsafe(6)
    await drafts.save(
        turn.session,
        turn.person.id,
        dialog.name,
        subject,
        taps=taps,
        nonce=nonce,
        message_id=message_id,
        now=turn.now,
        expires_at=turn.now + dialog.lives,
        ages_from_start=dialog.ages_from_start,
    )
    return nonce


async def tap(turn: Turn, data: str, message_id: int) -> None:
    """A button was tapped. One of an earlier question, or one that nobody was shown, is answered and not obeyed."""
    parsed = ways.parse(data)
    draft = await drafts.by_nonce(turn.session, turn.person.id, parsed[0]) if parsed else None
    dialog = DIALOGS.get(draft.dialog) if draft else None
    if not parsed or not draft or not dialog or not may(turn.person, dialog.roles):
        turn.toast = Text(key="common.old_button")
        return
    if parsed[1] == ways.LATER and dialog.pausable:
        return await _pause(turn, dialog, draft, message_id)
    taps = await _taps_after(turn, dialog, draft, parsed[1])
    if taps is None:
        turn.toast = Text(key="common.old_button")
        return
    in_place = _room_for_card(turn, message_id)
    view = parsed[1] if parsed[1] == ways.MORE else ""
    await proceed(turn, dialog, draft.subject, taps, in_place=in_place, view=view)


def _room_for_card(turn: Turn, message_id: int) -> int | None:
    """After a safety card the question goes on below it, not above."""
    if not turn.alarmed:
        return message_id
    turn.strip(message_id)
    return None


async def _taps_after(turn: Turn, dialog: Dialog[Any], draft: Draft, option: str) -> tuple[Tap, ...] | None:
    match option:
        case ways.BACK:
            return draft.taps[:-1]
        case ways.FRESH:
            return ()
        case ways.MORE:
            return draft.taps
    place = await _place(turn, dialog, draft.subject, draft.taps)
    return await taken(turn, dialog, place, choose(place, option))


async def taken(
    turn: Turn, dialog: Dialog[Any], place: Place[Any], new: Tap | None
) -> tuple[Tap, ...] | None:
    """The answers with this new one; None where there is none. What answers nothing is not kept."""
    if new is None:
        return None
    if dialog.on_tap:
        await dialog.on_tap(turn, new)
    return (*place.taps, new) if new else place.taps


async def _pause(turn: Turn, dialog: Dialog[Any], draft: Draft, message_id: int) -> None:
    await _keep(turn, dialog, draft.subject, draft.taps, None)
    turn.show(Screen(lines=(Text(key=f"{dialog.name}.paused"),)), message_id)


async def ask_again(turn: Turn) -> bool:
    """The open question once more, below; False where none is open."""
    found = await open_question(turn)
    if found is None:
        return False
    draft, dialog, _ = found
    turn.strip(draft.message_id)
    await proceed(turn, dialog, draft.subject, draft.taps, in_place=None)
    return True


async def cancel(turn: Turn) -> bool:
    """Give up the open question; False where none is open. What lies on a card stays there."""
    found = await open_question(turn)
    if found is None:
        return False
    draft, dialog, _ = found
    turn.strip(draft.message_id)
    if dialog.ages_from_start:
        await proceed(turn, dialog, draft.subject, (), in_place=None)
    else:
        await drafts.drop(turn.session, draft.id)
        turn.say(Screen(lines=(Text(key="common.cancelled"),), keyboard=keyboard_of(turn.person)))
    return True


async def open_question(turn: Turn) -> tuple[Draft, Dialog[Any], Place[Any]] | None:
    """The question that was asked last and still waits for an answer."""
    for draft in await drafts.latest_first(turn.session, turn.person.id):
        dialog = DIALOGS.get(draft.dialog)
        if dialog is None or not may(turn.person, dialog.roles):
            continue
        try:
            place = await _place(turn, dialog, draft.subject, draft.taps)
        except LookupError:  # what it is about is gone, and it is nobody's question any more
            continue
        if place.step and not (isinstance(place.step, Choose) and place.step.resting):
            return draft, dialog, place
    return None
