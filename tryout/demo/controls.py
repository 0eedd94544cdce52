"""What the buttons around the phones do: each is one line of a table."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Final

from tryout.demo import times
from tryout.demo.cast import LANGUAGES, cast
from tryout.demo.show import Show

Given = Mapping[str, Any]
_RETRY_SECONDS: Final = 5


def _clock(show: Show, given: Given) -> None:
    world = show.world
    now = world.clock.now()
    end = times.target(given, now)
    if end < now:
        raise ValueError("time only goes forward")
    world.leap(times.Jump(now, end, asyncio.get_running_loop().time(), len(world.telegram.calls)))


def _network(show: Show, given: Given) -> None:
    faults = show.telegram.faults
    (faults.away if given["away"] else faults.back)()
    show.changed.ring()


def _too_many(show: Show, _: Given) -> None:
    """The next message or change of one: what a person would notice."""
    if not show.telegram.faults.waiting("too_many"):
        show.telegram.faults.add("too_many", method="*message*", retry_after=_RETRY_SECONDS)


def _add(show: Show, given: Given) -> None:
    if given["phone"] not in cast():
        raise LookupError("nobody of that name")
    show.work(show.world.add(str(given["phone"])))


def _adopt(show: Show, given: Given) -> None:
    if given["language"] in LANGUAGES:
        show.adopt(str(given["language"]))


CONTROLS: Final[Mapping[str, Callable[[Show, Given], None]]] = {
    "clock": _clock,
    "network": _network,
    "too_many": _too_many,
    "add": _add,
    "adopt": _adopt,
    "invite": lambda show, given: show.work(show.world.invite(str(given["phone"]))),
    "kill": lambda show, _: show.work(show.world.loss.kill()),
    "start": lambda show, _: show.work(show.world.start()),
    "again": lambda show, _: show.work(show.again()),
}


def control(show: Show, given: Given) -> None:
    """Do it; KeyError, ValueError or LookupError when it cannot be done."""
    CONTROLS[str(given["do"])](show, given)
