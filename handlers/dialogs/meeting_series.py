"""News of all sessions of a series at once: that they begin, and that no more of them come."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.screen import Text
from bot.supervision import Every, Meeting, Series
from handlers.dialogs.meeting_notice import News, news_key, overtake, series_key
from handlers.dialogs.meeting_words import ICONS, buttons, kind, lines
from storage import notices
from storage.database import Session


async def announce(news: News, person_id: int, every: Every) -> None:
    """That there is a series is heard, whatever becomes of its first session before."""
    zone = await news.zone(person_id)
    said = (
        Text(key="meeting.news.planned", values={"name": await news.name()}),
        *lines(news.meeting, person_id, zone),
        *_then(every),
    )
    key = f"{series_key(news.meeting, person_id)}planned"
    await news.put(person_id, key, said, buttons(news.meeting, person_id, zone), expires=every is Every.ONCE)


def _then(every: Every) -> Iterator[Text]:
    if every is not Every.ONCE:
        yield Text(key="meeting.then", values={"every": Text(key=f"meeting.every.{every}")}, icon="🔁")


async def tell_stopped(
    session: Session, ended: Sequence[Meeting], series: Series, by: int, now: datetime, otherwise: ZoneInfo
) -> None:
    """Everybody hears once that no more of these come; whoever has not heard of them yet hears nothing."""
    concerned = {one.person_id: meeting for meeting in reversed(ended) for one in meeting.attendees}
    for meeting in ended:
        await overtake(session, meeting)
    for person_id, meeting in concerned.items():
        for one in ended:
            await notices.recall_all(session, news_key(one.id, person_id))
        unheard = await notices.recall_all(session, series_key(meeting, person_id))
        if person_id != by and not unheard:
            await _say_stopped(News(session, meeting, by, now, otherwise), person_id, series)


async def _say_stopped(news: News, person_id: int, series: Series) -> None:
    said = (
        Text(key="meeting.news.stopped", values={"name": await news.name()}),
        Text(key="meeting.what", values={"kind": kind(series.plan)}, icon=ICONS[series.plan.kind]),
        *_then(series.every),
    )
    await news.put(person_id, f"{series_key(news.meeting, person_id)}stopped", said, expires=False)
