"""What was to be said, and what the pretend Telegram received of it: compared without a look at the database."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from tests.gate.quiet_oracle import forbidden
from tests.gate.team import Team
from tryout.telegram import Call

LIVE: Final = timedelta(minutes=10)
# On its way for a while: decided before, arrived after.
LATE: Final = timedelta(seconds=30)
_SAID: Final = re.compile(r"years\.said\((\d+)")
_REPORTED: Final = re.compile(r"gate\.(unknown|expired|unreachable)\(([^)]*)\)")
Report = tuple[str, str, str]


class Wrong(AssertionError):  # noqa: N818 - told to a person at the command line
    """Something that must never happen has happened; seed and moment are told."""


@dataclass
class Mark:
    """One thing to say, known by its number wherever it appears."""

    number: int
    name: str
    told: str | None
    put_at: datetime
    expires_at: datetime | None
    is_wrong: bool = False
    arrived_at: datetime | None = None
    in_doubt: bool = False
    in_trouble: bool = False

    @property
    def over(self) -> bool:
        return self.arrived_at is not None or self.in_doubt


@dataclass
class Ledger:
    """`told` is whoever hears of a mark when it got lost; `touched` when somebody was last in a dialogue.

    Of the reports that `tried` counts nobody knows what became of them: their outcome may not have been written.
    """

    team: Team
    marks: list[Mark] = field(default_factory=list)
    open: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    reports: Counter[Report] = field(default_factory=Counter)
    tried: Counter[Report] = field(default_factory=Counter)
    touched: dict[str, datetime] = field(default_factory=dict)
    spells: Counter[str] = field(default_factory=Counter)
    blocked_for: defaultdict[str, timedelta] = field(default_factory=lambda: defaultdict(timedelta))
    seen: int = 0
    arrived: int = 0

    def put(self, mark: Mark) -> None:
        mark.told = mark.told if mark.told != mark.name else None
        self.marks.append(mark)
        self.open[mark.name].add(mark.number)

    def read(self, calls: Sequence[Call], *, released: bool, trouble: bool) -> bool:
        """Take note of what is new; whether anything went wrong on the way. `trouble`: its end may stay unwritten."""
        new, self.seen = calls[self.seen :], len(calls)
        for call in new:
            if call.method.startswith("send"):
                self._message(call, released=released, trouble=trouble)
        return any(not call.ok or call.fault for call in new)

    def _message(self, call: Call, *, released: bool, trouble: bool) -> None:
        text = str(call.params.get("text"))
        marks = [self.marks[int(one)] for one in _SAID.findall(text)]
        if not released:
            self._demand(not marks and not _REPORTED.search(text), f"said around the gate: {text[:200]}")
            return
        name = self._name(call.params)
        self._in_her_hours(name, call.at)
        self._demand([one.number for one in marks] == sorted(one.number for one in marks), "out of order")
        lost = call.ok and call.fault == "lost_answer"
        in_doubt = lost or call.error_code == 502 or (not call.ok and call.error_code is None)
        alone = len(marks) == 1 and not _REPORTED.search(text)
        for mark in marks:
            self._attempt(mark, name, call, trouble=trouble)
            refused = call.error_code == 400 and alone
            if call.ok or in_doubt or refused:
                self.end(mark, call.at if call.ok else None, in_doubt=in_doubt or refused)
        self._count(text, name, self.reports if call.ok or in_doubt else self.tried if trouble else Counter())

    def _name(self, params: Mapping[str, Any]) -> str:
        return next(name for name, one in self.team.people.items() if one.id == params.get("chat_id"))

    def _in_her_hours(self, name: str, at: datetime) -> None:
        self.arrived += 1
        reason = forbidden(self.team.plans[name], at)
        self._demand(reason is None, f"{name} was written to at {at}: {reason}")
        touched = self.touched.get(name)
        self._demand(not touched or at - touched >= LIVE, f"{name} was disturbed at {at}")

    def _attempt(self, mark: Mark, name: str, call: Call, *, trouble: bool) -> None:
        self._demand(mark.name == name, f"{mark} went to {name}")
        self._demand(not mark.over or mark.is_wrong, f"{mark} was said again at {call.at}")
        in_time = mark.expires_at is None or call.at < mark.expires_at + LATE
        self._demand(in_time, f"{mark} was said at {call.at}")
        mark.in_trouble |= trouble

    def end(self, mark: Mark, arrived_at: datetime | None, *, in_doubt: bool) -> None:
        mark.arrived_at = mark.arrived_at or arrived_at
        mark.in_doubt |= in_doubt
        self.open[mark.name].discard(mark.number)

    def killed(self, kind: str, params: Mapping[str, Any]) -> None:
        """The program ended while this was on its way, or just after it was taken."""
        text, name = str(params.get("text")), self._name(params)
        for number in _SAID.findall(text):
            self.end(self.marks[int(number)], None, in_doubt=True)
        if kind == "killed_before":
            self._count(text, name, self.reports)

    def _count(self, text: str, name: str, counter: Counter[Report]) -> None:
        counter.update((what, about, name) for what, about in _REPORTED.findall(text))

    def expire(self, now: datetime) -> None:
        """What is too late must not come any more, and is not waited for."""
        for waiting in self.open.values():
            late = {one for one in waiting if (at := self.marks[one].expires_at) and at <= now}
            waiting.difference_update(late)

    def close(self) -> None:
        """At the end: nothing waits, nothing is lost, and whatever did not arrive was reported."""
        for problem in self._missing():
            raise Wrong(problem)

    def _missing(self) -> Iterator[str]:
        for mark in self.marks:
            if not mark.over and not mark.expires_at and not mark.in_trouble:
                yield f"{mark} never came"
        for key, count in self.reports.items():
            if key[0] == "unreachable" and count > self.spells[key[1]] + self.blocked_for[key[1]].days // 7:
                yield f"{key} was told {count} times"
        for what in ("unknown", "expired"):
            least, most = self._owed(what, least=True), self._owed(what, least=False)
            for key in {*least, *most, *(one for one in self.reports if one[0] == what)}:
                if not least[key] - self.tried[key] <= self.reports[key] <= most[key]:
                    yield f"{key}: {self.reports[key]} reports, expected {least[key]} to {most[key]}"

    def _owed(self, what: str, *, least: bool) -> Counter[Report]:
        """How many reports there have to be at least, or may be at most."""
        owed: Counter[Report] = Counter()
        for mark in self.marks:
            expires, lost = mark.expires_at is not None and not mark.over, not mark.over and mark.in_trouble
            if what == "unknown":
                counts = mark.in_doubt or (lost and not expires) or (mark.in_trouble and not least)
            else:
                counts = expires and not (least and mark.in_trouble)
            if counts and mark.told:
                owed[what, mark.name, mark.told] += 1
        return owed

    def _demand(self, holds: bool, problem: str) -> None:
        if not holds:
            raise Wrong(problem)
