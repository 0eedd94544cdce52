"""The team of the gate's two years, with two coordinators in two zones and a language for each."""

import random
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from bot.model import Role
from bot.rules.hours import Arrangement, Kind
from bot.rules.quiet import Quiet
from storage import hours, notices, teams
from tests.gate.quiet_oracle import WEEKDAYS, span
from tests.gate.rough import TEAM
from tests.gate.team import LEAST, OFFICE, Team, _windows

COORDINATORS: Final = ("Vera", "In Kyiv")
LANGUAGES: Final = {"Vera": "nl", "Amina": "ar", "Third": "nl", "In Cairo": "ar"}
WEEKS: Final[tuple[Mapping[str, str], ...]] = (
    OFFICE,
    {"Mon": "12:00-16:00", "Tue": "09:00-12:00", "Fri": "15:00-19:00"},
    {"Wed": "09:30-11:00 17:00-19:30", "Sat": "11:00-15:00"},
    {"Tue": "13:00-15:00"},
)
NIGHTS: Final = ("20:00-08:00", "18:00-10:00", "22:30-06:30")


class Colleagues(Team):
    """`changed` is since when the bot knows the hours of each as they are now."""

    def __init__(self, world: object) -> None:
        super().__init__(world)  # type: ignore[arg-type]
        self.changed: dict[str, datetime] = dict.fromkeys(self.plans, self.world.clock.now())
        self.changes: Counter[str] = Counter()
        self.plans["Amina"].light, self.plans["Amina"].perhaps = {}, frozenset()

    def language(self, name: str) -> str:
        return LANGUAGES.get(name, "en")

    async def set_up(self) -> None:
        for name, someone in self.people.items():
            role = Role.COORDINATOR if name in COORDINATORS else Role.KEY_PERSON
            await someone.joins(TEAM, role, self.language(name))
            person = await someone.person()
            self.ids[name], self.memberships[name] = person.id, person.memberships[0].id
            self.id = person.memberships[0].team_id
        start, end = span(LEAST)
        async with self.world.database.transaction() as session:
            vera = await self.people["Vera"].person()
            await teams.change(session, vera, self.id, quiet_start=start, quiet_end=end)
            for name, plan in self.plans.items():
                await self._tell(session, name, plan)
        await self._sleep("Amina", "20:00-08:00")

    def named(self, person_id: int) -> str:
        return next(name for name, number in self.ids.items() if number == person_id)

    def note(self, name: str) -> None:
        """Her hours are others now."""
        self.changed[name] = self.world.clock.now()
        self.changes[name] += 1

    async def agree_anew(self, name: str, chance: random.Random) -> None:
        """Other weekly hours, from one of the next days on."""
        plan, now = self.plans[name], self.world.clock.now()
        first = now.astimezone(plan.zone).date() + timedelta(days=chance.randrange(1, 20))
        week = chance.choice(WEEKS)
        plan.weeks = {**{day: old for day, old in plan.weeks.items() if day != first}, first: week}
        async with self.world.database.transaction() as session:
            await self.agree(session, name, Arrangement(Kind.HOURS, first, windows=_windows(week)))

    async def sleep_otherwise(self, name: str, chance: random.Random) -> None:
        if name != "In Cairo":
            await self._sleep(name, chance.choice(NIGHTS))

    async def _sleep(self, name: str, night: str) -> None:
        plan = self.plans[name]
        plan.night = night
        start, end = span(night)
        weekdays = frozenset(WEEKDAYS.index(one) for one in plan.quiet_days)
        plan.light = {}
        async with self.world.database.transaction() as session:
            await hours.set_quiet(session, self.ids[name], Quiet(start, end % (24 * 60), weekdays))
            await notices.look_anew(session, self.ids[name], self.world.clock.now())

    async def take_leave(self, name: str, chance: random.Random) -> None:
        plan, now = self.plans[name], self.world.clock.now()
        first: date = now.astimezone(plan.zone).date() + timedelta(days=chance.randrange(8))
        week = [first + timedelta(days=one) for one in range(chance.randrange(2, 12))]
        plan.leave.update(week)
        async with self.world.database.transaction() as session:
            await self.agree(session, name, Arrangement(Kind.LEAVE, week[0], week[-1]))
