"""The safety cards: which card, which doctor at which moment, what is open, and what stands on a card."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from bot.rules import safety
from bot.rules.contacts import ALARMING_DETAILS
from bot.rules.helplines import closes, is_open, opens
from bot.rules.readiness import missing, old
from bot.rules.safety import Reader, TeamNumber, TeamNumbers, card_for, show
from bot.safety import CARDS, CONTACT, OUT_OF_HOURS, OWN_DOCTOR, RED, SERVICES, SHOWN_FOR, ZONE
from bot.screen import Copyable, Screen, Text
from bot.taxonomy import TOPICS
from tests.rules.reader import ALL, CHECKED, DOCTOR, NIGHT, READER, numbers

NONCE = "abcd-_78"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


def phones(screen: Screen) -> list[str]:
    found = (line.values.get("number") for line in screen.lines)
    return [one.copyable for one in found if isinstance(one, Copyable)]


def keys(lines: Iterable[Text]) -> list[str]:
    return [line.key for line in lines]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param("2026-11-23 07:59:59", False, id="a second before eight"),
        pytest.param("2026-11-23 08:00", True, id="eight sharp"),
        pytest.param("2026-11-23 16:59:59", True, id="a second before five"),
        pytest.param("2026-11-23 17:00", False, id="five sharp"),
        pytest.param("2026-11-28 10:00", False, id="Saturday"),
        pytest.param("2026-11-29 10:00", False, id="Sunday"),
        pytest.param("2026-12-25 10:00", False, id="Christmas on a Friday"),
        pytest.param("2026-04-27 10:00", False, id="King's Day on a Monday"),
        pytest.param("2026-05-05 10:00", True, id="5 May outside a lustrum"),
        pytest.param("2030-05-06 10:00", True, id="the day after 5 May"),
        pytest.param("2026-04-03 10:00", True, id="Good Friday is a workday of doctors"),
        pytest.param("2026-03-30 08:00", True, id="the first workday of summer time"),
        pytest.param("2026-03-30 07:30", False, id="not by the clock of the week before"),
        pytest.param("2026-10-26 08:00", True, id="the first workday of winter time"),
        pytest.param("2026-10-26 16:30", True, id="and until five by that clock"),
        pytest.param("2026-10-26 17:30", False, id="no longer by the clock of the week before"),
    ],
)
def test_her_own_doctor_is_there_on_workdays_from_eight_to_five(moment: str, expected: bool) -> None:
    assert is_open(OWN_DOCTOR, local(moment)) is expected
    shown = show(CARDS[RED], READER, "nl", local(moment))
    assert (DOCTOR in phones(shown)) is not expected
    assert ("safety.for.own_doctor" in keys(shown.lines)) is expected


def test_without_the_regions_number_the_own_doctor_stays_the_one_to_call() -> None:
    shown = show(CARDS[RED], Reader(), "en", NIGHT)
    assert keys(shown.lines).count("safety.for.doctor_unknown") == 2
    assert [line.language for line in shown.lines if line.key == "safety.for.doctor_unknown"] == [None, "nl"]


@pytest.mark.parametrize(
    ("moment", "open_", "until", "from_"),
    [
        pytest.param("2026-11-23 10:59", False, None, "2026-11-23 11:00", id="in the morning"),
        pytest.param("2026-11-23 11:00", True, "2026-11-23 21:00", None, id="eleven sharp"),
        pytest.param("2026-11-23 21:00", False, None, "2026-11-24 11:00", id="nine in the evening"),
        pytest.param("2026-12-25 12:00", True, "2026-12-25 21:00", None, id="Christmas too"),
        pytest.param("2026-10-24 22:00", False, None, "2026-10-25 11:00", id="the night the clock goes back"),
    ],
)
def test_the_kindertelefoon_has_hours(moment: str, open_: bool, until: str | None, from_: str | None) -> None:
    now = local(moment)
    assert is_open("kindertelefoon", now) is open_
    assert closes("kindertelefoon", now) == (local(until) if until else None)
    if from_:
        assert opens("kindertelefoon", now) == local(from_)


def for_children(now: datetime, *teams: TeamNumbers) -> Text:
    [line] = [one for one in show(CARDS[RED], Reader(teams), "nl", now).lines if one.icon == "🧒"]
    what = line.values["what"]
    assert isinstance(what, Text)
    return what


def test_a_service_with_hours_says_until_when_or_from_when() -> None:
    team = numbers(*ALL, TeamNumber("kindertelefoon", "", CHECKED))
    assert for_children(local("2026-11-23 12:00"), team).key == "safety.open_until"
    assert for_children(local("2026-11-23 12:00"), team).values["time"] == "21:00"
    assert for_children(NIGHT, team).key == "safety.opens"


def test_hours_that_nobody_looked_at_for_over_a_year_are_not_said() -> None:
    noon = local("2026-11-23 12:00")
    assert for_children(noon).key == for_children(noon, numbers(*ALL)).key == "safety.for.kindertelefoon"
    team = numbers(TeamNumber("kindertelefoon", "", date(2025, 11, 23)))
    assert for_children(noon, numbers(), team).key == "safety.open_until"
    assert for_children(noon + timedelta(days=1), numbers(), team).key == "safety.for.kindertelefoon"


def test_of_a_service_without_hours_none_are_said() -> None:
    [line] = [one for one in show(CARDS["home"], READER, "nl", NIGHT).lines if one.icon == "💶"]
    assert line.values["what"] == Text(key="safety.for.geldfit")


def test_after_office_hours_before_a_long_weekend_the_own_doctor_opens_on_the_next_workday() -> None:
    assert opens(OWN_DOCTOR, local("2026-04-03 18:00")) == local("2026-04-07 08:00")


@pytest.mark.parametrize(
    ("data", "card"),
    [
        pytest.param("sos", "red", id="the red button"),
        pytest.param(f"{NONCE}:sos!", "red", id="an option that stands for it"),
        pytest.param(f"{NONCE}:safety!", "safety", id="the topic"),
        pytest.param(f"{NONCE}:safety.child_concern!", "child", id="a child"),
        pytest.param(f"{NONCE}:mental_health.suicidal_thoughts!", "suicide", id="suicide"),
        pytest.param(f"{NONCE}:housing.eviction_homeless!", "home", id="losing the home"),
        pytest.param(f"{NONCE}:health.doctor_now!", "doctor", id="a doctor now"),
        pytest.param(f"{NONCE}:something.new!", "red", id="what nobody thought of"),
        pytest.param("nonsense", "red", id="made up"),
    ],
)
def test_the_data_of_a_button_alone_tells_the_card(data: str, card: str) -> None:
    assert card_for(data).id == card


def test_every_alarming_detail_has_a_card_of_its_own() -> None:
    alarming = {f"safety.{one.id}" for one in TOPICS["safety"].sub} | {"safety"}
    alarming |= {
        f"{topic}.{one.id}" for topic in TOPICS for one in TOPICS[topic].sub if one.id in ALARMING_DETAILS
    }
    assert set(SHOWN_FOR) == alarming | {"health.doctor_now"}


@pytest.mark.parametrize("card", CARDS)
def test_the_numbers_come_first_the_most_urgent_in_front(card: str) -> None:
    lines = show(CARDS[card], READER, "en", NIGHT).lines
    assert lines[0].key == f"safety.{CARDS[card].title}"
    assert lines[1].key == "safety.number"
    assert (phones(show(CARDS[card], READER, "en", NIGHT))[0] == "112") is (card != "home")


@pytest.mark.parametrize("card", CARDS)
def test_every_number_stands_there_once_with_dutch_right_below(card: str) -> None:
    shown = show(CARDS[card], READER, "ar", NIGHT)
    assert len(set(phones(shown))) == len(phones(shown))
    for above, below in pairwise(shown.lines):
        if above.key == "safety.number":
            assert (below.language, below.icon) == ("nl", "🇳🇱")


@pytest.mark.parametrize("card", CARDS)
def test_a_reader_of_dutch_reads_it_once(card: str) -> None:
    lines = show(CARDS[card], READER, "nl", NIGHT).lines
    assert {line.language for line in lines} == {None}
    bilingual = [line for line in show(CARDS[card], READER, "en", NIGHT).lines if not line.language]
    assert list(lines) == bilingual


def test_the_red_card_has_every_number_and_not_one_word_on_hours_of_work() -> None:
    assert phones(show(CARDS[RED], READER, "en", NIGHT)) == [
        *("112", DOCTOR, "113", "0800-2000", "0800-0188", "0800-0432", "0900-8844", "023 512 3456")
    ]


@pytest.mark.parametrize("card", CARDS)
def test_a_card_is_short_enough_for_one_screen(card: str) -> None:
    assert len(show(CARDS[card], READER, "ar", NIGHT).lines) <= 19


def test_a_professional_is_responsible_says_every_card() -> None:
    says = {one.id: {*one.says} & {"professional", "not_alone"} for one in CARDS.values()}
    assert {card for card, found in says.items() if len(found) != 1} == set()


def test_the_three_steps_name_the_contact_person_or_else_the_coordinator() -> None:
    with_contact = keys(show(CARDS["violence"], READER, "en", NIGHT).lines)
    assert [one for one in with_contact if one.startswith(("safety.step", "safety.contact"))] == [
        *("safety.step.notice", "safety.step.discuss_contact", "safety.contact", "safety.step.decides")
    ]
    without = keys(show(CARDS["violence"], Reader(), "en", NIGHT).lines)
    assert [one for one in without if one.startswith(("safety.step", "safety.contact"))] == [
        *("safety.step.notice", "safety.step.discuss", "safety.step.decides")
    ]


@pytest.mark.parametrize(
    "card", ["violence", "child", "circumcision", "sexual_violence", "threat", "exploitation", "suicide"]
)
def test_whatever_is_grave_has_the_three_steps_and_what_she_may_and_need_not_do(card: str) -> None:
    found = keys(show(CARDS[card], Reader(), "en", NIGHT).lines)
    assert [one for one in found if one.startswith("safety.step")][:2] == [
        *("safety.step.notice", "safety.step.discuss")
    ]
    family = "veilig_thuis" in CARDS[card].services
    assert f"safety.step.{'decides' if family else 'decides_next'}" in found
    assert "safety.says.may" in found
    assert len({"safety.says.need_not", "safety.says.child", "safety.says.circumcision"} & {*found}) == 1


def test_two_teams_with_different_doctors_show_both_by_name() -> None:
    other = numbers(TeamNumber(OUT_OF_HOURS, "030 111 2222", CHECKED), team="Utrecht West", team_id=2)
    reader = Reader((numbers(*ALL), other))
    lines = [one for one in show(CARDS["doctor"], reader, "nl", NIGHT).lines if one.icon == "🩺"]
    assert [one.values["what"].key for one in lines if isinstance(one.values["what"], Text)] == [
        "safety.of_team"
    ] * 2


def test_two_teams_with_one_doctor_show_the_number_once() -> None:
    reader = Reader((numbers(*ALL), numbers(*ALL, team="Utrecht West", team_id=2)))
    assert phones(show(CARDS["doctor"], reader, "nl", NIGHT)) == ["112", DOCTOR]


def test_only_whoever_has_a_coordinator_can_tell_her_and_the_button_says_nothing_of_the_topic() -> None:
    for card in CARDS.values():
        [[button]] = show(card, READER, "en", NIGHT).buttons
        assert (button, button.data) == (safety.TELL, "/alarm")
        assert show(card, Reader(), "en", NIGHT).buttons == ()


def test_every_number_has_a_source_and_a_day_that_is_not_later_than_the_program() -> None:
    assert {one.id for one in SERVICES.values() if not one.source} == set()
    assert max(one.checked_on for one in SERVICES.values()) <= date(2026, 11, 30)


def test_a_team_is_not_ready_without_a_doctor_and_a_contact_person() -> None:
    assert missing(numbers()) == (OUT_OF_HOURS, CONTACT)
    assert missing(numbers(ALL[0])) == (CONTACT,)
    assert missing(numbers(*ALL)) == ()


def test_a_number_is_old_when_it_was_checked_over_a_year_ago() -> None:
    team = numbers(*ALL)
    year = CHECKED + timedelta(days=365)
    assert not {OUT_OF_HOURS, CONTACT} & {*old(team, year)}
    assert {OUT_OF_HOURS, CONTACT} <= {*old(team, year + timedelta(days=1))}


def test_what_a_team_checked_itself_counts_for_a_number_of_the_program() -> None:
    today = date(2026, 11, 23)
    assert "kindertelefoon" in old(numbers(), today)
    checked = numbers(TeamNumber("kindertelefoon", "", today))
    assert "kindertelefoon" not in old(checked, today)
    assert checked.checked_on("kindertelefoon") == today
    assert numbers().checked_on("kindertelefoon") == date(2019, 9, 1)
