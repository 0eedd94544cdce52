"""Somebody is erased: in no table and no column is anything left of her, and everybody else keeps everything."""

import json
import re
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Boolean, Column, Date, Integer, Table, delete, insert, select, update
from sqlalchemy.sql.sqltypes import BigInteger

from bot.model import Role
from bot.screen import Button, Screen, Several, Text
from storage import audit, erased, erasure, erasure_traces, invitations, notices, people
from storage.audit import Action
from storage.database import Database, Session
from storage.erasure_traces import KEYS, Hers
from storage.tables import (
    arrangement,
    attendee,
    contact,
    draft,
    goal,
    guide,
    inbox,
    meeting,
    membership_row,
    metadata,
    notice,
    outbox,
    person,
    referral,
    request,
    rhythm,
    series,
)
from storage.types import Moment
from tests.house.modules import ROOT
from tests.storage.counters import KEY

NOW: Final = datetime(2026, 11, 23, 11, tzinfo=UTC)
HAARLEM, UTRECHT = 1, 2
AMINA, FATIMA, VERA, PETRO = 770_000, 2, 3, 4
TELEGRAM: Final = {AMINA: 981_236_001, FATIMA: 1002, VERA: 1003, PETRO: 1004}
NAMES: Final = {AMINA: "Amîna", FATIMA: "Fatima", VERA: "Vera", PETRO: "Petro"}
# What belongs to teams, to everybody or to nobody; `audit` knows her by her reference alone.
NOT_HERS: Final = frozenset(
    {
        *("organisation", "team", "installation", "stranger_count", "tally", "audit", "partner", "goal"),
        *("reminder_off", "safety_number", "meeting", "meeting_theme", "person"),
    }
)
ALLOWED: Final[dict[str, Any]] = {
    "invitation.role": "key_person",
    "membership.role": "key_person",
    "membership.paused_at": None,
    "membership.left_at": None,
    # What can be counted is of the taxonomy, and stays as a number.
    "contact.attendance": None,
    "contact.familiarity": None,
    "contact.kind": "individual",
    "contact.referral": "none",
    "contact.undone_at": None,
    "contact_action.action": "listened",
    "contact_topic.setting": "health",
    "contact_topic.topic": "costs",
    "inbox.state": "new",
    "outbox.state": "new",
    "notice.state": "held",
    "arrangement.kind": "hours",
    "arrangement.state": "agreed",
    "request.state": "accepted",
    "referral.state": "waiting",
    "referral.outcome": None,
    "referral.partner_id": None,
}


@pytest.fixture
async def database(empty_file: Path, path: Path) -> AsyncIterator[Database]:
    shutil.copy(empty_file, path)
    opened = await Database.open(path, KEY)
    async with opened.transaction() as session:
        await people.ensure_team(session, "Haarlem Effect")
        await people.ensure_team(session, "Utrecht West")
        await session.execute(insert(person), [_person(one) for one in TELEGRAM])
        await invitations.enter(session, VERA, HAARLEM, Role.COORDINATOR, NOW)
        await invitations.enter(session, PETRO, UTRECHT, Role.KEY_PERSON, NOW)
    yield opened
    await opened.close()


def _person(number: int) -> dict[str, Any]:
    known = {"id": number, "telegram_id": TELEGRAM[number], "name": NAMES[number], "created_at": NOW}
    return {**known, "language": "en", "reachable": True, "reference": f"{number:032x}"}


# ---------------------------------------------------------------- a row of hers in every table


def numbers_of(owner: int) -> Iterator[tuple[str, int]]:
    """The number that her row has in each table: one that stands nowhere else."""
    base = owner + 100 if owner == AMINA else owner * 10_000
    for at, table in enumerate(metadata.sorted_tables, 1):
        yield table.name, base + at


def row_of(table: Table, owner: int, doer: int) -> dict[str, Any]:
    return {column.name: _value(table, column, owner, doer) for column in table.columns}


def _value(table: Table, column: Column[Any], owner: int, doer: int) -> Any:
    name, own = f"{table.name}.{column.name}", dict(numbers_of(owner))
    said = Screen(lines=(Text(key="common.name", values={"name": _word(owner)}),)).model_dump_json()
    special = {
        "outbox.content": said,
        # Telegram's number of what she sent is kept, so that it is not handled twice.
        "inbox.seq": owner % 1000 + 50,
        "inbox.update_id": owner % 1000 + 50,
        "outbox.chat_id": TELEGRAM[owner],
        "inbox.payload": json.dumps({"message": {"from": {"id": TELEGRAM[owner]}, "text": _word(owner)}}),
        "notice.content": said,
        "draft.answers": json.dumps([{"place_typed": _word(owner)}]),
    }
    if name in ALLOWED or name in special:
        return ALLOWED.get(name, special.get(name))
    for key in column.foreign_keys:
        return _referred(table.name, key.column.table.name, column.name, owner, doer)
    return _plain(column, own[table.name], _word(owner))


def _word(owner: int) -> str:
    return f"word-of-{NAMES[owner]}"


def _referred(table: str, target: str, column: str, owner: int, doer: int) -> int:
    if target == "team":
        return HAARLEM
    if target == "meeting":
        return 1
    if target != "person":
        return dict(numbers_of(owner))[target]
    by_another = (table, column) in {*erasure.DONE, erasure.ASKED} or table == "guide"
    return doer if by_another else owner


def _plain(column: Column[Any], number: int, word: str) -> Any:
    match column.type:
        case Moment():
            return NOW
        case Date():
            return date(2026, 11, 23)
        case Boolean():
            return False
        case Integer() | BigInteger():
            whole = column.primary_key or column.unique or column.name in {"update_id", "message_id"}
            return number if whole and column.name != "position" else 30
    return f"{word}-{number}"


async def fill(session: Session, owner: int, doer: int) -> None:
    for table in metadata.sorted_tables:
        if table.name not in NOT_HERS:
            await session.execute(insert(table).values(row_of(table, owner, doer)))


async def everything(session: Session) -> dict[str, set[tuple[Any, ...]]]:
    return {
        table.name: {tuple(row) for row in await session.execute(select(table))}
        for table in metadata.sorted_tables
    }


def left_of_her(found: dict[str, set[tuple[Any, ...]]]) -> list[str]:
    numbers = {AMINA, TELEGRAM[AMINA], *dict(numbers_of(AMINA)).values()}
    return [
        f"{table}: {value}"
        for table, rows in found.items()
        for row in rows
        for value in row
        if value is not None
        and (NAMES[AMINA] in str(value) or {int(one) for one in re.findall(r"[0-9]+", str(value))} & numbers)
    ]


@pytest.fixture
async def house(database: Database) -> Database:
    """Amina and Fatima each have a row in every table; what was done for Fatima was done by Amina, or by Vera."""
    async with database.transaction() as session:
        await session.execute(insert(meeting).values(_meeting(1)))
        await fill(session, AMINA, VERA)
        await fill(session, FATIMA, AMINA)
        await session.execute(insert(goal).values({**row_of(goal, FATIMA, AMINA), "target_group": "youth"}))
    return database


def _meeting(number: int, state: str = "planned", **words: str) -> dict[str, Any]:
    said = {"title": "", "place": "", "facilitator": "", **words}
    times = {"starts_at": NOW, "planned_at": NOW, "uid": f"uid-{number}", "sequence": 0}
    return {
        "id": number,
        "team_id": HAARLEM,
        "kind": "individual",
        "minutes": 60,
        "state": state,
        **said,
        **times,
    }


async def erase(database: Database) -> dict[str, set[tuple[Any, ...]]]:
    async with database.transaction() as session:
        await erasure.erase(session, AMINA, NOW)
    async with database.reading() as session:
        return await everything(session)


async def test_there_is_a_row_of_hers_in_every_table_that_can_have_one(house: Database) -> None:
    """Otherwise the next test would prove nothing."""
    async with house.reading() as session:
        found = await everything(session)
    hers = {one.partition(":")[0] for one in left_of_her(found)}
    assert hers == {table.name for table in metadata.sorted_tables} - (NOT_HERS - {"person", "goal"})


async def test_nothing_of_her_is_left_in_any_column_of_any_table(house: Database) -> None:
    assert left_of_her(await erase(house)) == []


async def test_her_team_keeps_the_numbers_of_her_contacts(house: Database) -> None:
    found = await erase(house)
    assert {row[1] for row in found["tally"]} == {HAARLEM}


async def test_everybody_else_keeps_everything(house: Database) -> None:
    async with house.reading() as session:
        before = await everything(session)
    after = await erase(house)
    mine = {FATIMA, TELEGRAM[FATIMA], *dict(numbers_of(FATIMA)).values()}
    lost = [
        table
        for table, rows in before.items()
        for row in rows
        if mine & {one for one in row if isinstance(one, int)}
        and not any(_same(row, other) for other in after[table])
    ]
    # What was said to Fatima because Amina wanted it went with her.
    assert lost == ["notice"]


def _same(before: tuple[Any, ...], after: tuple[Any, ...]) -> bool:
    """But for who it was that did it."""
    return all(one in (other, AMINA) for one, other in zip(before, after, strict=True))


async def test_what_she_did_for_others_is_done_by_nobody_now(house: Database) -> None:
    await erase(house)
    async with house.reading() as session:
        nobody = await session.scalar(select(person.c.id).where(person.c.telegram_id == erasure.NOBODY))
        assert nobody
        for column in (arrangement.c.proposed_by, goal.c.set_by, request.c.asked_by, rhythm.c.set_by):
            assert set((await session.execute(select(column))).scalars()) == {nobody}
        assert (await session.execute(select(guide.c.coordinator_id, guide.c.deputy_id))).all() == [
            (None, None)
        ]
        [row] = (await session.execute(select(person).where(person.c.id == nobody))).mappings()
    assert (row["name"], row["reference"], row["reachable"]) == ("", None, False)


async def test_nobody_is_there_once_and_cannot_be_erased(house: Database) -> None:
    await erase(house)
    async with house.transaction() as session:
        await erasure.erase(session, FATIMA, NOW)
        gone = select(person.c.id).where(person.c.telegram_id == erasure.NOBODY)
        [nobody] = (await session.execute(gone)).scalars()
        for one in (nobody, AMINA, 99):
            with pytest.raises(LookupError):
                await erasure.erase(session, one, NOW)


async def test_every_column_that_refers_to_a_person_is_thought_of() -> None:
    """A new one: is the row hers, or did she do it for somebody else (erasure.DONE, or a column that may be empty)?"""
    found = {
        f"{table.name}.{key.parent.name}": "empty" if key.parent.nullable else "gone"
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table is person
    }
    found |= {f"{table}.{column}": "by nobody" for table, column in erasure.DONE}
    assert found == {
        "agenda_point.person_id": "gone",
        "alarm.person_id": "gone",
        "arrangement.proposed_by": "by nobody",
        "attendee.person_id": "gone",
        "contact.person_id": "gone",
        "digest.person_id": "gone",
        "draft.person_id": "gone",
        "goal.set_by": "by nobody",
        "guide.coordinator_id": "empty",
        "guide.deputy_id": "empty",
        "invitation.held_by": "empty",
        "membership.person_id": "gone",
        "note.person_id": "gone",
        "notice.asked_by": "empty",
        "notice.person_id": "gone",
        "on_call.person_id": "gone",
        "referral.person_id": "gone",
        "reminder.person_id": "gone",
        "request.asked_by": "by nobody",
        "request.person_id": "gone",
        "rhythm.set_by": "by nobody",
        "series.host_id": "gone",
        "series_person.person_id": "gone",
        "time_entry.person_id": "gone",
    }


# ---------------------------------------------------------------- what waits for her, and the sessions she was in


async def test_what_she_proposed_or_asked_waits_for_nobody(house: Database) -> None:
    async with house.transaction() as session:
        await session.execute(update(arrangement).values(state="proposed"))
        await session.execute(update(request).values(state="waiting"))
    await erase(house)
    async with house.reading() as session:
        assert list((await session.execute(select(arrangement.c.state))).scalars()) == ["withdrawn"]
        assert list((await session.execute(select(request.c.state))).scalars()) == ["withdrawn"]


async def _sessions(database: Database, *rows: tuple[int, str, tuple[tuple[int, bool], ...]]) -> None:
    async with database.transaction() as session:
        for number, state, there in rows:
            words = {"title": "Typed", "place": "Kerkstraat 5", "facilitator": "Zahra"}
            await session.execute(insert(meeting).values(_meeting(number, state, **words)))
            for who, host in there:
                values = {"meeting_id": number, "person_id": who, "host": host, "answer": "yes"}
                await session.execute(insert(attendee).values(values))


async def test_of_talks_with_her_alone_only_that_they_were_held_is_left(database: Database) -> None:
    two, three = ((VERA, True), (AMINA, False)), ((VERA, True), (AMINA, False), (FATIMA, False))
    await _sessions(
        database, (1, "held", two), (2, "planned", two), (3, "planned", three), (4, "skipped", two)
    )
    found = await erase(database)
    words = {row[0]: (row[4], row[5], row[6]) for row in found["meeting"]}
    assert words == {1: ("", "", ""), 3: ("Typed", "Kerkstraat 5", "Zahra")}
    assert {row[:2] for row in found["attendee"]} == {(1, VERA), (3, VERA), (3, FATIMA)}


async def test_sessions_that_she_led_are_off_and_those_that_were_held_stay_theirs(database: Database) -> None:
    hers = ((AMINA, True), (FATIMA, False))
    await _sessions(database, (1, "held", hers), (2, "planned", hers))
    found = await erase(database)
    assert {(row[0], row[13]) for row in found["meeting"]} == {(1, "held"), (2, "cancelled")}
    assert {row[4] for row in found["meeting"]} == {""}
    async with database.reading() as session:
        nobody = await session.scalar(select(person.c.id).where(person.c.telegram_id == erasure.NOBODY))
    assert {row[:3] for row in found["attendee"]} == {
        *((number, nobody, True) for number in (1, 2)),
        *((number, FATIMA, False) for number in (1, 2)),
    }


async def test_a_series_of_hers_ends_and_its_sessions_stay(house: Database) -> None:
    async with house.transaction() as session:
        of_it = select(series.c.id).where(series.c.host_id == AMINA).scalar_subquery()
        await session.execute(update(meeting).values(series_id=of_it))
    found = await erase(house)
    assert len(found["series"]) == 1
    assert {row[7] for row in found["meeting"]} == {None}


# ---------------------------------------------------------------- in what others have


async def test_her_name_goes_from_what_waits_to_be_said_to_her_team(database: Database) -> None:
    name, text = NAMES[AMINA], Text(key="hours.wants", values={"name": NAMES[AMINA], "place": "Amînaweg"})
    several = Several(several=(Text(key=name, values={"name": f"{name} & Vera"}), Text(key="x")))
    screen = Screen(
        lines=(text, Text(key="y", values={"names": several})),
        buttons=((Button(label=Text(key=name), data="/hours"),),),
    )
    async with database.transaction() as session:
        await invitations.enter(session, AMINA, HAARLEM, Role.KEY_PERSON, NOW)
        for who in (VERA, PETRO):
            await notices.put(session, who, None, f"k:{who}", screen, NOW)
    found = await erase(database)
    told_to = {row[1]: row[5] for row in found["notice"]}
    vera, petro = told_to[VERA], told_to[PETRO]
    assert petro == screen.model_dump_json()
    told = Screen.model_validate_json(vera)
    assert told.lines[0].values == {"name": "–", "place": "Amînaweg"}
    assert "– & Vera" in vera
    assert (told.buttons, told.lines[1].values["names"].several[0].key) == (screen.buttons, name)  # type: ignore[union-attr]


async def test_her_name_goes_from_sessions_of_her_team_and_stays_elsewhere(database: Database) -> None:
    async with database.transaction() as session:
        await invitations.enter(session, AMINA, HAARLEM, Role.KEY_PERSON, NOW)
        words = {"title": "Thee bij Amîna", "place": "Amînaweg 3", "facilitator": "Amîna"}
        await session.execute(insert(meeting).values(_meeting(1, **words)))
        await session.execute(insert(meeting).values({**_meeting(2, **words), "team_id": UTRECHT}))
    found = await erase(database)
    told = {row[0]: (row[4], row[5], row[6]) for row in found["meeting"]}
    assert told == {1: ("Thee bij –", "Amînaweg 3", "–"), 2: ("Thee bij Amîna", "Amînaweg 3", "Amîna")}


async def test_her_name_goes_from_a_series_that_somebody_else_leads_now(database: Database) -> None:
    async with database.transaction() as session:
        await invitations.enter(session, AMINA, HAARLEM, Role.KEY_PERSON, NOW)
        words = {"title": "Thee bij Amîna", "place": "Amînaweg 3", "facilitator": "Amîna"}
        await session.execute(insert(series).values({**row_of(series, VERA, VERA), **words}))
    await erase(database)
    async with database.reading() as session:
        told = (await session.execute(select(series.c.title, series.c.place, series.c.facilitator))).all()
    assert told == [("Thee bij –", "Amînaweg 3", "–")]


async def test_what_she_knew_of_referrals_of_somebody_else_goes_back_to_those(house: Database) -> None:
    known = {"state": "known", "outcome": "helped", "known_at": NOW}
    theirs = referral.c.person_id == FATIMA
    async with house.transaction() as session:
        await session.execute(update(referral).where(theirs).values(person_id=AMINA, **known))
    await erase(house)
    async with house.reading() as session:
        left = await session.execute(select(referral.c.person_id, referral.c.outcome))
    assert left.all() == [(FATIMA, "helped")]


async def test_what_she_changed_of_sessions_is_still_said_to_those_who_come(house: Database) -> None:
    screen = Screen(lines=(Text(key="x", values={"name": NAMES[AMINA]}),))
    async with house.transaction() as session:
        await session.execute(delete(notice))
        for key in (f"supervision.news:9:{FATIMA}:1", "question:9:x"):
            await notices.put(session, FATIMA, HAARLEM, key, screen, NOW, asked_by=AMINA)
        await notices.put(session, AMINA, HAARLEM, "supervision.news:9:8:1", screen, NOW, asked_by=AMINA)
    await erase(house)
    async with house.reading() as session:
        [left] = (await session.execute(select(notice))).all()
    assert (left.key, left.asked_by) == (f"supervision.news:9:{FATIMA}:1", None)


@pytest.mark.parametrize(
    ("dialog", "answers", "stays"),
    [
        ("plan", {"chosen": f"{FATIMA},{AMINA}"}, False),
        ("meeting", {"people": f"p{AMINA}"}, False),
        ("agree", {"person": "MEMBERSHIP"}, False),
        ("plan", {"chosen": f"{FATIMA}", "minutes": "60"}, True),
        ("log_contact", {"minutes": f"{AMINA}"}, True),
    ],
)
async def test_what_others_have_begun_with_her_goes(
    database: Database, dialog: str, answers: dict[str, str], stays: bool
) -> None:
    async with database.transaction() as session:
        number = await invitations.enter(session, AMINA, HAARLEM, Role.KEY_PERSON, NOW)
        told = json.dumps([answers]).replace("MEMBERSHIP", str(number))
        begun = {"person_id": VERA, "dialog": dialog, "subject": 0, "nonce": "n", "answers": told}
        await session.execute(insert(draft).values(**begun, touched_at=NOW, expires_at=NOW + timedelta(1)))
    assert bool((await erase(database))["draft"]) == stays


async def test_a_draft_in_which_she_is_only_named_stays_without_her_name(database: Database) -> None:
    answers = [{"kind": "Amîna"}, {"facilitator_typed": "Amîna"}, {"title": "Amîna en ik"}]
    async with database.transaction() as session:
        await invitations.enter(session, AMINA, HAARLEM, Role.KEY_PERSON, NOW)
        begun = {
            "person_id": VERA,
            "dialog": "plan",
            "subject": 0,
            "nonce": "n",
            "answers": json.dumps(answers),
        }
        await session.execute(insert(draft).values(**begun, touched_at=NOW, expires_at=NOW + timedelta(1)))
    [row] = (await erase(database))["draft"]
    assert json.loads(row[4]) == [{"kind": "Amîna"}, {"facilitator_typed": "–"}, {"title": "– en ik"}]


@pytest.mark.parametrize("name", [one for one, kinds in KEYS.items() if set(kinds) - {"", "meeting"}])
async def test_a_notice_for_others_whose_key_holds_a_number_of_hers_goes(house: Database, name: str) -> None:
    """Her numbers may be given once more, and then the key of something new would be used already."""
    numbers = {**dict(numbers_of(AMINA)), "person": AMINA}
    kept = set()
    for at, kind in enumerate(KEYS[name]):
        if not kind or kind == "meeting":
            continue
        hers = [str(numbers[kind]) if place == at else "9" for place in range(len(KEYS[name]))]
        nobodys = ":".join((name, *("9" for _ in hers), str(at)))
        kept.add(nobodys)
        async with house.transaction() as session:
            for key in (":".join((name, *hers, str(at))), nobodys):
                await notices.put(session, VERA, HAARLEM, key, Screen(lines=()), NOW)
    await erase(house)
    async with house.reading() as session:
        left = set((await session.execute(select(notice.c.key).where(notice.c.person_id == VERA))).scalars())
    assert left == kept


def test_a_report_that_she_could_not_be_reached_is_about_her() -> None:
    hers = Hers(7, 1, "", {kind: set() for kinds in KEYS.values() for kind in kinds} | {"person": {7}})
    assert erasure_traces.in_key("gate.unreachable:person 7:3:2026-11-23", hers)
    assert erasure_traces.in_key("gate.unreachable:person 3:7:2026-11-23", hers)
    assert not erasure_traces.in_key("gate.unreachable:person 3:77:2026-11-07", hers)
    assert not erasure_traces.in_key("supervision.news:7:3:1", hers)
    assert erasure_traces.in_key("supervision.news:3:7:1", hers)


def test_of_every_key_of_a_notice_it_is_known_whose_numbers_it_holds() -> None:
    """A new one has to be added to erasure_traces.KEYS. One whose name is made of parts is not seen here."""
    pattern = re.compile(r'f"([a-z_]+(?:\.[a-z_]+)*):\{|"([a-z_]+\.[a-z_]+):"')
    found = {
        name
        for folder in ("handlers", "storage")
        for file in sorted((ROOT / folder).rglob("*.py"))
        for found in pattern.findall(file.read_text(encoding="utf-8"))
        for name in found
        if name
    }
    assert {"referral.ask", "supervision.reminder", "question"} <= found
    assert found - KEYS.keys() == {"document"}


async def test_what_she_sent_and_what_was_to_be_said_to_her_is_not_handled_any_more(house: Database) -> None:
    async with house.transaction() as session:
        for number, payload in enumerate(({"chat": {"id": TELEGRAM[AMINA]}}, {"chat": {"id": 5}}), 5):
            values = {"update_id": number, "state": "new", "attempts": 0, "received_at": NOW}
            await session.execute(insert(inbox).values(**values, payload=json.dumps([payload])))
    await erase(house)
    async with house.reading() as session:
        waits = {row.update_id: row.state for row in await session.execute(select(inbox))}
        chats = set((await session.execute(select(outbox.c.chat_id))).scalars())
    assert {5: waits[5], 6: waits[6]} == {5: "done", 6: "new"}
    assert chats == {TELEGRAM[FATIMA]}


async def test_what_somebody_else_sent_is_not_hers_though_her_number_is_in_it(house: Database) -> None:
    number = TELEGRAM[AMINA]
    sent = {
        "update_id": number,
        "message": {
            "message_id": number,
            "from": {"id": TELEGRAM[VERA]},
            "chat": {"id": TELEGRAM[VERA]},
            "date": number,
            "forward_origin": {"type": "user", "sender_user": {"id": number}},
        },
    }
    assert not erasure_traces.mentions(json.dumps(sent), number)
    assert erasure_traces.mentions(json.dumps(sent), TELEGRAM[VERA])
    tapped = {"callback_query": {"from": {"id": number}, "message": {"chat": {"id": number}}}}
    assert erasure_traces.mentions(json.dumps(tapped), number)


# ---------------------------------------------------------------- the trail and the list


async def test_the_trail_stays_whole_and_knows_nobody_behind_her_lines(house: Database, path: Path) -> None:
    async with house.transaction() as session:
        await audit.write(session, VERA, Action.READ, HAARLEM, NOW, subject=AMINA)
        await audit.write(session, AMINA, Action.FORGOTTEN, None, NOW, subject=AMINA)
    await erase(house)
    async with house.reading() as session:
        assert await audit.verify(session) == []
    assert erased.read(erased.list_of(path)) == {erased.mark(f"{AMINA:032x}")}
    listed = erased.list_of(path).read_bytes()
    assert f"{AMINA:032x}".encode() not in listed
    assert erased.list_of(path).stat().st_mode & 0o777 == 0o600


async def test_who_comes_back_later_is_somebody_else(house: Database) -> None:
    await erase(house)
    async with house.transaction() as session:
        await people.add(session, TELEGRAM[AMINA], "en", NOW)
        found = await people.by_telegram(session, TELEGRAM[AMINA])
        assert found is not None
        assert (found.name, found.memberships) == ("", ())
        assert await session.scalar(select(person.c.reference).where(person.c.id == found.id))


async def test_where_she_cannot_be_listed_she_is_not_erased(house: Database, path: Path) -> None:
    """A backup would bring her back and nobody would know."""
    erased.list_of(path).mkdir()
    with pytest.raises(OSError, match="erased"):
        await erase(house)
    async with house.reading() as session:
        assert await session.scalar(select(contact.c.id).where(contact.c.person_id == AMINA))
        assert await session.scalar(select(membership_row.c.id).where(membership_row.c.person_id == AMINA))


def test_a_list_that_a_power_cut_left_half_is_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes(b"\n" + b"a" * 64 + b"\n" + b"b" * 30)
    erased.add(path, ["c" * 64, "a" * 64])
    assert erased.read(path) == {"a" * 64, "c" * 64}
    before = path.read_bytes()
    erased.add(path, ["c" * 64])
    assert path.read_bytes() == before
