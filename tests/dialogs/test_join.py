"""Who gets in, how, and what everybody else hears."""

import pytest
from sqlalchemy import update

from bot.model import Role
from storage import invitations, people
from storage.tables import membership_row
from tests.cast import Someone, World


async def test_an_invited_person_chooses_a_language_reads_the_promises_and_is_in(world: World) -> None:
    amina = world.someone(1001, "Amina", "ar")
    code = await world.invite("Haarlem Effect")
    await amina.hears((f"/start {code}", "join.language.ask"))
    assert amina.options()[0] == "ar", "Telegram's own language is the first suggestion"
    lines = await amina.does("[nl]")
    promises = ("stored", "never", "who", "confidential", "duty", "yours")
    assert lines == [*(f"join.{one}" for one in promises), "join.read.ask"]
    await amina.hears(("[yes]", "join.welcome.key_person"))
    person = await amina.person()
    assert person.language == "nl"
    assert [(one.team, one.role) for one in person.memberships] == [("Haarlem Effect", Role.KEY_PERSON)]
    assert amina.phone.reply_keyboard == [["keyboard.contact"], ["keyboard.today", "keyboard.sos"]]


@pytest.mark.parametrize(
    ("telegram", "invited", "first"),
    [
        pytest.param("ar", "en", "ar", id="Telegram's own language comes before that of the invitation"),
        pytest.param("de", "ar", "ar", id="that of the invitation, where Telegram's is none of ours"),
        pytest.param("de", None, "nl", id="Dutch, where neither says anything"),
        pytest.param("en-GB", "ar", "en", id="a regional form is the language"),
    ],
)
async def test_the_first_suggestion(world: World, telegram: str, invited: str | None, first: str) -> None:
    newcomer = world.someone(2001, "Newcomer", telegram)
    code = await world.invite("Haarlem Effect", language=invited)
    await newcomer.hears((f"/start {code}", "join.language.ask"))
    assert newcomer.options()[0] == first


async def test_a_stranger_may_mistype_a_code_a_few_times_a_day(stranger: Someone) -> None:
    for _ in range(5):
        await stranger.hears(("/start wrong", "common.by_invitation"))
    assert await stranger.does("/start wrong") == []


async def test_a_code_lets_in_one_person_once(world: World, amina: Someone) -> None:
    code = await world.invite("Haarlem Effect")
    first, second = world.someone(2001, "First"), world.someone(2002, "Second")
    await first.hears((f"/start {code}", "join.language.ask"))
    await second.hears((f"/start {code}", "common.by_invitation"))
    await first.hears(("[en]", "join.read.ask"), ("[yes]", "join.welcome.key_person"))
    await first.hears((f"/start {code}", "common.by_invitation"))
    assert len((await first.person()).memberships) == 1


@pytest.mark.parametrize("code", ["x", "AAAAAAAAAAAAAAAAAAAAAA", "' or 1=1 --", "💥", "a" * 60])
async def test_a_code_that_nobody_made_gets_the_same_neutral_line(
    world: World, stranger: Someone, code: str
) -> None:
    await stranger.hears((f"/start {code}", "common.by_invitation"))


async def test_a_code_expires_after_its_seven_days(world: World) -> None:
    late, in_time = world.someone(2001, "Late"), world.someone(2002, "In time")
    codes = [await world.invite("Haarlem Effect") for _ in range(2)]
    world.clock.forward(days=6, hours=23, minutes=59)
    await in_time.hears((f"/start {codes[0]}", "join.language.ask"))
    world.clock.forward(minutes=1)
    await late.hears((f"/start {codes[1]}", "common.by_invitation"))


async def test_the_file_holds_the_hash_of_a_code_and_not_the_code(world: World) -> None:
    code = await world.invite("Haarlem Effect")
    async with world.database.reading() as session:
        [kept] = (await session.exec_driver_sql("select code_hash from invitation")).scalars()
    assert kept == invitations.code_hash(code)
    assert code not in kept


async def test_a_second_code_adds_a_membership_and_is_met_in_the_words_of_the_new_role(
    world: World, amina: Someone
) -> None:
    code = await world.invite("Utrecht West", Role.COORDINATOR)
    assert await amina.does(f"/start {code}") == ["join.welcome.coordinator(Utrecht West)", "join.both"]
    roles = [(one.team, one.role) for one in (await amina.person()).memberships]
    assert roles == [("Haarlem Effect", Role.KEY_PERSON), ("Utrecht West", Role.COORDINATOR)]


async def test_whoever_joins_another_team_keeps_the_name_that_she_chose(world: World, amina: Someone) -> None:
    await amina.does("/correct", "[name]", "Mina")
    await amina.does(f"/start {await world.invite('Haarlem Oost')}")
    me = await amina.person()
    assert (me.name, len(me.memberships)) == ("Mina", 2)


async def test_a_link_to_where_she_is_already_stays_for_whoever_it_was_meant_for(
    world: World, amina: Someone
) -> None:
    code = await world.invite("Haarlem Effect")
    await amina.joins("Utrecht West", Role.COORDINATOR)
    assert await amina.does(f"/start {code}") == ["join.welcome.key_person(Haarlem Effect)"]
    await world.someone(2001, "Fatma").hears((f"/start {code}", "join.language.ask"))


async def test_the_name_that_she_chose_stays_where_she_joins_another_team(
    world: World, amina: Someone
) -> None:
    await amina.does("/correct", "[name]", "Mina")
    await amina.does(f"/start {await world.invite('Haarlem Oost')}")
    assert (await amina.person()).name == "Mina"
    assert len((await amina.person()).memberships) == 2


async def test_somebody_on_the_way_in_can_only_join(world: World) -> None:
    newcomer = world.someone(2001, "Newcomer")
    code = await world.invite("Haarlem Effect")
    await newcomer.does(f"/start {code}")
    await newcomer.hears(
        ("/contact", "join.language.ask"),
        ("hello", "join.language.ask"),
        ("/start", "join.language.ask"),
        ("[en]", "join.read.ask"),
        ("/today", "join.read.ask"),
    )
    assert (await newcomer.person()).memberships == ()


async def test_opening_the_link_again_on_the_way_in_asks_the_open_question_again(world: World) -> None:
    newcomer = world.someone(2001, "Newcomer")
    code = await world.invite("Haarlem Effect")
    await newcomer.does(f"/start {code}", "[en]")
    await newcomer.hears((f"/start {code}", "join.read.ask"), ("[yes]", "join.welcome.key_person"))


async def test_an_unread_promise_survives_a_restart(world: World) -> None:
    newcomer = world.someone(2001, "Newcomer")
    code = await world.invite("Haarlem Effect")
    await newcomer.does(f"/start {code}", "[en]")
    await world.restart()
    await newcomer.hears(("[yes]", "join.welcome.key_person"))


async def test_whoever_never_came_in_leaves_nothing_after_a_week(world: World) -> None:
    newcomer = world.someone(2001, "Newcomer")
    await newcomer.does(f"/start {await world.invite('Haarlem Effect')}", "[en]", "/language")
    world.clock.forward(days=8)
    await world.tick()
    assert await world.read(people.by_telegram, newcomer.id) is None
    async with world.database.reading() as session:
        assert (await session.exec_driver_sql("select count(*) from draft")).scalar() == 0
    await newcomer.hears(("hello", "common.by_invitation"))


async def test_a_stranger_hears_one_neutral_line_a_day_and_leaves_only_a_counter(
    world: World, stranger: Someone
) -> None:
    await stranger.hears(("hello", "common.by_invitation"))
    for deed in ("hello?", "/contact", "/today", "/help", "/privacy", "/language", "/start"):
        assert await stranger.does(deed) == []
    world.clock.forward(days=1)
    await stranger.hears(("hello again", "common.by_invitation"))
    assert await world.read(people.strangers) == 9
    assert await world.read(people.by_telegram, stranger.id) is None
    for table in ("person", "draft", "outbox", "membership", "contact"):
        async with world.database.reading() as session:
            rows = (await session.exec_driver_sql(f"select * from {table}")).all()
        assert str(stranger.id) not in str(rows)


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_groups_and_channels_are_ignored(world: World, amina: Someone, kind: str) -> None:
    before = len(amina.phone.messages)
    world.telegram.push(
        {
            "message": {
                "message_id": 1,
                "date": 0,
                "chat": {"id": -100, "type": kind, "title": "Group"},
                "from": {"id": amina.id, "is_bot": False, "first_name": "Amina"},
                "text": "/contact",
            }
        }
    )
    calls = [call for call in world.telegram.calls if call.method == "sendMessage"]
    await world.settle()
    assert [call for call in world.telegram.calls if call.method == "sendMessage"] == calls
    assert len(amina.phone.messages) == before


async def test_the_menu_follows_role_and_language(world: World, amina: Someone, vera: Someone) -> None:
    assert [name for name, _ in amina.phone.commands][:2] == ["contact", "today"]
    assert "contact" not in [name for name, _ in vera.phone.commands]
    await vera.hears(("/contact", "common.not_for_you"), ("/today", "common.not_for_you"))


async def test_somebody_who_blocked_the_bot_is_marked_and_is_welcome_back(
    world: World, amina: Someone
) -> None:
    amina.phone.block()
    await world.settle()

    async def reachable() -> object:
        async with world.database.reading() as session:
            return (await session.exec_driver_sql("select reachable from person")).scalar()

    assert not await reachable()
    amina.phone.unblock()
    await world.settle()
    assert await reachable()
    await amina.hears(("/start", "common.welcome_back"))


async def test_whoever_is_paused_keeps_her_rights_on_the_way_into_another_team(
    world: World, amina: Someone
) -> None:
    async with world.database.transaction() as session:
        hers = membership_row.c.person_id == (await amina.person()).id
        await session.execute(update(membership_row).where(hers).values(paused_at=world.clock.now()))
    await amina.hears((f"/start {await world.invite('Utrecht')}", "join.language.ask"))
    await amina.hears(("/today", "join.language.ask"), ("hello", "join.language.ask"))
    assert "forget." in str(await amina.does("/forget"))
    await amina.does("/correct", "[name]")
    await amina.does("Mina")
    assert (await amina.person()).name == "Mina"
