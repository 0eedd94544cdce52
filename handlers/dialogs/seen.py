"""/seen: who looked at her data or did something with it, on which days; never at what time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.access import KEY_PERSONS
from bot.dialog import Again, Choose, Dialog, Option, Scene, Tap
from bot.screen import Day, Screen, Text, Value
from handlers.deps import Turn
from handlers.dialogs.supervision_words import cut
from storage.audit_about import Opened, about


@dataclass(frozen=True)
class Facts:
    """The newest first; with several teams each line tells of which one it is."""

    today: date
    opened: tuple[Opened, ...] = ()
    several: bool = False


Shown = Scene[Facts]


async def gather(turn: Turn, _: int, __: Sequence[Tap]) -> Facts:
    opened = await about(turn.session, turn.person.id, turn.zone)
    several = len({one.team_id for one in turn.person.memberships}) > 1
    return Facts(turn.now.astimezone(turn.zone).date(), tuple(opened), several)


def head(scene: Shown) -> Iterator[Text]:
    facts = scene.facts
    yield Text(key="seen.title", icon="👁")
    yield Text(key="seen.days" if facts.opened else "seen.nobody")
    for place, one in enumerate(facts.opened):
        apart = place == 0 or one.day != facts.opened[place - 1].day
        line = _line(one)
        if facts.several and one.team:
            line = Text(key="seen.in_team", values={"line": line, "team": cut(one.team)})
        if apart:
            yield _day(one.day, facts.today)
        yield line


def _day(day: date, today: date) -> Text:
    if day.year == today.year:
        return Text(key="seen.day", values={"day": Day(day=day)}, apart=True)
    return Text(key="seen.day_of_year", values={"day": Day(day=day), "year": str(day.year)}, apart=True)


def _line(one: Opened) -> Text:
    who: Value = cut(one.who) or Text(key="seen.gone")
    if one.by_program:
        who = Text(key="seen.program")
    return Text(key=f"seen.did.{one.action}", values={"who": who})


def ways(_: Shown) -> tuple[Option, ...]:
    return (Option("again", icon="🔄"),)


async def look_again(_: Turn, __: Shown, ___: int) -> Again:
    return Again()


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="seen.expired"),))


DIALOG: Dialog[Facts] = Dialog(
    name="seen",
    roles=KEY_PERSONS,
    steps=(Choose("pick", ways, resting=True),),
    gather=gather,
    on_save=look_again,
    on_expire=expire,
    head=lambda scene: tuple(head(scene)),
    lives=timedelta(days=1),
    ages_from_start=True,
)
