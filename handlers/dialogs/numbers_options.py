"""What can be said of each number on the safety cards, and the page that shows when it was checked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.dialog import Option, Scene
from bot.model import Membership
from bot.rules import readiness
from bot.rules.names import visible
from bot.rules.phones import phone_typed
from bot.rules.safety import TeamNumbers
from bot.safety import NATIONAL, OF_TEAM, SERVICES, Opening
from bot.screen import Copyable, Day, Text, Value
from handlers.dialogs import coordinated

LONGEST_NAME: Final = 60
LONGEST_SOURCE: Final = 120
WARNING: Final = "⚠️"
# What the team sets, then what comes with the program.
NUMBERS: Final = (*OF_TEAM, *NATIONAL)
WAYS: Final = ("other_team", "settings")


@dataclass(frozen=True)
class Facts:
    """The teams she coordinates; the numbers are those of one of them, None while she has still to choose."""

    teams: tuple[Membership, ...]
    numbers: TeamNumbers | None
    today: date

    @property
    def now(self) -> TeamNumbers:
        """KeyError before a team is chosen, as for anything else that is not answered yet."""
        if self.numbers is None:
            raise KeyError("team")
        return self.numbers


Shown = Scene[Facts]


def services(scene: Shown) -> tuple[Option, ...]:
    """Every number, with a sign at what needs a look."""
    other = ("other_team",) if coordinated.several(scene) else ()
    ways = (Option(one, Text(key=f"numbers.way.{one}"), wide=True) for one in (*other, "settings"))
    return (*(_option(scene, one) for one in NUMBERS), *ways)


def _option(scene: Shown, service: str) -> Option:
    return Option(service, Text(key=f"numbers.service.{service}"), _icon(scene, service))


def _icon(scene: Shown, service: str) -> str:
    team, known = scene.facts.now, OF_TEAM.get(service)
    lacks = service in readiness.missing(team) or service in readiness.old(team, scene.facts.today)
    return WARNING if lacks else known.icon if known else SERVICES[service].icon


def is_number(scene: Shown) -> bool:
    return scene.answers["pick"] not in WAYS


def has_number(scene: Shown) -> bool:
    return is_number(scene) and scene.answers["pick"] in readiness.shown(scene.facts.now)


def acts(scene: Shown) -> tuple[Option, ...]:
    """Of a number that comes with the program only that it is still right; nothing of one that is gone meanwhile."""
    if not has_number(scene):
        return ()
    right = Option("right", icon="✅")
    if scene.answers["pick"] in SERVICES:
        return (right,)
    return (right, Option("new", icon="✏️"), Option("source", icon="🔎"), Option("remove", icon="🗑"))


def types_number(scene: Shown) -> bool:
    return is_number(scene) and (not has_number(scene) or scene.answers.get("act") == "new")


def types_name(scene: Shown) -> bool:
    return types_number(scene) and OF_TEAM[scene.answers["pick"]].named


def removes(scene: Shown) -> bool:
    return scene.answers.get("act") == "remove"


def types_source(scene: Shown) -> bool:
    return scene.answers.get("act") == "source"


def phone_checked(words: str, _: Shown) -> str | None:
    return phone_typed(words)


def name_checked(words: str, _: Shown) -> str | None:
    return _short(words, LONGEST_NAME)


def source_checked(words: str, _: Shown) -> str | None:
    return _short(words, LONGEST_SOURCE)


def _short(words: str, longest: int) -> str | None:
    line = visible(words)
    return line if 0 < len(line) <= longest else None


def head(scene: Shown) -> tuple[Text, ...]:
    if scene.facts.numbers is None:
        return ()
    service = scene.answers.get("pick")
    return tuple(_page(scene) if service is None else _line(scene, service))


def _page(scene: Shown) -> Iterator[Text]:
    team = scene.facts.now
    yield Text(key="numbers.title", values={"team": team.team}, icon="🆘")
    for one in NUMBERS:
        yield from (line.model_copy(update={"apart": one == "emergency"}) for line in _line(scene, one))
    ready = not readiness.missing(team)
    yield Text(
        key="numbers.ready" if ready else "numbers.not_ready", icon="✅" if ready else WARNING, apart=True
    )


def _line(scene: Shown, service: str) -> Iterator[Text]:
    """The number, whose it is and when it was checked; or that there is none."""
    team, icon = scene.facts.now, _icon(scene, service)
    what: Value = Text(key=f"numbers.service.{service}")
    own = team.numbers.get(service)
    phone = team.phone(service) or (SERVICES[service].phone if service in SERVICES else "")
    if not phone:
        yield Text(key="numbers.none", values={"what": what}, icon=icon)
        return
    if own and own.name:
        what = own.name
    values: dict[str, Value] = {"number": Copyable(copyable=phone), "what": what}
    yield Text(key="numbers.line", values={**values, "checked": _checked(scene, service)}, icon=icon)
    source = own.source if own and own.source else SERVICES[service].source if service in SERVICES else ""
    if "pick" in scene.answers:
        yield from (_opening(one) for one in (SERVICES[service].opening if service in SERVICES else ()))
        if source:
            yield Text(key="numbers.source", values={"source": source})


def _opening(one: Opening) -> Text:
    """What the card says of its hours, so that they are looked at with the number."""
    return Text(key="numbers.opening", values={"hours": f"{one.start:%H:%M}–{one.end:%H:%M}"})


def _checked(scene: Shown, service: str) -> Text:
    day = scene.facts.now.checked_on(service)
    if day == date.min:
        return Text(key="numbers.never_checked")
    return Text(key="numbers.checked", values={"day": Day(day=day), "year": str(day.year)})
