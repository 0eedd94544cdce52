"""What a locked phone shows of a message that nobody asked for: its first line, which tells nothing of anybody."""

from collections.abc import Iterable
from typing import Final

from bot.bundle import NEUTRAL
from tryout.telegram import Call

# First lines without a value in them, each read with a stranger in mind who holds the phone.
READ: Final = frozenset(
    {
        NEUTRAL.key,
        "alarm.call",
        "alarm.call_now",
        "digest.note.title",
        "digest.nothing",
        "digest.ready",
        "digest.ready_several",
        "directory.please_check",
        "meeting.after",
        "meeting.reminder",
        "meeting.skipped",
        "meeting.skipped_busy",
        "referral.ask",
        "privacy.title",  # of tests, as is what begins with "test."
    }
)
# How long something has been waiting tells of the bot, not of her.
SINCE: Final = frozenset({"gate.waited", "gate.several"})


def check(calls: Iterable[Call]) -> None:
    """Of what the gate said, in text keys."""
    for call in calls:
        first = str(call.params.get("text") or "").partition("\n")[0]
        key, _, values = first.partition("(")
        is_read = (key in READ or key.startswith("test.")) and not values
        assert not first or key in SINCE or is_read, (
            f"a locked phone would show {first!r}: read its text with that in mind, and add the key to READ"
        )
