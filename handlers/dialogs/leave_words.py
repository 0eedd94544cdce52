"""What somebody can choose about her own leave, and what is said of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.dialog import Option, Scene
from bot.model import Membership
from bot.rules.hours import Arrangement, Kind
from bot.screen import Text
from handlers.dialogs.arranging import period, period_typed, said


@dataclass(frozen=True)
class Leave:
    """One leave, with the number of its entry in each membership."""

    arrangement: Arrangement
    entries: tuple[tuple[Membership, int], ...]

    @property
    def id(self) -> str:
        return str(self.entries[0][1])


@dataclass(frozen=True)
class Facts:
    today: date
    coming: tuple[Leave, ...] = ()
    several: bool = False


Shown = Scene[Facts]


def leave(first: date, last: date) -> Arrangement:
    return Arrangement(Kind.LEAVE, first, last)


def ways(scene: Shown) -> tuple[Option, ...]:
    today = scene.facts.today
    return (
        Option(today.isoformat(), Text(key="leave.today")),
        Option((today + timedelta(days=1)).isoformat(), Text(key="leave.tomorrow")),
        Option("other", icon="🗓", wide=True),
        *([Option("remove", icon="↩️", wide=True)] if scene.facts.coming else []),
        Option("hours", Text(key="common.back"), wide=True),
    )


def period_checked(words: str, scene: Shown) -> str | None:
    return period_typed(words, scene.facts.today)


def removable(scene: Shown) -> tuple[Option, ...]:
    return tuple(
        Option(one.id, Text(key="leave.number", values={"number": number}), "↩️")
        for number, one in enumerate(scene.facts.coming, 1)
    )


def confirmations(_: Shown) -> tuple[Option, ...]:
    return (Option("yes", icon="✅", wide=True),)


def head(scene: Shown) -> tuple[Text, ...]:
    return tuple(_head(scene))


def _head(scene: Shown) -> Iterator[Text]:
    """What is coming, and then what it is about."""
    answers, facts = scene.answers, scene.facts
    if "gone" in answers:
        yield Text(key="leave.taking_back")
        yield from said(chosen(scene), facts.today)
    elif "when" not in answers:
        for one in facts.coming:
            yield from said(one.arrangement, facts.today)
    elif answers["when"] == "remove":
        yield from _numbered(scene)
    elif answers["when"] != "other" or "period" in answers:
        yield from said(chosen(scene), facts.today)
        if facts.several:
            yield Text(key="leave.all_teams")


def _numbered(scene: Shown) -> Iterator[Text]:
    for number, one in enumerate(scene.facts.coming, 1):
        line, *more = said(one.arrangement, scene.facts.today)
        yield Text(key="leave.numbered", values={"number": number, "leave": line})
        yield from more


def chosen(scene: Shown) -> Arrangement:
    """The leave that is taken, or taken back."""
    answers = scene.answers
    if "gone" in answers:
        return going(scene).arrangement
    if "period" in answers:
        return leave(*period(answers["period"]))
    day = date.fromisoformat(answers["when"])
    return leave(day, day)


def going(scene: Shown) -> Leave:
    """The leave that is taken back."""
    [one] = [one for one in scene.facts.coming if one.id == scene.answers["gone"]]
    return one
