"""What a person can do with her phone on the page: each act is one line of a table."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from tryout.demo.cast import LANGUAGES
from tryout.demo.handset import Handset
from tryout.demo.picture import letter
from tryout.phone import NO_UPDATE

Given = Mapping[str, Any]


def _open(handset: Handset, _: Given) -> int:
    code, handset.invitation = handset.invitation or "", None
    return handset.phone.start(code)


def _tap(handset: Handset, given: Given) -> int:
    return handset.phone.tap(str(given["data"]), int(given["message_id"]))


def _language(handset: Handset, given: Given) -> int:
    """The language of the messenger itself; what the bot speaks is its own business once she has joined."""
    if given["language"] not in LANGUAGES:
        raise ValueError("no such language")
    handset.language_chosen = True
    handset.phone.account.language_code = str(given["language"])
    handset.phone.account.changed.ring()
    return NO_UPDATE


ACTS: Final[Mapping[str, Callable[[Handset, Given], int]]] = {
    "open": _open,
    "tap": _tap,
    "language": _language,
    "send": lambda handset, given: handset.phone.send(str(given["text"])),
    "press": lambda handset, given: handset.phone.press(str(given["text"])),
    "edit": lambda handset, given: handset.phone.edit(int(given["message_id"]), str(given["text"])),
    "forward": lambda handset, given: handset.phone.forward(str(given["text"]), str(given["sender"])),
    "sticker": lambda handset, _: handset.phone.send_sticker(),
    "photo": lambda handset, _: handset.phone.send_photo(letter()),
    "voice": lambda handset, _: handset.phone.send_voice(),
    "contact": lambda handset, _: handset.phone.send_contact(),
    "location": lambda handset, _: handset.phone.send_location(),
    "block": lambda handset, _: handset.phone.block(),
    "unblock": lambda handset, _: handset.phone.unblock(),
}


def act(handset: Handset, given: Given) -> None:
    """Do it; KeyError, ValueError, LookupError or RuntimeError when the messenger would not let her."""
    name = str(given["act"])
    if name in {"block", "unblock"} and handset.phone.account.blocked == (name == "block"):
        return
    handset.note(name, ACTS[name](handset, given), dict(given))
