"""The command `sleutelbot`: puts the program together, and tells in one sentence what keeps it from running."""

import argparse
import asyncio
import csv
import json
import os
import secrets
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date
from functools import cache
from importlib.resources import files
from operator import attrgetter
from pathlib import Path
from typing import Final, NoReturn

from pydantic import ValidationError
from telegram.error import InvalidToken

from bot import export
from bot.clock import Clock
from bot.model import Role
from bot.rules import readiness
from bot.rules.audit_chain import End, Fault, Kind
from bot.rules.retention import Then
from bot.rules.safety import TeamNumbers
from bot.screen import Text, Value
from bot.settings import Settings
from bot.texts import SOURCE, Texts
from handlers.errors import set_up_logging, without_token
from handlers.intake import TokenRefused
from handlers.last_words import guard
from handlers.program import PollingStopped, Program
from storage import (
    audit,
    backup,
    checks,
    exports,
    installation,
    invitations,
    open_copy,
    people,
    retention,
    safety,
)
from storage import show as stored
from storage.audit import Action
from storage.database import Database
from storage.keyfile import key_for
from storage.lock import exclusive
from storage.migrate import current, head, known, migrate
from storage.problems import StorageProblem
from storage.rekey import rekey, settle

FAILED, POLLING_STOPPED = 1, 70
TRAIL: Final = {
    Kind.MISSING: "check.trail_missing",
    Kind.OUT_OF_PLACE: "check.trail_out_of_place",
    Kind.ALTERED: "check.trail_altered",
    Kind.CUT: "check.trail_cut",
    Kind.ADDED: "check.trail_added",
}
RETAINED: Final = {
    Then.TALLIES: "retention.tallies",
    Then.GONE: "retention.gone",
    Then.ERASED: "retention.erased",
}
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
        _tell_of_rekey(settings)
        await migrate(settings.database, key)
        if made:
            print(say("run.key_made", {"path": str(settings.key_file)}), flush=True)
        database = await Database.open(settings.database, key)
        try:
            program = Program(settings, Clock(settings.clock_file), Texts.load(), database)
            await program.run(_told_to_stop())
        finally:
            await database.close()


def _tell_of_rekey(settings: Settings) -> None:
    """Clean up after a change of key that was broken off. Whoever ordered it has heard nothing of its end."""
    if told := settle(settings.database, settings.key_file):
        print(say(told, {"path": str(settings.key_file)}), flush=True)


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
    code = invitations.new_code()
    now = Clock(settings.clock_file).now()
    expires_at = now + invitations.LIVES
    async with _beside(settings) as database, database.transaction() as session:
        team_id = await people.ensure_team(session, given.team)
        await invitations.invite(session, code, team_id, ROLES[given.role], given.language, expires_at)
        await audit.write(session, 0, Action.INVITED, team_id, now)
        name = await installation.recall(session, installation.BOT_NAME)
    print(f"/start {code}")
    if name:
        print(f"https://t.me/{name}?start={code}")


async def export_contacts(settings: Settings, given: argparse.Namespace) -> None:
    if given.open is not None:
        return await export_open(settings, given)
    table, key = csv.writer(sys.stdout, lineterminator="\n"), secrets.token_bytes(32)
    table.writerow(export.CONTACT_COLUMNS)
    async with _beside(settings) as database:
        await _note(settings, database, Action.EXPORTED)
        async with database.reading() as session:
            names = await exports.team_names(session)
            async for batch in exports.all_contacts(session):
                for one in export.mixed(batch, attrgetter("happened_on")):
                    table.writerow(export.contact_row(one, names[one.team_id], key))


async def _note(settings: Settings, database: Database, action: Action) -> None:
    """Before it is done: what cannot be noted is not done either."""
    async with database.transaction() as session:
        await audit.write(session, 0, action, None, Clock(settings.clock_file).now())


async def export_open(settings: Settings, given: argparse.Namespace) -> None:
    """Warned and confirmed each time: nothing protects this file but whoever has it."""
    open_copy.require_room(given.open)
    async with _beside(settings) as database:
        if not _confirms_open(given):
            raise StorageProblem("open.refused")
        await _note(settings, database, Action.OPENED_COPY)
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
        _tell_of_rekey(settings)
        await migrate(settings.database, key)
    print(say("migrate.done", {"revision": head()}))


async def change_key(settings: Settings, _: argparse.Namespace) -> None:
    with exclusive(settings.database):
        rekey(settings.database, settings.key_file)
        async with _beside(settings) as database:
            await _note(settings, database, Action.REKEYED)
    print(say("rekey.done", {"path": str(settings.key_file)}))


async def check(settings: Settings, given: argparse.Namespace) -> None:
    async with _beside(settings) as database, database.reading() as session:
        problems = await checks.integrity(session)
        waiting = await checks.waiting(session)
        teams = (await safety.everything(session)).values()
        broken, last = await audit.verify(session), await audit.head(session)
    for line in problems:
        print(line)
    _tell_audit(broken, last)
    print(say("check.waiting", {**waiting}))
    if problems:
        raise StorageProblem("check.damaged", path=settings.database)
    if broken:
        raise StorageProblem("check.trail_broken")
    print(say("check.sound"))
    today = Clock(settings.clock_file).now().astimezone(settings.zone).date()
    unready = [one for one in teams if not _tell_ready(one, today)]
    if given.live and (unready or not teams):
        raise StorageProblem("check.not_live")


def _tell_audit(broken: Sequence[Fault], last: End) -> None:
    """Where the trail was tampered with; and its end, to be noted where nobody can change it too."""
    for one in broken:
        print(say(TRAIL[one.kind], {"line": one.seq}))
    print(say("check.trail_end", {"line": last.seq, "hash": last.hash or "-"}))


def _tell_ready(team: TeamNumbers, today: date) -> bool:
    """Without a doctor and a contact person no team goes live; a number that is old is only a warning."""
    missing, old = readiness.missing(team), readiness.old(team, today)
    if missing:
        print(say("check.not_ready", {"team": team.team, "missing": _listed(missing)}))
    else:
        print(say("check.ready", {"team": team.team}))
    if old:
        print(say("check.old", {"team": team.team, "services": _listed(old)}))
    return not missing


def _listed(services: Iterable[str]) -> str:
    return ", ".join(one.replace("_", " ") for one in services)


async def back_up(settings: Settings, given: argparse.Namespace) -> None:
    backup.require_room(given.file)
    key, _ = key_for(settings.database, settings.key_file, create=False)
    async with _beside(settings) as database:
        await _note(settings, database, Action.BACKED_UP)
        await backup.make(settings.database, key, given.file)
    print(say("backup.done", {"path": str(given.file)}))


async def restore(settings: Settings, given: argparse.Namespace) -> None:
    """Of two keys the one that fits the backup."""
    with exclusive(settings.database):
        backup.require(settings.database, given.file, replace=given.replace)
        key, _ = key_for(given.file, settings.key_file, create=False)
        now = Clock(settings.clock_file).now()
        again = await backup.restore(settings.database, key, given.file, now, replace=given.replace)
    print(say("restore.done", {"path": str(given.file), "people": again}))


async def tell_retention(settings: Settings, _: argparse.Namespace) -> None:
    """What the next night would let go; nothing is changed."""
    today = Clock(settings.clock_file).now().astimezone(settings.zone).date()
    async with _beside(settings) as database, database.reading() as session:
        due = await retention.overdue(session, today)
    for one, number in due.items():
        values = {"kind": one.kind.value, "months": one.months, "number": number}
        print(say(RETAINED[one.then], values))


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


class _Parser(argparse.ArgumentParser):
    """What is repeated of a line that makes no sense may be a token in the wrong place."""

    def error(self, message: str) -> NoReturn:
        super().error(without_token(message))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="sleutelbot", description=say("help.program"), epilog=say("help.more"))
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
    _add(commands, "rekey", change_key)
    checking = _add(commands, "check", check)
    checking.add_argument("--live", action="store_true", help=say("help.live"))
    _add(commands, "backup", back_up).add_argument("file", type=Path, help=say("help.backup_file"))
    restoring = _add(commands, "restore", restore)
    restoring.add_argument("file", type=Path, help=say("help.restore_file"))
    restoring.add_argument("--replace", action="store_true", help=say("help.replace"))
    _add(commands, "retention", tell_retention)
    _add(commands, "show", show)
    _add(commands, "demo", demo)
    return parser


def _add(commands: "argparse._SubParsersAction[_Parser]", name: str, work: Work) -> argparse.ArgumentParser:
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
    guard()
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
