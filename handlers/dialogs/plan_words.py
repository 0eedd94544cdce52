"""What a coordinator has in front of her while she plans a session: what it comes to so far, and all of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.model import Member
from bot.screen import Day, Several, Text, Value, Weekday
from bot.supervision import Attendee, Every, Meeting, Plan
from handlers.dialogs import plan_options as options
from handlers.dialogs import times
from handlers.dialogs.meeting_words import ICONS, MOST_NAMED, at, kind, lines
from handlers.dialogs.plan_options import Shown


def above(scene: Shown, step: str) -> Iterator[Text]:
    """The lines above the question of this step."""
    match step:
        case "team" | "kind":
            return
        case "confirm":
            yield from _rhythm(scene) if "weeks" in scene.answers else _whole(scene)
        case "clash":
            yield from so_far(scene)
            yield from _problem(scene)
        case "offer":
            yield from so_far(scene)
            yield Text(key="plan.fits" if options.fitting(scene) else "plan.none_fits", apart=True)
        case _:
            yield from so_far(scene)


def so_far(scene: Shown) -> Iterator[Text]:
    """What, with whom and when, as far as it is known."""
    zone, answers = scene.facts.times.zone, scene.answers
    yield Text(key="meeting.what", values={"kind": kind(plan_of(scene))}, icon=ICONS[options.kind_of(scene)])
    if options.chosen(scene):
        yield Text(key="meeting.with", values={"names": _names(scene, options.chosen(scene))}, icon="👤")
    starts_at, day = times.starts_of(answers, zone), times.day_of(answers)
    if starts_at:
        yield Text(key="meeting.when", values={"when": at(starts_at, zone)}, icon="🗓")
    elif day:
        weekday = Weekday(weekday=day.weekday())
        yield Text(key="times.on_day", values={"weekday": weekday, "day": Day(day=day)}, icon="🗓")


def _whole(scene: Shown) -> Iterator[Text]:
    """All of it, as the others will read it, and what she should know before she says yes."""
    starts_at = times.starts_of(scene.answers, scene.facts.times.zone)
    if starts_at is None:
        raise LookupError("no time was chosen yet")
    yield from lines(_meeting(scene, starts_at), scene.facts.asker, scene.facts.times.zone)
    yield from again_and_again(scene)
    yield from _problem(scene)
    yield from _off_duty(scene, starts_at)
    yield Text(
        key="plan.hears", values={"names": _names(scene, options.chosen(scene))}, icon="📣", apart=True
    )


def again_and_again(scene: Shown) -> Iterator[Text]:
    every = scene.answers["every"]
    if every != Every.ONCE:
        yield Text(key="meeting.then", values={"every": Text(key=f"meeting.every.{every}")}, icon="🔁")


def _problem(scene: Shown) -> Iterator[Text]:
    found = options.problem(scene)
    if found:
        yield Text(key=f"times.problem.{found}", icon="⚠️", apart=True)


def _off_duty(scene: Shown, starts_at: datetime) -> Iterator[Text]:
    """Who has no agreed hours then; it may be so, and she should know."""
    off = times.off_duty(scene.facts.times, starts_at, options.minutes_of(scene))
    absent = {scene.facts.attending[place] for place in off}
    guests = _called(scene, [one for one in options.chosen(scene) if one.person_id in absent])
    herself = [Text(key="times.you")] if scene.facts.asker in absent else []
    if absent:
        names = Several(several=_shown([*herself, *guests]))
        yield Text(key="times.off_duty", values={"names": names}, icon="🌙", apart=True)


def _rhythm(scene: Shown) -> Iterator[Text]:
    yield from so_far(scene)
    yield rhythm(scene)
    yield Text(key="plan.no_date", apart=True)


def rhythm(scene: Shown) -> Text:
    """How often they want to talk at least."""
    weeks = Text(key="plan.weeks.some", values={"count": int(scene.answers["weeks"])})
    return Text(key="plan.at_least", values={"every": weeks}, icon="🔁")


def _names(scene: Shown, people: Sequence[Member]) -> Several:
    return Several(several=_shown(_called(scene, people)))


def _called(scene: Shown, people: Sequence[Member]) -> list[Text]:
    return [Text(key="common.name", values={"name": options.called(scene, one)}) for one in people]


def _shown(names: Sequence[Text]) -> tuple[Text, ...]:
    """The first few, and how many more."""
    more: dict[str, Value] = {"number": len(names) - MOST_NAMED}
    rest = [Text(key="meeting.more_people", values=more)] if len(names) > MOST_NAMED else []
    return (*names[:MOST_NAMED], *rest)


def plan_of(scene: Shown) -> Plan:
    """What the answers come to, with what is not answered yet left empty."""
    answers, facts = scene.answers, scene.facts
    led_by = facts.name if answers.get("facilitator") == "me" else answers.get("facilitator_typed", "")
    minutes = options.LENGTHS[answers["minutes"]] if "minutes" in answers else 0
    words = (answers.get("title", ""), answers.get("place_typed", ""), led_by)
    return Plan(facts.team_id, options.kind_of(scene), minutes, *words)


def _meeting(scene: Shown, starts_at: datetime) -> Meeting:
    """As it would be if she said yes."""
    facts = scene.facts
    guests = (Attendee(one.person_id, one.name) for one in options.chosen(scene))
    there = (Attendee(facts.asker, facts.name, host=True), *guests)
    return Meeting(0, plan_of(scene), starts_at, facts.times.now, "", attendees=there)
