"""The saved card: the whole record, with undo and a change of every line for a day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.dialog import Again, Choose, Dialog, Option, Scene, Tap, Write
from bot.model import Attendance, Contact, DayPart, Familiarity, Role
from bot.rules import contacts as rules
from bot.screen import Day, Screen, Text
from handlers.deps import Turn
from handlers.dialogs import lists, record
from storage import contacts
from storage.database import Session

DURATIONS: Final = (5, 15, 30, 45, 60, 90, 120)
LINES: Final = (
    ("minutes", "⏱"),
    ("day", "🗓"),
    ("topics", "➕"),
    ("details", "🔎"),
    ("actions", "✋"),
    ("referral", "📤"),
    ("people", "👥"),
    ("familiarity", "👋"),
    ("roles", "🎭"),
    ("kind", "✏️"),
)
DAYS_BACK: Final = 14


@dataclass(frozen=True)
class Facts:
    contact: Contact
    now: datetime
    zone: ZoneInfo
    used: Mapping[str, int]

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


Shown = Scene[Facts]


async def gather(turn: Turn, subject: int, taps: Sequence[Tap]) -> Facts:
    contact = await contacts.own(turn.session, turn.person.id, subject)
    if contact is None:
        raise LookupError("a card without its contact")
    used: Mapping[str, int] = {}
    if {"line": "referral"} in taps:
        used = await contacts.referral_use(turn.session, contact.team_id, contact.questions[0].topic)
    return Facts(contact, turn.now, turn.zone, used)


def line_is(line: str) -> Callable[[Shown], bool]:
    return lambda scene: scene.answers["line"] == line


def lines(scene: Shown) -> tuple[Option, ...]:
    if scene.facts.contact.undone_at:
        return (Option("redo", icon="↪️", wide=True),)
    return (*(Option(name, icon=icon) for name, icon in LINES), Option("undo", icon="↩️", wide=True))


def durations(scene: Shown) -> tuple[Option, ...]:
    chosen = scene.facts.contact.minutes
    offered = [_duration(minutes, marked=minutes == chosen) for minutes in DURATIONS]
    return (
        *offered,
        Option("other", Text(key="card.minutes.other"), marked=bool(chosen) and chosen not in DURATIONS),
    )


def _duration(minutes: int, *, marked: bool) -> Option:
    return Option(str(minutes), Text(key="card.minutes.some", values={"count": minutes}), marked=marked)


def typed_minutes(scene: Shown) -> bool:
    return scene.answers.get("minutes") == "other"


def days(_: Shown) -> tuple[Option, ...]:
    return tuple(Option(one) for one in ("now", "today", "yesterday", "another"))


def another_day(scene: Shown) -> bool:
    return scene.answers.get("day") == "another"


def earlier_days(scene: Shown) -> tuple[Option, ...]:
    past = (scene.facts.today - timedelta(days=back) for back in range(2, DAYS_BACK + 1))
    return tuple(
        Option(one.isoformat(), Text(key="common.day", values={"day": Day(day=one)})) for one in past
    )


def asks_day_part(scene: Shown) -> bool:
    return scene.answers.get("day", "now") != "now"


def day_parts(_: Shown) -> tuple[Option, ...]:
    return (*(Option(one.value) for one in DayPart), Option("unknown", wide=True))


def topics(scene: Shown) -> tuple[Option, ...]:
    return lists.topics([one.topic for one in scene.facts.contact.questions])


def details(scene: Shown) -> tuple[Option, ...]:
    return tuple(
        option for one in scene.facts.contact.questions for option in lists.details(one.topic, one.detail)
    )


def actions(scene: Shown) -> tuple[Option, ...]:
    return lists.actions(scene.facts.contact.actions)


def partners(scene: Shown) -> tuple[Option, ...]:
    contact, used = scene.facts.contact, scene.facts.used
    topic = contact.questions[0].topic
    ordered, front = rules.partners_for(topic, used), rules.offered_first(topic, used)
    return lists.partners(ordered, front, with_none=contact.actions != ("referred",), chosen=contact.referral)


def front(scene: Shown) -> int:
    contact = scene.facts.contact
    return rules.offered_first(contact.questions[0].topic, scene.facts.used) + (
        contact.actions != ("referred",)
    )


def people(scene: Shown) -> tuple[Option, ...]:
    return tuple(Option(one.value, marked=one is scene.facts.contact.attendance) for one in Attendance)


def familiarities(scene: Shown) -> tuple[Option, ...]:
    return tuple(Option(one.value, marked=one is scene.facts.contact.familiarity) for one in Familiarity)


def roles(scene: Shown) -> tuple[Option, ...]:
    return lists.roles(scene.facts.contact.roles)


def kinds(scene: Shown) -> tuple[Option, ...]:
    return lists.kinds([scene.facts.contact.kind])


def head(scene: Shown) -> tuple[Text, ...]:
    return record.lines_of(scene.facts.contact, scene.facts.today) if "line" not in scene.answers else ()


async def save(turn: Turn, scene: Shown, _: int) -> Again:
    """Each change is kept at once. A list stays open for more; everything else leads back to the card."""
    contact, line = scene.facts.contact, scene.answers["line"]
    if line == "actions" and scene.answers["actions"] == "referred" and contact.referral == "none":
        return Again(({"line": "referral"},))
    changed = CHANGES[line](contact, scene)
    await contacts.change(turn.session, changed)
    stays = line in {"topics", "details", "actions", "roles"}
    full = line == "topics" and changed == contact
    return Again(({"line": line},) if stays else (), Text(key="card.topics.full") if full else None)


def _with_minutes(contact: Contact, scene: Shown) -> Contact:
    typed = scene.answers.get("minutes_typed")
    minutes = int(typed or scene.answers["minutes"])
    return replace(contact, minutes=None if minutes == contact.minutes and not typed else minutes)


def _with_day(contact: Contact, scene: Shown) -> Contact:
    today, answers = scene.facts.today, scene.answers
    match answers["day"]:
        case "now":
            return replace(
                contact, happened_on=today, day_part=rules.part_of_day(scene.facts.now, scene.facts.zone)
            )
        case "another":
            day = date.fromisoformat(answers["earlier_day"])
        case _:
            day = today - timedelta(days=answers["day"] == "yesterday")
    part = answers["day_part"]
    return replace(contact, happened_on=day, day_part=None if part == "unknown" else DayPart(part))


def _with_detail(contact: Contact, scene: Shown) -> Contact:
    topic, _, detail = scene.answers["details"].partition(".")
    return rules.with_detail_toggled(contact, topic, detail)


def _with_people(contact: Contact, scene: Shown) -> Contact:
    band = Attendance(scene.answers["people"])
    return replace(contact, attendance=None if band is contact.attendance else band)


def _with_familiarity(contact: Contact, scene: Shown) -> Contact:
    told = Familiarity(scene.answers["familiarity"])
    return replace(contact, familiarity=None if told is contact.familiarity else told)


CHANGES: Final[Mapping[str, Callable[[Contact, Shown], Contact]]] = {
    "minutes": _with_minutes,
    "day": _with_day,
    "topics": lambda contact, scene: rules.with_topic_toggled(contact, scene.answers["topics"]),
    "details": _with_detail,
    "actions": lambda contact, scene: rules.with_action_toggled(contact, scene.answers["actions"]),
    "referral": lambda contact, scene: rules.with_referral(contact, scene.answers["referral"]),
    "people": _with_people,
    "familiarity": _with_familiarity,
    "roles": lambda contact, scene: rules.with_role_toggled(contact, scene.answers["roles"]),
    "kind": lambda contact, scene: replace(contact, kind=scene.answers["kind"]),
    "undo": lambda contact, scene: replace(contact, undone_at=scene.facts.now),
    "redo": lambda contact, _: replace(contact, undone_at=None),
}


async def expire(session: Session, subject: int) -> Screen:
    """A day later the card shrinks; what was undone is gone for good."""
    undone = await contacts.purge_undone(session, subject)
    return Screen(lines=(Text(key="card.gone" if undone else "card.shrunk"),))


DIALOG = Dialog(
    name="card",
    roles=frozenset({Role.KEY_PERSON}),
    steps=(
        Choose("line", lines, resting=True),
        Choose("minutes", durations, when=line_is("minutes")),
        Write("minutes_typed", rules.minutes_typed, when=typed_minutes),
        Choose("day", days, when=line_is("day")),
        Choose("earlier_day", earlier_days, when=another_day),
        Choose("day_part", day_parts, when=asks_day_part),
        Choose("topics", topics, labels="topic", when=line_is("topics")),
        Choose("details", details, labels="detail", when=line_is("details")),
        Choose("actions", actions, labels="action", when=line_is("actions")),
        Choose("referral", partners, labels="partner", when=line_is("referral"), first=front),
        Choose("people", people, labels="attendance", when=line_is("people"), columns=3),
        Choose("familiarity", familiarities, when=line_is("familiarity")),
        Choose("roles", roles, labels="role", when=line_is("roles")),
        Choose("kind", kinds, labels="kind", when=line_is("kind")),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=head,
    lives=timedelta(days=1),
    ages_from_start=True,
)
