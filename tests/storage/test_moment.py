"""Moments survive the database."""

# ruff: noqa: DTZ001 - naive ones are what must be refused

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import Column, Dialect, Integer, MetaData, Table, create_engine, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import StatementError
from sqlalchemy.schema import CreateTable

from storage.types import Moment

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TWICE = datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM)  # the clocks go back: this hour comes twice
NEVER = datetime(2026, 3, 29, 2, 30, tzinfo=AMSTERDAM)  # and this one not at all

table = Table("moment", MetaData(), Column("id", Integer, primary_key=True), Column("at", Moment))
engine = create_engine("sqlite://")
table.metadata.create_all(engine)

offsets = st.timedeltas(timedelta(hours=-23), timedelta(hours=23)).map(timezone)
moments = st.datetimes(
    datetime(1, 1, 3),
    datetime(9999, 12, 29),
    timezones=st.one_of(st.timezones(), offsets),
    allow_imaginary=True,
)


@given(moments)
@example(TWICE)
@example(TWICE.replace(fold=1))
@example(NEVER)
@example(NEVER.replace(fold=1))
def test_a_moment_comes_back_as_the_same_moment_in_utc(moment: datetime) -> None:
    with engine.connect() as session:
        session.execute(insert(table).values(at=moment))
        found = session.scalar(select(table.c.at))
    # Zones are compared by way of UTC: Python never finds a fold equal to anything in another zone.
    assert found == moment.astimezone(UTC)
    assert found.tzinfo is UTC


@given(moments, moments)
@example(TWICE, TWICE.replace(fold=1))
@example(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, microsecond=1, tzinfo=UTC))
def test_the_database_compares_moments_as_time_does(one: datetime, other: datetime) -> None:
    with engine.connect() as session:
        session.execute(insert(table).values(at=one))
        found = session.execute(select(table.c.at < other, table.c.at == other)).one()
    assert tuple(found) == (
        one.astimezone(UTC) < other.astimezone(UTC),
        one.astimezone(UTC) == other.astimezone(UTC),
    )


@given(moments)
def test_the_text_has_one_width(moment: datetime) -> None:
    bound = Moment().process_bind_param(moment, sqlite.dialect())
    assert len(str(bound)) == len("2026-11-22T07:31:00.123456+00:00")


def test_the_text_is_the_agreed_one() -> None:
    moment = datetime(2026, 11, 22, 8, 31, 0, 123456, AMSTERDAM)
    assert Moment().process_bind_param(moment, sqlite.dialect()) == "2026-11-22T07:31:00.123456+00:00"


def test_nothing_stays_nothing() -> None:
    with engine.connect() as session:
        session.execute(insert(table).values(at=None))
        assert session.scalar(select(table.c.at)) is None


@pytest.mark.parametrize("naive", [datetime(2026, 1, 1), datetime(2026, 1, 1, 12, 30, fold=1)])
def test_a_naive_moment_is_refused(naive: datetime) -> None:
    with pytest.raises(ValueError, match="zone"):
        Moment().process_bind_param(naive, sqlite.dialect())
    with engine.connect() as session, pytest.raises(StatementError, match="zone"):
        session.execute(insert(table).values(at=naive))


def test_a_naive_moment_is_refused_in_a_question_too() -> None:
    with engine.connect() as session, pytest.raises(StatementError, match="zone"):
        session.execute(select(table).where(table.c.at < datetime(2026, 1, 1)))


def test_postgresql_gets_its_own_type() -> None:
    moment = datetime(2026, 11, 22, 8, 31, tzinfo=AMSTERDAM)
    dialect: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    assert "TIMESTAMP WITH TIME ZONE" in str(CreateTable(table).compile(dialect=dialect))
    assert Moment().process_bind_param(moment, dialect) == moment
