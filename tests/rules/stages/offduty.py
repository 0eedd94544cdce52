"""/offduty: for somebody with one team, and with two."""

from typing import cast

from bot.model import Membership, Person, Role
from bot.texts import Texts
from handlers.deps import Turn
from handlers.dialogs import offduty
from handlers.dialogs.language import language_options
from storage.database import Session
from tests.rules.stage import LARGEST, LONG_NAME, NOW, ZONE, Stage


def facts(teams: int) -> offduty.Facts:
    mine = tuple(Membership(LARGEST - at, LONG_NAME, Role.KEY_PERSON) for at in range(teams))
    turn = Turn(cast(Session, None), Texts.load(), Person(0, 0, "nl", mine), NOW, ZONE, "nl")
    return offduty.Facts(mine, language_options(turn, "nl"))


ONE_TEAM, TWO_TEAMS = facts(1), facts(2)
STAGES = (
    Stage("off duty, one team", offduty.DIALOG, lambda _: ONE_TEAM),
    Stage("off duty, two teams", offduty.DIALOG, lambda _: TWO_TEAMS),
)
