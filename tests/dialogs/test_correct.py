"""/correct: her name, a contact of any month, and a way to everything else."""

import pytest

from storage import notices
from storage.database import Session
from tests.cast import Someone, World
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
