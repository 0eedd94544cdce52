"""/goals: what a coordinator agreed with the commissioner, and where each goal stands."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.access import COORDINATORS
from bot.dialog import Again, Choose, Dialog, Tap, Write
from bot.model import Membership, Role
from bot.rules.goals import MOST, Goal, Indicator, Span, Standing, days_of
from bot.rules.typed_dates import days_typed
from bot.screen import Day, Screen, Text, Value
from handlers.deps import Turn
from handlers.dialogs import coordinated, toasts
from handlers.dialogs import goals_options as options
from handlers.dialogs.goals_options import Facts, Shown, Stands
from handlers.dialogs.goals_stands import stands
from storage import audit
from storage import goals as kept
from storage.audit import Action

SIGNS = {
    Standing.COMING: "🗓",
    Standing.ON_TRACK: "🟢",
    Standing.BEHIND: "🟠",
    Standing.REACHED: "🎉",
    Standing.MISSED: "⚪️",
}


async def gather(turn: Turn, _: int, taps: Sequence[Tap]) -> Facts:
    """Counting is for what the page shows: it takes a while in a large team, and meanwhile nobody can write."""
    mine = turn.person.teams_as(Role.COORDINATOR)
    team = coordinated.own(mine, taps)
    today = turn.now.astimezone(turn.zone).date()
    picked = next((tap["pick"] for tap in taps if "pick" in tap), None)
    if team is None:
        return Facts(mine, None, (), today)
    on_page = (turn.session, turn.person, team.team_id, turn.now, turn.zone, picked)
    return Facts(mine, team, await stands(*on_page), today)


def head(scene: Shown) -> tuple[Text, ...]:
    facts = scene.facts
    if facts.team is None:
        return ()
    if one := options.picked(scene):
        return (_line(one), _days(one))
    return () if "pick" in scene.answers else tuple(_page(facts, facts.team))


def _page(facts: Facts, team: Membership) -> list[Text]:
    lines = [Text(key="goals.title", values={"team": team.team}, icon="🎯")]
    if not facts.goals:
        lines.append(Text(key="goals.none", apart=True))
    for at, one in enumerate(facts.goals, 1):
        lines += [_line(one, at), _days(one)]
    if any(one.goal.target_group for one in facts.goals):
        lines.append(Text(key="goals.for_all", apart=True))
    if len(facts.goals) >= MOST:
        lines.append(Text(key="goals.full", apart=True))
    return lines


def _line(one: Stands, at: int | None = None) -> Text:
    values: dict[str, Value] = {
        "icon": SIGNS[one.standing],
        "what": name(one.goal),
        "so_far": one.so_far,
        "number": one.goal.number,
        "standing": Text(key=f"goals.standing.{one.standing}"),
    }
    if at is None:
        return Text(key="goals.line", values={**values})
    return Text(key="goals.numbered", values={**values, "at": at}, apart=True)


def name(goal: Goal) -> Text:
    """What is counted, of which topic and for whom."""
    what = Text(key=f"goals.indicator.{goal.indicator}")
    if goal.topic:
        what = Text(key="goals.about_topic", values={"topic": Text(key=f"topic.{goal.topic}")})
    if not goal.target_group:
        return what
    return Text(key="goals.for_group", values={"what": what, "group": goal.target_group})


def _days(one: Stands) -> Text:
    days = days_text(one.goal.first, one.goal.last)
    if one.left == 0:
        return Text(key="goals.over", values={"days": days})
    return Text(key="goals.until", values={"days": days, "left": one.left})


def days_text(first: date, last: date) -> Text:
    values: dict[str, Value] = {"first": Day(day=first), "last": Day(day=last)}
    years: dict[str, Value] = {"first_year": str(first.year), "last_year": str(last.year)}
    return Text(key="goals.days_of", values={**values, **years})


async def save(turn: Turn, scene: Shown, _: int) -> Again:
    home = coordinated.home(scene)
    if scene.answers["pick"] == "other_team":
        return Again()
    if options.adds(scene):
        return Again(home, await _add(turn, scene))
    return Again(home, await _end(turn, scene) if scene.answers["end"] == "yes" else None)


async def _end(turn: Turn, scene: Shown) -> Text:
    ended = await kept.end(turn.session, turn.person, int(scene.answers["pick"]), turn.now)
    if ended:
        await _note(turn, scene)
    return Text(key="goals.ended" if ended else "goals.gone")


async def _add(turn: Turn, scene: Shown) -> Text | None:
    team_id = _team(scene)
    added = await kept.add(turn.session, turn.person, team_id, goal_of(scene), turn.now)
    if added:
        await _note(turn, scene)
    return toasts.told(turn, DIALOG, scene, Text(key="goals.added" if added else "goals.full"))


async def _note(turn: Turn, scene: Shown) -> None:
    await audit.write(turn.session, turn.person.id, Action.CHANGED, _team(scene), turn.now)


def _team(scene: Shown) -> int:
    if scene.facts.team is None:
        raise LookupError("no team is chosen")
    return scene.facts.team.team_id


def goal_of(scene: Shown) -> Goal:
    answers = scene.answers
    if answers["span"] == "days":
        days = days_typed(answers["days"], scene.facts.today)
    else:
        days = days_of(Span(answers["span"]), scene.facts.today)
    if days is None:
        raise LookupError("no days are typed")
    topic = answers.get("topic", "all")
    group = answers.get("group_typed", "")
    indicator, number = Indicator(answers["indicator"]), int(answers["number"])
    return Goal(indicator, number, *days, None if topic == "all" else topic, group)


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="goals.expired"),))


DIALOG = Dialog(
    name="goals",
    roles=COORDINATORS,
    steps=(
        Choose("team", coordinated.teams, when=coordinated.several),
        Choose("pick", options.lines, resting=True, columns=3),
        Choose("end", options.yes_no, when=options.ends),
        Choose("indicator", options.indicators, when=options.adds, labels="goals.indicator"),
        Choose("topic", options.topics, when=options.has_topic),
        Choose("group", options.groups, when=options.adds),
        Write("group_typed", options.group_checked, when=options.chose("group", "type"), echoes=True),
        Write("number", options.number_checked, when=options.adds, echoes=True),
        Choose("span", options.spans, when=options.adds),
        Write("days", options.days_checked, when=options.chose("span", "days")),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=head,
    lives=timedelta(days=1),
    ages_from_start=True,
)
