"""The points of her agenda: as she reads them, as buttons, and in the words in which they can be sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.dialog import Option, Scene
from bot.rules.agenda import Point
from bot.screen import Day, Several, Text, Value
from bot.supervision import Meeting, MeetingState
from bot.taxonomy import TOPICS
from handlers.dialogs.arranging import named
from handlers.dialogs.meeting_words import at, kind

ICONS: Final = {
    "heavy": "💛",
    "topic": "📈",
    "referrals": "📤",
    "off_duty": "🌙",
    "boundaries": "🧱",
    "hours": "🕘",
    "else": "💬",
}
TICKED: Final = "✅"


@dataclass(frozen=True)
class Facts:
    """Her points for one session and those she ticked; no session where there is none that she is a guest of."""

    now: datetime
    zone: ZoneInfo
    meeting: Meeting | None = None
    points: tuple[Point, ...] = ()
    ticked: frozenset[str] = frozenset()

    @property
    def chosen(self) -> tuple[Point, ...]:
        return tuple(one for one in self.points if one.id in self.ticked)

    @property
    def ahead(self) -> Meeting | None:
        """The session while it is still to come, or goes on: only then something can be sent."""
        coming = (
            self.meeting and self.meeting.state is MeetingState.PLANNED and self.now < self.meeting.ends_at
        )
        return self.meeting if coming else None


Shown = Scene[Facts]


def exists(scene: Shown) -> bool:
    return scene.facts.meeting is not None


def sends(scene: Shown) -> bool:
    return scene.answers.get("pick") == "send"


def picks(scene: Shown) -> tuple[Option, ...]:
    """A button for each point, and one to send what is ticked."""
    facts = scene.facts
    shown = [_option(number, one, facts) for number, one in enumerate(facts.points, 1)]
    send = [Option("send", icon="📨", wide=True)] if facts.chosen and facts.ahead else []
    return (*shown, *send)


def _option(number: int, one: Point, facts: Facts) -> Option:
    label = Text(key="agenda.numbered", values={"number": number, "point": _short(one)})
    return Option(one.id, label, _icon(one), marked=one.id in facts.ticked, wide=True)


def _short(one: Point) -> Text:
    return Text(key=f"topic.{one.topics[0]}") if one.topics else Text(key=f"agenda.point.{one.what}")


def _icon(one: Point) -> str:
    return TOPICS[one.topics[0]].icon if one.what == "topic" else ICONS[one.what]


def confirmations(_: Shown) -> tuple[Option, ...]:
    return (Option("yes", icon="📨", wide=True), Option("no", wide=True))


def head(scene: Shown) -> tuple[Text, ...]:
    facts = scene.facts
    if facts.meeting is None:
        return ()
    host = facts.meeting.host
    if sends(scene):
        name: dict[str, Value] = {"name": named(host.name, host.person_id)}
        return (Text(key="agenda.will_read", values=name), *in_words(facts.chosen))
    about: dict[str, Value] = {
        "kind": kind(facts.meeting.plan),
        "when": at(facts.meeting.starts_at, facts.zone),
    }
    own = [_own(number, one, facts) for number, one in enumerate(facts.points, 1)]
    own[0] = own[0].model_copy(update={"apart": True})
    return (Text(key="agenda.title", values=about, icon="🗒"), Text(key="agenda.private"), *own)


def _own(number: int, one: Point, facts: Facts) -> Text:
    """A line as only she reads it, with the day and the numbers from her log."""
    icon = TICKED if one.id in facts.ticked else ICONS[one.what]
    return Text(key="agenda.numbered", values={"number": number, "point": _told(one)}, icon=icon)


def _told(one: Point) -> Text:
    if one.what == "heavy" and one.day:
        return Text(key="agenda.own.heavy", values={"topics": _topics(one), "day": Day(day=one.day)})
    if one.what == "topic":
        values: dict[str, Value] = {"topics": _topics(one), "times": one.count, "before": one.before}
        return Text(key="agenda.own.topic", values=values)
    if one.count:
        return Text(key=f"agenda.own.{one.what}", values={"times": one.count})
    return Text(key=f"agenda.point.{one.what}")


def _topics(one: Point) -> Several:
    return Several(several=tuple(Text(key=f"topic.{topic}") for topic in one.topics))


def in_words(chosen: Iterable[Point]) -> tuple[Text, ...]:
    """What her coordinator reads: no day, no number, nothing that was not ticked."""
    return tuple(_sent(one).model_copy(update={"icon": ICONS[one.what]}) for one in chosen)


def _sent(one: Point) -> Text:
    if one.topics:
        return Text(key=f"agenda.sent.{one.what}", values={"topics": _topics(one)})
    return Text(key=f"agenda.point.{one.what}")
