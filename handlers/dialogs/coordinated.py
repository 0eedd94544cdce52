"""The choice among the teams that somebody coordinates or works for, the same in every dialogue."""

from collections.abc import Sequence
from typing import Any

from bot.dialog import Option, Scene, Tap
from bot.model import Membership
from bot.screen import Text


def several(scene: Scene[Any]) -> bool:
    return len(scene.facts.teams) > 1


def teams(scene: Scene[Any]) -> tuple[Option, ...]:
    return tuple(
        Option(str(one.team_id), Text(key="common.name", values={"name": one.team}), wide=True)
        for one in scene.facts.teams
    )


def own(mine: Sequence[Membership], taps: Sequence[Tap]) -> Membership | None:
    """Hers in the team that was tapped, or her only one; None while she has still to choose."""
    hers = {str(one.team_id): one for one in mine}
    tapped = (hers[tap["team"]] for tap in taps if tap.get("team") in hers)
    return next(tapped, mine[0] if len(mine) == 1 else None)


def chosen(mine: Sequence[Membership], taps: Sequence[Tap]) -> int | None:
    """The number of that team."""
    found = own(mine, taps)
    return found.team_id if found else None


def home(scene: Scene[Any]) -> tuple[Tap, ...]:
    """The taps that lead to the page of the same team again."""
    return ({"team": scene.answers["team"]},) if "team" in scene.answers else ()
