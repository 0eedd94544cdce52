"""People and sessions in a few words: short enough for a list on a phone, and still told apart."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

from bot.screen import Several, Text, Value
from bot.supervision import Attendee, Meeting
from handlers.dialogs.arranging import named
from handlers.dialogs.meeting_words import ICONS, at, kind, short_moment

# In the units in which Telegram counts the length of a message.
SHORT: Final = 16
ON_BUTTON: Final = 12
MOST_NAMED: Final = 2
_UNIT: Final = "utf-16-le"
_CUT: Final = "…"


def cut(name: str, most: int = SHORT) -> str:
    """As much of a name as there is room for."""
    units = name.encode(_UNIT)
    if len(units) <= 2 * most:
        return name
    return units[: 2 * (most - len(_CUT))].decode(_UNIT, "ignore") + _CUT


def called(names: Mapping[int, str], name: str, number: int, most: int = SHORT) -> Value:
    """Her name, with her number where somebody else of these would read the same."""
    short = cut(name, most)
    others = {cut(other, most) for one, other in names.items() if one != number}
    if short and short in others:
        return Text(key="agree.namesake", values={"name": short, "id": number})
    return named(short, number)


def what(meeting: Meeting) -> Text:
    """The kind of it, or as much of its own title as fits."""
    return kind(replace(meeting.plan, title=cut(meeting.plan.title)))


def line(meeting: Meeting, names: Mapping[int, str], zone: ZoneInfo) -> Text:
    """When, what, and with whom."""
    values: dict[str, Value] = {"when": at(meeting.starts_at, zone), "kind": what(meeting)}
    people = who(names, meeting.guests)
    return Text(key="supervision.session", values={**values, "people": people}, icon=ICONS[meeting.kind])


def who(names: Mapping[int, str], people: tuple[Attendee, ...]) -> Value:
    """One or two by name, of more the number."""
    if len(people) > MOST_NAMED:
        return Text(key="supervision.people", values={"number": len(people)})
    return Several(
        several=tuple(
            Text(key="common.name", values={"name": called(names, one.name, one.person_id)}) for one in people
        )
    )


def label(meeting: Meeting, names: Mapping[int, str], zone: ZoneInfo) -> Text:
    """For a button: the day and the time, and with whom where it is one person."""
    when = short_moment(meeting.starts_at, zone)
    if len(meeting.guests) != 1:
        return Text(key="common.name", values={"name": when}, icon=ICONS[meeting.kind])
    [one] = meeting.guests
    name = named(cut(one.name, ON_BUTTON), one.person_id)
    return Text(key="supervision.button", values={"when": when, "name": name}, icon=ICONS[meeting.kind])
