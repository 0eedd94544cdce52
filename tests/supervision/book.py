"""What was planned, and what everybody heard of it."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from bot.supervision import Every, Lead, MeetingKind, MeetingState
from tests.gate.ledger import Wrong
from tests.gate.quiet_oracle import forbidden
from tests.supervision.phones import OF_ITS_OWN, Said, rhythms_in, sessions_in
from tests.supervision.team import Colleagues
from tests.supervision.wall import Due, is_open
from tryout.telegram import Call

LATE: Final = timedelta(seconds=40)


def demand(holds: object, problem: str) -> None:
    if not holds:
        raise Wrong(problem)


@dataclass(eq=False)
class Reminder:
    """One row of the program: what it says became of it, and what the phone says."""

    id: int
    time: "Time"
    name: str
    lead: Lead
    since: datetime
    state: str = "waiting"
    settled_at: datetime | None = None
    arrived_at: datetime | None = None
    lost: str | None = None
    seen: tuple[object, Due] | None = None

    def __str__(self) -> str:
        return f"{self.name}'s reminder {self.lead} of {self.time} ({self.state})"

    @property
    def on_its_way(self) -> bool:
        return self.state == "put" and not self.arrived_at and not self.lost


@dataclass(eq=False)
class Time:
    """One time that one session had, until it got another one, or was off."""

    session: "Planned"
    starts_at: datetime
    planned_at: datetime
    sequence: int
    joined: dict[str, datetime]
    ended_at: datetime | None = None
    reminders: dict[tuple[str, Lead], Reminder] = field(default_factory=dict)
    asked: int = 0
    ask_lost: bool = False
    skipped: int = 0

    def __str__(self) -> str:
        return f"session {self.session.id}, {self.starts_at:%Y-%m-%d %H:%M} UTC"


@dataclass(eq=False)
class Planned:
    """One session through all its times; `room` tells those of one plan from all others on every phone."""

    id: int
    room: int
    kind: MeetingKind
    minutes: int
    host: str
    time: Time | None = None
    state: MeetingState = MeetingState.PLANNED
    no: dict[str, datetime] = field(default_factory=dict)
    back: dict[str, datetime] = field(default_factory=dict)
    came: frozenset[str] = frozenset()
    series: tuple[int, date] | None = None

    def needs(self) -> Time:
        if self.time is None:
            raise LookupError("it has no time")
        return self.time

    @property
    def ends_at(self) -> datetime:
        return self.needs().starts_at + timedelta(minutes=self.minutes)

    def of_lead(self, name: str) -> bool:
        """Whether she takes part as things stand."""
        return name in self.needs().joined and name not in self.no


@dataclass
class Series:
    id: int
    room: int
    every: Every
    first: date
    start: int
    host: str
    kind: MeetingKind
    minutes: int
    ended: bool = False


@dataclass
class Book:
    """`off` is what was switched off; `heard` what everybody heard besides reminders."""

    team: Colleagues
    sessions: dict[int, Planned] = field(default_factory=dict)
    series: dict[int, Series] = field(default_factory=dict)
    times: list[Time] = field(default_factory=list)
    off: dict[tuple[MeetingKind, Lead], datetime] = field(default_factory=dict)
    heard: Counter[str] = field(default_factory=Counter)
    seen: int = 0
    spells: Counter[str] = field(default_factory=Counter)
    blocked_for: defaultdict[str, timedelta] = field(default_factory=lambda: defaultdict(timedelta))

    def open(self) -> list[Reminder]:
        times = [one.time for one in self.sessions.values() if one.time and not one.time.ended_at]
        return [each for time in times for each in time.reminders.values()]

    def read(self, calls: list[Call]) -> bool:
        """Take note of what is new; whether anything went wrong on the way."""
        new, self.seen = calls[self.seen :], len(calls)
        for call in new:
            text = str(call.params.get("text") or "")
            if call.method.startswith("send") and call.ok and OF_ITS_OWN.search(text):
                self._heard(self._whose(call), text, call.at)
        return any(not call.ok or call.fault for call in new)

    def _whose(self, call: Call) -> str:
        return next(name for name, one in self.team.people.items() if one.id == call.params["chat_id"])

    def _heard(self, name: str, text: str, at: datetime) -> None:
        reason = forbidden(self.team.plans[name], at)
        demand(reason is None, f"{name} was written to at {at}: {reason}")
        self.heard["messages"] += 1
        for said in sessions_in(text):
            time = self._meant(name, said)
            if said.what == "reminder":
                self._reminded(name, time, said, at)
            else:
                self._told(name, time, said)
        for one in rhythms_in(text):
            key = "rhythm {} of {}, {}".format(*one)
            self.heard[key] += 1
            demand(self.heard[key] == 1, f"{key} was said again")

    def _meant(self, name: str, said: Said) -> Time:
        """The time that her phone shows, on the clock of her own wall."""
        for time in reversed(self.times):
            if time.session.room == said.room and self._shown(name, time) == said.shown:
                return time
        raise Wrong(f"{name} read of a time that is none of hers: {said}")

    def _shown(self, name: str, time: Time) -> str:
        local = time.starts_at.astimezone(self.team.plans[name].zone)
        return f"weekday {local.weekday()}, {local:%Y-%m-%d, %H:%M}"

    def _reminded(self, name: str, time: Time, said: Said, at: datetime) -> None:
        where = f"{name} was reminded at {at} of {time}"
        demand(said.language == self.team.language(name), f"{where} in {said.language}")
        demand(time.ended_at is None, f"{where}, which is not any more")
        demand(at < time.starts_at + LATE, f"{where}: too late")
        demand(time.session.of_lead(name), f"{where}, in which she takes no part")
        hers = [one for (whose, _), one in time.reminders.items() if whose == name]
        waiting = [one for one in hers if one.on_its_way]
        demand(waiting, f"{where} again")
        self._once_a_day(name, [one for one in hers if one.arrived_at], at, where)
        one = max(waiting, key=lambda one: one.settled_at or one.since)
        one.arrived_at = at
        due = one.seen[1] if one.seen else None
        demand(not due or not due.until or at < due.until + LATE, f"{where}: another one was nearer by then")

    def _once_a_day(self, name: str, others: list[Reminder], at: datetime, where: str) -> None:
        zone, changed = self.team.plans[name].zone, self.team.changed[name]
        same = [
            one.arrived_at
            for one in others
            if one.arrived_at and _day(one.arrived_at, zone) == _day(at, zone)
        ]
        demand(not [one for one in same if one > changed], f"{where} for the second time that day")

    def _told(self, name: str, time: Time, said: Said) -> None:
        demand(name == time.session.host, f"{name} was told {said.what} of {time}")
        key = f"{said.what} of {time}, sequence {time.sequence}: {said.name}"
        self.heard[key] += 1
        demand(self.heard[key] == 1, f"{key} was said again")
        time.asked += said.what == "after"
        time.skipped += said.what.startswith("skipped")


def _day(moment: datetime, zone: object) -> date:
    return moment.astimezone(zone).date()  # type: ignore[arg-type]


def reachable(team: Colleagues, name: str, moment: datetime) -> bool:
    """Whether a message may reach her now and for two minutes more."""
    plan = team.plans[name]
    return is_open(plan, moment) and forbidden(plan, moment + timedelta(minutes=2)) is None
