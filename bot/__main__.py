"""The command `sleutelbot`: puts the program together, and tells in one sentence what keeps it from running."""

import argparse
import asyncio
import csv
import json
import os
import secrets
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from pydantic import ValidationError
from telegram.error import InvalidToken

from bot import export
from bot.clock import Clock
from bot.model import Role
from bot.screen import Text, Value
from bot.settings import Settings
from bot.texts import SOURCE, Texts
from handlers.errors import set_up_logging
from handlers.intake import TokenRefused
from handlers.program import PollingStopped, Program
from storage import checks, contacts, installation, open_copy, people
from storage import show as stored
from storage.database import Database
from storage.keyfile import key_for
from storage.lock import exclusive
from storage.migrate import current, head, known, migrate
from storage.problems import StorageProblem

INVITATION_LIVES: Final = timedelta(days=7)
FAILED, POLLING_STOPPED = 1, 70
ROLES: Final = {"key-person": Role.KEY_PERSON, "coordinator": Role.COORDINATOR}


@cache
def _own_texts() -> Texts:
    return Texts.load(files("locales") / "command_line")


def say(key: str, values: Mapping[str, Value] | None = None) -> str:
    text = _own_texts().plain(SOURCE, Text(key=key, values=dict(values or {})))
    return text.replace("\u2068", "").replace("\u2069", "")


async def run(settings: Settings, _: argparse.Namespace) -> None:
    """Create or bring up to date what is stored, then talk to Telegram until told to stop."""
    if not settings.token.get_secret_value():
        raise StorageProblem("startup.token_missing")
    with exclusive(settings.database):
        key, made = key_for(settings.database, settings.key_file, create=True)
        await migrate(settings.database, key)
        if made:
            print(say("run.key_made", {"path": str(settings.key_file)}), flush=True)
        database = await Database.open(settings.database, key)
        try:
            program = Program(settings, Clock(settings.clock_file), Texts.load(), database)
            await program.run(_told_to_stop())
        finally:
            await database.close()


def _told_to_stop() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


@asynccontextmanager
async def _beside(settings: Settings) -> AsyncIterator[Database]:
    """The existing database, also while the bot runs."""
    key, _ = key_for(settings.database, settings.key_file, create=False)
    revision = await asyncio.to_thread(current, settings.database, key)
    if revision != head():
        older = revision is None or revision in known()
        key_of_text = "startup.older_database" if older else "startup.newer_database"
        raise StorageProblem(key_of_text, path=settings.database)
    database = await Database.open(settings.database, key)
    try:
        yield database
    finally:
        await database.close()


async def invite(settings: Settings, given: argparse.Namespace) -> None:
    code = secrets.token_urlsafe(16)
    expires_at = Clock(settings.clock_file).now() + INVITATION_LIVES
    async with _beside(settings) as database, database.transaction() as session:
        team_id = await people.ensure_team(session, given.team)
        await people.invite(session, code, team_id, ROLES[given.role], given.language, expires_at)
        name = await installation.recall(session, installation.BOT_NAME)
    print(f"/start {code}")
    if name:
        print(f"https://t.me/{name}?start={code}")


async def export_contacts(settings: Settings, given: argparse.Namespace) -> None:
    if given.open is not None:
        return await export_open(settings, given)
    table, key = csv.writer(sys.stdout, lineterminator="\n"), secrets.token_bytes(32)
    table.writerow(export.CONTACT_COLUMNS)
    async with _beside(settings) as database, database.reading() as session:
        async for contact, team in contacts.everything(session):
            table.writerow(export.contact_row(contact, team, key))


async def export_open(settings: Settings, given: argparse.Namespace) -> None:
    """Warned and confirmed each time: nothing protects this file but whoever has it."""
    open_copy.require_room(given.open)
    async with _beside(settings) as database:
        if not _confirms_open(given):
            raise StorageProblem("open.refused")
        async with database.reading() as session:
            await open_copy.write(session, given.open, secrets.token_bytes(32), settings.zone)
    print(say("open.done", {"path": str(given.open)}), file=sys.stderr)


def _confirms_open(given: argparse.Namespace) -> bool:
    print(say("open.warning", {"path": str(given.open)}), file=sys.stderr)
    if given.yes:
        return True
    print(say("open.question"), file=sys.stderr, end=" ", flush=True)
    return sys.stdin.readline().strip().lower() == "yes"


async def bring_up_to_date(settings: Settings, _: argparse.Namespace) -> None:
    with exclusive(settings.database):
        key, _made = key_for(settings.database, settings.key_file, create=False)
        await migrate(settings.database, key)
    print(say("migrate.done", {"revision": head()}))


async def check(settings: Settings, _: argparse.Namespace) -> None:
    async with _beside(settings) as database, database.reading() as session:
        problems = await checks.integrity(session)
        waiting = await checks.waiting(session)
    for line in problems:
        print(line)
    print(say("check.waiting", {**waiting}))
    if problems:
        raise StorageProblem("check.damaged", path=settings.database)
    print(say("check.sound"))


async def show(settings: Settings, _: argparse.Namespace) -> None:
    """Only when trying out: in real use nobody needs to see everybody's rows."""
    if not settings.tries_out:
        raise StorageProblem("startup.only_trying_out")
    async with _beside(settings) as database, database.reading() as session:
        print(json.dumps(await stored.rows(session), ensure_ascii=False))


async def demo(_: Settings, __: argparse.Namespace) -> None:
    """The try-out page is a program of its own, which starts this one as its child."""
    os.execv(sys.executable, [sys.executable, "-m", "tryout"])  # noqa: S606 - no shell, nothing from outside


Work = Callable[[Settings, argparse.Namespace], Awaitable[None]]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sleutelbot", description=say("help.program"), epilog=say("help.more")
    )
    commands = parser.add_subparsers(metavar=say("help.command"), required=True)
    _add(commands, "run", run)
    inviting = _add(commands, "invite", invite)
    inviting.add_argument("--role", required=True, choices=sorted(ROLES), help=say("help.role"))
    inviting.add_argument("--team", required=True, type=_team_name, help=say("help.team"))
    inviting.add_argument("--language", choices=Texts.load().languages, help=say("help.language"))
    exporting = _add(commands, "export", export_contacts)
    exporting.add_argument("what", nargs="?", choices=["contacts"], default="contacts", help=say("help.what"))
    exporting.add_argument("--format", choices=["csv"], default="csv", help=say("help.format"))
    exporting.add_argument("--open", type=Path, metavar="FILE", help=say("help.open"))
    exporting.add_argument("--yes", action="store_true", help=say("help.yes"))
    _add(commands, "migrate", bring_up_to_date)
    _add(commands, "check", check)
    _add(commands, "show", show)
    _add(commands, "demo", demo)
    return parser


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, work: Work
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=say(f"help.{name}"), description=say(f"help.{name}"))
    parser.set_defaults(work=work)
    return parser


def _team_name(given: str) -> str:
    name = " ".join(given.split())
    if not 1 <= len(name) <= 120:
        raise argparse.ArgumentTypeError(say("invite.team_name"))
    return name


def _problem(error: Exception) -> tuple[str, int]:
    """The sentence and the exit code for what keeps the program from running."""
    match error:
        case StorageProblem():
            return say(error.key, {**error.values}), FAILED
        case InvalidToken() | TokenRefused():
            return say("startup.token_refused"), FAILED
        case PollingStopped():
            return say("startup.polling_stopped"), POLLING_STOPPED
        case ValidationError():
            detail = error.errors()[0]
            key = str(detail.get("ctx", {}).get("error", "startup.setting_malformed"))
            return say(key, {"setting": f"SLEUTELBOT_{'_'.join(map(str, detail['loc'])).upper()}"}), FAILED
        case UnicodeDecodeError():
            return say("startup.dotenv_unreadable"), FAILED
    raise error


def _settings() -> Settings:
    try:
        return Settings()
    except OSError as error:
        raise StorageProblem("startup.dotenv_unreadable") from error


def main(arguments: list[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    set_up_logging()
    try:
        asyncio.run(given.work(_settings(), given))
        sys.stdout.flush()
    except (
        StorageProblem,
        InvalidToken,
        TokenRefused,
        PollingStopped,
        ValidationError,
        UnicodeDecodeError,
    ) as error:
        sentence, code = _problem(error)
        print(sentence, file=sys.stderr)
        return code
    except BrokenPipeError:
        # Whoever read our output has enough; Python would complain of it once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    return 0


if __name__ == "__main__":
    sys.exit(main())
