"""What keeps the file safe: a backup, its way back, another key."""

import argparse

from bot.clock import Clock
from bot.command_line.beside import beside, note
from bot.command_line.words import say
from bot.settings import Settings
from storage import backup
from storage.audit import Action
from storage.keyfile import key_for
from storage.lock import exclusive
from storage.rekey import rekey


async def back_up(settings: Settings, given: argparse.Namespace) -> None:
    backup.require_room(given.file)
    key, _ = key_for(settings.database, settings.key_file, create=False)
    async with beside(settings) as database:
        await note(settings, database, Action.BACKED_UP)
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


async def change_key(settings: Settings, _: argparse.Namespace) -> None:
    with exclusive(settings.database):
        async with beside(settings):
            pass  # a database that it could not be noted in keeps its key
        rekey(settings.database, settings.key_file)
        print(say("rekey.done", {"path": str(settings.key_file)}))
        async with beside(settings) as database:
            await note(settings, database, Action.REKEYED)
