"""A year of supervision in a team of six: `python -m tests.supervision.year --days 60`.

The clock moves from one interesting moment to the next: when somebody is to be reminded by the clock on her wall,
and whatever people do or goes wrong in between.
"""

import random
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from bot.supervision import Every
from tests.gate.lives import lived, main
from tests.gate.rough import RoughWorld
from tests.gate.rounds import Act
from tests.gate.weather import START
from tests.supervision.acts import GROUPS, TALKS
from tests.supervision.phones import InTheirLanguages
from tests.supervision.rhythms import Rhythms
from tests.supervision.watch import SLACK

A_YEAR: Final = 366
CALM_DAYS: Final = 22
A_DAY: Final = timedelta(days=1)
AT_FIRST: Final = (Every.TWO_WEEKS, Every.MONTH, Every.QUARTER)


class Year(Rhythms):
    """One run with one seed; every chance is drawn from it."""

    def __init__(self, world: RoughWorld, seed: int, days: int) -> None:
        super().__init__(world, random.Random(seed))
        self.days, self.inspected = days, START - A_DAY

    async def run(self) -> None:
        await self.team.set_up()
        self._read()
        for every, kinds in zip(AT_FIRST, (TALKS, GROUPS, TALKS), strict=True):
            await self._begin(every, *self._new_plan(kinds))
        await self._ask_for_rhythms()
        await self._tick()
        for number in range(self.days):
            await self._live_through(START + number * A_DAY, self._wild())
        await self._calm_down()
        for number in range(self.days, self.days + CALM_DAYS):
            await self._live_through(START + number * A_DAY, {self._record: 0.5})
        await self._tick()

    async def _live_through(self, first: datetime, acts: Mapping[Act, float]) -> None:
        for moment, act in [*sorted(self._day(first, acts), key=lambda one: one[0]), (first + A_DAY, None)]:
            await self._remind_until(moment)
            if act is None or moment < self.now - SLACK:  # nobody does anything while the machine is off
                continue
            self.world.at(max(moment, self.now))
            await self._repair()
            if not self.full:
                await act()
                self.acted = True
            if act not in self._alone():
                await self._tick()

    def _day(self, first: datetime, acts: Mapping[Act, float]) -> Iterator[tuple[datetime, Act]]:
        for act, often in acts.items():
            while self.chance.random() < often / (1 + often):
                yield first + timedelta(seconds=self.chance.randrange(86400)), act
        for hour in (self.chance.choice((2, 22)),):
            yield first + timedelta(hours=hour, seconds=self.chance.randrange(3600)), self._inspect

    def _wild(self) -> Mapping[Act, float]:
        """What may happen, and how often in a day."""
        return {
            self._plan: 0.1,
            self._plan_series: 0.005,
            self._move: 0.06,
            self._cancel: 0.03,
            self._restore: 0.03,
            self._answer: 0.07,
            self._invite_or_not: 0.03,
            self._switch: 0.015,
            self._someone_changes: 0.1,
            self._stand_still: 0.025,
            **self._alone(),
        }

    def _alone(self) -> Mapping[Act, float]:
        """After which there is nothing to decide: it shows as soon as there is something to say."""
        return {
            self._record: 0.4,
            self._spoil: 0.3,
            self._go_under: 0.03,
            self._block_or_not: 0.08,
            self._fill: 0.04,
            self._restart: 0.03,
        }

    async def _inspect(self) -> None:
        """Between one thing and the next somebody looks whether all is as it should be."""
        idle = self.now - self.inspected < timedelta(hours=64)
        if idle and not any(one.on_its_way for one in self.rows.values()):
            return
        await self._tick()
        if not self.full and not idle:
            self.inspected = self.now
            await self._audit()
            await self._look_at_rhythms()

    async def _remind_until(self, moment: datetime) -> None:
        """At each moment before this one at which something is to be decided, the program gets its turn."""
        while True:
            times = [self._due(one).looked for one in self.rows.values() if one.state == "waiting"]
            due = min((one for one in times if one > self.now), default=None)
            if due is None or due >= moment:
                return
            self.world.at(due)
            await self._repair()
            await self._tick()

    async def _someone_changes(self) -> None:
        """She goes away or comes back, takes leave or a day, agrees on other hours, or sleeps otherwise."""
        name = self.chance.choice([*self.team.plans])
        match self.chance.randrange(7):
            case 0 | 1:
                minutes = self.chance.choice([60, 240, 2000, 9000])
                await self.team.go_away(name, timedelta(minutes=minutes))
            case 2:
                await self.team.come_back(name)
            case 3:
                await self.team.take_leave(name, self.chance)
            case 4:
                await self.team.agree_anew(name, self.chance)
            case 5:
                await self.team.sleep_otherwise(name, self.chance)
            case _:
                await self.team.change_a_day(name, self.chance)
        self.team.note(name)
        self.done["changes of hours"] += 1

    async def _stand_still(self) -> None:
        """The machine is off: nothing runs for hours or for days."""
        if not self.in_order:
            return
        since = self.now
        self.world.clock.forward(hours=self.chance.choice([2, 12, 30, 60, 200]))
        self.down.append((since, self.now))
        self.done["standstills"] += 1
        await self._restart()

    def told(self) -> str:
        """What there was, in numbers."""
        ends = {f"reminders {end}": count for end, count in self.ended.most_common()}
        numbers = {"sessions": len(self.book.sessions), "messages": self.book.heard["messages"]}
        return ", ".join(f"{count} {what}" for what, count in {**numbers, **self.done, **ends}.items())


async def live(folder: Path, empty_file: Path, seed: int, days: int = A_YEAR) -> Year:
    """A whole run; Wrong where something that must never happen has happened."""
    return await lived(
        folder, empty_file, seed, InTheirLanguages.load(), lambda world: Year(world, seed, days)
    )


if __name__ == "__main__":
    main("tests.supervision.year", live, A_YEAR)
