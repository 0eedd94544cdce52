"""How long each kind is kept, to the day."""

from datetime import date

import pytest

from bot.rules.retention import RETENTION, Kept, Kind, Then, oldest_kept

OF = {one.kind: one for one in RETENTION}


def test_every_kind_has_one_rule() -> None:
    assert sorted(one.kind for one in RETENTION) == sorted(Kind)


@pytest.mark.parametrize(
    ("kind", "months", "then"),
    [
        pytest.param(Kind.CONTACTS, 24, Then.TALLIES, id="contacts two years, then numbers"),
        pytest.param(Kind.LEAVERS, 12, Then.ERASED, id="who left a year"),
        pytest.param(Kind.AUDIT, 24, Then.GONE, id="who did what two years"),
    ],
)
def test_what_was_promised(kind: Kind, months: int, then: Then) -> None:
    assert OF[kind] == Kept(kind, months, then)


@pytest.mark.parametrize(
    ("kind", "today", "expected"),
    [
        pytest.param(Kind.CONTACTS, "2026-11-23", "2024-11-23", id="two years ago today"),
        pytest.param(Kind.CONTACTS, "2028-02-29", "2026-02-28", id="the leap day two years ago was the 28th"),
        pytest.param(Kind.CONTACTS, "2026-02-28", "2024-02-28", id="before a leap day"),
        pytest.param(Kind.LEAVERS, "2027-03-01", "2026-03-01", id="a year"),
        pytest.param(Kind.INVITATIONS, "2027-03-31", "2027-02-28", id="a month before the 31st of March"),
        pytest.param(Kind.INVITATIONS, "2027-01-01", "2026-12-01", id="over New Year"),
    ],
)
def test_the_oldest_day_that_stays(kind: Kind, today: str, expected: str) -> None:
    assert oldest_kept(OF[kind], date.fromisoformat(today)) == date.fromisoformat(expected)
