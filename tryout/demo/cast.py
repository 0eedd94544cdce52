"""Who has a phone on the page, read from `cast.json` beside this module."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

LANGUAGES: Final = ("nl", "en", "ar", "uk")


@dataclass(frozen=True)
class Member:
    """One person; without a role she was never invited. Who is not `shown` comes when asked for."""

    key: str
    name: str
    user_id: int
    role: str | None
    team: str | None
    shown: bool = False


@cache
def cast() -> dict[str, Member]:
    listed = json.loads((files("tryout.demo") / "cast.json").read_text("utf-8"))
    return {one["key"]: Member(**one) for one in listed}
