"""Who hears of what happens to a session. What is overtaken before it was heard is not said any more."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.screen import Text
from bot.supervision import Every, Meeting, MeetingState
from handlers.dialogs.meeting_notice import News, forget_guest, guest_key, news_key, overtake, wish
from handlers.dialogs.meeting_series import announce
from handlers.dialogs.meeting_words import at, button, buttons, lines, stamp
from handlers.dialogs.times import read
from storage import notices
from storage.database import Session

PLANNED, MOVED, CANCELLED, RESTORED = "planned", "moved", "cancelled", "restored"
WITHOUT_YOU: Final = "without_you"
_LONG_AGO: Final = timedelta(days=3650)
_NEVER, _ON, _OFF = "never", "on", "off"


@dataclass(frozen=True)
class Heard:
    """What somebody knows of a session before she hears the news of it: whether it is on, and at what time."""

    state: str
    starts_at: datetime | None = None

    def __str__(self) -> str:
        return self.state + (stamp(self.starts_at) if self.starts_at else "")


async def tell(
    session: Session,
    meeting: Meeting,
    what: str,
    by: int,
    now: datetime,
    otherwise: ZoneInfo,
    every: Every = Every.ONCE,
    *,
    was: datetime | None = None,
) -> None:
    """Everybody but whoever did it gets to know: `what` is planned, moved (from `was`), cancelled or restored."""
    news = News(session, meeting, by, now, otherwise)
    if what in {MOVED, CANCELLED}:
        await overtake(session, meeting)
    for one in meeting.attendees:
        if one.person_id == by:
            await notices.recall_all(session, news_key(meeting.id, by))  # she sees it herself
        elif every is not Every.ONCE and meeting.series_id:
            await announce(news, one.person_id, every)
        else:
            await _tell(news, what, one.person_id, was)


async def tell_one(
    session: Session, meeting: Meeting, what: str, person_id: int, by: int, now: datetime, otherwise: ZoneInfo
) -> None:
    """One person gets to know: that she is invited to it, or that it goes on without her."""
    if what == WITHOUT_YOU:
        await forget_guest(session, meeting, person_id)
    if person_id != by:
        await _tell(News(session, meeting, by, now, otherwise), what, person_id)


async def _tell(news: News, what: str, person_id: int, was: datetime | None = None) -> None:
    """What she has to hear follows from what she heard last and how it is now, whatever lies between."""
    overtaken = await notices.recall_all(news.session, news_key(news.meeting.id, person_id))
    heard = _read(overtaken[0]) if overtaken else await _heard(news, what, person_id, was)
    said = _said(heard, what, news.meeting)
    if said is not None:
        await _put(news, said, person_id, heard)


def _read(key: str) -> Heard:
    """What she had heard when this news was put, which still waits."""
    kept = key.split(":")[-2]
    state = next(one for one in (_NEVER, _ON, _OFF) if kept.startswith(one))
    return Heard(state, read(kept.removeprefix(state)))


async def _heard(news: News, what: str, person_id: int, was: datetime | None) -> Heard:
    """What she knew until this happened, where no news of it waits for her."""
    meeting = news.meeting
    if what == PLANNED or (what == RESTORED and not await _heard_of_it(news, person_id)):
        return Heard(_NEVER)
    if what == RESTORED:
        return Heard(_OFF, meeting.starts_at)
    return Heard(_ON, was if what == MOVED else meeting.starts_at)


async def _heard_of_it(news: News, person_id: int) -> bool:
    """The host always, and of a session of a series everybody knows by the series."""
    if news.meeting.series_id or person_id == news.meeting.host.person_id:
        return True
    return await notices.put_since(news.session, news_key(news.meeting.id, person_id), news.now - _LONG_AGO)


def _said(heard: Heard, what: str, meeting: Meeting) -> str | None:
    """The news in one word; None where it is none."""
    on = meeting.state is MeetingState.PLANNED
    if what == WITHOUT_YOU:
        return WITHOUT_YOU if heard.state == _ON else None
    if heard.state != _ON:
        return (PLANNED if heard.state == _NEVER else RESTORED) if on else None
    if not on:
        return CANCELLED
    return None if heard.starts_at == meeting.starts_at else MOVED


async def _put(news: News, what: str, person_id: int, heard: Heard) -> None:
    """What is off is named by the time that she knows."""
    off, zone = what in {CANCELLED, WITHOUT_YOU}, await news.zone(person_id)
    if off and heard.starts_at:
        news = replace(news, meeting=replace(news.meeting, starts_at=heard.starts_at))
    said = (
        Text(key=f"meeting.news.{what}", values={"name": await news.name()}),
        *lines(news.meeting, person_id, zone),
        *_was(what, heard, zone),
    )
    key = f"{news_key(news.meeting.id, person_id)}{news.moment}:{heard}:{what}"
    await news.put(person_id, key, said, () if off else buttons(news.meeting, person_id, zone))


def _was(what: str, heard: Heard, zone: ZoneInfo) -> Iterator[Text]:
    if what == MOVED and heard.starts_at:
        yield Text(key="meeting.was", values={"when": at(heard.starts_at, zone)}, icon="↪️")


async def tell_host(
    session: Session, meeting: Meeting, what: str, about: int, now: datetime, otherwise: ZoneInfo
) -> None:
    """The host hears something of one guest: `no` that she cannot come, `yes` that she can after all."""
    if await notices.recall_all(session, guest_key(meeting, about)):
        return  # neither was heard yet, and both together say nothing new
    news = News(session, meeting, about, now, otherwise)
    await _tell_host(news, what, f"{guest_key(meeting, about)}{news.moment}:{what}")


async def ask_other_time(
    session: Session, meeting: Meeting, about: int, now: datetime, otherwise: ZoneInfo
) -> None:
    """The host hears, once for each time of it, that a guest needs another one; until then all stays as it is."""
    await _tell_host(News(session, meeting, about, now, otherwise), "other_time", wish(meeting, about))


async def _tell_host(news: News, what: str, key: str) -> None:
    host = news.meeting.host.person_id
    zone = await news.zone(host)
    about = Text(key=f"meeting.guest.{what}", values={"name": await news.name()})
    acts = ((button(news.meeting, "move", zone),),) if what == "other_time" else ()
    await news.put(host, key, (about, *lines(news.meeting, host, zone)), acts)
