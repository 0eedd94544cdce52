"""What can be chosen on the saved card, and for which of its lines."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.dialog import Option, Scene
from bot.model import Attendance, Contact, DayPart, Familiarity, Talk, Timing
from bot.rules import contacts as rules
from bot.rules.boundaries import ANSWERS, Logged
from bot.screen import Day, Text
from handlers.dialogs import lists
from handlers.dialogs.supervision_words import cut

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
MOST_ENTRIES: Final = 60


@dataclass(frozen=True)
class Facts:
    contact: Contact
    now: datetime
    zone: ZoneInfo
    used: Mapping[str, int]
    others: Sequence[Logged] = ()
    boundary: tuple[Text, ...] = ()
    can_talk: bool = False
    partners: tuple[tuple[int, str], ...] = ()
    partner: tuple[int, str] | None = None
    words: str | None = None
    words_allowed: bool = False

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


Shown = Scene[Facts]


def line_is(line: str) -> Callable[[Shown], bool]:
    return lambda scene: scene.answers["line"] == line


def lines(scene: Shown) -> tuple[Option, ...]:
    if scene.facts.contact.undone_at:
        return (Option("redo", icon="↪️", wide=True),)
    shown = [Option(name, icon=icon) for name, icon in LINES]
    if scene.facts.partners:
        shown.insert([name for name, _ in LINES].index("referral") + 1, Option("partner", icon="🏢"))
    if scene.facts.words_allowed or scene.facts.words:
        shown.append(Option("words", icon="🗒"))
    heavy = Option("heavy", icon="💛", marked=scene.facts.contact.heavy, wide=True)
    return (*_asked(scene), *shown, *_told(scene), heavy, Option("undo", icon="↩️", wide=True))


def _asked(scene: Shown) -> tuple[Option, ...]:
    """What the card asks of itself, once and in one tap."""
    contact = scene.facts.contact
    talk = (Option("talk_yes", icon="💬", wide=True), Option("talk_no", wide=True))
    when = tuple(Option(one.value, wide=True) for one in ANSWERS)
    return (
        *(talk if contact.talk is Talk.OFFERED else ()),
        *(when if contact.timing is Timing.ASKED else ()),
    )


def _told(scene: Shown) -> tuple[Option, ...]:
    known = scene.facts.contact.timing not in {None, Timing.ASKED}
    return (Option("timing", icon="🌙"),) if known else ()


def timings(scene: Shown) -> tuple[Option, ...]:
    return tuple(Option(one.value, marked=one is scene.facts.contact.timing) for one in ANSWERS)


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


def minutes_typed(words: str, _: Shown) -> str | None:
    return rules.minutes_typed(words)


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


def entries(scene: Shown) -> tuple[Option, ...]:
    """The entries of the directory that it can have been, the most used first."""
    named = scene.facts.partner[0] if scene.facts.partner else None
    return tuple(
        Option(str(number), Text(key="common.name", values={"name": cut(name, 40)}), marked=number == named)
        for number, name in scene.facts.partners[:MOST_ENTRIES]
    )


def entries_in_front(_: Shown) -> int:
    return rules.OFFERED_PARTNERS


def with_partner(record: Sequence[Text], scene: Shown) -> tuple[Text, ...]:
    """The name that she gave stands right below the category."""
    named = scene.facts.partner
    if named is None:
        return tuple(record)
    at = next((at for at, line in enumerate(record, 1) if line.key == "card.record.referral"), len(record))
    return (*record[:at], Text(key="card.record.partner", values={"value": named[1]}), *record[at:])


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
