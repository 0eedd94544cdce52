"""Petro coordinates another team and is a key person of a third: of Haarlem he gets nothing, by no door at all."""

import io
import secrets
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pytest
from sqlalchemy import update

from bot.access import Standing, may
from bot.model import Person, Role
from bot.question import alarms, parse
from bot.screen import Errand, Say
from handlers import conversation
from handlers.commands import COMMANDS
from handlers.deps import Turn
from handlers.dialogs import DIALOGS
from handlers.errands import ERRANDS
from storage import outbox
from storage.database import Session
from storage.tables import membership_row
from tests.cast import Someone, World
from tests.dialogs import rich

# No row has it: whatever is answered to this number says that there is nothing of that number.
NOTHING: Final = 999999
OLD: Final = ["common.old_button"]
# What a number means there is a time, or a word that is looked for; nothing is looked up by it.
NO_NUMBER: Final = frozenset({"away"})
# Commands whose argument is more than a number, and what stands before and behind it.
FORMS: Final = {
    "alarm": ("yes {}", "off {}"),
    "answer": ("{} yes",),
    "digest": ("picture {}", "picture {} 2026-11-16", "{} 2026-11-16", "on {}"),
    "how": ("fine {}", "talk {}"),
    "meeting": tuple(f"{{}} {act}" for act in ("yes", "move", "cancel", "file")),
    "referral": tuple(f"{{}} {act}" for act in ("helped", "more", "stop")),
}


@pytest.fixture
async def petro(world: World, amina: Someone, vera: Someone) -> Someone:
    """Petro, who came when Haarlem had everything."""
    await rich.fill(world, amina, vera)
    await rich.others_begin_beyond(world)
    petro = world.someone(1003, "Petro", "uk")
    await petro.joins("Utrecht West", Role.COORDINATOR)
    await petro.does(f"/start {await world.invite('Zwolle')}")
    assert {one.role for one in (await petro.person()).memberships} == set(Role)
    return petro


async def heard(who: Someone, deed: str) -> tuple[list[str], list[str], str]:
    """What the bot answers to this: lines, buttons, and what it says over the screen."""
    toasts, before = len(who.phone.toasts), set(who.phone.account.messages)
    lines = await who.does(deed)
    new = [one for one in who.phone.messages if one.message_id not in before and one.from_bot]
    buttons = [
        parsed[1] if (parsed := parse(one.data or "")) else one.data or "" for m in new for one in m.buttons
    ]
    return lines, buttons, " ".join(one.text for one in who.phone.toasts[toasts:])


async def tapped(who: Someone, data: str) -> list[str]:
    """What a made-up tap on the newest message with buttons brings, over the screen and in the chat."""
    since = len(who.world.telegram.calls)
    shown = next(one for one in reversed(who.phone.messages) if one.from_bot)
    who.phone.tap_data(data, shown.message_id)
    await who.world.settle()
    return who.lines_since(since)


async def untouched(world: World, petro: Someone, before: Mapping[str, Any], since: int = 0) -> None:
    """Nothing of Haarlem has changed, and no word of it has reached him."""
    assert rich.marks_in(rich.said(petro, since)) == set()
    after = await rich.theirs(world, await petro.person())
    for table, rows in before.items():
        assert after[table] == rows, table


def test_there_is_a_mark_in_what_haarlem_has() -> None:
    assert rich.marks_in("team.title(Haarlem Effect)") == {"Haarlem"}


async def haarlem_has_everything(world: World, petro: Someone, vera: Someone) -> None:
    rows = await rich.theirs(world, await petro.person())
    assert {name for name, found in rows.items() if not found} <= set(rich.LATER)
    assert rich.marks_in(rich.said(vera)) >= {"Haarlem", "Amina", "Fazant"}


async def commands_with_every_number(world: World, petro: Someone) -> None:
    since, numbers = len(world.telegram.calls), await rich.numbers(world)
    before = await rich.theirs(world, await petro.person())
    assert len(numbers) > 5
    for command in sorted(COMMANDS.keys() - NO_NUMBER):
        forms = FORMS.get(command, ())
        asked = numbers if command in {*FORMS, "ask", "directory", "plan"} else numbers[:1]
        for form in (*forms, "{}"):
            await heard(petro, f"/{command} {form.format(NOTHING)}")  # closes the page shown before
            nothing = await heard(petro, f"/{command} {form.format(NOTHING)}")
            for number in asked:
                answer = await heard(petro, f"/{command} {form.format(number)}")
                assert answer == nothing, (command, form, number)
    await untouched(world, petro, before, since)


async def every_button_of_theirs(world: World, petro: Someone, amina: Someone, vera: Someone) -> None:
    since, before = len(world.telegram.calls), await rich.theirs(world, await petro.person())
    await petro.does("/team")
    data = rich.shown(amina, vera)
    assert len([one for one in data if parse(one)]) > 50
    for one in (
        *data,
        *(f"{secrets.token_urlsafe(6)}:{option}" for option in ("1", "@back", "export", "@more")),
    ):
        if parse(one):
            assert await tapped(petro, one) == OLD, one
        elif one.startswith("/"):
            await tapped(petro, one)
    await untouched(world, petro, before, since)


async def every_option_on_his_pages(world: World, petro: Someone, amina: Someone, vera: Someone) -> None:
    since, before = len(world.telegram.calls), await rich.theirs(world, await petro.person())
    foreign = {parsed[1] for one in rich.shown(amina, vera) if (parsed := parse(one))}
    numbered = {one for one in foreign if any(sign.isdigit() for sign in one)}
    assert len(numbered) > 10
    for command in sorted(COMMANDS.keys() - {"sos", "mydata", "forget"}):
        await petro.does("/cancel", f"/{command}")
        mine = {parsed[1]: one for one in rich.shown(petro) if (parsed := parse(one))}
        newest = next((one for one in reversed(petro.phone.messages) if one.buttons), None)
        own = [parsed for one in newest.buttons if (parsed := parse(one.data or ""))] if newest else []
        for option in sorted(numbered - {name for _, name in own} - mine.keys()) if own else ():
            assert await tapped(petro, f"{own[0][0]}:{option}") == OLD, (command, option)
    await untouched(world, petro, before, since)


class UndoneError(Exception):
    """Nothing of what was tried is kept."""


async def opens(world: World, session: Session, who: Person, dialog: str, subject: int) -> str:
    """What opening this dialogue about this number says, without the signs of its buttons."""
    zone = world.settings.zone
    turn = Turn(session, world.texts, who, world.clock.now(), zone, "uk", "Petro", zone)
    try:
        async with session.begin_nested():
            await conversation.proceed(turn, DIALOGS[dialog], subject, (), in_place=None)
            raise UndoneError
    except UndoneError:
        said = "\n".join(one.model_dump_json() for one in turn.outgoing)
        for nonce in {one.nonce for one in turn.outgoing if isinstance(one, Say) and one.nonce}:
            said = said.replace(nonce, "nonce")
        return said
    except (LookupError, ValueError) as error:
        return type(error).__name__


async def dialogues_about_every_number(world: World, petro: Someone) -> None:
    me, before = await petro.person(), await rich.theirs(world, await petro.person())
    numbers = await rich.numbers(world)
    async with world.database.transaction() as session:
        for name in (name for name, dialog in DIALOGS.items() if may(me, dialog.roles)):
            nothing = await opens(world, session, me, name, NOTHING)
            for number in numbers:
                said = await opens(world, session, me, name, number)
                assert said == nothing, (name, number)
                assert rich.marks_in(said) == set()
    await untouched(world, petro, before, len(world.telegram.calls))


def wanted(team: int) -> dict[str, str | int]:
    """What every errand can be asked with."""
    days = {"first": "2026-10-01", "last": "2026-11-23", "monday": "2026-11-16"}
    return {
        "team": team,
        "team_id": team,
        **days,
        "form": "xlsx",
        "language": "en",
        "beside_quarters": 1,
        "file_id": "x",
    }


async def sent_for(
    world: World, who: Someone, name: str, values: dict[str, str | int]
) -> tuple[list[str], int]:
    """The lines and the number of files that an errand brings him."""
    since = len(world.telegram.calls)
    async with world.database.transaction() as session:
        errand = Errand(name=name, values=values)
        items = await outbox.reply(session, who.id, "en", [errand], world.clock.now())
    world.program.delivery.post(items)
    await world.settle()
    files = [one for one in world.telegram.calls[since:] if one.method in {"sendDocument", "sendPhoto"}]
    return who.lines_since(since), len(files)


async def every_errand(world: World, petro: Someone, vera: Someone) -> None:
    since, before = len(world.telegram.calls), await rich.theirs(world, await petro.person())
    haarlem = (await vera.person()).memberships[0].team_id
    zwolle = (await petro.person()).teams_as(Role.KEY_PERSON)[0].team_id
    for name in sorted(ERRANDS.keys() - {"mydata"}):
        for what in ("contacts", "referrals", "sessions", "directory") if name == "export" else ("",):
            nothing = await sent_for(world, petro, name, {**wanted(NOTHING), "what": what})
            assert nothing[1] == 0
            for team in (haarlem, zwolle):
                assert await sent_for(world, petro, name, {**wanted(team), "what": what}) == nothing, name
    await untouched(world, petro, before, since)


def inside(files: Sequence[bytes]) -> str:
    """What stands in files, packed ones unpacked."""
    found = []
    for one in files:
        if zipfile.is_zipfile(io.BytesIO(one)):
            packed = zipfile.ZipFile(io.BytesIO(one))
            found += [packed.read(name).decode(errors="replace") for name in packed.namelist()]
        else:
            found.append(one.decode(errors="replace"))
    return "\n".join(found)


async def every_file_of_his(world: World, petro: Someone) -> None:
    mine = (await petro.person()).teams_as(Role.COORDINATOR)[0].team_id
    await petro.does("/contact", "[phone_call]", "[money]", "[explained]", "[none]")
    for what in ("contacts", "referrals", "sessions", "directory"):
        await sent_for(world, petro, "export", {**wanted(mine), "what": what})
    for name in ("directory_out", "report", "mydata"):
        await sent_for(world, petro, name, wanted(mine))
    files = [one.content for one in petro.phone.messages if one.content and one.from_bot]
    assert len(files) >= 4
    assert rich.marks_in(inside(files)) == set()
    assert "Utrecht" in inside(files)


async def every_code(world: World, petro: Someone, vera: Someone) -> None:
    before = await rich.theirs(world, await petro.person())
    used, old = await world.invite(rich.TEAM), await world.invite(rich.TEAM, days=-1)
    await world.someone(1005, "Fatma").does(f"/start {used}")
    since = len(world.telegram.calls)
    nothing = await petro.does(f"/start {secrets.token_urlsafe(16)}")
    team = (await vera.person()).memberships[0].team_id
    for code in (used, old, str(team), rich.TEAM, f"{used}x", "x" * 64):
        assert await petro.does(f"/start {code}") == nothing == ["common.by_invitation"]
    assert rich.marks_in(rich.said(petro, since)) == set()
    assert {one.team for one in (await petro.person()).memberships} == {"Utrecht West", "Zwolle"}
    assert (await rich.theirs(world, await petro.person()))["membership"] == before["membership"]


# One world for several questions: to fill it takes a while.


async def test_a_number_of_theirs_is_a_number_that_nobody_has(
    world: World, petro: Someone, vera: Someone
) -> None:
    await haarlem_has_everything(world, petro, vera)
    await dialogues_about_every_number(world, petro)
    await commands_with_every_number(world, petro)


async def test_a_button_of_theirs_is_an_old_button(
    world: World, petro: Someone, amina: Someone, vera: Someone
) -> None:
    await every_button_of_theirs(world, petro, amina, vera)
    await every_option_on_his_pages(world, petro, amina, vera)


async def test_a_file_or_a_code_of_theirs_is_not_for_him(world: World, petro: Someone, vera: Someone) -> None:
    await every_errand(world, petro, vera)
    await every_file_of_his(world, petro)
    await every_code(world, petro, vera)


# Whoever is in no team.

# Whom anybody in the country can call is told to everybody, whatever the button was.
HELP: Final = frozenset({"sos", "alarm"})


def calls_for_help(data: str) -> bool:
    return alarms(data) or data.startswith("/alarm")


@pytest.mark.parametrize("gone", ["paused_at", "left_at"])
async def test_whoever_is_paused_or_has_left_gets_nothing_but_her_own_rights(
    world: World, amina: Someone, vera: Someone, gone: str
) -> None:
    await rich.fill(world, amina, vera)
    old = rich.shown(amina)
    async with world.database.transaction() as session:
        hers = membership_row.c.person_id == (await amina.person()).id
        await session.execute(update(membership_row).where(hers).values({gone: world.clock.now()}))
    before = await rich.theirs(world, await amina.person())
    open_to_her = {name for name, one in COMMANDS.items() if Standing.OUTSIDE in one.roles}
    await amina.does("/hours")
    assert "outside." in amina.phone.last.text, "one line a day, and nothing below"
    for command in sorted(COMMANDS.keys() - open_to_her - HELP):
        for argument in ("", "1", f"{NOTHING}", "1 yes", "yes 1"):
            assert await amina.does(f"/{command} {argument}") == [], command
    closed = [one for one in old if not calls_for_help(one)]
    refused = [one for one in closed if parse(one) or one[1:].split()[0] not in open_to_her]
    for data in refused[:: len(refused) // 40 + 1]:
        assert set(await tapped(amina, data)) <= set(OLD), data
    values = wanted((await vera.person()).memberships[0].team_id)
    for name in sorted(ERRANDS.keys() - {"mydata"}):
        assert await sent_for(world, amina, name, {**values, "what": "contacts"}) == ([], 0)
    after = await rich.theirs(world, await amina.person())
    assert {name: rows for name, rows in after.items() if name != "audit"} == {
        name: rows for name, rows in before.items() if name != "audit"
    }


async def test_a_stranger_hears_one_line_a_day_and_leaves_nothing(
    world: World, amina: Someone, vera: Someone, stranger: Someone
) -> None:
    await rich.fill(world, amina, vera)
    since, before = len(world.telegram.calls), await rich.theirs(world)
    assert await stranger.does("/hours") == ["common.by_invitation"]
    for command in COMMANDS.keys() - HELP - {"privacy"}:  # what is kept of everybody is told to everybody
        for argument in ("", "1", "1 yes", "yes 1"):
            assert await stranger.does(f"/{command} {argument}") == []
    for data in rich.shown(amina, vera)[::4]:
        assert await tapped(stranger, data) == [] or calls_for_help(data)
    values = wanted((await vera.person()).memberships[0].team_id)
    for name in sorted(ERRANDS):
        assert await sent_for(world, stranger, name, {**values, "what": "contacts"}) == ([], 0)
    assert await rich.theirs(world) == before
    assert rich.marks_in(rich.said(stranger, since)) == set()
