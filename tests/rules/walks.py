"""Every dialogue walked without a program: the places one can get to, and the screens seen there.

All answers are tried in every pair; that reaches each question and each button without a million walks.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Final, cast

from bot.dialog import Choose, Place, Tap, Write, choose, write
from bot.model import (
    Attendance,
    Contact,
    DayPart,
    Familiarity,
    Membership,
    Person,
    Question,
    Role,
    Shortcut,
    Talk,
    Timing,
)
from bot.question import FRESH, MORE, question
from bot.rules.boundaries import WORDINGS
from bot.rules.contacts import MOST_TOPICS, details_of
from bot.screen import Button, Screen, Text
from bot.taxonomy import ACTIONS, ROLES, TOPICS
from bot.texts import Texts
from bot.when import when
from handlers.deps import Turn
from handlers.dialogs import DIALOGS, card, card_options, language, log_contact, today
from storage.database import Session
from tests.rules import stages as stages_folder
from tests.rules.records import contact
from tests.rules.stage import LARGEST, LONG_NAME, NOW, ZONE, Stage

NONCE: Final = "abcd-_78"
WORDS: Final = "25"


@cache
def texts() -> Texts:
    return Texts.load()


def full(*topics: str) -> Contact:
    """A record with everything told that can be told."""
    asked = [Question(topic, details_of(topic)[-1]) for topic in topics or tuple(TOPICS)[:MOST_TOPICS]]
    return contact(
        questions=tuple(asked),
        kind="group_session",
        actions=tuple(ACTIONS),
        referral="midwife_child_health",
        roles=tuple(ROLES),
        minutes=720,
        attendance=Attendance.OVER_40,
        familiarity=Familiarity.FIRST_TIME,
        happened_on=(NOW - timedelta(days=9)).date(),
        day_part=DayPart.AFTERNOON,
        id=LARGEST,
    )


def _languages(_: Sequence[Tap]) -> language.Facts:
    nobody = Person(0, 0, "nl")
    turn = Turn(cast(Session, None), texts(), nobody, NOW, ZONE, "nl")
    return language.Facts(language.language_options(turn, "nl"))


def _log_contact(
    teams: int, used: dict[str, int], *again: Shortcut
) -> Callable[[Sequence[Tap]], log_contact.Facts]:
    mine = tuple(Membership(LARGEST - at, LONG_NAME, Role.KEY_PERSON) for at in range(teams))

    def facts(taps: Sequence[Tap]) -> log_contact.Facts:
        answered = {name for tap in taps for name in tap}
        return log_contact.Facts(
            mine, () if "kind" in answered else again, used if "topic" in answered else None
        )

    return facts


def _card(one: Contact, **used: int) -> Callable[[Sequence[Tap]], card_options.Facts]:
    return lambda _: card_options.Facts(one, NOW, ZONE, used)


def _off_duty(taps: Sequence[Tap]) -> log_contact.Facts:
    started = log_contact.LATER in {name for tap in taps for name in tap}
    line = Text(key="boundary.off_duty_until", values={"until": when(NOW, NOW, ZONE)})
    return replace(_log_contact(1, {}, *AGAIN)(taps), off_duty=None if started or taps else line)


def _asking(_: Sequence[Tap]) -> card_options.Facts:
    asked = contact(id=LARGEST, timing=Timing.ASKED, talk=Talk.OFFERED)
    lines = [
        Text(key=f"boundary.reminder.{one}", values={"until": when(NOW, NOW, ZONE)})
        for one in range(WORDINGS)
    ]
    others = (
        Text(key="boundary.talk_offer"),
        Text(key="boundary.talk_passed_on"),
        Text(key="boundary.ask_timing"),
    )
    return card_options.Facts(asked, NOW, ZONE, {}, boundary=(*lines, *others))


AGAIN: Final = (
    Shortcut("professional_meeting", "language_integration", "consulted_coordinator", "midwife_child_health"),
    Shortcut("group_session", "housing", "referred", "gp"),
)
BUSY: Final = tuple(
    replace(full(), id=LARGEST - at, undone_at=NOW if at % 5 == 0 else None) for at in range(12)
)

TOLD: Final = {one.id: ("word " * 40).strip() for one in BUSY}


@cache
def stages() -> tuple[Stage, ...]:
    logging, saved = log_contact.DIALOG, card.DIALOG
    return (
        Stage("join", DIALOGS["join"], _languages),
        Stage("language", language.DIALOG, _languages),
        Stage("first contact", logging, _log_contact(1, {})),
        Stage("contact with shortcuts, two teams", logging, _log_contact(2, {"police": 10}, *AGAIN), 1),
        Stage("contact off duty", logging, _off_duty, 1),
        Stage("card off duty", saved, _asking),
        Stage(
            "card off duty, answered", saved, _card(contact(id=LARGEST, timing=Timing.EXTRA, talk=Talk.NO)), 1
        ),
        Stage("card, bare", saved, _card(contact(id=LARGEST))),
        Stage("card, full", saved, _card(full(), police=10)),
        Stage("card, only referred", saved, _card(contact(actions=("referred",), referral="gp")), 1),
        Stage("card, undone", saved, _card(replace(full(), undone_at=NOW))),
        *(Stage(f"card about {topic}", saved, _card(full(topic)), 1) for topic in TOPICS),
        Stage("today, one contact", today.DIALOG, lambda _: today.Facts((contact(),))),
        Stage("today, a busy day", today.DIALOG, lambda _: today.Facts(BUSY, TOLD)),
        *_found(),
    )


def _found() -> Iterator[Stage]:
    """What the modules of `tests.rules.stages` add: one per dialogue."""
    for module in sorted(one.name for one in iter_modules(stages_folder.__path__)):
        yield from import_module(f"{stages_folder.__name__}.{module}").STAGES


@cache
def places() -> tuple[tuple[Stage, Place[Any]], ...]:
    """Every place where a question is open. The first button of a question leads on for free, each other is a turn."""
    return tuple((stage, place) for stage in stages() for place in _from(stage, (), stage.turns))


def _from(stage: Stage, taps: tuple[Tap, ...], turns: int) -> Iterator[Place[Any]]:
    place = stage.place(taps)
    if place.step is None:
        return
    yield place
    for cost, tap in _taps(stage, place):
        if cost <= turns:
            yield from _from(stage, (*taps, tap), turns - cost)


def _taps(stage: Stage, place: Place[Any]) -> Iterator[tuple[int, Tap]]:
    if isinstance(place.step, Choose):
        found = [choose(place, option.id) for option in place.step.offer(place.scene)]
    else:
        assert isinstance(place.step, Write)
        found = [write(place, stage.words.get(place.step.name, WORDS))]
    assert None not in found, "an offered button must be taken"
    # One that answers nothing leads to where it stands.
    for number, tap in enumerate(one for one in found if one):
        yield min(number, 1), tap


@cache
def screens() -> tuple[tuple[str, Screen], ...]:
    """Every screen of every dialogue, whole, and where it can be offered with a new start; each with its stage."""
    return tuple(
        (stage.name, question(stage.dialog, place, NONCE, view=view))
        for stage, place in places()
        for view in (MORE, *([FRESH] if place.taps and stage.dialog.pausable and len(place.taps) < 2 else []))
    )


def buttons() -> Iterator[Button]:
    return (button for _, screen in screens() for row in screen.buttons for button in row)
