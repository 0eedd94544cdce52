"""/privacy: what is kept of whoever asks, why, how long, who sees it, where, and what she can do about it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.access import ANYBODY
from bot.dialog import Again, Choose, Dialog, Ending, Goto, Option, Scene, Tap
from bot.model import Role
from bot.rules.retention import RETENTION, Kept
from bot.screen import Screen, Text
from handlers.deps import Turn
from handlers.dialogs import mydata_page
from storage import objections


@dataclass(frozen=True)
class Facts:
    """`logs` for a key person, `is_in` for whoever is in a team now, `objects` while she wants no message unasked."""

    is_in: bool = True
    logs: bool = True
    objects: bool = False


Shown = Scene[Facts]


async def gather(turn: Turn, _: int, __: Sequence[Tap]) -> Facts:
    objects = await objections.since(turn.session, turn.person.id) is not None
    roles = turn.person.roles
    return Facts(bool(roles), Role.KEY_PERSON in roles, objects)


def _stored(facts: Facts) -> tuple[Text, ...]:
    told = (Text(key="privacy.profile"), Text(key="privacy.words")) if facts.logs else ()
    return (Text(key="privacy.stored"), *told, Text(key="privacy.never", apart=True))


def _why(_: Facts) -> tuple[Text, ...]:
    return (Text(key="privacy.why"), Text(key="privacy.ground", apart=True))


def how_long(kept: Kept) -> Text:
    return Text(key=f"privacy.kept.{kept.kind}", values={"months": kept.months})


def _how_long(_: Facts) -> tuple[Text, ...]:
    """From the same rows as the job that lets it go."""
    return (Text(key="privacy.at_once"), *map(how_long, RETENTION), Text(key="privacy.backups", apart=True))


def _who(facts: Facts) -> tuple[Text, ...]:
    own = (Text(key="privacy.hours", apart=True), Text(key="privacy.own_time", apart=True))
    return (Text(key="privacy.who"), *(own if facts.logs else ()), Text(key="privacy.trail", apart=True))


def _where(_: Facts) -> tuple[Text, ...]:
    return (Text(key="privacy.where"), Text(key="privacy.telegram", apart=True))


def _rights(_: Facts) -> tuple[Text, ...]:
    return (Text(key="privacy.rights"), Text(key="privacy.complaint", apart=True))


def _object(facts: Facts) -> tuple[Text, ...]:
    guides = () if facts.logs else (Text(key="privacy.object_on_call"),)
    return (Text(key="privacy.object_means"), *guides)


PAGES: Final[Mapping[str, Callable[[Facts], tuple[Text, ...]]]] = {
    "stored": _stored,
    "why": _why,
    "how_long": _how_long,
    "who": _who,
    "where": _where,
    "rights": _rights,
}


def pages(scene: Shown) -> tuple[Option, ...]:
    facts = scene.facts
    seen = (Option("seen", icon="👁", wide=True),) if facts.logs else ()
    write = Option("write", icon="🔔", wide=True) if facts.objects else Option("object", icon="🔕", wide=True)
    return (
        *(Option(one) for one in PAGES),
        Option("mydata", icon="📄", wide=True),
        *seen,
        Option("correct", icon="✏️", wide=True),
        *((write,) if facts.is_in or facts.objects else ()),
        Option("forget", icon="🗑", wide=True),
    )


def is_read(scene: Shown) -> bool:
    return scene.answers["page"] in PAGES


def back(_: Shown) -> tuple[Option, ...]:
    return (Option("back", icon="◀️", wide=True),)


def asks_objection(scene: Shown) -> bool:
    return scene.answers["page"] == "object"


def objecting(_: Shown) -> tuple[Option, ...]:
    return (Option("yes", icon="🔕", wide=True), Option("no", icon="◀️", wide=True))


def head(scene: Shown) -> tuple[Text, ...]:
    page = scene.answers.get("page")
    if page is None:
        objects = (Text(key="privacy.objects", icon="🔕", apart=True),) if scene.facts.objects else ()
        return (Text(key="privacy.title"), Text(key="privacy.short"), *objects)
    return _object(scene.facts) if page == "object" else PAGES[page](scene.facts)


async def save(turn: Turn, scene: Shown, _: int) -> Ending:
    page = scene.answers["page"]
    match page:
        case "mydata":
            await mydata_page.give(turn)
        case "object" if scene.answers["confirm"] == "yes":
            await objections.object_(turn.session, turn.person, turn.now)
            return Again(toast=Text(key="privacy.objected"))
        case "write":
            await objections.withdraw(turn.session, turn.person, turn.now)
            return Again(toast=Text(key="privacy.writes_again"))
        case "seen" | "correct" | "forget":
            return Goto(page, 0)
    return Again()


def strangers() -> Screen:
    """For somebody of whom nothing is kept."""
    return Screen(lines=(Text(key="privacy.title"), Text(key="privacy.stranger")))


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="privacy.closed"),))


DIALOG: Dialog[Facts] = Dialog(
    name="privacy",
    roles=ANYBODY,
    steps=(
        Choose("page", pages, resting=True),
        Choose("read", back, when=is_read, resting=True),
        Choose("confirm", objecting, when=asks_objection),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=head,
    lives=timedelta(days=1),
)
