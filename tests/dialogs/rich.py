"""A team of Vera's in which everything there is, is: a row in every table, buttons on every phone."""

import re
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sqlalchemy import insert

from bot.model import Person, Role
from bot.rules.directory import Partner
from bot.rules.goals import Goal, Indicator
from bot.rules.safety import TeamNumber
from bot.safety import CONTACT
from bot.supervision import MeetingKind
from storage import agenda, goals, notes, partners, safety, series, show, tables, teams
from tests.cast import Someone, World
from tests.dialogs import planned
from tests.dialogs.arranging import WEEKLY, arrange, spend

TEAM: Final = "Haarlem Effect"
# Words that stand nowhere but in what is Haarlem's; with them the names of its people.
MARKS: Final = ("Haarlem", "Amina", "Vera", "Zonnebloem", "Merel", "Kievit", "Fazant", "0235551212")
# No row of a team's: what passes through, and what is counted for all.
COMMON: Final = frozenset({"inbox", "outbox", "installation", "stranger_count", "audit"})
LATER: Final = ("tally", "digest", "reminder_off", "guide", "series_person", "meeting_theme", "contact_role")
# Where the numbers of whoever joins from now on begin, so that none is also one of Haarlem's.
BEYOND: Final = 700


async def fill(world: World, amina: Someone, vera: Someone) -> None:
    """Amina and Vera have worked for a while: a week of everything."""
    await arrange(world, amina, WEEKLY)
    await _given(world, await amina.person(), await vera.person())
    await spend(world, amina, 30)
    meeting = await planned.plan(world, vera, amina, told=True)
    await planned.weekly(world, vera, amina, days=[date(2026, 12, 7), date(2026, 12, 14)])
    async with world.database.transaction() as session:
        await agenda.keep(session, (await amina.person()).id, meeting.id, {"money"})
    await _amina_works(amina)
    await arrange(world, amina, replace(WEEKLY, first=date(2026, 12, 7)), by=vera)
    await _vera_works(vera, (await amina.person()).id)
    world.clock.forward(minutes=15)
    await world.tick()
    await amina.does(f"/meeting {meeting.id}")
    await _pages(amina, "contact", "hours", "notes", "offduty", "profile", "quiet", "supervision", "time")
    await _pages(vera, *("agree", "ask", "plan", "digest", "team", "overview", "goals", "settings", "report"))


async def _given(world: World, amina: Person, vera: Person) -> None:
    """What takes many taps."""
    team, now = vera.memberships[0].team_id, world.clock.now()
    year = (date(2026, 1, 1), date(2026, 12, 31))
    async with world.database.transaction() as session:
        await teams.change(session, vera, team, notes_allowed=True, office_phone="0235551212")
        await partners.add(session, vera, team, Partner("debt_help", "Merel", what="Kievit"))
        await goals.add(session, vera, team, Goal(Indicator.CONTACTS, 50, *year, target_group="Fazant"), now)
        number = TeamNumber(CONTACT, "0235551212", date(2026, 11, 2), "Zonnebloem")
        await safety.put(session, vera, team, number)
        await notes.add(session, amina.id, team, "phone_call", "money", now)
        mine = amina.memberships[0].id
        await series.set_rhythm(session, mine, MeetingKind.INDIVIDUAL, 4, vera.id, date(2026, 10, 1), now)


async def _amina_works(amina: Someone) -> None:
    logs = ("/contact", "[phone_call]", "[money]", "[explained]")
    for _ in range(3):
        await amina.does(*logs, "[none]")
    await amina.does("[words]", "Zonnebloem goes well")
    await amina.does(*logs, "[debt_help]")
    await amina.does("/profile", "[languages]", "[ti]", "[done]", "[area]", "Kievit")
    await amina.does("/alarm", "/today", "/hours")


async def _vera_works(vera: Someone, amina: int) -> None:
    await vera.does("/ask", "[in_ti]", f"[{amina}]", "[ask]")
    await vera.does("/oncall", "[tonight]", "[yes]")
    await vera.does("/team", "[invite]", "[key_person]")
    await vera.does("/export", "[contacts]")
    await vera.does("/directory", "/hours", "/supervision")


async def _pages(who: Someone, *commands: str) -> None:
    for command in commands:
        await who.does(f"/{command}")


async def others_begin_beyond(world: World) -> None:
    """Whoever joins from now on gets numbers that Haarlem has nowhere."""
    now = world.clock.now()
    async with world.database.transaction() as session:
        await session.execute(insert(tables.organisation).values(id=BEYOND, name="Nobody's"))
        team = {"id": BEYOND, "name": "Nobody's", "organisation_id": BEYOND}
        await session.execute(insert(tables.team).values(team))
        person = {"id": BEYOND, "telegram_id": 9, "language": "en", "created_at": now, "reachable": True}
        await session.execute(insert(tables.person).values(person))
        place = {"person_id": BEYOND, "team_id": BEYOND, "role": Role.KEY_PERSON, "joined_at": now}
        await session.execute(insert(tables.membership_row).values(id=BEYOND, **place))


async def theirs(world: World, *me: Person) -> dict[str, list[dict[str, Any]]]:
    """Every row that is not of these people or of a team of theirs."""
    people = {one.id for one in me}
    mine = {each.team_id for one in me for each in one.memberships}

    found: dict[str, list[dict[str, Any]]] = await world.read(show.rows)
    me_there = {one["reference"] for one in found["person"] if one["id"] in people}

    def is_theirs(table: str, row: dict[str, Any]) -> bool:
        if row.get("actor") in me_there:
            return row["team_id"] is not None and row["team_id"] not in mine
        about = {row.get("person_id"), row.get("asked_by"), row["id"] if table == "person" else None}
        team = row["id"] if table == "team" else row.get("team_id")
        return not about & people and team not in mine

    return {
        table: [one for one in rows if is_theirs(table, one)]
        for table, rows in found.items()
        if table not in COMMON - {"audit"}
    }


async def numbers(world: World) -> list[int]:
    """Every number by which a row of anything can be asked for, and some beside them."""
    found = await world.read(show.rows)
    return sorted(
        {row["id"] for rows in found.values() for row in rows if "id" in row and row["id"] < BEYOND}
    )


def shown(*people: Someone) -> list[str]:
    """The data of every button on these phones."""
    buttons = (one for who in people for message in who.phone.messages for one in message.buttons)
    return list(dict.fromkeys(one.data for one in buttons if one.data))


def said(who: Someone, since: int = 0) -> str:
    """All that reached her phone, in words and in buttons."""
    calls = who.world.telegram.calls[since:]
    return "\n".join(str(one.params) for one in calls if who._is_mine(one))


def marks_in(text: str) -> set[str]:
    return {one for one in MARKS if re.search(re.escape(one), text)}
