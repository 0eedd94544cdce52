"""What of her is kept, in numbers at once; the files with all of it come a moment later."""

from typing import Final

from bot.screen import Button, Day, Errand, Screen, Text, Value
from handlers.deps import Turn
from storage import audit, my_data, outbox
from storage.audit import Action
from storage.my_data import Count

ERRAND: Final = "mydata"
BUTTONS: Final = (
    (Button(label=Text(key="mydata.correct", icon="✏️"), data="/correct"),),
    (Button(label=Text(key="mydata.privacy", icon="🔎"), data="/privacy"),),
)


async def give(turn: Turn) -> None:
    """One pair of files at a time, however often she asks."""
    counts = await my_data.counts(turn.session, turn.person)
    lines = [Text(key="mydata.title", icon="📄"), Text(key="mydata.person")]
    lines += [_line(one) for one in counts if one.number]
    if await outbox.waits(turn.session, turn.person.telegram_id, ERRAND):
        lines.append(Text(key="mydata.on_the_way", apart=True))
    else:
        await audit.write(
            turn.session, turn.person.id, Action.ASKED_FOR_COPY, None, turn.now, subject=turn.person.id
        )
        turn.run_errand(Errand(name=ERRAND))
        lines += [Text(key="mydata.files", apart=True), Text(key="mydata.careful")]
    turn.say(Screen(lines=tuple(lines), buttons=BUTTONS))


def _line(one: Count) -> Text:
    values: dict[str, Value] = {"what": Text(key=f"mydata.table.{one.table}"), "number": one.number}
    if one.since is None:
        return Text(key="mydata.number", values=values)
    since: dict[str, Value] = {"day": Day(day=one.since), "year": str(one.since.year)}
    return Text(key="mydata.number_since", values={**values, **since})
