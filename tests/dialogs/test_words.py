"""A few words of her own with a contact: only where the team allows them, about nobody, and hers alone."""

import logging
from dataclasses import replace
from typing import Any

import pytest

from bot.rules.personal_data import LONGEST
from handlers.dialogs import card_words
from storage import contacts, exports, inbox, show, teams, words
from tests.cast import Someone, World

LOGS = ("/contact", "[phone_call]", "[money]", "[explained]", "[none]")
WORDS = "Letter about the rent, goes well & again on Friday 14:30"


async def allow(world: World, vera: Someone, *, allowed: bool = True) -> None:
    person = await vera.person()
    async with world.database.transaction() as session:
        await teams.change(session, person, person.memberships[0].team_id, notes_allowed=allowed)


@pytest.fixture
async def saved(world: World, amina: Someone, vera: Someone) -> Someone:
    """Amina, of a team that allows words, with a contact just saved."""
    await allow(world, vera)
    await amina.does(*LOGS)
    return amina


async def kept(world: World, who: Someone) -> list[str]:
    person = await who.person()
    mine = [one.id for one in await world.read(contacts.latest, person.id)]
    return list((await world.read(words.of, person.id, mine)).values())


async def stored(world: World) -> str:
    return str(await world.read(show.rows))


def on_screen(who: Someone) -> str:
    return " ".join(one.text for one in who.phone.messages)


async def test_where_the_team_has_not_allowed_it_there_is_nowhere_to_write(amina: Someone) -> None:
    await amina.does(*LOGS)
    assert "words" not in amina.options()


async def test_with_a_contact_whose_words_would_be_gone_by_morning_none_are_asked_for(
    world: World, saved: Someone
) -> None:
    assert "words" in saved.options()
    world.clock.forward(days=100)
    await saved.does("/correct", "[contact]", "[older]", "[2026-11-01]")
    [number] = [one for one in saved.options() if one.isdecimal()]
    await saved.does(f"[{number}]")
    assert "undo" in saved.options()
    assert "words" not in saved.options()


async def test_what_she_writes_stands_on_her_card_and_in_her_list_of_today(
    world: World, saved: Someone
) -> None:
    lines = await saved.does("[words]")
    assert lines == [f"card.at_most({LONGEST})", "card.words_typed.ask"]
    lines = await saved.does(WORDS)
    assert f"card.words({WORDS})" in lines
    assert await kept(world, saved) == [WORDS]
    assert "card.saved" in lines
    assert f"card.words({WORDS})" in await saved.does("/today")


async def test_it_is_written_in_one_line_without_signs_that_nobody_sees(world: World, saved: Someone) -> None:
    await saved.does("[words]", " goes\nwell\u200b  now\u202e ")
    assert await kept(world, saved) == ["goes well now"]


async def test_it_can_be_written_anew_and_taken_away(world: World, saved: Someone) -> None:
    await saved.does("[words]", WORDS)
    await saved.hears(
        ("[words]", "card.words.ask"), ("[new]", "card.words_typed.ask"), ("Better now", "card.saved")
    )
    assert await kept(world, saved) == ["Better now"]
    await saved.hears(("[words]", "card.words.ask"), ("[remove]", "card.saved"))
    assert await kept(world, saved) == []


@pytest.mark.parametrize(
    ("written", "told"),
    [
        pytest.param("bsn 111222333 from the letter", "recognised.bsn(11…3)", id="BSN"),
        pytest.param("رقمها ١١١ ٢٢٢ ٣٣٣", "recognised.bsn(١١…٣٣)", id="BSN in Arabic digits"),
        pytest.param("شماره ۰۶-۱۲۳۴۵۶۷۸", "recognised.phone(۰۶…۷۸)", id="phone in Persian digits"),
        pytest.param("a.b@example.nl", "recognised.email(a.b…nl)", id="e-mail"),
        pytest.param("NL91 ABNA 0417 1643 00", "recognised.iban(NL9…00)", id="IBAN"),
        pytest.param("she is of 12-03-1985", "recognised.birth_date(12…85)", id="date of birth"),
        pytest.param("2011 JK 5", "recognised.postcode(20…5)", id="postcode with a number"),
        pytest.param("zaak 4521", "recognised.case_number(za…1)", id="case number"),
        pytest.param("mevrouw Jansen", "recognised.named(mev…n)", id="name with a title"),
        pytest.param("https://example.nl/her", "recognised.link(htt…er)", id="link"),
    ],
)
async def test_what_may_tell_who_somebody_is_is_shown_in_outline_and_stands_nowhere(
    world: World, saved: Someone, caplog: pytest.LogCaptureFixture, written: str, told: str
) -> None:
    caplog.set_level(logging.INFO)
    for ours in ("bot", "handlers", "storage"):
        caplog.set_level(logging.DEBUG, ours)
    await saved.does("[words]")
    lines = await saved.does(written)
    assert lines == [f"common.recognised({told})", f"card.at_most({LONGEST})", "card.words_typed.ask"]
    assert await kept(world, saved) == []
    for place in (await stored(world), on_screen(saved), caplog.text):
        assert written not in place
    await saved.hears(("Better now", "card.saved"))
    assert await kept(world, saved) == ["Better now"]


async def test_she_can_leave_it_at_that(world: World, saved: Someone) -> None:
    await saved.hears(("[words]", "card.words_typed.ask"), ("mevrouw Jansen", "card.words_typed.ask"))
    await saved.hears(("[@back]", "card.saved"))
    assert "Jansen" not in await stored(world) + on_screen(saved)


@pytest.mark.parametrize(
    ("length", "answer"), [(LONGEST, "card.saved"), (LONGEST + 1, "card.words_typed.refused")]
)
async def test_it_is_as_long_as_it_may_be(saved: Someone, length: int, answer: str) -> None:
    await saved.does("[words]")
    await saved.hears(("w" * length, answer))


async def test_nothing_of_it_is_in_a_draft_or_waits_to_be_said(world: World, saved: Someone) -> None:
    await saved.does("[words]", WORDS)
    rows = await world.read(show.rows)
    holding = [table for table, found in rows.items() if "Letter about" in str(found)]
    assert holding == ["contact"]


async def test_an_update_that_cannot_be_handled_leaves_nothing_of_it(
    world: World, saved: Someone, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: Any) -> None:
        raise RuntimeError(WORDS)

    await saved.does("[words]")
    monkeypatch.setattr(card_words, "save", broken)
    await saved.hears((WORDS, "common.failed"))
    assert "Letter about" not in await stored(world)
    assert "Letter about" not in caplog.text
    assert await world.read(inbox.waiting) == []


async def test_where_the_team_turns_it_off_what_is_there_can_only_be_taken_away(
    world: World, saved: Someone, vera: Someone
) -> None:
    await saved.does("[words]", WORDS)
    await allow(world, vera, allowed=False)
    await saved.hears(("[words]", "card.words.ask"))
    assert saved.options() == ["remove", "@back", "sos"]
    await saved.hears(("[remove]", "card.saved"))
    assert "words" not in saved.options()


async def test_turned_off_while_she_writes_nothing_is_kept(
    world: World, saved: Someone, vera: Someone
) -> None:
    await saved.does("[words]")
    await allow(world, vera, allowed=False)
    await saved.does(WORDS)
    assert await kept(world, saved) == []


async def test_an_undone_contact_keeps_its_words_for_as_long_as_it_can_come_back(
    world: World, saved: Someone
) -> None:
    await saved.does("[words]", WORDS, "[undo]", "[redo]")
    assert await kept(world, saved) == [WORDS]
    await saved.does("[undo]")
    world.clock.forward(days=1)
    await world.tick()
    assert "Letter about" not in await stored(world)


async def test_other_changes_leave_the_words_alone(world: World, saved: Someone) -> None:
    await saved.does("[words]", WORDS, "[minutes]", "[30]", "[topics]", "[health]", "[@back]")
    assert await kept(world, saved) == [WORDS]


async def test_a_day_later_they_are_off_the_screen(world: World, saved: Someone) -> None:
    await saved.does("[words]", WORDS, "/today")
    world.clock.forward(days=1)
    await world.tick()
    assert "Letter about" not in on_screen(saved)


async def test_after_a_while_they_can_go_while_the_contact_stays(world: World, saved: Someone) -> None:
    await saved.does("[words]", WORDS)
    now = world.clock.now()
    async with world.database.transaction() as session:
        assert await words.clear(session, now) == 0
        world.clock.forward(hours=1)
        assert await words.clear(session, world.clock.now()) == 1
    assert await kept(world, saved) == []
    assert len(await world.read(contacts.latest, (await saved.person()).id)) == 1


async def test_they_are_hers_alone(world: World, saved: Someone, vera: Someone, petro: Someone) -> None:
    await saved.does("[words]", WORDS)
    [contact] = await world.read(contacts.latest, (await saved.person()).id)
    for other in (vera, petro):
        person = await other.person()
        assert await world.read(words.of, person.id, [contact.id]) == {}
        assert await world.read(words.are_allowed, person.id, contact.id) is False
        async with world.database.transaction() as session:
            await words.write(session, person.id, contact.id, "mine")
    assert await kept(world, saved) == [WORDS]


async def test_a_contact_that_goes_out_of_the_program_has_no_words(world: World, saved: Someone) -> None:
    """What is exported, counted or reported is made of contacts, and a contact does not hold them."""
    await saved.does("[words]", WORDS)
    async with world.database.reading() as session:
        found = [one async for batch in exports.all_contacts(session) for one in batch]
    assert "Letter about" not in str(found)
    assert "words" not in vars(replace(found[0]))


async def test_her_coordinator_sees_nothing_of_them(world: World, saved: Someone, vera: Someone) -> None:
    await saved.does("[words]", WORDS)
    before = len(world.telegram.calls)
    await vera.does("/overview", "/digest", "/supervision", "/export", "/report", "/today")
    world.clock.forward(days=8)
    await world.tick()
    assert "Letter about" not in str(world.telegram.calls[before:])
