"""/correct: her name, a contact of any month, and a way to everything else."""

from datetime import date

import pytest
from sqlalchemy import insert, select, update

from bot.screen import Screen, Text
from storage import notices
from storage.database import Session
from storage.tables import contact, contact_action, contact_topic, meeting
from tests.cast import Someone, World
from tests.dialogs.planned import plan
from tests.dialogs.test_privacy import leaves, trail

LOGS = ("/contact", "[phone_call]", "[money]", "[explained]", "[none]")


async def test_she_chooses_what_she_is_called(world: World, amina: Someone) -> None:
    await amina.hears(
        ("/correct", "correct.title"),
        ("[name]", "correct.name_now(Amina)"),
        ("Mina", "correct.title"),
    )
    assert (await amina.person()).name == "Mina"
    assert "corrected" in await world.read(trail)


@pytest.mark.parametrize(
    "words", ["w" * 41, "06 12345678", "amina@example.org", "mevrouw Jansen", "\u202eanimA"]
)
async def test_a_name_that_leads_to_somebody_or_hides_something_is_not_taken(
    amina: Someone, words: str
) -> None:
    await amina.does("/correct", "[name]")
    lines = " ".join(await amina.does(words))
    assert "correct.name.refused" in lines or "common.recognised" in lines or "correct.title" in lines
    name = (await amina.person()).name
    assert name in {"Amina", "animA"}


async def test_a_contact_of_an_earlier_month_opens_as_a_card(world: World, amina: Someone) -> None:
    await amina.does(*LOGS)
    world.clock.forward(days=40)
    await amina.does(*LOGS)
    await amina.hears(
        ("/correct", "correct.what.ask"),
        ("[contact]", "correct.when.ask"),
        ("[older]", "correct.month.ask"),
    )
    assert [one for one in amina.options() if one.startswith("20")] == ["2027-01-01", "2026-11-01"]
    await amina.hears(("[2026-11-01]", "correct.contact.ask"))
    [number] = [one for one in amina.options() if one.isdecimal()]
    lines = await amina.does(f"[{number}]")
    assert any(line.startswith("card.") for line in lines)
    await amina.hears(("[undo]", "card.undone"))


async def test_every_contact_of_a_full_month_can_be_reached(world: World, amina: Someone) -> None:
    for _ in range(3):
        await amina.does(*LOGS)
    async with world.database.transaction() as session:
        [one, *_] = (await session.execute(select(contact))).mappings()
        more = [{**one, "id": one["id"] + 100 + each} for each in range(42)]
        await session.execute(insert(contact), more)
        actions = [{"contact_id": each["id"], "action": "explained", "position": 0} for each in more]
        await session.execute(insert(contact_action), actions)
        questions = [
            {"contact_id": each["id"], "topic": "money", "setting": "health", "position": 0} for each in more
        ]
        await session.execute(insert(contact_topic), questions)
    await amina.does("/correct", "[contact]", "[older]", "[2026-11-01]", "[@more]")
    assert len([one for one in amina.options() if one.isdecimal()]) == 45


async def test_a_contact_that_is_still_kept_has_its_month(world: World, amina: Someone) -> None:
    """Of whole weeks, so a few days longer than 24 months."""
    await amina.does(*LOGS)
    for month in range(24):
        async with world.database.transaction() as session:
            [one, *_] = (await session.execute(select(contact))).mappings()
            day = date(2024 + (month + 10) // 12, (month + 10) % 12 + 1, 28)
            await session.execute(insert(contact).values({**one, "id": 500 + month, "happened_on": day}))
    await amina.does("/correct", "[contact]", "[older]")
    months = [one for one in amina.options() if one.startswith("20")]
    assert (len(months), months[-1]) == (25, "2024-11-01")


async def test_her_new_name_stands_where_her_old_one_did(world: World, amina: Someone, vera: Someone) -> None:
    await plan(world, vera, amina)
    said = Screen(lines=(Text(key="x", values={"name": "Amina", "words": "Amina and I"}),))
    me, her = await amina.person(), await vera.person()
    async with world.database.transaction() as session:
        await session.execute(update(meeting).values(facilitator="Amina", title="Amina"))
        team = me.memberships[0].team_id
        await notices.put(session, her.id, team, "question:1:1", said, world.clock.now(), asked_by=me.id)
    await amina.does("/correct", "[name]", "Mina")
    async with world.database.reading() as session:
        [told] = (await session.execute(select(meeting.c.facilitator, meeting.c.title))).all()
    assert tuple(told) == ("Mina", "Amina"), "a title is words of whoever typed it"
    [held] = [one for one in await world.read(notices.held, her.id) if one.key == "question:1:1"]
    assert held.screen.lines[0].values == {"name": "Mina", "words": "Amina and I"}


async def test_the_name_of_a_namesake_stays_hers(world: World, amina: Someone, vera: Someone) -> None:
    other = world.someone(1055, "Amina")
    await other.joins("Haarlem Effect")
    await plan(world, vera, amina)
    async with world.database.transaction() as session:
        await session.execute(update(meeting).values(facilitator="Amina"))
    await amina.does("/correct", "[name]", "Mina")
    async with world.database.reading() as session:
        assert await session.scalar(select(meeting.c.facilitator)) == "Amina"


async def test_a_contact_of_today_is_on_today(amina: Someone) -> None:
    await amina.does(*LOGS)
    lines = await amina.does("/correct", "[contact]", "[today]")
    assert lines[0].startswith("today.count(1")


async def test_without_a_contact_there_is_nothing_to_choose(amina: Someone) -> None:
    await amina.does("/correct", "[contact]", "[older]")
    assert amina.options()[0] == "none"
    assert "correct.title" in await amina.does("[none]")


async def test_nobody_elses_contact_is_offered(amina: Someone, petro: Someone) -> None:
    await petro.does(*LOGS)
    await amina.does("/correct", "[contact]", "[older]")
    assert amina.options()[0] == "none"


async def test_other_things_are_on_their_own_pages(amina: Someone) -> None:
    assert "profile.pick.ask" in await amina.does("/correct", "[profile]")
    assert "hours.pick.ask" in await amina.does("/correct", "[hours]")


async def test_for_anything_else_she_asks_for_a_call(world: World, amina: Someone, vera: Someone) -> None:
    await amina.hears(
        ("/correct", "correct.title"), ("[other]", "correct.other_call"), ("[call]", "correct.asked(Vera)")
    )
    held = await world.read(held_for, (await vera.person()).id)
    assert held == ["talk.asked"]


async def held_for(session: Session, person_id: int) -> list[str]:
    return [one.key.partition(":")[0] for one in await notices.held(session, person_id)]


async def test_a_coordinator_has_no_contacts_and_is_told_whom_to_ask(vera: Someone) -> None:
    await vera.does("/correct")
    assert not {"contact", "profile"} & set(vera.options())
    assert "correct.other_ask" in await vera.does("[other]")


async def test_who_has_left_can_still_put_her_name_right(world: World, amina: Someone, vera: Someone) -> None:
    await leaves(world, amina, vera)
    await amina.hears(
        ("/correct", "correct.title"), ("[name]", "correct.name.ask"), ("Mina", "correct.title")
    )
    assert (await amina.person()).name == "Mina"
