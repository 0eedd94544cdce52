"""What is alarming, what level 2 shows, and in which order partners are offered."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.contacts import alarming, details_of, offered_first, partners_for
from bot.taxonomy import PARTNERS, TAXONOMY, TOPICS

USE = st.dictionaries(st.sampled_from(sorted(PARTNERS)), st.integers(0, 50), max_size=8)
TOPIC = st.sampled_from(sorted(TOPICS))


@pytest.mark.parametrize(
    ("topic", "detail", "expected"),
    [
        pytest.param("safety", None, True, id="safety itself"),
        pytest.param("safety", "domestic_violence", True, id="everything within safety"),
        pytest.param("mental_health", None, False, id="sadness alone is not"),
        pytest.param("mental_health", "suicidal_thoughts", True, id="one detail of it is"),
        pytest.param("mental_health", "low_mood", False, id="its neighbour is not"),
        pytest.param("housing", "eviction_homeless", True, id="losing the home is"),
        pytest.param("housing", "rent", False, id="rent is not"),
        pytest.param("health", "fgm", False, id="kept out of shortcuts, yet no alarm"),
        pytest.param("other", "other", False, id="anything else"),
    ],
)
def test_alarming_is_all_of_safety_and_two_details(topic: str, detail: str | None, expected: bool) -> None:
    assert alarming(topic, detail) is expected


def test_exactly_ten_details_are_alarming() -> None:
    found = [
        (topic, entry.id) for topic in TOPICS for entry in TOPICS[topic].sub if alarming(topic, entry.id)
    ]
    assert len(found) == len(TOPICS["safety"].sub) + 2


def test_level_two_hides_what_only_some_settings_show() -> None:
    listed = {topic: [entry.id for entry in TOPICS[topic].sub] for topic in TOPICS}
    hidden = {one for topic in TOPICS for one in listed[topic] if one not in details_of(topic)}
    assert hidden == {"dementia_memory", "fgm"}
    assert all(
        list(details_of(topic)) == [one for one in listed[topic] if one not in hidden] for topic in TOPICS
    )


NINE, TEN = {"police": 9}, {"police": 10}


@pytest.mark.parametrize(
    ("topic", "used", "front"),
    [
        pytest.param(
            "money", {}, ("municipality_income", "debt_help", "legal_help"), id="never used: the listed order"
        ),
        pytest.param("money", NINE, ("municipality_income", "debt_help", "legal_help"), id="nine: not yet"),
        pytest.param("money", TEN, ("police", "municipality_income", "debt_help"), id="ten: use decides"),
        pytest.param(
            "money",
            {"debt_help": 5, "gp": 5},
            ("debt_help", "gp", "municipality_income"),
            id="ten over two, a tie in listed order",
        ),
        pytest.param(
            "money",
            {"gp": 4, "debt_help": 6},
            ("debt_help", "gp", "municipality_income"),
            id="the most used first",
        ),
        pytest.param(
            "other",
            TEN,
            ("police", "welfare", "social_team"),
            id="a partner from the rest comes to the front",
        ),
        pytest.param(
            "money",
            {"closed_long_ago": 10},
            ("municipality_income", "debt_help", "legal_help"),
            id="unknown use",
        ),
    ],
)
def test_the_first_partners_offered(topic: str, used: Mapping[str, int], front: tuple[str, ...]) -> None:
    assert partners_for(topic, used)[:3] == front


@given(TOPIC, USE)
def test_every_partner_is_offered_once_and_not_needed_never(topic: str, used: Mapping[str, int]) -> None:
    offered = partners_for(topic, used)
    assert sorted(offered) == sorted(set(PARTNERS) - {"none"})


@given(TOPIC, USE)
def test_use_never_puts_a_rarer_partner_before_a_more_frequent_one(
    topic: str, used: Mapping[str, int]
) -> None:
    counts = [used.get(one, 0) for one in partners_for(topic, used)]
    if sum(used.values()) >= 10:
        assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize(
    ("topic", "used", "expected"),
    [
        pytest.param("health", {}, 6, id="eight fit, six stand in front"),
        pytest.param("money", {}, 6, id="six fit"),
        pytest.param("safety", {}, 5, id="five fit"),
        pytest.param("other", {}, 4, id="four fit"),
        pytest.param("other", NINE, 4, id="nine referrals: still the fitting ones"),
        pytest.param("other", TEN, 6, id="ten: six, whatever fits"),
    ],
)
def test_how_many_stand_in_front(topic: str, used: Mapping[str, int], expected: int) -> None:
    assert offered_first(topic, used) == expected


@pytest.mark.parametrize("topic", sorted(TOPICS))
def test_before_ten_referrals_only_fitting_partners_stand_in_front(topic: str) -> None:
    front = partners_for(topic, {})[: offered_first(topic, {})]
    assert front == TAXONOMY.topic_partners[topic][: len(front)]
    assert front
