"""/forget: everything about her is erased, after she has read what goes and what stays, and has said so twice."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.access import ANYBODY
from bot.dialog import Again, Choose, Dialog, Done, Option, Scene, Tap
from bot.menu import STRANGERS
from bot.model import Person, Role
from bot.rules.retention import Kind, kept
from bot.screen import Day, Screen, Several, Text
from handlers.deps import Turn
from handlers.dialogs import forget_news
from handlers.dialogs.team_leaving import hand_over
from storage import audit, erasure, membership_changes, roster, teams
from storage.audit import Action

AUDIT_MONTHS: Final = kept(Kind.AUDIT).months


@dataclass(frozen=True)
class Facts:
    """The names of the teams that would be without a coordinator."""

    alone_in: tuple[str, ...] = ()


Shown = Scene[Facts]


async def gather(turn: Turn, _: int, __: Sequence[Tap]) -> Facts:
    seats = await roster.of_person(turn.session, turn.person.id)
    alone = [one.team for one in seats if await membership_changes.is_last(turn.session, one)]
    return Facts(tuple(alone))


def first_answers(scene: Shown) -> tuple[Option, ...]:
    keep = Option("no", icon="◀️", wide=True)
    return (keep,) if scene.facts.alone_in else (Option("yes", icon="🗑", wide=True), keep)


def is_sure(scene: Shown) -> bool:
    return scene.answers["wants"] == "yes"


def last_answers(_: Shown) -> tuple[Option, ...]:
    return (Option("no", icon="◀️", wide=True), Option("erase", icon="🗑", wide=True))


def head(scene: Shown) -> tuple[Text, ...]:
    if scene.facts.alone_in:
        named = [Text(key="common.name", values={"name": one}) for one in scene.facts.alone_in]
        return (Text(key="forget.alone", values={"teams": Several(several=tuple(named))}),)
    if "wants" in scene.answers:
        return (Text(key="forget.cannot_undo", icon="⚠️"),)
    return (
        Text(key="forget.title", icon="🗑"),
        Text(key="forget.goes"),
        Text(key="forget.stays", values={"months": AUDIT_MONTHS}, apart=True),
        Text(key="forget.chat", apart=True),
        Text(key="forget.instead", apart=True),
    )


async def save(turn: Turn, scene: Shown, _: int) -> Again | Done:
    if "no" in scene.answers.values():
        return Done(Screen(lines=(Text(key="forget.kept"),)))
    return Done(await _forget(turn))


async def _forget(turn: Turn) -> Screen:
    """She leaves first, so that what she has in hand goes to others; they hear of it without a name of hers."""
    me, day = turn.person, turn.now.astimezone(turn.zone).date()
    news = []
    for one in await roster.of_person(turn.session, me.id):
        others = [each for each in await teams.coordinators(turn.session, one.team_id) if each != me.id]
        successor = next(iter(others), None) if one.role is Role.COORDINATOR else None
        news.append(await forget_news.of(turn, one, others, successor))
        await hand_over(turn, one, None, successor)
    await membership_changes.leave_everywhere(turn.session, me, turn.now)
    await audit.write(turn.session, me.id, Action.FORGOTTEN, None, turn.now, subject=me.id)
    await erasure.erase(turn.session, me.id, turn.now)
    for each in news:
        await forget_news.tell(turn, each)
    turn.person = Person(0, me.telegram_id, me.language)
    turn.set_menu(STRANGERS)
    # An edited message cannot take away the buttons below the chat, which are nothing of hers any more.
    turn.say(Screen(lines=(Text(key="forget.thanks"),), bare=True))
    return certificate(day.isoformat(), Day(day=day))


def certificate(year: str, day: Day) -> Screen:
    """Its number is kept nowhere: it only tells two such messages apart."""
    number = secrets.token_hex(5).upper()
    return Screen(
        lines=(
            Text(key="forget.done", icon="✅"),
            Text(key="forget.on", values={"day": day, "year": year[:4]}),
            Text(key="forget.erased", apart=True),
            Text(key="forget.stays", values={"months": AUDIT_MONTHS}, apart=True),
            Text(key="forget.chat", apart=True),
            Text(key="forget.number", values={"number": f"{number[:5]}-{number[5:]}"}, apart=True),
        )
    )


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="forget.kept"),))


DIALOG: Dialog[Facts] = Dialog(
    name="forget",
    roles=ANYBODY,
    steps=(Choose("wants", first_answers), Choose("sure", last_answers, when=is_sure)),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=head,
    lives=timedelta(hours=1),
    ages_from_start=True,
)
