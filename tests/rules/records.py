"""Records of contacts to start from: one by hand, and any that is sound."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

from hypothesis import strategies as st

from bot.model import Attendance, Contact, Question
from bot.rules.contacts import MOST_TOPICS, details_of
from bot.taxonomy import ACTIONS, KINDS, PARTNERS, ROLES, TOPICS

PLAIN: Final = Contact(
    person_id=1,
    team_id=2,
    logged_at=datetime(2026, 11, 23, 11, 0, tzinfo=UTC),
    happened_on=date(2026, 11, 23),
    kind="phone_call",
    questions=(Question("money"),),
    actions=("explained",),
    referral="none",
    id=3,
)


def contact(*topics: str, **fields: Any) -> Contact:
    """The plain record with these topics, `topic` or `topic.detail`, and other fields as given."""
    questions = tuple(
        Question(topic, detail or None) for topic, _, detail in (one.partition(".") for one in topics)
    )
    given: dict[str, Any] = {"questions": questions, **fields} if questions else fields
    return replace(PLAIN, **given)


def topics_of(one: Contact) -> tuple[str, ...]:
    """The topics as `contact` takes them."""
    return tuple(f"{asked.topic}.{asked.detail}" if asked.detail else asked.topic for asked in one.questions)


def is_sound(one: Contact) -> bool:
    """What every saved record promises (`bot.model.Contact`), whatever was changed in it."""
    asked = [question.topic for question in one.questions]
    return (
        1 <= len(asked) <= MOST_TOPICS
        and len(set(asked)) == len(asked)
        and len(one.actions) >= 1
        and len(set(one.actions)) == len(one.actions)
        and len(set(one.roles)) == len(one.roles)
        and ("referred" in one.actions) == (one.referral != "none")
        and all(question.detail in {None, *details_of(question.topic)} for question in one.questions)
    )


@st.composite
def questions(draw: st.DrawFn) -> tuple[Question, ...]:
    asked = draw(st.lists(st.sampled_from(sorted(TOPICS)), min_size=1, max_size=MOST_TOPICS, unique=True))
    return tuple(Question(one, draw(st.sampled_from([None, *details_of(one)]))) for one in asked)


@st.composite
def sound(draw: st.DrawFn) -> Contact:
    """Any record that could have been saved."""
    done = draw(st.lists(st.sampled_from(sorted(ACTIONS)), min_size=1, max_size=5, unique=True))
    partner = st.sampled_from([one for one in PARTNERS if one != "none"])
    made = contact(
        kind=draw(st.sampled_from(sorted(KINDS))),
        questions=draw(questions()),
        actions=tuple(done),
        referral=draw(partner) if "referred" in done else "none",
        roles=tuple(draw(st.lists(st.sampled_from(sorted(ROLES)), max_size=3, unique=True))),
        attendance=draw(st.sampled_from([None, *Attendance])),
    )
    assert is_sound(made)
    return made
