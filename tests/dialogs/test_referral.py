"""Some time after a referral: asked in one tap what came of it, in her hours, a few times at most, of nobody."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import update

from bot.model import Role
from bot.rules import referrals as rules
from bot.rules.hours import Arrangement, Kind
from bot.screen import Screen
from bot.taxonomy import TAXONOMY
from handlers.dialogs import referred
from handlers.jobs import ask_outcomes
from storage import contacts, notices, show, tables
from storage.referrals import Referral
from tests.cast import Someone, World
from tests.dialogs.arranging import arrange
from tests.texts.catalogues import by_key

LOGS = ("/contact", "[phone_call]", "[money]", "[explained]")
REFERS = (*LOGS, "[debt_help]")
# Tuesday 8 December 12:00, fifteen days after it was logged.
LATER = {"days": 15}
FIRST = ["helped", "attended", "appointment_set", "waiting_list", "did_not_attend", "more", "later", "stop"]
OF_EVERY_UPDATE = {"inbox", "outbox"}


async def number(world: World, who: Someone) -> int:
    """The number of her newest contact."""
    return int((await world.read(contacts.latest, (await who.person()).id))[0].id)


async def rows(world: World) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await world.read(show.rows))["referral"]
    return found


async def known(world: World) -> list[tuple[str, str | None]]:
    return [(one["state"], one["outcome"]) for one in await rows(world)]


async def hears(world: World, who: Someone, **step: float) -> list[str]:
    """The first lines of the questions that she hears when the clock has gone on so far."""
    world.clock.forward(**step)
    before = len(world.telegram.calls)
    await world.tick()
    return [line for line in who.lines_since(before) if line.startswith("referral.about")]


def acts(who: Someone) -> list[str]:
    return [one.split()[2] for one in who.options() if one.startswith("/referral ")]


@pytest.fixture
async def asked(world: World, amina: Someone) -> Someone:
    """Amina, who was just asked about her one referral."""
    await amina.does(*REFERS)
    assert await hears(world, amina, **LATER)
    return amina


async def test_two_weeks_after_a_referral_she_is_asked_what_came_of_it(world: World, amina: Someone) -> None:
    await amina.does(*REFERS)
    assert await hears(world, amina, days=13, hours=23) == []
    before = len(world.telegram.calls)
    await hears(world, amina, hours=1, minutes=11)
    lines = ["referral.ask", "referral.about(2026-11-23, partner.debt_help, topic.money)", "referral.hint"]
    assert amina.lines_since(before) == lines
    assert acts(amina) == FIRST
    assert [len(row) for row in amina.phone.last.inline] == [2, 2, 2, 2]
    assert await hears(world, amina, days=30) == [], "once"


async def test_a_contact_without_a_referral_is_not_asked_about(world: World, amina: Someone) -> None:
    await amina.does(*LOGS, "[none]")
    assert await rows(world) == []
    assert await hears(world, amina, days=30) == []


@pytest.mark.parametrize(("outcome", "met"), [(one, referred.kindness(one)) for one in rules.FIRST])
async def test_one_tap_answers(world: World, asked: Someone, outcome: str, met: str) -> None:
    lines = await asked.does(f"[/referral {await number(world, asked)} {outcome}]")
    assert lines == [f"referral.answered.{met}", f"referral.noted(outcome_of.{outcome})"]
    assert await known(world) == [("known", outcome)]
    assert await hears(world, asked, days=60) == []


@pytest.mark.parametrize(
    ("outcome", "met"),
    [
        ("contact_made", "good"),
        ("partly_helped", "good"),
        ("service_refused", "stuck"),
        ("client_declined", "own_choice"),
        ("cannot_say", "no_need"),
    ],
)
async def test_all_answers_stand_behind_more(world: World, asked: Someone, outcome: str, met: str) -> None:
    lines = await asked.does(f"[/referral {await number(world, asked)} more]")
    assert lines == ["referral.about(2026-11-23, partner.debt_help, topic.money)", "referred.outcome.ask"]
    assert asked.options() == [*rules.OUTCOMES, "sos"]
    assert (await asked.does(f"[{outcome}]"))[0] == f"referral.answered.{met}"
    assert await known(world) == [("known", outcome)]


async def test_a_list_that_is_opened_twice_is_open_once(world: World, asked: Someone) -> None:
    more = f"/referral {await number(world, asked)} more"
    await asked.does(more)
    shown = asked.phone.last.message_id
    await asked.does(more)
    assert [one.inline for one in asked.phone.messages if one.message_id == shown] == [[]]
    await asked.hears(("[helped]", "referral.answered.good"))


async def test_a_list_that_was_left_open_closes(world: World, asked: Someone) -> None:
    await asked.does(f"/referral {await number(world, asked)} more")
    world.clock.forward(days=15)
    before = len(world.telegram.calls)
    await world.tick()
    assert "referral.closed" in asked.lines_since(before)


async def test_an_answer_is_corrected_by_another_tap(world: World, asked: Someone) -> None:
    it = await number(world, asked)
    await asked.does(f"[/referral {it} helped]", f"[/referral {it} waiting_list]")
    assert await known(world) == [("known", "waiting_list")]
    await asked.does(f"/referral {it} more", "[unknown_yet]")
    assert await known(world) == [("waiting", None)]


async def test_again_later_asks_again_three_times_at_most(world: World, asked: Someone) -> None:
    it = await number(world, asked)
    for _ in range(3):
        assert "later" in acts(asked)
        await asked.hears((f"[/referral {it} later]", "referral.later"))
        assert await hears(world, asked, days=13) == []
        assert len(await hears(world, asked, days=2)) == 1
    assert acts(asked) == [*FIRST[:6], "stop"]
    await asked.hears((f"/referral {it} later", "referral.enough"))
    assert await hears(world, asked, days=60) == []
    await asked.hears((f"/referral {it} helped", "referral.answered.good"))


async def test_the_day_on_which_it_is_asked_again_is_told(world: World, asked: Someone) -> None:
    it = await number(world, asked)
    assert await asked.does(f"[/referral {it} later]") == ["referral.later(2026-12-22)"]
    assert await asked.does(f"[/referral {it} later]") == ["referral.later(2026-12-22)"], "twice is once"


async def test_not_known_yet_means_again_later(world: World, asked: Someone) -> None:
    await asked.does(f"/referral {await number(world, asked)} more")
    assert await asked.does("[unknown_yet]") == ["referral.later(2026-12-22)"]
    assert len(await hears(world, asked, days=15)) == 1


async def test_what_was_answered_counts_until_it_is_asked_again(world: World, asked: Someone) -> None:
    it = await number(world, asked)
    await asked.does(f"[/referral {it} appointment_set]", f"[/referral {it} later]")
    assert await known(world) == [("waiting", "appointment_set")]
    assert len(await hears(world, asked, days=15)) == 1
    await asked.does(f"[/referral {it} helped]")
    assert await known(world) == [("known", "helped")]


async def test_stop_asking_ends_it_and_loses_no_answer(world: World, asked: Someone) -> None:
    it = await number(world, asked)
    assert await asked.does(f"[/referral {it} stop]") == ["referral.stopped"]
    assert await known(world) == [("stopped", None)]
    assert await hears(world, asked, days=60) == []
    await asked.does(f"[/referral {it} helped]", f"[/referral {it} stop]")
    assert await known(world) == [("known", "helped")]


async def test_an_answer_that_comes_before_the_question_saves_the_question(
    world: World, amina: Someone
) -> None:
    await amina.does(*REFERS, f"/referral {await number_after(world, amina)} helped")
    assert await hears(world, amina, days=30) == []


async def number_after(world: World, who: Someone) -> int:
    """What the number of her next contact will be: nothing was logged yet."""
    assert await world.read(contacts.latest, (await who.person()).id) == []
    return 1


async def test_an_answer_while_the_question_waits_takes_it_back(world: World, amina: Someone) -> None:
    await amina.does(*REFERS)
    assert await hears(world, amina, days=14, hours=9) == [], "after work it waits for the morning"
    await amina.does(f"/referral {await number(world, amina)} helped")
    assert await hears(world, amina, days=1) == []


async def test_after_work_it_waits_for_her_hours(world: World, amina: Someone) -> None:
    await amina.does(*REFERS)
    assert await hears(world, amina, days=14, hours=9) == []  # Monday 21:00
    assert await hears(world, amina, hours=11, minutes=59) == []
    assert len(await hears(world, amina, minutes=1)) == 1  # Tuesday 09:00


async def test_on_leave_it_waits_until_after_it(world: World, amina: Someone) -> None:
    await amina.does(*REFERS)
    await arrange(world, amina, Arrangement(Kind.LEAVE, date(2026, 12, 7), date(2026, 12, 11)))
    for days in (14, 1, 1, 1, 1):
        assert await hears(world, amina, days=days) == []
    assert len(await hears(world, amina, days=3)) == 1  # Monday 14 December


async def test_while_she_is_busy_it_waits(world: World, amina: Someone) -> None:
    await amina.does(*REFERS)
    world.clock.forward(days=14)
    await amina.does("/contact", "[phone_call]")
    assert await hears(world, amina) == []
    assert len(await hears(world, amina, minutes=11)) == 1


@pytest.mark.parametrize(
    ("logged", "at"),
    [
        pytest.param(
            datetime(2027, 10, 18, 6, 30, tzinfo=UTC), datetime(2027, 11, 1, 8, tzinfo=UTC), id="an hour more"
        ),
        pytest.param(
            datetime(2028, 3, 13, 7, 30, tzinfo=UTC),
            datetime(2028, 3, 27, 7, 30, tzinfo=UTC),
            id="an hour less",
        ),
    ],
)
async def test_the_week_after_the_clock_changed_it_comes_in_her_hours(
    world: World, amina: Someone, logged: datetime, at: datetime
) -> None:
    world.clock.moment = logged
    await amina.does(*REFERS)
    world.clock.moment = at
    assert await hears(world, amina, minutes=-1) == []
    assert len(await hears(world, amina, minutes=1)) == 1


async def test_of_several_she_is_asked_one_at_a_time_and_three_a_day(world: World, amina: Someone) -> None:
    partners = ("debt_help", "legal_help", "municipality_income", "social_team", "welfare")
    for partner in partners:
        await amina.does(*LOGS, f"[{partner}]")
        world.clock.forward(minutes=1)
    world.clock.moment = datetime(2026, 12, 8, 8, 0, tzinfo=UTC)  # Tuesday 09:00
    heard = [await hears(world, amina, minutes=10) for _ in range(36)]
    assert [len(one) for one in heard if one] == [1, 1, 1]
    assert [at for at, one in enumerate(heard) if one] == [0, 6, 12]
    heard += [await hears(world, amina, hours=8)]
    assert [one for one in heard[36:] if one] == []
    world.clock.moment = datetime(2026, 12, 9, 8, 0, tzinfo=UTC)
    heard += [await hears(world, amina, minutes=10) for _ in range(36)]
    said = [one[0].split(", ")[1].removeprefix("partner.") for one in heard if one]
    assert said == list(partners), "each once, the oldest first"
    assert await hears(world, amina, days=30) == []


async def test_what_waited_over_a_leave_comes_three_a_day_as_well(world: World, amina: Someone) -> None:
    for _ in range(5):
        await amina.does(*REFERS)
    await arrange(world, amina, Arrangement(Kind.LEAVE, date(2026, 12, 7), date(2026, 12, 11)))
    for days in (14, 1, 1, 1):
        assert await hears(world, amina, days=days) == []
    world.clock.moment = datetime(2026, 12, 14, 8, 0, tzinfo=UTC)  # Monday 09:00
    assert sum([len(await hears(world, amina, minutes=20)) for _ in range(23)]) == 3


async def test_others_are_asked_while_hers_waits(world: World, amina: Someone, petro: Someone) -> None:
    await amina.does(*REFERS)
    await petro.does(*REFERS)
    await arrange(world, amina, Arrangement(Kind.LEAVE, date(2026, 12, 7), date(2026, 12, 11)))
    assert await hears(world, petro, **LATER)
    assert amina.phone.last.inline == [] or acts(amina) == []


@pytest.mark.parametrize("door", ["card", "today"])
async def test_what_was_undone_is_not_asked(world: World, amina: Someone, door: str) -> None:
    await amina.does(*REFERS)
    it = await number(world, amina)
    await amina.does(*(["[undo]"] if door == "card" else ["/today", f"[undo_{it}]"]))
    await amina.hears((f"/referral {it} helped", "referral.gone"))
    assert await hears(world, amina, **LATER) == []
    await world.tick()
    assert await rows(world) == []


@pytest.mark.parametrize("door", ["card", "today"])
async def test_what_was_brought_back_is_asked(world: World, amina: Someone, door: str) -> None:
    await amina.does(*REFERS)
    it = await number(world, amina)
    await amina.does(
        *(["[undo]", "[redo]"] if door == "card" else ["/today", f"[undo_{it}]", f"[redo_{it}]"])
    )
    assert len(await hears(world, amina, **LATER)) == 1


async def test_no_referral_after_all_is_not_asked(world: World, amina: Someone) -> None:
    await amina.does(*REFERS, "[referral]", "[none]")
    assert await rows(world) == []
    assert await hears(world, amina, **LATER) == []


@pytest.mark.parametrize(
    "taps", [("[referral]", "[none]", "[referral]", "[legal_help]"), ("[referral]", "[legal_help]")]
)
async def test_another_partner_is_what_it_is_asked_about(
    world: World, amina: Someone, taps: tuple[str, ...]
) -> None:
    await amina.does(*REFERS, f"/referral {await number_after(world, amina)} helped")
    await amina.does(*taps)
    assert await known(world) == [("waiting", None)]
    [line] = await hears(world, amina, **LATER)
    assert "partner.legal_help" in line


async def test_a_referral_that_is_told_on_the_card_is_asked_about(world: World, amina: Someone) -> None:
    await amina.does(*LOGS, "[none]", "[actions]", "[referred]", "[debt_help]")
    assert len(await hears(world, amina, **LATER)) == 1


async def test_after_an_outage_a_card_that_is_still_there_takes_the_question_back(
    world: World, amina: Someone
) -> None:
    await amina.does(*REFERS)
    world.clock.forward(days=14, hours=9)  # Monday 21:00, and no job has run since
    it = await number(world, amina)
    await ask_outcomes.run(world.round())
    assert await known(world) == [("asked", None)]
    await amina.does("[undo]")
    assert await world.read(notices.held, (await amina.person()).id) == []
    await amina.does("[redo]")
    assert len(await hears(world, amina, hours=14)) == 1
    await amina.hears((f"[/referral {it} helped]", "referral.answered.good"))


async def test_a_restart_forgets_nothing_and_says_nothing_twice(world: World, amina: Someone) -> None:
    await amina.does(*REFERS)
    await world.restart()
    assert len(await hears(world, amina, **LATER)) == 1
    await world.restart()
    assert await hears(world, amina, minutes=11) == []
    await amina.does(f"[/referral {await number(world, amina)} later]")
    await world.restart()
    assert len(await hears(world, amina, **LATER)) == 1


async def test_the_team_decides_how_long_it_waits(world: World, amina: Someone, vera: Someone) -> None:
    await vera.does("/settings", "[referral_days]", "[7]")
    await amina.does(*REFERS)
    assert len(await hears(world, amina, days=8)) == 1
    await vera.does("/settings", "[referral_days]", "[28]")
    assert await amina.does(f"[/referral {await number(world, amina)} later]") == [
        "referral.later(2026-12-29)"
    ]


async def test_whoever_logs_for_no_team_any_more_is_not_asked(world: World, amina: Someone) -> None:
    await amina.does(*REFERS)
    async with world.database.transaction() as session:
        await session.execute(update(tables.membership_row).values(role=Role.COORDINATOR.value))
    assert await hears(world, amina, **LATER) == []
    assert await known(world) == [("waiting", None)]


@pytest.mark.parametrize("act", ["helped", "more", "later", "stop"])
async def test_petro_and_vera_do_not_find_what_is_aminas(
    world: World, asked: Someone, vera: Someone, petro: Someone, act: str
) -> None:
    it, before = await number(world, asked), await rows(world)
    assert await petro.does(f"/referral {it} {act}") == await petro.does("/referral 99 helped")
    assert await petro.does(f"/referral {it} {act}") == ["referral.gone"]
    await vera.hears((f"/referral {it} {act}", "common.not_for_you"))
    assert await rows(world) == before


@pytest.mark.parametrize(
    "argument",
    [
        "",
        "{it}",
        "x",
        "0 helped",
        "-1 helped",
        "{it} gone",
        "{it} helped x",
        "{it} HELPED",
        "9" * 30 + " helped",
        "{it} referred",
    ],
)
async def test_what_was_made_up_changes_nothing(world: World, asked: Someone, argument: str) -> None:
    before = await rows(world)
    it = await number(world, asked)
    await asked.hears((f"/referral {argument.format(it=it)}", "referral.gone"))
    assert await rows(world) == before


async def test_a_list_whose_referral_is_gone_takes_no_answer(world: World, amina: Someone) -> None:
    await amina.does(*REFERS, f"/referral {await number_after(world, amina)} more", "[undo]")
    await amina.hears(("[helped]", "common.old_button"))
    assert await known(world) == [("waiting", None)]


async def test_nobody_else_hears_of_a_question_even_when_she_cannot_be_reached(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.does(*REFERS)
    amina.phone.block()
    await world.settle()
    await hears(world, amina, **LATER)
    assert await world.read(notices.held, (await vera.person()).id) == []


async def test_nothing_of_what_she_answers_is_more_than_a_word_from_the_list(
    world: World, asked: Someone
) -> None:
    before = await world.read(show.rows)
    await asked.does(f"[/referral {await number(world, asked)} helped]")
    after = await world.read(show.rows)
    changed = {table for table in after if after[table] != before[table] and table not in OF_EVERY_UPDATE}
    assert changed == {"referral"}


def test_buttons_are_small_enough_for_the_largest_number() -> None:
    data = [f"/referral {2**63 - 1} {act}" for act in (*referred.ACTS, referred.MORE)]
    assert max(len(one.encode()) for one in data) <= 64


@pytest.mark.parametrize("language", ["en", "nl", "ar"])
def test_labels_are_short_and_the_agreed_ones(language: str) -> None:
    catalogue = by_key("bot", language)
    labels = [catalogue[f"outcome_of.{one}"].forms[0] for one in rules.OUTCOMES]
    ways = [catalogue[f"referral.button.{one}"].forms[0] for one in ("more", "later", "stop")]
    assert len({*labels, *ways}) == len(rules.OUTCOMES) + 3
    assert [one for one in (*labels, *ways) if len(one) > 24] == []
    if language == "nl":
        assert labels == [one.nl for one in TAXONOMY.referral_outcomes]


async def test_whoever_took_it_over_is_not_told_that_she_showed_the_way(world: World, asked: Someone) -> None:
    zaineb = world.someone(1009, "Zaineb")
    await zaineb.joins("Haarlem Effect")
    given = {"person_id": (await zaineb.person()).id, "state": "waiting"}
    async with world.database.transaction() as session:
        await session.execute(update(tables.referral).values(given))
    it = await number(world, asked)
    await hears(world, zaineb, hours=1)
    assert await zaineb.does(f"[/referral {it} helped]") == [
        "referral.answered.taken_over",
        "referral.noted(outcome_of.helped)",
    ]
    await asked.hears((f"[/referral {it} helped]", "referral.gone"))


async def test_paused_she_is_not_asked_and_answers_nothing_until_she_is_back(
    world: World, asked: Someone
) -> None:
    await asked.does(*REFERS)
    it = await number(world, asked)
    async with world.database.transaction() as session:
        await session.execute(update(tables.membership_row).values(paused_at=world.clock.now()))
    assert await hears(world, asked, **LATER) == []
    await asked.does(f"/referral {it - 1} helped")
    assert [state for state, _ in await known(world)] == ["asked", "waiting"]
    async with world.database.transaction() as session:
        await session.execute(update(tables.membership_row).values(paused_at=None))
    assert len(await hears(world, asked, days=1)) == 1


async def test_a_referral_that_fails_keeps_no_other_one_up(
    world: World, amina: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await amina.does(*REFERS)
    await amina.does(*LOGS, "[legal_help]")
    first = (await number(world, amina)) - 1
    real = referred.question

    def fails(one: Referral) -> Screen:
        if one.contact_id == first:
            raise ValueError("one of them")
        return real(one)

    monkeypatch.setattr(ask_outcomes, "question", fails)
    [line] = await hears(world, amina, **LATER)
    assert "partner.legal_help" in line
    monkeypatch.undo()
    [line] = await hears(world, amina, hours=1, minutes=1)
    assert "partner.debt_help" in line
