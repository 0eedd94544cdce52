"""The page of /supervision: who is due, what is planned and what was kept, in one message."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.dialog import Seen
from bot.rules.rhythm import Status
from bot.screen import Day, Text, Value
from bot.supervision import Meeting
from handlers.dialogs.supervision_facts import Due, Overview, Shown, View
from handlers.dialogs.supervision_lists import listed, of_page
from handlers.dialogs.supervision_words import MOST_NAMED, called, line
from storage.reminders import Missed

KEPT_DAYS: Final = 90
# So that the page stays within one message of Telegram's, and short enough for a phone.
MOST_DUE: Final = 8
MOST_AHEAD: Final = 10
MOST_OPEN: Final = 3
MOST_MISSED: Final = 3


def head(scene: Shown) -> tuple[Text, ...]:
    """On the page everything; on the way to a change only what it is about."""
    view = scene.facts.view
    if view is None:
        return ()
    if "pick" in scene.answers:
        return tuple(of_page(scene, view))
    return tuple(_page(view, view.overview)) if view.overview else ()


def sees(scene: Shown) -> Seen | None:
    """Everybody about whom something stands there."""
    view = scene.facts.view
    if view is None:
        return None
    if "pick" in scene.answers:
        return Seen(view.team.team_id, tuple(listed(scene)))
    return Seen(view.team.team_id, tuple(_on_page(view.overview))) if view.overview else None


def _on_page(shown: Overview) -> Iterator[int]:
    yield from (one.rhythm.person_id for one in shown.due[:MOST_DUE])
    yield from (one.person_id for one in shown.missed[:MOST_MISSED])
    for meeting in buttons(shown):
        yield from (one.person_id for one in meeting.guests if len(meeting.guests) <= MOST_NAMED)


def _page(view: View, shown: Overview) -> Iterator[Text]:
    yield Text(key="supervision.title", values={"team": view.team.team}, icon="🤝")
    yield from _due(view, shown.due)
    yield from _sessions(view, shown)
    yield _kept(shown)
    yield from _missed(view, shown.missed)


def _due(view: View, due: Sequence[Due]) -> Iterator[Text]:
    if not view.key_persons:
        yield Text(key="supervision.nobody", apart=True)
    elif not view.rhythms:
        yield Text(key="supervision.no_rhythms", apart=True)
    elif not due:
        yield Text(key="supervision.nobody_due", icon="✅", apart=True)
    else:
        yield Text(key="supervision.due", apart=True)
        yield from (_due_line(view, one) for one in due[:MOST_DUE])
        yield from _more(len(due) - MOST_DUE)


def _due_line(view: View, one: Due) -> Text:
    name = called(view.names, one.rhythm.name, one.rhythm.person_id)
    kind = Text(key=f"meeting.kind.{one.rhythm.kind}")
    values: dict[str, Value] = {"name": name, "kind": kind, "day": Day(day=one.day)}
    if one.status is Status.DUE:
        return Text(key="supervision.due_on", values=values, icon="🔔")
    if one.planned is None:
        return Text(key="supervision.overdue", values=values, icon="⏰")
    planned = {**values, "planned": Day(day=one.planned)}
    return Text(key="supervision.overdue_planned", values=planned, icon="⏰")


def _more(number: int) -> Iterator[Text]:
    if number > 0:
        yield Text(key="supervision.more", values={"number": number})


def _sessions(view: View, shown: Overview) -> Iterator[Text]:
    ahead = shown.sessions.ahead
    yield Text(key="supervision.ahead" if ahead else "supervision.none_ahead", apart=True)
    yield from _listed(view, ahead, MOST_AHEAD)
    if shown.sessions.unrecorded:
        yield Text(key="supervision.unrecorded", apart=True)
        yield from _listed(view, shown.sessions.unrecorded, MOST_OPEN)
    if shown.sessions.skipped:
        yield Text(key="supervision.skipped", apart=True)
        yield from _listed(view, shown.sessions.skipped, MOST_OPEN)


def _listed(view: View, sessions: Sequence[Meeting], most: int) -> Iterator[Text]:
    yield from (line(one, view.names, view.zone) for one in sessions[:most])
    yield from _more(len(sessions) - most)


def buttons(shown: Overview) -> tuple[Meeting, ...]:
    """Every session that stands on the page, in its order."""
    sessions = shown.sessions
    return (*sessions.ahead[:MOST_AHEAD], *sessions.unrecorded[:MOST_OPEN], *sessions.skipped[:MOST_OPEN])


def _kept(shown: Overview) -> Text:
    kept = shown.kept
    hours = f"{kept.minutes_given // 60}:{kept.minutes_given % 60:02}"
    interval = kept.median_interval_days
    between: Value = Text(key="supervision.no_interval") if interval is None else interval
    return Text(
        key="supervision.kept",
        values={
            "days": KEPT_DAYS,
            "held": kept.held,
            "planned": kept.planned,
            "between": between,
            "peer": kept.peer_sessions,
            "hours": hours,
        },
        icon="📊",
        apart=True,
    )


def _missed(view: View, missed: Sequence[Missed]) -> Iterator[Text]:
    if missed:
        yield Text(key="supervision.missed", apart=True)
    for one in missed[:MOST_MISSED]:
        yield _missed_line(view, one)
    yield from _more(len(missed) - MOST_MISSED)


def _missed_line(view: View, one: Missed) -> Text:
    day = Day(day=one.starts_at.astimezone(view.zone).date())
    values: dict[str, Value] = {"name": called(view.names, one.name, one.person_id), "day": day}
    kind = Text(key=f"meeting.kind.{one.kind}")
    return Text(key=f"supervision.missed.{one.why}", values={**values, "kind": kind}, icon="📭")
