"""What can be tapped in the directory of services, and what is typed there."""

from collections.abc import Callable, Iterable
from typing import Final

from bot.dialog import Option
from bot.rules.directory import CATEGORIES, TEMPLATE
from bot.screen import Text
from bot.taxonomy import TAXONOMY, TOPICS
from handlers.dialogs.directory_facts import (
    LISTED,
    SEARCHES,
    Shown,
    entries,
    is_number,
    on_page,
    open_entry,
    page,
    pages,
    twin,
)
from handlers.dialogs.supervision_words import cut
from storage.partners import Entry

COLUMNS: Final = tuple(one for one in TEMPLATE if one != "checked_on")
TYPED: Final = tuple(one for one in COLUMNS if one != "category")
NEEDED: Final = frozenset({"category", "name"})
_ICONS: Final = {"word": "🔎", "topic": "🏷", "group": "🗂"}


def home(scene: Shown) -> tuple[Option, ...]:
    """Before a team is chosen only what somebody typed behind the command already."""
    view = scene.facts.view
    if view is None:
        return (Option("word"),)
    few = listed(view.entries) if len(view.entries) <= LISTED else ()
    searches = [Option(one, icon=_ICONS[one]) for one in SEARCHES if view.entries or one != "group"]
    check = (Option("check", icon="🗓", wide=True),) if view.entries else ()
    tools = (Option("add", icon="➕"), *check, Option("export", icon="📤"), Option("import", icon="📥"))
    other = (Option("other_team", icon="👥", wide=True),) if len(scene.facts.teams) > 1 else ()
    return (*few, *searches, *(tools if view.coordinates else ()), *other)


def listed(shown: Iterable[Entry]) -> tuple[Option, ...]:
    return tuple(
        Option(
            f"entry_{one.id}",
            Text(key="common.name", values={"name": cut(one.partner.name, 40)}),
            sets={"entry": str(one.id)},
            wide=True,
        )
        for one in shown
    )


def is_entry(value: str, _: Shown) -> bool:
    """One that somebody removed meanwhile keeps its page, which says so."""
    return is_number(value)


def is_page(value: str, _: Shown) -> bool:
    """One that is there no more is the last one: an entry that was checked or removed shortens the list."""
    return is_number(value)


def at_home(scene: Shown) -> bool:
    return "entry" not in scene.answers


def picked(name: str) -> Callable[[Shown], bool]:
    return lambda scene: at_home(scene) and scene.answers.get("pick") == name


def asks_results(scene: Shown) -> bool:
    return at_home(scene) and scene.answers.get("pick") in {*SEARCHES, "check"}


def topics(_: Shown) -> tuple[Option, ...]:
    """Looking something up raises no alarm: nobody was met."""
    return tuple(
        Option(one.id, icon=one.icon) for one in TOPICS.values() if one.id in TAXONOMY.topic_partners
    )


def groups(scene: Shown) -> tuple[Option, ...]:
    there = {one.partner.category for one in entries(scene)}
    return tuple(Option(one) for one in CATEGORIES if one in there)


def results(scene: Shown) -> tuple[Option, ...]:
    before = (Option("previous", Text(key="directory.previous")),) if page(scene) else ()
    after = (Option("next", Text(key="directory.next")),) if page(scene) + 1 < pages(scene) else ()
    return (*listed(on_page(scene)), *before, *after, Option("again", icon="↩️", wide=True))


def acts(scene: Shown) -> tuple[Option, ...]:
    view, here = scene.facts.view, open_entry(scene)
    own = (Option("checked", icon="✅", wide=True), Option("edit", icon="✏️"), Option("remove", icon="🗑"))
    return (
        *(own if here and view and view.coordinates else ()),
        Option("back", Text(key="common.back"), wide=True),
    )


def on_entry(scene: Shown) -> bool:
    return not at_home(scene)


def acting(name: str) -> Callable[[Shown], bool]:
    return lambda scene: open_entry(scene) is not None and scene.answers.get("act") == name


def fields(scene: Shown) -> tuple[Option, ...]:
    """What is filled in has a mark."""
    here = open_entry(scene)
    filled = [one for one in COLUMNS if here and getattr(here.partner, one)]
    return tuple(Option(one, icon="▫️", marked=one in filled) for one in COLUMNS)


def asks_way(scene: Shown) -> bool:
    here, field = open_entry(scene), scene.answers.get("field", "")
    return acting("edit")(scene) and field not in NEEDED and bool(here and getattr(here.partner, field, None))


def ways(_: Shown) -> tuple[Option, ...]:
    return (Option("new", icon="✏️"), Option("clear", icon="🗑"))


def yes_or_no(_: Shown) -> tuple[Option, ...]:
    return (Option("yes", icon="🗑"), Option("no", icon="↩️"))


def forms(_: Shown) -> tuple[Option, ...]:
    return (Option("xlsx"), Option("csv"))


def categories(scene: Shown) -> tuple[Option, ...]:
    here = open_entry(scene)
    return tuple(Option(one, marked=bool(here and here.partner.category == one)) for one in CATEGORIES)


def asks(column: str) -> Callable[[Shown], bool]:
    """Whether this is filled in now: of a new entry, or of one that changes."""

    def asked(scene: Shown) -> bool:
        answers = scene.answers
        if acting("edit")(scene):
            return answers.get("field") == column and answers.get("way") != "clear"
        needed = column in NEEDED or answers.get(f"{column}_too") == "write"
        return picked("add")(scene) and needed

    return asked


def asks_twin(scene: Shown) -> bool:
    return (picked("add")(scene) or acting("edit")(scene)) and twin(scene) is not None


def twin_ways(_: Shown) -> tuple[Option, ...]:
    return (Option("open", icon="📖"), Option("other", icon="✏️"))


def asks_more(scene: Shown) -> bool:
    return picked("add")(scene) and "twin" not in scene.answers


def write_or_skip(_: Shown) -> tuple[Option, ...]:
    return (Option("write", icon="✏️"), Option("skip", icon="⏭"))
