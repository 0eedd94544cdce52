"""/time: supervision and travel that she enters herself, counted like contacts."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.access import KEY_PERSONS
from bot.dialog import Again, Choose, Dialog, Done, Tap, Write
from bot.model import Role, Spending, TimeEntry
from bot.rules.load import week_of
from bot.screen import Button, Day, Screen, Text, Value
from handlers.deps import Turn
from handlers.dialogs import coordinated
from handlers.dialogs import time_options as options
from handlers.dialogs.time_options import Facts, Shown
from storage import spent


async def gather(turn: Turn, _: int, __: Sequence[Tap]) -> Facts:
    today = turn.now.astimezone(turn.zone).date()
    monday, sunday = week_of(today)
    teams = turn.person.teams_as(Role.KEY_PERSON)
    found = await _entered(turn, monday - timedelta(days=7), sunday)
    return Facts(teams, tuple(found), today)


async def _entered(turn: Turn, first: date, last: date) -> list[TimeEntry]:
    """In all of her teams."""
    found = [
        one
        for team in turn.person.teams_as(Role.KEY_PERSON)
        for one in await spent.entries(turn.session, turn.person.id, team.team_id, first, last)
    ]
    return sorted(found, key=lambda one: (one.day, one.id))


def head(scene: Shown) -> tuple[Text, ...]:
    return tuple(_listed(scene.facts)) if not scene.answers else ()


def _listed(facts: Facts) -> Iterator[Text]:
    yield Text(key="time.title")
    for number, one in options.newest(facts):
        values: dict[str, Value] = {
            "number": number,
            "kind": _kind(one.kind),
            "day": Day(day=one.day),
            "length": length(one.minutes),
        }
        yield Text(key="time.entry", values=values, apart=number == 1)


def _kind(kind: Spending) -> Text:
    return Text(key=f"time.kind.option.{kind}")


def length(minutes: int) -> Text:
    """45 minutes, or 1:30 hours."""
    if minutes < 60:
        return Text(key="card.minutes.some", values={"count": minutes})
    return Text(key="time.hours", values={"hours": f"{minutes // 60}:{minutes % 60:02}"})


async def save(turn: Turn, scene: Shown, _: int) -> Again | Done:
    if not options.enters(scene):
        chosen = int(scene.answers["kind"].removeprefix("remove_"))
        await spent.remove(turn.session, turn.person.id, chosen)
        return Again(toast=Text(key="time.removed"))
    kind, day = Spending(scene.answers["kind"]), options.day_told(scene)
    took, team = options.minutes_told(scene), options.team_told(scene)
    await spent.enter(turn.session, turn.person.id, team, day, kind, took, turn.now)
    week = sum(one.minutes for one in await _entered(turn, *week_of(day)) if one.kind is kind)
    return Done(_saved(kind, day, took, week, this_week=week_of(day) == week_of(scene.facts.today)))


def _saved(kind: Spending, day: date, took: int, week: int, *, this_week: bool) -> Screen:
    values: dict[str, Value] = {"kind": _kind(kind), "day": Day(day=day), "length": length(took)}
    total: dict[str, Value] = {"kind": _kind(kind), "length": length(week)}
    key = "time.this_week" if this_week else "time.that_week"
    more = Button(label=Text(key="time.more", icon="➕"), data="/time")
    hours = Button(label=Text(key="time.my_hours", icon="🕘"), data="/hours")
    return Screen(
        lines=(Text(key="time.saved", values=values, icon="✅"), Text(key=key, values=total)),
        buttons=((more, hours),),
    )


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="time.closed"),))


DIALOG = Dialog(
    name="time",
    roles=KEY_PERSONS,
    steps=(
        Choose("kind", options.kinds, resting=True),
        Choose("team", coordinated.teams, when=options.several_teams),
        Choose("day", options.days, when=options.enters),
        Write("day_typed", options.past_day, when=options.another_day, echoes=True),
        Choose("minutes", options.minutes, when=options.enters),
        Write("minutes_typed", options.minutes_typed, when=options.other_minutes),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=head,
    lives=timedelta(days=1),
)
