"""A team of six with different weeks in three zones: what the bot is told of them, and what they rely on."""

import random
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.model import Role
from bot.rules.hours import Arrangement, Kind, Window
from bot.rules.light_days import Calendar
from bot.rules.quiet import Quiet
from storage import hours, notices, teams
from storage.database import Session
from tests.gate.quiet_oracle import WEEKDAYS, Plan, days, span
from tests.gate.rough import TEAM, RoughWorld

AMSTERDAM, KYIV, CAIRO = (ZoneInfo(one) for one in ("Europe/Amsterdam", "Europe/Kyiv", "Africa/Cairo"))
EVER: Final = date(2020, 1, 1)
OFFICE: Final = dict.fromkeys(WEEKDAYS[:5], "09:00-17:00")
LEAST: Final = "01:30-04:30"

RAMADAN: Final = days("2027-02-08", "2027-03-08") | days("2028-01-28", "2028-02-25")
EID: Final = frozenset(map(date.fromisoformat, ("2027-03-09", "2027-05-16", "2028-02-26", "2028-05-05")))
EASTER: Final = days("2027-04-30", "2027-05-03") | days("2028-04-14", "2028-04-17")


def _next_to(light: Iterable[date]) -> frozenset[date]:
    """The moon may be a day off the table."""
    return frozenset(day + timedelta(days=one) for day in light for one in (-1, 1))


def plans() -> dict[str, Plan]:
    """Fresh plans by name, since people go away and change their hours."""
    split = {
        "Mon": "08:30-12:00 13:15-16:45",
        "Wed": "08:30-12:00",
        "Thu": "18:00-20:30",
        "Fri": "13:00-18:00",
    }
    early = {"Tue": "06:30-10:00", "Sat": "10:00-18:00", "Sun": "10:00-14:00"}
    summer = {"Tue": "09:00-12:30", "Thu": "14:00-19:00", "Sat": "07:00-11:00"}
    nights = {"Mon": "14:00-18:00", "Thu": "20:00-02:30", "Fri": "20:00-02:30", "Sat": "20:00-02:30"}
    light = {**dict.fromkeys(RAMADAN, "12:00"), **dict.fromkeys(EID, "00:00")}
    perhaps = (_next_to(RAMADAN) - RAMADAN) | _next_to(EID)
    long_weekend = {"Mon", "Sun"}
    return {
        "Vera": Plan(AMSTERDAM, {EVER: OFFICE}, night=LEAST),
        "Amina": Plan(AMSTERDAM, {EVER: split}, light=light, perhaps=perhaps),
        "Second": Plan(AMSTERDAM, {EVER: early, date(2027, 9, 1): OFFICE}),
        "Third": Plan(
            AMSTERDAM,
            {EVER: OFFICE, date(2027, 7, 1): summer, date(2028, 3, 1): OFFICE},
            night="18:30-09:15",
            quiet_days=frozenset(long_weekend),
            light=dict.fromkeys(EASTER, "00:00"),
        ),
        "In Kyiv": Plan(KYIV, {EVER: dict.fromkeys(WEEKDAYS, "10:00-18:00")}, night="21:00-07:00"),
        "In Cairo": Plan(CAIRO, {EVER: nights}, night="00:30-13:00"),
    }


LIGHT: Final[Mapping[str, frozenset[Calendar]]] = {
    "Amina": frozenset({Calendar.RAMADAN, Calendar.EID}),
    "Third": frozenset({Calendar.ORTHODOX_EASTER}),
}
LEAVE: Final = {
    "Amina": (("2026-12-21", "2027-01-08"), ("2027-12-20", "2028-01-09")),
    "In Kyiv": (("2026-12-30", "2027-01-10"), ("2027-07-20", "2027-09-05"), ("2027-12-31", "2028-01-02")),
    "In Cairo": (("2027-12-28", "2028-01-03"),),
    "Vera": (("2026-12-28", "2027-01-03"),),
}


class Team:
    """Six people who are in, each with her plan."""

    def __init__(self, world: RoughWorld) -> None:
        self.world, self.plans = world, plans()
        names = [*self.plans]
        self.people = {name: world.someone(1001 + names.index(name), name) for name in names}
        self.ids: dict[str, int] = {}
        self.memberships: dict[str, int] = {}
        self.id = 0

    async def set_up(self) -> None:
        for name, someone in self.people.items():
            await someone.joins(TEAM, Role.COORDINATOR if name == "Vera" else Role.KEY_PERSON)
            person = await someone.person()
            self.ids[name], self.memberships[name] = person.id, person.memberships[0].id
            self.id = person.memberships[0].team_id
        async with self.world.database.transaction() as session:
            vera = await self.people["Vera"].person()
            start, end = span(LEAST)
            await teams.change(session, vera, self.id, quiet_start=start, quiet_end=end)
            for name, plan in self.plans.items():
                await self._tell(session, name, plan)

    async def _tell(self, session: Session, name: str, plan: Plan) -> None:
        start, end = span(plan.night)
        weekdays = frozenset(WEEKDAYS.index(one) for one in plan.quiet_days)
        if plan.night != LEAST:
            own = Quiet(start, end % (24 * 60), weekdays, LIGHT.get(name, frozenset()))
            await hours.set_quiet(session, self.ids[name], own)
        if plan.zone is not AMSTERDAM:
            await hours.set_zone(session, self.ids[name], plan.zone.key)
        for first, week in plan.weeks.items():
            if week is not OFFICE or first != EVER:
                await self.agree(session, name, Arrangement(Kind.HOURS, first, windows=_windows(week)))
        for first_day, last_day in LEAVE.get(name, ()):
            plan.leave |= days(first_day, last_day)
            leave = Arrangement(Kind.LEAVE, date.fromisoformat(first_day), date.fromisoformat(last_day))
            await self.agree(session, name, leave)

    async def agree(self, session: Session, name: str, made: Arrangement) -> None:
        now = self.world.clock.now()
        await hours.propose(session, self.memberships[name], made, self.ids[name], now, agreed=True)
        await notices.look_anew(session, self.ids[name], now)

    async def change_a_day(self, name: str, chance: random.Random) -> None:
        """One of the next days is taken off, or opened for some hours."""
        plan, now = self.plans[name], self.world.clock.now()
        day = now.astimezone(plan.zone).date() + timedelta(days=chance.randrange(1, 4))
        if day in plan.opened or day in plan.leave:
            return
        async with self.world.database.transaction() as session:
            if chance.random() < 0.5:
                plan.leave.add(day)
                await self.agree(session, name, Arrangement(Kind.LEAVE, day, day))
            else:
                start = chance.randrange(6 * 60, 17 * 60, 15)
                plan.opened[day] = f"{start // 60}:{start % 60:02}-{start // 60 + 3}:{start % 60:02}"
                await self.agree(session, name, Arrangement(Kind.OPENING, day, day, *span(plan.opened[day])))

    async def go_away(self, name: str, length: timedelta) -> None:
        now = self.world.clock.now()
        self._end_away(name)
        self.plans[name].away.append((now, now + length))
        async with self.world.database.transaction() as session:
            await hours.set_away(session, self.ids[name], now + length, now)
            await notices.look_anew(session, self.ids[name], now)

    async def come_back(self, name: str) -> None:
        now = self.world.clock.now()
        self._end_away(name)
        async with self.world.database.transaction() as session:
            await hours.set_away(session, self.ids[name], None, now)
            await notices.look_anew(session, self.ids[name], now)

    def _end_away(self, name: str) -> None:
        away, now = self.plans[name].away, self.world.clock.now()
        away[:] = [(since, min(until, now)) for since, until in away]


def _windows(week: Mapping[str, str]) -> tuple[Window, ...]:
    return tuple(
        Window(WEEKDAYS.index(day), *span(one)) for day, words in week.items() for one in words.split()
    )
