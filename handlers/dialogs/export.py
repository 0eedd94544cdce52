"""/export: a coordinator chooses what of her team she wants as a file, of which days and in which form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.access import COORDINATORS
from bot.dialog import Choose, Dialog, Done, Option, Scene, Tap, Write
from bot.export import What
from bot.model import Membership, Role
from bot.screen import Button, Day, Errand, Screen, Text
from handlers.deps import Turn
from handlers.dialogs import coordinated
from handlers.dialogs.export_periods import PERIODS, period_kept, period_of, period_typed
from storage import audit, exports
from storage.audit import Action

ANOTHER: Final = Button(label=Text(key="export.another"), data="/export")
# What of it leaves the safe place.
LEAVES: Final = {
    What.CONTACTS: Text(key="export.leaves_contacts", icon="🔓", apart=True),
    What.REFERRALS: Text(key="export.leaves_referrals", icon="🔓", apart=True),
    What.SESSIONS: Text(key="export.leaves_sessions", icon="🔓", apart=True),
}


@dataclass(frozen=True)
class Facts:
    today: date
    teams: tuple[Membership, ...]
    team_id: int | None = None


Shown = Scene[Facts]


async def gather(turn: Turn, _: int, taps: Sequence[Tap]) -> Facts:
    hers = turn.person.teams_as(Role.COORDINATOR)
    return Facts(turn.now.astimezone(turn.zone).date(), hers, coordinated.chosen(hers, taps))


def whats(_: Shown) -> tuple[Option, ...]:
    icons = {What.CONTACTS: "💬", What.REFERRALS: "➡️", What.SESSIONS: "🗓"}
    return tuple(Option(one.value, icon=icon) for one, icon in icons.items())


def periods(_: Shown) -> tuple[Option, ...]:
    return (*(Option(one) for one in PERIODS), Option("other", icon="🗓", wide=True))


def forms(_: Shown) -> tuple[Option, ...]:
    return (Option("xlsx"), Option("csv"))


def days_checked(words: str, scene: Shown) -> str | None:
    return period_typed(words, scene.facts.today)


def types_days(scene: Shown) -> bool:
    return scene.answers.get("period") == "other"


def days_of(scene: Shown) -> tuple[date, date]:
    """The first and the last day of what is exported."""
    if "days" in scene.answers:
        return period_kept(scene.answers["days"])
    return period_of(scene.answers["period"], scene.facts.today)


def head(scene: Shown) -> tuple[Text, ...]:
    """Once all is chosen, what leaves the safe place too, before it does."""
    leaves = (LEAVES[What(scene.answers["what"])],) if "form" in scene.answers else ()
    return (*_so_far(scene), *leaves)


def _so_far(scene: Shown) -> Iterator[Text]:
    """Which team and what, and then which days."""
    answers, facts = scene.answers, scene.facts
    if "what" in answers:
        team = next(one.team for one in facts.teams if one.team_id == facts.team_id)
        what = Text(key=f"export.what.option.{What(answers['what'])}")
        yield Text(key="export.about", values={"what": what, "team": team})
    if "days" in answers or answers.get("period", "other") != "other":
        first, last = days_of(scene)
        years = {"first_year": str(first.year), "last_year": str(last.year)}
        yield Text(key="export.days_told", values={"first": Day(day=first), "last": Day(day=last), **years})


async def save(turn: Turn, scene: Shown, _: int) -> Done:
    """The file is made afterwards (`handlers.errands.export`); that there is nothing to put in it is told at once."""
    (first, last), what, team_id = days_of(scene), What(scene.answers["what"]), scene.facts.team_id
    if team_id is None:
        raise LookupError("no team was chosen yet")
    if not await exports.has_any(turn.session, turn.person, team_id, what, (first, last), turn.zone):
        return _done(scene, Text(key="export.nothing"))
    asked = {"team": team_id, "what": what.value, "first": f"{first}", "last": f"{last}"}
    await audit.write(turn.session, turn.person.id, Action.EXPORTED, team_id, turn.now)
    turn.run_errand(Errand(name="export", values={**asked, "form": scene.answers["form"]}))
    return _done(scene, Text(key="export.making"), Text(key="export.keep_safe", icon="🔒", apart=True))


def _done(scene: Shown, told: Text, *more: Text) -> Done:
    about = (one.model_copy(update={"apart": at == 0}) for at, one in enumerate(_so_far(scene)))
    return Done(Screen(lines=(told, *about, *more), buttons=((ANOTHER,),)))


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="export.expired"),))


DIALOG: Dialog[Facts] = Dialog(
    name="export",
    roles=COORDINATORS,
    steps=(
        Choose("team", coordinated.teams, when=coordinated.several),
        Choose("what", whats, columns=1),
        Choose("period", periods),
        Write("days", days_checked, when=types_days),
        Choose("form", forms),
        Choose("confirm", lambda _: (Option("send", icon="✅"),)),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=head,
    lives=timedelta(days=1),
)
