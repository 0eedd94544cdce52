"""A key person's own week in words: what she did, thanks for something true, what is open and what comes next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.model import Membership, Person, Role
from bot.rules.digest import Done, Thanks, most_asked, praised, thanks
from bot.rules.hours import Duty, agreement_on
from bot.rules.load import Balance, Spent, balance
from bot.rules.stretches import from_wall
from bot.screen import Button, Day, Screen, Text, Value
from bot.supervision import Meeting
from handlers.dialogs.bands import duty_of
from handlers.dialogs.digest_page import span
from handlers.dialogs.meeting_words import at, kind
from storage import digests, hours, meetings, spent
from storage.database import Session

SUNDAY = timedelta(days=6)
STOP = Button(label=Text(key="digest.note.stop", icon="🔕"), data="/digest off")
SESSIONS = Button(label=Text(key="digest.note.sessions", icon="📅"), data="/supervision")


@dataclass(frozen=True)
class Note:
    """One week of hers. `used` is None where no hours are counted; `open_referral` is category, topic and day."""

    monday: date
    zone: ZoneInfo
    done: Sequence[Done]
    helped: str | None = None
    used: Balance | None = None
    open_referral: tuple[str, str, date] | None = None
    next_session: Meeting | None = None


async def gather(
    session: Session, person: Person, monday: date, now: datetime, zone: ZoneInfo
) -> Note | None:
    """None for a week in which nothing of hers happened: there is nothing to say then."""
    done = await digests.own_week(session, person.id, monday, monday + SUNDAY)
    since, until = (from_wall(day, 0, 0, zone)[0] for day in (monday, monday + timedelta(weeks=1)))
    helped = await digests.helped(session, person.id, since, until)
    if not done and not helped:
        return None
    ahead = await meetings.own(session, person.id, now, 1)
    return Note(
        monday,
        zone,
        done,
        helped,
        await _used(session, person, monday, zone),
        await digests.open_referral(session, person.id),
        ahead[0] if ahead else None,
    )


async def _used(session: Session, person: Person, monday: date, zone: ZoneInfo) -> Balance | None:
    """Of all her contracts together; None where there is none, or where she wants no hours counted."""
    if not person.counts_hours:
        return None
    reach = await hours.reach(session, person.id, zone)
    mine = person.teams_as(Role.KEY_PERSON)
    found = [await _balance(session, person.id, one, duty_of(reach, person, one), monday) for one in mine]
    used, agreed = (sum(getattr(one, name) for one in found) for name in ("used", "agreed"))
    return Balance(used, agreed) if agreed else None


async def _balance(session: Session, person_id: int, mine: Membership, duty: Duty, monday: date) -> Balance:
    """Only days that the contract speaks of, as her page of hours counts them."""
    week = (monday, monday + SUNDAY)
    weekly = {day: agreement_on(duty, day).weekly_minutes or 0 for day in _days(monday)}
    found: list[Spent] = await spent.between(session, person_id, mine.team_id, *week)
    return balance([one for one in found if weekly.get(one.day)], week, weekly)


def _days(monday: date) -> Iterator[date]:
    return (monday + timedelta(days=one) for one in range(7))


def screen(one: Note) -> Screen:
    sessions = (SESSIONS,) if one.next_session else ()
    return Screen(lines=tuple(_lines(one)), buttons=((*sessions, STOP),))


def _lines(one: Note) -> Iterator[Text]:
    """The first one shows on a locked phone: it tells nothing of her."""
    yield Text(key="digest.note.title", icon="💛")
    yield Text(key="digest.note.week", values={"week": span(one.monday, one.monday + SUNDAY)})
    yield from _thanks(one)
    if one.done:
        yield Text(key="digest.note.contacts", values={"number": len(one.done)}, icon="💬", apart=True)
    if one.used:
        values: dict[str, Value] = {"used": _hours(one.used.used), "agreed": _hours(one.used.agreed)}
        yield Text(key="digest.note.hours", values=values, icon="⏱")
    if one.open_referral:
        partner, topic, day = one.open_referral
        about: dict[str, Value] = {"partner": Text(key=f"partner.{partner}"), "topic": _topic(topic)}
        yield Text(key="digest.note.open", values={**about, "day": Day(day=day)}, icon="📤")
    if one.next_session:
        when = at(one.next_session.starts_at, one.zone)
        said: dict[str, Value] = {"kind": kind(one.next_session.plan), "when": when}
        yield Text(key="digest.note.next", values=said, icon="📅")


def _thanks(one: Note) -> Iterator[Text]:
    match thanks(one.done, one.monday, helped=one.helped is not None):
        case Thanks.HELPED:
            partner = Text(key=f"partner.{one.helped}")
            yield Text(key="digest.thanks.helped", values={"partner": partner})
        case Thanks.FIRST:
            yield Text(key="digest.thanks.first")
        case Thanks.TOPIC:
            topic = most_asked(praised(one.done)) or "other"
            yield Text(key="digest.thanks.topic", values={"topic": _topic(topic)})
        case Thanks.THERE:
            yield Text(key="digest.thanks.there")


def _topic(topic: str) -> Text:
    return Text(key=f"topic.{topic}")


def _hours(minutes: int) -> str:
    """5:30, or 8."""
    return f"{minutes // 60}:{minutes % 60:02}" if minutes % 60 else str(minutes // 60)
