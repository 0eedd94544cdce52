"""/away: the bot starts nothing until she is back, which nobody else hears of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.access import EVERYBODY
from bot.dialog import Choose, Dialog, Done, Option, Scene, Tap, Write
from bot.rules import away as rules
from bot.screen import Button, Screen, Text
from bot.when import when
from handlers.deps import Turn
from storage import hours, notices

BACK: Final = Button(label=Text(key="away.line.option.back", icon="👋"), data="/back")
HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Facts:
    """Until when she is away, None for somebody who is there."""

    now: datetime
    zone: ZoneInfo
    until: datetime | None = None

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


Shown = Scene[Facts]


async def gather(turn: Turn, _: int, __: Sequence[Tap]) -> Facts:
    return Facts(turn.now, turn.zone, await away_until(turn))


async def away_until(turn: Turn) -> datetime | None:
    reach = await hours.reach(turn.session, turn.person.id, turn.zone)
    return reach.away_until if reach.away_until and reach.away_until > turn.now else None


def is_away(scene: Shown) -> bool:
    return scene.facts.until is not None


def chooses(scene: Shown) -> bool:
    return not is_away(scene) or scene.answers.get("line") == "another"


def names_day(scene: Shown) -> bool:
    return scene.answers.get("until") == "date"


def head(scene: Shown) -> tuple[Text, ...]:
    facts = scene.facts
    return (_until(facts.until, facts.now, facts.zone),) if facts.until and not scene.answers else ()


def _until(until: datetime, now: datetime, zone: ZoneInfo) -> Text:
    return Text(key="away.until_then", values={"until": when(until, now, zone)}, icon="🌙")


def back_on(words: str, scene: Shown) -> str | None:
    day = rules.back_on(words, scene.facts.today)
    return day.isoformat() if day else None


async def save(turn: Turn, scene: Shown, _: int) -> Done:
    if scene.answers.get("line") == "back":
        return Done(await come_back(turn))
    return Done(await leave(turn, _chosen(scene)))


def _chosen(scene: Shown) -> datetime:
    facts, answers = scene.facts, scene.answers
    match answers["until"]:
        case "hour":
            return facts.now + HOUR
        case "tomorrow":
            return rules.midnight(facts.today + timedelta(days=1), facts.zone)
    return rules.midnight(date.fromisoformat(answers["day"]), facts.zone)


async def leave(turn: Turn, until: datetime) -> Screen:
    """From now on nothing is begun, until this moment; what is said to that."""
    await _set(turn, until)
    lines = (_until(until, turn.now, turn.zone), Text(key="away.works"))
    return Screen(lines=lines, buttons=((BACK,),))


async def come_back(turn: Turn) -> Screen:
    """Her usual hours hold again; what is said to that."""
    until = await away_until(turn)
    await _set(turn, None)
    return Screen(lines=(Text(key="away.welcome_back" if until else "away.was_there"),))


async def _set(turn: Turn, until: datetime | None) -> None:
    await hours.set_away(turn.session, turn.person.id, until and until.astimezone(UTC), turn.now)
    await notices.look_anew(turn.session, turn.person.id, turn.now)


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="away.closed"),))


DIALOG = Dialog(
    name="away",
    roles=EVERYBODY,
    steps=(
        Choose(
            "line",
            lambda _: (Option("back", icon="👋"), Option("another", icon="🕓")),
            when=is_away,
            resting=True,
            columns=1,
        ),
        Choose(
            "until",
            lambda _: (Option("hour"), Option("tomorrow"), Option("date", icon="🗓")),
            when=chooses,
        ),
        Write("day", back_on, when=names_day),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=head,
)
