"""A session sent as a file for a calendar, by the real program, read from the phone."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import vobject
from telegram import Bot
from telegram.request import RequestData

from bot.screen import Appointment, Outgoing, Say, Screen, Text
from bot.texts import Texts
from handlers.wire import transmit
from storage import outbox
from storage.outbox import Item
from tests.cast import InProcessRequest, Someone, World
from tryout.people import Shown

# Half past midnight in Amsterdam is still Monday in the name of the file.
LATE: Final = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)


def appointment(world: World, **changed: Any) -> Appointment:
    """A usual session, with some of it otherwise."""
    title = Text(key="meeting.kind.individual")
    usual = {
        "language": "nl",
        "uid": "s-1",
        "sequence": 0,
        "changed_at": world.clock.now(),
        "starts_at": LATE,
    }
    return Appointment.model_validate(
        {**usual, "minutes": 45, "title": title, "team": "Haarlem Effect", **changed}
    )


async def post(world: World, who: Someone, *contents: Outgoing) -> None:
    async with world.database.transaction() as session:
        items = await outbox.reply(session, who.id, "en", contents, world.clock.now())
    world.program.delivery.post(items)


def event(shown: Shown) -> Any:
    assert shown.content
    calendar = vobject.readOne(shown.content.decode())
    assert calendar.validate(raiseException=True)
    return calendar.vevent


async def test_the_file_arrives_with_the_session_in_it_and_nothing_beside_it(
    world: World, amina: Someone
) -> None:
    await post(world, amina, appointment(world, place="Kerkstraat 1; bel, aan", facilitator="Noor"))
    await world.settle()
    shown = amina.phone.last
    assert (shown.file_name, shown.text, shown.inline) == ("sleutelbot-2026-11-30.ics", "", [])
    said = event(shown)
    assert said.uid.value == "s-1@sleutelbot"
    assert (said.dtstart.value, said.dtend.value) == (LATE, LATE + timedelta(minutes=45))
    assert said.summary.value == "meeting.kind.individual – Haarlem Effect"
    assert said.location.value == "Kerkstraat 1; bel, aan"
    assert said.description.value == "meeting.facilitator(Noor)"
    assert await world.read(outbox.waiting) == []


async def test_it_keeps_its_place_among_what_is_said(world: World, amina: Someone) -> None:
    screen = Screen(lines=(Text(key="common.cancelled"),))
    await post(world, amina, appointment(world), Say(screen=screen))
    await world.settle()
    assert [bool(one.content) for one in amina.phone.messages[-2:]] == [True, False]


async def test_a_later_file_changes_the_earlier_one(world: World, amina: Someone) -> None:
    await post(world, amina, appointment(world))
    world.clock.forward(hours=1)
    await post(world, amina, appointment(world, sequence=1, cancelled=True))
    await world.settle()
    first, second = (event(one) for one in amina.phone.messages if one.content)
    assert first.uid.value == second.uid.value
    assert [one.sequence.value for one in (first, second)] == ["0", "1"]
    assert [one.status.value for one in (first, second)] == ["CONFIRMED", "CANCELLED"]
    assert second.dtstamp.value - first.dtstamp.value == timedelta(hours=1)


async def test_it_comes_once_after_a_restart_too(world: World, amina: Someone) -> None:
    world.telegram.faults.add("server_error", method="sendDocument", times=None)
    sent = appointment(world, place="https://meet.jit.si/haarlem", facilitator="Noor")
    await post(world, amina, sent)
    await world.program.stop()
    assert [one.content for one in await world.read(outbox.waiting)] == [sent]
    world.telegram.faults.clear()
    await world.restart()
    assert [event(one).url.value for one in amina.phone.messages if one.content] == [sent.place]
    assert await world.read(outbox.waiting) == []


async def test_one_that_cannot_be_made_does_not_hold_up_what_comes_after(
    world: World, amina: Someone
) -> None:
    endless = appointment(world, minutes=10**12)
    await post(world, amina, endless, appointment(world, uid="s-2"))
    await world.settle()
    assert [event(one).uid.value for one in amina.phone.messages if one.content] == ["s-2@sleutelbot"]
    assert await world.read(outbox.waiting) == []


class Recorder(InProcessRequest):
    """Keeps which kind of file each call says that it brings."""

    kinds: list[str]

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *rest: Any, **more: Any
    ) -> tuple[int, bytes]:
        files = request_data.multipart_data if request_data else {}
        self.kinds = [kind for _, _, kind in files.values()]
        return await super().do_request(url, method, request_data, *rest, **more)


async def test_words_are_in_the_language_of_the_session_and_the_kind_is_that_of_calendars(
    world: World, amina: Someone
) -> None:
    request = Recorder(world.telegram)
    title = Text(key="common.cancelled")
    texts = Texts.load()
    for language in texts.languages:
        item = Item(1, amina.id, "en", appointment(world, language=language, title=title, team=""))
        await transmit(Bot(world.settings.token.get_secret_value(), request=request), texts, item, "en")
        assert event(amina.phone.last).summary.value == texts.plain(language, title)
        assert request.kinds == ["text/calendar"]
