"""Talks at least every so many weeks: what their coordinator has to hear, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.supervision import MeetingKind, MeetingState
from storage import series
from tests.supervision.acts import Acts
from tests.supervision.book import demand
from tests.supervision.wall import FAR, works

WEEKS: Final[Mapping[str, int]] = {"Amina": 3, "Third": 2}
GUIDE: Final = "Vera"
# So long nobody is asked for more while it is not known what became of a session.
UNTOLD: Final = timedelta(days=7)
A_LOOK: Final = timedelta(hours=75)


@dataclass
class Rhythm:
    id: int
    name: str
    weeks: int
    since: date
    stands: tuple[str, date] | None = None
    seen_at: datetime | None = None


class Rhythms(Acts):
    """One rhythm each, for talks of two."""

    rhythms: tuple[Rhythm, ...] = ()

    async def _ask_for_rhythms(self) -> None:
        since = self.now.astimezone(self.team.plans[GUIDE].zone).date()
        by = self.team.ids[GUIDE]
        async with self.world.database.transaction() as session:
            for name, weeks in WEEKS.items():
                given = (self.team.memberships[name], MeetingKind.INDIVIDUAL, weeks, by, since, self.now)
                await series.set_rhythm(session, *given)
        found = await self._rows(
            "select r.id, m.person_id from rhythm r join membership m on m.id = membership_id"
        )
        ids = {self.team.named(one.person_id): one.id for one in found}
        self.rhythms = tuple(Rhythm(ids[name], name, weeks, since) for name, weeks in WEEKS.items())

    async def _look_at_rhythms(self) -> None:
        """Whatever has stood so for three days was said, or is on its way."""
        for one in self.rhythms:
            stands = self._stands(one)
            if stands != one.stands:
                one.stands, one.seen_at = stands, self.now
            slept = any(end > (one.seen_at or self.now) for _, end in self.down)
            if stands and one.seen_at and self.now - one.seen_at > A_LOOK and not slept:
                demand(await self._was_told(one.id, *stands), f"{GUIDE} was not told: {one}")
                self.ended[f"rhythms {stands[0]}"] += 1
                one.seen_at = None

    async def _was_told(self, number: int, what: str, day: date) -> bool:
        like = f"supervision.{what}:{number}:%{day}"
        return bool(await self._rows("select id from notice where key like :like", like=like))

    def _stands(self, one: Rhythm) -> tuple[str, date] | None:
        """Whether it is due or overdue by now, and since which day; None where nothing has to be said."""
        plans = self.team.plans
        today = self.now.astimezone(plans[GUIDE].zone).date()
        theirs = [
            each
            for each in self.book.sessions.values()
            if each.kind is MeetingKind.INDIVIDUAL
            and one.name in each.needs().joined
            and each.host != one.name
        ]
        held = [each for each in theirs if each.state is MeetingState.HELD and one.name in each.came]
        last = max((each.needs().starts_at for each in held), default=None)
        talked = last.astimezone(plans[GUIDE].zone).date() if last else one.since
        first = max(talked, one.since) + timedelta(weeks=one.weeks)
        both = (plans[one.name], plans[GUIDE])
        later = (first + timedelta(days=each) for each in range(FAR + 1))
        day = next((each for each in later if all(works(who, each, plans[GUIDE]) for who in both)), first)
        coming = [each for each in theirs if each.needs().starts_at > self.now - UNTOLD]
        if any(each.state is MeetingState.PLANNED for each in coming):
            return None
        if today > day:
            return "overdue", day
        return ("due", day) if today >= day - timedelta(days=7) else None
