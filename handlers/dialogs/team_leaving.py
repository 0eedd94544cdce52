"""Somebody leaves a team: what she has in hand goes to others, who hear of it once."""

from collections.abc import Iterable

from bot.screen import Button, Screen, Text, Value
from bot.supervision import Meeting, MeetingState
from handlers.deps import Turn
from handlers.dialogs import meeting_news as news
from handlers.dialogs import reading
from handlers.dialogs.arranging import named
from handlers.dialogs.meeting_notice import after_key, forget_guest, overtake
from storage import drafts, handover, meetings, notices, series
from storage.roster import Seat

SESSIONS = Button(label=Text(key="team.news.sessions"), data="/supervision")


async def hand_over(turn: Turn, one: Seat, referrals_to: int | None, leads_to: int | None) -> None:
    """Everything before she goes herself: while she is still in, it can be found by who has it."""
    number = await handover.give_referrals(turn.session, one, referrals_to, turn.now)
    if referrals_to is not None and number:
        said = Text(key="team.news.referrals", values={**_values(one), "number": number})
        await _tell(turn, one, [referrals_to], Screen(lines=(said,)), "referrals")
    await _stop_coming(turn, one)
    if leads_to is not None:
        await _give_leading(turn, one, leads_to)


def _values(one: Seat) -> dict[str, Value]:
    return {"name": named(one.name, one.person_id), "team": one.team}


async def _tell(turn: Turn, one: Seat, people: Iterable[int], screen: Screen, what: str) -> None:
    """Whoever does it sees it herself."""
    for person_id in sorted(set(people) - {turn.person.id, one.person_id}):
        key = f"handover:{one.membership_id}:{turn.now:%Y%m%dT%H%M%S}:{what}:{person_id}"
        await notices.put(
            turn.session, person_id, one.team_id, key, screen, turn.now, asked_by=turn.person.id
        )


async def _stop_coming(turn: Turn, one: Seat) -> None:
    for number in await handover.series_attended(turn.session, one):
        await _leave_series(turn, number, one.person_id)
    for number in await handover.attended(turn.session, one, turn.now):
        meeting = await meetings.known(turn.session, number)
        rest = [each.person_id for each in meeting.guests if each.person_id != one.person_id]
        if rest:
            await meetings.set_people(turn.session, meeting, rest, turn.now)
            await forget_guest(turn.session, meeting, one.person_id)
            await drafts.outdate(turn.session, "meeting", meeting.id, turn.person.id)
        else:
            await _cancel(turn, meeting)


async def _leave_series(turn: Turn, number: int, person_id: int) -> None:
    """One that was for her alone ends; the sessions that are made already are called off with the others."""
    found = await series.of_it(turn.session, number)
    rest = [one for one in found.people if one != person_id] if found else []
    if rest:
        await series.set_people(turn.session, number, rest)
    else:
        await series.end(turn.session, number, turn.now)


async def _cancel(turn: Turn, meeting: Meeting) -> None:
    """Without anybody it is for; that it needed another time is of no use any more either."""
    await meetings.cancel(turn.session, meeting)
    if meeting.state is MeetingState.PLANNED:
        now = await meetings.known(turn.session, meeting.id)
        await news.tell(turn.session, now, news.CANCELLED, turn.person.id, turn.now, turn.others_zone)
    else:
        await overtake(turn.session, meeting)
    await drafts.outdate(turn.session, "meeting", meeting.id, turn.person.id)


async def _give_leading(turn: Turn, one: Seat, to: int) -> None:
    """The times stay as they are. A session for the new leader alone is none."""
    concerned = set(await handover.give_guided(turn.session, one, to))
    led = [
        await meetings.known(turn.session, each)
        for each in await handover.hosted(turn.session, one, turn.now)
    ]
    for number in await handover.series_hosted(turn.session, one):
        await handover.set_series_host(turn.session, number, to)
        await _leave_series(turn, number, to)
    await _give_unrecorded(turn, one, to)
    for before in led:
        await handover.set_host(turn.session, before, to, turn.now)
        after = await meetings.known(turn.session, before.id)
        await drafts.outdate(turn.session, "meeting", after.id, turn.person.id)
        if after.guests:
            concerned |= {each.person_id for each in after.guests}
        else:
            await _cancel(turn, after)
    await _tell_changed(turn, one, to, concerned - {to}, len(led))


async def _give_unrecorded(turn: Turn, one: Seat, to: int) -> None:
    """Somebody else is asked how it went. Of one for her alone, which would be for nobody then, nobody is."""
    for number in await handover.unrecorded(turn.session, one, turn.now):
        before = await meetings.known(turn.session, number)
        await notices.recall_all(turn.session, after_key(before))
        others = [each for each in before.guests if each.person_id != to]
        if others:
            await handover.set_host(turn.session, before, to, turn.now)
        await meetings.asked(turn.session, number, None if others else turn.now)
        await drafts.outdate(turn.session, "meeting", number, turn.person.id)


async def _tell_changed(turn: Turn, one: Seat, to: int, concerned: set[int], sessions: int) -> None:
    other = await reading.called(turn, to)
    gone = Text(key="team.news.taken_over", values={**_values(one), "other": other})
    await _tell(turn, one, concerned, Screen(lines=(gone,), buttons=((SESSIONS,),)), "guided")
    yours = Text(key="team.news.yours", values={**_values(one), "number": sessions})
    await _tell(turn, one, [to], Screen(lines=(yours,), buttons=((SESSIONS,),)), "leads")
