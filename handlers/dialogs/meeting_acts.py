"""What each button on the page of a session does."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from bot.dialog import Again, Done, Goto, Tap
from bot.screen import Screen, Text
from bot.supervision import Answer, Meeting
from handlers.deps import Turn
from handlers.dialogs import meeting_news as news
from handlers.dialogs import meeting_words
from handlers.dialogs.meeting_page import Shown, tapped
from handlers.dialogs.meeting_series import tell_stopped
from handlers.dialogs.meeting_steps import is_on, starts_at
from storage import drafts, meetings, series

Ending = Again | Goto | Done


async def save(turn: Turn, scene: Shown, subject: int) -> Ending:
    """Done at once, in the transaction in which it was found to be allowed and to fit."""
    if scene.facts.seen is None:
        return Done(Screen(lines=(Text(key="meeting.gone"),)))
    act = scene.answers["do"]
    match act:
        case "agenda":
            return Goto("agenda", subject)
        case "held" | "missed":
            return Goto("outcome", subject, await _told(turn, subject, "yes" if act == "held" else "no"))
    return await _ACTS[act](turn, scene)


async def _told(turn: Turn, meeting_id: int, held: str) -> tuple[Tap, ...]:
    """Where she was with telling it, or its beginning."""
    begun: Tap = {"held": held}
    draft = await drafts.find(turn.session, turn.person.id, "outcome", meeting_id)
    return draft.taps if draft and draft.taps[:1] == (begun,) else (begun,)


async def _answer(turn: Turn, scene: Shown) -> Again:
    """The host hears of a no, and of a yes after it."""
    sight, given = scene.facts.sight, Answer(scene.answers["do"])
    before = sight.mine.answer if sight.mine else Answer.OPEN
    await meetings.set_answer(turn.session, sight.meeting.id, turn.person.id, given, turn.now)
    if before is not given and Answer.NO in {before, given}:
        who = (turn.person.id, turn.now, turn.others_zone)
        await news.tell_host(turn.session, sight.meeting, given.value, *who)
    return Again(toast=Text(key="meeting.told.yes" if given is Answer.YES else "meeting.told.no"))


async def _move(turn: Turn, scene: Shown) -> Again:
    meeting, answers = scene.facts.meeting, scene.answers
    if answers.get("offer") == "none_fits":
        return await _ask_other_time(turn, meeting)
    if "clash" in answers:
        return Again(({"do": "move"},))
    chosen = starts_at(scene)
    if chosen is None or (chosen == meeting.starts_at and is_on(scene)):
        return Again(toast=Text(key="meeting.told.same_time"))
    await meetings.move(turn.session, meeting, chosen, turn.person.id, turn.now)
    await _tell(turn, meeting, news.MOVED)
    return Again(toast=Text(key="meeting.told.moved"))


async def _ask_other_time(turn: Turn, meeting: Meeting) -> Again:
    await news.ask_other_time(turn.session, meeting, turn.person.id, turn.now, turn.others_zone)
    return Again(toast=Text(key="meeting.wished"))


async def _tell(turn: Turn, before: Meeting, what: str) -> None:
    """The others hear of it, and pages of theirs that show how it was obey no more."""
    meeting = await meetings.known(turn.session, before.id)
    who = (turn.person.id, turn.now, turn.others_zone)
    was = before.starts_at if what == news.MOVED else None
    await news.tell(turn.session, meeting, what, *who, was=was)
    await drafts.outdate(turn.session, "meeting", before.id, turn.person.id)


async def _cancel(turn: Turn, scene: Shown) -> Again:
    await meetings.cancel(turn.session, scene.facts.meeting)
    await _tell(turn, scene.facts.meeting, news.CANCELLED)
    return Again(toast=Text(key="meeting.told.cancelled"))


async def _restore(turn: Turn, scene: Shown) -> Again:
    if "cannot" in scene.answers:
        return Again()
    await meetings.restore(turn.session, scene.facts.meeting, turn.now)
    await _tell(turn, scene.facts.meeting, news.RESTORED)
    return Again(toast=Text(key="meeting.told.restored"))


async def _stop(turn: Turn, scene: Shown) -> Again:
    """No more sessions of this series; each of its people hears of it once."""
    meeting, ended = scene.facts.meeting, scene.facts.series
    if scene.answers["sure_stop"] == "no" or ended is None:
        return Again()
    ahead = [
        await meetings.known(turn.session, one) for one in await series.end(turn.session, ended.id, turn.now)
    ]
    for one in ahead:
        await meetings.cancel(turn.session, one)
        await drafts.outdate(turn.session, "meeting", one.id, turn.person.id)
    who = (turn.person.id, turn.now, turn.others_zone)
    await tell_stopped(turn.session, (meeting, *ahead), ended, *who)
    return Again(toast=Text(key="meeting.told.stopped"))


async def _people(turn: Turn, scene: Shown) -> Again:
    """One more or one less, this time only."""
    one, meeting = tapped(scene), scene.facts.meeting
    if one is None:
        return Again()
    if "cannot" not in scene.answers:
        await _toggle(turn, meeting, one.person_id)
    return Again(({"do": "people"},))


async def _toggle(turn: Turn, meeting: Meeting, person_id: int) -> None:
    before = {one.person_id for one in meeting.guests}
    await meetings.set_people(turn.session, meeting, before ^ {person_id}, turn.now)
    after = await meetings.known(turn.session, meeting.id)
    gone = person_id in before
    what, shown = (news.WITHOUT_YOU, meeting) if gone else (news.PLANNED, after)
    who = (person_id, turn.person.id, turn.now, turn.others_zone)
    await news.tell_one(turn.session, shown, what, *who)
    await drafts.outdate(turn.session, "meeting", meeting.id, turn.person.id)


async def _file(turn: Turn, scene: Shown) -> Again:
    await attach(turn, scene.facts.meeting)
    return Again()


async def attach(turn: Turn, meeting: Meeting) -> None:
    """The file for her calendar, below."""
    team = next((one.team for one in turn.person.memberships if one.team_id == meeting.team_id), "")
    who = (turn.person.id, turn.person.language, team, turn.now)
    turn.attach(meeting_words.appointment(meeting, *who))


_ACTS: Final[Mapping[str, Callable[[Turn, Shown], Awaitable[Ending]]]] = {
    "yes": _answer,
    "no": _answer,
    "move": _move,
    "cancel": _cancel,
    "restore": _restore,
    "stop": _stop,
    "people": _people,
    "file": _file,
}
