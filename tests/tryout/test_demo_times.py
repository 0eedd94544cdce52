"""Where the buttons of the clock bar lead, and which of the bot's calls count as done by itself."""

from datetime import UTC, datetime

import pytest

from tryout.bell import Bell
from tryout.demo.cast import cast
from tryout.demo.handset import Handset
from tryout.demo.times import ZONE, Jump, target
from tryout.telegram import Telegram


def moment(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZONE).astimezone(UTC)


@pytest.mark.parametrize(
    ("to", "now", "expected"),
    [
        pytest.param("hour", "2026-11-22 10:05", "2026-11-22 11:05", id="an hour"),
        pytest.param("night", "2026-11-22 22:59", "2026-11-22 23:00", id="this evening"),
        pytest.param("night", "2026-11-22 23:00", "2026-11-23 23:00", id="at eleven: the next one"),
        pytest.param("night", "2026-03-28 23:30", "2026-03-29 23:00", id="the clocks go forward"),
        pytest.param("monday", "2026-11-22 10:00", "2026-11-23 09:00", id="Sunday: tomorrow"),
        pytest.param("monday", "2026-11-23 08:59", "2026-11-23 09:00", id="Monday early: today"),
        pytest.param("monday", "2026-11-23 09:00", "2026-11-30 09:00", id="Monday at nine: the next one"),
        pytest.param("2026-12-01T14:30", "2026-11-22 10:00", "2026-12-01 14:30", id="a chosen moment"),
    ],
)
def test_each_button_leads_to_a_later_moment(to: str, now: str, expected: str) -> None:
    assert target({"to": to}, moment(now)) == moment(expected)


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid isoformat"):
        target({"to": "soon"}, moment("2026-11-22 10:00"))


async def test_what_the_bot_said_counts_until_that_phone_does_something() -> None:
    telegram = Telegram(changed=Bell())
    handset = Handset(cast()["amina"], telegram.phone(70001, "Amina"))
    handset.phone.start()
    jump = Jump(telegram.now(), telegram.now(), 0.0, len(telegram.calls))
    await telegram.call("sendMessage", {"chat_id": 70001, "text": "by itself"})
    handset.note("send", handset.phone.send("/help"), {})
    await telegram.call("sendMessage", {"chat_id": 70001, "text": "an answer"})
    assert jump.deeds(telegram.calls, [handset]) == [{"phone": "amina", "kind": "said", "times": 1}]
