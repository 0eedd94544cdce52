"""A key person's own sessions: what is ahead, with whom and where, and how many talks she had."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.access import KEY_PERSONS
from bot.dialog import Again, Choose, Dialog, Goto, Option, Scene, Tap
from bot.screen import Screen, Several, Text
from bot.supervision import Meeting
from handlers.deps import Turn
from handlers.dialogs.meeting_words import ICONS, at, short_moment
from handlers.dialogs.supervision_words import MOST_NAMED, called, cut, what
from storage import meetings, series

BEHIND: Final = timedelta(days=90)
MEETING: Final = "meeting_"
MOST_LISTED: Final = 10


@dataclass(frozen=True)
class Facts:
    """Her sessions ahead, and how many talks she had in the last 90 days."""

    reader: int
    now: datetime
    zone: ZoneInfo
    ahead: tuple[Meeting, ...] = ()
    talks: int = 0


Shown = Scene[Facts]


async def gather(turn: Turn, _: int, __: Sequence[Tap]) -> Facts:
    hers = turn.person.id
    ahead = await meetings.own(turn.session, hers, turn.now, MOST_LISTED)
    talks = await series.talks_had(turn.session, hers, turn.now - BEHIND, turn.now)
    return Facts(hers, turn.now, turn.zone, tuple(ahead), talks)


def head(scene: Shown) -> Iterator[Text]:
    yield Text(key="sessions.title", icon="📅")
    if not scene.facts.ahead:
        yield Text(key="sessions.none", apart=True)
    for one in scene.facts.ahead:
        yield _when(one, scene.facts.zone)
        yield _details(one, scene.facts.reader)
    values = {"days": BEHIND.days, "number": scene.facts.talks}
    yield Text(key="sessions.talks", values={**values}, icon="💬", apart=True)


def _when(one: Meeting, zone: ZoneInfo) -> Text:
    values = {"kind": what(one), "when": at(one.starts_at, zone)}
    return Text(key="sessions.line", values={**values}, icon=ICONS[one.kind], apart=True)


def _details(one: Meeting, reader: int) -> Text:
    """With whom, where, and what she answered."""
    return Text(key="sessions.details", values={"details": Several(several=tuple(_parts(one, reader)))})


def _parts(one: Meeting, reader: int) -> Iterator[Text]:
    others = [each for each in one.attendees if each.person_id != reader]
    names = {each.person_id: each.name for each in others}
    for each in others[:MOST_NAMED]:
        yield Text(key="common.name", values={"name": called(names, each.name, each.person_id)})
    if len(others) > MOST_NAMED:
        yield Text(key="sessions.more_people", values={"number": len(others) - MOST_NAMED})
    if one.plan.facilitator:
        yield Text(key="sessions.facilitator", values={"name": cut(one.plan.facilitator)})
    if one.plan.place:
        yield Text(key="common.name", values={"name": one.plan.place})
    mine = one.attendee(reader)
    if mine:
        yield Text(key=f"sessions.answer.{mine.answer}")


def buttons(scene: Shown) -> tuple[Option, ...]:
    listed = (_button(one, scene.facts.zone) for one in scene.facts.ahead)
    return (*listed, Option("coordinator", icon="🧭", wide=True))


def _button(one: Meeting, zone: ZoneInfo) -> Option:
    when = Text(key="common.name", values={"name": short_moment(one.starts_at, zone)})
    return Option(f"{MEETING}{one.id}", when, ICONS[one.kind])


async def go_on(_: Turn, scene: Shown, __: int) -> Again | Goto:
    pick = scene.answers["pick"]
    if pick == "coordinator":
        return Goto("coordinator", 0)
    return Goto("meeting", int(pick.removeprefix(MEETING)))


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="sessions.expired"),))


DIALOG: Dialog[Facts] = Dialog(
    name="sessions",
    roles=KEY_PERSONS,
    steps=(Choose("pick", buttons, resting=True),),
    gather=gather,
    on_save=go_on,
    on_expire=expire,
    head=lambda scene: tuple(head(scene)),
    lives=timedelta(days=1),
    ages_from_start=True,
)
