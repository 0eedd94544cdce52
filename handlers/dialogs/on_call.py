"""/oncall: a coordinator agrees herself to be alerted at any hour, for as long as she says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.access import COORDINATORS
from bot.dialog import Again, Choose, Dialog, Given, Option, Scene, Tap, Write
from bot.model import Membership, Role
from bot.rules import on_call as rules
from bot.rules.stretches import Stretch
from bot.rules.typed_dates import days_typed
from bot.rules.typed_times import window_typed
from bot.screen import Screen, Text, Value
from bot.when import clock, when
from handlers.deps import Turn
from handlers.dialogs import coordinated
from handlers.dialogs.arranging import period
from storage import objections, on_call
from storage.on_call import Agreed

END: Final = "end_"
MOST_SHOWN: Final = 6


@dataclass(frozen=True)
class Facts:
    """The teams she coordinates, and when she is on call for the chosen one."""

    teams: tuple[Membership, ...]
    now: datetime
    zone: ZoneInfo
    agreed: tuple[Agreed, ...] = ()


Shown = Scene[Facts]


async def gather(turn: Turn, _: int, taps: Sequence[Tap]) -> Facts:
    mine = turn.person.teams_as(Role.COORDINATOR)
    team_id = coordinated.chosen(mine, taps)
    if team_id is None:
        return Facts(mine, turn.now, turn.zone)
    agreed = await on_call.of(turn.session, turn.person.id, team_id, turn.now)
    return Facts(mine, turn.now, turn.zone, tuple(agreed[:MOST_SHOWN]))


def lines(scene: Shown) -> tuple[Option, ...]:
    """The times near by are agreed to as they are shown, also where some time passes before she says yes."""
    facts = scene.facts
    near = (
        Option("tonight", icon="🌙", sets=_sets("tonight", rules.tonight(facts.now, facts.zone))),
        Option("weekend", icon="🗓", sets=_sets("weekend", rules.weekend(facts.now, facts.zone))),
    )
    ends = (
        Option(
            f"{END}{one.id}",
            Text(key="on_call.end", values={"when": _moment(scene, one.starts_at)}),
            "🔕",
            wide=True,
        )
        for one in facts.agreed
    )
    other = (Option("other_team", icon="👥", wide=True),) if coordinated.several(scene) else ()
    return (*near, Option("other", icon="✍️", wide=True), *ends, *other)


def _sets(pick: str, stretch: Stretch) -> Tap:
    start, end = stretch
    return {"pick": pick, "from": start.isoformat(), "until": end.isoformat()}


def is_moment(value: str, _: Shown) -> bool:
    try:
        return datetime.fromisoformat(value).utcoffset() is not None
    except ValueError:
        return False


def types_period(scene: Shown) -> bool:
    return scene.answers["pick"] == "other"


def days_checked(words: str, scene: Shown) -> str | None:
    """The first and the last day; None for what begins in the past or lasts too long."""
    today = scene.facts.now.astimezone(scene.facts.zone).date()
    found = days_typed(words, today)
    if found is None or not today <= found[0] or found[1] - found[0] > rules.LONGEST:
        return None
    return f"{found[0]}–{found[1]}"


def times_checked(words: str, scene: Shown) -> str | None:
    """From when on the first day until when on the last; an end before the start is on the day after."""
    window = window_typed(words)
    if window is None or not rules.fits(_typed(scene, window), scene.facts.now):
        return None
    return f"{clock(window[0])}–{clock(window[1])}"


def _typed(scene: Shown, window: tuple[int, int]) -> Stretch:
    first, last = period(scene.answers["days"])
    return rules.typed(first, last, *window, scene.facts.zone)


def stretch_of(scene: Shown) -> Stretch:
    """What she is asked to agree to."""
    if "from" in scene.answers:
        return datetime.fromisoformat(scene.answers["from"]), datetime.fromisoformat(scene.answers["until"])
    window = window_typed(scene.answers["times"])
    if window is None:
        raise ValueError("times that were checked before")
    return _typed(scene, window)


def is_period(scene: Shown) -> bool:
    return "from" in scene.answers or "times" in scene.answers


def confirmations(_: Shown) -> tuple[Option, ...]:
    return (Option("yes", icon="✅", wide=True), Option("no", icon="✖️", wide=True))


def head(scene: Shown) -> tuple[Text, ...]:
    if is_period(scene):
        asks = Text(key="on_call.asks", values=_ends(scene, *stretch_of(scene)))
        return (asks, Text(key="on_call.means"))
    if "pick" in scene.answers or (coordinated.several(scene) and "team" not in scene.answers):
        return ()
    agreed = [
        Text(key="on_call.entry", values=_ends(scene, one.starts_at, one.ends_at), icon="🔔")
        for one in scene.facts.agreed
    ]
    none = () if agreed else (Text(key="on_call.none"),)
    return (Text(key="on_call.title", icon="🔔"), Text(key="on_call.explained"), *none, *agreed)


def _ends(scene: Shown, start: datetime, end: datetime) -> dict[str, Value]:
    return {"start": _moment(scene, start), "end": _moment(scene, end)}


def _moment(scene: Shown, moment: datetime) -> Text:
    return when(moment, scene.facts.now, scene.facts.zone)


async def save(turn: Turn, scene: Shown, _: int) -> Again:
    pick, home = scene.answers["pick"], coordinated.home(scene)
    if pick == "other_team":
        return Again()
    if pick.startswith(END):
        ended = await on_call.end(turn.session, turn.person.id, int(pick.removeprefix(END)), turn.now)
        return Again(home, Text(key="on_call.ended") if ended else None)
    start, end = stretch_of(scene)
    if scene.answers["confirm"] == "no":
        return Again(home)
    if not rules.fits((start, end), turn.now):
        return Again(home, Text(key="on_call.over"))
    if await objections.since(turn.session, turn.person.id):
        return Again(home, Text(key="on_call.objected"))
    team_id = coordinated.chosen(scene.facts.teams, home)
    if team_id is None:
        raise LookupError("no team chosen")
    await on_call.agree(turn.session, turn.person, team_id, start, end, turn.now)
    return Again(home, Text(key="on_call.agreed"))


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="on_call.closed"),))


DIALOG = Dialog(
    name="on_call",
    roles=COORDINATORS,
    steps=(
        Choose("team", coordinated.teams, when=coordinated.several),
        Given("from", is_moment),
        Given("until", is_moment),
        Choose("pick", lines, resting=True),
        Write("days", days_checked, when=types_period, echoes=True),
        Write("times", times_checked, when=types_period),
        Choose("confirm", confirmations, when=is_period),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=head,
    lives=timedelta(days=1),
    ages_from_start=True,
)
