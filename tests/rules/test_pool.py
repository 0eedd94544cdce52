"""Who can be asked now: by the clock on the wall, by what both sides know, and by nothing that is hers alone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.languages import LANGUAGES, NAMED_HERE, language
from bot.rules import pool
from bot.rules.holidays import HolidayRules
from bot.rules.hours import Arrangement, Duty, Kind, stretches
from bot.rules.pool import (
    THEMES,
    Availability,
    Candidate,
    Gender,
    Profile,
    Wish,
    availability,
    expires_at,
    fits,
    search,
)
from bot.rules.quiet import Quiet
from bot.rules.stretches import common, whole_day
from bot.texts import Texts
from tests.rules.patterns import duties, moments, quiets, zones
from tests.rules.wall_clock import AMSTERDAM, KYIV, at, besides, minutes_in, week

LONG_AGO = "2020-01-01"
NIGHT = Quiet()
NO_NIGHT = Quiet(0, 0, frozenset())
OFFICE = week(LONG_AGO, *(f"{day} 09:00-17:00" for day in ("mon", "tue", "wed", "thu", "fri")))
OVERNIGHT = week(LONG_AGO, *(f"{day} 22:00-06:00" for day in ("sat", "sun", "mon")))


def of(*arrangements: Arrangement, zone: ZoneInfo = AMSTERDAM) -> Duty:
    return Duty(zone, arrangements, HolidayRules())


@pytest.mark.parametrize(
    ("agreed", "night", "now", "on", "minutes", "back"),
    [
        pytest.param([of(OFFICE)], NIGHT, "2026-11-23 12:15", True, 285, None, id="there, until five"),
        pytest.param(
            [of(OFFICE)], NIGHT, "2026-11-23 08:00", False, 480, "2026-11-23 09:00", id="later today"
        ),
        pytest.param([of(OFFICE)], NIGHT, "2026-11-23 09:00", True, 480, None, id="the first minute is hers"),
        pytest.param(
            [of(OFFICE)], NIGHT, "2026-11-23 17:00", False, 0, "2026-11-24 09:00", id="the last one is over"
        ),
        pytest.param(
            [of(OFFICE)], NIGHT, "2026-11-27 18:00", False, 0, "2026-11-30 09:00", id="after the weekend"
        ),
        pytest.param([of()], NIGHT, "2026-11-23 12:00", False, 0, None, id="nothing agreed is no hours"),
        pytest.param(
            [of(week(LONG_AGO))], NIGHT, "2026-11-23 12:00", False, 0, None, id="a week without hours"
        ),
        pytest.param(
            [of(week("2026-12-01", "tue 10:00-12:00"))],
            NIGHT,
            "2026-11-23 12:00",
            False,
            0,
            "2026-12-01 10:00",
            id="agreed from a later day on",
        ),
        pytest.param(
            [of(besides(Kind.OPENING, "2026-11-23", "10:00-13:00"))],
            NIGHT,
            "2026-11-23 12:00",
            True,
            60,
            None,
            id="only today was arranged",
        ),
        pytest.param(
            [of(OFFICE, besides(Kind.LEAVE, "2026-11-23 to 2026-11-24"))],
            NIGHT,
            "2026-11-23 12:00",
            False,
            0,
            "2026-11-25 09:00",
            id="leave",
        ),
        pytest.param(
            [of(OFFICE, besides(Kind.CLOSING, "2026-11-23", "12:00-14:00"))],
            NIGHT,
            "2026-11-23 12:30",
            False,
            180,
            "2026-11-23 14:00",
            id="closed for two hours",
        ),
        pytest.param(
            [of(OFFICE)], NIGHT, "2026-12-25 12:00", False, 0, "2026-12-28 09:00", id="a public holiday"
        ),
        pytest.param(
            [of(week(LONG_AGO, "mon 18:00-22:00", "tue 18:00-22:00"))],
            NIGHT,
            "2026-11-23 21:00",
            False,
            60,
            "2026-11-24 18:00",
            id="quiet for everybody: there tomorrow",
        ),
        pytest.param(
            [of(week(LONG_AGO, "sun 10:00-12:00"))],
            NO_NIGHT,
            "2026-11-22 11:00",
            True,
            60,
            None,
            id="where nothing is quiet, Sunday is a day",
        ),
        pytest.param(
            [of(OVERNIGHT)], NO_NIGHT, "2026-11-23 23:00", True, 60, None, id="up to midnight it is today"
        ),
        pytest.param(
            [of(OVERNIGHT)], NO_NIGHT, "2026-11-24 00:00", True, 360, None, id="at midnight it is tomorrow"
        ),
        pytest.param(
            [of(OVERNIGHT)],
            NO_NIGHT,
            "2026-10-25 02:30",
            True,
            390,
            None,
            id="the clock is set back: the hour comes twice, and the next night begins at ten",
        ),
        pytest.param(
            [of(OVERNIGHT)],
            NO_NIGHT,
            "2026-10-25 02:30 again",
            True,
            330,
            None,
            id="the second of two equal hours",
        ),
        pytest.param(
            [of(OVERNIGHT)],
            NO_NIGHT,
            "2026-03-29 01:30",
            True,
            330,
            None,
            id="the clock is set forward: an hour is missing",
        ),
        pytest.param(
            [of(week(LONG_AGO, "mon 09:00-12:00")), of(week(LONG_AGO, "mon 11:00-14:00"))],
            NIGHT,
            "2026-11-23 10:00",
            True,
            240,
            None,
            id="of two duties that overlap nothing counts twice",
        ),
        pytest.param(
            [of(week(LONG_AGO, "mon 09:00-12:00")), of(week(LONG_AGO, "mon 10:00-12:00"))],
            NIGHT,
            "2026-11-23 12:00",
            False,
            0,
            "2026-11-30 09:00",
            id="two duties that end together",
        ),
        pytest.param(
            [of(week(LONG_AGO, "mon 09:00-12:00")), of(week(LONG_AGO, "mon 13:00-15:00"))],
            NIGHT,
            "2026-11-23 12:30",
            False,
            120,
            "2026-11-23 13:00",
            id="between two duties",
        ),
        pytest.param([], NIGHT, "2026-11-23 12:00", False, 0, None, id="no duty at all"),
        pytest.param(
            [of(OFFICE, zone=KYIV)],
            NIGHT,
            "2026-11-23 16:30",
            False,
            0,
            "2026-11-24 08:00",
            id="by her clock",
        ),
        pytest.param([of(OFFICE)], NIGHT, "2026-11-23 16:59", True, 1, None, id="the last minute"),
    ],
)
def test_whether_she_is_there_how_long_and_when_again(
    agreed: list[Duty], night: Quiet, now: str, on: bool, minutes: int, back: str | None
) -> None:
    expected = Availability(on, minutes, at(back) if back else None)
    assert availability(agreed, night, at(now)) == expected


def test_a_begun_minute_is_not_given_away() -> None:
    assert availability([of(OFFICE)], NIGHT, at("2026-11-23 12:15") + timedelta(seconds=1)).minutes == 284


@settings(max_examples=60)
@given(st.data(), zones, quiets)
def test_free_minutes_are_never_more_than_was_agreed_for_today_and_never_below_none(
    data: st.DataObject, zone: ZoneInfo, night: Quiet
) -> None:
    now: datetime = data.draw(moments(zone))
    day = now.astimezone(zone).date()
    agreed = data.draw(st.lists(duties(zone, day), min_size=1, max_size=2))
    today = [whole_day(day, zone)]
    found = availability(agreed, night, now)
    most = sum(minutes_in(common(stretches(one, *today[0]), today)) for one in agreed)
    assert 0 <= found.minutes <= most
    assert found.back is None or found.back > now
    assert not (found.now and found.back)


def told(name: str, number: int, duty: Duty | None = None, **profile: object) -> Candidate:
    return Candidate(number, name, duty or of(OFFICE), Profile(**profile))  # type: ignore[arg-type]


AMINA = told("Amina", 3, languages=("ar", "ti"), themes=("money",), gender=Gender.WOMAN)
BILAL = told("bilal", 2, languages=("ar",))
SILENT = told("Zahra", 1)
OFF = told("Aaron", 4, of(), languages=("ar",))
TEAM = (SILENT, BILAL, AMINA, OFF)


@pytest.mark.parametrize(
    ("wish", "names"),
    [
        pytest.param(
            Wish(), ["Amina", "bilal", "Zahra", "Aaron"], id="any: everybody, who is there in front"
        ),
        pytest.param(Wish("ar"), ["Amina", "bilal", "Aaron"], id="a language"),
        pytest.param(Wish(theme="money"), ["Amina"], id="a theme"),
        pytest.param(Wish("ar", "money", Gender.WOMAN), ["Amina"], id="all of it"),
        pytest.param(Wish("ti", gender=Gender.MAN), [], id="whoever told no gender fits no wish for one"),
        pytest.param(Wish("so"), [], id="nobody speaks it"),
    ],
)
def test_whoever_fits_is_found_by_being_there_and_then_by_name(wish: Wish, names: list[str]) -> None:
    found = search(TEAM, wish, NIGHT, at("2026-11-23 12:00"))
    assert [one.who.name for one in found] == names


def test_the_order_does_not_depend_on_how_much_is_left_or_on_who_was_asked_before() -> None:
    short, long = told("Berhane", 1, of(week(LONG_AGO, "mon 11:00-12:30"))), told("Dilan", 2)
    found = search((long, short), Wish(), NIGHT, at("2026-11-23 12:00"))
    assert [(one.who.name, one.availability.minutes) for one in found] == [("Berhane", 30), ("Dilan", 300)]


def test_whom_no_message_reaches_is_not_there() -> None:
    blocked = Candidate(1, "Amina", of(OFFICE), reachable=False)
    [found] = search((blocked,), Wish(), NIGHT, at("2026-11-23 12:00"))
    assert found.availability == Availability(now=False, minutes=0, back=None)


def test_only_what_somebody_told_can_be_chosen() -> None:
    assert pool.languages_of(TEAM) == ("ar", "ti")
    assert pool.themes_of(TEAM) == ("money",)
    assert pool.genders_of(TEAM) == (Gender.WOMAN,)
    assert fits(Profile(), Wish())


@pytest.mark.parametrize(
    ("opens", "zone", "expected"),
    [
        pytest.param("2026-11-23 12:00", AMSTERDAM, "2026-11-25 00:00", id="the end of tomorrow"),
        pytest.param("2026-11-23 00:00", AMSTERDAM, "2026-11-25 00:00", id="from the first moment of a day"),
        pytest.param("2026-11-23 23:30", KYIV, "2026-11-25 23:00", id="by her clock it is tomorrow already"),
        pytest.param("2026-10-24 12:00", AMSTERDAM, "2026-10-26 00:00", id="over the longest day"),
        pytest.param("2026-12-31 12:00", AMSTERDAM, "2027-01-02 00:00", id="over the year"),
    ],
)
def test_a_request_stands_until_the_end_of_the_day_after_she_can_hear_it(
    opens: str, zone: ZoneInfo, expected: str
) -> None:
    assert expires_at(at(opens), zone) == at(expected)


def test_everything_that_can_be_told_fits_its_column() -> None:
    assert len(set(LANGUAGES)) == len(LANGUAGES)
    assert set(LANGUAGES) >= NAMED_HERE
    assert len(" ".join(LANGUAGES)) <= 120
    assert len(" ".join(THEMES)) <= 400
    assert max(map(len, Gender)) <= 8


@pytest.mark.parametrize("reader", Texts.load().languages)
def test_every_language_has_a_short_name_of_its_own_for_every_reader(reader: str) -> None:
    texts = Texts.load()
    names = {code: texts.plain(reader, language(code)).strip("\u2068\u2069") for code in LANGUAGES}
    assert len(set(names.values())) == len(LANGUAGES)
    assert {code: name for code, name in names.items() if name == code or len(name) > 24} == {}


def test_a_language_without_a_word_of_the_readers_is_named_in_english() -> None:
    texts = Texts.load()
    name = language("rif").model_copy()
    assert texts.plain("ar", name).strip("\u2068\u2069") == "Riffian"
