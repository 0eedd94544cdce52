"""/digest: the last week of a team as it stands now, earlier weeks, a picture, and when it comes by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.access import COORDINATORS
from bot.dialog import Again, Choose, Dialog, Given, Tap
from bot.model import Membership, Role
from bot.rules import digest as rules
from bot.rules.digest import NEVER, Weeks
from bot.rules.figures import mondays
from bot.rules.gate import decide
from bot.screen import Errand, Screen, Text, Value, Weekday
from bot.when import clock, when
from handlers.deps import Turn
from handlers.dialogs import coordinated
from handlers.dialogs import digest_options as options
from handlers.dialogs.digest_facts import Desk, Facts, Shown, Timed, View
from handlers.dialogs.digest_gather import digest, first_monday
from handlers.dialogs.digest_page import lines, span
from storage import digests, hours, notices


async def gather(turn: Turn, _: int, taps: Sequence[Tap]) -> Facts:
    mine = turn.person.teams_as(Role.COORDINATOR)
    team = coordinated.own(mine, taps)
    chooses = any("pick" in tap for tap in taps)
    return Facts(mine, await _view(turn, team, _back(taps), chooses=chooses) if team else None)


def _back(taps: Sequence[Tap]) -> int:
    """The last one that was tapped."""
    found = [options.back_of(tap["back"]) for tap in taps if "back" in tap]
    return (found[-1] if found else None) or 0


async def _view(turn: Turn, team: Membership, back: int, *, chooses: bool) -> View:
    """What needs her and her goals are not counted for a question that does not show them."""
    desk = Desk(turn.session, turn.person, turn.now, turn.zone, turn.others_zone)
    monday = mondays(turn.now, turn.zone, 1 + back)[0]
    earlier = back < options.MOST_BACK and monday > await first_monday(desk, team.team_id)
    shown = await digest(desk, team, Weeks(monday), with_needs=not back and not chooses)
    return View(shown, await _timed(turn, team.team_id), turn.now, turn.zone, back, earlier)


async def _timed(turn: Turn, team_id: int) -> Timed:
    """When it comes by itself, and until when the gate holds it then."""
    weekday, minute = await digests.time_of(turn.session, turn.person.id)
    if weekday == NEVER:
        return Timed(weekday, minute)
    told = await _told(turn, team_id)
    at = rules.next_at(told, weekday, minute, turn.now, turn.zone)
    reach = replace(await hours.reach(turn.session, turn.person.id, turn.others_zone), touched_at=None)
    hold = decide(reach, team_id, at)
    return Timed(weekday, minute, hold is not None, hold.opens if hold else None)


async def _told(turn: Turn, team_id: int) -> date | None:
    [one] = await digests.coordinators(turn.session, turn.person.id, team_id)
    return one.told


def head(scene: Shown) -> Iterator[Text]:
    view = scene.facts.view
    if view is None or "pick" in scene.answers:
        return
    weeks = view.digest.weeks
    yield Text(key="digest.title", values={"week": span(weeks.monday, weeks.sunday)}, icon="📊")
    yield Text(key="digest.team", values={"team": view.digest.team.team})
    yield from lines(view.digest)
    yield from _comes(view)


def _comes(view: View) -> Iterator[Text]:
    timed = view.timed
    if timed.weekday == NEVER:
        yield Text(key="digest.never", icon="🔕", apart=True)
        return
    values: dict[str, Value] = {"weekday": Weekday(weekday=timed.weekday), "time": clock(timed.minute)}
    yield Text(key="digest.comes", values=values, icon="🔔", apart=True)
    if timed.held and timed.opens:
        yield Text(key="digest.held_until", values={"when": when(timed.opens, view.now, view.zone)})
    elif timed.held:
        yield Text(key="digest.held")


async def save(turn: Turn, scene: Shown, _: int) -> Again:
    view, home = scene.facts.one, coordinated.home(scene)
    timed = view.timed
    match scene.answers["pick"]:
        case "other_team":
            return Again()
        case "picture":
            turn.run_errand(picture(view.digest.team.team_id, view.digest.weeks.last_monday))
            here = ({"back": str(view.back)},) if view.back else ()
            return Again((*home, *here), Text(key="digest.picture_comes"))
        case "off":
            return Again(home, await stop(turn))
        case "hour":
            return Again(home, await _change(turn, timed.weekday, int(scene.answers["minute"])))
    if timed.weekday == NEVER:
        await _begin_now(turn, int(scene.answers["weekday"]), timed.minute)
    return Again(home, await _change(turn, int(scene.answers["weekday"]), timed.minute))


def picture(team_id: int, monday: date) -> Errand:
    return Errand(name="digest_picture", values={"team": team_id, "monday": monday.isoformat()})


async def _change(turn: Turn, weekday: int, minute: int) -> Text:
    await digests.set_time(turn.session, turn.person.id, weekday, minute)
    return Text(key="digest.changed_time")


async def stop(turn: Turn) -> Text:
    """It comes no more, and what waits is not said."""
    _, minute = await digests.time_of(turn.session, turn.person.id)
    await digests.set_time(turn.session, turn.person.id, NEVER, minute)
    for team in turn.person.teams_as(Role.COORDINATOR):
        await notices.recall_all(turn.session, f"digest:{team.team_id}:{turn.person.id}:")
    return Text(key="digest.off")


async def _begin_now(turn: Turn, weekday: int, minute: int) -> None:
    """The weeks in which she wanted none are not made up for."""
    last = rules.latest(weekday, minute, turn.now, turn.zone)
    for team in turn.person.teams_as(Role.COORDINATOR):
        for one in await digests.coordinators(turn.session, turn.person.id, team.team_id):
            if one.told is None or one.told < last:
                await digests.tell(turn.session, turn.person.id, team.team_id, digests.TEAM, last)


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="digest.expired"),))


DIALOG: Dialog[Facts] = Dialog(
    name="digest",
    roles=COORDINATORS,
    steps=(
        Choose("team", coordinated.teams, when=coordinated.several),
        Given("back", options.is_back),
        Choose("pick", options.ways, resting=True),
        Choose("weekday", options.weekdays, when=options.picked("weekday_of")),
        Choose("minute", options.minutes, when=options.picked("hour"), columns=3),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=lambda scene: tuple(head(scene)),
    lives=timedelta(days=1),
    ages_from_start=True,
)
