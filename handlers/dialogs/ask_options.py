"""What can be tapped on the way to one person, and what can be done about her."""

from collections.abc import Callable
from typing import Final

from bot.dialog import Option
from bot.languages import language
from bot.rules import pool
from bot.rules.pool import Found
from bot.screen import Text
from bot.taxonomy import TOPICS
from handlers.dialogs.ask_facts import (
    ANY,
    SHOWN,
    SPEAKS,
    Facts,
    Shown,
    fitting,
    named,
    page,
    seen,
    shown,
)
from handlers.dialogs.profile import gender_text
from handlers.dialogs.profile_options import topic

# As many as fit into one message.
MOST_OPEN: Final = 20


def begins(scene: Shown) -> bool:
    return "see" not in scene.answers


def starts(scene: Shown) -> tuple[Option, ...]:
    facts = scene.facts
    spoken = [Option(f"{SPEAKS}{code}", language(code)) for code in pool.languages_of(facts.pool)]
    waiting = Text(key="ask.pick.open", values={"number": len(facts.waiting)})
    open_ = (Option("open", waiting, "✉️", wide=True),) if facts.waiting else ()
    other = (Option("other_team", icon="🔁", wide=True),) if len(facts.teams) > 1 else ()
    overview = (Option("pool", icon="🧩", wide=True),) if facts.pool else ()
    return (Option(ANY, icon="👥", wide=True), *spoken, *open_, *overview, *other)


def chose(what: str) -> bool:
    return what == ANY or what.startswith(SPEAKS)


def is_at(place: str) -> Callable[[Shown], bool]:
    return lambda scene: begins(scene) and scene.answers["pick"] == place


def searches(scene: Shown) -> bool:
    return begins(scene) and chose(scene.answers.get("pick", ""))


def lists(scene: Shown) -> bool:
    """Past the questions that lead to it."""
    theme = "theme" in scene.answers or not asks_theme(scene)
    return searches(scene) and theme and ("gender" in scene.answers or not asks_gender(scene))


def asks_theme(scene: Shown) -> bool:
    return searches(scene) and bool(pool.themes_of(fitting(scene)))


def asks_gender(scene: Shown) -> bool:
    """Only where somebody who fits so far told it."""
    return searches(scene) and bool(pool.genders_of(fitting(scene)))


def themes(scene: Shown) -> tuple[Option, ...]:
    liked = pool.themes_of(fitting(scene))
    any_ = Option(ANY, Text(key="ask.theme.option.any"), "🧭", wide=True)
    return (any_, *(Option(one, topic(one), TOPICS[one].icon) for one in liked))


def genders(scene: Shown) -> tuple[Option, ...]:
    told = pool.genders_of(fitting(scene))
    any_ = Option(ANY, Text(key="ask.gender.option.any"), "👤", wide=True)
    return (any_, *(Option(one.value, gender_text(one)) for one in told))


def people(scene: Shown) -> tuple[Option, ...]:
    at, everybody = page(scene), scene.facts.found
    before = [Option("before", Text(key="ask.people.before"), "⬅️", sets={"page": str(at - 1)})] if at else []
    more = len(everybody) > (at + 1) * SHOWN
    after = [Option("after", Text(key="ask.people.after"), "➡️", sets={"page": str(at + 1)})] if more else []
    again = Option("again", Text(key="ask.people.again"), "🔎", wide=True)
    return (*(_person(scene.facts, one) for one in shown(scene)), *before, *after, again)


def _person(facts: Facts, one: Found) -> Option:
    """A tap only shows her; nothing is asked yet."""
    number = one.who.person_id
    name = Text(key="common.name", values={"name": named(facts, number)})
    return Option(str(number), name, sign(facts, one), sets={"see": str(number)})


def sign(facts: Facts, one: Found) -> str:
    if facts.asked(one.who.person_id):
        return "✉️"
    return "🟢" if one.availability.now else "🕓"


def sees(scene: Shown) -> bool:
    return "see" in scene.answers


def ways(scene: Shown) -> tuple[Option, ...]:
    """Whoever was asked can be asked no more; whoever no message reaches cannot be asked at all."""
    who = seen(scene)
    if who is None:
        return (Option("back"),)
    if scene.facts.asked(who.who.person_id):
        return (Option("withdraw", icon="↩️"), Option("back"))
    return (*((Option("ask", icon="✉️"),) if can_ask(scene, who) else ()), Option("back"))


def can_ask(scene: Shown, one: Found) -> bool:
    """Somebody who was sought for something, whom a message reaches, and who was not asked yet."""
    reached = one.who.reachable and scene.facts.opens is not None
    return "pick" in scene.answers and reached and not scene.facts.asked(one.who.person_id)


def waiting(scene: Shown) -> tuple[Option, ...]:
    """One can be taken back by its name; whoever asks looks at what was asked first."""
    open_ = scene.facts.waiting[:MOST_OPEN]
    names = [Text(key="common.name", values={"name": named(scene.facts, one.person_id)}) for one in open_]
    each = (Option(str(one.id), name, "↩️") for one, name in zip(open_, names, strict=True))
    return (*each, Option("back", wide=True))


def takes_back(scene: Shown) -> bool:
    return is_at("open")(scene) and scene.answers["open"] != "back"


def yes_no(_: Shown) -> tuple[Option, ...]:
    return (Option("yes", icon="↩️"), Option("no"))


def back(_: Shown) -> tuple[Option, ...]:
    return (Option("back"),)
