"""The open step of a dialogue as a screen: its text, its buttons, and the ways out."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from bot.dialog import Choose, Dialog, Option, Place
from bot.screen import Button, Screen, Text

BACK: Final = "@back"
LATER: Final = "@later"
MORE: Final = "@more"
FRESH: Final = "@fresh"
SOS: Final = "sos"
_ALARM: Final = "!"
_DATA = re.compile(r"(?P<nonce>[\w-]{8}):(?P<option>[\w.@-]{1,54})(?P<alarm>!?)", re.ASCII)


def parse(data: str) -> tuple[str, str] | None:
    """Nonce and option of callback data, or None where no question of ours can have made it."""
    match = _DATA.fullmatch(data)
    return (match["nonce"], match["option"]) if match else None


def alarms(data: str) -> bool:
    """Whether the button calls for the safety card, told from the data alone: no database is needed."""
    return data == SOS or (data.endswith(_ALARM) and parse(data) is not None)


def question(
    dialog: Dialog[Any], place: Place[Any], nonce: str, *, notice: Text | None = None, view: str = ""
) -> Screen:
    """The open step as a screen. `view` is MORE to show every option, FRESH to offer a new start."""
    if place.step is None:
        raise ValueError("no step is open")
    lines = list(dialog.head(place.scene))
    if notice:
        lines = [notice, *(one.model_copy(update={"apart": True}) for one in lines[:1]), *lines[1:]]
    lines.append(Text(key=f"{dialog.name}.{place.step.name}.ask", apart=bool(lines)))
    rows = [*_options(dialog, place, nonce, view), *_fresh(nonce, view), _ways_out(dialog, place, nonce)]
    return Screen(lines=tuple(lines), buttons=tuple(tuple(row) for row in rows if row))


def _options(dialog: Dialog[Any], place: Place[Any], nonce: str, view: str) -> Iterator[list[Button]]:
    step = place.step
    if not isinstance(step, Choose):
        return
    options = step.offer(place.scene)
    front = step.first(place.scene) if step.first and view != MORE else len(options)
    labels = step.labels or f"{dialog.name}.{step.name}.option"
    for row in _rows(options[:front], step.columns):
        yield [_button(option, labels, nonce) for option in row]
    if front < len(options):
        yield [Button(label=Text(key="common.more"), data=f"{nonce}:{MORE}")]


def _rows(options: Sequence[Option], columns: int) -> Iterator[list[Option]]:
    row: list[Option] = []
    for option in options:
        if row and (option.wide or len(row) == columns):
            yield row
            row = []
        row.append(option)
        if option.wide:
            yield row
            row = []
    if row:
        yield row


def _button(option: Option, labels: str, nonce: str) -> Button:
    label = option.label or Text(key=f"{labels}.{option.id}")
    icon = "✅" if option.marked else option.icon or label.icon
    alarm = _ALARM if option.alarming else ""
    return Button(label=label.model_copy(update={"icon": icon}), data=f"{nonce}:{option.id}{alarm}")


def _fresh(nonce: str, view: str) -> list[list[Button]]:
    return [[Button(label=Text(key="common.fresh"), data=f"{nonce}:{FRESH}")]] if view == FRESH else []


def _ways_out(dialog: Dialog[Any], place: Place[Any], nonce: str) -> list[Button]:
    if isinstance(place.step, Choose) and place.step.resting:
        return []
    row = []
    if place.taps:
        row.append(Button(label=Text(key="common.back"), data=f"{nonce}:{BACK}"))
    if dialog.pausable:
        row.append(Button(label=Text(key="common.later"), data=f"{nonce}:{LATER}"))
    row.append(Button(label=Text(key="common.sos"), data=SOS, danger=True))
    return row
