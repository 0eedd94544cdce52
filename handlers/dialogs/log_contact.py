"""/contact: a key person logs one contact in five taps: kind, topic, action, referral, saved."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from typing import Final

from bot.access import KEY_PERSONS
from bot.dialog import Choose, Dialog, Done, Given, Goto, Option, Scene, Tap
from bot.model import Attendance, Contact, Membership, Question, Role, Shortcut, Timing
from bot.rules import contacts as rules
from bot.screen import Button, Screen, Several, Text
from bot.taxonomy import KINDS, TOPICS
from handlers.deps import Turn
from handlers.dialogs import boundaries, lists
from handlers.dialogs.noted import key_of_note, take_note
from storage import contacts, notes, notices, referrals

LATER: Final = "later"
# Answers nothing: the card comes, and the question stays.
DOCTOR_NOW: Final = Option(
    "health.doctor_now", Text(key="log_contact.doctor_now"), "⚠️", {}, alarming=True, wide=True
)


@dataclass(frozen=True)
class Facts:
    teams: tuple[Membership, ...]
    shortcuts: tuple[Shortcut, ...] = ()
    used: Mapping[str, int] | None = None
    off_duty: Text | None = None


async def gather(turn: Turn, _: int, taps: Sequence[Tap]) -> Facts:
    """Only what the open step asks about is read."""
    teams = turn.person.teams_as(Role.KEY_PERSON)
    answers = {name: value for tap in taps for name, value in tap.items()}
    if LATER in answers or ("kind" in answers and "topic" not in answers):
        return Facts(teams)
    if "kind" not in answers:
        again = rules.shortcuts(await contacts.latest(turn.session, turn.person.id))
        known = len(teams) == 1 or "team" in answers
        off_duty = await boundaries.off_duty_line(turn, _team(teams, answers)) if known else None
        return Facts(teams, again, off_duty=off_duty)
    return Facts(
        teams, used=await contacts.referral_use(turn.session, _team(teams, answers), answers["topic"])
    )


def _team(teams: tuple[Membership, ...], answers: Mapping[str, str]) -> int:
    return int(answers.get("team", teams[0].team_id))


def several_teams(scene: Scene[Facts]) -> bool:
    return len(scene.facts.teams) > 1


def finishes(scene: Scene[Facts]) -> bool:
    """Whether it is logged now, and not only noted for later."""
    return LATER not in scene.answers


def is_safety(scene: Scene[Facts]) -> bool:
    return finishes(scene) and scene.answers["topic"] == "safety"


def is_group(scene: Scene[Facts]) -> bool:
    return finishes(scene) and scene.answers["kind"] in rules.GROUP_KINDS


def teams(scene: Scene[Facts]) -> tuple[Option, ...]:
    return tuple(
        Option(str(one.team_id), Text(key="common.name", values={"name": one.team}), wide=True)
        for one in scene.facts.teams
    )


def kinds(scene: Scene[Facts]) -> tuple[Option, ...]:
    again = [_again(one, "🔁" if number == 0 else "⭐") for number, one in enumerate(scene.facts.shortcuts)]
    later = Option("note", Text(key="log_contact.note"), "📝", sets={LATER: "yes"}, wide=True)
    return (*again, *lists.kinds(), *([later] if scene.facts.off_duty else []))


def _again(shortcut: Shortcut, sign: str) -> Option:
    digest = hashlib.blake2s(".".join(astuple(shortcut)).encode(), digest_size=8).hexdigest()
    icon = f"{sign} {KINDS[shortcut.kind].icon}{TOPICS[shortcut.topic].icon}"
    done, sent = Text(key=f"action.{shortcut.action}"), Text(key=f"partner.{shortcut.referral}")
    label = Text(key="log_contact.shortcut", values={"action": done, "referral": sent})
    sets = {name: getattr(shortcut, name) for name in ("kind", "topic", "action", "referral")}
    return Option(f"again_{digest}", label, icon=icon, sets=sets, wide=True)


def topics(_: Scene[Facts]) -> tuple[Option, ...]:
    return tuple(lists.topics())


def details(scene: Scene[Facts]) -> tuple[Option, ...]:
    return lists.details(scene.answers["topic"])


def actions(scene: Scene[Facts]) -> tuple[Option, ...]:
    """Every action, and in front what of this topic cannot wait."""
    topic = scene.answers["topic"]
    urgent = [
        Option(
            f"{topic}.{one}",
            Text(key=f"detail.{topic}.{one}"),
            "⚠️",
            {"detail": f"{topic}.{one}"},
            wide=True,
            alarming=True,
        )
        for one in rules.details_of(topic)
        if one in rules.ALARMING_DETAILS and "detail" not in scene.answers
    ]
    return (*([DOCTOR_NOW] if topic == "health" else []), *urgent, *lists.actions())


def attendances(_: Scene[Facts]) -> tuple[Option, ...]:
    return tuple(Option(one.value) for one in Attendance)


def partners(scene: Scene[Facts]) -> tuple[Option, ...]:
    ordered = rules.partners_for(scene.answers["topic"], scene.facts.used or {})
    return lists.partners(ordered, _front(scene), with_none=scene.answers["action"] != "referred")


def _front(scene: Scene[Facts]) -> int:
    return rules.offered_first(scene.answers["topic"], scene.facts.used or {})


def fitting(scene: Scene[Facts]) -> int:
    return _front(scene) + (scene.answers["action"] != "referred")


def trail(scene: Scene[Facts]) -> tuple[Text, ...]:
    """What was chosen so far, so that nobody has to remember it; before that, what the shortcuts mean."""
    answers = scene.answers
    off_duty = [scene.facts.off_duty] if scene.facts.off_duty else []
    if scene.facts.shortcuts:
        return (*off_duty, Text(key="log_contact.again_hint"))
    chosen = [lists.kind_line(answers["kind"])] if "kind" in answers else []
    if "topic" in answers:
        chosen.append(lists.question_line(_question(answers)))
    if "action" in answers:
        chosen.append(Text(key=f"action.{answers['action']}"))
    so_far = Text(key="log_contact.so_far", values={"answers": Several(several=tuple(chosen))})
    return (*off_duty, *([so_far] if chosen else []))


def _question(answers: Mapping[str, str]) -> Question:
    _, _, detail = answers.get("detail", "").partition(".")
    return Question(answers["topic"], detail or None)


async def save(turn: Turn, scene: Scene[Facts], subject: int) -> Goto | Done:
    """A contact, or a note for later. With a subject it finishes the note of that number."""
    if not finishes(scene):
        return await note_it(turn, scene, subject)
    answers = scene.answers
    band = answers.get("attendance")
    team_id = _team(scene.facts.teams, answers)
    note = await take_note(turn, subject) if subject else None
    new = Contact(
        person_id=turn.person.id,
        team_id=team_id,
        logged_at=turn.now,
        happened_on=(note.noted_at if note else turn.now).astimezone(turn.zone).date(),
        timing=Timing.UNASKED if note else await boundaries.timing(turn, team_id),
        kind=answers["kind"],
        questions=(_question(answers),),
        actions=rules.first_actions(answers["action"], answers["referral"]),
        referral=answers["referral"],
        attendance=Attendance(band) if band else None,
    )
    number = await contacts.add(turn.session, new)
    await referrals.follow(turn.session, replace(new, id=number))
    return Goto("card", number)


async def note_it(turn: Turn, scene: Scene[Facts], subject: int) -> Done:
    """Kind and topic are kept; at the next opening the gate lets her know that they wait."""
    if subject:
        await take_note(turn, subject)
    kind, topic = scene.answers["kind"], scene.answers["topic"]
    team_id = _team(scene.facts.teams, scene.answers)
    number = await notes.add(turn.session, turn.person.id, team_id, kind, topic, turn.now)
    contact = Several(several=(lists.kind_line(kind), lists.question_line(Question(topic))))
    waits = Screen(
        lines=(Text(key="notes.waits", values={"contact": contact}),),
        buttons=((Button(label=Text(key="notes.finish"), data="/notes"),),),
    )
    me = turn.person.id
    # Asked for by herself: nobody else hears of a note, whatever becomes of it.
    await notices.put(turn.session, me, team_id, key_of_note(number, turn.now), waits, turn.now, asked_by=me)
    return Done(Screen(lines=(Text(key="log_contact.noted", values={"contact": contact}),)))


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="log_contact.expired"),))


DIALOG = Dialog(
    name="log_contact",
    roles=KEY_PERSONS,
    steps=(
        Choose("team", teams, when=several_teams),
        Given(LATER, lambda value, _: value == "yes"),
        Choose("kind", kinds, labels="kind"),
        Choose("topic", topics, labels="topic"),
        Choose("detail", details, labels="detail", when=is_safety),
        Choose("action", actions, labels="action", when=finishes),
        Choose("attendance", attendances, labels="attendance", when=is_group, columns=3),
        Choose("referral", partners, labels="partner", first=fitting, when=finishes),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=trail,
    pausable=True,
)
