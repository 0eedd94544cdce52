"""One session as an iCalendar file: calendars take it in, and a later one with the same name changes it."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from icalendar import CLASS, STATUS, TRANSP, Calendar, Event, vCalAddress

MIME_TYPE: Final = "text/calendar"
# What is published has an organizer, by RFC 5546: here it is nobody, at an address that cannot exist.
_ORGANIZER: Final = "mailto:nobody@sleutelbot.invalid"
_LINK: Final = re.compile(r"(?<!\S)https?://[\w.~:/?#\[\]@!$&'()*+,;=%-]+(?!\S)", re.ASCII | re.IGNORECASE)
# A text may hold every sign but these: RFC 5545, 3.3.11.
_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def ics(
    *,
    uid: str,
    sequence: int,
    changed_at: datetime,
    starts_at: datetime,
    minutes: int,
    title: str,
    team: str,
    place: str = "",
    description: str = "",
    cancelled: bool = False,
) -> bytes:
    """The file, in words that its reader understands. Whoever takes part is not in it: calendars are shared.

    Both moments need a zone. A higher `sequence` changes what the calendar has of this `uid`.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//sleutelbot//")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    changed, start = changed_at.astimezone(UTC), starts_at.astimezone(UTC)
    event = Event.new(
        uid=f"{uid}@sleutelbot",
        sequence=sequence,
        stamp=changed,
        last_modified=changed,
        start=start,
        end=start + timedelta(minutes=minutes),
        organizer=vCalAddress.new(_ORGANIZER, cn="sleutelbot"),
        summary=_clean(" – ".join(filter(None, (title, team)))),
        location=_clean(place) or None,
        url=_link(place),
        description=_clean(description) or None,
        status=STATUS.CANCELLED if cancelled else STATUS.CONFIRMED,
        classification=CLASS.PRIVATE,
        transparency=TRANSP.OPAQUE,
    )
    calendar.add_component(event)
    file: bytes = calendar.to_ical()
    return file


def _clean(words: str) -> str:
    return _FORBIDDEN.sub(" ", words)


def _link(place: str) -> str | None:
    """The first link in a place, which may be a link and nothing else."""
    found = _LINK.search(place)
    return found[0].rstrip(".,;") if found else None
