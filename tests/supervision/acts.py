"""What people do with sessions in the course of a year, as the dialogues do it."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.model import Person
from bot.supervision import Answer, Every, Lead, Meeting, MeetingKind, MeetingState, Plan
from handlers.dialogs import meeting_news
from storage import meetings, reminders, series
from storage.database import Session
from tests.supervision.audit import Audit
from tests.supervision.book import Planned, Series
from tests.supervision.team import COORDINATORS
from tests.supervision.wall import is_open

TALKS: Final = (MeetingKind.INDIVIDUAL, MeetingKind.INDIVIDUAL, MeetingKind.PROGRESS, MeetingKind.PLAN_REVIEW)
GROUPS: Final = (MeetingKind.PEER, MeetingKind.TRAINING, MeetingKind.OWN)
HOURS: Final = timedelta(hours=1)


class Acts(Audit):
    """After each of them the jobs run at once, so that what is true when something is decided is still known."""

    rooms = 0

    @property
    def _house(self) -> ZoneInfo:
        return self.world.settings.zone

    def _ahead(self) -> list[Planned]:
        """Those whose time can still be changed; by preference one of which somebody is just to be reminded."""
        ahead = [one for one in self.book.sessions.values() if one.needs().starts_at > self.now + HOURS]
        on = [one for one in ahead if one.state is MeetingState.PLANNED]
        waits = {one.time.session.id for one in self.rows.values() if one.on_its_way}
        first = [one for one in on if one.id in waits]
        return first if first and self.chance.random() < 0.7 else on

    def _some_time(self, host: str, guests: Collection[str]) -> datetime:
        """In the hours of whoever plans it, and mostly of somebody else too; never twice the same."""
        taken = {one.starts_at for one in self.book.times}
        plans = [self.team.plans[one] for one in (host, *guests)]
        soonest = timedelta(hours=self.chance.choice([1, 3, 20, 60, 200, 200, 400]))
        for attempt in range(400):
            minutes = self.chance.randrange(0, 20 * 24 * 60, 5)
            moment = (self.now + soonest + timedelta(minutes=minutes)).replace(second=0, microsecond=0)
            able = plans if attempt < 60 else plans[:1] if attempt < 300 else []
            if moment not in taken and all(is_open(one, moment) for one in able):
                return moment
        raise LookupError("no time at all")

    def _whom(self, host: str, kind: MeetingKind) -> list[str]:
        others = [one for one in self.team.plans if one != host]
        if kind in TALKS:
            return [self.chance.choice([one for one in others if one not in COORDINATORS])]
        return self.chance.sample(others, self.chance.randrange(2, 5))

    def _new_plan(self, kinds: Collection[MeetingKind]) -> tuple[Plan, str, list[str]]:
        self.rooms += 1
        kind, host = self.chance.choice([*kinds]), self.chance.choice(COORDINATORS)
        minutes = self.chance.choice([30, 60, 120])
        title = "Tea" if kind is MeetingKind.OWN else ""
        return Plan(self.team.id, kind, minutes, title, f"room {self.rooms}"), host, self._whom(host, kind)

    async def _plan(self) -> None:
        plan, host, guests = self._new_plan((*TALKS, *GROUPS))
        await self._make(plan, host, guests, self._some_time(host, guests), Every.ONCE)

    async def _plan_series(self) -> None:
        every = self.chance.choice([one for one in Every if one is not Every.ONCE])
        await self._begin(every, *self._new_plan((*TALKS, *GROUPS)))

    async def _begin(self, every: Every, plan: Plan, host: str, guests: list[str]) -> None:
        if len(self.book.series) < 4:
            await self._make(plan, host, guests, self._some_time(host, guests), every)

    async def _make(
        self, plan: Plan, host: str, guests: list[str], starts_at: datetime, every: Every
    ) -> None:
        ids, now = [self.team.ids[one] for one in guests], self.now
        local = starts_at.astimezone(self.team.plans[host].zone)
        start, zone = local.hour * 60 + local.minute, self.team.plans[host].zone.key
        by, came_from = self.team.ids[host], None
        async with self.world.database.transaction() as session:
            if every is not Every.ONCE:
                number = await series.start(session, plan, every, local.date(), start, zone, by, ids, now)
                came_from = (number, local.date())
            made = await meetings.add(session, plan, starts_at, by, ids, now, series=came_from)
            meeting = await meetings.known(session, made)
            await meeting_news.tell(session, meeting, meeting_news.PLANNED, by, now, self._house, every)
        if came_from:
            self._note_series(came_from[0], plan, every, local.date(), start, host)
        self.done["planned"] += 1

    def _note_series(self, number: int, plan: Plan, every: Every, first: date, start: int, host: str) -> None:
        given = (number, self.rooms, every, first, start, host, plan.kind, plan.minutes)
        self.book.series[number] = Series(*given)
        self.done["series"] += 1

    async def _known(self, session: Session, one: Planned) -> Meeting:
        return await meetings.known(session, one.id)

    async def _move(self) -> None:
        skipped = [one for one in self.book.sessions.values() if one.state is MeetingState.SKIPPED]
        ahead = [*self._ahead(), *(one for one in skipped if one.needs().starts_at > self.now)]
        if ahead:
            await self._move_one(self.chance.choice(ahead))

    async def _move_one(self, one: Planned) -> None:
        old, guests = one.needs(), [name for name in one.needs().joined if name != one.host]
        by = self.chance.choice([one.host, *(guests if len(guests) == 1 else [])])
        starts_at, number = self._some_time(one.host, guests), self.team.ids[by]
        async with self.world.database.transaction() as session:
            moved = await self._known(session, one)
            await meetings.move(session, moved, starts_at, number, self.now)
            meeting = await self._known(session, one)
            given = (session, meeting, meeting_news.MOVED, number, self.now, self._house)
            await meeting_news.tell(*given, was=old.starts_at)
        one.state, one.no, old.ended_at = MeetingState.PLANNED, {}, self.now
        self._timed(one, starts_at, self.now, old.sequence + 1, old.joined)
        self.done["moved"] += 1

    async def _cancel(self) -> None:
        if not (ahead := self._ahead()):
            return
        one = self.chance.choice(ahead)
        async with self.world.database.transaction() as session:
            meeting = await self._known(session, one)
            await meetings.cancel(session, meeting)
            given = (await self._known(session, one), meeting_news.CANCELLED, self.team.ids[one.host])
            await meeting_news.tell(session, *given, self.now, self._house)
        one.state, one.needs().ended_at = MeetingState.CANCELLED, self.now
        self.done["cancelled"] += 1

    async def _restore(self) -> None:
        off = [one for one in self.book.sessions.values() if one.state is MeetingState.CANCELLED]
        ahead = [one for one in off if one.needs().starts_at > self.now]
        if not ahead:
            return
        one = self.chance.choice(ahead)
        old, one.state = one.needs(), MeetingState.PLANNED
        async with self.world.database.transaction() as session:
            await meetings.restore(session, await self._known(session, one), self.now)
            given = (await self._known(session, one), meeting_news.RESTORED, self.team.ids[one.host])
            await meeting_news.tell(session, *given, self.now, self._house)
        self._timed(one, old.starts_at, self.now, old.sequence + 2, old.joined)
        self.done["restored"] += 1

    async def _answer(self) -> None:
        """She cannot come, or she can after all."""
        if not (ahead := self._ahead()):
            return
        one = self.chance.choice(ahead)
        name = self.chance.choice([each for each in one.needs().joined if each != one.host])
        said = Answer.NO if name not in one.no else Answer.YES
        async with self.world.database.transaction() as session:
            await meetings.set_answer(session, one.id, self.team.ids[name], said, self.now)
            given = (await self._known(session, one), said.value, self.team.ids[name], self.now)
            await meeting_news.tell_host(session, *given, self._house)
        self._note_answer(one, name, said)
        self.done[f"answered {said}"] += 1

    def _note_answer(self, one: Planned, name: str, said: Answer) -> None:
        if said is Answer.NO:
            one.no[name] = self.now
        else:
            one.no.pop(name, None)
            one.back[name] = self.now

    async def _invite_or_not(self) -> None:
        """Somebody more takes part in it, or somebody less."""
        ahead = [one for one in self._ahead() if one.kind in GROUPS]
        if not ahead:
            return
        one = self.chance.choice(ahead)
        time, others = one.needs(), [each for each in self.team.plans if each != one.host]
        name = self.chance.choice(others)
        now_in = {*time.joined} - {one.host} ^ {name}
        if not now_in:
            return
        what = meeting_news.PLANNED if name in now_in else meeting_news.WITHOUT_YOU
        async with self.world.database.transaction() as session:
            changed = await self._known(session, one)
            await meetings.set_people(session, changed, [self.team.ids[each] for each in now_in], self.now)
            given = (await self._known(session, one), what, self.team.ids[name], self.team.ids[one.host])
            await meeting_news.tell_one(session, *given, self.now, self._house)
        self._note_people(one, name, comes=name in now_in)

    def _note_people(self, one: Planned, name: str, *, comes: bool) -> None:
        joined = one.needs().joined
        one.no.pop(name, None)
        if comes:
            joined[name] = self.now
        else:
            del joined[name]
        self.done["invited" if comes else "left out"] += 1

    async def _record(self) -> None:
        """What became of some of those that are over."""
        for one in self.book.sessions.values():
            if one.state is MeetingState.PLANNED and one.ends_at < self.now and one.needs().asked:
                await self._record_one(one)

    async def _record_one(self, one: Planned) -> None:
        held = self.chance.random() < 0.85
        came = [each for each in one.needs().joined if self.chance.random() < 0.9]
        ids = [self.team.ids[each] for each in came]
        async with self.world.database.transaction() as session:
            known = await self._known(session, one)
            await meetings.record(session, known, held=held, minutes=one.minutes, came=ids)
        one.state = MeetingState.HELD if held else MeetingState.NOT_HELD
        one.came = frozenset(came if held else [])
        self.done["recorded"] += 1

    async def _switch(self) -> None:
        """What nobody is reminded of, or what everybody is reminded of again."""
        kind, lead = self.chance.choice([*MeetingKind]), self.chance.choice([*Lead])
        on, off = (kind, lead) in self.book.off, self.book.off
        vera: Person = await self.team.people["Vera"].person()
        async with self.world.database.transaction() as session:
            await reminders.switch(session, vera, self.team.id, kind, lead, on=on)
            await reminders.decide_anew(session, vera, self.team.id, kind, self.now)
        self.switched[kind] = self.now
        if on:
            del off[kind, lead]
        else:
            off[kind, lead] = self.now
        self.done["switched"] += 1
