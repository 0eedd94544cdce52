"""The page of one session: what it is, where it stands, who comes, and what can be done with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from bot.dialog import Option, Scene
from bot.screen import Text
from bot.supervision import Answer, Attendee, Meeting, MeetingState, Series
from handlers.dialogs.arranging import named
from handlers.dialogs.meeting_rights import ACTS, Sight, meant, why_not
from handlers.dialogs.meeting_words import ACTS as ICONS
from handlers.dialogs.meeting_words import lines, names
from handlers.dialogs.times import Times

_ICONS: Final = {**ICONS, "restore": "↩️", "people": "👥", "stop": "⏹"}
_WIDE: Final = frozenset({"people", "agenda", "file", "restore", "stop"})
_MOST_PEOPLE: Final = 80


@dataclass(frozen=True)
class Facts:
    """No `seen` where there is no such session for her, or not any more; else only what her taps ask for.

    `people` are those who could take part; `is_busy` is said of the one who was tapped, `wished` of her who asked
    for another time. `series` goes on besides a session of it that is off. A session is `orphaned` when whoever led
    it, or everybody it was for, has left the team.
    """

    zone: ZoneInfo
    seen: Sight | None = None
    times: Times | None = None
    people: tuple[Attendee, ...] = ()
    is_busy: bool = False
    series: Series | None = None
    wished: bool = False
    orphaned: bool = False

    @property
    def sight(self) -> Sight:
        """LookupError where she sees no session; no question is open then."""
        if self.seen is None:
            raise LookupError("no session that she sees")
        return self.seen

    @property
    def meeting(self) -> Meeting:
        return self.sight.meeting


Shown = Scene[Facts]


def deeds(scene: Shown) -> tuple[Option, ...]:
    return tuple(_deed(scene.facts.sight, act) for act in ACTS if _is_offered(scene, act))


def _is_offered(scene: Shown, act: str) -> bool:
    sight = scene.facts.sight
    if act == "stop" and scene.facts.series is None:
        return False
    return meant(sight, act) == act and why_not(sight, act) is None


def _deed(sight: Sight, act: str) -> Option:
    given = sight.is_guest and sight.mine is not None and sight.mine.answer.value == act
    return Option(act, icon=_ICONS[act], marked=given, wide=act in _WIDE)


def page(scene: Shown) -> Iterator[Text]:
    """The session as this person reads it, and where it stands."""
    sight = scene.facts.sight
    yield from lines(sight.meeting, sight.reader, scene.facts.zone)
    yield from _state(sight)
    if sight.is_guest and sight.stands == "ahead":
        yield from _mine(scene)
    if sight.coordinates:
        yield from _who(sight.meeting)


def _state(sight: Sight) -> Iterator[Text]:
    match sight.meeting.state:
        case MeetingState.PLANNED if sight.stands != "ahead":
            yield Text(
                key="meeting.state.begun" if sight.stands == "begun" else "meeting.state.over", apart=True
            )
        case (
            MeetingState.SKIPPED | MeetingState.CANCELLED | MeetingState.HELD | MeetingState.NOT_HELD as state
        ):
            yield Text(key=f"meeting.state.{state}", apart=True)


def _mine(scene: Shown) -> Iterator[Text]:
    mine = scene.facts.sight.mine
    if mine and mine.answer is not Answer.OPEN:
        said = "meeting.mine.yes" if mine.answer is Answer.YES else "meeting.mine.no"
        yield Text(key=said, apart=True)
    if scene.facts.wished:
        yield Text(key="meeting.wished", apart=True)


def _who(meeting: Meeting) -> Iterator[Text]:
    """Who comes and who does not; afterwards who was there. In other states there is nothing to tell."""
    groups: dict[str, tuple[str, list[Attendee]]] = {}
    if meeting.state is MeetingState.PLANNED:
        groups = {
            "coming": ("✅", [one for one in meeting.guests if one.answer is Answer.YES]),
            "not_coming": ("🚫", [one for one in meeting.guests if one.answer is Answer.NO]),
            "silent": ("❔", [one for one in meeting.guests if one.answer is Answer.OPEN]),
        }
    if meeting.state is MeetingState.HELD:
        groups = {
            "came": ("✅", [one for one in meeting.guests if one.came]),
            "stayed_away": ("➖", [one for one in meeting.guests if not one.came]),
        }
    for group, (icon, people) in groups.items():
        if people:
            yield Text(key=f"meeting.who.{group}", values={"names": names(people)}, icon=icon)


def toggles(scene: Shown) -> tuple[Option, ...]:
    """Those who take part in front, then whoever else could."""
    guests = scene.facts.meeting.guests
    others = [one for one in scene.facts.people if scene.facts.meeting.attendee(one.person_id) is None]
    shown = [_toggle(one, marked=True) for one in guests] + [_toggle(one, marked=False) for one in others]
    return (Option("done", icon="➡️", wide=True), *shown[:_MOST_PEOPLE])


def _toggle(one: Attendee, *, marked: bool) -> Option:
    name = Text(key="common.name", values={"name": named(one.name, one.person_id)})
    return Option(f"p{one.person_id}", name, marked=marked)


def tapped(scene: Shown) -> Attendee | None:
    """Whom she tapped among these people."""
    number = scene.answers.get("people", "").removeprefix("p")
    everybody = (*scene.facts.meeting.guests, *scene.facts.people)
    return next((one for one in everybody if str(one.person_id) == number), None)
