"""A session in words: what it is, when, with whom and where, and what can be done about it in one tap."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.screen import Appointment, Button, Day, Several, Text, Value, Weekday
from bot.supervision import WITH_AGENDA, Attendee, Meeting, MeetingKind, MeetingState, Plan
from handlers.dialogs.arranging import named

MOST_NAMED: Final = 6
ICONS: Final = {
    MeetingKind.INDIVIDUAL: "💬",
    MeetingKind.PEER: "👥",
    MeetingKind.PROGRESS: "📈",
    MeetingKind.PLAN_REVIEW: "🌱",
    MeetingKind.TRAINING: "🎓",
    MeetingKind.OWN: "📌",
}
ACTS: Final = {
    "yes": "🙋",
    "no": "🚫",
    "move": "🗓",
    "cancel": "❌",
    "agenda": "📝",
    "file": "📅",
    "held": "✔️",
    "missed": "✖️",
}
# These count only for the time that was shown above them.
_OF_A_TIME: Final = frozenset({"yes", "no", "move", "cancel"})


def kind(plan: Plan) -> Text:
    """What it is called: the kind, or the name that the coordinator gave a kind of her own."""
    if plan.kind is MeetingKind.OWN and plan.title:
        return Text(key="common.name", values={"name": plan.title})
    return Text(key=f"meeting.kind.{plan.kind}")


def at(moment: datetime, zone: ZoneInfo) -> Text:
    """Weekday, day and time on the reader's clock: it still holds when it is read days later."""
    local = moment.astimezone(zone)
    day: dict[str, Value] = {"weekday": Weekday(weekday=local.weekday()), "day": Day(day=local.date())}
    return Text(key="meeting.at", values={**day, "time": f"{local:%H:%M}"})


def lines(meeting: Meeting, reader: int, zone: ZoneInfo) -> Iterator[Text]:
    """What, when, with whom and where, as this person reads it."""
    yield Text(key="meeting.what", values={"kind": kind(meeting.plan)}, icon=ICONS[meeting.kind])
    yield Text(key="meeting.when", values={"when": at(meeting.starts_at, zone)}, icon="🗓")
    yield Text(key="meeting.lasts", values={"minutes": meeting.plan.minutes}, icon="⏱")
    yield from _with(meeting, reader)
    if meeting.plan.place:
        yield Text(key="meeting.place", values={"place": meeting.plan.place}, icon="📍")


def _with(meeting: Meeting, reader: int) -> Iterator[Text]:
    others = [one for one in meeting.attendees if one.person_id != reader]
    if others:
        yield Text(key="meeting.with", values={"names": names(others)}, icon="👤")
    if meeting.plan.facilitator:
        yield Text(key="meeting.facilitator", values={"name": meeting.plan.facilitator}, icon="🧭")


def names(people: Sequence[Attendee]) -> Several:
    """The first few by name, and how many more."""
    shown = [
        Text(key="common.name", values={"name": named(one.name, one.person_id)})
        for one in people[:MOST_NAMED]
    ]
    more = len(people) - MOST_NAMED
    rest = [Text(key="meeting.more_people", values={"number": more})] if more > 0 else []
    return Several(several=(*shown, *rest))


def short_moment(moment: datetime, zone: ZoneInfo) -> str:
    """A day and a time for a button, so that those of two sessions in one message are told apart."""
    local = moment.astimezone(zone)
    return f"{local.day}-{local.month} {local:%H:%M}"


def stamp(moment: datetime) -> str:
    """A moment in the data of a button, in a key or as an answer: 20261201T0930 in UTC."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M}"


def button(meeting: Meeting, act: str, zone: ZoneInfo) -> Button:
    """A button that stands for `/meeting <id> <act>`, with the time it was shown under where that matters."""
    when: dict[str, Value] = {"when": short_moment(meeting.starts_at, zone)}
    label = Text(key=f"meeting.button.{act}", values=when, icon=ACTS[act])
    shown = f" {stamp(meeting.starts_at)}" if act in _OF_A_TIME else ""
    return Button(label=label, data=f"/meeting {meeting.id} {act}{shown}")


def buttons(meeting: Meeting, reader: int, zone: ZoneInfo) -> tuple[tuple[Button, ...], ...]:
    """Come, move, cancel: each in one tap. Of a session for several a guest says that she cannot come."""
    mine = meeting.attendee(reader)
    if mine is None:
        return ()
    acts = ("move", "cancel") if mine.host or len(meeting.guests) == 1 else ("no",)
    first = () if mine.host else ("yes",)
    return tuple((button(meeting, act, zone),) for act in (*first, *acts, "file"))


def agenda_button(meeting: Meeting, reader: int, zone: ZoneInfo) -> tuple[tuple[Button, ...], ...]:
    """Before a talk a guest can choose, for herself, what she wants to talk about."""
    mine = meeting.attendee(reader)
    asked = meeting.kind in WITH_AGENDA and mine is not None and not mine.host
    return ((button(meeting, "agenda", zone),),) if asked else ()


def appointment(meeting: Meeting, reader: int, language: str, team: str, now: datetime) -> Appointment:
    """The session for the calendar of one reader. Nobody is named in it: calendars are shared."""
    return Appointment(
        language=language,
        uid=meeting.uid,
        sequence=meeting.sequence,
        changed_at=now,
        starts_at=meeting.starts_at,
        minutes=meeting.plan.minutes,
        title=kind(meeting.plan),
        team=team,
        place=meeting.plan.place,
        facilitator=meeting.plan.facilitator,
        cancelled=meeting.state in {MeetingState.CANCELLED, MeetingState.SKIPPED},
    )
