"""A world in which every act is followed by a look at what must always hold."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.model import Draft
from bot.question import parse
from bot.rules.contacts import GROUP_KINDS
from bot.texts import Texts
from storage import drafts
from storage.database import Database
from tests.cast import KEY, HandClock, Someone, World
from tests.stateful import invariants
from tryout.telegram import Telegram

SAFETY_CARD = "safety.title"
SPEAKS = ("sendMessage", "editMessageText", "answerCallbackQuery")


class Stage:
    """Amina and Petro of different teams; time passes only by what is done here."""

    def __init__(self, world: World, database: Database) -> None:
        self.world, self.database = world, database
        self.amina = world.someone(1001, "Amina")
        self.petro = world.someone(1003, "Petro", "uk")

    @classmethod
    async def set_up(cls, folder: Path, empty_file: Path, texts: Texts) -> "Stage":
        path = folder / "bot.sqlite"
        shutil.copy(empty_file, path)
        database = await Database.open(path, KEY)
        clock = HandClock()
        world = World(path, database, texts, Telegram(now=clock.now))
        world.clock = clock
        await world.restart()
        stage = cls(world, database)
        await stage.amina.joins("Haarlem Effect")
        await stage.petro.joins("Utrecht West")
        return stage

    async def close(self) -> None:
        await self.world.program.stop()
        await self.database.close()

    async def act(self, who: Someone, deed: Callable[[], object], saves: frozenset[int]) -> None:
        """She acts; the bot answers her and nobody else; the number of contacts changes by one of `saves`."""
        before, calls = await self.contacts(), len(self.world.telegram.calls)
        self.world.clock.forward(seconds=1)
        deed()
        await self.world.settle()
        self._check_answers(who, calls)
        grown = {person: count - before.get(person, 0) for person, count in (await self.contacts()).items()}
        own = grown.pop((await who.person()).id, 0)
        assert own in saves, f"{own} contacts saved, expected one of {sorted(saves)}"
        assert not any(grown.values()), f"contacts of somebody else: {grown}"
        await self.check()

    def _check_answers(self, who: Someone, before: int) -> None:
        """A card of safety said twice is no harm: an update that comes again calls for it again."""
        calls = [call for call in self.world.telegram.calls[before:] if call.ok]
        said = [call for call in calls if call.method in SPEAKS]
        heard = [one for one in said if one.params.get("chat_id") == who.id or one.params.get("text")]
        assert heard, "no answer"
        elsewhere = [
            one
            for one in calls
            if one.params.get("chat_id", who.id) != who.id and SAFETY_CARD not in str(one.params.get("text"))
        ]
        assert not elsewhere, f"said to somebody else: {elsewhere}"

    async def check(self) -> None:
        async with self.database.reading() as session:
            found = [wrong async for wrong in invariants.violations(session)]
        for who in (self.amina, self.petro):
            own = await self._own_contacts(who)
            found += invariants.wrong_buttons(who.phone, own)
        assert not found, "\n".join(found)

    async def contacts(self) -> dict[int, int]:
        """How many contacts are stored of each person, undone ones too."""
        return dict(await self._rows("select person_id, count(*) from contact group by person_id"))

    async def undone(self) -> int:
        [(count,)] = await self._rows("select count(*) from contact where undone_at is not null")
        return int(count)

    async def _own_contacts(self, who: Someone) -> set[int]:
        person = (await who.person()).id
        return {
            number for (number,) in await self._rows(f"select id from contact where person_id = {person}")
        }

    async def _rows(self, statement: str) -> list[tuple[Any, ...]]:
        async with self.database.reading() as session:
            return [tuple(row) for row in await session.exec_driver_sql(statement)]

    async def may_save(self, who: Someone, data: str, text: str) -> frozenset[int]:
        """By how many contacts this tap may change their number, told from the question that shows the button."""
        parsed = parse(data)
        if parsed is None or "log_contact." not in text:
            return frozenset({0})
        draft = await self.world.read(drafts.by_nonce, (await who.person()).id, parsed[0])
        if draft is None or parsed[1].startswith("@"):
            return frozenset({0})
        if parsed[1].startswith("again_"):
            return frozenset({0, 1})
        return frozenset({int(_completes(draft, parsed[1], text))})


def _completes(draft: Draft, option: str, text: str) -> bool:
    """Whether with this answer nothing more is asked."""
    step = text.rsplit("log_contact.", 1)[1].removesuffix(".ask")
    answers: dict[str, str] = {}
    for tap in (*draft.taps, {"detail" if "." in option else step: option}):
        answers |= tap
    needed = {"kind", "topic", "action", "referral"}
    needed |= {"attendance"} if answers.get("kind") in GROUP_KINDS else set()
    needed |= {"detail"} if answers.get("topic") == "safety" else set()
    return needed <= answers.keys()
