"""After a session its coordinator tells in a few taps what became of it, and plans the next one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.access import COORDINATORS
from bot.dialog import Again, Choose, Dialog, Done, Given, Seen, Tap, Write
from bot.model import Draft, Role
from bot.rules.slots import Clash
from bot.screen import Button, Screen, Text
from bot.supervision import Meeting, MeetingKind, MeetingState
from handlers.deps import Turn
from handlers.dialogs import due, times
from handlers.dialogs import outcome_options as options
from handlers.dialogs import outcome_words as words
from handlers.dialogs.meeting_news import PLANNED, tell
from handlers.dialogs.meeting_notice import after_key
from handlers.dialogs.outcome_options import Facts, Shown
from handlers.dialogs.outcome_words import NOT_ALL
from handlers.dialogs.times import FURTHEST, Times
from storage import meetings, notices, series

# How far ahead the next talk is sought where no rhythm is agreed on.
WEEKS: Final = {MeetingKind.INDIVIDUAL: 4, MeetingKind.PROGRESS: 13, MeetingKind.PLAN_REVIEW: 26}
PROBLEMS: Final = frozenset({NOT_ALL, *(one.value for one in Clash)})


async def gather(turn: Turn, subject: int, taps: Sequence[Tap]) -> Facts:
    """Only a session of a team that she coordinates."""
    one = await meetings.seen_by(turn.session, turn.person, subject)
    if one is None or one.team_id not in {mine.team_id for mine in turn.person.teams_as(Role.COORDINATOR)}:
        return Facts(turn.now, turn.zone)
    facts = Facts(turn.now, turn.zone, one, await _later(turn, one))
    answered = {name for tap in taps for name in tap}
    if "minutes" not in answered or not options.goes_on(facts):
        return facts
    return replace(facts, offered=await _offered(turn, one, await _near(turn, one)))


async def _times(turn: Turn, one: Meeting, near: datetime | None = None) -> Times:
    people = [each.person_id for each in (one.host, *one.guests)]
    return await times.of(turn, one.team_id, people, other_than=one.id, near=near)


async def _offered(turn: Turn, one: Meeting, near: datetime | None) -> tuple[str, ...]:
    found = times.offered(await _times(turn, one, near), one.plan.minutes)
    return tuple(each.id for each in found)


async def _later(turn: Turn, one: Meeting) -> Meeting | None:
    """The next session of this kind that has a time, with everybody whom this one was for."""
    since, until = max(turn.now, one.starts_at), turn.now + FURTHEST
    ahead = await meetings.of_team(turn.session, turn.person, one.team_id, since, until)
    return next((other for other in ahead if _goes_on(one, other)), None)


def _goes_on(one: Meeting, other: Meeting) -> bool:
    alike = other.kind is one.kind and other.state is MeetingState.PLANNED and other.id != one.id
    return alike and {guest.person_id for guest in one.guests} <= {guest.person_id for guest in other.guests}


async def _near(turn: Turn, one: Meeting) -> datetime | None:
    """About when the next talk is due; None where that has been."""
    rhythms = await series.rhythms(turn.session, turn.person, one.team_id)
    guests = {guest.person_id for guest in one.guests}
    agreed = [each.weeks for each in rhythms if each.person_id in guests and each.kind is one.kind]
    due = one.starts_at + timedelta(weeks=min(agreed, default=WEEKS[one.kind]))
    return due if due > turn.now else None


async def save(turn: Turn, scene: Shown, _: int) -> Again | Done:
    """Nothing is kept of a session that has no outcome yet, or that is none of hers."""
    facts = scene.facts
    if facts.meeting is None:
        return Done(Screen(lines=(Text(key="meeting.gone"),)))
    if not facts.is_open:
        return Done(Screen(lines=(words.why_not(facts.meeting), words.about(scene))))
    if scene.answers["held"] == "no" and "plans" not in scene.answers:
        plans = ",".join(await _offered(turn, facts.one, None))
        return Again(({"held": "no", "plans": plans},))
    starts_at = times.starts_of(scene.answers, facts.zone)
    if starts_at and (problem := await _problem(turn, facts.one, starts_at)):
        near = starts_at if starts_at > turn.now else None
        return Again(_without_time(scene.answers, await _offered(turn, facts.one, near), problem))
    await _record(turn, scene)
    if scene.answers["held"] == "yes":
        await due.overtake(turn, facts.one)
    following = await _plan(turn, facts.one, starts_at) if starts_at else None
    lines = (
        *words.kept(scene),
        *(words.following_lines(turn.zone, turn.person.id, following) if following else ()),
    )
    return Done(Screen(lines=lines, buttons=words.buttons(turn.zone, facts.one, following)))


async def _problem(turn: Turn, one: Meeting, starts_at: datetime) -> str | None:
    known, minutes = await _times(turn, one), one.plan.minutes
    if clash := times.problem(known, starts_at, minutes):
        return clash.value
    return NOT_ALL if times.off_duty(known, starts_at, minutes) else None


def _without_time(answers: Mapping[str, str], offered: Sequence[str], problem: str) -> tuple[Tap, ...]:
    """All that was told but the next time, which is not possible any more: why, and what is."""
    plans = {"plans": ",".join(offered)}
    if answers["held"] == "no":
        return ({"held": "no", **plans}, {"clash": problem})
    told = (("held",), ("minutes",), ("minutes_typed",), ("there", "came"))
    taps = ({name: answers[name] for name in each if name in answers} for each in told)
    themes = {"talked": answers["talked"], "themes": "done", **plans}
    return (*(tap for tap in taps if tap), themes, {"clash": problem})


async def _record(turn: Turn, scene: Shown) -> None:
    """The newest counts. Nobody is asked any more how it went."""
    one = scene.facts.one
    if scene.answers["held"] == "no":
        await meetings.record(turn.session, one, held=False)
    else:
        came = [one.host.person_id, *(guest.person_id for guest in options.there(scene))]
        themes, minutes = options.themes_told(scene), options.minutes_told(scene)
        await meetings.record(turn.session, one, held=True, minutes=minutes, came=came, themes=themes)
    await notices.recall_all(turn.session, after_key(one))


async def _plan(turn: Turn, one: Meeting, starts_at: datetime) -> Meeting:
    """The same session once more, at this time; whoever takes part hears of it."""
    people = [guest.person_id for guest in one.guests]
    number = await meetings.add(turn.session, one.plan, starts_at, one.host.person_id, people, turn.now)
    new = await meetings.known(turn.session, number)
    await due.overtake(turn, new)
    await tell(turn.session, new, PLANNED, turn.person.id, turn.now, turn.others_zone)
    return new


def sees(scene: Shown) -> Seen | None:
    one = scene.facts.meeting
    return Seen(one.team_id, tuple(guest.person_id for guest in one.guests)) if one else None


async def expire(_: object, draft: Draft) -> Screen:
    again = Button(label=Text(key="outcome.again", icon="✏️"), data=f"/meeting {draft.subject} held")
    return Screen(lines=(Text(key="outcome.expired"),), buttons=((again,),))


DIALOG = Dialog(
    name="outcome",
    roles=COORDINATORS,
    steps=(
        Choose("held", options.held, when=options.is_open),
        Choose("minutes", options.minutes, when=options.was_held),
        Write("minutes_typed", options.minutes_checked, when=options.other_minutes, echoes=True),
        Given("there", options.there_fits),
        Choose("came", options.came, when=options.asks_who),
        Given("talked", options.talked_fits),
        Choose("themes", options.themes, when=options.was_held),
        Given("plans", options.plans_fit),
        Given("starts", lambda value, _: times.read(value) is not None),
        Given("clash", lambda value, _: value in PROBLEMS),
        Choose("next", options.next_times, when=options.asks_next),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=words.head,
    sees=sees,
)
