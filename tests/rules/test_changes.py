"""How a saved record changes: each rule as a table, and together under every order of changes."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Contact
from bot.rules import contacts as rules
from bot.taxonomy import ACTIONS, PARTNERS, ROLES, TOPICS
from tests.rules.records import contact, is_sound, sound, topics_of

QUICK = settings(deadline=None, max_examples=40)
REFERRED = contact(actions=("explained", "referred"), referral="gp")
ONLY_REFERRED = contact(actions=("referred",), referral="gp")


@pytest.mark.parametrize(
    ("before", "referral", "actions"),
    [
        pytest.param(contact(), "gp", ("explained", "referred"), id="a partner adds the action"),
        pytest.param(REFERRED, "police", ("explained", "referred"), id="another partner, no double"),
        pytest.param(REFERRED, "none", ("explained",), id="not needed takes the action away"),
        pytest.param(contact(), "none", ("explained",), id="not needed twice"),
        pytest.param(ONLY_REFERRED, "police", ("referred",), id="the only action stays"),
        pytest.param(
            contact(actions=("referred", "explained"), referral="gp"),
            "police",
            ("explained", "referred"),
            id="it moves to the end",
        ),
    ],
)
def test_another_referral(before: Contact, referral: str, actions: tuple[str, ...]) -> None:
    assert rules.with_referral(before, referral) == replace(before, referral=referral, actions=actions)


def test_not_needed_never_takes_the_last_action() -> None:
    assert rules.with_referral(ONLY_REFERRED, "none").actions


@pytest.mark.parametrize(
    ("before", "action", "actions", "referral"),
    [
        pytest.param(contact(), "translated", ("explained", "translated"), "none", id="one more, at the end"),
        pytest.param(
            contact(actions=("explained", "translated")), "explained", ("translated",), "none", id="one less"
        ),
        pytest.param(contact(), "explained", ("explained",), "none", id="the last one stays"),
        pytest.param(REFERRED, "referred", ("explained",), "none", id="without referred there is no partner"),
        pytest.param(REFERRED, "explained", ("referred",), "gp", id="another one leaves the partner"),
        pytest.param(REFERRED, "invited", ("explained", "referred", "invited"), "gp", id="so does one more"),
        pytest.param(
            ONLY_REFERRED, "referred", ("referred",), "gp", id="the last one stays, and its partner"
        ),
        pytest.param(
            contact(referral="gp"),
            "referred",
            ("explained", "referred"),
            "gp",
            id="added, it leaves the partner that was told",
        ),
    ],
)
def test_an_action_on_or_off(before: Contact, action: str, actions: tuple[str, ...], referral: str) -> None:
    assert rules.with_action_toggled(before, action) == replace(before, actions=actions, referral=referral)


@pytest.mark.parametrize(
    ("before", "topic", "after"),
    [
        pytest.param(("money",), "housing", ("money", "housing"), id="a second, at the end"),
        pytest.param(("money", "housing"), "other", ("money", "housing", "other"), id="a third"),
        pytest.param(("money", "housing", "other"), "health", ("money", "housing", "other"), id="no fourth"),
        pytest.param(("money", "housing", "other"), "housing", ("money", "other"), id="one of three goes"),
        pytest.param(("money.debts", "housing"), "money", ("housing",), id="a topic takes its detail along"),
        pytest.param(("money.debts",), "housing", ("money.debts", "housing"), id="the others keep theirs"),
        pytest.param(("money.debts",), "money", ("money.debts",), id="the last stays, with its detail"),
    ],
)
def test_a_topic_on_or_off(before: tuple[str, ...], topic: str, after: tuple[str, ...]) -> None:
    assert topics_of(rules.with_topic_toggled(contact(*before), topic)) == after


@pytest.mark.parametrize(
    ("before", "detail", "after"),
    [
        pytest.param(("money",), "money.debts", ("money.debts",), id="told"),
        pytest.param(("money.debts",), "money.debts", ("money",), id="taken back"),
        pytest.param(("money.debts",), "money.social_benefit", ("money.social_benefit",), id="one per topic"),
        pytest.param(
            ("housing", "money"), "money.debts", ("housing", "money.debts"), id="only its own topic"
        ),
        pytest.param(("housing.rent",), "money.debts", ("housing.rent",), id="a topic that is not there"),
    ],
)
def test_a_detail_on_or_off(before: tuple[str, ...], detail: str, after: tuple[str, ...]) -> None:
    topic, _, name = detail.partition(".")
    assert topics_of(rules.with_detail_toggled(contact(*before), topic, name)) == after


def test_a_role_on_or_off() -> None:
    both = rules.with_role_toggled(rules.with_role_toggled(contact(), "helper"), "mediator")
    assert both.roles == ("helper", "mediator")
    assert rules.with_role_toggled(both, "helper").roles == ("mediator",)
    assert rules.with_role_toggled(contact(roles=("helper",)), "helper").roles == ()


DETAILS = [(topic, detail) for topic in sorted(TOPICS) for detail in rules.details_of(topic)]


def _change(
    rule: Callable[..., Contact], *arguments: st.SearchStrategy[str]
) -> st.SearchStrategy[Callable[[Contact], Contact]]:
    return st.tuples(*arguments).map(lambda chosen: lambda one: rule(one, *chosen))


CHANGES = st.one_of(
    _change(rules.with_referral, st.sampled_from(sorted(PARTNERS))),
    _change(rules.with_action_toggled, st.sampled_from(sorted(ACTIONS))),
    _change(rules.with_topic_toggled, st.sampled_from(sorted(TOPICS))),
    _change(rules.with_role_toggled, st.sampled_from(sorted(ROLES))),
    st.sampled_from(DETAILS).map(lambda chosen: lambda one: rules.with_detail_toggled(one, *chosen)),
)


@QUICK
@given(sound(), st.lists(CHANGES, min_size=1, max_size=8))
def test_a_sound_record_stays_sound_under_every_offered_change(
    before: Contact, changes: list[Callable[[Contact], Contact]]
) -> None:
    for change in changes:
        after = change(before)
        assert is_sound(after)
        before = after


@QUICK
@given(sound(), CHANGES)
def test_a_change_touches_nothing_else_of_the_record(
    before: Contact, change: Callable[[Contact], Contact]
) -> None:
    def rest(one: Contact) -> Contact:
        return replace(one, questions=(), actions=(), roles=(), referral="")

    assert rest(change(before)) == rest(before)


@QUICK
@given(sound(), st.sampled_from(sorted(ROLES)))
def test_a_role_tapped_twice_changes_nothing(before: Contact, role: str) -> None:
    twice = rules.with_role_toggled(rules.with_role_toggled(before, role), role)
    assert set(twice.roles) == set(before.roles)


@QUICK
@given(sound(), st.sampled_from(DETAILS))
def test_a_detail_tapped_twice_leaves_at_most_what_was_there(
    before: Contact, chosen: tuple[str, str]
) -> None:
    twice = rules.with_detail_toggled(rules.with_detail_toggled(before, *chosen), *chosen)
    told = {(one.topic, one.detail) for one in before.questions if one.detail}
    assert {(one.topic, one.detail) for one in twice.questions if one.detail} <= told
