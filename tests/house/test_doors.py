"""Every door of the program says who may; one that says nothing is for nobody."""

from dataclasses import MISSING, fields, replace
from typing import Any, Final

import pytest

from bot.access import (
    ANYBODY,
    COORDINATORS,
    EVERYBODY,
    KEY_PERSONS,
    NOBODY,
    WHOEVER,
    Roles,
    Standing,
    may,
)
from bot.dialog import Dialog
from bot.menu import BY_ROLE, OUTSIDE
from bot.menu import EVERYBODY as ALWAYS
from bot.model import Membership, Person, Role
from handlers.commands import COMMANDS, Command
from handlers.dialogs import DIALOGS
from handlers.errands import ERRANDS, Work
from handlers.jobs import JOBS
from storage import show
from tests.cast import Someone, World
from tests.dialogs import rich

DECLARED: Final = (KEY_PERSONS, COORDINATORS, EVERYBODY, ANYBODY, WHOEVER)
DOORS: Final[dict[str, Roles]] = {
    **{f"command {name}": one.roles for name, one in COMMANDS.items()},
    **{f"dialogue {name}": one.roles for name, one in DIALOGS.items()},
    **{f"errand {name}": one.roles for name, one in ERRANDS.items()},
}
# Whoever has left or is paused may do this, and nothing else.
FOR_GOOD: Final = {
    "command correct",
    "command forget",
    "command language",
    "command mydata",
    "command privacy",
    "command sos",
    "dialogue correct",
    "dialogue forget",
    "dialogue join",
    "dialogue language",
    "dialogue privacy",
    "errand mydata",
}
# Whoever has a phone that was lost may do this, and nothing else.
WHOEVER_HAS_IT: Final = {"command language", "command sos", "dialogue join", "dialogue language"}


def somebody(*roles: Role) -> Person:
    return Person(1, 1, "en", tuple(Membership(1, "Haarlem", role) for role in roles))


@pytest.mark.parametrize("door", DOORS)
def test_every_door_says_who_may(door: str) -> None:
    assert any(DOORS[door] is one for one in DECLARED), f"{door} says {DOORS[door]!r}"


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.__module__)
def test_every_job_says_whom_it_writes_to(job: Any) -> None:
    assert any(JOBS[job] is one for one in (NOBODY, *DECLARED))


@pytest.mark.parametrize("kind", [Command, Dialog, Work])
def test_a_door_cannot_be_made_without_saying_it(kind: type) -> None:
    [roles] = [one for one in fields(kind) if one.name == "roles"]
    assert roles.default is MISSING
    assert roles.default_factory is MISSING


def test_what_stays_hers_for_good_is_on_one_list() -> None:
    assert {door for door, roles in DOORS.items() if Standing.OUTSIDE in roles} == FOR_GOOD
    assert {door for door, roles in DOORS.items() if Standing.LOST in roles} == WHOEVER_HAS_IT
    assert set(OUTSIDE) <= {door.removeprefix("command ") for door in FOR_GOOD}


@pytest.mark.parametrize(
    ("roles", "who"),
    [
        pytest.param(NOBODY, "", id="nobody"),
        pytest.param(KEY_PERSONS, "kb", id="key persons"),
        pytest.param(COORDINATORS, "cb", id="coordinators"),
        pytest.param(EVERYBODY, "kcb", id="everybody in a team"),
        pytest.param(ANYBODY, "kcbo", id="anybody"),
        pytest.param(WHOEVER, "kcbol", id="whoever has the phone"),
    ],
)
def test_who_may(roles: Roles, who: str) -> None:
    everyone = {
        "k": somebody(Role.KEY_PERSON),
        "c": somebody(Role.COORDINATOR),
        "b": somebody(*Role),
        "o": somebody(),
        "l": replace(somebody(*Role), phone_lost=True),
    }
    assert "".join(one for one, person in everyone.items() if may(person, roles)) == who


def test_a_menu_offers_only_what_its_reader_may() -> None:
    for role in Role:
        for command in (*BY_ROLE[role], *ALWAYS):
            assert may(somebody(role), COMMANDS[command].roles), command


async def test_a_job_writes_to_nobody_whom_it_does_not_name(
    world: World, amina: Someone, vera: Someone
) -> None:
    await rich.fill(world, amina, vera)
    roles = {(await who.person()).id: (await who.person()).roles for who in (amina, vera)}
    wrote = set()
    for _ in range(10):
        world.clock.forward(hours=86)
        for job, named in JOBS.items():
            before = {row["id"] for row in (await world.read(show.rows))["notice"]}
            await job(world.round())
            new = [row for row in (await world.read(show.rows))["notice"] if row["id"] not in before]
            assert all(roles[row["person_id"]] & named for row in new), job.__module__
            wrote |= {job} if new else set()
    assert len(wrote) >= 4
