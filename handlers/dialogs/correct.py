"""/correct: what is wrong in what is kept of her, and where each of it can be put right."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.access import ANYBODY
from bot.dialog import Again, Choose, Dialog, Ending, Goto, Option, Scene, Tap, Write
from bot.model import Contact, Membership, Role
from bot.rules.names import first_name
from bot.screen import Day, Screen, Text
from handlers.deps import Turn
from handlers.dialogs import coordinated, lists, reading, recognised
from handlers.dialogs.heavy import ask_to_be_called
from storage import audit, contacts, people, renaming
from storage.audit import Action

# Telegram takes a hundred buttons; somebody who logs more in a month asks for a call.
MOST_SHOWN: Final = 90
FIRST_SHOWN: Final = 8
MOST_MONTHS: Final = 25


@dataclass(frozen=True)
class Facts:
    """Her name as her coordinator sees it, the teams she logs for, and her contacts of the chosen month."""

    name: str = ""
    teams: tuple[Membership, ...] = ()
    is_in: bool = False
    months: tuple[date, ...] = ()
    contacts: tuple[Contact, ...] = ()


Shown = Scene[Facts]


async def gather(turn: Turn, _: int, taps: Sequence[Tap]) -> Facts:
    me, mine = turn.person, turn.person.teams_as(Role.KEY_PERSON)
    if not mine:
        return Facts(me.name, is_in=bool(me.memberships))
    answers = {name: value for tap in taps for name, value in tap.items()}
    older = answers.get("when") == "older"
    months = tuple(await contacts.months(turn.session, me.id))[:MOST_MONTHS] if older else ()
    chosen = next((one for one in months if one.isoformat() == answers.get("month")), None)
    found: list[Contact] = []
    if chosen:
        last = chosen.replace(day=monthrange(chosen.year, chosen.month)[1])
        found = await contacts.happened_between(turn.session, me.id, chosen, last, MOST_SHOWN)
    return Facts(me.name, mine, True, months, tuple(found))


def kinds(scene: Shown) -> tuple[Option, ...]:
    facts = scene.facts
    logs = (Option("contact", icon="🗒"), Option("profile", icon="🧭")) if facts.teams else ()
    hours = (Option("hours", icon="🕒"),) if facts.is_in else ()
    return (Option("name", icon="👤"), *logs, *hours, Option("other", icon="💬", wide=True))


def name_checked(words: str, _: Shown) -> str | None:
    """A first name or what she is called; nothing by which others could be reached."""
    line = recognised.checked(words)
    return first_name(line) or None if line and len(line) == len(first_name(line)) else None


def types_name(scene: Shown) -> bool:
    return scene.answers["what"] == "name"


def picks_contact(scene: Shown) -> bool:
    return scene.answers["what"] == "contact"


def whens(_: Shown) -> tuple[Option, ...]:
    return (Option("today", icon="🗒", wide=True), Option("older", icon="🗓", wide=True))


def is_older(scene: Shown) -> bool:
    return scene.answers.get("when") == "older"


def has_month(scene: Shown) -> bool:
    return is_older(scene) and scene.answers.get("month") != "none"


def months(scene: Shown) -> tuple[Option, ...]:
    found = tuple(
        Option(one.isoformat(), Text(key="correct.month_of", values={"month": f"{one:%m-%Y}"}))
        for one in scene.facts.months
    )
    return found or (Option("none", wide=True),)


def listed(scene: Shown) -> tuple[Option, ...]:
    found = tuple(
        Option(
            str(one.id),
            Text(
                key="correct.contact_of",
                values={"day": Day(day=one.happened_on), "kind": lists.kind_line(one.kind)},
            ),
            wide=True,
        )
        for one in scene.facts.contacts
    )
    return found or (Option("none", wide=True),)


def asks_call(scene: Shown) -> bool:
    return scene.answers["what"] == "other"


def asks_team(scene: Shown) -> bool:
    return asks_call(scene) and coordinated.several(scene)


def calls(scene: Shown) -> tuple[Option, ...]:
    call = (Option("call", icon="📞", wide=True),) if scene.facts.teams else ()
    return (*call, Option("no", icon="◀️", wide=True))


def head(scene: Shown) -> tuple[Text, ...]:
    what, facts = scene.answers.get("what"), scene.facts
    if what is None:
        return (Text(key="correct.title", icon="✏️"),)
    if what == "name":
        name = facts.name or Text(key="correct.no_name")
        return (Text(key="correct.name_now", values={"name": name}),)
    if what == "other":
        return (Text(key="correct.other_call") if facts.teams else Text(key="correct.other_ask"),)
    return ()


async def save(turn: Turn, scene: Shown, _: int) -> Ending:
    answers = scene.answers
    match answers["what"]:
        case "name":
            return await _rename(turn, answers["name"])
        case "hours" | "profile" as door:
            return Goto(door, 0)
        case "contact" if answers["when"] == "today":
            return Goto("today", 0)
        case "contact" if answers.get("contact", "none") != "none":
            return Goto("card", int(answers["contact"]))
        case "other" if answers["call"] == "call":
            return await _call(turn, scene)
    return Again()


async def _rename(turn: Turn, name: str) -> Again:
    await people.set_name(turn.session, turn.person.id, name)
    await renaming.rename(turn.session, turn.person.id, turn.person.name, name)
    await audit.write(turn.session, turn.person.id, Action.CORRECTED, None, turn.now, subject=turn.person.id)
    return Again(toast=Text(key="correct.renamed", values={"name": name}))


async def _call(turn: Turn, scene: Shown) -> Again:
    """As with /coordinator: what it is about they say to each other."""
    team_id = coordinated.chosen(scene.facts.teams, coordinated.home(scene))
    hears = await ask_to_be_called(turn, team_id) if team_id is not None else None
    if hears is None:
        return Again(toast=Text(key="correct.nobody"))
    return Again(toast=Text(key="correct.asked", values={"name": await reading.called(turn, hears)}))


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="correct.closed"),))


DIALOG: Dialog[Facts] = Dialog(
    name="correct",
    roles=ANYBODY,
    steps=(
        Choose("what", kinds, resting=True),
        Write("name", name_checked, when=types_name, why=recognised.why),
        Choose("when", whens, when=picks_contact),
        Choose("month", months, when=is_older),
        Choose("contact", listed, when=has_month, first=lambda _: FIRST_SHOWN, columns=1),
        Choose("team", coordinated.teams, when=asks_team),
        Choose("call", calls, when=asks_call),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=head,
    lives=timedelta(hours=1),
)
