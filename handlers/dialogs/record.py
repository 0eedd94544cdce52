"""The whole record of a contact as lines of text."""

from collections.abc import Iterator
from datetime import date

from bot.model import Contact, Timing
from bot.screen import Day, Several, Text, Value
from handlers.dialogs.lists import kind_line, question_line


def lines_of(contact: Contact, today: date, words: str | None = None) -> tuple[Text, ...]:
    """Her own words, if there are any, stand last."""
    title = Text(key="card.undone" if contact.undone_at else "card.saved")
    last = in_words(words) if words else ()
    return (
        title,
        kind_line(contact.kind),
        *map(question_line, contact.questions),
        *_rest(contact, today),
        *last,
    )


def in_words(words: str) -> tuple[Text]:
    return (Text(key="card.words", values={"words": words}, icon="🗒"),)


def _rest(contact: Contact, today: date) -> Iterator[Text]:
    yield _line("actions", _several("action", contact.actions))
    yield _line("referral", Text(key=f"partner.{contact.referral}"))
    yield _when(contact, today)
    if contact.minutes:
        yield _line("minutes", Text(key="card.minutes.some", values={"count": contact.minutes}))
    if contact.attendance:
        yield _line("people", Text(key=f"attendance.{contact.attendance}"))
    if contact.familiarity:
        yield _line("familiarity", Text(key=f"card.familiarity.option.{contact.familiarity}"))
    if contact.timing in {Timing.EARLIER, Timing.EXTRA}:
        yield Text(key=f"card.record.timing.{contact.timing}")
    if contact.roles:
        yield _line("roles", _several("role", contact.roles))


def _line(name: str, value: Value) -> Text:
    return Text(key=f"card.record.{name}", values={"value": value})


def _several(labels: str, chosen: tuple[str, ...]) -> Several:
    return Several(several=tuple(Text(key=f"{labels}.{one}") for one in chosen))


def _when(contact: Contact, today: date) -> Text:
    days_ago = (today - contact.happened_on).days
    known: dict[int, Value] = {0: Text(key="card.record.today"), 1: Text(key="card.record.yesterday")}
    day = known.get(days_ago, Day(day=contact.happened_on))
    if contact.day_part is None:
        return _line("day", day)
    part = Text(key=f"card.day_part.option.{contact.day_part}")
    return Text(key="card.record.day_and_part", values={"day": day, "part": part})
