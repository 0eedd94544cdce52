"""One phone on the page: whose it is, its invitation, and what it waits for."""

import asyncio
from dataclasses import dataclass, field
from typing import Final

from tryout.demo.cast import Member
from tryout.phone import Phone
from tryout.telegram import Call

# As long as the real messenger goes on saying "typing".
_TYPING_SECONDS: Final = 5.0
_QUERY_NUMBERS: Final = 10**8


@dataclass(frozen=True)
class Tapped:
    """A tap on an inline button that the bot has yet to answer."""

    message_id: int
    data: str
    query_id: str
    edits: int


@dataclass
class Handset:
    """`acts` holds, for everything this phone did, the loop's time and how many calls the bot had made."""

    member: Member
    phone: Phone
    invitation: str | None = None
    language_chosen: bool = False
    acts: list[tuple[float, int]] = field(default_factory=list)
    spoke: bool = False
    tapped: Tapped | None = None
    updates: dict[int, int] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        return self.invitation is None and not self.phone.account.started

    def note(self, act: str, update_id: int, given: dict[str, object]) -> None:
        """Remember what the bot will hear of this act."""
        telegram = self.phone.telegram
        self.acts.append((asyncio.get_running_loop().time(), len(telegram.calls)))
        self.spoke = act not in {"tap", "language", "block", "unblock"}
        if self.spoke and update_id and self.phone.messages:
            self.updates[self.phone.messages[-1].message_id] = update_id
        if act == "tap" and telegram.pending and telegram.pending[-1]["update_id"] == update_id:
            query = telegram.pending[-1]["callback_query"]
            message_id = int(query["message"]["message_id"])
            edits = self.phone.account.messages[message_id].edits
            self.tapped = Tapped(message_id, str(given["data"]), str(query["id"]), edits)

    def hears(self, call: Call) -> bool:
        """Whether this call was for this phone."""
        query = str(call.params.get("callback_query_id", ""))
        answered = query.isdigit() and int(query) // _QUERY_NUMBERS == self.phone.user_id
        scope = call.params.get("scope") or {}
        return answered or self.phone.user_id in {call.params.get("chat_id"), scope.get("chat_id")}

    @property
    def awaits_words(self) -> bool:
        """Whether the bot may be busy with what was just said to it."""
        if not self.spoke or asyncio.get_running_loop().time() - self.acts[-1][0] > _TYPING_SECONDS:
            return False
        return not any(self.hears(call) for call in self.phone.telegram.calls[self.acts[-1][1] :])

    def calls_until_she_acts(self, after: float) -> int | None:
        """How many calls there were when this phone did something again after that moment; None if it did not."""
        return next((calls for at, calls in self.acts if at >= after), None)

    @property
    def open_tap(self) -> Tapped | None:
        """The tap that waits for its answer, as long as its message stands as it stood."""
        if self.tapped is None:
            return None
        shown = self.phone.account.messages.get(self.tapped.message_id)
        telegram = self.phone.telegram
        query = telegram.queries.open(self.tapped.query_id, telegram.now())
        changed = shown is None or shown.edits != self.tapped.edits
        return None if changed or query is None or query.answered else self.tapped
