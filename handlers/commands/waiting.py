"""What waits for her, why, and all of it now if she wants: what she asks for is an answer, at any hour."""

from collections.abc import Sequence

from bot.bundle import Held, bundle
from bot.menu import keyboard_of
from bot.rules.gate import Hold, decide
from bot.screen import Button, Screen, Text
from bot.when import when
from handlers.deps import Turn
from storage import hours, notices
from storage.notices import Notice, State

MOST_TOLD = 5
MOST_SHOWN = 10
# What Telegram takes in one message.
MOST_SIGNS = 4096
# The room for the line about what was dropped.
MOST_DROPPED = 300
SHOW = Button(label=Text(key="waiting.show"), data="/waiting")


async def why(turn: Turn, _: str) -> None:
    """Why each message waits, or why the last ones did."""
    held = await _held(turn)
    if not held:
        return await _of_the_last(turn)
    reach = await hours.reach(turn.session, turn.person.id, turn.zone)
    lines = [_line(turn, one, decide(reach, one.team_id, turn.now)) for one in held[:MOST_TOLD]]
    turn.say(Screen(lines=tuple(lines), buttons=((SHOW,),)))


def _line(turn: Turn, one: Notice, hold: Hold | None) -> Text:
    since = when(one.created_at, turn.now, turn.zone)
    if hold is None:
        return Text(key="waiting.comes", values={"since": since})
    reason = Text(key=f"waiting.reason.{hold.reason}")
    if hold.opens is None:
        return Text(key="waiting.since", values={"since": since, "reason": reason})
    opens = when(hold.opens, turn.now, turn.zone)
    return Text(key="waiting.since_until", values={"since": since, "reason": reason, "opens": opens})


async def _held(turn: Turn) -> list[Notice]:
    """What waits for her from a team where she is paused goes on waiting; what cannot be read is the gate's to report."""
    teams = {None, *(one.team_id for one in turn.person.memberships)}
    waiting = await notices.held(turn.session, turn.person.id)
    return [one for one in waiting if one.team_id in teams and one.is_readable()]


async def _of_the_last(turn: Turn) -> None:
    said = [
        (since, reason) for since, reason in await notices.last_said(turn.session, turn.person.id) if reason
    ]
    lines = [
        Text(
            key="waiting.waited",
            values={
                "since": when(since, turn.now, turn.zone),
                "reason": Text(key=f"waiting.was.{reason}"),
            },
        )
        for since, reason in said[:MOST_TOLD]
    ]
    turn.say(Screen(lines=tuple(lines) or (Text(key="waiting.nothing"),), keyboard=keyboard_of(turn.person)))


async def waiting(turn: Turn, _: str) -> None:
    """What waits, now; as much as fits into one message, and a button for the rest."""
    everything = await _held(turn)
    dropped = await _dropped(turn)
    held = _fitting(turn, everything)
    if not held:
        lines = (*dropped, Text(key="waiting.nothing"))
        return turn.say(Screen(lines=lines, keyboard=keyboard_of(turn.person)))
    await notices.settle(turn.session, [one.id for one in held], State.SENT, turn.now)
    screen = _together(turn, held)
    rest = ((SHOW,),) if len(everything) > len(held) else ()
    changed = {"lines": (*screen.lines, *dropped), "buttons": (*screen.buttons, *rest)}
    return turn.say(screen.model_copy(update=changed))


def _fitting(turn: Turn, waiting: Sequence[Notice]) -> list[Notice]:
    """As many as one message takes. What is too long on its own stays: the gate tells whoever asked for it."""
    shown: list[Notice] = []
    for one in waiting[:MOST_SHOWN]:
        words = turn.texts.html(turn.person.language, _together(turn, [*shown, one]))
        if len(words.encode("utf-16-le")) // 2 <= MOST_SIGNS - MOST_DROPPED:
            shown.append(one)
        elif shown:
            break
    return shown


def _together(turn: Turn, held: Sequence[Notice]) -> Screen:
    shown = [Held(one.screen, one.created_at, waited=False) for one in held]
    return bundle(shown, turn.now, turn.zone)


async def _dropped(turn: Turn) -> tuple[Text, ...]:
    """What was not said because she objected, and is gone."""
    number = await notices.dropped(turn.session, turn.person.id)
    return (Text(key="waiting.dropped", values={"number": number}, apart=True),) if number else ()
