"""Whose referrals they are, which entry of the directory they went to, and who may count what came of them."""

import shutil
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio
from sqlalchemy import func, select, update

from bot.model import Contact
from bot.rules.directory import Partner
from bot.screen import Screen, Text
from storage import contacts, notices, partners, referrals, tables
from storage.database import Database, Session
from storage.referrals import Referral
from tests.cast import KEY
from tests.rules.records import contact
from tests.storage.generated import House, house

NOW: Final = datetime(2028, 3, 6, 9, 0, tzinfo=UTC)
DAY: Final = date(2028, 3, 6)
ALWAYS: Final = (date(2020, 1, 1), date(2040, 1, 1))
ANSWERS: Final = ("helped", "helped", "helped", "waiting_list", "waiting_list", "cannot_say")


@pytest_asyncio.fixture
async def database(empty_file: Path, path: Path) -> AsyncIterator[Database]:
    """Of the real tables, other than for its neighbours."""
    shutil.copy(empty_file, path)
    opened = await Database.open(path, KEY)
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def session(database: Database) -> AsyncIterator[Session]:
    async with database.transaction() as opened:
        yield opened


@pytest_asyncio.fixture
async def made(session: Session) -> House:
    return await house(session)


async def logs(
    session: Session,
    made: House,
    referral: str = "library_ido",
    *,
    team_id: int = 0,
    whose: int = 0,
    **fields: Any,
) -> Contact:
    """A contact of the first key person of Haarlem, or of another one or another team."""
    team_id = team_id or made.haarlem
    person_id = made.key_persons[team_id][whose]
    given = {"logged_at": NOW, "happened_on": DAY, "actions": ("referred",), **fields}
    new = contact(person_id=person_id, team_id=team_id, referral=referral, **given)
    new = replace(new, id=await contacts.add(session, new))
    await referrals.follow(session, new)
    return new


async def found(session: Session, one: Contact) -> Referral:
    hers = await referrals.own(session, one.person_id, one.id)
    assert hers
    return hers


async def answers(
    session: Session, made: House, *outcomes: str, partner_id: int | None = None, **fields: Any
) -> None:
    for outcome in outcomes:
        one = await logs(session, made, **fields)
        await referrals.set_partner(session, one.person_id, one.id, partner_id)
        await referrals.know(session, await found(session, one), outcome, NOW)


async def partner(session: Session, made: House, category: str = "library_ido", name: str = "Noord") -> int:
    return await partners.add(session, made.vera, made.haarlem, Partner(category, name))


async def partner_of(session: Session, one: Contact) -> int | None:
    its = select(tables.referral.c.partner_id).where(tables.referral.c.contact_id == one.id)
    number: int | None = await session.scalar(its)
    return number


async def test_it_is_due_after_as_many_days_as_its_team_waits(session: Session, made: House) -> None:
    one = await logs(session, made)
    assert await referrals.due(session, NOW + timedelta(days=14, microseconds=-1)) is None
    assert await referrals.due(session, NOW + timedelta(days=14)) == await found(session, one)


async def test_the_oldest_comes_first(session: Session, made: House) -> None:
    later = await logs(session, made, logged_at=NOW + timedelta(hours=1))
    first = await logs(session, made)
    due = await referrals.due(session, NOW + timedelta(days=20))
    assert due
    assert due.contact_id == first.id
    await referrals.postpone(session, first.person_id, NOW + timedelta(days=21))
    assert await referrals.due(session, NOW + timedelta(days=20)) is None
    again = await referrals.due(session, NOW + timedelta(days=21))
    assert again
    assert again.contact_id in {first.id, later.id}


async def test_to_be_postponed_never_means_earlier(session: Session, made: House) -> None:
    one = await logs(session, made)
    await referrals.postpone(session, one.person_id, NOW)
    assert await referrals.due(session, NOW + timedelta(days=13)) is None


async def test_a_referral_is_its_key_persons_alone(session: Session, made: House) -> None:
    one = await logs(session, made)
    others = {person for team in made.key_persons.values() for person in team} - {one.person_id}
    for person_id in (*others, made.vera.id, made.petro.id):
        assert await referrals.own(session, person_id, one.id) is None
        assert not await referrals.set_partner(session, person_id, one.id, await partner(session, made))


async def test_what_is_undone_is_no_referral_and_goes_with_its_contact(session: Session, made: House) -> None:
    one = await logs(session, made)
    undone = replace(one, undone_at=NOW)
    await contacts.change(session, undone)
    assert await referrals.own(session, one.person_id, one.id) is None
    await contacts.purge_undone(session, NOW)
    assert await session.scalar(select(func.count()).select_from(tables.referral)) == 0


async def test_only_an_entry_of_the_same_team_and_category_can_be_its_partner(
    session: Session, made: House
) -> None:
    one = await logs(session, made)
    fits, other = await partner(session, made), await partner(session, made, "gp")
    theirs = await partners.add(session, made.petro, made.utrecht, Partner("library_ido", "West"))
    noords = await partners.add(session, made.vera, made.noord, Partner("library_ido", "Noord"))
    assert await referrals.set_partner(session, one.person_id, one.id, fits)
    for wrong in (other, theirs, noords, 10**6):
        assert not await referrals.set_partner(session, one.person_id, one.id, wrong)
    assert await partner_of(session, one) == fits
    assert await referrals.set_partner(session, one.person_id, one.id, None)
    assert await partner_of(session, one) is None


async def test_an_entry_that_was_removed_is_no_partner_any_more_and_stays_where_it_was_one(
    session: Session, made: House
) -> None:
    one, number = await logs(session, made), await partner(session, made)
    assert await referrals.set_partner(session, one.person_id, one.id, number)
    await partners.remove(session, made.vera, number, NOW)
    assert await partner_of(session, one) == number
    assert not await referrals.set_partner(session, one.person_id, (await logs(session, made)).id, number)


async def test_a_contact_without_a_referral_has_no_partner(session: Session, made: House) -> None:
    one = await logs(session, made, "none")
    assert not await referrals.set_partner(session, one.person_id, one.id, await partner(session, made))


async def test_another_category_forgets_the_entry_and_another_change_does_not(
    session: Session, made: House
) -> None:
    one, number = await logs(session, made), await partner(session, made)
    await referrals.set_partner(session, one.person_id, one.id, number)
    await referrals.follow(session, replace(one, minutes=30), "library_ido")
    await referrals.follow(session, replace(one, undone_at=NOW), "library_ido")
    await referrals.follow(session, one, "library_ido")
    assert await partner_of(session, one) == number
    await referrals.follow(session, replace(one, referral="gp"), "library_ido")
    assert await partner_of(session, one) is None


async def test_outcomes_are_counted_by_the_day_of_the_contact(session: Session, made: House) -> None:
    await answers(session, made, "helped", "helped", "attended")
    await answers(session, made, "helped", happened_on=DAY - timedelta(days=1))
    await answers(session, made, "waiting_list", team_id=made.noord)
    await logs(session, made)
    counted: Mapping[str, int] = await referrals.outcomes(session, made.vera, made.haarlem, DAY, DAY)
    assert counted == {"helped": 2, "attended": 1}
    assert await referrals.outcomes(session, made.vera, made.haarlem, *ALWAYS) == {"helped": 3, "attended": 1}


async def test_what_became_known_is_counted_by_the_moment_of_the_answer(
    session: Session, made: House
) -> None:
    await answers(session, made, "helped", happened_on=DAY - timedelta(days=30))
    asked = (session, made.vera, made.haarlem)
    assert await referrals.answered(*asked, NOW, NOW + timedelta(seconds=1)) == {"helped": 1}
    assert await referrals.answered(*asked, NOW - timedelta(days=1), NOW) == {}


async def test_what_was_stopped_is_not_asked_and_not_known(session: Session, made: House) -> None:
    one = await logs(session, made)
    await referrals.stop(session, await found(session, one))
    assert await referrals.due(session, NOW + timedelta(days=400)) is None
    assert await referrals.outcomes(session, made.vera, made.haarlem, *ALWAYS) == {}


async def test_an_answer_that_will_be_asked_again_is_known_already(session: Session, made: House) -> None:
    one = await logs(session, made)
    await referrals.know(session, await found(session, one), "appointment_set", NOW)
    await referrals.ask_again(session, await found(session, one), NOW + timedelta(days=14))
    assert await referrals.outcomes(session, made.vera, made.haarlem, *ALWAYS) == {"appointment_set": 1}
    due = await referrals.due(session, NOW + timedelta(days=14))
    assert due
    assert due.contact_id == one.id


async def test_nobody_counts_the_referrals_of_another_team(session: Session, made: House) -> None:
    await answers(session, made, "helped")
    amina = replace(made.vera, memberships=())
    for asker, team_id in ((made.petro, made.haarlem), (made.vera, made.utrecht), (amina, made.haarlem)):
        with pytest.raises(LookupError):
            await referrals.outcomes(session, asker, team_id, *ALWAYS)
        with pytest.raises(LookupError):
            await referrals.answered(session, asker, team_id, NOW, NOW)


async def test_a_team_learns_from_five_answers_of_two_people_on(session: Session, made: House) -> None:
    number = await partner(session, made)
    await answers(session, made, *ANSWERS[1:], partner_id=number)
    await answers(session, made, "waiting_list", "waiting_list", partner_id=number)
    assert await referrals.learned(session, [made.haarlem], number) == {}, "of one person alone"
    await answers(session, made, "service_refused", partner_id=number, whose=1)
    learned = await referrals.learned(session, [made.haarlem, made.noord], number)
    assert list(learned.items()) == [("waiting_list", 4), ("helped", 2)]
    assert await referrals.learned(session, [made.utrecht], number) == {}
    assert await referrals.learned(session, [made.haarlem], await partner(session, made, name="Zuid")) == {}


async def test_a_question_of_a_team_in_which_she_is_paused_keeps_no_other_up(
    session: Session, made: House
) -> None:
    there, here = await logs(session, made, team_id=made.noord), await logs(session, made)
    later = NOW + timedelta(days=15)
    due = await referrals.due(session, later)
    assert due
    assert due.contact_id == there.id
    question = Screen(lines=(Text(key="referral.ask"),))
    await notices.put(session, due.person_id, due.team_id, f"{due.key}0", question, later)
    await referrals.asked(session, due)
    assert await referrals.due(session, later) is None
    await pause(session, there.person_id, made.noord)
    other = await referrals.due(session, later)
    assert other
    assert other.contact_id == here.id
    assert await referrals.own(session, there.person_id, there.id) is None


async def pause(session: Session, person_id: int, team_id: int) -> None:
    rows = tables.membership_row
    hers = (rows.c.person_id == person_id, rows.c.team_id == team_id)
    await session.execute(update(rows).where(*hers).values(paused_at=NOW))
