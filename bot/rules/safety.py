"""The safety card: the numbers to call, known without asking anything of anybody.

Numbers: `112` emergency, `113` 113 Zelfmoordpreventie (free, day and night), `0800-2000` Veilig Thuis (free, day
and night); checked in November 2026, as the README tells the organisation to do again.
"""

from typing import Final

from bot.screen import Copyable, Screen, Text

NUMBERS: Final = (("danger", "112"), ("suicide", "113"), ("violence", "0800-2000"))


def card() -> Screen:
    numbers = [line for purpose, number in NUMBERS for line in (_text(purpose), _number(number))]
    return Screen(lines=(_text("title"), *numbers, _text("coordinator"), _text("not_alone")))


def _text(name: str) -> Text:
    return Text(key=f"safety.{name}")


def _number(number: str) -> Text:
    return Text(key="common.number", values={"number": Copyable(copyable=number)})
