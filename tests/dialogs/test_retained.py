"""Every night what has been kept long enough goes, and the coordinator reads how much became numbers."""

from datetime import date, timedelta

from sqlalchemy import func, insert, select, update

from storage import audit, figures, tables
from storage.audit import Action
from tests.cast import Someone, World
from tests.dialogs.test_digest import MONEY, tick

OLD = date(2024, 11, 13)


async def grows_old(world: World, number: int) -> None:
    async with world.database.transaction() as session:
        oldest = select(tables.contact.c.id).order_by(tables.contact.c.id).limit(number)
        await session.execute(
            update(tables.contact).where(tables.contact.c.id.in_(oldest)).values(happened_on=OLD)
        )


async def left(world: World) -> int:
    async with world.database.reading() as session:
        return int(await session.scalar(select(func.count()).select_from(tables.contact)) or 0)


async def test_contacts_of_two_years_ago_become_numbers_at_night_and_the_digest_says_so(
    world: World, amina: Someone, vera: Someone
) -> None:
    for _ in range(3):
        await amina.does(*MONEY)
    await grows_old(world, 2)
    await tick(world, vera, "2026-11-24 00:01")
    assert await left(world) == 1
    lines = await tick(world, vera, "2026-11-30 09:30")
    assert "digest.retired(2)" in lines
    assert "digest.contacts(1)" in lines
    async with world.database.reading() as session:
        done = await figures.of_team(
            session,
            await vera.person(),
            (await vera.person()).memberships[0].team_id,
            OLD,
            OLD + timedelta(days=4),
        )
    assert (done.contacts, done.topics, done.partners) == (2, {"money": 2}, {"debt_help": 2})


async def test_it_is_done_once_a_day_and_noted_without_content(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does(*MONEY)
    await grows_old(world, 1)
    await tick(world, vera, "2026-11-24 00:01")
    await amina.does(*MONEY)
    await grows_old(world, 1)
    await tick(world, vera, "2026-11-24 23:58")
    assert await left(world) == 1
    await tick(world, vera, "2026-11-25 00:01")
    assert await left(world) == 0
    async with world.database.reading() as session:
        lines = select(tables.audit).where(tables.audit.c.action == Action.RETENTION.value)
        noted = (await session.execute(lines)).all()
        assert await audit.verify(session) == []
    assert [(one.actor, one.team_id, one.subject) for one in noted] == [(audit.PROGRAM, None, None)] * 2


async def test_one_kind_that_cannot_go_holds_up_no_other(world: World, amina: Someone, vera: Someone) -> None:
    """A trigger that refuses stands for whatever may go wrong in one table."""
    await amina.does(*MONEY)
    await grows_old(world, 1)
    person = await vera.person()
    async with world.database.transaction() as session:
        await session.execute(
            insert(tables.time_entry).values(
                person_id=person.id,
                team_id=person.memberships[0].team_id,
                day=OLD,
                kind="travel",
                minutes=5,
                entered_at=world.clock.now(),
            )
        )
        await session.exec_driver_sql(
            "create trigger no before delete on contact begin select raise(abort, 'no'); end"
        )
    await tick(world, vera, "2026-11-24 00:01")
    assert await left(world) == 1
    async with world.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(tables.time_entry)) == 0
        assert await session.scalar(select(func.count()).select_from(tables.tally)) == 0
