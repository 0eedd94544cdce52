"""The one way to say what nobody asked for: in her own hours, several things as one, at most once."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from telegram import Bot
from telegram.error import TelegramError

from bot.bundle import Held, bundle
from bot.clock import Clock
from bot.rules.gate import Hold, Reach, Reason, decide, passes_at_once
from bot.texts import Texts
from handlers import gate_reports
from handlers.delivery import Delivery
from handlers.errors import describe
from handlers.gate_ends import Bundle, Ended, after
from handlers.lanes import Lanes
from handlers.wire import send
from storage import hours, notices, objections, on_call, people
from storage.database import Database, Session
from storage.notices import Notice, State

log = logging.getLogger(__name__)
# Telegram allows 30 messages a second; the rest is for answers.
PACE: Final = 0.04
MOST_IN_ONE: Final = 10


class Gate:
    """Looks through what is held, person by person. `release` is one round; rounds never overlap."""

    def __init__(
        self,
        bot: Bot,
        texts: Texts,
        database: Database,
        delivery: Delivery,
        lanes: Lanes,
        clock: Clock,
        zone: ZoneInfo,
        *,
        pace: float = PACE,
    ) -> None:
        self._bot, self._texts, self._database, self._delivery = bot, texts, database, delivery
        self._lanes, self._clock, self._zone, self._pace = lanes, clock, zone, pace
        self._round = asyncio.Lock()
        self._doubtful = self._stopping = False
        self._alone: set[int] = set()  # what was refused in one message with others

    async def release(self) -> None:
        """Say whatever may be said now. One person who cannot be told does not hold up the others."""
        async with self._round:
            await self._expire()
            await self._look_through()

    async def take_up(self, session: Session) -> None:
        """After a start: what was under way when the last run ended is in doubt, and said to be so."""
        now = self._clock.now()
        for one in await notices.interrupted(session):
            await notices.settle(session, [one.id], State.UNKNOWN, now)
            await gate_reports.report(session, one, "unknown", now)

    async def stop(self, grace: float) -> None:
        """Begin nothing more, and let what is under way arrive."""
        self._stopping = True
        with suppress(TimeoutError):
            async with asyncio.timeout(grace), self._round:
                pass

    async def _look_through(self) -> None:
        async with self._database.reading() as session:
            waiting = await notices.people_to_look_at(session, self._clock.now())
        for person_id, chat_id in waiting:
            if self._stopping or not await self._network_is_there():
                return
            try:
                await self._look(person_id, chat_id)
            except Exception as error:  # noqa: BLE001 - the next person must not wait for this one
                log.error("gate, person %s: %s", person_id, describe(error))

    async def _network_is_there(self) -> bool:
        """After a lost answer a harmless call goes first, so that one outage leaves one message in doubt."""
        if self._doubtful:
            try:
                await self._bot.get_me()
            except TelegramError:
                return False
            self._doubtful = False
        return True

    async def _look(self, person_id: int, chat_id: int) -> None:
        """Decided in the transaction that claims, after all waiting: only the call itself comes after it."""
        async with self._lanes[chat_id]:
            async with self._database.transaction() as session:
                found = await self._claim(session, person_id, chat_id)
            if found is None:
                return
            ended = await self._bring(found)
        await self._delivery.settle(ended)
        await asyncio.sleep(self._pace)

    async def _claim(self, session: Session, person_id: int, chat_id: int) -> Bundle | None:
        now = self._clock.now()
        reach = await hours.reach(session, person_id, self._zone)
        waiting = await notices.held(session, person_id)
        if objected := await objections.since(session, person_id):
            await gate_reports.leave_unsaid(session, waiting, objected, now)
            return None
        if not await people.is_reachable(session, person_id):
            await gate_reports.tell_unreachable(session, waiting, now)
            return None
        readable = await _set_aside(session, waiting, now)
        open_ = self._together(await _let_through(session, readable, reach, now))
        if not open_:
            return None
        await notices.claim(session, [one.id for one in open_])
        held = [Held(one.screen, one.created_at, one.reason is not None) for one in open_]
        _, language = await people.address(session, person_id)
        return Bundle(chat_id, language, bundle(held, now, reach.zone), tuple(open_))

    def _together(self, open_: Sequence[Notice]) -> Sequence[Notice]:
        """The first few; one at a time while nobody knows which of them Telegram does not take."""
        suspected = not self._alone.isdisjoint(one.id for one in open_)
        return open_[: 1 if suspected else MOST_IN_ONE]

    async def _bring(self, found: Bundle) -> Ended:
        now = self._clock.now()
        try:
            await send(self._bot, self._texts, found.chat_id, found.language, found.screen)
        except Exception as error:  # noqa: BLE001 - a screen that cannot be drawn must not come back for ever
            log.warning("notice %s: %s", found.notices[0].id, describe(error))
            return self._failed(after(error, found, now))
        return Ended(found, now, State.SENT, now)

    def _failed(self, ended: Ended) -> Ended:
        """Of several in one message that is refused, the others must not be lost with the one that is wrong."""
        self._doubtful = ended.state is State.UNKNOWN or ended.look_at > ended.now
        if ended.state is State.DEAD and len(ended.bundle.notices) > 1:
            self._alone.update(ended.bundle.ids)
            return replace(ended, state=None)
        return ended

    async def _expire(self) -> None:
        now = self._clock.now()
        async with self._database.transaction() as session:
            for one in await notices.expired(session, now):
                await notices.settle(session, [one.id], State.EXPIRED, now)
                if await objections.since(session, one.person_id) is None:
                    await gate_reports.report(session, one, "expired", now)


async def _set_aside(session: Session, waiting: Sequence[Notice], now: datetime) -> list[Notice]:
    """Those that can be read; of the others whoever asked for it gets to know."""
    readable = [one for one in waiting if one.is_readable()]
    for one in waiting:
        if one not in readable:
            await notices.settle(session, [one.id], State.DEAD, now)
            await gate_reports.report(session, one, "unknown", now)
    return readable


async def _let_through(
    session: Session, waiting: Sequence[Notice], reach: Reach, now: datetime
) -> list[Notice]:
    """Those that may be said now; of the others it is written down why not, and until when. An alert goes alone."""
    decided: dict[int | None, Hold | None] = {}
    through, alerts = [], []
    for one in waiting:
        if one.look_at > now or (one.expires_at and one.expires_at <= now):
            continue
        if await _is_alert(session, one, now):
            alerts.append(one)
            continue
        if one.team_id not in decided:
            decided[one.team_id] = decide(reach, one.team_id, now)
        hold = decided[one.team_id]
        if hold is None:
            through.append(one)
        else:
            await notices.hold(session, one.id, hold.look_at, _reason(one, hold))
    return alerts or through


async def _is_alert(session: Session, one: Notice, now: datetime) -> bool:
    """Whether it is for somebody who agreed to be alerted now."""
    if one.team_id is None or not passes_at_once(one.key, on_call=True):
        return False
    agreed = {each.person_id for each in await on_call.at(session, one.team_id, now)}
    return passes_at_once(one.key, on_call=one.person_id in agreed)


def _reason(one: Notice, hold: Hold) -> str:
    """That she was just busy says less than what held it before."""
    return one.reason if one.reason and hold.reason is Reason.LIVE else hold.reason.value
