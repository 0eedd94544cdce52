"""What the database counts is what somebody counts who reads every contact; and nobody counts another's team."""

import shutil
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio

from bot.model import Attendance, Contact, Familiarity, Person, Question, Role
from bot.rules.figures import Figures, Week
from bot.taxonomy import TAXONOMY
from storage import figures
from storage.database import Database
from tests.cast import KEY
from tests.rules.records import contact
from tests.storage.generated import BORDERS, House, contacts, house, undone, write

PERIODS: Final = [
    pytest.param("2027-11-29", "2028-04-02", id="everything"),
    pytest.param("2027-12-27", "2028-01-02", id="a week over New Year"),
    pytest.param("2027-12-31", "2027-12-31", id="the last day of a year"),
    pytest.param("2028-01-01", "2028-03-31", id="a quarter with a leap day"),
    pytest.param("2028-02-29", "2028-02-29", id="the leap day"),
    pytest.param("2028-02-28", "2028-03-01", id="around it"),
    pytest.param("2029-01-01", "2029-12-31", id="a year without anything"),
    pytest.param("2028-02-29", "2028-02-28", id="a period that ends before it begins"),
]
MONDAYS: Final = [date(2027, 11, 22) + timedelta(weeks=at) for at in range(20)]
LOWEST: Final = {"1_5": 1, "6_10": 6, "11_20": 11, "21_40": 21, "over_40": 41}
# Written out once more, as a reader of the definitions would.
WITH_A_RESIDENT: Final = {
    *("one_to_one", "phone_call", "chat_message", "home_visit", "accompaniment"),
    *("mediated_meeting", "community_encounter"),
}
WITH_A_GROUP: Final = {"group_session", "consultation_hour"}


@pytest.fixture
def everything(made: House) -> list[Contact]:
    return list(contacts(7, 900, made.key_persons))


@pytest_asyncio.fixture
async def database(empty_file: Path, path: Path) -> AsyncIterator[Database]:
    """Of the real tables, other than for its neighbours."""
    shutil.copy(empty_file, path)
    opened = await Database.open(path, KEY)
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def made(database: Database) -> House:
    async with database.transaction() as session:
        return await house(session)


@pytest_asyncio.fixture
async def filled(database: Database, everything: list[Contact]) -> Database:
    async with database.transaction() as session:
        await write(session, everything)
    return database


def health_topic(asked: Question) -> str:
    if asked.setting == "health":
        return asked.topic
    [found] = [one for one in TAXONOMY.profiles[asked.setting] if one.id == asked.topic]
    return found.rolls_up_to


def counted(several: Sequence[Contact]) -> Figures:
    """The figures by hand, of contacts that all count."""
    kinds = Counter(one.kind for one in several)
    topics = Counter(health_topic(asked) for one in several for asked in one.questions)
    partners = Counter(one.referral for one in several if one.referral != "none")
    groups = [one for one in several if one.kind in WITH_A_GROUP]
    met = [one for one in several if one.kind in WITH_A_RESIDENT and one.familiarity == "first_time"]
    return Figures(
        contacts=len(several),
        kinds=kinds,
        questions=sum(len(one.questions) for one in several),
        topics=topics,
        referrals=len([one for one in several if one.referral != "none"]),
        partners=partners,
        actions=Counter(action for one in several for action in one.actions),
        residents_reached=len(met) + sum(LOWEST[one.attendance] for one in groups if one.attendance),
        professionals_reached=kinds["mediated_meeting"] + kinds["professional_meeting"],
        group_sessions=len(groups),
        attendance=Counter(one.attendance for one in groups if one.attendance),
        key_persons=len({one.person_id for one in several}),
    )


def within(several: Sequence[Contact], team_ids: set[int], first: date, last: date) -> list[Contact]:
    return [
        one
        for one in several
        if one.team_id in team_ids and one.undone_at is None and first <= one.happened_on <= last
    ]


def test_what_is_generated_leaves_nothing_out(everything: list[Contact], made: House) -> None:
    assert {one.kind for one in everything} >= WITH_A_RESIDENT | WITH_A_GROUP | {"professional_meeting"}
    assert {asked.setting for one in everything for asked in one.questions} == {"health", *TAXONOMY.profiles}
    assert {len(one.questions) for one in everything} == {1, 2, 3}
    assert {one.happened_on for one in everything} > set(BORDERS)
    assert {one.team_id for one in everything} == {made.haarlem, made.noord, made.utrecht}
    assert 90 < sum(one.undone_at is not None for one in everything) < 180
    assert all(one.attendance in LOWEST for one in everything if one.attendance)


@pytest.mark.parametrize(("first", "last"), PERIODS)
async def test_the_database_counts_as_somebody_does_who_reads_every_contact(
    filled: Database, made: House, everything: list[Contact], first: str, last: str
) -> None:
    days = date.fromisoformat(first), date.fromisoformat(last)
    async with filled.reading() as session:
        for asker, team_id in (
            (made.vera, made.haarlem),
            (made.vera, made.noord),
            (made.petro, made.utrecht),
        ):
            found = await figures.of_team(session, asker, team_id, *days)
            assert found == counted(within(everything, {team_id}, *days))
        together = await figures.of_teams(session, made.vera, [made.haarlem, made.noord], *days)
        twice = await figures.of_teams(session, made.vera, [made.haarlem, made.haarlem, made.noord], *days)
    assert together == counted(within(everything, {made.haarlem, made.noord}, *days)) == twice


async def test_each_week_is_counted_by_itself_and_an_empty_one_is_there_too(
    filled: Database, made: House, everything: list[Contact]
) -> None:
    async with filled.reading() as session:
        weeks = await figures.by_week(session, made.vera, made.haarlem, MONDAYS)
    assert [one.monday for one in weeks] == MONDAYS
    assert weeks[0] == Week(MONDAYS[0], 0, 0, {})
    for week in weeks:
        whole = counted(within(everything, {made.haarlem}, week.monday, week.monday + timedelta(days=6)))
        assert (week.contacts, week.questions, week.topics) == (whole.contacts, whole.questions, whole.topics)
    assert sum(one.contacts for one in weeks) == len(
        within(everything, {made.haarlem}, MONDAYS[0], MONDAYS[-1] + timedelta(days=6))
    )


async def test_weeks_may_be_asked_in_any_order_and_twice(filled: Database, made: House) -> None:
    async with filled.reading() as session:
        weeks = await figures.by_week(session, made.vera, made.haarlem, MONDAYS)
        asked = [MONDAYS[9], MONDAYS[3], MONDAYS[9]]
        assert await figures.by_week(session, made.vera, made.haarlem, asked) == (
            *(weeks[9], weeks[3], weeks[9]),
        )
        assert await figures.by_week(session, made.vera, made.haarlem, ()) == ()


async def test_a_week_begins_on_monday(database: Database, made: House) -> None:
    async with database.reading() as session:
        with pytest.raises(ValueError, match="Monday"):
            await figures.by_week(session, made.vera, made.haarlem, [MONDAYS[0], date(2028, 1, 2)])


@pytest.mark.parametrize(
    ("day", "number"),
    [
        ("2027-12-26", 0),
        ("2027-12-27", 1),
        ("2027-12-31", 1),
        ("2028-01-01", 1),
        ("2028-01-02", 1),
        ("2028-01-03", 0),
    ],
)
async def test_both_ends_of_a_period_belong_to_it(
    database: Database, made: House, day: str, number: int
) -> None:
    one = contact(
        *("money.debts", "health"),
        person_id=made.key_persons[made.haarlem][0],
        team_id=made.haarlem,
        happened_on=date.fromisoformat(day),
    )
    async with database.transaction() as session:
        await write(session, [one, replace(undone(one), id=one.id + 1)])
    monday = date(2027, 12, 27)
    async with database.reading() as session:
        found = await figures.of_team(session, made.vera, made.haarlem, monday, date(2028, 1, 2))
        [week] = await figures.by_week(session, made.vera, made.haarlem, [monday])
    assert (found.contacts, found.questions, found.key_persons) == (number, 2 * number, number)
    assert (week.contacts, week.questions) == (number, 2 * number)


async def test_a_group_counts_by_the_lower_bound_of_its_band_and_a_resident_at_the_first_time_only(
    database: Database, made: House
) -> None:
    hers = {"person_id": made.key_persons[made.haarlem][0], "team_id": made.haarlem}
    first_time, known = Familiarity.FIRST_TIME, Familiarity.KNOWN
    logged = [
        contact(kind="group_session", attendance=Attendance.UP_TO_20, familiarity=first_time, **hers),
        contact(kind="consultation_hour", attendance=Attendance.OVER_40, **hers),
        contact(kind="group_session", **hers),
        contact(kind="home_visit", familiarity=first_time, attendance=Attendance.OVER_40, **hers),
        contact(kind="home_visit", familiarity=known, **hers),
        contact(kind="mediated_meeting", familiarity=first_time, **hers),
        contact(kind="professional_meeting", familiarity=first_time, **hers),
    ]
    async with database.transaction() as session:
        await write(session, [replace(one, id=at) for at, one in enumerate(logged, 1)])
    async with database.reading() as session:
        day = logged[0].happened_on
        found = await figures.of_team(session, made.vera, made.haarlem, day, day)
    assert found.residents_reached == 11 + 41 + 1 + 1
    assert found.professionals_reached == 2
    assert (found.group_sessions, found.attendance) == (3, {Attendance.UP_TO_20: 1, Attendance.OVER_40: 1})


async def test_petro_counts_nothing_of_haarlem(
    filled: Database, made: House, everything: list[Contact]
) -> None:
    days = date(2027, 11, 29), date(2028, 4, 2)
    absent = max(made.haarlem, made.noord, made.utrecht) + 1
    said = set()
    async with filled.reading() as session:
        for team_id in (made.haarlem, made.noord, absent):
            for asked in (
                figures.of_team(session, made.petro, team_id, *days),
                figures.of_teams(session, made.petro, [made.utrecht, team_id], *days),
                figures.by_week(session, made.petro, team_id, MONDAYS),
            ):
                with pytest.raises(LookupError) as refused:
                    await asked
                said.add(str(refused.value))
        his = await figures.of_team(session, made.petro, made.utrecht, *days)
        weeks = await figures.by_week(session, made.petro, made.utrecht, MONDAYS)
    assert len(said) == 1, "a team that is not his and one that is not there are refused alike"
    expected = counted(within(everything, {made.utrecht}, *days))
    assert (his, sum(one.contacts for one in weeks)) == (expected, expected.contacts)


async def test_a_key_person_counts_nothing_and_neither_does_a_stranger(
    database: Database, made: House
) -> None:
    member = replace(made.vera.memberships[0], role=Role.KEY_PERSON)
    day = date(2028, 1, 3)
    async with database.reading() as session:
        for asker in (replace(made.vera, memberships=(member,)), Person(0, 9, "en")):
            with pytest.raises(LookupError):
                await figures.of_team(session, asker, made.haarlem, day, day)
            with pytest.raises(LookupError):
                await figures.by_week(session, asker, made.haarlem, [day])


async def test_figures_of_two_organisations_are_never_added_up(filled: Database, made: House) -> None:
    both = replace(made.vera, memberships=made.vera.memberships + made.petro.memberships)
    day = date(2028, 1, 3)
    async with filled.reading() as session:
        await figures.of_team(session, both, made.utrecht, day, day)
        with pytest.raises(LookupError):
            await figures.of_teams(session, both, [made.haarlem, made.utrecht], day, day)
        with pytest.raises(LookupError):
            await figures.of_teams(session, both, [], day, day)


async def test_no_figure_tells_of_boundaries_times_or_weight(
    database: Database, made: House, everything: list[Contact]
) -> None:
    """The same contacts, logged by day and by night, heavy or not: the same figures."""
    days = date(2027, 11, 29), date(2028, 4, 2)
    plain = [
        replace(one, timing=None, talk=None, heavy=False, minutes=None, logged_at=everything[0].logged_at)
        for one in everything
    ]
    async with database.transaction() as session:
        await write(session, plain)
    async with database.reading() as session:
        found = await figures.of_team(session, made.vera, made.haarlem, *days)
    assert found == counted(within(everything, {made.haarlem}, *days))
    assert not {one.name for one in fields(Figures)} & {"heavy", "timing", "talk", "logged_at", "minutes"}


async def test_a_piece_alone_is_what_it_is_among_all(database: Database, made: House) -> None:
    async with database.transaction() as session:
        await write(session, contacts(5, 300, made.key_persons))
    asked = (made.vera, made.haarlem, date(2027, 12, 1), date(2028, 3, 31))
    async with database.reading() as session:
        whole = await figures.of_team(session, *asked)
        alone = {one: await figures.of_team(session, *asked, [one]) for one in figures.Piece}
    assert (
        replace(
            alone[figures.Piece.CONTACTS],
            questions=(asked_ := alone[figures.Piece.QUESTIONS]).questions,
            topics=asked_.topics,
            actions=alone[figures.Piece.ACTIONS].actions,
            key_persons=alone[figures.Piece.PEOPLE].key_persons,
        )
        == whole
    )
    assert alone[figures.Piece.QUESTIONS].contacts == 0
