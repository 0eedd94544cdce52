"""The saved card: every line can be changed, undone and brought back for a day."""

from datetime import UTC, date, datetime

import pytest

from bot.model import Attendance, Contact, DayPart, Familiarity, Question
from storage import contacts
from tests.cast import Someone, World


@pytest.fixture
async def saved(amina: Someone) -> Someone:
    """Amina, with a contact just saved."""
    await amina.does("/contact", "[phone_call]", "[money]", "[explained]", "[none]")
    return amina


async def the_contact(world: World, who: Someone) -> Contact:
    [contact] = await world.read(contacts.logged_between, (await who.person()).id, *_always())
    assert isinstance(contact, Contact)
    return contact


def _always() -> tuple[datetime, datetime]:
    return datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("taps", "field", "value"),
    [
        pytest.param(("[minutes]", "[30]"), "minutes", 30, id="how long"),
        pytest.param(("[minutes]", "[other]", "٢٥"), "minutes", 25, id="how long, typed in Arabic digits"),
        pytest.param(
            ("[day]", "[now]"), "day_part", DayPart.AFTERNOON, id="just now tells the part of the day"
        ),
        pytest.param(
            ("[day]", "[yesterday]", "[evening]"), "happened_on", date(2026, 11, 22), id="yesterday"
        ),
        pytest.param(
            ("[day]", "[another]", "[2026-11-19]", "[unknown]"),
            "happened_on",
            date(2026, 11, 19),
            id="another day",
        ),
        pytest.param(
            ("[topics]", "[health]", "[@back]"),
            "questions",
            (Question("money"), Question("health")),
            id="a second topic",
        ),
        pytest.param(("[details]", "[money.debts]"), "questions", (Question("money", "debts"),), id="detail"),
        pytest.param(("[actions]", "[listened]"), "actions", ("explained", "listened"), id="a second action"),
        pytest.param(("[referral]", "[debt_help]"), "referral", "debt_help", id="referral"),
        pytest.param(("[people]", "[6_10]"), "attendance", Attendance.UP_TO_10, id="people"),
        pytest.param(("[familiarity]", "[known]"), "familiarity", Familiarity.KNOWN, id="known"),
        pytest.param(("[roles]", "[helper]", "[mediator]"), "roles", ("helper", "mediator"), id="roles"),
        pytest.param(("[kind]", "[home_visit]"), "kind", "home_visit", id="kind"),
    ],
)
async def test_a_line_can_be_changed(
    world: World, saved: Someone, taps: tuple[str, ...], field: str, value: object
) -> None:
    await saved.does(*taps)
    assert getattr(await the_contact(world, saved), field) == value


async def test_the_card_comes_back_after_each_change(saved: Someone) -> None:
    await saved.hears(
        ("[minutes]", "card.minutes.ask"),
        ("[30]", "card.saved"),
        ("[topics]", "card.topics.ask"),
        ("[health]", "card.topics.ask"),
        ("[@back]", "card.saved"),
    )


async def test_a_choice_that_is_made_twice_is_taken_back(world: World, saved: Someone) -> None:
    await saved.does("[minutes]", "[30]", "[minutes]", "[30]")
    assert (await the_contact(world, saved)).minutes is None


async def test_saying_that_she_referred_asks_where(world: World, saved: Someone) -> None:
    await saved.hears(
        ("[actions]", "card.actions.ask"), ("[referred]", "card.referral.ask"), ("[debt_help]", "card.saved")
    )
    contact = await the_contact(world, saved)
    assert (contact.actions, contact.referral) == (("explained", "referred"), "debt_help")


async def test_no_more_than_three_topics_and_never_none(world: World, saved: Someone) -> None:
    await saved.does("[topics]", "[health]", "[housing]")
    await saved.hears(("[other]", "card.topics.full"))
    assert len((await the_contact(world, saved)).questions) == 3
    await saved.does("[health]", "[housing]")
    await saved.hears(("[money]", "card.topics.full"))
    assert (await the_contact(world, saved)).questions == (Question("money"),)


async def test_words_where_a_number_is_asked_are_refused_with_an_example_and_nothing_is_lost(
    world: World, saved: Someone
) -> None:
    await saved.hears(
        ("[minutes]", "card.minutes.ask"),
        ("[other]", "card.minutes_typed.ask"),
        ("half an hour", "card.minutes_typed.refused"),
        ("0", "card.minutes_typed.refused"),
        ("20", "card.saved"),
    )
    assert (await the_contact(world, saved)).minutes == 20


async def test_undo_and_bring_back(world: World, saved: Someone) -> None:
    person = await saved.person()
    await saved.hears(("[undo]", "card.undone"))
    assert await world.read(contacts.latest, person.id) == []
    await saved.hears(("[redo]", "card.saved"))
    assert len(await world.read(contacts.latest, person.id)) == 1


async def test_a_day_later_the_card_shrinks_without_a_new_message(world: World, saved: Someone) -> None:
    before = len(saved.phone.messages)
    world.clock.forward(hours=23, minutes=59)
    await saved.does("[minutes]", "[30]")
    await world.tick()
    assert saved.phone.last.inline
    world.clock.forward(minutes=1)
    await world.tick()
    assert saved.phone.last.text == "card.shrunk"
    assert not saved.phone.last.inline
    assert len(saved.phone.messages) == before


async def test_a_day_later_what_was_undone_is_gone_for_good(world: World, saved: Someone) -> None:
    await saved.does("[undo]")
    world.clock.forward(hours=24)
    await world.tick()
    assert saved.phone.last.text == "card.gone"
    async with world.database.reading() as session:
        for table in ("contact", "contact_topic", "contact_action"):
            assert (await session.exec_driver_sql(f"select count(*) from {table}")).scalar() == 0


async def test_what_was_undone_goes_even_when_its_card_was_left_aside(world: World, saved: Someone) -> None:
    [contact] = await world.read(contacts.latest, (await saved.person()).id)
    await saved.hears(
        ("[minutes]", "card.minutes.ask"),
        ("/cancel", "card.saved"),
        ("/today", "today.pick.ask"),
        (f"[undo_{contact.id}]", "today.undone_line"),
    )
    world.clock.forward(days=2)
    await world.tick()
    async with world.database.reading() as session:
        assert (await session.exec_driver_sql("select count(*) from contact")).scalar() == 0


async def test_the_card_follows_what_is_undone_in_the_list_of_today(world: World, saved: Someone) -> None:
    [contact] = await world.read(contacts.latest, (await saved.person()).id)
    shown = saved.phone.last.message_id
    await saved.does("/today", f"[undo_{contact.id}]")
    [message] = [one for one in saved.phone.messages if one.message_id == shown]
    assert message.text.startswith("card.undone")
    await saved.hears(("[redo]", "card.saved"))


async def test_a_day_with_very_many_contacts_still_has_its_list(world: World, saved: Someone) -> None:
    for _ in range(24):
        await saved.does("/contact")
        again = next(option for option in saved.options() if option.startswith("again_"))
        await saved.does(f"[{again}]")
    lines = await saved.does("/today")
    assert lines[0] == "today.count(25)"
    assert len([line for line in lines if line.startswith("today.line")]) == 10


async def test_each_of_several_cards_keeps_its_own_buttons(world: World, saved: Someone) -> None:
    first = saved.phone.last.message_id
    await saved.does("/contact", "[home_visit]", "[health]", "[listened]", "[none]")
    button = next(
        one
        for shown in saved.phone.messages
        if shown.message_id == first
        for row in shown.inline
        for one in row
        if one.data and one.data.endswith(":undo")
    )
    saved.phone.tap(button.data or "", first)
    await world.settle()
    [left] = await world.read(contacts.latest, (await saved.person()).id)
    assert left.kind == "home_visit"


async def test_today_lists_changes_and_undoes(world: World, saved: Someone) -> None:
    person = await saved.person()
    [contact] = await world.read(contacts.latest, person.id)
    await saved.hears(("/today", "today.pick.ask"), (f"[undo_{contact.id}]", "today.undone_line"))
    assert await world.read(contacts.latest, person.id) == []
    await saved.hears((f"[redo_{contact.id}]", "today.line"), (f"[edit_{contact.id}]", "card.saved"))
    await saved.hears(("[kind]", "card.kind.ask"), ("[home_visit]", "card.saved"))
    assert (await the_contact(world, saved)).kind == "home_visit"


async def test_today_is_empty_on_a_new_day_by_her_own_clock(world: World, saved: Someone) -> None:
    world.clock.forward(hours=11, minutes=59)
    await saved.hears(("/today", "today.pick.ask"))
    world.clock.forward(minutes=1)
    await saved.hears(("/today", "today.none"))
