"""What /ask says: who fits and from when on, one person, what waits for an answer, and what the team covers."""

from collections.abc import Iterator, Sequence

from bot.dialog import Seen
from bot.languages import language
from bot.rules import pool
from bot.rules.pool import NOTHING_TOLD, THEMES, Candidate, Found
from bot.screen import Several, Text, Value
from bot.when import when
from handlers.dialogs.ask_facts import Facts, Shown, named, seen, shown, wish
from handlers.dialogs.ask_options import MOST_OPEN, can_ask, lists, sign
from handlers.dialogs.asked import what
from handlers.dialogs.profile import gender_text
from handlers.dialogs.profile_options import topic


def head(scene: Shown) -> tuple[Text, ...]:
    facts, place = scene.facts, scene.answers.get("pick")
    if facts.team is None:
        return ()
    if who := seen(scene):
        return (*_one(facts, who), *_before(scene, who))
    match place:
        case None:
            return tuple(_home(facts, facts.team.team))
        case "open":
            return tuple(_waiting(scene))
        case "pool":
            return tuple(_overview(facts))
    return tuple(_people(scene)) if lists(scene) else ()


def seen_people(scene: Shown) -> Seen | None:
    """Whoever stands on the page by name."""
    facts = scene.facts
    if facts.team is None:
        return None
    if who := seen(scene):
        return Seen(facts.team.team_id, (who.who.person_id,))
    if scene.answers.get("pick") == "open":
        return Seen(facts.team.team_id, tuple(one.person_id for one in facts.waiting[:MOST_OPEN]))
    return Seen(facts.team.team_id, tuple(one.who.person_id for one in shown(scene)))


def _home(facts: Facts, team: str) -> Iterator[Text]:
    yield Text(key="ask.title", values={"team": team}, icon="🔎")
    if not facts.pool:
        yield Text(key="ask.nobody")
    elif not pool.languages_of(facts.pool):
        yield Text(key="ask.no_languages")


def _people(scene: Shown) -> Iterator[Text]:
    if not scene.facts.found:
        yield Text(key="ask.nobody")
    for at, one in enumerate(shown(scene)):
        yield _line(scene.facts, one, apart=at > 0)
        yield from _about(one.who)


def _line(facts: Facts, one: Found, *, apart: bool = False) -> Text:
    """Whether she is there or from when on; whatever the reason is, it is hers."""
    line = _standing(facts, one)
    return line.model_copy(update={"icon": sign(facts, one), "apart": apart})


def _standing(facts: Facts, one: Found) -> Text:
    values: dict[str, Value] = {"name": named(facts, one.who.person_id)}
    there = one.availability
    left: dict[str, Value] = {"left": f"{there.minutes // 60}:{there.minutes % 60:02}"}
    if not one.who.reachable:
        return Text(key="ask.line.unreachable", values=values)
    if there.now:
        return Text(key="ask.line.now", values={**values, **left})
    if there.back is None:
        return Text(key="ask.line.no_hours", values=values)
    back = {**values, "when": when(there.back, facts.now, facts.zone)}
    zone = one.who.duty.zone
    if there.back.astimezone(zone).date() == facts.now.astimezone(zone).date():
        return Text(key="ask.line.today", values={**back, **left})
    return Text(key="ask.line.later", values=back)


def _about(who: Candidate) -> Iterator[Text]:
    if who.profile.themes:
        themes = _several([topic(one) for one in who.profile.themes])
        yield Text(key="ask.themes", values={"themes": themes}, icon="🧭")
    if who.profile.area:
        yield Text(key="profile.area", values={"area": who.profile.area}, icon="📍")


def _several(told: Sequence[Text]) -> Value:
    return Several(several=tuple(told))


def _one(facts: Facts, one: Found) -> Iterator[Text]:
    who = one.who
    yield _line(facts, one)
    if who.profile.languages:
        spoken = _several([language(one) for one in who.profile.languages])
        yield Text(key="profile.languages", values={"languages": spoken}, icon="🗣")
    yield from _about(who)
    if who.profile.gender:
        yield Text(key="profile.is", values={"gender": gender_text(who.profile.gender)}, icon="👤")
    if who.profile == NOTHING_TOLD:
        yield Text(key="ask.nothing_told")
    if asked := facts.asked(who.person_id):
        since = when(asked.asked_at, facts.now, facts.zone)
        yield Text(key="ask.asked_since", values={"what": what(asked), "since": since}, icon="✉️", apart=True)
    elif who.reachable:
        yield _hears(facts, named(facts, who.person_id))


def _hears(facts: Facts, name: Value) -> Text:
    """From when on she can read it, by what both sides know."""
    if facts.opens is None:
        return Text(key="ask.hears.unknown", values={"name": name}, apart=True)
    if facts.opens <= facts.now:
        return Text(key="ask.hears.now", values={"name": name}, apart=True)
    opens = when(facts.opens, facts.now, facts.zone)
    return Text(key="ask.hears.later", values={"name": name, "when": opens}, apart=True)


def _before(scene: Shown, one: Found) -> Iterator[Text]:
    """What goes along with the request, before it goes."""
    if can_ask(scene, one):
        yield Text(key="ask.goes_along", values={"what": what(wish(scene.answers))})


def _waiting(scene: Shown) -> Iterator[Text]:
    facts, picked = scene.facts, scene.answers.get("open")
    for one in facts.waiting[:MOST_OPEN]:
        if picked in {None, str(one.id)}:
            since = when(one.asked_at, facts.now, facts.zone)
            values: dict[str, Value] = {"name": named(facts, one.person_id), "what": what(one)}
            yield Text(key="ask.waits", values={**values, "since": since}, icon="✉️")


def _overview(facts: Facts) -> Iterator[Text]:
    """What the team covers together; nobody is named here."""
    yield Text(key="ask.pool.title", icon="🧩")
    spoken = [_counted(facts, code) for code in pool.languages_of(facts.pool)]
    languages: Value = _several(spoken) if spoken else Text(key="profile.not_told")
    yield Text(key="profile.languages", values={"languages": languages}, icon="🗣", apart=True)
    covered = pool.themes_of(facts.pool)
    missing = [topic(one) for one in THEMES if one not in covered]
    if missing:
        yield Text(key="ask.pool.missing", values={"themes": _several(missing)}, icon="🧭")
    else:
        yield Text(key="ask.pool.all_themes", icon="🧭")
    silent = sum(one.profile == NOTHING_TOLD for one in facts.pool)
    if silent:
        yield Text(key="ask.pool.silent", values={"number": silent}, apart=True)


def _counted(facts: Facts, code: str) -> Text:
    number = sum(code in one.profile.languages for one in facts.pool)
    return Text(key="ask.pool.language", values={"language": language(code), "number": number})
