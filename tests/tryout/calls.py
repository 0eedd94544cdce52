"""Short words for calling the pretend Bot API from a test."""

from dataclasses import dataclass
from typing import Any

from tryout.telegram import Telegram

# As much of a picture of 640 by 480 as the stand-in reads.
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x80\x00\x00\x01\xe0"


@dataclass(frozen=True)
class Caller:
    """Calls in process, as the bot would."""

    telegram: Telegram

    async def does(self, method: str, **params: Any) -> Any:
        """The result; the test fails when the call was refused."""
        answer = await self.telegram.call(method, params)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **params: Any) -> str:
        """The code and description of the refusal; the test fails when there was none."""
        answer = await self.telegram.call(method, params)
        assert not answer["ok"], answer
        return f"{answer['error_code']} {answer['description']}"

    async def ids(self, **params: Any) -> list[int]:
        return [update["update_id"] for update in await self.does("getUpdates", **params)]


def buttons(*labels: str) -> dict[str, Any]:
    """An inline keyboard of one column, where the data is the label."""
    return {"inline_keyboard": [[{"text": label, "callback_data": label}] for label in labels]}


def keys(*labels: str, **options: Any) -> dict[str, Any]:
    """A reply keyboard of one column."""
    return {"keyboard": [[label] for label in labels], **options}
