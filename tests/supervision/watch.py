"""A look at what the program decided, right after it did: each reason has to be true at that moment."""

import random
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import text

from bot.supervision import Lead, MeetingKind
from handlers.jobs import after_sessions, remind, repeat_sessions, rhythms, tidy
from storage import notices, reminders
from tests.gate.ledger import Wrong
from tests.gate.rough import Killed, RoughWorld
from tests.gate.weather import START, Weather
from tests.supervision.book import Book, Reminder, Time, demand, reachable
from tests.supervision.team import Colleagues
from tests.supervision.wall import Due, Facts, due, opens

SLACK: Final = timedelta(minutes=3)
LOST: Final = ("unknown", "expired", "dead")


class Watch(Weather):
    """`down` are the times in which the program did not run, or could write nothing down."""

    concerned = frozenset({repeat_sessions.run, remind.run, after_sessions.run, rhythms.run, tidy.run})

    def __init__(self, world: RoughWorld, chance: random.Random) -> None:
        super().__init__(world, chance)
        self.team: Colleagues = Colleagues(world)
        self.book = Book(self.team)
        self.ledger = self.book  # type: ignore[assignment]
        self.rows: dict[int, Reminder] = {}
        self.by_sequence: dict[tuple[int, int], Time] = {}
        self.down: list[tuple[datetime, datetime]] = []
        self.full_since, self.last_row = START, 0
        self.acted = True
        self.switched: dict[MeetingKind, datetime] = {}
        self.ended: Counter[str] = Counter()

    def _read(self, *, released: bool = True) -> bool:
        demand(not self.complaints.heard, "".join(self.complaints.heard[:1]))
        return self.book.read(self.world.telegram.calls)

    async def _jobs(self) -> None:
        """As the ticker does it, whatever the weather."""
        if self.acted and not self.full:
            self.acted = False
            await self._find_out()
        before = len(self.world.telegram.calls)
        await self._run_jobs()
        said = [one for one in self.world.telegram.calls[before:] if one.method.startswith("send")]
        demand(not said, "a job spoke for itself")
        self._read()
        if not self.full:
            await self._find_out()
            self._nobody_is_forgotten()

    async def _make_room(self) -> None:
        self.down.append((self.full_since, self.now))
        await super()._make_room()
        await self._jobs()

    async def _fill(self) -> None:
        await super()._fill()
        ordered = self.world.road.arrived

        async def full() -> None:
            self.full_since = self.now
            await ordered()

        self.world.road.arrived = full

    async def _tick(self) -> None:
        """The jobs and the gate, and once more while somebody who can be reached has not heard all."""
        for _ in range(30):
            before = self.now
            await self._jobs()
            await self._release()
            late = self._late(before)
            if late is None:
                return
            self.world.clock.forward(seconds=10)
        demand(False, f"{late} has not arrived, though she can be reached")

    async def _release(self) -> None:
        self.done["rounds"] += 1
        road = self.world.road
        road.seconds, ordered = self.chance.choice([0, 0, 0.3, 5, 16]), road.spoils.total()
        try:
            await self.world.program.ticker.release()
        except Killed:
            await self._killed()
        else:
            failed = self._read()
            self._note_trouble(failed or ordered != road.spoils.total() or not self.in_order)
        if not self.full:
            await self._notices()

    async def _killed(self) -> None:
        self.world.road.ended_with.clear()
        await super()._killed()

    def _late(self, before: datetime) -> Reminder | None:
        if min(before, self.now) < self.calm_from or self.full or self.away:
            return None
        waiting = (one for one in self.book.open() if one.on_its_way and one.name not in self.blocked)
        return next((one for one in waiting if reachable(self.team, one.name, before)), None)

    async def _rows(self, query: str, **given: Any) -> Sequence[Any]:
        async with self.world.database.reading() as session:
            return (await session.execute(text(query), given)).all()

    async def _find_out(self) -> None:
        """Which reminders are new, and of which it is settled what becomes of them."""
        found = await self._rows(
            "select id, meeting_id, sequence, person_id, lead, state from reminder"
            " where state = 'waiting' or id > :last",
            last=self.last_row,
        )
        waiting = {row.id: (row.meeting_id, row.sequence) for row in found if row.state == "waiting"}
        for one in [one for one in self.rows.values() if one.state == "waiting"]:
            if waiting.get(one.id) != (one.time.session.id, one.time.sequence):
                await self._settled(one)
        for row in found:
            self._wait(row)
        for row in found:
            if row.state != "waiting" and self.rows[row.id].state == "waiting":
                await self._settled(self.rows[row.id])
        self.last_row = (await self._rows("select max(id) as id from reminder"))[0].id or 0

    def _nobody_is_forgotten(self) -> None:
        for one in self.rows.values():
            if one.state == "waiting":
                self._still_waits(one)

    def _wait(self, row: Any) -> None:
        one = self.rows.get(row.id)
        if one is None or one.state == "withdrawn":
            time = self.by_sequence[row.meeting_id, row.sequence]
            one = Reminder(row.id, time, self.team.named(row.person_id), Lead(row.lead), self.now)
            time.reminders[one.name, one.lead] = self.rows[row.id] = one
        elif one.state != "waiting" and row.state == "waiting":
            one.state, one.since, one.seen = "waiting", self.now, None
            one.lost = one.lost if one.lost != "recalled" else None

    async def _settled(self, one: Reminder) -> None:
        given = {"id": one.id, "meeting": one.time.session.id, "sequence": one.time.sequence}
        found = await self._rows(
            "select state from reminder where id = :id and meeting_id = :meeting and sequence = :sequence",
            **given,
        )
        due = self._due(one)
        one.state, one.settled_at = found[0].state if found else "withdrawn", self.now
        if not one.arrived_at:
            self._is_true(one, due)
        if due.what == "unopened" and one.state == "unopened":
            await self._host_was_told(one)

    def _due(self, one: Reminder) -> Due:
        """By what is arranged now, worked out anew only where that has changed."""
        back = one.time.session.back.get(one.name)
        known = self.team.changes[one.name], self._switched(one), one.since, back, len(self.down)
        if one.seen is None or one.seen[0] != known:
            time, off = one.time, [lead for lead in Lead if (one.time.session.kind, lead) in self.book.off]
            since = max(time.planned_at, time.joined.get(one.name, time.planned_at))
            which, plan = Facts(time.starts_at, time.planned_at, since), self.team.plans[one.name]
            one.seen = known, due(one.lead, off, which, plan, self.now)
        return one.seen[1]

    def _switched(self, one: Reminder) -> datetime:
        return self.switched.get(one.time.session.kind, START)

    def _is_true(self, one: Reminder, due: Due) -> None:
        time, now = one.time, self.now
        concerns = time.ended_at is None and time.session.of_lead(one.name)
        if one.state in ("gone", "withdrawn"):
            return demand(not concerns, f"{one}, but she takes part in it")
        demand(concerns, f"{one}, but it concerns her no more")
        if one.state == "stale":
            at, until = due.at or due.looked, due.until or time.starts_at
            slept = any(start <= until and end >= at for start, end in self.down)
            slept = slept or at <= max(self.team.changed[one.name], self._switched(one))
            return demand(due.what == "due" and now >= until and slept, f"{one}: {due}, nothing stood still")
        said = "put" if due.what == "due" and due.until and now < due.until else due.what
        demand(one.state == said, f"{one} at {now}: not true, {due}")
        early = now < due.looked and opens(self.team.plans[one.name], now, due.looked)
        demand(not early or due.what == "passed", f"{one} at {now}: too early, {due}")
        self._not_late(one, due)

    def _not_late(self, one: Reminder, due: Due) -> None:
        demand(self.now <= self._ready(one, due) + SLACK, f"{one} at {self.now}: late, {due}")

    def _ready(self, one: Reminder, due: Due) -> datetime:
        asleep = max((end for _, end in self.down), default=START)
        joined = max(one.time.joined.get(one.name, START), one.time.session.back.get(one.name, START))
        return max(due.looked, one.since, self.team.changed[one.name], asleep, joined, self._switched(one))

    def _still_waits(self, one: Reminder) -> None:
        if one.time.ended_at or not one.time.session.of_lead(one.name):
            return
        due = self._due(one)
        if self.now > due.looked + SLACK and self.now > self._ready(one, due) + SLACK:
            raise Wrong(f"{one} is still waiting at {self.now}: {due}")

    async def _host_was_told(self, one: Reminder) -> None:
        session = one.time.session
        plan = self.team.plans[one.name]
        if one.name == session.host or opens(plan, self.now, one.time.starts_at):
            return
        number = self.team.ids[one.name]
        key = f"supervision.unopened:{session.id}:{one.time.sequence}:{number}"
        demand(await self.world.read(notices.was_put, key), f"{one}: {session.host} was not told")
        self.ended["hosts told"] += 1

    def _key(self, one: Reminder) -> str:
        session, number = one.time.session, self.team.ids[one.name]
        return reminders.key(reminders.Reminder(one.id, session.id, one.time.sequence, number, one.lead))

    async def _notices(self) -> None:
        """What is on its way through the gate, and what became of it."""
        for one in [one for one in self.rows.values() if one.on_its_way]:
            found = await self._rows("select state from notice where key = :key", key=self._key(one))
            state = found[0].state if found else None
            if state is None:
                demand(not self._concerns(one), f"{one} has disappeared")
                one.lost = "recalled"
            elif state in LOST:
                one.lost = state
            else:
                demand(state != "sent", f"{one} counts as said, but no phone shows it")

    def _concerns(self, one: Reminder) -> bool:
        return one.time.ended_at is None and one.time.session.of_lead(one.name)
