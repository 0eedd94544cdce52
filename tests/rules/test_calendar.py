"""The file of a session, read back by a parser that had no part in writing it."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import ics

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
CHANGED: Final = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
MONDAY: Final = datetime(2026, 11, 30, 12, 30, tzinfo=UTC)
LINK: Final = "https://meet.jit.si/haarlem?a=1,2;b=3"
AWKWARD: Final = (
    "Kerkstraat 1, 2e verdieping; bel aan",
    "Kerkstraat 1\nachterom",
    "\\\\server\\map\\n, of \\; niet",
    'het "gele" huis: links = rechts',
    "BEGIN:VEVENT\nEND:VCALENDAR",
    "غرفة الاجتماعات، الطابق الثاني؛ الباب الأزرق",
    "👩🏽‍🌾🌱 " * 20,
    "a" * 300,
    "\u2028\u2029\x85\u00a0",
)


def made(**changed: Any) -> bytes:
    """The file of a usual session, with some of it otherwise."""
    usual = {"uid": "s-1", "sequence": 0, "changed_at": CHANGED, "starts_at": MONDAY, "minutes": 60}
    return ics(**{**usual, "title": "Gesprek", "team": "Haarlem Effect", **changed})


def read(file: bytes) -> Any:
    """The calendar as vobject reads it; whatever it finds amiss is an error."""
    calendar = vobject.readOne(file.decode())
    assert calendar.validate(raiseException=True)
    return calendar


def names(component: Any) -> Counter[str]:
    return Counter(child.name for child in component.getChildren())


def values(file: bytes) -> dict[str, Any]:
    """What stands in the event, by its lower-case name."""
    return {child.name.lower(): child.value for child in read(file).vevent.getChildren()}


@pytest.mark.parametrize("cancelled", [False, True])
def test_it_has_what_the_standards_ask_for_each_once_and_nobody_in_it(cancelled: bool) -> None:
    calendar = read(made(place=LINK, description="Begeleider: Noor", cancelled=cancelled))
    assert names(calendar) == Counter(["VERSION", "PRODID", "METHOD", "VEVENT"])
    required = ("UID", "DTSTAMP", "DTSTART", "ORGANIZER", "SUMMARY", "SEQUENCE", "STATUS")
    further = ("DTEND", "LAST-MODIFIED", "LOCATION", "URL", "DESCRIPTION", "CLASS", "TRANSP")
    assert names(calendar.vevent) == Counter([*required, *further])
    assert calendar.version.value == "2.0"
    assert calendar.prodid.value == "-//sleutelbot//"


def test_it_says_when_what_and_where() -> None:
    said = values(made(place="Kerkstraat 1", description="Begeleider: Noor"))
    assert said == {
        "uid": "s-1@sleutelbot",
        "sequence": "0",
        "dtstamp": CHANGED,
        "last-modified": CHANGED,
        "dtstart": MONDAY,
        "dtend": MONDAY + timedelta(hours=1),
        "summary": "Gesprek – Haarlem Effect",
        "location": "Kerkstraat 1",
        "description": "Begeleider: Noor",
        "organizer": "mailto:nobody@sleutelbot.invalid",
        "status": "CONFIRMED",
        "class": "PRIVATE",
        "transp": "OPAQUE",
    }


def test_what_is_not_known_is_left_out() -> None:
    said = values(made(team=""))
    assert said.keys().isdisjoint({"location", "url", "description"})
    assert said["summary"] == "Gesprek"


def test_a_move_and_a_cancellation_change_the_entry_that_the_calendar_has() -> None:
    files = [
        made(),
        made(sequence=1, starts_at=MONDAY + timedelta(days=1), changed_at=CHANGED + timedelta(hours=1)),
        made(sequence=2, cancelled=True, changed_at=CHANGED + timedelta(hours=2)),
    ]
    said = [values(file) for file in files]
    assert [read(file).method.value for file in files] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert len({one["uid"] for one in said}) == len({one["organizer"] for one in said}) == 1
    assert [int(one["sequence"]) for one in said] == [0, 1, 2]
    assert sorted({one["dtstamp"] for one in said}) == [one["dtstamp"] for one in said]
    assert [one["status"] for one in said] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert said[1]["dtstart"] == MONDAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("local", "minutes", "until"),
    [
        pytest.param("2026-07-06T14:00+02:00", 60, "2026-07-06T15:00+02:00", id="summer"),
        pytest.param("2026-12-07T14:00+01:00", 60, "2026-12-07T15:00+01:00", id="winter"),
        pytest.param("2027-03-28T01:30+01:00", 60, "2027-03-28T03:30+02:00", id="over the lost hour"),
        pytest.param("2026-10-25T02:30+02:00", 60, "2026-10-25T02:30+01:00", id="first half past two"),
        pytest.param("2026-10-25T02:30+01:00", 60, "2026-10-25T03:30+01:00", id="second half past two"),
        pytest.param("2026-12-31T23:30+01:00", 90, "2027-01-01T01:00+01:00", id="over New Year"),
    ],
)
def test_it_takes_as_long_as_it_takes_when_the_clocks_change(local: str, minutes: int, until: str) -> None:
    start = datetime.fromisoformat(local).astimezone(AMSTERDAM)
    file = made(starts_at=start, minutes=minutes)
    assert f"DTSTART:{start.astimezone(UTC):%Y%m%dT%H%M%SZ}\r\n".encode() in file
    said = values(file)
    assert said["dtend"] - said["dtstart"] == timedelta(minutes=minutes)
    ends = [said[name].astimezone(AMSTERDAM) for name in ("dtstart", "dtend")]
    assert [one.isoformat(timespec="minutes") for one in ends] == [local, until]


@pytest.mark.parametrize(
    ("place", "link"),
    [
        pytest.param(LINK, LINK, id="a link"),
        pytest.param(f"Jitsi: {LINK}", LINK, id="a link after words"),
        pytest.param(f"{LINK}, of\nhttps://example.org", LINK, id="the first of two"),
        pytest.param("HTTP://Example.org/A.", "HTTP://Example.org/A", id="at the end of a sentence"),
        pytest.param("Kerkstraat 1", None, id="an address"),
        pytest.param("javascript:alert(1)", None, id="what is no link to a page"),
        pytest.param("https://voorbeeld.nl/café", None, id="what a link cannot be written with"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_link_is_also_one_to_tap(place: str, link: str | None) -> None:
    said = values(made(place=place))
    assert said.get("location", "") == place
    assert said.get("url") == link


# The library takes a backslash before a capital N for an end of line of its own accord.
WORDS: Final = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200).map(
        lambda one: one.replace("\\N", "")
    ),
    st.text("\\,;:\"nN'\n آb🌱", max_size=200).map(lambda one: one.replace("\\N", "")),
)


@given(WORDS, WORDS, WORDS)
def test_every_word_comes_back_as_it_went_in(title: str, place: str, description: str) -> None:
    file = made(title=title, team="T", place=place, description=description)
    said = values(file)
    summary = f"{title} – T" if title else "T"
    given_in = (summary, place, description)
    assert (said["summary"], said.get("location", ""), said.get("description", "")) == given_in
    (event,) = icalendar.Calendar.from_ical(file).events
    assert (event["SUMMARY"], event.get("LOCATION", ""), event.get("DESCRIPTION", "")) == given_in


@given(WORDS)
def test_lines_are_folded_and_end_as_they_must(words: str) -> None:
    file = made(title=words, team=words, place=words, description=words)
    assert file.endswith(b"END:VCALENDAR\r\n")
    lines = file.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [line for line in lines if b"\n" in line or b"\r" in line] == []
    assert [line.decode() for line in lines]


@given(st.text(st.characters(categories=["Cc"]), min_size=1, max_size=20))
def test_signs_that_no_file_may_hold_do_not_break_it(words: str) -> None:
    file = made(title=f"a{words}b", place=f"a{words}b")
    held = set(file.decode()) - {"\r", "\n"}
    assert not {one for one in held if one < " " and one != "\t"} | (held & {"\x7f"})
    said = values(file)
    assert said["summary"].startswith("a")
    assert said["location"].endswith("b")


@given(st.integers(0, 15_000_000), st.integers(5, 600), st.integers(0, 10_000))
def test_moments_come_back_as_they_went_in(later: int, minutes: int, sequence: int) -> None:
    start = (MONDAY + timedelta(minutes=later)).astimezone(AMSTERDAM)
    said = values(made(starts_at=start, changed_at=start, minutes=minutes, sequence=sequence))
    assert (said["dtstart"], said["dtend"] - said["dtstart"]) == (start, timedelta(minutes=minutes))
    assert (said["dtstamp"], int(said["sequence"])) == (start, sequence)
