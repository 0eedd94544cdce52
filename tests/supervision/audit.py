"""What became of every session and of everybody's reminders of it, once it has been."""

import random
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from bot.supervision import Lead, MeetingKind, MeetingState
from storage import reminders
from tests.gate.rough import RoughWorld
from tests.supervision.book import Planned, Reminder, Series, Time, demand
from tests.supervision.wall import ORDER, has_off, rule, usual
from tests.supervision.watch import LOST, SLACK, Watch

AN_HOUR: Final = timedelta(hours=1)
ASKED_FOR: Final = timedelta(days=20)
AHEAD: Final = timedelta(weeks=8)
STANDING: Final = (MeetingState.PLANNED, MeetingState.HELD)
OPEN: Final = ("waiting", "put", "recalled", "withdrawn")
SEEN: Final = ("unopened", "stale")


class Audit(Watch):
    """Sessions are found where the program keeps them; whether they are right is worked out here."""

    def __init__(self, world: RoughWorld, chance: random.Random) -> None:
        super().__init__(world, chance)
        self.to_audit: list[Time] = []
        self.to_be_asked: list[Time] = []
        self.last = 0

    async def _find_out(self) -> None:
        await self._find()
        await super()._find_out()

    async def _find(self) -> None:
        """Sessions that are new, by the act of somebody or by the job."""
        found = await self._rows("select * from meeting where id > :last order by id", last=self.last)
        for row in found:
            self.last = row.id
            people = await self._rows(
                "select person_id, host from attendee where meeting_id = :id", id=row.id
            )
            self._found(row, {self.team.named(one.person_id): bool(one.host) for one in people})

    def _found(self, row: Any, people: Mapping[str, bool]) -> None:
        room, host = int(row.place.removeprefix("room ")), next(one for one in people if people[one])
        came_from = (row.series_id, date.fromisoformat(row.series_day)) if row.series_id else None
        session = Planned(row.id, room, MeetingKind(row.kind), row.minutes, host, series=came_from)
        session.state = MeetingState(row.state)
        self.book.sessions[row.id] = session
        starts_at, planned_at = (_moment(one) for one in (row.starts_at, row.planned_at))
        self._timed(session, starts_at, planned_at, row.sequence, people)
        if came_from and came_from[0] in self.book.series:
            self._fits(session, self.book.series[came_from[0]], came_from[1])

    def _timed(
        self, session: Planned, starts_at: datetime, now: datetime, sequence: int, people: Mapping[str, Any]
    ) -> None:
        """It has got a time, its first one or another."""
        time = Time(session, starts_at, now, sequence, dict.fromkeys(people, now))
        session.time = self.by_sequence[session.id, sequence] = time
        self.book.times.append(time)
        if session.state is MeetingState.PLANNED:
            self.to_audit.append(time)
        self.to_be_asked.append(time)
        self.done["times"] += 1

    def _in_another(self, session: Planned) -> bool:
        """Whether anybody of it has promised to be somewhere else then."""
        starts_at, ends_at, needed = session.needs().starts_at, session.ends_at, session.needs().joined
        others = (one for one in self.book.sessions.values() if one is not session and one.state in STANDING)
        return any(
            one.needs().starts_at < ends_at
            and starts_at < one.ends_at
            and any(each in one.needs().joined and each not in one.no for each in needed)
            for one in others
        )

    def _fits(self, session: Planned, series: Series, day: date) -> None:
        """On its day at its time on the wall of whoever began it; skipped where it cannot be."""
        time, plans = session.needs(), self.team.plans
        local = time.starts_at.astimezone(plans[series.host].zone)
        demand(local.date() == day, f"{time} is not on {day}")
        demand(local.hour * 60 + local.minute == series.start, f"{time} is not at its time of the day")
        guests = [one for one in time.joined if one != series.host]
        off = has_off(plans[series.host], time.starts_at) or self._in_another(session)
        off = off or all(has_off(plans[one], time.starts_at) for one in guests)
        # The first one is planned by whoever begins the series, whatever else there is.
        state = MeetingState.SKIPPED if off and day != series.first else MeetingState.PLANNED
        demand(session.state is state, f"{time} is {session.state}, but has to be {state}")
        self.done[f"days {state}"] += 1

    def _is_made(self, one: Series) -> None:
        """Every day of its rule once, eight weeks ahead, or at least the next one."""
        if one.ended:
            return
        today = self.now.astimezone(self.team.plans[one.host].zone).date()
        made = [
            each.series[1] for each in self.book.sessions.values() if each.series and each.series[0] == one.id
        ]
        asked = rule(one.every, one.first, today - timedelta(days=1) + AHEAD) | {one.first}
        demand(len(set(made)) == len(made), f"series {one.id} has a day twice")
        demand(asked <= {*made}, f"series {one.id} lacks {sorted(asked - {*made})}")
        wrong = {*made} - rule(one.every, one.first, max(made)) - {one.first}
        demand(not wrong, f"series {one.id} has days of its own: {sorted(wrong)}")
        ahead = sorted(one for one in made if one > today)
        demand(max(made) >= today - timedelta(days=1), f"series {one.id} has no day ahead")
        demand(
            len(ahead) < 2 or ahead[-1] <= today + AHEAD, f"series {one.id} is made too far ahead: {ahead}"
        )

    async def _audit(self) -> None:
        """Of every time that has been, or is no more: whatever did not arrive has a reason that can be seen."""
        await self._notices()
        for one in self.book.series.values():
            self._is_made(one)
        missed = await self._missed()
        for time in [one for one in self.to_audit if (one.ended_at or one.starts_at) < self.now - AN_HOUR]:
            self.to_audit.remove(time)
            self._closed(time, missed)
        for time in [one for one in self.to_be_asked if _told_by(one) < self.now]:
            self.to_be_asked.remove(time)
            await self._host_knows(time)

    async def _missed(self) -> Mapping[tuple[int, int, str], int]:
        host = await self.team.people["In Kyiv"].person()
        found = await self.world.read(reminders.missed, host, self.team.id, self.now - ASKED_FOR)
        return Counter((one.meeting_id, one.person_id, one.why) for one in found)

    def _closed(self, time: Time, missed: Mapping[tuple[int, int, str], int]) -> None:
        for name in time.joined:
            for lead in Lead:
                one = time.reminders.get((name, lead))
                demand(one, f"{name} has no reminder {lead} of {time}")
                if one:
                    self._has_an_end(one, missed)
        time.ended_at = time.ended_at or time.starts_at
        for one in time.reminders.values():
            if self.rows.get(one.id) is one:  # its number may be that of another one by now
                del self.rows[one.id]

    def _has_an_end(self, one: Reminder, missed: Mapping[tuple[int, int, str], int]) -> None:
        end = "arrived" if one.arrived_at else one.lost or one.state
        self.ended[end] += 1
        if end == "together" and self._concerns(one):
            nearer = [one.time.reminders.get((one.name, each)) for each in ORDER[ORDER.index(one.lead) + 1 :]]
            seen = [each for each in nearer if each and (each.arrived_at or each.lost or each.state in SEEN)]
            demand(seen, f"{one}, but no other came")
        if self._concerns(one):
            demand(end not in OPEN, f"{one} came to no end")
            demand(end != "gone" or not self._was_back(one), f"{one}, though she said yes in time")
            if end in (*LOST, "stale", "unopened"):
                key = one.time.session.id, self.team.ids[one.name], end
                demand(missed.get(key), f"{one} ended {end}, and is not listed")

    def _was_back(self, one: Reminder) -> bool:
        """She said no and then yes, while there was time to remind her."""
        back = one.time.session.back.get(one.name)
        return bool(back and back + SLACK < usual(one.lead, one.time.starts_at, self.team.plans[one.name]))

    async def _host_knows(self, time: Time) -> None:
        """Of what was skipped, and asked of what has been; unless that surely or perhaps got lost."""
        session = time.session
        if session.state is MeetingState.SKIPPED:
            await self._told(time.skipped, f"supervision.skipped:{session.id}", f"{time} was skipped")
        elif session.time is time and session.state is not MeetingState.CANCELLED:
            key = f"supervision.after:{session.id}:{time.sequence}:{self.team.ids[session.host]}"
            await self._told(time.asked, key, f"{time} is over")

    async def _told(self, times: int, key: str, what: str) -> None:
        found = await self._rows("select state from notice where key = :key", key=key)
        state = found[0].state if found else None
        demand(
            times == 1 or state in (*LOST, "held"), f"{what}, but its host was told {times} times ({state})"
        )
        self.ended["hosts asked"] += times


def _told_by(time: Time) -> datetime:
    """What was said longer ago the bot has forgotten."""
    skipped = time.session.state is MeetingState.SKIPPED
    return (time.planned_at if skipped else time.starts_at) + ASKED_FOR


def _moment(words: str) -> datetime:
    return datetime.fromisoformat(words)
