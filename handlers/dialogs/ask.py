"""/ask: who of the team can be asked now, and a request that she answers in one tap, in her own hours."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.access import COORDINATORS
from bot.dialog import Again, Choose, Dialog, Given, Scene, Tap
from bot.model import Membership, Role
from bot.rules.pool import Candidate, Found, expires_at, of_candidate, search
from bot.rules.quiet import Quiet
from bot.screen import Screen, Text
from handlers.deps import Turn
from handlers.dialogs import ask_facts, asked, coordinated, reading
from handlers.dialogs import ask_options as options
from handlers.dialogs.ask_facts import Facts, Shown, seen, wish
from handlers.dialogs.ask_page import head, seen_people
from storage import pool, requests, teams
from storage.requests import Request, State


async def gather(turn: Turn, _: int, taps: Sequence[Tap]) -> Facts:
    mine = turn.person.teams_as(Role.COORDINATOR)
    team_id = coordinated.chosen(mine, taps)
    team = next((one for one in mine if one.team_id == team_id), None)
    facts = Facts(mine, turn.now, turn.zone, team)
    return await _of_team(turn, facts, team, taps) if team else facts


async def _of_team(turn: Turn, facts: Facts, team: Membership, taps: Sequence[Tap]) -> Facts:
    """When each is there is worked out for nobody who is not shown: it takes a while in a large team."""
    hers, answers = (turn.session, turn.person, team.team_id), _answers(taps)
    settings = await teams.settings(*hers)
    night = Quiet(settings.quiet_start, settings.quiet_end)
    everybody = await pool.of_team(*hers, turn.others_zone)
    known = replace(facts, pool=everybody, waiting=await requests.open_in(*hers, turn.now))
    who = next((one for one in everybody if str(one.person_id) == answers.get("see")), None)
    if who:
        one = Found(who, of_candidate(who, night, turn.now))
        return await _near(turn, replace(known, one=one), team.team_id, who)
    if not options.lists(Scene(answers, known)):
        return known
    return replace(known, found=search(everybody, wish(answers), night, turn.now))


def _answers(taps: Sequence[Tap]) -> dict[str, str]:
    return {name: value for tap in taps for name, value in tap.items()}


async def _near(turn: Turn, facts: Facts, team_id: int, who: Candidate) -> Facts:
    """From when on she can read what she is asked, by what both sides know."""
    waits = await reading.hold(turn, who.person_id, team_id)
    return replace(facts, opens=waits.opens if waits else turn.now)


async def save(turn: Turn, scene: Shown, _: int) -> Again:
    who = seen(scene)
    if who:
        return await _act(turn, scene, who.who)
    home = coordinated.home(scene)
    if scene.answers["pick"] == "open" and scene.answers.get("withdraw") == "yes":
        return Again(home, await _withdraw(turn, scene, scene.answers["open"]))
    if scene.answers.get("withdraw") == "no":
        return Again((*home, {"pick": "open"}))
    return Again() if scene.answers["pick"] == "other_team" else Again(home)


async def _withdraw(turn: Turn, scene: Shown, number: str) -> Text:
    one = next((each for each in scene.facts.waiting if str(each.id) == number), None)
    done = one is not None and await asked.withdraw(turn, one)
    return Text(key="ask.withdrawn" if done else "ask.settled")


async def _act(turn: Turn, scene: Shown, who: Candidate) -> Again:
    """Back to the list she was found in, so that somebody else can be asked as well."""
    match scene.answers["act"]:
        case "ask":
            return Again(_list(scene), await _ask(turn, scene, who))
        case "withdraw":
            one = scene.facts.asked(who.person_id)
            return Again(_list(scene), await _withdraw(turn, scene, str(one.id) if one else ""))
    return Again(_list(scene))


def _list(scene: Shown) -> tuple[Tap, ...]:
    found = ("pick", "theme", "gender", "page")
    kept = ({name: scene.answers[name]} for name in found if name in scene.answers)
    return (*coordinated.home(scene), *kept)


async def _ask(turn: Turn, scene: Shown, who: Candidate) -> Text:
    facts, sought = scene.facts, wish(scene.answers)
    if facts.team is None or facts.opens is None:
        raise LookupError("nobody to ask")
    zone = who.duty.zone
    whom = (facts.team.team_id, who.person_id, turn.person.id)
    until = expires_at(facts.opens, zone)
    new = Request(0, *whom, sought.language, sought.theme, turn.now, until, State.WAITING)
    made = await asked.ask(turn, new, zone)
    name = ask_facts.named(facts, who.person_id)
    return Text(key="ask.asked" if made else "ask.waits_already", values={"name": name})


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="ask.closed"),))


DIALOG = Dialog(
    name="ask",
    roles=COORDINATORS,
    steps=(
        Choose("team", coordinated.teams, when=coordinated.several),
        Given("see", ask_facts.is_person),
        Given("page", ask_facts.is_page),
        Choose("pick", options.starts, when=options.begins, resting=True),
        Choose("open", options.waiting, when=options.is_at("open"), resting=True),
        Choose("withdraw", options.yes_no, when=options.takes_back),
        Choose("pool", options.back, when=options.is_at("pool"), resting=True),
        Choose("theme", options.themes, when=options.asks_theme),
        Choose("gender", options.genders, when=options.asks_gender),
        Choose("people", options.people, when=options.searches),
        Choose("act", options.ways, when=options.sees, resting=True),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=head,
    sees=seen_people,
    lives=timedelta(days=1),
)
