"""After a heavy contact: the bot asks her how she is, once, and keeps no answer. All of it is hers alone."""

from typing import Final

from bot.model import Contact
from bot.screen import Button, Screen, Text
from handlers.deps import Turn
from handlers.dialogs.arranging import named
from handlers.dialogs.boundaries import standing_in
from handlers.dialogs.meeting_words import at
from handlers.dialogs.reading import hearer
from storage import notices
from storage.notices import State

TALK: Final = "talk"
ANSWERS: Final = (("fine", "🙂"), ("so_so", "😐"), ("heavy", "😔"), (TALK, "💬"))


async def follow(turn: Turn, before: Contact, after: Contact) -> None:
    """She is asked how she is when a contact has become heavy, and not any more when it is none after all."""
    if _is_heavy(after) and not _is_heavy(before):
        await _ask(turn, after)
    if _is_heavy(before) and not _is_heavy(after):
        await notices.recall(turn.session, key_of_question(after))


def _is_heavy(contact: Contact) -> bool:
    return contact.heavy and contact.undone_at is None


def key_of_question(contact: Contact) -> str:
    """The key of the notice that asks her. The number of a contact that is gone is given again."""
    return f"heavy.how:{contact.id}:{contact.logged_at.isoformat()}"


async def _ask(turn: Turn, contact: Contact) -> None:
    """On duty at once, as an answer to her tap; else the gate asks at the next opening. Never twice."""
    me, on = turn.person.id, (await standing_in(turn, contact.team_id)).on
    screen = Screen(
        lines=(Text(key="heavy.how_now") if on else _later(turn, contact), Text(key="heavy.not_kept")),
        buttons=tuple((_button(*one, contact.team_id),) for one in ANSWERS),
    )
    key = key_of_question(contact)
    new = await notices.put(turn.session, me, contact.team_id, key, screen, turn.now, asked_by=me)
    if new and on:
        await notices.settle(turn.session, await _waiting(turn, contact), State.SENT, turn.now)
        turn.say(screen)


def _later(turn: Turn, contact: Contact) -> Text:
    """Read on another day, so it says which contact it was by the day and time it was logged."""
    return Text(key="heavy.how_later", values={"when": at(contact.logged_at, turn.zone)})


def _button(answer: str, icon: str, team_id: int) -> Button:
    return Button(label=Text(key=f"heavy.answer.{answer}", icon=icon), data=f"/how {answer} {team_id}")


async def _waiting(turn: Turn, contact: Contact) -> list[int]:
    held, key = await notices.held(turn.session, turn.person.id), key_of_question(contact)
    return [one.id for one in held if one.key == key]


async def lines(turn: Turn, contact: Contact) -> tuple[Text, ...]:
    """What the card says while the question waits: that it comes, and what there is until then."""
    waits = _is_heavy(contact) and await _waiting(turn, contact)
    return (Text(key="heavy.waits", apart=True),) if waits else ()


async def ask_to_be_called(turn: Turn, team_id: int) -> int | None:
    """Her coordinator, or the deputy, is asked to call her: who that is, None where there is nobody. Not why.

    Twice on one day is asked once, and so is what was not heard yet; after one that got lost it is asked anew.
    """
    hears = await hearer(turn, team_id)
    if hears is None:
        return None
    me = turn.person.id
    asked = f"talk.asked:{me}:{team_id}:"
    await notices.recall_all(turn.session, asked)
    today = f"{asked}{turn.now.astimezone(turn.zone).date()}:{hears}:"
    key = f"{today}{await notices.in_doubt(turn.session, today)}"
    wanted = Screen(lines=(Text(key="heavy.talk_wanted", values={"name": named(turn.person.name, me)}),))
    await notices.put(turn.session, hears, team_id, key, wanted, turn.now, asked_by=me)
    return hears
