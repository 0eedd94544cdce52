"""Where the goals of a team stand, in a line each: what was agreed with the commissioner, counted until now."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.model import Membership
from bot.rules.digest import Weeks
from bot.screen import Button, Text, Value
from handlers.dialogs.digest_facts import Desk, Digest
from handlers.dialogs.goals import SIGNS, name
from handlers.dialogs.goals_options import Stands
from handlers.dialogs.goals_stands import stands_of
from storage import goals

MOST_GOALS: Final = 3
BUTTON: Final = Button(label=Text(key="digest.button.goals", icon="🎯"), data="/goals")


async def running(desk: Desk, team: Membership, weeks: Weeks) -> tuple[tuple[Stands, ...], int]:
    """Where the first of them stand, and how many more there are; the one that is over first in front.

    One that was over in these weeks is told for the last time. Only what is told is counted.
    """
    every = await goals.of_team(desk.session, desk.asker, team.team_id)
    found = [one for one in every if one.first <= desk.today and one.last >= weeks.oldest]
    told = found[:MOST_GOALS]
    of_team = (desk.session, desk.asker, team.team_id)
    return await stands_of(*of_team, told, desk.now, desk.zone), len(found) - len(told)


def lines(one: Digest) -> Iterator[Text]:
    """For whom a goal is meant stays on its own page: those are somebody's words."""
    for at, each in enumerate(one.goals):
        values: dict[str, Value] = {
            "what": name(replace(each.goal, target_group="")),
            "so_far": each.so_far,
            "number": each.goal.number,
            "standing": Text(key=f"goals.standing.{each.standing}"),
        }
        yield Text(key="digest.goal", values=values, icon=SIGNS[each.standing], apart=at == 0)
    if one.more_goals:
        yield Text(key="digest.more_goals", values={"number": one.more_goals})
