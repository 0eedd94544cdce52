"""A request to one key person: how it is asked, what each side hears of it, and never a word about a client."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.languages import language
from bot.rules.pool import Wish
from bot.screen import Button, Day, Screen, Text, Value
from handlers.deps import Turn
from handlers.dialogs.arranging import named
from handlers.dialogs.profile_options import topic
from handlers.dialogs.supervision_words import ON_BUTTON, cut
from storage import notices, people, requests, teams
from storage.database import Session
from storage.requests import Request, State

GONE: Final = Screen(lines=(Text(key="answer.gone"),))
SOMEBODY_ELSE: Final = Button(label=Text(key="ask.somebody_else", icon="🔎"), data="/ask")


def what(one: Request | Wish) -> Text:
    """What somebody is asked for, in a few words."""
    values = _values(one)
    if one.theme and one.language:
        return Text(key="ask.what.both", values=values)
    if one.theme:
        return Text(key="ask.what.theme", values=values)
    return Text(key="ask.what.language" if one.language else "ask.what.any", values=values)


def _values(one: Request | Wish) -> dict[str, Value]:
    values: dict[str, Value] = {}
    if one.theme:
        values["theme"] = topic(one.theme)
    if one.language:
        values["language"] = language(one.language)
    return values


def question(one: Request, asker: Value, zone: ZoneInfo) -> Screen:
    """What the gate brings her; `zone` is hers."""
    last = (one.expires_at - timedelta(minutes=1)).astimezone(zone).date()
    hint = Text(key="answer.hint", values={"day": Day(day=last)})
    return Screen(lines=(_asks(one, {"name": asker, **_values(one)}), hint), buttons=(_answers(one),))


def _asks(one: Request, values: dict[str, Value]) -> Text:
    if one.theme and one.language:
        return Text(key="answer.asks.both", values=values)
    if one.theme:
        return Text(key="answer.asks.theme", values=values)
    return Text(key="answer.asks.language" if one.language else "answer.asks.any", values=values)


def _answers(one: Request) -> tuple[Button, Button]:
    yes = Button(label=Text(key="answer.yes", icon="👍"), data=f"/answer {one.id} yes")
    return yes, Button(label=Text(key="answer.no", icon="🤍"), data=f"/answer {one.id} no")


async def ask(turn: Turn, new: Request, zone: ZoneInfo) -> Request | None:
    """Store it, and have her asked in her hours; None while another waits for her answer."""
    made = await requests.ask(turn.session, turn.person, new)
    if made is None:
        return None
    screen = question(made, named(turn.person.name, turn.person.id), zone)
    to = (made.person_id, made.team_id, made.key)
    await notices.put(turn.session, *to, screen, turn.now, asked_by=turn.person.id)
    return made


async def withdraw(turn: Turn, one: Request) -> bool:
    """What she did not hear yet she never hears; False where it is settled already."""
    done = await requests.withdraw(turn.session, turn.person, one.id, turn.now)
    if done:
        await notices.recall(turn.session, one.key)
    return done


async def take(turn: Turn, one: Request, *, can: bool) -> Screen:
    """Her answer: met kindly and passed on. A second one changes nothing and says what holds."""
    answered = State.ACCEPTED if can else State.DECLINED
    hears = next(iter(await _who_asked(turn.session, one)), one.asked_by)
    asker: Value = named(await people.name(turn.session, hears), hears)
    if not await requests.note_answer(turn.session, turn.person, one.id, answered, turn.now):
        return _as_it_is(one, asker)
    await notices.recall(turn.session, one.key)
    await _tell(turn.session, one, _answered(one, turn, can=can), turn.now)
    return Screen(lines=(Text(key="answer.can" if can else "answer.cannot", values={"name": asker}),))


def _as_it_is(one: Request, asker: Value) -> Screen:
    """One whose time is over may still stand as waiting, until the job comes by."""
    state = State.EXPIRED if one.state is State.WAITING else one.state
    return Screen(lines=(Text(key=f"answer.was.{state}", values={"name": asker}),))


def _answered(one: Request, turn: Turn, *, can: bool) -> Screen:
    name: dict[str, Value] = {"name": named(turn.person.name, turn.person.id)}
    if not can:
        told = Text(key="ask.cannot", values=name)
        return Screen(lines=(told, what(one)), buttons=((SOMEBODY_ELSE,),))
    short: dict[str, Value] = {"name": named(cut(turn.person.name, ON_BUTTON), turn.person.id)}
    see = Button(label=Text(key="ask.see_again", values=short, icon="👤"), data=f"/ask {one.id}")
    return Screen(lines=(Text(key="ask.can", values=name), what(one)), buttons=((see,),))


async def tell_expired(session: Session, one: Request, now: datetime) -> None:
    """Once; and whoever was to be asked is not asked any more."""
    await notices.recall(session, one.key)
    name = named(await people.name(session, one.person_id), one.person_id)
    lines = (Text(key="ask.unanswered", values={"name": name}), what(one))
    await _tell(session, one, Screen(lines=lines, buttons=((SOMEBODY_ELSE,),)), now)


async def _tell(session: Session, one: Request, screen: Screen, now: datetime) -> None:
    for person_id in await _who_asked(session, one):
        key = f"ask.told:{one.key}:{person_id}"
        await notices.put(session, person_id, one.team_id, key, screen, now)


async def _who_asked(session: Session, one: Request) -> Sequence[int]:
    """Whoever asked; where she no longer coordinates the team, those who do."""
    coordinating = [each for each in await teams.coordinators(session, one.team_id) if each != one.person_id]
    return [one.asked_by] if one.asked_by in coordinating else coordinating
