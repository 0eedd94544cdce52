"""The table that leaves the program: no name, no time of day, no formula."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.export import CONTACT_COLUMNS, contact_row
from bot.model import Attendance, Contact, DayPart, Familiarity, Question
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
