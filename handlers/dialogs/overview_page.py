"""The page of /overview: bands by name, the share of the team, and what could not be said to whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from bot.dialog import Option, Scene
from bot.model import Membership, TeamSettings
from bot.rules.load import LEAST_PERSONS, Band
from bot.screen import Several, Text, Value

# So that the page stays within one message of Telegram's.
MOST_LISTED: Final = 20
MOST_UNREACHABLE: Final = 12
SHORT: Final = 10
NOT_TOLD: Final = "–"
Row = TypeVar("Row")


@dataclass(frozen=True)
class Patterns:
    """The names of all key persons in order, the bands of those on this page, and the share of the whole team."""

    names: tuple[str, ...]
    bands: tuple[tuple[str, Band | None], ...]
    share: int | None


@dataclass(frozen=True)
class View:
    """What may be seen of one team; no patterns before it has decided so. `seen` are all whom it tells about."""

    settings: TeamSettings
    lost: int
    unreachable: tuple[str, ...]
    patterns: Patterns | None = None
    seen: tuple[int, ...] = ()


@dataclass(frozen=True)
class Facts:
    """The teams she coordinates, and one of them; None while she has still to choose."""

    teams: tuple[Membership, ...]
    view: View | None


Shown = Scene[Facts]


def is_large(scene: Shown) -> bool:
    return len(_names(scene)) > MOST_LISTED


def _names(scene: Shown) -> tuple[str, ...]:
    view = scene.facts.view
    return view.patterns.names if view and view.patterns else ()


def part_of(listed: Sequence[Row], part: str | None) -> Sequence[Row]:
    """Of a large team the part that was chosen, and nobody before that; a small one is shown whole."""
    if len(listed) <= MOST_LISTED:
        return listed
    return listed[int(part) :][:MOST_LISTED] if part and part.isdecimal() else ()


def parts(scene: Shown) -> tuple[Option, ...]:
    """The names from which to which, by the place where each part begins."""
    names = _names(scene)
    return tuple(
        Option(str(at), Text(key="overview.names", values=_ends(names[at : at + MOST_LISTED])))
        for at in range(0, len(names), MOST_LISTED)
    )


def _ends(names: Sequence[str]) -> dict[str, Value]:
    return {"first": names[0][:SHORT], "last": names[-1][:SHORT]}


def ways(scene: Shown) -> tuple[Option, ...]:
    names = (Option("other_names", icon="🔤", wide=True),) if is_large(scene) else ()
    team = (Option("other_team", icon="👥", wide=True),) if len(scene.facts.teams) > 1 else ()
    return (*names, Option("settings", icon="⚙️", wide=True), *team)


def head(scene: Shown) -> tuple[Text, ...]:
    view = scene.facts.view
    if view is None:
        return ()
    title = Text(key="overview.title", values={"team": view.settings.name}, icon="👥")
    if is_large(scene) and "part" not in scene.answers:
        return (title,)
    return (title, *(_patterns(view.patterns) if view.patterns else _undecided()), *_sending(view))


def _undecided() -> Iterator[Text]:
    yield Text(key="overview.undecided", apart=True)
    yield Text(key="overview.where")


def _patterns(patterns: Patterns) -> Iterator[Text]:
    yield Text(key="overview.bands" if patterns.names else "overview.nobody", apart=True)
    for name, band in patterns.bands:
        said: Value = Text(key=f"hours.band.{band}") if band else NOT_TOLD
        yield Text(key="overview.person", values={"name": _called(name), "band": said})
    if patterns.names:
        yield Text(key="overview.not_told", values={"sign": NOT_TOLD})
    yield _share(patterns.share)


def _called(name: str) -> Value:
    return name or Text(key="overview.nameless")


def _share(share: int | None) -> Text:
    if share is None:
        return Text(key="overview.share_from", values={"least": LEAST_PERSONS}, apart=True)
    return Text(key="overview.share", values={"percent": share}, apart=True)


def _sending(view: View) -> Iterator[Text]:
    yield Text(key="overview.lost", values={"number": view.lost}, icon="✉️", apart=True)
    if view.unreachable:
        names = [
            Text(key="common.name", values={"name": _called(one)})
            for one in view.unreachable[:MOST_UNREACHABLE]
        ]
        yield Text(key="overview.unreachable", values={"names": Several(several=tuple(names))}, icon="📵")
    if len(view.unreachable) > MOST_UNREACHABLE:
        yield Text(key="overview.more", values={"number": len(view.unreachable) - MOST_UNREACHABLE})
