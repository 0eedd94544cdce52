"""The questions behind the page of a session: another time, who takes part, and what stands in the way."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from bot.dialog import Option
from bot.rules.slots import Clash
from bot.screen import Text
from bot.supervision import Attendee, MeetingState
from handlers.dialogs import times
from handlers.dialogs.meeting_page import Facts, Shown, page, tapped
from handlers.dialogs.meeting_words import at, names
from handlers.dialogs.times import Times


def does(*acts: str) -> Callable[[Shown], bool]:
    return lambda scene: scene.facts.seen is not None and scene.answers.get("do") in acts


def sees(scene: Shown) -> bool:
    return scene.facts.seen is not None


def _asks_time(scene: Shown) -> bool:
    return does("move")(scene) and not {"starts", "offer"} & scene.answers.keys()


def asks_offer(scene: Shown) -> bool:
    return _asks_time(scene) and bool(_fitting(scene))


def finds_none(scene: Shown) -> bool:
    return _asks_time(scene) and not _fitting(scene)


def asks_typed(scene: Shown) -> bool:
    return does("move")(scene) and scene.answers.get("offer") == "other"


def offers(scene: Shown) -> tuple[Option, ...]:
    return (*_fitting(scene), *ways_on(scene))


def _fitting(scene: Shown) -> tuple[Option, ...]:
    """Three other times than the one it has."""
    meeting = scene.facts.meeting
    known = known_times(scene.facts)
    now_taken = (meeting.starts_at, meeting.ends_at)
    return times.offered(replace(known, busy=(*known.busy, now_taken)), meeting.plan.minutes)


def ways_on(scene: Shown) -> tuple[Option, ...]:
    """Whoever leads it can type a time; a guest can ask for one."""
    sight = scene.facts.sight
    if sight.is_guest and not sight.coordinates:
        return (Option("none_fits", icon="💬", sets={"offer": "none_fits"}, wide=True),)
    return (Option("other", icon="✏️", sets={"offer": "other"}, wide=True),)


def known_times(facts: Facts) -> Times:
    """LookupError where nothing was asked of the times of these people."""
    if facts.times is None:
        raise LookupError("nobody asked for another time")
    return facts.times


def day_checked(words: str, scene: Shown) -> str | None:
    return times.day_checked(words, scene.facts.times) if scene.facts.times else None


def time_checked(words: str, scene: Shown) -> str | None:
    day = day_checked(scene.answers.get("day", ""), scene)
    return times.time_checked(words, day, scene.facts.times) if day and scene.facts.times else None


def starts_at(scene: Shown) -> datetime | None:
    """The time that is meant: the one chosen, or the one it had where it is to be brought back."""
    if does("restore")(scene):
        return scene.facts.meeting.starts_at
    return times.starts_of(scene.answers, scene.facts.zone) if does("move")(scene) else None


def problem(scene: Shown) -> Clash | None:
    chosen = starts_at(scene)
    if chosen is None or scene.facts.times is None:
        return None
    return times.problem(scene.facts.times, chosen, scene.facts.meeting.plan.minutes)


def clashes(scene: Shown) -> bool:
    return does("move")(scene) and problem(scene) is not None


def asks_sure(scene: Shown) -> bool:
    """A typed time is shown once more, with what speaks against it; one of those offered fits everybody."""
    return asks_typed(scene) and problem(scene) is None


def is_last(scene: Shown) -> bool:
    one = tapped(scene)
    return one is not None and [other.person_id for other in scene.facts.meeting.guests] == [one.person_id]


def cannot(scene: Shown) -> bool:
    """Whether something stands in the way, so that nothing changes."""
    if does("restore")(scene):
        return problem(scene) is not None or scene.facts.orphaned
    return does("people")(scene) and (is_last(scene) or scene.facts.is_busy)


def single(*ids: str) -> Callable[[Shown], tuple[Option, ...]]:
    return lambda _: tuple(Option(one, wide=True) for one in ids)


def head(scene: Shown) -> tuple[Text, ...]:
    """LookupError never: no question is open where no session is seen."""
    return (*page(scene), *_about(scene))


def _about(scene: Shown) -> Iterator[Text]:
    """What the open question is about."""
    chosen, why = starts_at(scene), problem(scene)
    if chosen and does("move")(scene):
        yield Text(
            key="meeting.new_time", values={"when": at(chosen, scene.facts.zone)}, icon="➡️", apart=True
        )
    if scene.facts.orphaned:
        yield Text(key="meeting.orphaned", apart=True)
    elif why:
        yield Text(key=f"times.problem.{why}", apart=True)
    elif chosen and (off := _off_duty(scene, chosen)):
        yield Text(key="times.off_duty", values={"names": names(off)}, apart=True)
    one = tapped(scene) if does("people")(scene) else None
    if one and is_last(scene):
        yield Text(key="meeting.last_one", apart=True)
    elif one and scene.facts.is_busy:
        yield Text(key="meeting.is_busy", values={"names": names([one])}, apart=True)


def _off_duty(scene: Shown, chosen: datetime) -> list[Attendee]:
    meeting = scene.facts.meeting
    if not asks_typed(scene):
        return []
    places = times.off_duty(known_times(scene.facts), chosen, meeting.plan.minutes)
    return [one for place, one in enumerate((meeting.host, *meeting.guests)) if place in places]


def is_on(scene: Shown) -> bool:
    return scene.facts.meeting.state is MeetingState.PLANNED
