"""Nobody goes around the gate: what the bot says of its own accord has one way, and so has every answer."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

import pytest

from bot.screen import Say, Screen, Text
from handlers.jobs import JOBS
from handlers.jobs.round import Round
from storage import outbox
from tests.cast import Someone, World
from tests.house.modules import Module, of

PROGRAM: Final = ("bot", "handlers", "storage")
# Methods of the Bot API that say something, as python-telegram-bot and as Telegram write them.
SPEAKS: Final = re.compile(
    r"(?!send_(?:content|file|picture)$)(send|reply)(_[a-z]+)+|(edit_message|copy_message|forward_message)(s|_[a-z]+)*|(send|edit|copy|forward)[A-Z]\w+"
)
MAKES: Final = frozenset({"Say", "Item"})
RENAMED: Final = MAKES | {"outbox", "notices", "wire"}

# Each way to say something, with everybody who takes it. Whatever is new here is a new way around the gate.
WAYS: Final = {
    "the Bot API": {"handlers/wire.py"},
    "wire.send": {"handlers/direct.py", "handlers/errands/desk.py", "handlers/gate.py"},
    "wire.change": {"handlers/errands/desk.py"},
    "wire.send_file": {"handlers/errands/desk.py"},
    "wire.send_picture": {"handlers/errands/desk.py"},
    "wire.fetch": {"handlers/errands/desk.py"},
    "wire.TooLarge": {
        "handlers/errands/export.py",
        "handlers/errands/directory_in.py",
        "handlers/errands/mydata.py",
    },
    "wire.MOST_BYTES": {"handlers/errands/desk.py"},
    "wire.transmit": {"handlers/delivery.py"},
    "wire.set_menu": {"handlers/program.py"},
    "Direct": {"handlers/intake.py", "handlers/program.py", "handlers/talk.py"},
    "outbox.reply": {"handlers/talk.py"},
    "outbox.change": {"handlers/jobs/expire_drafts.py"},
    "outbox.waiting": {"handlers/program.py"},
    "post": {"handlers/jobs/expire_drafts.py", "handlers/program.py", "handlers/talk.py"},
    "makes Say": {"handlers/deps.py", "handlers/talk.py"},
    "makes Item": {"storage/outbox.py"},
    "table notice": {
        "storage/checks.py",
        "storage/erasure.py",
        "storage/erasure_traces.py",
        "storage/leaving.py",
        "storage/my_data.py",
        "storage/notices.py",
        "storage/referrals.py",
        "storage/reminders.py",
        "storage/renaming.py",
        "storage/wishes.py",
    },
    "table outbox": {
        "storage/checks.py",
        "storage/erasure.py",
        "storage/erasure_traces.py",
        "storage/my_data.py",
        "storage/outbox.py",
    },
}


def ways(module: Module) -> Iterator[str]:
    """Every way to say something that this module takes, by the names of WAYS."""
    for node in ast.walk(module.tree):
        match node:
            case ast.ImportFrom():
                yield from _imported(node)
            case ast.Import(names=names):
                yield from (f"import {one.name}" for one in names if one.name == "handlers.wire")
            case ast.Attribute(attr=name) | ast.Constant(value=str(name)) if SPEAKS.fullmatch(name):
                yield "the Bot API"
            case ast.Attribute(value=ast.Name(id="outbox"), attr="reply" | "change" | "waiting" as name):
                yield f"outbox.{name}"
            case ast.Attribute(attr="post"):
                yield "post"
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in MAKES:
                yield f"makes {name}"


def _imported(node: ast.ImportFrom) -> Iterator[str]:
    for one in node.names:
        if one.asname and one.name in RENAMED:
            yield f"{one.name} by another name"
        match node.module, one.name:
            case "handlers.wire", name:
                yield f"wire.{name}"
            case "storage.outbox", name if name not in MAKES:
                yield f"outbox.{name}"
            case ("handlers", "wire" as name) | ("handlers.direct", "Direct" as name):
                yield name
            case "storage.tables", "notice" | "outbox" as name:
                yield f"table {name}"


def test_every_way_to_say_something_is_known_with_everybody_who_takes_it() -> None:
    taken: defaultdict[str, set[str]] = defaultdict(set)
    for module in of(*PROGRAM):
        for way in ways(module):
            taken[way].add(module.path)
    assert dict(taken) == WAYS


def test_jobs_dialogues_and_commands_cannot_reach_a_sender() -> None:
    """They get a session and put a notice; a job also gets the delivery, to hand on silent changes."""
    reached = {
        (module.path, node.module)
        for module in of("handlers")
        if module.path.startswith(("handlers/jobs/", "handlers/dialogs/", "handlers/commands/"))
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module
        if re.match(r"telegram|handlers\.(wire|direct|gate|talk|program|intake|ticker)\b", node.module)
    }
    assert reached == set(), "put a notice: storage.notices.put"


def test_jobs_have_nothing_to_say_something_with() -> None:
    names = {
        (module.path, node.id)
        for module in of("handlers")
        if module.path.startswith("handlers/jobs/")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Name) and node.id in {"Say", "Picture", "Appointment"}
    }
    assert names == set(), "put a notice: storage.notices.put"


@pytest.mark.parametrize(
    ("source", "way"),
    [
        pytest.param("await bot.send_message(1, text)", "the Bot API", id="a call"),
        pytest.param("later = partial(bot.send_document, 1)", "the Bot API", id="a call kept for later"),
        pytest.param("await getattr(bot, 'send_photo')(1, png)", "the Bot API", id="a method by its name"),
        pytest.param("await bot.do_api_request('sendMessage', {})", "the Bot API", id="a raw request"),
        pytest.param("from handlers.wire import send", "wire.send", id="the wire"),
        pytest.param("from handlers import wire", "wire", id="the whole wire"),
        pytest.param("import handlers.wire", "import handlers.wire", id="the wire as a module"),
        pytest.param("items = await outbox.reply(session, 1, 'nl', [], now)", "outbox.reply", id="an answer"),
        pytest.param("from storage.outbox import reply", "outbox.reply", id="an answer by its bare name"),
        pytest.param("from storage import outbox as box", "outbox by another name", id="the outbox renamed"),
        pytest.param("delivery.post([item])", "post", id="the delivery"),
        pytest.param("Item(1, 2, 'nl', content)", "makes Item", id="an item of its own"),
        pytest.param("Say(screen=screen)", "makes Say", id="a message of its own"),
        pytest.param("from storage.tables import notice", "table notice", id="the table"),
    ],
)
def test_a_way_around_is_seen(source: str, way: str) -> None:
    module = Module("handlers/jobs/made_up.py", ast.parse(source))
    assert way in set(ways(module))
    assert module.path not in WAYS.get(way, set())


async def test_a_job_that_sends_around_the_gate_is_seen_wherever_time_passes(
    world: World, amina: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def loud(work: Round) -> None:
        screen = Screen(lines=(Text(key="test.loud"),))
        async with work.database.transaction() as session:
            items = await outbox.reply(session, amina.id, "en", [Say(screen=screen)], work.now)
        work.delivery.post(items)

    monkeypatch.setattr("tests.cast.JOBS", (*JOBS, loud))
    with pytest.raises(AssertionError, match="around the gate: \\['sendMessage'\\]"):
        await world.tick()


async def test_a_dialogue_that_ends_by_itself_says_nothing_where_its_message_is_gone(
    world: World, amina: Someone
) -> None:
    """Its last words would be a new message, in the middle of the night."""
    await amina.does("/contact", "[phone_call]")
    amina.phone.delete()
    world.clock.moment = datetime(2026, 12, 8, 2, 0, tzinfo=UTC)
    before = len(world.telegram.calls)
    await world.tick()
    assert [call.method for call in world.telegram.calls[before:]] == ["editMessageText"]
    assert amina.phone.messages == []
