"""/seen: a key person reads who opened her data, on which day; and everything that shows it writes it down."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import select, update

from bot.access import COORDINATORS
from bot.dialog import nobody
from bot.model import Role
from bot.rules.audit_chain import Fault
from handlers.commands import COMMANDS
from handlers.dialogs import DIALOGS
from storage import audit, erasure, teams
from storage.audit import Action
from storage.tables import audit as lines
from storage.tables import person
from tests.cast import Someone, World
from tests.dialogs.test_agree import VOLUNTEER
from tests.dialogs.test_supervision import adds, at, key_person

READ, CHANGED = "read", "changed"
# Of everything a coordinator can open: why it says nothing of one person, or what it writes itself.
WITHOUT_PERSONS: Final[Mapping[str, str]] = {
    "digest": "numbers of a whole week of the team, and nobody's name",
    "directory": "services and those who work there, nobody of the team",
    "export": "writes EXPORTED for each file; rows have codes that are new in each of them",
    "goals": "numbers of the team; the row of a goal says who set it",
    "numbers": "telephone numbers of services",
    "on_call": "her own times, and who is on call: they agreed to that being known",
    "report": "writes REPORTED; its numbers are suppressed below five",
    "settings": "writes CHANGED_SETTINGS; it is about the team and nobody in it",
}


async def trail(world: World) -> list[tuple[str, str, str | None]]:
    """Who did what with whom, by name, the oldest first, without the joining and the inviting."""
    async with world.database.reading() as session:
        known = (await session.execute(select(person.c.reference, person.c.name))).all()
        names = {row.reference: row.name for row in known} | {None: None, audit.PROGRAM: "program"}
        found = (await session.execute(select(lines).order_by(lines.c.seq))).all()
        assert await audit.verify(session) == list[Fault]()
    told = [(names[one.actor], one.action, names[one.subject]) for one in found]
    return [one for one in told if one[1] not in {"joined", "invited"}]


async def decide(world: World, vera: Someone) -> None:
    """Works council and data protection were heard: patterns may be seen."""
    today = world.clock.now().date()
    asker = await vera.person()
    async with world.database.transaction() as session:
        await teams.change(
            session, asker, asker.memberships[0].team_id, works_council_on=today, dpia_on=today
        )


# ---------------------------------------------------------------- what she reads


async def test_nobody_has_opened_anything_yet(amina: Someone, vera: Someone) -> None:
    assert await amina.does("/seen") == ["seen.title", "seen.nobody", "seen.pick.ask"]
    assert amina.options() == ["again"]


async def test_she_reads_who_looked_and_on_which_day_but_not_when(
    world: World, amina: Someone, vera: Someone
) -> None:
    await vera.does("/agree", f"[{(await amina.person()).memberships[0].id}]")
    world.clock.forward(days=1)
    await decide(world, vera)
    await vera.does("/overview", "/export")
    said = await amina.does("/seen")
    assert said == [
        "seen.title",
        "seen.days",
        "seen.day(2026-11-24)",
        "seen.did.read(Vera)",
        "seen.day(2026-11-23)",
        "seen.did.read(Vera)",
        "seen.pick.ask",
    ]


async def test_a_page_that_lies_there_is_fresh_after_a_tap(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does("/seen")
    await vera.does("/agree", f"[{(await amina.person()).memberships[0].id}]")
    assert "seen.did.read(Vera)" in await amina.does("[again]")


async def test_a_new_page_closes_the_old_one_and_a_day_does_too(world: World, amina: Someone) -> None:
    await amina.does("/seen")
    await amina.does("/seen")
    assert [one.text for one in amina.phone.messages].count("seen.expired") == 1
    world.clock.forward(days=2)
    await world.tick()
    assert [one.text for one in amina.phone.messages].count("seen.expired") == 2


async def test_whoever_is_gone_has_no_name_there(world: World, amina: Someone, vera: Someone) -> None:
    await vera.does("/agree", f"[{(await amina.person()).memberships[0].id}]")
    async with world.database.transaction() as session:
        await erasure.erase(session, (await vera.person()).id, world.clock.now())
    assert "seen.did.read(seen.gone)" in await amina.does("/seen")


async def test_with_several_teams_each_line_tells_of_which(
    world: World, amina: Someone, vera: Someone
) -> None:
    await vera.does("/agree", f"[{(await amina.person()).memberships[0].id}]")
    await amina.joins("Utrecht West")
    assert "seen.in_team(seen.did.read(Vera), Haarlem Effect)" in await amina.does("/seen")


async def test_a_line_of_another_year_says_which(world: World, amina: Someone, vera: Someone) -> None:
    await vera.does("/agree", f"[{(await amina.person()).memberships[0].id}]")
    world.clock.forward(days=60)
    assert "seen.day_of_year(2026-11-23, 2026)" in await amina.does("/seen")


async def test_an_export_is_about_everybody_and_whoever_runs_the_bot_has_no_name(
    world: World, amina: Someone, vera: Someone
) -> None:
    team_id, who = (await amina.person()).memberships[0].team_id, (await vera.person()).id
    async with world.database.transaction() as session:
        await audit.write(session, who, Action.EXPORTED, team_id, world.clock.now())
        await audit.write(session, 0, Action.OPENED_COPY, None, world.clock.now())
    said = await amina.does("/seen")
    assert said[3:5] == ["seen.did.opened_copy(seen.program)", "seen.did.exported(Vera)"]


async def test_petro_reads_nothing_of_haarlem_and_a_coordinator_has_no_such_page(
    amina: Someone, vera: Someone, petro: Someone
) -> None:
    await vera.does("/agree", f"[{(await amina.person()).memberships[0].id}]")
    assert await petro.does("/seen") == ["seen.title", "seen.nobody", "seen.pick.ask"]
    assert await vera.does("/seen") == ["common.not_for_you"]


# ---------------------------------------------------------------- what is written down


def test_everything_that_a_coordinator_can_open_writes_it_down_or_says_why_not() -> None:
    """A new page: give it `sees`, or tell here why it shows nothing of anybody."""
    hers = {name for name, one in DIALOGS.items() if Role.COORDINATOR in one.roles}
    assert {name for name in hers if DIALOGS[name].sees is nobody} == {*WITHOUT_PERSONS, *OWN}


# Pages about the one who reads them.
OWN: Final = {*("join", "language", "hours", "away", "quiet", "leave", "privacy", "correct", "forget")}


def test_every_command_of_a_coordinator_opens_one_of_these_pages() -> None:
    """What a command says by itself would be written down by nobody."""
    opened = {"overview": "overview", "oncall": "on_call"}
    hers = {name for name, one in COMMANDS.items() if one.roles == COORDINATORS}
    assert {opened.get(name, name) for name in hers} <= DIALOGS.keys()


async def test_her_hours_are_looked_at_once_in_a_quarter_of_an_hour(
    world: World, amina: Someone, vera: Someone
) -> None:
    hers = f"[{(await amina.person()).memberships[0].id}]"
    await vera.does("/agree")
    assert await trail(world) == []
    await vera.does(hers, "[history]", "[back]")
    assert await trail(world) == [("Vera", READ, "Amina")]
    world.clock.forward(minutes=16)
    await vera.does("[week]")
    assert await trail(world) == [("Vera", READ, "Amina")] * 2


async def test_a_proposal_for_her_is_a_change_and_one_for_herself_is_no_look(
    world: World, amina: Someone, vera: Someone
) -> None:
    hers, mine = [(await one.person()).memberships[0].id for one in (amina, vera)]
    for one, last in ((hers, "[propose]"), (mine, "[keep]")):
        await vera.does("/agree", f"[{one}]", "[week]", "[usual]", "[done]", *VOLUNTEER[:-1], last)
    changed = [("Vera", CHANGED, one) for one in ("Amina", "Vera")]
    assert await trail(world) == [("Vera", READ, "Amina"), *changed]


async def test_the_overview_is_about_whom_it_shows(world: World, amina: Someone, vera: Someone) -> None:
    await vera.does("/overview")
    assert await trail(world) == []
    await decide(world, vera)
    await vera.does("/overview")
    assert await trail(world) == [("Vera", READ, "Amina")]


async def test_that_she_blocked_the_bot_is_about_her_too(world: World, amina: Someone, vera: Someone) -> None:
    async with world.database.transaction() as session:
        await session.execute(update(person).where(person.c.name == "Amina").values(reachable=False))
    await vera.does("/overview")
    assert await trail(world) == [("Vera", READ, "Amina")]


async def test_of_a_large_team_only_the_part_that_was_opened(
    world: World, amina: Someone, vera: Someone
) -> None:
    for number in range(21):
        await key_person(world, number, f"Key{number:02}")
    await decide(world, vera)
    await vera.does("/overview")
    assert await trail(world) == []
    await vera.does("[20]")
    assert {one[2] for one in await trail(world)} == {"Key19", "Key20"}


async def test_the_page_of_supervision_is_about_those_who_stand_on_it(
    world: World, amina: Someone, vera: Someone
) -> None:
    fatima, yusuf = [await key_person(world, number, name) for number, name in enumerate(("Fatima", "Yusuf"))]
    await vera.does("/supervision")
    assert await trail(world) == []
    one = await adds(world, vera, [amina], at(24))
    await adds(world, vera, [amina, fatima, yusuf], at(25))
    await vera.does("/supervision")
    assert await trail(world) == [("Vera", READ, "Amina")]
    await vera.does("[guides]")
    assert {each[2] for each in await trail(world)} == {"Amina", "Fatima", "Yusuf"}
    world.clock.forward(hours=1)
    await vera.does(f"/meeting {one}")
    assert (await trail(world))[-1] == ("Vera", READ, "Amina")


async def test_a_key_person_who_looks_at_her_own_session_is_in_no_trail(
    world: World, amina: Someone, vera: Someone
) -> None:
    one = await adds(world, vera, [amina], at(24))
    await amina.does(f"/meeting {one}", "/supervision", "/hours")
    assert await trail(world) == []


async def test_what_was_typed_for_something_else_is_no_look_at_what_lies_there(
    world: World, amina: Someone, vera: Someone
) -> None:
    """Finding out which question is open reads the others too, and shows them to nobody."""
    await vera.does("/agree", f"[{(await amina.person()).memberships[0].id}]")
    world.clock.forward(hours=1)
    await vera.does("/settings", "[office_phone]", "023 512 3456")
    assert [one for one in await trail(world) if one[1] == READ] == [("Vera", READ, "Amina")]
    assert ("Vera", "changed_settings", None) in await trail(world)


async def test_whoever_is_refused_has_seen_nothing(world: World, amina: Someone, petro: Someone) -> None:
    for command in ("/overview", "/agree", "/team", "/supervision", "/meeting 1"):
        await petro.does(command)
    assert await trail(world) == []


async def test_joining_is_written_down(world: World, amina: Someone) -> None:
    async with world.database.reading() as session:
        [row] = (await session.execute(select(lines))).all()
    assert (row.action, row.actor == row.subject) == ("joined", True)


async def test_what_happens_to_the_directory_is_written_down_and_is_nothing_of_a_key_person(
    world: World, amina: Someone, vera: Someone
) -> None:
    await vera.does("/directory", "[add]", "[gp]", "Kruis", "[skip]", "[skip]")
    for taps in (["[checked]"], ["[edit]", "[what]", "Spreekuur"], ["[remove]", "[yes]"]):
        world.clock.forward(minutes=16)
        await vera.does(*taps)
    await vera.does("/directory", "[export]")
    changed = [("Vera", "changed", None)] * 4
    assert await trail(world) == changed
    await vera.does("[csv]")
    assert await trail(world) == [*changed, ("Vera", "exported_directory", None)]
    assert "seen.nobody" in await amina.does("/seen")


async def test_a_goal_that_begins_or_ends_is_written_down(world: World, vera: Someone) -> None:
    await vera.does("/goals", "[new]", "[contacts]", "[everybody]", "250", "[this_year]")
    assert await trail(world) == [("Vera", "changed", None)]
    world.clock.forward(minutes=16)
    await vera.does("/goals", f"[{vera.options()[0]}]", "[no]")
    assert len(await trail(world)) == 1
    await vera.does("/goals", f"[{vera.options()[0]}]", "[yes]")
    assert await trail(world) == [("Vera", "changed", None)] * 2
