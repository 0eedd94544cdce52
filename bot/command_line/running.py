"""The bot itself: brought up to date, started, told to stop."""

import argparse
import asyncio
import signal

from bot.clock import Clock
from bot.command_line.beside import tell_of_rekey
from bot.command_line.words import say
from bot.settings import Settings
from bot.texts import Texts
from storage.database import Database
from storage.keyfile import is_missing, key_for
from storage.lock import exclusive
from storage.migrate import head, migrate
from storage.outage import naming_damage
from storage.problems import StorageProblem


async def run(settings: Settings, _: argparse.Namespace) -> None:
    """Create or bring up to date what is stored, then talk to Telegram until told to stop."""
    if not settings.token.get_secret_value():
        raise StorageProblem("startup.token_missing")
    # Half of a start is reading this, and no other command needs it.
    from handlers.program import Program

    with exclusive(settings.database):
        is_new = is_missing(settings.database)
        key, made = key_for(settings.database, settings.key_file, create=True)
        tell_of_rekey(settings)
        with naming_damage(settings.database):
            await migrate(settings.database, key)
        if made:
            print(say("run.key_made", {"path": str(settings.key_file)}), flush=True)
        elif is_new:
            print(say("run.database_made", {"path": str(settings.database)}), flush=True)
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


async def bring_up_to_date(settings: Settings, _: argparse.Namespace) -> None:
    with exclusive(settings.database):
        key, _made = key_for(settings.database, settings.key_file, create=False)
        tell_of_rekey(settings)
        with naming_damage(settings.database):
            await migrate(settings.database, key)
    print(say("migrate.done", {"revision": head()}))
