"""The table that leaves the program: no name, no time of day, no formula."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.export import COLUMNS, CONTACT_COLUMNS, contact_row
from bot.model import Attendance, Contact, DayPart, Familiarity, Question
from bot.texts import Texts
from handlers.dialogs.export_periods import period_of, period_typed
from handlers.errands.export_words import CODES, sheets
from tests.rules.records import PLAIN, sound

QUICK = settings(deadline=None, max_examples=40)
KEY, OTHER_KEY = bytes(32), bytes(range(32))
TEAM = "Haarlem Effect"


def rows(*contacts: Contact, key: bytes = KEY, team: str = TEAM) -> list[dict[str, str]]:
    return [dict(zip(CONTACT_COLUMNS, contact_row(one, team, key), strict=True)) for one in contacts]


def test_a_bare_record_leaves_empty_cells() -> None:
    [row] = rows(PLAIN)
    del row["person"]
    assert row == {
        "team": TEAM,
        "day": "2026-11-23",
        "setting": "health",
        "kind": "phone_call",
        "topics": "money",
        "details": "",
        "actions": "explained",
        "referral": "none",
        "roles": "",
        "minutes": "",
        "attendance": "",
        "familiarity": "",
    }


def test_a_full_record_fills_them() -> None:
    full = replace(
        PLAIN,
        questions=(Question("money", "debts"), Question("housing"), Question("health", "teeth")),
        actions=("explained", "referred"),
        referral="gp",
        roles=("helper", "mediator"),
        minutes=45,
        attendance=Attendance.UP_TO_5,
        familiarity=Familiarity.KNOWN,
    )
    [row] = rows(full)
    assert (row["topics"], row["details"]) == ("money housing health", "debts teeth")
    assert (row["actions"], row["referral"], row["roles"]) == ("explained referred", "gp", "helper mediator")
    assert (row["minutes"], row["attendance"], row["familiarity"]) == ("45", "1_5", "known")


def test_a_person_has_one_code_in_a_file_and_another_in_the_next() -> None:
    mine, again, hers = rows(PLAIN, replace(PLAIN, id=4), replace(PLAIN, person_id=2))
    assert mine["person"] == again["person"] != hers["person"]
    [elsewhere] = rows(PLAIN, key=OTHER_KEY)
    assert elsewhere["person"] != mine["person"]


@QUICK
@given(st.sets(st.integers(1, 10_000), min_size=2, max_size=50), st.binary(min_size=32, max_size=32))
def test_codes_tell_people_apart_and_do_not_hold_their_numbers(people: set[int], key: bytes) -> None:
    codes = {row["person"] for row in rows(*(replace(PLAIN, person_id=one) for one in people), key=key)}
    assert len(codes) == len(people)
    assert all(len(code) == 9 and code.startswith("p") for code in codes)


@QUICK
@given(sound(), st.sampled_from([None, *DayPart]), st.times())
def test_the_time_of_day_does_not_leave(one: Contact, part: DayPart | None, at: time) -> None:
    moment = datetime.combine(PLAIN.happened_on, at, UTC)
    assert rows(replace(one, day_part=part, logged_at=moment)) == rows(replace(one, day_part=None))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_team_name_that_looks_like_a_formula_stays_text(sign: str) -> None:
    [row] = rows(PLAIN, team=f"{sign}SUM(A1:A9)")
    assert row["team"] == f"'{sign}SUM(A1:A9)"


@QUICK
@given(sound(), st.text(max_size=30))
def test_no_cell_begins_as_a_formula(one: Contact, team: str) -> None:
    [row] = rows(one, team=team)
    assert [cell for cell in row.values() if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}] == []
    assert row["team"].removeprefix("'") == team.removeprefix("'")


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("this_month", "2027-02-01", "2027-02-28"),
        ("last_month", "2027-01-01", "2027-01-31"),
        ("this_quarter", "2027-01-01", "2027-03-31"),
        ("last_quarter", "2026-10-01", "2026-12-31"),
        ("this_year", "2027-01-01", "2027-12-31"),
        ("last_year", "2026-01-01", "2026-12-31"),
    ],
)
def test_periods_are_those_of_the_calendar(name: str, first: str, last: str) -> None:
    assert period_of(name, date(2027, 2, 10)) == (date.fromisoformat(first), date.fromisoformat(last))


@QUICK
@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_the_last_period_ends_where_this_one_begins_and_today_is_in_it(today: date) -> None:
    for length in ("month", "quarter", "year"):
        (first, last), (before, ended) = (period_of(f"{one}_{length}", today) for one in ("this", "last"))
        assert before < ended < first <= today <= last
        assert (first - ended).days == 1
        assert first.day == before.day == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1 september - 15 oktober", "2026-09-01–2026-10-15"),
        ("1-12 tot 5-1", "2025-12-01–2026-01-05"),
        ("1-1-2024 - 31-12-2024", "2024-01-01–2024-12-31"),
        ("vandaag", "2026-11-23–2026-11-23"),
        ("20-11 - 30-11", "2026-11-20–2026-11-30"),
        ("1-1-2030 - 2-1-2030", "2030-01-01–2030-01-02"),
        ("ergens in de zomer", None),
    ],
)
def test_days_without_a_year_look_back_and_stay_as_they_are_kept(typed: str, kept: str | None) -> None:
    today = date(2026, 11, 23)
    assert period_typed(typed, today) == kept
    if kept:
        assert period_typed(kept, today) == kept
        assert period_typed(kept, date(2027, 3, 1)) == kept


def test_no_table_has_a_column_for_what_is_hers_alone() -> None:
    columns = {one for columns in COLUMNS.values() for one in columns}
    assert not columns & {"heavy", "timing", "talk", "logged_at", "day_part", "name", "title", "place"}


@pytest.mark.parametrize("language", Texts.load().languages)
def test_every_column_and_code_is_explained(language: str) -> None:
    texts = Texts.load()
    for what, ids in COLUMNS.items():
        data, meaning = sheets(texts, language, what, ())
        assert tuple(one.id for one in data.columns) == ids
        told = list(meaning.rows)
        assert {ids[0], *(code for codes in CODES[what].values() for code in codes)} <= {
            row[1] for row in told
        }
        assert all(row[0] and row[2] for row in told)
        assert CODES[what].keys() <= set(ids)
