"""/directory: whom to refer to, for everybody in the team to search and for its coordinators to keep."""

from datetime import timedelta
from typing import Any, Final

from bot.access import EVERYBODY
from bot.dialog import Again, Choose, Dialog, Done, Given, Tap, Write
from bot.rules.directory import Partner
from bot.screen import Errand, Screen, Text
from handlers.deps import Turn
from handlers.dialogs import coordinated
from handlers.dialogs import directory_options as options
from handlers.dialogs.directory_facts import Facts, Shown, View, gather, open_entry, page, twin
from handlers.dialogs.directory_options import TYPED
from handlers.dialogs.directory_page import head
from handlers.dialogs.directory_typed import FILE, file_sent, typed, value_of, word_typed
from storage import audit, partners
from storage.audit import Action
from storage.partners import Entry

LATER: Final = tuple(one for one in TYPED if one not in {"name", "what", "phone"})


async def save(turn: Turn, scene: Shown, _: int) -> Again | Done:
    view, here = scene.facts.view, open_entry(scene)
    if view is None:
        return Again()
    if "twin" in scene.answers:
        return _after_twin(scene)
    if options.at_home(scene):
        return await _from_home(turn, scene, view)
    return await _act(turn, scene, view, here) if here else Again(_list(scene))


async def _from_home(turn: Turn, scene: Shown, view: View) -> Again | Done:
    match scene.answers["pick"]:
        case "add":
            return await _add(turn, scene, view)
        case "export":
            return await _export(turn, scene, view)
        case "import":
            return _import(turn, scene, view)
        case "other_team":
            return Again()
    return Again(_leafed(scene))


def _leafed(scene: Shown) -> tuple[Tap, ...]:
    steps = {"next": 1, "previous": -1}
    move = steps.get(scene.answers["results"])
    if move is None:
        return coordinated.home(scene)
    return (*_trail(scene, "pick", "word", "topic", "group"), {"page": str(page(scene) + move)})


def _trail(scene: Shown, *names: str) -> tuple[Tap, ...]:
    """The taps that lead here again, with these of its answers."""
    kept = ({name: scene.answers[name]} for name in names if name in scene.answers)
    return (*coordinated.home(scene), *kept)


def _list(scene: Shown) -> tuple[Tap, ...]:
    """The list that the open entry was found in, or the first page."""
    return _trail(scene, "pick", "word", "topic", "group", "page")


async def _act(turn: Turn, scene: Shown, view: View, here: Entry) -> Again:
    open_again = (*_list(scene), {"entry": str(here.id)})
    match scene.answers["act"]:
        case "checked":
            await partners.change(turn.session, turn.person, here.id, checked_on=view.today)
            await _changes(turn, view)
            return Again(open_again, Text(key="directory.checked"))
        case "edit":
            await partners.change(turn.session, turn.person, here.id, **_changed(scene))
            await _changes(turn, view)
            return Again(open_again, Text(key="directory.changed"))
        case "remove" if scene.answers["sure"] == "yes":
            await partners.remove(turn.session, turn.person, here.id, turn.now)
            await _changes(turn, view)
            return Again(_list(scene), Text(key="directory.removed"))
        case "remove":
            return Again(open_again)
    return Again(_list(scene))


def _changed(scene: Shown) -> dict[str, Any]:
    field = scene.answers["field"]
    if field == "category":
        return {field: scene.answers[field]}
    return {field: value_of(field, scene.answers[field] if scene.answers.get("way") != "clear" else "")}


def _after_twin(scene: Shown) -> Again:
    other, here = twin(scene), open_entry(scene)
    if scene.answers["twin"] == "open" and other:
        return Again((*coordinated.home(scene), {"entry": str(other.id)}))
    if here:
        return Again((*_list(scene), {"entry": str(here.id)}))
    return Again(_trail(scene, "pick", "category"))


async def _export(turn: Turn, scene: Shown, view: View) -> Again:
    team_id = view.team.team_id
    await audit.write(turn.session, turn.person.id, Action.EXPORTED_DIRECTORY, team_id, turn.now)
    values: dict[str, str | int] = {"team_id": team_id, "form": scene.answers["sure_out"]}
    turn.run_errand(Errand(name="directory_out", values=values))
    return Again(coordinated.home(scene), Text(key="directory.export_comes"))


async def _changes(turn: Turn, view: View) -> None:
    await audit.write(turn.session, turn.person.id, Action.CHANGED, view.team.team_id, turn.now)


async def _add(turn: Turn, scene: Shown, view: View) -> Again:
    """Whoever writes it down now has looked at it today."""
    given = {one: value_of(one, scene.answers[one]) for one in TYPED if one in scene.answers}
    new = Partner(category=scene.answers["category"], **given, checked_on=view.today)
    number = await partners.add(turn.session, turn.person, view.team.team_id, new)
    await _changes(turn, view)
    return Again((*coordinated.home(scene), {"entry": str(number)}), Text(key="directory.added"))


def _import(turn: Turn, scene: Shown, view: View) -> Again | Done:
    sent = FILE.fullmatch(scene.answers["file"])
    if sent is None:
        return Again(coordinated.home(scene))
    values: dict[str, str | int] = {"team_id": view.team.team_id, "file_id": sent[2]}
    turn.run_errand(Errand(name="directory_in", values=values))
    return Done(Screen(lines=(Text(key="directory.reading"),)))


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="directory.closed"),))


def _typed(column: str) -> Write[Facts]:
    return Write(column, typed(column), when=options.asks(column))


DIALOG: Dialog[Facts] = Dialog(
    name="directory",
    roles=EVERYBODY,
    steps=(
        Choose("team", coordinated.teams, when=coordinated.several),
        Given("entry", options.is_entry),
        Given("page", options.is_page),
        Choose("pick", options.home, when=options.at_home, resting=True),
        Write("word", word_typed, when=options.picked("word")),
        Choose("topic", options.topics, labels="topic", when=options.picked("topic")),
        Choose("group", options.groups, labels="partner", when=options.picked("group")),
        Choose("results", options.results, when=options.asks_results, resting=True),
        Choose("act", options.acts, when=options.on_entry, resting=True),
        Choose("field", options.fields, labels="directory.column", when=options.acting("edit")),
        Choose("sure", options.yes_or_no, when=options.acting("remove")),
        Choose("sure_out", options.forms, labels="export.form.option", when=options.picked("export")),
        Choose("way", options.ways, when=options.asks_way),
        Write("file", file_sent, when=options.picked("import")),
        Choose("category", options.categories, labels="partner", when=options.asks("category")),
        _typed("name"),
        Choose("twin", options.twin_ways, when=options.asks_twin, columns=1),
        Choose("what_too", options.write_or_skip, labels="directory.too", when=options.asks_more),
        _typed("what"),
        Choose("phone_too", options.write_or_skip, labels="directory.too", when=options.asks_more),
        _typed("phone"),
        *map(_typed, LATER),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=head,
    lives=timedelta(days=1),
    ages_from_start=True,
)
