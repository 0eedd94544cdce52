"""She joins, logs two contacts and undoes the second. She looks at her screen, and that is all she knows."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.clock import Clock
from bot.model import Role
from bot.question import parse
from storage import invitations, people
from storage.database import Database
from storage.migrate import migrate
from tests.cast import KEY
from tests.crash.job import Life
from tryout.people import Shown
from tryout.phone import Phone

FILE = Path("bot.sqlite")
AMINA = 1001
PATIENCE = 10.0


async def prepare(path: Path) -> str:
    """A new database in which one invitation waits; its code."""
    await migrate(path, KEY)
    code, tomorrow = secrets.token_urlsafe(16), Clock().now() + timedelta(days=1)
    database = await Database.open(path, KEY)
    async with database.transaction() as session:
        team_id = await people.ensure_team(session, "Haarlem Effect")
        await invitations.invite(session, code, team_id, Role.KEY_PERSON, None, tomorrow)
    await database.close()
    return code


@dataclass(frozen=True)
class Act:
    """What she does, and how she knows that it was heard: a button to go on with, or a line on the screen."""

    does: str
    sees: str


def acts(code: str) -> tuple[Act, ...]:
    return (
        Act(f"/start {code}", "[en]"),
        Act("[en]", "[yes]"),
        Act("[yes]", "join.welcome.key_person"),
        Act("/contact", "[phone_call]"),
        Act("[phone_call]", "[money]"),
        Act("[money]", "[explained]"),
        Act("[explained]", "[debt_help]"),
        Act("[debt_help]", "card.saved"),
        Act("/contact", "[home_visit]"),
        Act("[home_visit]", "[housing]"),
        Act("[housing]", "[listened]"),
        Act("[listened]", "[none]"),
        Act("[none]", "[undo]"),
        Act("[undo]", "[redo]"),
    )


async def play(
    phone: Phone, todo: Iterable[Act], life: Life, looks_at: int = 0, *, impatient: bool = False
) -> int:
    """Act after act, each once; the message she looks at in the end.

    Who is impatient taps again when the bot comes back and the button is still there.
    """
    for act in todo:
        before = _screen(phone)
        data = _do(phone, act.does, looks_at)
        async with _tapping_again(phone, data if impatient else None, life):
            await phone.wait_until(lambda _: _answer(phone, act, before) is not None, PATIENCE)  # noqa: B023
        answer = _answer(phone, act, before)
        looks_at = answer.message_id if answer else 0
    return looks_at


def _screen(phone: Phone) -> dict[int, int]:
    return {shown.message_id: shown.edits for shown in phone.messages}


def _do(phone: Phone, does: str, message_id: int) -> str | None:
    """A tap on the message she looks at, whose data is returned, or typed words."""
    if not does.startswith("["):
        phone.send(does)
        return None
    data = _data(phone.account.messages[message_id], does)
    assert data is not None, f"no {does} on the message she looks at"
    phone.tap(data, message_id)
    return data


def _answer(phone: Phone, act: Act, before: dict[int, int]) -> Shown | None:
    """The newest message that is new or changed since then and shows what she waits for."""
    fresh = (one for one in phone.account.from_bot() if before.get(one.message_id) != one.edits)
    return next((one for one in fresh if _data(one, act.sees) or act.sees in one.text), None)


def _data(shown: Shown, option: str) -> str | None:
    found = (button.data for button in shown.buttons if button.data and _option(button.data) == option[1:-1])
    return next(found, None)


def _option(data: str) -> str:
    parsed = parse(data)
    return parsed[1] if parsed else data


@asynccontextmanager
async def _tapping_again(phone: Phone, data: str | None, life: Life) -> AsyncIterator[None]:
    task = asyncio.create_task(_tap_again(phone, data, life))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _tap_again(phone: Phone, data: str | None, life: Life) -> None:
    if data is None or life.started_again.is_set():
        return
    await life.started_again.wait()
    with suppress(LookupError):
        phone.tap(data)
