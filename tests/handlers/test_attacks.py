"""What nobody's phone would send: none of it stops the program, stores anything, or tells more than "there is none"."""

import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.dialog import Write
from bot.question import alarms, parse
from handlers.commands import COMMANDS
from handlers.dialogs import DIALOGS
from handlers.direct import sender
from handlers.events import asked
from storage import inbox, show
from tests.cast import Someone, World
from tests.dialogs.test_every_dialog import places
from tests.rules import walks
from tryout.people import Shown

# What passes through, and what is no row of anybody.
PASSING: Final = frozenset({"inbox", "outbox", "draft", "installation", "stranger_count", "audit"})
HUGE: Final = ("9" * 18, "9" * 19, str(2**63), str(2**63 - 1), str(2**64), "9" * 5000)
ODD: Final = (
    *("-1", "0", "+1", "1.5", "1e9", "0x10", "1_000", " 1", "1 1 1 1", "١", "１", "²", "Ⅷ", "𝟙", "१"),
    *(
        "\x00",
        "1\x00",
        "\u202e1\u202c",
        "\ud83d",
        "🙂" * 300,
        "' or 1=1 --",
        "<b>",
        "{name}",
        "%s",
        "../../etc",
        "\n",
    ),
    *(
        "yes",
        "yes yes",
        "yes -1",
        "1 yes yes",
        "1 ١",
        "picture",
        "picture 1 9999-99-99",
        "1 0000-00-00",
        "on",
    ),
    *("None", "nan", "inf", "true", "[]", "x" * 5000),
)
ARGUMENTS: Final = (
    *HUGE,
    *ODD,
    *(f"{one} yes" for one in HUGE),
    *(f"yes {one}" for one in HUGE),
    *(f"fine {one}" for one in HUGE),
)
DATA: Final = (
    *(
        "",
        ":",
        "::",
        "x" * 64,
        "é" * 32,
        "🙂" * 16,
        "\x00" * 64,
        "/",
        "/ ",
        "//",
        "/start",
        "/start x",
        "/no",
        "!",
        "sos!",
        "SOS",
    ),
    *(
        "AAAAAAAA:",
        "AAAAAAAA:x",
        "AAAAAAAA:x!",
        ":x",
        "AAAAAAAA:" + "x" * 54,
        "AAAAAAAA:" + "x" * 55,
        "AAAAAAA\n:x",
    ),
    *(
        "ÀAAAAAAA:x",
        "AAAAAAAA:é",
        "AAAAAAAA:x\n",
        "AAAAAAAA:@back",
        "/meeting@bot 1",
        "/MEETING 1",
        "x" * 5000,
    ),
)
# Commands that look at what stands behind them, and those that change what is hers without it.
TAKES: Final = ("answer", "directory", "how", "meeting", "referral")
CHANGING: Final = frozenset({"alarm", "away", "back", "cancel", "digest", "mydata"})


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Nothing here is an error of the program."""
    with caplog.at_level(logging.WARNING):
        yield
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == []


async def kept(world: World) -> dict[str, Any]:
    return {name: rows for name, rows in (await world.read(show.rows)).items() if name not in PASSING}


async def goes_on(world: World, who: Someone) -> None:
    """Nothing waits, nobody was told of a failure, and an ordinary tap works."""
    assert await world.read(inbox.waiting) == []
    said = [
        str(one.params.get("text")) for one in world.telegram.calls if one.method.startswith(("send", "edit"))
    ]
    assert not [one for one in said if one.startswith(("common.failed", "errand.failed"))]
    await who.hears(("/contact", "log_contact.kind.ask"), ("[phone_call]", "log_contact.topic.ask"))


def typed(who: Someone, text: str) -> None:
    """As a client of one's own can send it: of any length, with any sign."""
    _say(who, text=text)


def _say(who: Someone, **fields: Any) -> None:
    account = who.phone.account
    account.started = True
    message = {**account.envelope(account.user, who.world.telegram.now()), **fields}
    account.show(Shown(message, who.world.telegram.now()))
    who.phone.telegram.deliver("message", message)


async def test_a_command_with_anything_behind_it_is_answered_and_keeps_nothing(
    world: World, amina: Someone, vera: Someone
) -> None:
    """A command may change what is hers by a word that it knows; none of these is one."""
    before = await kept(world)
    for who, takes in ((amina, TAKES), (vera, ("ask", "plan", "meeting"))):
        for command in sorted(COMMANDS.keys() - CHANGING):
            for argument in ARGUMENTS if command in takes else HUGE[1:2]:
                typed(who, f"/{command} {argument}")
        await world.settle()
    assert await kept(world) == before
    for command in sorted(CHANGING):
        for argument in ARGUMENTS[:: 12 if command == "mydata" else 3]:
            typed(amina, f"/{command} {argument}")
        await world.settle()
    await goes_on(world, amina)


async def test_a_made_up_tap_is_an_old_button(world: World, amina: Someone) -> None:
    await amina.does("/contact", "[phone_call]", "[money]")
    old = [one.data or "" for one in amina.phone.last.buttons]
    await amina.does("[explained]")
    nonce = next(parsed[0] for one in amina.phone.last.buttons if (parsed := parse(one.data or "")))
    skipping = [
        f"{nonce}:{option}"
        for option in ("phone_call", "money", "explained", "save", "1", "undo_1", "x" * 54)
    ]
    before = await kept(world)
    for data in (*DATA, *skipping, *(one for one in old if parse(one)), *(f"{nonce}:{'é' * 20}",)):
        if not alarms(data):
            amina.phone.tap_data(data, amina.phone.last.message_id)
            amina.phone.tap_data(data, amina.phone.last.message_id)
    await world.settle()
    assert await kept(world) == before
    assert {one.text for one in amina.phone.toasts} <= {"common.old_button", ""}
    await amina.hears(("[none]", "card.saved"))
    await goes_on(world, amina)


async def test_words_of_any_kind_are_refused_where_words_are_asked_for(world: World, amina: Someone) -> None:
    for way in (
        ("/away", "[date]"),
        ("/contact", "[phone_call]", "[money]", "[explained]", "[none]", "[minutes]"),
    ):
        await amina.does("/cancel", *way)
        before = await kept(world)
        for words in (*ODD[:8], *ODD[15:], *HUGE):
            if words not in {"0", "1", "1 1 1 1"}:
                typed(amina, words)
        await world.settle()
        assert way[0] == "/away" or await kept(world) == before
    await goes_on(world, amina)


async def test_whatever_is_sent_and_is_no_text_is_kept_nowhere(world: World, amina: Someone) -> None:
    await amina.does("/help")
    before = await kept(world)
    phone = amina.phone
    sends: tuple[Callable[[], int], ...] = (
        phone.send_sticker,
        phone.send_photo,
        phone.send_voice,
        phone.send_contact,
        phone.send_location,
        lambda: phone.send_document(b"content", "list.xlsx"),
        lambda: phone.forward("/forget"),
        lambda: phone.forward("/sos"),
        lambda: phone.edit(next(one.message_id for one in phone.messages if not one.from_bot), "/contact"),
    )
    for send in sends:
        send()
    for kind in (
        "poll",
        "dice",
        "venue",
        "game",
        "story",
        "video_note",
        "invoice",
        "passport_data",
        "web_app_data",
    ):
        _say(amina, **{kind: {}})
    await world.settle()
    assert await kept(world) == before
    await goes_on(world, amina)


def ours(who: Someone, **more: Any) -> dict[str, Any]:
    """A message as Telegram would bring it, changed."""
    user = {"id": who.id, "is_bot": False, "first_name": "A"}
    chat = {"id": who.id, "type": "private"}
    return {"message_id": 77, "date": 1, "chat": chat, "from": user, "text": "/contact", **more}


GROUP: Final = {"id": -100, "type": "group", "title": "a group"}


async def test_what_comes_from_elsewhere_is_none_of_its_business(world: World, amina: Someone) -> None:
    await amina.does("/help")
    before, calls = await kept(world), len(world.telegram.calls)
    user = {"id": amina.id, "is_bot": False, "first_name": "A"}
    query: dict[str, Any] = {"id": "1", "from": user, "chat_instance": "1", "data": "/today"}
    elsewhere: tuple[Mapping[str, Any], ...] = (
        {"message": ours(amina, chat=GROUP)},
        {"message": ours(amina, chat={**GROUP, "type": "supergroup"})},
        {"message": ours(amina, chat={"id": -1, "type": "channel", "title": "c"})},
        {"message": ours(amina, **{"from": {**user, "is_bot": True}})},
        {"message": ours(amina, **{"from": {**user, "id": 5}})},
        {"message": {name: value for name, value in ours(amina).items() if name != "from"}},
        {"channel_post": ours(amina, chat=GROUP)},
        {"edited_channel_post": ours(amina, chat=GROUP)},
        {"inline_query": {"id": "1", "from": user, "query": "/today", "offset": ""}},
        {"chosen_inline_result": {"result_id": "1", "from": user, "query": "x"}},
        {"callback_query": query},
        {"callback_query": {**query, "inline_message_id": "1"}},
        {"callback_query": {**query, "message": ours(amina, chat=GROUP)}},
        {
            "callback_query": {
                "id": "1",
                "from": user,
                "chat_instance": "1",
                "message": ours(amina, chat=GROUP),
            }
        },
        {"poll": {"id": "1"}},
        {"chat_join_request": {"chat": GROUP, "from": user, "user_chat_id": 1, "date": 1}},
        {"something_new": {"a": 1}},
        {},
    )
    for one in elsewhere:
        world.telegram.push(dict(one))
    await world.settle()
    assert await kept(world) == before
    assert [one for one in amina.lines_since(calls) if not one.startswith("common.")] == []
    await goes_on(world, amina)


async def test_an_update_that_is_made_wrongly_holds_nobody_up(
    world: World, amina: Someone, caplog: pytest.LogCaptureFixture
) -> None:
    before = await kept(world)
    wrong: tuple[Any, ...] = (None, 3, "x", [], [[]], {}, {"id": None}, {"id": "x"}, True, 1e300)
    for value in wrong:
        for field in ("message_id", "date", "chat", "from", "text", "entities", "document", "forward_origin"):
            world.telegram.push({"message": ours(amina, **{field: value})})
        for kind in ("message", "callback_query", "edited_message", "my_chat_member"):
            world.telegram.push({kind: value})
        tap = {"id": "1", "from": ours(amina)["from"], "message": ours(amina), "chat_instance": "1"}
        world.telegram.push({"callback_query": {**tap, "data": value}})
    await world.settle()
    assert all("cannot be read" in one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR)
    caplog.clear()
    assert await kept(world) == before
    await goes_on(world, amina)


async def test_a_deep_link_with_anything_in_it_lets_nobody_in(
    world: World, stranger: Someone, amina: Someone
) -> None:
    before = await kept(world)
    for code in (*ARGUMENTS, *DATA):
        typed(stranger, f"/start {code}")
    await world.settle()
    assert await kept(world) == before
    assert {one.text for one in stranger.phone.messages if one.from_bot} == {"common.by_invitation"}
    await goes_on(world, amina)


# Pure: what takes a raw update apart before anything is known of it.

VALUES: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES: Final = st.sampled_from(
    ["message", "callback_query", "edited_message", "from", "chat", "id", "type", "data", "text"]
)
UPDATES: Final = st.dictionaries(NAMES, VALUES | st.dictionaries(NAMES, VALUES, max_size=4), max_size=4)


@given(UPDATES)
def test_whose_an_update_is_is_told_of_anything(raw: dict[str, Any]) -> None:
    assert isinstance(sender(raw), int)


NEARLY_OURS: Final = st.from_regex(r"[A-Za-z0-9_-]{8}:[A-Za-z0-9_.@é-]{1,55}!?\n?", fullmatch=True)


@given(st.text(max_size=70) | NEARLY_OURS)
def test_callback_data_is_ours_or_nothing(data: str) -> None:
    found = parse(data)
    assert found is None or (data.rstrip("!") == ":".join(found) and data.isascii())
    assert not alarms(data) or data == "sos" or found


@given(st.text(max_size=70))
def test_words_behind_a_slash_are_a_command_and_the_rest(text: str) -> None:
    found = asked(f"/{text}")
    assert found.command == found.command.lower()
    assert " " not in found.command


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_any_tap_and_any_words_are_survived(world: World, amina: Someone, data: st.DataObject) -> None:
    await amina.does("/contact")
    before = await kept(world)
    nonce = next(found[0] for one in amina.phone.last.buttons if (found := parse(one.data or "")))
    taps = st.text(max_size=60).map(lambda one: f"{nonce}:{one}") | st.text(max_size=64)
    for tap in data.draw(st.lists(taps, max_size=8)):
        if not alarms(tap) and not tap.startswith("/"):
            amina.phone.tap_data(tap, amina.phone.last.message_id)
    for words in data.draw(st.lists(st.text(min_size=1, max_size=80), max_size=8)):
        typed(amina, words if not words.startswith("/") else f"/ask {words}")
    await world.settle()
    assert await kept(world) == before
    assert await world.read(inbox.waiting) == []


@pytest.mark.parametrize("name", sorted(DIALOGS))
def test_whatever_is_typed_fits_or_does_not(name: str) -> None:
    """Each question that takes words, where it was first met on a walk through its dialogue."""
    met: set[str] = set()
    asked_for = {one.name for one in DIALOGS[name].steps if isinstance(one, Write)}
    for stage in (one for one in walks.stages() if one.dialog.name == name):
        for place in places(stage) if asked_for - met else ():
            if isinstance(place.step, Write) and place.step.name not in met:
                met.add(place.step.name)
                for words in (*ODD, *HUGE):
                    kept = place.step.check(words, place.scene)
                    assert kept is None or place.step.check(kept, place.scene) == kept, words
                    place.step.why(words)
            if not asked_for - met:
                break
    assert met == asked_for
