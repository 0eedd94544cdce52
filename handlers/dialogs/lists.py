"""Options and lines made of the taxonomy, for every dialogue that shows it."""

from collections.abc import Iterable

from bot.dialog import Option
from bot.model import Contact, Question
from bot.rules.contacts import alarming, details_of
from bot.screen import Several, Text
from bot.taxonomy import ACTIONS, KINDS, PARTNERS, ROLES, TOPICS


def kinds(chosen: Iterable[str] = ()) -> tuple[Option, ...]:
    return tuple(Option(one.id, icon=one.icon, marked=one.id in chosen) for one in KINDS.values())


def topics(chosen: Iterable[str] = ()) -> tuple[Option, ...]:
    return tuple(
        Option(one.id, icon=one.icon, marked=one.id in chosen, alarming=alarming(one.id))
        for one in TOPICS.values()
    )


def details(topic: str, chosen: str | None = None) -> tuple[Option, ...]:
    return tuple(
        Option(f"{topic}.{one}", marked=one == chosen, alarming=alarming(topic, one))
        for one in details_of(topic)
    )


def actions(chosen: Iterable[str] = ()) -> tuple[Option, ...]:
    return tuple(Option(one, marked=one in chosen) for one in ACTIONS)


def roles(chosen: Iterable[str] = ()) -> tuple[Option, ...]:
    return tuple(Option(one, marked=one in chosen) for one in ROLES)


def partners(ordered: Iterable[str], front: int, *, with_none: bool, chosen: str = "") -> tuple[Option, ...]:
    """The partner categories in this order, "not needed" right after those in front."""
    options = [Option(one, marked=one == chosen) for one in ordered if one in PARTNERS]
    none = [Option("none", marked=chosen == "none", wide=True)] if with_none else []
    return (*options[:front], *none, *options[front:])


def kind_line(kind: str) -> Text:
    return Text(key=f"kind.{kind}", icon=KINDS[kind].icon)


def question_line(question: Question) -> Text:
    icon = TOPICS[question.topic].icon
    topic = Text(key=f"topic.{question.topic}")
    if question.detail is None:
        return topic.model_copy(update={"icon": icon})
    detail = Text(key=f"detail.{question.topic}.{question.detail}")
    return Text(key="card.topic_with_detail", values={"topic": topic, "detail": detail}, icon=icon)


def short(contact: Contact) -> Several:
    """A contact in one line: kind, topics, actions, referral."""
    asked = [Text(key=f"topic.{one.topic}") for one in contact.questions]
    done = [Text(key=f"action.{one}") for one in contact.actions if one != "referred"]
    sent = [Text(key=f"partner.{contact.referral}")] if contact.referral != "none" else []
    return Several(several=(kind_line(contact.kind), *asked, *done, *sent))
