"""The directory of services in words: its first page, what was found, and the page of one entry."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from bot.rules.directory import Partner
from bot.rules.typed_lists import DAYS, day_names, language_names
from bot.screen import Copyable, Day, Several, Text, Value
from handlers.dialogs.directory_facts import (
    SEARCHES,
    Shown,
    View,
    found,
    is_old,
    on_page,
    open_entry,
    page,
    pages,
    twin,
)
from handlers.dialogs.supervision_words import cut
from storage.partners import Entry

SHORT = 80


def head(scene: Shown) -> tuple[Text, ...]:
    view, answers, here = scene.facts.view, scene.answers, open_entry(scene)
    if view is None:
        return (Text(key="directory.heading"),)
    if here:
        return tuple(_of_entry(scene, view, here))
    if "entry" in answers:
        return (Text(key="directory.gone"),)
    pick = answers.get("pick", "")
    if pick == "check" or (pick in SEARCHES and pick in answers):
        return tuple(_results(scene))
    if pick == "add":
        return tuple(_adding(scene))
    return tuple(_titled(view, pick))


def _titled(view: View, pick: str) -> Iterator[Text]:
    yield Text(key="directory.title", values={"team": view.team.team})
    if pick == "export":
        yield Text(key="directory.leaves", icon="🔓", apart=True)
    elif not pick:
        yield from _home(view)


def _home(view: View) -> Iterator[Text]:
    if not view.entries:
        yield Text(key="directory.empty_yours" if view.coordinates else "directory.empty")
        return
    yield Text(key="directory.count", values={"number": len(view.entries)})
    if view.coordinates and view.unchecked:
        yield Text(key="directory.unchecked", values={"number": len(view.unchecked)})


def _results(scene: Shown) -> Iterator[Text]:
    yield _looked_for(scene)
    if not found(scene):
        yield Text(key="directory.nothing_to_check" if _checks(scene) else "directory.nothing")
    yield from map(line, on_page(scene))
    if pages(scene) > 1:
        yield Text(key="directory.page", values={"page": page(scene) + 1, "pages": pages(scene)})


def _checks(scene: Shown) -> bool:
    return scene.answers["pick"] == "check"


def _looked_for(scene: Shown) -> Text:
    answers = scene.answers
    match answers["pick"]:
        case "topic":
            what = Text(key=f"topic.{answers['topic']}")
        case "group":
            what = Text(key=f"partner.{answers['group']}")
        case "word":
            what = Text(key="common.name", values={"name": answers["word"]})
        case _:
            return Text(key="directory.to_check")
    return Text(key="directory.found", values={"what": what, "number": len(found(scene))})


def line(one: Entry) -> Text:
    """An entry in a list."""
    words = " ".join(one.partner.what.split())
    about = [Text(key=f"partner.{one.partner.category}")]
    if words:
        about.append(Text(key="common.name", values={"name": cut(words, SHORT)}))
    return Text(
        key="directory.line", values={"name": one.partner.name, "about": Several(several=tuple(about))}
    )


def _adding(scene: Shown) -> Iterator[Text]:
    answers, other = scene.answers, twin(scene)
    yield Text(key="directory.adding")
    if "name" in answers:
        yield Text(key="directory.entry.name", values={"value": answers["name"]})
    if "category" in answers:
        yield Text(key=f"partner.{answers['category']}")
    if other:
        yield Text(key="directory.taken_already")


def _of_entry(scene: Shown, view: View, here: Entry) -> Iterator[Text]:
    """All of it while it is read; while it is changed only its name, and what stands there now."""
    if "act" not in scene.answers:
        yield from lines_of(here.partner, view.language, view.today)
        if view.learned:
            heard = tuple(Text(key=f"outcome_of.{one}") for one in view.learned)
            yield Text(key="directory.learned", values={"outcomes": Several(several=heard)})
        return
    yield Text(key="directory.entry.name", values={"value": here.partner.name})
    field = scene.answers.get("field", "name")
    if field not in {"name", "category"} and getattr(here.partner, field):
        yield from lines_of(here.partner, view.language, view.today, only=field)
    if twin(scene):
        yield Text(key="directory.taken_already")


def lines_of(one: Partner, language: str, today: date, *, only: str | None = None) -> Iterator[Text]:
    """Each filled field of an entry as a line of its own, or only one of them."""
    shown: list[tuple[str, Value]] = [
        ("name", one.name),
        ("what", one.what),
        ("for_whom", one.for_whom),
        ("languages", _spoken(one.languages, language)),
        ("opening_hours", one.opening_hours),
        ("address", one.address),
        ("contact_name", one.contact_name),
        ("deputy_name", one.deputy_name),
        ("working_days", _days(one.working_days, language)),
        ("how_to_refer", one.how_to_refer),
    ]
    for name, value in shown:
        if value and only in {None, name}:
            yield Text(key=f"directory.entry.{name}", values={"value": value})
        if name == "name" and only is None:
            yield Text(key=f"partner.{one.category}")
        if name == "address" and one.phone and only in {None, "phone"}:
            yield Text(key="common.number", values={"number": Copyable(copyable=one.phone)})
    if only is None:
        yield from _checked(one, today)


def _checked(one: Partner, today: date) -> Iterator[Text]:
    if one.checked_on:
        values: dict[str, Value] = {"day": Day(day=one.checked_on), "year": str(one.checked_on.year)}
        yield Text(key="directory.checked_on", values=values, apart=True)
    else:
        yield Text(key="directory.never_checked", apart=True)
    if is_old(one, today):
        yield Text(key="directory.old")


def _spoken(codes: tuple[str, ...], language: str) -> str:
    return ", ".join(_languages(language).get(one, one) for one in codes)


@cache
def _languages(language: str) -> dict[str, str]:
    return dict(language_names(language))


def _days(days: tuple[int, ...], language: str) -> str:
    names = day_names(language)
    return ", ".join(names[DAYS[one]] for one in days)
