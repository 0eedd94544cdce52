"""The database as the commands use it, and the line of the trail that each of them leaves."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.clock import Clock
from bot.command_line.words import say
from bot.settings import Settings
from storage import audit
from storage.audit import Action
from storage.database import Database
from storage.keyfile import key_for
from storage.migrate import current, head, known
from storage.outage import naming_damage
from storage.problems import StorageProblem
from storage.rekey import settle


@asynccontextmanager
async def beside(settings: Settings) -> AsyncIterator[Database]:
    """The existing database, also while the bot runs. StorageProblem check.damaged where a page of it cannot be read."""
    with naming_damage(settings.database):
        database = await _opened(settings)
        try:
            yield database
        finally:
            await database.close()


async def _opened(settings: Settings) -> Database:
    key, _ = key_for(settings.database, settings.key_file, create=False)
    revision = await asyncio.to_thread(current, settings.database, key)
    if revision != head():
        older = revision is None or revision in known()
        key_of_text = "startup.older_database" if older else "startup.newer_database"
        raise StorageProblem(key_of_text, path=settings.database)
    return await Database.open(settings.database, key)


async def note(settings: Settings, database: Database, action: Action) -> None:
    """Before it is done: what cannot be noted is not done either."""
    async with database.transaction() as session:
        await audit.write(session, 0, action, None, Clock(settings.clock_file).now())


def tell_of_rekey(settings: Settings) -> None:
    """Clean up after a change of key that was broken off. Whoever ordered it has heard nothing of its end."""
    if told := settle(settings.database, settings.key_file):
        print(say(told, {"path": str(settings.key_file)}), flush=True)
