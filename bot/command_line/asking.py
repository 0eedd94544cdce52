"""What can be asked for, and with which words beside it."""

import argparse
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import NoReturn

from bot.command_line import checking, exporting, inviting, keeping, running
from bot.command_line.words import say
from bot.settings import Settings
from bot.texts import Texts
from handlers.errors import without_token

Work = Callable[[Settings, argparse.Namespace], Awaitable[None]]


async def demo(_: Settings, __: argparse.Namespace) -> None:
    """The try-out page is a program of its own, which starts this one as its child."""
    os.execv(sys.executable, [sys.executable, "-m", "tryout"])  # noqa: S606 - no shell, nothing from outside


class _Parser(argparse.ArgumentParser):
    """What is repeated of a line that makes no sense may be a token in the wrong place."""

    def error(self, message: str) -> NoReturn:
        super().error(without_token(message))


def parser() -> argparse.ArgumentParser:
    asked = _Parser(prog="sleutelbot", description=say("help.program"), epilog=say("help.more"))
    commands = asked.add_subparsers(metavar=say("help.command"), required=True)
    _add(commands, "run", running.run)
    invite = _add(commands, "invite", inviting.invite)
    invite.add_argument("--role", required=True, choices=sorted(inviting.ROLES), help=say("help.role"))
    invite.add_argument("--team", required=True, type=inviting.team_name, help=say("help.team"))
    invite.add_argument("--language", choices=Texts.load().languages, help=say("help.language"))
    export = _add(commands, "export", exporting.export_contacts)
    export.add_argument("what", nargs="?", choices=["contacts"], default="contacts", help=say("help.what"))
    export.add_argument("--format", choices=["csv"], default="csv", help=say("help.format"))
    export.add_argument("--open", type=Path, metavar="FILE", help=say("help.open"))
    export.add_argument("--yes", action="store_true", help=say("help.yes"))
    _add(commands, "migrate", running.bring_up_to_date)
    _add(commands, "rekey", keeping.change_key)
    check = _add(commands, "check", checking.check)
    check.add_argument("--live", action="store_true", help=say("help.live"))
    _add(commands, "backup", keeping.back_up).add_argument("file", type=Path, help=say("help.backup_file"))
    restore = _add(commands, "restore", keeping.restore)
    restore.add_argument("file", type=Path, help=say("help.restore_file"))
    restore.add_argument("--replace", action="store_true", help=say("help.replace"))
    _add(commands, "retention", checking.tell_retention)
    _add(commands, "show", exporting.show)
    _add(commands, "demo", demo)
    return asked


def _add(commands: "argparse._SubParsersAction[_Parser]", name: str, work: Work) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=say(f"help.{name}"), description=say(f"help.{name}"))
    parser.set_defaults(work=work)
    return parser
