"""/plan: a coordinator plans a session, a series of them, or a talk at least every so many weeks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from bot.access import COORDINATORS
from bot.dialog import Again, Choose, Dialog, Done, Given, Seen, Tap, Write, open_step
from bot.model import Draft, Role
from bot.rules.rhythm import look_from
from bot.screen import Button, Day, Screen, Text
from bot.supervision import Every, Meeting, Rhythm
from handlers.deps import Turn
from handlers.dialogs import coordinated, due, meeting_news, times
from handlers.dialogs import plan_options as options
from handlers.dialogs import plan_steps as steps
from handlers.dialogs import plan_typed as typed
from handlers.dialogs import plan_words as words
from handlers.dialogs.due import due_day
from handlers.dialogs.meeting_words import button, lines
from handlers.dialogs.plan_options import Facts, Shown
from handlers.dialogs.times import Times
from storage import audit, meetings, series, teams
from storage.audit import Action

NEXT: Final = Button(label=Text(key="plan.next"), data="/plan")
# What stays when another time is to be chosen; who takes part is one answer in two parts.
KEPT: Final = (
    ("team",),
    ("kind",),
    ("title",),
    ("chosen", "who"),
    ("minutes",),
    ("every",),
    ("place",),
    ("place_typed",),
    ("facilitator",),
    ("facilitator_typed",),
)


async def gather(turn: Turn, _: int, taps: Sequence[Tap]) -> Facts:
    """Only what belongs to a team that she coordinates; when people can, as soon as it is known how long it lasts."""
    answers = {name: value for tap in taps for name, value in tap.items()}
    hers, asker = turn.person.teams_as(Role.COORDINATOR), turn.person
    team_id = coordinated.chosen(hers, taps)
    bare = Facts(asker.id, Times(turn.now, turn.zone), asker.name, hers)
    if team_id is None:
        return bare
    members = await teams.members(turn.session, asker, team_id)
    facts = replace(bare, team_id=team_id, members=tuple(members))
    return await _with_times(turn, facts, answers) if "minutes" in answers else facts


async def _with_times(turn: Turn, facts: Facts, answers: Mapping[str, str]) -> Facts:
    picked = answers.get("chosen", "").split(",")
    theirs = [one.person_id for one in facts.members if str(one.person_id) in picked]
    attending = tuple(dict.fromkeys((facts.asker, *theirs)))
    return replace(
        facts,
        attending=attending,
        times=await times.of(turn, facts.team_id, attending),
        places=tuple(await meetings.last_places(turn.session, turn.person, facts.team_id)),
        facilitators=tuple(await meetings.last_facilitators(turn.session, turn.person, facts.team_id)),
    )


def head(scene: Shown) -> tuple[Text, ...]:
    step = open_step(DIALOG, scene)
    return tuple(words.above(scene, step.name)) if step else ()


async def from_rhythm(turn: Turn, rhythm_id: int) -> tuple[Tap, ...]:
    """The answers that lead straight to the times for a talk that is due; none for what is not of her teams."""
    one = await series.rhythm_of(turn.session, turn.person, rhythm_id)
    if one is None:
        return ()
    several = len(turn.person.teams_as(Role.COORDINATOR)) > 1
    return (
        *([{"team": str(one.team_id)}] if several else []),
        {"kind": one.kind.value},
        {"chosen": str(one.person_id), "who": "done"},
        {"minutes": str(options.usual(one.kind))},
    )


async def save(turn: Turn, scene: Shown, _: int) -> Again | Done:
    answers = scene.answers
    if "nobody" in answers:
        return Again(_kept(answers, (("team",),)))
    if answers.get("clash") == "again":
        return Again(_kept(answers, KEPT))
    return await (_keep_rhythm(turn, scene) if "weeks" in answers else _plan(turn, scene))


def _kept(answers: Mapping[str, str], groups: Sequence[tuple[str, ...]]) -> tuple[Tap, ...]:
    taps = ({name: answers[name] for name in group if name in answers} for group in groups)
    return tuple(tap for tap in taps if tap)


async def _plan(turn: Turn, scene: Shown) -> Done:
    """The first session of a series is made here; the others follow by themselves (`handlers.jobs.repeat_sessions`)."""
    meeting, every = await _made(turn, scene), Every(scene.answers["every"])
    await meeting_news.tell(
        turn.session, meeting, meeting_news.PLANNED, turn.person.id, turn.now, turn.others_zone, every
    )
    await due.overtake(turn, meeting)
    said = (Text(key="plan.done"), *lines(meeting, turn.person.id, turn.zone), *words.again_and_again(scene))
    return Done(Screen(lines=said, buttons=((button(meeting, "file", turn.zone),), (NEXT,))))


async def _made(turn: Turn, scene: Shown) -> Meeting:
    starts_at = times.starts_of(scene.answers, turn.zone)
    if starts_at is None:
        raise LookupError("no time was chosen yet")
    plan, every = words.plan_of(scene), Every(scene.answers["every"])
    people = [one.person_id for one in options.chosen(scene)]
    came_from, local = None, starts_at.astimezone(turn.zone)
    if every is not Every.ONCE:
        when = (local.date(), local.hour * 60 + local.minute, turn.zone.key)
        begun = await series.start(turn.session, plan, every, *when, turn.person.id, people, turn.now)
        came_from = (begun, local.date())
    given = (turn.session, plan, starts_at, turn.person.id, people, turn.now)
    return await meetings.known(turn.session, await meetings.add(*given, series=came_from))


async def _keep_rhythm(turn: Turn, scene: Shown) -> Done:
    today, kind, weeks = scene.facts.today, options.kind_of(scene), int(scene.answers["weeks"])
    people = {one.membership_id for one in options.chosen(scene)}
    for one in sorted(people):
        await series.set_rhythm(turn.session, one, kind, weeks, turn.person.id, today, turn.now)
    for each in options.chosen(scene):
        who = (turn.person.id, Action.CHANGED, scene.facts.team_id, turn.now)
        await audit.write(turn.session, *who, subject=each.person_id)
    theirs = await series.rhythms(turn.session, turn.person, scene.facts.team_id)
    since = await _says_from(
        turn, [one for one in theirs if one.membership_id in people and one.kind is kind]
    )
    told = Text(key="plan.says_from", values={"day": Day(day=max(since, today))}, icon="🔔", apart=True)
    said = (Text(key="plan.rhythm_done"), *words.so_far(scene), words.rhythm(scene), told)
    return Done(Screen(lines=said, buttons=((NEXT,),)))


async def _says_from(turn: Turn, rhythms: Sequence[Rhythm]) -> date:
    """The first day on which the bot says of one of them that it is due."""
    given = (turn.person.id, turn.zone, turn.others_zone, turn.now)
    return min([look_from((await due_day(turn.session, one, *given))[0]) for one in rhythms])


def sees(scene: Shown) -> Seen | None:
    """The times that fit tell when these people work."""
    return Seen(scene.facts.team_id, scene.facts.attending) if scene.facts.attending else None


async def expire(_: object, __: Draft) -> Screen:
    return Screen(lines=(Text(key="plan.expired"),))


DIALOG = Dialog(
    name="plan",
    roles=COORDINATORS,
    steps=(
        Choose("team", coordinated.teams, when=coordinated.several),
        Choose("kind", options.kinds, labels="meeting.kind", columns=1),
        Write("title", typed.title_checked, when=steps.own_kind),
        Choose("nobody", options.understood, when=steps.nobody_there),
        Given("chosen", options.chosen_fits),
        Choose("who", options.people, when=steps.somebody_there),
        Choose("minutes", options.minutes, when=steps.asks_minutes, columns=3),
        Given("starts", lambda value, _: times.read(value) is not None),
        Choose("offer", options.offer, when=steps.asks_offer),
        Choose("weeks", options.weeks, when=steps.chose("offer", "rhythm"), columns=3),
        Write("day", typed.day_checked, when=steps.types_time),
        Write("time", typed.time_checked, when=steps.types_time),
        Choose("clash", options.instead, when=steps.asks_clash),
        Choose("every", options.every, when=steps.asks_every, labels="meeting.every"),
        Choose("place", options.places, when=steps.asks_place),
        Write("place_typed", typed.place_checked, when=steps.types_place),
        Choose("facilitator", options.facilitators, when=steps.asks_facilitator),
        Write("facilitator_typed", typed.facilitator_checked, when=steps.types_facilitator),
        Choose("confirm", options.confirmations, when=steps.asks_confirmation),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=head,
    sees=sees,
    pausable=True,
)
