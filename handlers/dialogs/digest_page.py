"""The weeks of a team in words: numbers and themes, and nobody's name.

The first line shows on a locked phone: it holds no number and no name.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Final

from bot.rules.figures import Trend
from bot.screen import Button, Day, Screen, Several, Text, Value, Weekday
from handlers.dialogs.digest_facts import CONTACTS, Digest, Needs
from handlers.dialogs.digest_goals import BUTTON
from handlers.dialogs.digest_goals import lines as goals

MOST_TOPICS: Final = 5
MOST_ACTIONS: Final = 3
_SUPERVISION: Final = Button(label=Text(key="digest.button.supervision", icon="📅"), data="/supervision")
_OVERVIEW: Final = Button(label=Text(key="digest.button.overview", icon="👥"), data="/overview")
_DIRECTORY: Final = Button(label=Text(key="digest.button.directory", icon="📇"), data="/directory")


def span(first: date, last: date) -> Text:
    """The days of a week: 9 to 15 November, 30 November to 6 December."""
    if (first.year, first.month) == (last.year, last.month):
        return Text(key="digest.days_within", values={"first": first.day, "last": Day(day=last)})
    return Text(key="digest.days", values={"first": Day(day=first), "last": Day(day=last)})


def screen(one: Digest) -> Screen:
    """What is said without being asked for. Nothing happened: one line."""
    if one.quiet and not (one.needs and one.needs.something):
        return Screen(lines=(_nothing(one),), buttons=((_page(one),),))
    deeper = (
        *((_DIRECTORY,) if one.needs and one.needs.unchecked else ()),
        *((BUTTON,) if one.goals else ()),
    )
    rows = ((_SUPERVISION, _OVERVIEW), *((deeper,) if deeper else ()), (_page(one), _picture(one)))
    ready = Text(key="digest.ready" if one.weeks.number == 1 else "digest.ready_several", icon="📊")
    return Screen(lines=(ready, Text(key="digest.of", values=_which(one)), *lines(one)), buttons=rows)


def _page(one: Digest) -> Button:
    """The same week, whenever it is tapped."""
    data = f"/digest {one.team.team_id} {one.weeks.last_monday}"
    return Button(label=Text(key="digest.button.page", icon="📊"), data=data)


def _picture(one: Digest) -> Button:
    data = f"/digest picture {one.team.team_id} {one.weeks.last_monday}"
    return Button(label=Text(key="digest.button.picture", icon="🖼"), data=data)


def _nothing(one: Digest) -> Text:
    if one.only_team and one.weeks.number == 1:
        return Text(key="digest.nothing", icon="📊")
    return Text(key="digest.nothing_in", values=_which(one), icon="📊")


def _which(one: Digest) -> dict[str, Value]:
    return {"team": one.team.team, "week": span(one.weeks.monday, one.weeks.sunday)}


def lines(one: Digest) -> Iterator[Text]:
    """Everything below the lines that tell which week of which team it is."""
    yield from _several(one)
    yield from _quiet(one) if not one.figures.contacts else _done(one)
    if one.needs and one.needs.something:
        yield from _needing(one.needs)
    yield from goals(one)


def _several(one: Digest) -> Iterator[Text]:
    """Why it is about more than one week, and what of the time before is left out."""
    weeks = one.weeks
    if weeks.number > 1:
        yield Text(key="digest.together", values={"number": weeks.number})
    if weeks.older:
        values: dict[str, Value] = {"number": weeks.older, "contacts": one.older}
        yield Text(key="digest.older", values=values)


def _quiet(one: Digest) -> Iterator[Text]:
    yield Text(key="digest.quiet", apart=True)
    yield from _known(one)


def _done(one: Digest) -> Iterator[Text]:
    found = one.figures
    yield _changed(Text(key="digest.contacts", values={"number": found.contacts}, icon="💬"), one, CONTACTS)
    yield Text(key="digest.questions", values={"number": found.questions}, icon="❓", apart=True)
    for topic, number in islice(found.topics.items(), MOST_TOPICS):
        yield _changed(_counted(Text(key=f"topic.{topic}"), number), one, topic, icon="▫️")
    if any(one.changes.values()):
        yield Text(key="digest.compared")
    yield from _results(one)


def _counted(name: Text, number: int) -> Text:
    return Text(key="digest.counted", values={"name": name, "number": number})


def _changed(line: Text, one: Digest, name: str, icon: str = "") -> Text:
    """The line with its change, where there is one to speak of."""
    found = one.changes.get(name)
    if found:
        line = Text(key="digest.changed", values={"line": line, "change": CHANGES[found.trend]})
    return line.model_copy(update={"icon": icon or line.icon, "apart": name == CONTACTS})


CHANGES: Final[Mapping[Trend, Text]] = {
    Trend.MORE: Text(key="digest.change.more"),
    Trend.FEWER: Text(key="digest.change.fewer"),
    Trend.SAME: Text(key="digest.change.same"),
}


def _results(one: Digest) -> Iterator[Text]:
    found = one.figures
    yield Text(key="digest.referrals", values={"number": found.referrals}, icon="📤", apart=True)
    yield from _known(one)
    if found.actions:
        most = [_counted(Text(key=f"action.{one}"), number) for one, number in found.actions.items()]
        several = Several(several=tuple(most[:MOST_ACTIONS]))
        yield Text(key="digest.actions", values={"actions": several}, icon="✋")
    yield from _reach(found.residents_reached, found.professionals_reached)


def _known(one: Digest) -> Iterator[Text]:
    """What became known of referrals, the most first."""
    if one.outcomes:
        ordered = sorted(one.outcomes.items(), key=lambda each: (-each[1], each[0]))
        told = [_counted(Text(key=f"outcome_of.{name}"), number) for name, number in ordered]
        yield Text(key="digest.outcomes", values={"outcomes": Several(several=tuple(told))}, icon="🌿")


def _reach(residents: int, professionals: int) -> Iterator[Text]:
    """Who came to a group is known as a band, and of a band only the least."""
    if residents:
        yield Text(key="digest.residents", values={"number": residents}, icon="👋")
    if professionals:
        yield Text(key="digest.professionals", values={"number": professionals}, icon="🤝")


def _needing(needs: Needs) -> Iterator[Text]:
    found = [
        Text(key="digest.due", values={"number": needs.due}, icon="📅") if needs.due else None,
        Text(key="digest.overdue", values={"number": needs.overdue}, icon="⏰") if needs.overdue else None,
        Text(key="digest.lost", values={"number": needs.lost}, icon="✉️") if needs.lost else None,
        *_kept(needs),
        _holidays(needs.holidays) if needs.holidays else None,
    ]
    shown = [one for one in found if one]
    yield from (one.model_copy(update={"apart": at == 0}) for at, one in enumerate(shown))


def _kept(needs: Needs) -> Iterator[Text]:
    if needs.unchecked:
        yield Text(key="digest.unchecked", values={"number": needs.unchecked}, icon="📇")
    if needs.retired:
        yield Text(key="digest.retired", values={"number": needs.retired}, icon="🗂")


def _holidays(days: tuple[date, ...]) -> Text:
    named = [
        Text(key="digest.day", values={"weekday": Weekday(weekday=one.weekday()), "day": Day(day=one)})
        for one in days
    ]
    return Text(key="digest.holidays", values={"days": Several(several=tuple(named))}, icon="🎉")
