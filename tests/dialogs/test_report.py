"""/report: chosen in a few taps, made beside what is said, and sent to whoever coordinates the team at that moment."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import delete

from bot.model import Contact
from bot.rules.report import key_numbers, report
from bot.rules.report_days import Days
from bot.rules.report_model import Facts, Report
from bot.rules.suppression import small
from bot.screen import Errand
from bot.supervision import MeetingKind, Plan
from storage import erasure, meetings, outbox, report_figures
from storage.tables import membership_row as membership
from tests.cast import Someone, World
from tests.dialogs.arranging import coordinates, forged, toast
from tests.rules.stage import ZONE
from tests.storage.generated import contacts, write

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
NAME = "2026-07-01-2026-09-30"


async def logged(world: World, *who: Someone, number: int = 400) -> list[Contact]:
    """Contacts of the year for the teams of these, as chance would have them."""
    people: dict[int, list[int]] = {}
    for one in who:
        found = await one.person()
        people.setdefault(found.memberships[0].team_id, []).append(found.id)
    made = list(contacts(11, number, people, date(2026, 4, 1), date(2026, 11, 22)))
    async with world.database.transaction() as session:
        await write(session, made)
    return made


def files(who: Someone) -> dict[str, bytes]:
    return {one.file_name or "": one.content for one in who.phone.messages if one.content and one.from_bot}


def text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


async def team_of(who: Someone) -> int:
    return (await who.person()).memberships[0].team_id


async def test_both_files_arrive_and_hold_what_was_logged(
    world: World, amina: Someone, vera: Someone
) -> None:
    made = await logged(world, amina)
    await vera.hears(
        ("/report", "report.period.ask"),
        ("[last_quarter]", "report.language.ask"),
        ("[nl]", "report.form.ask"),
        ("[both]", "report.leaves"),
        ("[send]", "report.coming"),
    )
    sent = files(vera)
    assert set(sent) == {f"verslag-{NAME}.pdf", f"verslag-{NAME}.xlsx"}
    counting = within(made, FIRST, LAST)
    book = load_workbook(BytesIO(sent[f"verslag-{NAME}.xlsx"]))
    rows = {str(row[0]): row[1] for sheet in book for row in sheet.iter_rows(values_only=True)}
    assert len(counting) in rows.values()
    assert f"goals.indicator.contacts {len(counting)}" in text(sent[f"verslag-{NAME}.pdf"])


def within(made: Sequence[Contact], first: date, last: date) -> list[Contact]:
    return [one for one in made if one.undone_at is None and first <= one.happened_on <= last]


async def test_the_figures_are_those_that_somebody_counts_who_reads_every_contact(
    world: World, amina: Someone, vera: Someone, petro: Someone
) -> None:
    made = await logged(world, amina, petro, number=900)
    asker, team_id = await vera.person(), await team_of(vera)
    mine = [one for one in made if one.team_id == team_id]
    days = Days(FIRST, LAST, True)
    facts = await world.read(report_figures.facts, asker, team_id, days, world.clock.now(), ZONE)
    now, before = within(mine, FIRST, LAST), within(mine, date(2026, 4, 1), date(2026, 6, 30))
    found = report(facts)
    numbers = key_numbers(found)
    assert (numbers["contacts"], numbers["questions"]) == (len(now), sum(len(one.questions) for one in now))
    referred = Counter(one.referral for one in now if one.referral != "none")
    assert numbers["referrals"] == sum(referred.values())
    assert found.partners
    assert all(
        number == referred[name] for name, number in found.partners.cells.items() if number is not None
    )
    done = Counter(action for one in now for action in one.actions if action != "referred")
    assert found.actions
    assert all(number == done[name] for name, number in found.actions.cells.items() if number is not None)
    assert found.questions
    assert found.questions.before.total == sum(len(one.questions) for one in before)


async def test_a_talk_that_was_held_stays_a_number_when_its_key_person_is_forgotten(
    world: World, amina: Someone, vera: Someone
) -> None:
    host, one = await vera.person(), await amina.person()
    team_id, now = host.memberships[0].team_id, world.clock.now()
    async with world.database.transaction() as session:
        talk = Plan(team_id, MeetingKind.INDIVIDUAL, 60)
        then = datetime(2026, 11, 2, 9, tzinfo=UTC)
        number = await meetings.add(session, talk, then, host.id, [one.id], now)
        known = await meetings.known(session, number)
        await meetings.record(session, known, held=True, minutes=60, came=[one.id], themes=[])
    given = (host, team_id, Days(date(2026, 10, 1), date(2026, 11, 23)), now, ZONE)
    before = await world.read(report_figures.facts, *given)
    shown = [line for line in await vera.does("/supervision") if "supervision.kept" in line]
    assert (before.supervision.held, before.supervised, len(shown)) == (1, 1, 1)
    async with world.database.transaction() as session:
        await erasure.erase(session, one.id, now)
    after = await world.read(report_figures.facts, *given)
    assert (after.supervision, after.supervised) == (before.supervision, 0)
    assert set(shown) <= set(await vera.does("/supervision"))


async def test_what_could_be_subtracted_from_another_report_is_told_before_it_is_made(vera: Someone) -> None:
    for taps, told in (
        (("[last_quarter]",), None),
        (("[this_quarter]",), "report.overlap"),
        (("[last_year]", "[year_alone]"), "report.year_alone"),
        (("[last_year]", "[quarters_too]"), "report.beside_quarters"),
        (("[days]", "1-7-2026 – 30-9-2026"), None),
        (("[days]", "1-1-2025 – 31-12-2025", "[quarters_too]"), "report.beside_quarters"),
        (("[days]", "2-7-2026 – 30-9-2026"), "report.overlap"),
    ):
        lines = await vera.does("/report", *taps, "[en]", "[pdf]")
        assert "report.leaves" in " ".join(lines)
        warnings = ("report.overlap", "report.year_alone", "report.beside_quarters")
        assert [one for one in warnings if one in " ".join(lines)] == ([told] if told else [])


async def test_a_year_beside_its_quarters_gives_none_of_their_small_numbers_away(
    world: World, amina: Someone, vera: Someone
) -> None:
    """Whoever takes three quarters from the year finds no number of the fourth that its own report hides."""
    found = await amina.person()
    people = {found.memberships[0].team_id: [found.id]}
    made = list(contacts(5, 260, people, date(2025, 1, 1), date(2025, 12, 31)))
    async with world.database.transaction() as session:
        await write(session, made)
    asker, team_id, now = await vera.person(), await team_of(vera), world.clock.now()

    async def told(days: Days, *, beside_quarters: bool = False) -> Report:
        asked = partial(report_figures.facts, beside_quarters=beside_quarters)
        found = await world.read(asked, asker, team_id, days, now, ZONE)
        assert isinstance(found, Facts)
        return report(found)

    whole = Days(date(2025, 1, 1), date(2025, 12, 31), True)
    quarters = [await told(one) for one in whole.quarters]
    alone, beside = await told(whole), await told(whole, beside_quarters=True)
    assert len(quarters) == 4
    assert _found(alone, quarters) > 0
    assert _found(beside, quarters) == 0
    assert alone.contacts
    assert beside.contacts
    assert beside.contacts.total == alone.contacts.total


def _found(year: Report, quarters: Sequence[Report]) -> int:
    """How many small numbers of one quarter come out by taking the other three from the year."""
    found = 0
    for name in ("contacts", "actions", "outcomes"):
        whole, parts = getattr(year, name), [getattr(one, name) for one in quarters]
        for cell, number in whole.cells.items():
            told = [one.cells[cell] for one in parts if one.cells[cell] is not None]
            found += number is not None and len(told) == len(parts) - 1 and small(number - sum(told))
    return found


@pytest.mark.parametrize(
    "words", ["1-1-2027 – 1-2-2027", "tomorrow", "1-1-2000 – 1-1-2026", "sometime", "3-9-2026 – 1-9-2026"]
)
async def test_days_that_cannot_be_reported_on_are_refused(vera: Someone, words: str) -> None:
    await vera.does("/report", "[days]")
    await vera.hears((words, "report.days.refused"), ("1-9 – 30-9", "report.language.ask"))


async def test_an_empty_period_makes_a_short_report(world: World, vera: Someone) -> None:
    await vera.does("/report", "[last_year]", "[year_alone]", "[en]", "[pdf]", "[send]")
    [(name, pdf)] = files(vera).items()
    assert name == "report-2025-01-01-2025-12-31.pdf"
    assert "report.empty" in text(pdf)
    assert len(PdfReader(BytesIO(pdf)).pages) <= 4


async def test_who_lost_the_team_meanwhile_gets_nothing(world: World, amina: Someone, vera: Someone) -> None:
    await logged(world, amina)
    asked = await team_of(vera)
    await coordinates(world, vera, "Utrecht West")
    async with world.database.transaction() as session:
        hers = (membership.c.person_id == (await vera.person()).id, membership.c.team_id == asked)
        await session.execute(delete(membership).where(*hers))
    await errand(world, vera, asked)
    assert files(vera) == {}


async def errand(world: World, who: Someone, team_id: int) -> None:
    values: dict[str, str | int] = {
        "team": team_id,
        "first": str(FIRST),
        "last": str(LAST),
        "language": "en",
        "form": "both",
    }
    async with world.database.transaction() as session:
        items = await outbox.reply(
            session, who.id, "en", (Errand(name="report", values=values),), world.clock.now()
        )
    world.program.delivery.post(items)
    await world.settle()


async def test_petro_gets_nothing_of_haarlem(
    world: World, amina: Someone, vera: Someone, petro: Someone
) -> None:
    await logged(world, amina)
    haarlem = await team_of(vera)
    await petro.hears(("/report", "common.not_for_you"))
    await coordinates(world, petro, "Utrecht West")
    await coordinates(world, petro, "Utrecht Oost")
    await petro.hears(("/report", "report.team.ask"))
    forged(petro, str(haarlem))
    await world.settle()
    assert toast(petro) == "common.old_button"
    said = []
    for team_id in (haarlem, 999):
        before = len(petro.phone.messages)
        await errand(world, petro, team_id)
        said.append([one.text for one in petro.phone.messages[before:]])
    assert said[0] == said[1]
    assert files(petro) == {}
    asker = await petro.person()
    for team_id in (haarlem, 999):
        with pytest.raises(LookupError):
            await world.read(
                report_figures.facts, asker, team_id, Days(FIRST, LAST, True), world.clock.now(), ZONE
            )


async def test_with_two_teams_the_chosen_one_is_told(world: World, amina: Someone, vera: Someone) -> None:
    await coordinates(world, vera, "Haarlem Noord")
    await vera.hears(("/report", "report.team.ask"), (f"[{await team_of(vera)}]", "report.period.ask"))


async def test_a_key_person_has_no_report(amina: Someone) -> None:
    await amina.hears(("/report", "common.not_for_you"))
