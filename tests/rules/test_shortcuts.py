"""What "same as last" offers, and what must never become a shortcut."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Contact, Question, Shortcut
from bot.rules.contacts import first_actions, shortcut_of, shortcuts
from tests.rules.records import PLAIN, contact, sound

QUICK = settings(deadline=None, max_examples=40)
MONEY = Shortcut("phone_call", "money", "explained", "none")


def of(topic: str) -> Shortcut:
    return replace(MONEY, topic=topic)


def logged(counts: str) -> list[Contact]:
    """One contact per letter, the latest first: m is money, h housing, w work, o other, l letters."""
    topics = {
        "m": "money",
        "h": "housing",
        "w": "work_participation",
        "o": "other",
        "l": "letters_admin",
        "s": "safety",
    }
    return [contact(topics[letter]) for letter in counts]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(PLAIN, MONEY, id="a plain contact"),
        pytest.param(contact("money.debts"), MONEY, id="the detail is not copied"),
        pytest.param(contact("money", "housing"), MONEY, id="of several topics the first"),
        pytest.param(
            contact(actions=("translated", "explained")),
            replace(MONEY, action="translated"),
            id="the first action",
        ),
        pytest.param(contact(minutes=30), MONEY, id="how long it took is not copied"),
        pytest.param(contact("safety"), None, id="never safety"),
        pytest.param(contact("money", "safety"), None, id="not even as the second topic"),
        pytest.param(contact("mental_health.suicidal_thoughts"), None, id="never suicide"),
        pytest.param(contact("housing.eviction_homeless"), None, id="never a lost home"),
        pytest.param(contact("money", "health.fgm"), None, id="never circumcision"),
        pytest.param(contact("health.gp_hospital"), of("health"), id="other health is fine"),
        pytest.param(
            contact(questions=(Question("info_law", setting="fgm"),)), None, id="nothing of that setting"
        ),
    ],
)
def test_what_a_shortcut_copies(one: Contact, expected: Shortcut | None) -> None:
    assert shortcut_of(one) == expected


@pytest.mark.parametrize(
    ("latest_first", "expected"),
    [
        pytest.param("", (), id="nothing logged yet"),
        pytest.param("s", (), id="only what must not become one"),
        pytest.param("m", ("money",), id="one"),
        pytest.param("mmm", ("money",), id="the same again is one button"),
        pytest.param("mh", ("money", "housing"), id="last, then another"),
        pytest.param("mhwwh", ("money", "housing", "work_participation"), id="a tie goes to the latest"),
        pytest.param("mhww", ("money", "work_participation", "housing"), id="the most used first"),
        pytest.param(
            "mhhhw",
            ("money", "housing", "work_participation"),
            id="the last stays in front of a more used one",
        ),
        pytest.param("mhwol", ("money", "housing", "work_participation", "other"), id="three others at most"),
        pytest.param("shm", ("housing", "money"), id="what is kept out does not count as last"),
    ],
)
def test_which_shortcuts_are_offered(latest_first: str, expected: tuple[str, ...]) -> None:
    assert tuple(one.topic for one in shortcuts(logged(latest_first))) == expected


def test_as_many_others_as_asked_for() -> None:
    assert len(shortcuts(logged("mhwol"), most=1)) == 2
    assert len(shortcuts(logged("mhwol"), most=4)) == 5


@pytest.mark.parametrize(
    "gone",
    [
        pytest.param({"kind": "telegram_group"}, id="a kind"),
        pytest.param({"questions": (Question("gardening"),)}, id="a topic"),
        pytest.param({"actions": ("prayed",)}, id="an action"),
        pytest.param({"referral": "closed_clinic"}, id="a partner"),
    ],
)
def test_what_this_release_no_longer_knows_is_not_offered(gone: dict[str, Any]) -> None:
    assert shortcuts([contact(**gone), PLAIN]) == (MONEY,)


@QUICK
@given(st.lists(sound(), max_size=12))
def test_shortcuts_are_few_different_and_harmless(latest_first: list[Contact]) -> None:
    offered = shortcuts(latest_first)
    assert len(set(offered)) == len(offered) <= 4
    assert set(offered) <= {shortcut_of(one) for one in latest_first}
    assert all(one.topic != "safety" for one in offered)


@pytest.mark.parametrize(
    ("action", "referral", "expected"),
    [
        pytest.param("explained", "none", ("explained",), id="no partner"),
        pytest.param("explained", "gp", ("explained", "referred"), id="a partner adds the action"),
        pytest.param("referred", "gp", ("referred",), id="not twice"),
        pytest.param("explained", "other", ("explained", "referred"), id="another partner is a partner"),
    ],
)
def test_choosing_a_partner_adds_the_action_referred(
    action: str, referral: str, expected: tuple[str, ...]
) -> None:
    assert first_actions(action, referral) == expected
