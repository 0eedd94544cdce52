"""Everything about herself as two files: one to read, and one for programs. Made in memory; no disk ever has them."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from bot.access import ANYBODY, may
from bot.screen import Outgoing, Say, Screen, Text
from bot.texts import Texts
from handlers.errands.desk import Desk
from handlers.errands.mydata_page import page
from handlers.wire import TooLarge
from storage import my_data, my_data_told, people

VERSION: Final = 1
_OUTGOING: Final[TypeAdapter[Outgoing]] = TypeAdapter(Outgoing)


async def run(desk: Desk, _: Mapping[str, str | int]) -> None:
    """Hers alone, so nothing but who she is has to be asked again."""
    async with desk.database.reading() as session:
        kept = await my_data.of(session, desk.person, desk.zone)
    day = desk.now.astimezone(desk.zone).date()
    readable, whole = await asyncio.to_thread(made, desk, _in_words(desk.texts, desk.language, kept))
    if not await _still_hers(desk):
        return
    try:
        await desk.send_file(BytesIO(readable), f"sleutelbot-my-data-{day}.html")
        await desk.send_file(BytesIO(whole), f"sleutelbot-my-data-{day}.json")
    except TooLarge:
        await desk.say(Screen(lines=(Text(key="mydata.too_large"),)))


async def _still_hers(desk: Desk) -> bool:
    """Making it takes a while, in which her phone may be told to be lost, or she herself be gone."""
    async with desk.database.reading() as session:
        now = await people.by_telegram(session, desk.person.telegram_id)
    return now is not None and may(now, ANYBODY)


def made(desk: Desk, kept: Mapping[str, Sequence[my_data_told.Row]]) -> tuple[bytes, bytes]:
    """The page and the file for programs; both hold the same rows."""
    about = {
        "format": "sleutelbot-my-data",
        "version": VERSION,
        "made_at": desk.now.isoformat(),
        "tables": kept,
        "left_out": my_data_told.LEFT_OUT,
        "about_nobody": my_data.ABOUT_NOBODY,
    }
    whole = json.dumps(about, ensure_ascii=False, indent=1, default=str)
    return page(desk.texts, desk.language, kept, desk.now, desk.zone).encode(), whole.encode()


def _in_words(
    texts: Texts, language: str, kept: Mapping[str, Sequence[my_data_told.Row]]
) -> dict[str, list[my_data_told.Row]]:
    """What waits to be said, as it would be said."""
    return {
        table: [
            {**row, "content": _said(texts, language, row["content"])} if "content" in row else row
            for row in rows
        ]
        for table, rows in kept.items()
    }


def _said(texts: Texts, language: str, content: Any) -> str | None:
    """The lines of a message; what only changes one, or brings a file, tells its kind."""
    if not content:
        return None
    found = json.loads(content)
    try:
        if "kind" in found:
            sent = _OUTGOING.validate_python(found)
            if not isinstance(sent, Say):
                return sent.kind
            screen = sent.screen
        else:
            screen = Screen.model_validate(found)
    except ValidationError:
        return str(content)
    return "\n".join(texts.plain(language, line) for line in screen.lines)
