"""/team: who is in it, inviting, pausing and a lost phone; nothing of it for anybody who does not coordinate it."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from bot.model import Role
from bot.screen import Screen, Text
from storage import drafts, guides, invitations, membership_changes, my_data, notices, people
from storage.audit import Action
from storage.tables import audit, membership_row
from tests.cast import Someone, World
from tests.dialogs.arranging import CLOSED_TODAY, arrange, forged, toast
from tests.dialogs.planned import plan
from tests.dialogs.said import hears_news, put

LINK = re.compile(r"https://t\.me/\w+\?start=([\w-]{22})")


async def m(who: Someone, role: Role | None = None, at: int = 0) -> str:
    """The button that stands for somebody's place in a team."""
    found = [one for one in (await who.person()).memberships if role in {None, one.role}]
    return f"m{found[at].id}"


@pytest.fixture
async def hers(amina: Someone) -> str:
    """The button that stands for Amina, also when she is in no team any more."""
    return await m(amina)


@pytest.fixture
async def wim(world: World) -> Someone:
    """A second coordinator of Haarlem."""
    wim = world.someone(1004, "Wim")
    await wim.joins("Haarlem Effect", Role.COORDINATOR)
    return wim


async def acts(world: World) -> list[str]:
    """What the audit trail says, but for who came in and who looked at what."""
    async with world.database.reading() as session:
        found = (await session.execute(select(audit.c.action).order_by(audit.c.seq))).scalars()
        return [one for one in found if one not in {Action.JOINED, Action.READ}]


async def row(world: World, button: str) -> Any:
    async with world.database.reading() as session:
        its = membership_row.c.id == int(button.removeprefix("m"))
        return (await session.execute(select(membership_row).where(its))).one()


async def heard(world: World, who: Someone) -> list[str]:
    """What the next round of the gate brings her."""
    world.clock.forward(minutes=11)
    before = len(world.telegram.calls)
    await world.tick()
    return who.lines_since(before)


def link_in(lines: list[str]) -> str:
    """The code of the invitation that was just shown."""
    [found] = [match for line in lines for match in LINK.findall(line)]
    return str(found)


async def test_the_page_shows_everybody_with_role_and_who_guides_her(
    amina: Someone, vera: Someone, wim: Someone, petro: Someone
) -> None:
    assert await vera.does("/team") == [
        "team.title(Haarlem Effect)",
        "team.line.key_person(Amina, team.guide.both(Vera, Wim))",
        "team.line.coordinator(Vera)",
        "team.line.coordinator(Wim)",
        "team.pick.ask",
    ]
    assert vera.options() == [await m(amina), await m(vera), await m(wim), "invite", "ask"]


async def test_the_page_of_a_member_shows_what_can_be_done(
    amina: Someone, vera: Someone, wim: Someone
) -> None:
    lines = await vera.does("/team", f"[{await m(amina)}]")
    assert lines == [
        "team.is.key_person(Amina, 2026-11-23, 2026, Haarlem Effect)",
        "team.guided(team.guide.both(Vera, Wim))",
        "team.do.ask",
    ]
    assert vera.options() == ["guides", "pause", "leave", "lost", "back"]
    await vera.hears(("[back]", "team.title"))


async def test_who_guides_somebody_is_chosen_as_in_supervision(
    world: World, amina: Someone, vera: Someone, wim: Someone
) -> None:
    await vera.hears(
        ("/team", "team.title"),
        (f"[{await m(amina)}]", "team.do.ask"),
        ("[guides]", "supervision.coordinator.ask"),
        (f"[{(await wim.person()).id}]", "supervision.deputy.ask"),
        ("[nobody]", "supervision.chosen"),
    )
    [mine] = (await amina.person()).memberships
    found = await world.read(guides.of, mine, (await amina.person()).id)
    assert (found.coordinator, found.deputy) == ((await wim.person()).id, None)
    assert "team.line.key_person(Amina, team.guide.alone(Wim))" in await vera.does("/team")


async def test_with_one_coordinator_there_is_nobody_to_choose(amina: Someone, vera: Someone) -> None:
    await vera.does("/team", f"[{await m(amina)}]")
    assert "guides" not in vera.options()


@pytest.mark.parametrize("role", [*Role])
async def test_an_invitation_is_a_message_to_forward_and_lets_in_one_person(
    world: World, vera: Someone, role: Role
) -> None:
    await vera.hears(
        ("/team", "team.title"), ("[invite]", "team.about_invitation"), (f"[{role}]", "team.language.ask")
    )
    lines = await vera.does("[ar]")
    assert "team.forward(2026-11-30)" in lines
    letter = lines[lines.index(f"team.letter.{role}(Vera, Haarlem Effect)") :][:5]
    assert letter == [
        f"team.letter.{role}(Vera, Haarlem Effect)",
        "team.letter.how(2026-11-30)",
        f"team.letter.{role}@en(Vera, Haarlem Effect)",
        "team.letter.how@en(2026-11-30)",
        f"team.letter.link(https://t.me/sleutel_test_bot?start={link_in(lines)})",
    ], "in the language of whoever is invited, then in that of her coordinator, and the link once"
    newcomer = world.someone(2001, "Fatma", "de")
    await newcomer.hears((f"/start {link_in(lines)}", "join.language.ask"))
    assert newcomer.options()[0] == "ar", "the language that was suggested"
    await newcomer.hears(("[ar]", "join.read.ask"), ("[yes]", f"join.welcome.{role}"))
    assert await acts(world) == [Action.INVITED]


async def test_in_her_own_language_the_letter_is_said_once(vera: Someone) -> None:
    await vera.does("/team", "[invite]", "[key_person]")
    lines = await vera.does(f"[{(await vera.person()).language}]")
    assert len([one for one in lines if one.startswith("team.letter.key_person")]) == 1


async def test_only_the_hash_of_the_code_is_kept(world: World, vera: Someone) -> None:
    await vera.does("/team", "[invite]", "[key_person]")
    code = link_in(await vera.does("[en]"))
    await world.settle()
    async with world.database.reading() as session:
        kept = [
            str((await session.exec_driver_sql(f"select * from {name}")).all())
            for name in ("invitation", "outbox")
        ]
    assert invitations.code_hash(code) in kept[0]
    assert not any(code in one for one in kept)


async def test_the_coordinators_hear_who_has_joined(world: World, vera: Someone, petro: Someone) -> None:
    await vera.does("/team", "[invite]", "[key_person]")
    code = link_in(await vera.does("[en]"))
    await world.someone(2001, "Fatma").does(f"/start {code}", "[en]", "[yes]")
    assert "join.news.key_person(Fatma, Haarlem Effect)" in await heard(world, vera)
    assert "/team" not in petro.options()
    await vera.hears(("[/team]", "team.title"))


async def test_a_pending_invitation_can_be_withdrawn_and_is_then_worth_nothing(
    world: World, vera: Someone
) -> None:
    await vera.does("/team", "[invite]", "[coordinator]")
    code = link_in(await vera.does("[nl]"))
    await vera.hears(("/team", "team.pending(1)"))
    assert await vera.does("[invitations]") == [
        "team.invited.coordinator(Nederlands, 2026-11-30)",
        "team.invitation.ask",
    ]
    [number] = [one for one in vera.options() if one.isdecimal()]
    await vera.hears(
        (f"[{number}]", "team.about_withdrawing"),
        ("[no]", "team.invitation.ask"),
        (f"[{number}]", "team.withdraw.ask"),
        ("[yes]", "team.told.withdrawn"),
    )
    assert "invitations" not in vera.options()
    await world.someone(2001, "Fatma").hears((f"/start {code}", "common.by_invitation"))
    assert await acts(world) == [Action.INVITED, Action.WITHDRAWN]


async def test_one_that_somebody_opened_and_did_not_finish_can_be_withdrawn_too(
    world: World, vera: Someone
) -> None:
    await vera.does("/team", "[invite]", "[key_person]")
    code = link_in(await vera.does("[en]"))
    stranger = world.someone(2001, "Stranger")
    await stranger.hears((f"/start {code}", "join.language.ask"))
    await vera.hears(("/team", "team.pending(1)"), ("[invitations]", "team.invitation.ask"))
    [number] = [one for one in vera.options() if one.isdecimal()]
    await vera.hears((f"[{number}]", "team.about_withdrawing"), ("[yes]", "team.told.withdrawn"))
    await stranger.hears(("[en]", "join.read.ask"))
    assert await stranger.does("[yes]") == ["join.withdrawn"]
    assert await world.read(people.by_telegram, stranger.id) is None
    await stranger.hears((f"/start {code}", "common.by_invitation"))


async def test_whoever_is_on_her_way_in_comes_in_with_what_is_left(world: World) -> None:
    codes = [await world.invite(team) for team in ("Haarlem Effect", "Haarlem Oost")]
    newcomer = world.someone(2001, "Newcomer")
    await newcomer.does(*(f"/start {code}" for code in codes))
    async with world.database.transaction() as session:
        await invitations.withdraw_all(session, 1)
    assert "join.welcome.key_person(Haarlem Oost)" in await newcomer.does("[en]", "[yes]")


@pytest.mark.parametrize("deed", ["pause", "leave", "lost"])
async def test_no_open_link_lets_back_in_a_coordinator_who_was_let_go(
    world: World, amina: Someone, vera: Someone, wim: Someone, deed: str
) -> None:
    await vera.does("/team", "[invite]", "[coordinator]")
    code = link_in(await vera.does("[en]"))
    lines = await wim.does("/team", f"[{await m(vera)}]", f"[{deed}]")
    assert "team.about.invitations" in lines
    await wim.hears(("[yes]", f"team.told.{deed}"))
    assert not [one for one in await vera.does(f"/start {code}") if one.startswith("join")]
    assert (await vera.person()).memberships == ()
    await world.someone(2001, "Stranger").hears((f"/start {code}", "common.by_invitation"))
    await wim.does("/team")
    assert "invitations" not in wim.options()


async def test_a_link_from_before_her_pause_does_not_end_it_and_one_from_after_it_does(
    world: World, amina: Someone, vera: Someone, hers: str
) -> None:
    before = await world.invite("Haarlem Effect", Role.COORDINATOR)
    world.clock.forward(minutes=1)
    await paused(vera, hers)
    await amina.does(f"/start {before}")
    assert (await amina.person()).memberships == ()
    world.clock.forward(minutes=1)
    after = await world.invite("Haarlem Effect")
    await amina.hears((f"/start {after}", "join.language.ask"), ("[en]", "join.read.ask"))
    await amina.hears(("[yes]", "join.welcome.key_person(Haarlem Effect)"))


async def test_after_a_lost_phone_she_is_asked_whether_somebody_has_called(
    world: World, amina: Someone, vera: Someone, hers: str
) -> None:
    await amina.does("/alarm")
    world.clock.forward(days=1)
    world.clock.moment = world.clock.moment.replace(hour=8, minute=0)
    await amina.does("/away 8 h")
    await world.tick()
    held = await world.read(notices.held, (await amina.person()).id)
    assert [one.key.partition(":")[0] for one in held] == ["alarm.ask"]
    await vera.does("/team", f"[{hers}]", "[lost]", "[yes]", "[resume]")
    world.clock.forward(days=1, hours=3)
    assert "alarm.ask" in str(await heard(world, amina))


async def test_an_invitation_used_meanwhile_cannot_be_withdrawn(world: World, vera: Someone) -> None:
    await vera.does("/team", "[invite]", "[key_person]")
    code = link_in(await vera.does("[en]"))
    await vera.does("/team", "[invitations]")
    [number] = [one for one in vera.options() if one.isdecimal()]
    await vera.does(f"[{number}]")
    await world.someone(2001, "Fatma").does(f"/start {code}", "[en]", "[yes]")
    lines = await vera.does("[yes]")
    assert not [one for one in lines if "withdrawn" in one]
    assert len((await world.someone(2001, "Fatma").person()).memberships) == 1


async def test_a_pause_needs_a_second_yes_ends_access_at_once_and_is_undone_whole(
    world: World, amina: Someone, vera: Someone, hers: str
) -> None:
    await amina.does("/contact", "[phone_call]")
    await vera.hears(
        ("/team", "team.title"),
        (f"[{hers}]", "team.do.ask"),
        ("[pause]", "team.about.pause"),
        ("[no]", "team.do.ask"),
        ("[pause]", "team.sure.ask"),
    )
    assert len((await amina.person()).memberships) == 1
    await vera.hears(("[yes]", "team.told.pause(Amina)"))
    assert (await amina.person()).memberships == ()
    await amina.hears(("[money]", "outside.paused(Haarlem Effect, Vera)"))
    assert vera.options() == ["resume", "leave", "back"]
    await world.tick()
    await vera.hears(("[resume]", "team.told.resume(Amina)"))
    await amina.hears(("/contact", "log_contact.kind.ask"))
    assert (await row(world, hers)).paused_at is None
    assert await acts(world) == [Action.PAUSED, Action.RESUMED]


async def paused(vera: Someone, button: str) -> None:
    await vera.hears(("/team", "team.title"), (f"[{button}]", "team.do.ask"), ("[pause]", "team.sure.ask"))
    await vera.hears(("[yes]", "team.told.pause"))


async def test_whoever_is_paused_gets_one_kind_line_a_day(
    world: World, amina: Someone, vera: Someone, hers: str
) -> None:
    await paused(vera, hers)
    await amina.hears(("/contact", "outside.paused(Haarlem Effect, Vera)"))
    for deed in ("hello", "/today", "<keyboard.contact>", "/start", "/team", "/meeting 1"):
        assert await amina.does(deed) == []
    world.clock.forward(days=1)
    assert await amina.does("hello") == ["outside.paused(Haarlem Effect, Vera)", "outside.still"]


async def test_red_button_privacy_and_language_work_in_a_pause(
    world: World, amina: Someone, vera: Someone, hers: str
) -> None:
    await amina.does("/contact")
    await paused(vera, hers)
    for deed in ("[sos]", "/sos", "<keyboard.sos>"):
        lines = await amina.does(deed)
        assert lines[0] == "safety.title"
        assert not [one for one in lines if one.startswith("outside")]
    await amina.hears(
        ("/privacy", "privacy.title"), ("/language", "language.language.ask"), ("[nl]", "language.chosen")
    )
    assert (await amina.person()).language == "nl"


async def test_the_red_button_works_in_a_pause_after_a_restart_too(
    world: World, amina: Someone, vera: Someone, hers: str
) -> None:
    await paused(vera, hers)
    await world.restart()
    await amina.hears(("/sos", "safety.title"))


async def test_what_was_open_closes_without_a_sound(
    world: World, amina: Someone, vera: Someone, hers: str
) -> None:
    await amina.does("/contact", "[phone_call]")
    message = amina.phone.last.message_id
    await paused(vera, hers)
    await amina.hears(("[money]", "common.old_button"))
    before = len(world.telegram.calls)
    await world.tick()
    assert amina.lines_since(before) == ["log_contact.expired"]
    assert [one.inline for one in amina.phone.messages if one.message_id == message] == [[]]
    assert await world.read(drafts.latest_first, (await amina.person()).id) == []


async def test_nothing_is_said_to_her_in_a_pause_and_what_waited_comes_after_it(
    world: World, amina: Someone, vera: Someone, hers: str
) -> None:
    await put(world, amina)
    await paused(vera, hers)
    world.clock.forward(days=1)
    assert not await hears_news(world, amina)
    await vera.does("/team", f"[{hers}]", "[resume]")
    world.clock.forward(minutes=11)
    before = len(world.telegram.calls)
    await world.tick()
    lines = amina.lines_since(before)
    assert "privacy.title" in lines
    assert "team.news.resumed(Haarlem Effect)" in lines


async def test_with_another_team_she_is_told_there_and_sees_nothing_of_this_one(
    world: World, amina: Someone, vera: Someone, hers: str
) -> None:
    await amina.joins("Haarlem Oost")
    await put(world, amina)
    talk = await plan(world, vera, amina)
    await amina.hears((f"/meeting {talk.id}", "meeting.do.ask"))
    await paused(vera, hers)
    assert "team.news.paused(Haarlem Effect)" in await heard(world, amina)
    await amina.hears(("/waiting", "waiting.nothing"), (f"/meeting {talk.id}", "meeting.gone"))
    assert "Haarlem Effect" not in str(await amina.does("/hours"))
    await amina.hears(("/contact", "log_contact.kind.ask"))


async def test_the_only_coordinator_can_neither_pause_nor_leave_and_is_told_why(
    amina: Someone, vera: Someone
) -> None:
    await vera.hears(("/team", "team.title"), (f"[{await m(vera)}]", "team.is.last"))
    assert vera.options() == ["back"]
    for option in ("pause", "leave", "lost", "move"):
        forged(vera, option)
        await vera.world.settle()
        assert toast(vera) == "common.old_button"
    assert len((await vera.person()).memberships) == 1


async def test_of_two_coordinators_one_may_pause_herself(vera: Someone, wim: Someone) -> None:
    await vera.hears(
        ("/team", "team.title"), (f"[{await m(vera)}]", "team.do.ask"), ("[pause]", "team.sure.ask")
    )
    assert "lost" not in vera.options()
    assert await vera.does("[yes]") == ["team.told.pause(Vera)"]
    await vera.hears(("/team", "outside.paused(Haarlem Effect, Wim)"))
    await wim.hears(("/team", "team.line.paused(Vera)"))


async def test_a_lost_phone_ends_her_session_everywhere_the_coordinator_can(
    world: World, amina: Someone, vera: Someone, hers: str
) -> None:
    await vera.joins("Haarlem Oost", Role.COORDINATOR)
    await amina.joins("Haarlem Oost")
    await amina.joins("Utrecht West")
    await put(world, amina)
    await amina.does("/contact")
    team = str((await vera.person()).memberships[0].team_id)
    lines = await vera.does("/team", f"[{team}]", f"[{hers}]", "[lost]")
    assert lines[:3] == [
        "team.about.lost(Amina, Haarlem Effect)",
        "team.about.lost_back",
        "team.about.lost_phone",
    ]
    await vera.hears(("[yes]", "team.told.lost(Amina)"))
    assert [one.team for one in (await amina.person()).memberships] == ["Utrecht West"], "not a team of hers"
    person = (await amina.person()).id
    assert await world.read(notices.held, person) == []
    before = len(world.telegram.calls)
    await world.tick()
    assert amina.lines_since(before) == ["log_contact.expired"]
    assert await acts(world) == [Action.SESSION_ENDED, Action.SESSION_ENDED]


async def lose(amina: Someone, vera: Someone) -> None:
    await vera.does("/team", f"[{await m(amina)}]", "[lost]", "[yes]")


@pytest.mark.parametrize(
    "deed", ["/mydata", "/correct", "/forget", "/privacy", "/today", "/start", "/contact", "hello"]
)
async def test_a_lost_phone_shows_nothing_of_hers_not_even_of_another_team(
    amina: Someone, vera: Someone, deed: str
) -> None:
    await amina.joins("Utrecht West")
    await lose(amina, vera)
    assert await amina.does(deed) == ["outside.lost"]
    assert await amina.does(deed) == [], "once a day"
    assert not [one for one in amina.phone.messages if one.file_name]


async def test_on_a_lost_phone_the_red_button_and_the_language_still_work(
    amina: Someone, vera: Someone
) -> None:
    await amina.does("/sos")
    assert "/alarm" in amina.options()
    await lose(amina, vera)
    assert any("safety" in line for line in await amina.does("/sos"))
    assert not amina.phone.last.buttons, "whoever has it cannot call her coordinator"
    await amina.hears(("/language", "language.language.ask"), ("[nl]", "language.chosen"))


async def test_a_page_of_hers_that_lies_open_on_a_lost_phone_is_closed(amina: Someone, vera: Someone) -> None:
    await amina.joins("Utrecht West")
    await amina.does("/forget", "[yes]")
    await lose(amina, vera)
    assert "forget.done" not in await amina.does("[erase]")
    assert (await amina.person()).name == "Amina"


async def test_her_data_is_not_sent_to_a_phone_that_was_lost_since_she_asked(
    world: World, amina: Someone, vera: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    me, asker = await amina.person(), await vera.person()
    of = my_data.of

    async def meanwhile(*given: Any) -> Any:
        kept = await of(*given)
        async with world.database.transaction() as session:
            await membership_changes.end_session(session, asker, me.memberships[0].id, world.clock.now())
        return kept

    monkeypatch.setattr(my_data, "of", meanwhile)
    await amina.does("/mydata")
    assert not [one for one in amina.phone.messages if one.file_name]


async def test_nothing_of_another_team_is_said_on_a_lost_phone_until_she_is_back(
    world: World, amina: Someone, vera: Someone, hers: str
) -> None:
    await amina.joins("Utrecht West")
    await lose(amina, vera)
    other = (await amina.person()).memberships[0].team_id
    screen = Screen(lines=(Text(key="notes.none"),))
    async with world.database.transaction() as session:
        given = ("test:1", screen, world.clock.now())
        await notices.put(session, (await amina.person()).id, other, *given)
    world.clock.forward(minutes=11)
    before = len(world.telegram.calls)
    await world.tick()
    assert "notes.none" not in amina.lines_since(before)
    await vera.does("/team", f"[{hers}]", "[resume]")
    assert not (await amina.person()).phone_lost
    world.clock.forward(minutes=11)
    await world.tick()
    assert "notes.none" in amina.lines_since(before)


async def test_after_a_lost_phone_a_new_invitation_brings_her_back_as_she_was(
    world: World, amina: Someone, vera: Someone, hers: str
) -> None:
    await arrange(world, amina, CLOSED_TODAY)
    await vera.does("/team", f"[{hers}]", "[lost]", "[yes]", "[back]", "[invite]", "[key_person]")
    code = link_in(await vera.does("[en]"))
    await amina.hears(
        (f"/start {code}", "join.language.ask"), ("[en]", "join.read.ask"), ("[yes]", "join.read.done")
    )
    assert await m(amina) == hers
    assert "hours.now.closed" in str(await amina.does("/hours"))


@pytest.mark.parametrize("deed", ["/team", "/start /team"])
async def test_a_key_person_has_no_team_to_manage(amina: Someone, deed: str) -> None:
    lines = await amina.does(deed)
    assert not [one for one in lines if one.startswith("team.")]


async def test_a_coordinator_of_another_team_sees_and_changes_nothing(
    world: World, amina: Someone, vera: Someone, hers: str
) -> None:
    petro = world.someone(1003, "Petro", "uk")
    await petro.joins("Utrecht West", Role.COORDINATOR)
    await vera.does("/team", "[invite]", "[key_person]", "[en]")
    lines = await petro.does("/team")
    assert not [one for one in lines if "Amina" in one or "Vera" in one or "pending" in one]
    for option in (hers, "invitations", "pause", "yes", f"m{10**18}"):
        forged(petro, option)
        await world.settle()
        assert toast(petro) == "common.old_button"
    async with world.database.transaction() as session:
        assert not await invitations.withdraw(session, await petro.person(), 1)
    assert len((await amina.person()).memberships) == 1


async def test_one_tap_too_late_for_a_member_who_left_shows_the_page_anew(
    world: World, amina: Someone, vera: Someone, wim: Someone, hers: str
) -> None:
    await wim.does("/team", f"[{hers}]", "[leave]")
    await vera.does("/team", f"[{hers}]", "[leave]", "[yes]")
    await wim.hears(("[yes]", "common.old_button"))
    assert await acts(world) == [Action.LEFT]


async def test_several_teams_are_chosen_from_first(vera: Someone) -> None:
    await vera.joins("Haarlem Oost", Role.COORDINATOR)
    await vera.hears(("/team", "team.team.ask"))
    second = (await vera.person()).memberships[1]
    await vera.hears((f"[{second.team_id}]", "team.title(Haarlem Oost)"), ("[other_team]", "team.team.ask"))


async def test_a_large_team_is_shown_in_parts(world: World, vera: Someone) -> None:
    for number in range(24):
        await world.someone(3000 + number, f"Name {number:02}").joins("Haarlem Effect")
    await vera.hears(("/team", "team.part.ask"))
    lines = await vera.does("[20]")
    assert len([one for one in lines if one.startswith("team.line")]) == 5
    await vera.hears(("[other_names]", "team.part.ask"))


async def test_who_can_be_asked_now_is_one_tap_away(amina: Someone, vera: Someone) -> None:
    await vera.hears(("/team", "team.title"), ("[ask]", "ask.pick.ask"))


async def test_the_page_closes_after_a_day(world: World, vera: Someone) -> None:
    await vera.does("/team")
    world.clock.forward(days=1)
    before = len(world.telegram.calls)
    await world.tick()
    assert "team.expired" in vera.lines_since(before)


async def test_a_paid_key_person_coordinates_volunteers_too(
    world: World, amina: Someone, vera: Someone
) -> None:
    """She logs contacts and coordinates; nobody is her own coordinator."""
    await vera.does("/team", "[invite]", "[coordinator]")
    code = link_in(await vera.does("[en]"))
    assert await amina.does(f"/start {code}") == ["join.welcome.coordinator(Haarlem Effect)", "join.both"]
    assert {"contact", "team"} <= {name for name, _ in amina.phone.commands}
    await amina.does("/contact", "[phone_call]", "[money]", "[explained]", "[none]")
    mine = (await amina.person()).teams_as(Role.KEY_PERSON)[0]
    found = await world.read(guides.of, mine, (await amina.person()).id)
    assert found.coordinator == (await vera.person()).id
    assert found.deputy is None, "nor her own deputy"
    lines = await amina.does("/team")
    assert "team.line.key_person(Amina, team.guide.alone(Vera))" in lines
    assert "team.line.coordinator(Amina)" in lines
    fatma = world.someone(2001, "Fatma")
    await fatma.joins("Haarlem Effect")
    [fatmas] = (await fatma.person()).memberships
    async with world.database.transaction() as session:
        await guides.choose(session, fatmas.id, (await amina.person()).id, None)
    assert "coordinator.is(Amina)" in await fatma.does("/coordinator")
    assert "coordinator.is(Vera)" in await amina.does("/coordinator")


async def test_a_coordinator_who_becomes_a_key_person_too_is_met_in_those_words(
    world: World, vera: Someone
) -> None:
    code = await world.invite("Haarlem Oost", Role.KEY_PERSON)
    assert await vera.does(f"/start {code}") == ["join.welcome.key_person(Haarlem Oost)", "join.both"]
    code = await world.invite("Utrecht West", Role.KEY_PERSON)
    assert await vera.does(f"/start {code}") == ["join.welcome.key_person(Utrecht West)"], "no news any more"


async def test_the_language_of_an_invitation_is_any_of_the_bots(world: World, vera: Someone) -> None:
    await vera.does("/team", "[invite]", "[key_person]")
    assert set(world.texts.languages) <= set(vera.options())
