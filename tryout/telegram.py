"""A pretend Telegram for one bot: its state, and one entrance for all Bot API calls."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tryout.bell import Bell
from tryout.errors import ApiError, DroppedError, NotJsonError, bad_request, forbidden
from tryout.faults import Fault, Faults
from tryout.files import Files
from tryout.methods import METHODS
from tryout.params import Params, Upload, normalise
from tryout.people import Account
from tryout.phone import Phone
from tryout.profile import Profile
from tryout.queries import Queries
from tryout.updates import Updates


@dataclass(frozen=True)
class Call:
    """One call in the log. `ok` says whether it took effect; `fault` names what spoiled it, if ordered."""

    at: datetime
    method: str
    params: dict[str, Any]
    ok: bool
    error_code: int | None = None
    fault: str | None = None


class Telegram:
    """A pretend Telegram for one bot. All of it lives in one event loop.

    `latency`, in seconds, delays every call but getUpdates. `changed` rings whenever anything here did.
    """

    def __init__(
        self,
        token: str = "42:TEST",  # noqa: S107
        username: str = "sleutel_test_bot",
        now: Callable[[], datetime] | None = None,
        changed: Bell | None = None,
    ) -> None:
        self.changed = changed or Bell()
        self.token = token
        self.username = username
        self.now = now or (lambda: datetime.now(UTC))
        bot_id = int(token.partition(":")[0])
        self.bot: dict[str, Any] = {
            "id": bot_id,
            "is_bot": True,
            "first_name": "Sleutel",
            "username": username,
        }
        self.latency = 0.0
        self.webhook = ""
        self.calls: list[Call] = []
        self.accounts: dict[int, Account] = {}
        self.phones: dict[int, Phone] = {}
        self.updates = Updates(self.now, self.changed)
        self.faults = Faults(self.updates.arrived.ring)
        self.queries = Queries()
        self.files = Files()
        self.profile = Profile()

    async def call(
        self, method: str, params: Mapping[str, Any], files: Mapping[str, bytes | Upload] | None = None
    ) -> dict[str, Any]:
        """The response envelope of a Bot API call: `ok` with `result`, or `error_code` with `description`.

        Values may be Python values or JSON strings. When told to misbehave, raises DroppedError (a
        ConnectionError) for a connection closed without an answer, NotJsonError for a web page.
        """
        values = normalise(params)
        fault = self.faults.take(method)
        try:
            result = await self._spoiled(fault, method, Params(values, _uploads(files or {})))
        except ApiError as refusal:
            self._log(method, values, fault, False, refusal.code)
            return refusal.envelope()
        except (DroppedError, NotJsonError) as lost:
            self._log(method, values, fault, getattr(lost, "processed", False))
            raise
        if result or method.lower() != "getupdates":
            self._log(method, values, fault, True)
        return {"ok": True, "result": result}

    async def _spoiled(self, fault: Fault | None, method: str, params: Params) -> Any:
        if self.latency and method.lower() != "getupdates":
            await asyncio.sleep(self.latency)
        await self.faults.strike(fault)
        perform = METHODS.get(method.lower())
        if perform is None:
            raise ApiError(404, "Not Found")
        result = await perform(self, params)
        self.faults.after(fault)
        return result

    def _log(
        self, method: str, values: dict[str, Any], fault: Fault | None, ok: bool, code: int | None = None
    ) -> None:
        self.calls.append(Call(self.now(), method, values, ok, code, fault.kind if fault else None))
        self.changed.ring()

    def phone(self, user_id: int, first_name: str = "", language_code: str | None = "nl") -> Phone:
        """The phone of this person, whose account is made when it is new."""
        if user_id not in self.accounts:
            name = first_name or f"Person {user_id}"
            account = Account(user_id, name, language_code, changed=Bell(self.changed))
            self.accounts[user_id], self.phones[user_id] = account, Phone(self, account)
        return self.phones[user_id]

    def push(self, update: dict[str, Any]) -> int:
        """Queue a raw update, however malformed; returns its update_id."""
        update_id = self.updates.number()
        self.updates.put(update_id, update)
        return update_id

    def deliver(self, kind: str, content: dict[str, Any]) -> int:
        """Queue an update of this kind, unless the bot asked not to get such; returns its update_id."""
        update_id = self.updates.number()
        if self.updates.wanted(kind):
            self.updates.put(update_id, {kind: content})
        return update_id

    @property
    def pending(self) -> list[dict[str, Any]]:
        """The updates that the bot has not confirmed."""
        return self.updates.pending

    def account(self, params: Params) -> Account:
        """Whose chat `chat_id` is; ApiError 400 when there is none."""
        chat_id = params.value("chat_id")
        if chat_id in (None, ""):
            raise bad_request("chat_id is empty")
        if chat_id not in self.accounts:
            raise bad_request("chat not found")
        return self.accounts[chat_id]

    def reachable(self, params: Params) -> Account:
        """The same, if the bot may write there; ApiError 403 when not."""
        account = self.account(params)
        if account.deactivated:
            raise forbidden("user is deactivated")
        if account.blocked:
            raise forbidden("bot was blocked by the user")
        if not account.started:
            raise forbidden("bot can't initiate conversation with a user")
        return account


def _uploads(files: Mapping[str, bytes | Upload]) -> dict[str, Upload]:
    return {name: file if isinstance(file, Upload) else Upload(name, file) for name, file in files.items()}
