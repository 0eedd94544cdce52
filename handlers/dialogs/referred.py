"""What came of a referral: the question, all that can be answered, and a kind word for each answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.access import KEY_PERSONS
from bot.dialog import Choose, Dialog, Done, Option, Scene, Tap
from bot.rules import referrals as rules
from bot.screen import Button, Day, Screen, Several, Text
from handlers.deps import Turn
from storage import notices, referrals
from storage.referrals import Referral

LATER: Final = "later"
STOP: Final = "stop"
MORE: Final = "more"
ACTS: Final = (*rules.OUTCOMES, LATER, STOP)
_ICONS: Final = {MORE: "…", LATER: "🕓", STOP: "🔕"}
GONE: Final = Screen(lines=(Text(key="referral.gone"),))


@dataclass(frozen=True)
class Facts:
    """The referral it is about, None where it is not hers or none any more."""

    one: Referral | None


def question(one: Referral) -> Screen:
    """What the gate brings: asked in one tap, about a day, a kind of partner and a topic, and about nobody."""
    lines = (Text(key="referral.ask"), about(one), Text(key="referral.hint"))
    return Screen(lines=lines, buttons=tuple(_rows(one)))


def about(one: Referral) -> Text:
    topics = Several(several=tuple(Text(key=f"topic.{topic}") for topic in one.topics))
    partner = Text(key=f"partner.{one.category}")
    key = "referral.about_colleague" if one.taken_over else "referral.about"
    return Text(
        key=key,
        values={"day": Day(day=one.happened_on), "partner": partner, "topics": topics},
        icon="📤",
    )


def _rows(one: Referral) -> Iterator[tuple[Button, ...]]:
    """Two by two; after the last time it is not offered to ask once more."""
    labels = [(act, Text(key=f"outcome_of.{act}")) for act in rules.FIRST]
    ways = (MORE, LATER, STOP) if rules.may_ask_again(one.times + 1) else (MORE, STOP)
    labels += [(act, Text(key=f"referral.button.{act}", icon=_ICONS[act])) for act in ways]
    buttons = [Button(label=label, data=f"/referral {one.contact_id} {act}") for act, label in labels]
    yield from (tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


async def take(turn: Turn, one: Referral, act: str) -> Screen:
    """One of ACTS, told at whatever time: the newest answer counts."""
    await notices.recall_all(turn.session, one.key)
    if act == STOP:
        await referrals.stop(turn.session, one)
        return Screen(lines=(Text(key="referral.stopped"),))
    if act in {LATER, rules.UNKNOWN}:
        return await _later(turn, one, forgets=act == rules.UNKNOWN)
    await referrals.know(turn.session, one, act, turn.now)
    noted = Text(key="referral.noted", values={"outcome": Text(key=f"outcome_of.{act}")})
    if one.taken_over:
        return Screen(lines=(Text(key="referral.answered.taken_over"), noted))
    return Screen(lines=(Text(key=f"referral.answered.{kindness(act)}"), noted))


async def _later(turn: Turn, one: Referral, *, forgets: bool) -> Screen:
    if forgets:
        await referrals.know(turn.session, one, None, turn.now)
    if not rules.may_ask_again(one.times):
        await referrals.stop(turn.session, one)
        return Screen(lines=(Text(key="referral.enough"),))
    ask_at = turn.now + timedelta(days=one.days)
    await referrals.ask_again(turn.session, one, ask_at)
    day = Day(day=ask_at.astimezone(turn.zone).date())
    return Screen(lines=(Text(key="referral.later", values={"day": day}),))


def kindness(outcome: str) -> str:
    """How an answer is met: nobody is to blame for what others choose, nor for what one cannot know."""
    if outcome == rules.CANNOT_SAY:
        return "no_need"
    if outcome in rules.OWN_CHOICE:
        return "own_choice"
    return "stuck" if outcome in rules.STUCK else "good"


async def gather(turn: Turn, subject: int, _: Sequence[Tap]) -> Facts:
    return Facts(await referrals.own(turn.session, turn.person.id, subject))


def is_there(scene: Scene[Facts]) -> bool:
    return scene.facts.one is not None


def outcomes(scene: Scene[Facts]) -> tuple[Option, ...]:
    known = scene.facts.one.outcome if scene.facts.one else None
    return tuple(Option(one, marked=one == known) for one in rules.OUTCOMES)


def head(scene: Scene[Facts]) -> tuple[Text, ...]:
    return (about(scene.facts.one),) if scene.facts.one else ()


async def save(turn: Turn, scene: Scene[Facts], _: int) -> Done:
    one = scene.facts.one
    return Done(await take(turn, one, scene.answers["outcome"]) if one else GONE)


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="referral.closed"),))


DIALOG = Dialog(
    name="referred",
    roles=KEY_PERSONS,
    steps=(Choose("outcome", outcomes, labels="outcome_of", when=is_there),),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=head,
)
