"""What leaves the database: a table of contacts, a copy without a lock, and every row when trying out."""

import argparse
import csv
import json
import secrets
import sys
from operator import attrgetter

from bot import export
from bot.command_line.beside import beside, note
from bot.command_line.words import say
from bot.settings import Settings
from storage import exports, open_copy
from storage import show as stored
from storage.audit import Action
from storage.problems import StorageProblem


async def export_contacts(settings: Settings, given: argparse.Namespace) -> None:
    if given.open is not None:
        return await export_open(settings, given)
    table, key = csv.writer(sys.stdout, lineterminator="\n"), secrets.token_bytes(32)
    async with beside(settings) as database:
        await note(settings, database, Action.EXPORTED)
        table.writerow(export.CONTACT_COLUMNS)
        async with database.reading() as session:
            names = await exports.team_names(session)
            async for batch in exports.all_contacts(session):
                for one in export.mixed(batch, attrgetter("happened_on")):
                    table.writerow(export.contact_row(one, names[one.team_id], key))


async def export_open(settings: Settings, given: argparse.Namespace) -> None:
    """Warned and confirmed each time: nothing protects this file but whoever has it."""
    open_copy.require_room(given.open)
    async with beside(settings) as database:
        if not _confirms_open(given):
            raise StorageProblem("open.refused")
        await note(settings, database, Action.OPENED_COPY)
        async with database.reading() as session:
            await open_copy.write(session, given.open, secrets.token_bytes(32), settings.zone)
    print(say("open.done", {"path": str(given.open)}), file=sys.stderr)


def _confirms_open(given: argparse.Namespace) -> bool:
    print(say("open.warning", {"path": str(given.open)}), file=sys.stderr)
    if given.yes:
        return True
    print(say("open.question"), file=sys.stderr, end=" ", flush=True)
    return sys.stdin.readline().strip().lower() == "yes"


async def show(settings: Settings, _: argparse.Namespace) -> None:
    """Only when trying out, which a moved clock tells: in real use nobody needs to see everybody's rows."""
    if settings.clock_file is None:
        raise StorageProblem("startup.only_trying_out")
    async with beside(settings) as database, database.reading() as session:
        print(json.dumps(await stored.rows(session), ensure_ascii=False))
