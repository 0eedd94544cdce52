"""One notice about a session: by whom, to whom, under which key, and when it is of no use any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.screen import Button, Screen, Text, Value
from bot.supervision import Meeting
from handlers.dialogs.arranging import named
from storage import notices, people
from storage.database import Session


@dataclass(frozen=True)
class News:
    """Of one session, by one person, at one moment; `otherwise` is the zone of whoever chose none."""

    session: Session
    meeting: Meeting
    by: int
    now: datetime
    otherwise: ZoneInfo

    async def name(self) -> Value:
        """Of whoever did it."""
        return named(await people.name(self.session, self.by), self.by)

    async def zone(self, person_id: int) -> ZoneInfo:
        return await people.zone(self.session, person_id, self.otherwise)

    @property
    def moment(self) -> str:
        """For a key: what happens twice is said twice."""
        return f"{self.meeting.sequence}:{self.now:%Y%m%dT%H%M%S}"

    async def put(
        self,
        person_id: int,
        key: str,
        said: Sequence[Text],
        acts: tuple[tuple[Button, ...], ...] = (),
        *,
        expires: bool = True,
    ) -> None:
        """Once the session has begun it is of no use any more, unless it never `expires`."""
        await notices.put(
            self.session,
            person_id,
            self.meeting.team_id,
            key,
            Screen(lines=tuple(said), buttons=acts),
            self.now,
            asked_by=self.by,
            expires_at=self.meeting.starts_at if expires else None,
        )


def news_key(meeting_id: int, person_id: int) -> str:
    """How the keys of the news of a session begin."""
    return f"supervision.news:{meeting_id}:{person_id}:"


def series_key(meeting: Meeting, person_id: int) -> str:
    """How the keys of what concerns all sessions of a series begin."""
    return f"supervision.series:{meeting.series_id}:{person_id}:"


def guest_key(meeting: Meeting, person_id: int) -> str:
    """How the keys of what the host hears of one guest begin."""
    return f"supervision.guest:{meeting.id}:{person_id}:"


def after_key(meeting: Meeting) -> str:
    """How the key begins under which its host is asked whether it was held."""
    return f"supervision.after:{meeting.id}:{meeting.sequence}:"


def wish(meeting: Meeting, person_id: int) -> str:
    """The key under which a guest asked for another time."""
    return f"supervision.wish:{meeting.id}:{person_id}:{meeting.sequence}"


async def overtake(session: Session, meeting: Meeting) -> None:
    """What its host has not heard yet of the time it had is of no use any more."""
    for about in ("guest", "wish", "unopened", "off"):
        await notices.recall_all(session, f"supervision.{about}:{meeting.id}:")
    await notices.recall(session, f"supervision.skipped:{meeting.id}")


async def forget_guest(session: Session, meeting: Meeting, person_id: int) -> None:
    """What its host has not heard yet of somebody who takes part no longer."""
    await notices.recall_all(session, guest_key(meeting, person_id))
    await notices.recall(session, wish(meeting, person_id))
    await notices.recall(session, f"supervision.unopened:{meeting.id}:{meeting.sequence}:{person_id}")
