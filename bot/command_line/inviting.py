"""The first of a team: whoever comes in without anybody there to let her in."""

import argparse
from typing import Final

from bot.clock import Clock
from bot.command_line.beside import beside
from bot.command_line.words import say
from bot.model import Role
from bot.settings import Settings
from storage import audit, installation, invitations, people
from storage.audit import Action

ROLES: Final = {"key-person": Role.KEY_PERSON, "coordinator": Role.COORDINATOR}


async def invite(settings: Settings, given: argparse.Namespace) -> None:
    code = invitations.new_code()
    now = Clock(settings.clock_file).now()
    expires_at = now + invitations.LIVES
    async with beside(settings) as database, database.transaction() as session:
        team_id = await people.ensure_team(session, given.team)
        await invitations.invite(session, code, team_id, ROLES[given.role], given.language, expires_at)
        await audit.write(session, 0, Action.INVITED, team_id, now)
        name = await installation.recall(session, installation.BOT_NAME)
    print(f"/start {code}")
    if name:
        print(f"https://t.me/{name}?start={code}")


def team_name(given: str) -> str:
    name = " ".join(given.split())
    if not 1 <= len(name) <= 120 or not name.isprintable():
        raise argparse.ArgumentTypeError(say("invite.team_name"))
    return name
