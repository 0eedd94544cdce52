"""Two years of a team of six: `python -m tests.gate.years --seeds 20`.

The clock moves from one interesting moment to the next: something to say, an edge of somebody's hours and a second
before it, nights in which clocks are changed minute by minute, outages, faults on the way, kills and restarts.
"""

import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Final

from tests.gate.lives import lived, main
from tests.gate.quiet_oracle import Plan, forbidden, surely_open
from tests.gate.rough import RoughWorld
from tests.gate.rounds import Act, Rounds
from tests.gate.team import AMSTERDAM, CAIRO
from tests.gate.weather import START
from tests.keys_only import KeysOnly

TWO_YEARS: Final = 731
CALM_DAYS: Final = 25
A_SECOND: Final = timedelta(seconds=1)

Moment = tuple[datetime, Act]


class Years(Rounds):
    """One run with one seed; every chance is drawn from it."""

    def __init__(self, world: RoughWorld, seed: int, days: int) -> None:
        super().__init__(world, random.Random(seed))
        self.days = days

    async def run(self) -> None:
        await self.team.set_up()
        self._read(released=False)
        for number in range(self.days):
            await self._live_through(self._day(START + timedelta(days=number)))
        await self._calm_down()
        for number in range(self.days, self.days + CALM_DAYS):
            await self._live_through(self._plain(START + timedelta(days=number)))
            await self._tick()
        self.ledger.close()

    async def _live_through(self, day: Iterable[Moment]) -> None:
        for moment, act in sorted(day, key=lambda one: one[0]):
            self.world.at(max(moment, self.now))
            await self._repair()
            await act()

    def _day(self, first: datetime) -> Iterator[Moment]:
        """What happens in the 24 hours from here."""
        for act, often in self._acts().items():
            while self.chance.random() < often / (1 + often):
                yield first + timedelta(seconds=self.chance.randrange(86400)), act
        for minute in _night_of_the_clocks(first):
            yield minute, self._put if minute.minute % 20 == 0 else self._tick_if_any
        yield from self._plain(first)

    def _acts(self) -> Mapping[Act, float]:
        """What may happen, and how often in a day."""
        return {
            self._put: 0.5,
            self._put_many: 0.04,
            self._open_dialogue: 0.15,
            self._go_or_come_back: 0.12,
            self._change_a_day: 0.04,
            self._spoil: 0.2,
            self._go_under: 0.03,
            self._block_or_not: 0.06,
            self._fill: 0.03,
            self._restart: 0.1,
        }

    def _plain(self, first: datetime) -> Iterator[Moment]:
        """The gate now and then, and about each edge of somebody's hours, just before which more is to be said."""
        for hour in range(0, 24, 12):
            yield first + timedelta(hours=hour, seconds=self.chance.randrange(12 * 3600)), self._tick_if_any
        if self.chance.random() < 0.5:
            yield first + timedelta(hours=self.chance.randrange(24)), self._jobs
        for name, plan in self.team.plans.items():
            local = first.astimezone(plan.zone).date()
            for day in (local, local + timedelta(days=1)):
                edges = [one for one in plan.edges(day) if first <= one < first + timedelta(days=1)]
                for edge in edges:
                    if self.chance.random() < (0.5 if _opens_or_closes(plan, edge) else 0.1):
                        yield edge - A_SECOND, self._tick_for(name)
                        yield edge, self._tick_for(name)
                    if self.chance.random() < 0.005 and first < START + timedelta(days=self.days):
                        yield edge - timedelta(seconds=self.chance.randrange(90)), self._put

    async def _open_dialogue(self) -> None:
        names = [one for one in self.team.plans if one != "Vera"]
        on_duty = [one for one in names if surely_open(self.team.plans[one], self.now)]
        name = self.chance.choice(on_duty or names)
        if self.in_order and name not in self.blocked:
            self._no_more_faults()
            self.ledger.touched[name] = self.now
            await self.team.people[name].does("/contact")
            self._read(released=False)
            self.world.clock.forward(seconds=self.chance.randrange(700))
            await self._put_for(name)

    async def _go_or_come_back(self) -> None:
        name = self.chance.choice([*self.team.plans])
        if self.full:
            return
        if self.chance.random() < 0.3:
            await self.team.come_back(name)
        else:
            await self.team.go_away(name, timedelta(minutes=self.chance.choice([60, 240, 2000, 9000])))

    async def _change_a_day(self) -> None:
        if not self.full:
            await self.team.change_a_day(self.chance.choice([*self.team.plans]), self.chance)


def _opens_or_closes(plan: Plan, edge: datetime) -> bool:
    return (forbidden(plan, edge - A_SECOND) is None) != (forbidden(plan, edge) is None)


def _night_of_the_clocks(first: datetime) -> Iterator[datetime]:
    """Minute by minute around the moment in these 24 hours at which clocks are changed, if there is one."""
    for zone, hour in product((AMSTERDAM, CAIRO), range(24)):
        change = first + timedelta(hours=hour)
        before, after = (one.astimezone(zone).utcoffset() for one in (change - A_SECOND, change))
        if before != after:
            yield from (change + timedelta(minutes=one) for one in range(-35, 95))


async def live(folder: Path, empty_file: Path, seed: int, days: int = TWO_YEARS) -> Years:
    """A whole run; Wrong where something that must never happen has happened."""
    return await lived(folder, empty_file, seed, KeysOnly.load(), lambda world: Years(world, seed, days))


if __name__ == "__main__":
    main("tests.gate.years", live, TWO_YEARS)
