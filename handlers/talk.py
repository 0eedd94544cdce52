"""The single outermost handler: one update, one transaction, and what is said when it has committed."""

import logging
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any
from zoneinfo import ZoneInfo

from telegram import Update, User
from telegram.ext import CallbackContext

from bot.clock import Clock
from bot.model import Person, Role
from bot.question import SOS, alarms
from bot.rules.safety import Reader
from bot.screen import Say, Screen, Text
from bot.settings import Settings
from bot.texts import Texts
from handlers import conversation, doors, typed
from handlers.commands import run
from handlers.delivery import Delivery
from handlers.deps import Turn
from handlers.dialogs import directory_file
from handlers.direct import Direct
from handlers.errors import describe, short_code
from handlers.events import Asked, Event, Left, Sent, Tapped, asked, event_of
from handlers.strangers import Strangers
from storage import inbox, notices, outbox, people, safety
from storage.database import Database, Session
from storage.outage import StorageError, is_outage

log = logging.getLogger(__name__)


class Fate(Enum):
    """What became of an update."""

    DONE = auto()
    TRY_AGAIN = auto()
    OUTAGE = auto()
    HOPELESS = auto()


@dataclass
class Talk:
    """`languages` and `readers` are kept in step with what was committed, so that the safety cards can do without the
    database.
    """

    settings: Settings
    clock: Clock
    texts: Texts
    database: Database
    delivery: Delivery
    direct: Direct
    languages: MutableMapping[int, str]
    readers: MutableMapping[int, Reader]
    strangers: Strangers
    fate: Fate = Fate.DONE

    async def on_update(self, update: Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
        """Never raises: python-telegram-bot would swallow it, so the fate says what intake has to do."""
        try:
            await self._handle(update)
            self.fate = Fate.DONE
        except Exception as error:  # noqa: BLE001 - whatever it was, the update must not get lost
            self.fate = await self._failed(update, error)

    async def _handle(self, update: Update) -> None:
        event = event_of(update, self.texts)
        alarmed = bool(_alarm(event))
        helped = await self.direct.has_helped(_user(update).id, update.update_id)
        async with self.database.transaction() as session:
            turn = await self._turn(session, update, alarmed=alarmed)
            if alarmed and not helped:
                turn.say(self.direct.card(turn.person.telegram_id, _alarm(event), turn.person.language))
            if event is not None:
                await _welcome_back(turn)
                await self._react(turn, event)
            readers = await self._fresh_readers(turn)
            items = await outbox.reply(
                session, turn.person.telegram_id, turn.person.language, turn.outgoing, turn.now
            )
            await inbox.done(session, update.update_id)
        if turn.numbers_changed:  # also who is in no team any more
            self.readers.clear()
        self.readers.update(readers)
        self._committed(turn, event, items)

    async def _fresh_readers(self, turn: Turn) -> Mapping[int, Reader]:
        """What the safety cards have to know anew: everything where a number changed, else of one who is not known."""
        if turn.numbers_changed:
            return await safety.readers(turn.session)
        me, known = turn.person, self.readers.get(turn.person.telegram_id, Reader())
        teams = {one.team_id for one in known.teams} == {one.team_id for one in me.memberships}
        is_known = me.memberships and teams and known.may_tell == (Role.KEY_PERSON in me.roles)
        return {} if is_known or not me.id else await safety.readers(turn.session, me.telegram_id)

    async def _turn(self, session: Session, update: Update, *, alarmed: bool) -> Turn:
        user = _user(update)
        language = self.texts.closest(user.language_code)
        person = await people.by_telegram(session, user.id) or Person(0, user.id, language)
        if person.phone_lost:  # nobody knows who has it: in no team, whatever she is in
            person = replace(person, memberships=())
        house = self.settings.zone
        zone = ZoneInfo(person.zone) if person.zone else house
        client = (user.language_code or "", user.first_name)
        sent = update.message or update.edited_message
        return Turn(
            *(session, self.texts, person, self.clock.now(), zone, *client, house),
            alarmed=alarmed,
            sent_id=sent.message_id if sent else None,
        )

    async def _react(self, turn: Turn, event: Event) -> None:
        match event:
            case Left(gone=gone):
                await people.set_reachable(turn.session, turn.person.telegram_id, reachable=not gone)
            case Asked("start", code):
                await doors.start(turn, code, self.strangers)
            case _ if not turn.person.memberships:
                await doors.wait_outside(turn, event, self.strangers)
            case _:
                await self._answer(turn, event)

    async def _answer(self, turn: Turn, event: Event) -> None:
        """Somebody who is in tapped, asked or sent something."""
        match event:
            case Tapped(data) if data.startswith("/"):
                await self._answer(turn, asked(data))
            case Tapped(data, message_id):
                if data != SOS:
                    await conversation.tap(turn, data, message_id)
            case Asked(command, argument):
                if not await run(turn, command, argument):
                    await typed.words(turn, None)
            case Sent(text, file):
                if not (file and await directory_file.take(turn, file.id, file.size)):
                    await typed.words(turn, text)

    def _committed(self, turn: Turn, event: Event | None, items: list[outbox.Item]) -> None:
        if turn.person.id:
            self.languages[turn.person.telegram_id] = turn.person.language
        else:  # whoever was just forgotten is a stranger, to the red button as well
            self.languages.pop(turn.person.telegram_id, None)
            self.readers.pop(turn.person.telegram_id, None)
        if isinstance(event, Tapped):
            self.delivery.toast(turn.person.telegram_id, event.callback_id, turn.person.language, turn.toast)
        self.delivery.post(items)

    async def _failed(self, update: Update, error: Exception) -> Fate:
        """Roll back happened already; a second transaction counts the attempt."""
        if is_outage(error):
            return Fate.OUTAGE
        code = short_code(update.update_id)
        log.error("update %s failed, code %s: %s", update.update_id, code, describe(error))
        try:
            return await self._count(update, code)
        except StorageError as second:
            log.error("update %s could not be counted: %s", update.update_id, describe(second))
            return Fate.OUTAGE
        except Exception as second:  # noqa: BLE001 - it must not hold up the others for ever
            log.error("update %s cannot be counted: %s", update.update_id, describe(second))
            return Fate.HOPELESS

    async def _count(self, update: Update, code: str) -> Fate:
        items: list[outbox.Item] = []
        async with self.database.transaction() as session:
            if not await inbox.failed(session, update.update_id):
                return Fate.TRY_AGAIN
            if update.effective_user:
                turn = await self._turn(session, update, alarmed=False)
                sorry = Screen(lines=(Text(key="common.failed", values={"code": code}),))
                chat_id, language = turn.person.telegram_id, turn.person.language
                items = await outbox.reply(session, chat_id, language, [Say(screen=sorry)], turn.now)
        self.delivery.post(items)
        return Fate.DONE


async def _welcome_back(turn: Turn) -> None:
    """Whoever does something can be reached, whatever was thought before."""
    if turn.person.id and not turn.person.reachable:
        await people.set_reachable(turn.session, turn.person.telegram_id, reachable=True)
        await notices.try_again(turn.session, turn.person.id, turn.now)


def _alarm(event: Event | None) -> str:
    """The data of the button that calls for a safety card; "" for whatever calls for none."""
    match event:
        case Tapped(data) if alarms(data):
            return data
        case Asked("sos"):
            return SOS
    return ""


def _user(update: Update) -> User:
    """Whoever made it; nobody for what has no author, which is none of our business."""
    return update.effective_user or User(0, "", is_bot=True)
