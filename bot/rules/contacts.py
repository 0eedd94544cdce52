"""How the record of a contact may change: pure rules, each from one whole record to the next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.model import Attendance, Contact, DayPart, Familiarity, Question, Shortcut
from bot.taxonomy import ACTIONS, KINDS, PARTNERS, TAXONOMY, TOPICS

GROUP_KINDS: Final = frozenset({"group_session", "consultation_hour"})
SHORTCUT_KEPT_OUT: Final = frozenset({"suicidal_thoughts", "eviction_homeless", "fgm"})
ALARMING_DETAILS: Final = frozenset({"suicidal_thoughts", "eviction_homeless"})
HIDDEN_DETAILS: Final = frozenset({"dementia_memory", "fgm"})
MOST_TOPICS: Final = 3
OFFERED_PARTNERS: Final = 6
USE_DECIDES_FROM: Final = 10


def alarming(topic: str, detail: str | None = None) -> bool:
    """Whether the safety card comes before anything else (taxonomy: all of safety, and two details)."""
    return topic == "safety" or detail in ALARMING_DETAILS


def details_of(topic: str) -> tuple[str, ...]:
    """Level 2 of a topic; what only some settings show stays out until a team has such a setting."""
    return tuple(entry.id for entry in TOPICS[topic].sub if entry.id not in HIDDEN_DETAILS)


def partners_for(topic: str, used: Mapping[str, int]) -> tuple[str, ...]:
    """Every partner category, the fitting ones first; from ten referrals of a team on, its own use decides."""
    listed = TAXONOMY.topic_partners[topic]
    rest = [one for one in PARTNERS if one not in listed and one != "none"]
    ordered = [*listed, *rest]
    if sum(used.values()) >= USE_DECIDES_FROM:
        ordered.sort(key=lambda one: -used.get(one, 0))
    return tuple(ordered)


def offered_first(topic: str, used: Mapping[str, int]) -> int:
    """How many of `partners_for` stand in front: the fitting ones, at most six."""
    fitting = len(TAXONOMY.topic_partners[topic])
    return OFFERED_PARTNERS if sum(used.values()) >= USE_DECIDES_FROM else min(fitting, OFFERED_PARTNERS)


def shortcut_of(contact: Contact) -> Shortcut | None:
    """What "same as last" would copy, or None for what must never become a shortcut."""
    if any(alarming(one.topic, one.detail) or _kept_out(one) for one in contact.questions):
        return None
    return Shortcut(contact.kind, contact.questions[0].topic, contact.actions[0], contact.referral)


def _kept_out(question: Question) -> bool:
    return question.setting == "fgm" or question.detail in SHORTCUT_KEPT_OUT


def shortcuts(latest_first: Sequence[Contact], most: int = 3) -> tuple[Shortcut, ...]:
    """The last combination, then up to `most` others, the most used first. A tie goes to the latest."""
    made = [found for contact in latest_first if (found := shortcut_of(contact)) and _known(found)]
    if not made:
        return ()
    others = sorted(
        (one for one in dict.fromkeys(made) if one != made[0]),
        key=lambda one: (-made.count(one), made.index(one)),
    )
    return (made[0], *others[:most])


def _known(one: Shortcut) -> bool:
    return one.kind in KINDS and one.topic in TOPICS and one.action in ACTIONS and one.referral in PARTNERS


def first_actions(action: str, referral: str) -> tuple[str, ...]:
    """Choosing a partner adds the action `referred` (taxonomy, notes)."""
    return tuple(dict.fromkeys([action, *(["referred"] if referral != "none" else [])]))


def with_referral(contact: Contact, referral: str) -> Contact:
    kept = tuple(one for one in contact.actions if one != "referred")
    actions = kept if referral == "none" else (*kept, "referred")
    return replace(contact, referral=referral, actions=actions) if actions else contact


def with_action_toggled(contact: Contact, action: str) -> Contact:
    """The last action stays. `referred` needs a partner, and without it there is no partner either."""
    actions = toggled(contact.actions, action)
    if not actions or ("referred" in actions and contact.referral == "none"):
        return contact
    lost = action == "referred" and action not in actions
    return replace(contact, actions=actions, referral="none" if lost else contact.referral)


def with_topic_toggled(contact: Contact, topic: str) -> Contact:
    """Up to three topics; the last one stays; a topic that goes takes its detail along."""
    kept = tuple(one for one in contact.questions if one.topic != topic)
    if len(kept) == len(contact.questions):
        kept = (*kept, Question(topic)) if len(kept) < MOST_TOPICS else kept
    return replace(contact, questions=kept or contact.questions)


def with_detail_toggled(contact: Contact, topic: str, detail: str) -> Contact:
    def changed(one: Question) -> Question:
        return one if one.topic != topic else replace(one, detail=None if one.detail == detail else detail)

    return replace(contact, questions=tuple(changed(one) for one in contact.questions))


def with_role_toggled(contact: Contact, role: str) -> Contact:
    return replace(contact, roles=toggled(contact.roles, role))


def with_minutes(contact: Contact, minutes: int, *, typed: bool) -> Contact:
    """A duration tapped once more goes; a typed one stays."""
    return replace(contact, minutes=None if minutes == contact.minutes and not typed else minutes)


def with_people_toggled(contact: Contact, band: Attendance) -> Contact:
    return replace(contact, attendance=None if band is contact.attendance else band)


def with_familiarity_toggled(contact: Contact, told: Familiarity) -> Contact:
    return replace(contact, familiarity=None if told is contact.familiarity else told)


def toggled(chosen: Iterable[str], one: str) -> tuple[str, ...]:
    before = tuple(chosen)
    return tuple(other for other in before if other != one) if one in before else (*before, one)


def part_of_day(now: datetime, zone: ZoneInfo) -> DayPart:
    """Morning from 6, afternoon from 12, evening from 18 until midnight, by local time."""
    hour = now.astimezone(zone).hour
    parts = (DayPart.NIGHT, DayPart.MORNING, DayPart.AFTERNOON, DayPart.EVENING)
    return parts[hour // 6]


def minutes_typed(words: str) -> str | None:
    """1 to 720 minutes, typed in any digits; None for anything else."""
    digits = words.strip()
    if not (digits.isdecimal() and len(digits) <= 4):
        return None
    minutes = int(digits)
    return str(minutes) if 1 <= minutes <= 720 else None
