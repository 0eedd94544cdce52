"""Misbehaviour on demand: the pretend Telegram and the network in front of it."""

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from tryout.bell import Bell
from tryout.errors import ApiError, DroppedError, NotJsonError

# Answers of the Bot API that refuse; the call has no effect.
_REFUSALS = {
    "server_error": ApiError(502, "Bad Gateway"),
    "not_found": ApiError(404, "Not Found"),
    "unknown_method": ApiError(404, "Not Found: method not found"),
    "unauthorized": ApiError(401, "Unauthorized"),
}
ON_CALLS = frozenset({*_REFUSALS, "too_many", "reset", "lost_answer", "hang", "html"})
ON_UPDATES = frozenset({"duplicate", "garbage"})
KINDS = ON_CALLS | ON_UPDATES


@dataclass
class Fault:
    """One order to misbehave; `times` None means until cleared."""

    kind: str
    method: str | None
    times: int | None
    retry_after: int

    def fits(self, method: str, kinds: frozenset[str]) -> bool:
        return self.kind in kinds and (
            self.method is None or fnmatchcase(method.lower(), self.method.lower())
        )

    def refusal(self) -> ApiError | None:
        if self.kind != "too_many":
            return _REFUSALS.get(self.kind)
        description = f"Too Many Requests: retry after {self.retry_after}"
        return ApiError(429, description, retry_after=self.retry_after)


class Faults:
    """What goes wrong with the next calls. Orders are used up in the sequence in which they were given."""

    def __init__(self, on_change: Callable[[], None] = lambda: None) -> None:
        self._orders: list[Fault] = []
        self._on_change = on_change
        self._released = Bell()
        self.is_away = False

    def add(
        self, kind: str, *, method: str | None = None, times: int | None = 1, retry_after: int = 1
    ) -> None:
        """Spoil the next `times` calls of `method` (any, when None), or all until `clear()` when `times` is None.

        `method` may have a `*`, as in "edit*". `retry_after` is in seconds and belongs to "too_many".
        ValueError for an unknown kind.
        """
        if kind not in KINDS:
            raise ValueError(f"no fault {kind!r}; there are {', '.join(sorted(KINDS))}")
        self._orders.append(Fault(kind, method, times, retry_after))
        self._on_change()

    def waiting(self, kind: str) -> int:
        """How many orders of this kind have not been used up."""
        return sum(order.kind == kind for order in self._orders)

    def away(self) -> None:
        """Cut the network: open calls end, new ones are reset, until `back()`."""
        self.is_away = True
        self._on_change()
        self._released.ring()

    def back(self) -> None:
        self.is_away = False

    def clear(self) -> None:
        """Behave again; calls that hang are dropped."""
        self._orders.clear()
        self.back()
        self._released.ring()

    def take(self, method: str, *kinds: str) -> Fault | None:
        """The next order for this call among `kinds` (those on calls, when none are named), used up once."""
        wanted = frozenset(kinds) or ON_CALLS
        for order in self._orders:
            if order.fits(method, wanted):
                self._use(order)
                return order
        return None

    async def strike(self, fault: Fault | None) -> None:
        """Before the call takes effect: raise what the fault stands for."""
        if self.is_away or (fault and fault.kind == "reset"):
            raise DroppedError(processed=False)
        if fault is None:
            return
        if fault.kind == "hang":
            await self._released.heard()
            raise DroppedError(processed=False)
        if fault.kind == "html":
            raise NotJsonError("the answer was a web page")
        if refusal := fault.refusal():
            raise refusal

    def after(self, fault: Fault | None) -> None:
        """After the call took effect: the answer may get lost."""
        if self.is_away or (fault and fault.kind == "lost_answer"):
            raise DroppedError(processed=True)

    def _use(self, order: Fault) -> None:
        if order.times is not None:
            order.times -= 1
            if order.times <= 0:
                self._orders.remove(order)
