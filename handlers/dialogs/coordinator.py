"""/coordinator: who is there for her and from when on, to ask for a call or to pass a question on."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final

from bot.access import KEY_PERSONS
from bot.dialog import Again, Choose, Dialog, Done, Given, Tap, Write
from bot.model import Draft, Membership, Role
from bot.question import SOS
from bot.rules.hours import Why, why
from bot.screen import Button, Copyable, Day, Screen, Text, Value
from bot.when import when
from handlers.deps import Turn
from handlers.dialogs import coordinated, heavy, reading, recognised
from handlers.dialogs import coordinator_words as words
from handlers.dialogs.arranging import named
from handlers.dialogs.coordinator_words import MOST_A_DAY, Facts, Shown
from storage import guides, hours, notices, people, teams
from storage.database import Session

HELP: Final = Button(label=Text(key="common.sos"), data=SOS, danger=True)
PAGE: Final = Button(label=Text(key="coordinator.page"), data="/coordinator")


async def gather(turn: Turn, _: int, taps: Sequence[Tap]) -> Facts:
    mine = turn.person.teams_as(Role.KEY_PERSON)
    own = coordinated.own(mine, taps)
    if own is None:
        return Facts(mine)
    about = (*await _about(turn, own), *await _office(turn, own.team_id))
    hears = await reading.hearer(turn, own.team_id)
    if hears is None:
        return Facts(mine, about)
    local = turn.now.astimezone(turn.zone)
    midnight = datetime.combine(local.date(), time(), turn.zone)
    asked = await notices.count_since(turn.session, _questions(turn), midnight)
    return Facts(mine, about, hears, await reading.called(turn, hears), asked)


async def _about(turn: Turn, own: Membership) -> list[Text]:
    """Her coordinator, and the deputy where both know that the coordinator is not there."""
    found = await guides.of(turn.session, own, turn.person.id)
    if found.coordinator is None:
        return [Text(key="coordinator.nobody")]
    gone = await _gone(turn, found.coordinator, own.team_id)
    name: dict[str, Value] = {"name": await reading.called(turn, found.coordinator)}
    who = Text(key="coordinator.is", values=name)
    if gone is None:
        return [who, await _reached(turn, found.coordinator, own.team_id)]
    if found.deputy is None or await _gone(turn, found.deputy, own.team_id):
        return [who, gone, await _reached(turn, found.coordinator, own.team_id)]
    deputy = await reading.called(turn, found.deputy)
    stands_in = Text(key="coordinator.stands_in", values={"name": deputy, "absent": name["name"]})
    return [who, gone, stands_in, await _reached(turn, found.deputy, own.team_id)]


async def _gone(turn: Turn, person_id: int, team_id: int) -> Text | None:
    """On leave that was agreed, or not to be reached by the bot; that somebody is away is hers alone."""
    name: dict[str, Value] = {"name": await reading.called(turn, person_id)}
    reach = await hours.reach(turn.session, person_id, turn.others_zone)
    for duty in reach.duties.get(team_id, ()):
        if why(duty, turn.now) is Why.LEAVE:
            last = words.last_day(duty.arrangements, turn.now.astimezone(duty.zone).date())
            return Text(key="coordinator.on_leave", values={**name, "day": Day(day=last)})
    if not await people.is_reachable(turn.session, person_id):
        return Text(key="coordinator.unreachable", values=name)
    return None


async def _reached(turn: Turn, person_id: int, team_id: int) -> Text:
    """From when on she can be reached, by what both sides know."""
    name: dict[str, Value] = {"name": await reading.called(turn, person_id)}
    waits = await reading.hold(turn, person_id, team_id)
    if waits is None:
        return Text(key="coordinator.now", values=name)
    if waits.opens is None:
        return Text(key="coordinator.unknown", values=name)
    return Text(key="coordinator.later", values={**name, "when": when(waits.opens, turn.now, turn.zone)})


async def _office(turn: Turn, team_id: int) -> tuple[Text, ...]:
    phone = (await teams.settings(turn.session, turn.person, team_id)).office_phone
    if phone is None:
        return ()
    number = Text(key="common.number", values={"number": Copyable(copyable=phone)})
    return (Text(key="coordinator.office", apart=True), number)


async def save(turn: Turn, scene: Shown, _: int) -> Again | Done:
    answers, home = scene.answers, coordinated.home(scene)
    match answers["want"]:
        case "other_team":
            return Again()
        case "call":
            turn.say(await _call(turn, scene))
        case "question" if "confirm" in answers:
            return await _confirmed(turn, scene)
        case "question":
            turn.say(Screen(lines=(Text(key="coordinator.enough", values={"number": MOST_A_DAY}),)))
    return Again(home)


async def _confirmed(turn: Turn, scene: Shown) -> Again | Done:
    """Passed on to whom she was told it goes to, and to nobody else."""
    home, facts, answers = coordinated.home(scene), scene.facts, scene.answers
    if answers["confirm"] == "no":
        return Again(home, Text(key="coordinator.dropped"))
    if answers.get("to") != str(facts.hears):
        asked_again = {"question": answers["question"]}
        toast = Text(key="coordinator.other_hears", values={"name": facts.name})
        return Again((*home, words.begun(scene), asked_again), toast)
    return Done(await _pass_on(turn, scene))


async def _pass_on(turn: Turn, scene: Shown) -> Screen:
    hears, team_id = _to_whom(scene)
    values: dict[str, Value] = {"name": named(turn.person.name, turn.person.id)}
    # Her words come last: the first lines of a message show on a locked phone.
    words = Text(key="coordinator.words", values={"words": scene.answers["question"]}, apart=True)
    asks, how = (
        Text(key="coordinator.question", values=values),
        Text(key="coordinator.answer_her", values=values),
    )
    screen = Screen(lines=(asks, how, words))
    unique = f"{_questions(turn)}{team_id}:{turn.now.isoformat()}:{scene.facts.asked}"
    await notices.put(turn.session, hears, team_id, unique, screen, turn.now, asked_by=turn.person.id)
    passed_on = Text(key="coordinator.question_passed_on", values={"name": scene.facts.name})
    said = await _answer(turn, hears, team_id, passed_on)
    return said.model_copy(update={"buttons": ((PAGE,), *said.buttons)})


def _questions(turn: Turn) -> str:
    """How the key of each of her questions begins."""
    return f"question:{turn.person.id}:"


async def _call(turn: Turn, scene: Shown) -> Screen:
    hears, team_id = _to_whom(scene)
    day = turn.now.astimezone(turn.zone).date()
    already = await notices.stands(turn.session, f"talk.asked:{turn.person.id}:{team_id}:{day}:")
    await heavy.ask_to_be_called(turn, team_id)
    key = "coordinator.call_asked" if already else "heavy.talk_passed_on"
    return await _answer(turn, hears, team_id, Text(key=key, values={"name": scene.facts.name}))


def _to_whom(scene: Shown) -> tuple[int, int]:
    """Who hears it, in which team; LookupError where there is nobody."""
    hears, team_id = scene.facts.hears, coordinated.chosen(scene.facts.teams, coordinated.home(scene))
    if hears is None or team_id is None:
        raise LookupError("nobody to ask")
    return hears, team_id


async def _answer(turn: Turn, hears: int, team_id: int, said: Text) -> Screen:
    """What was passed on to whom, when that is read, and what there is until then."""
    reads = await reading.line(turn, hears, team_id)
    if not await people.is_reachable(turn.session, hears):
        reads = Text(key="coordinator.unreachable", values={"name": await reading.called(turn, hears)})
    elif await reading.hold(turn, hears, team_id) is None:
        return Screen(lines=(said, reads))
    until_then = Text(key="heavy.until_then", apart=True)
    return Screen(lines=(said, reads, until_then, *await _office(turn, team_id)), buttons=((HELP,),))


async def expire(_: Session, draft: Draft) -> Screen:
    """A question that was typed and not passed on is gone, and that is said."""
    unsent = any("question" in tap for tap in draft.taps)
    return Screen(lines=(Text(key="coordinator.closed_unsent" if unsent else "coordinator.closed"),))


DIALOG = Dialog(
    name="coordinator",
    roles=KEY_PERSONS,
    steps=(
        Choose("team", coordinated.teams, when=coordinated.several),
        Given("to", words.is_number),
        Choose("want", words.wants, resting=True),
        Write("question", words.checked, when=words.asks_question, why=recognised.why),
        Choose("confirm", words.confirmations, when=words.asks_question),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=words.head,
    lives=timedelta(hours=1),  # what she typed lies no longer than that
)
