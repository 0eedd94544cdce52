"""The saved card: the whole record, with undo and a change of every line for a day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.access import KEY_PERSONS
from bot.dialog import Again, Choose, Dialog, Tap, Write
from bot.model import Attendance, Contact, DayPart, Draft, Familiarity, Talk, Timing
from bot.rules import contacts as rules
from bot.rules.boundaries import ANSWERS, Logged, offers_talk
from bot.screen import Screen, Text
from handlers.deps import Turn
from handlers.dialogs import boundaries, card_words, heavy, recognised, record
from handlers.dialogs import card_options as options
from handlers.dialogs.card_options import Facts, Shown
from storage import contacts, partner_use, referrals
from storage.database import Session


async def gather(turn: Turn, subject: int, taps: Sequence[Tap]) -> Facts:
    contact = await contacts.own(turn.session, turn.person.id, subject)
    if contact is None:
        raise LookupError("a card without its contact")
    used: Mapping[str, int] = {}
    if {"line": "referral"} in taps:
        used = await contacts.referral_use(turn.session, contact.team_id, contact.questions[0].topic)
    boundary = await boundaries.around(turn, contact)
    lines = (*boundary.lines, *await heavy.lines(turn, contact))
    facts = Facts(contact, turn.now, turn.zone, used, boundary.others, lines, boundary.can_talk)
    facts = await card_words.with_words(turn, facts)
    return facts if contact.referral == "none" else await _with_partners(turn, facts)


async def _with_partners(turn: Turn, facts: Facts) -> Facts:
    """What the directory of her team holds for this referral, and which of it she named."""
    hers = (turn.session, turn.person.id, facts.contact.id)
    there = tuple(await partner_use.fitting(*hers))
    return replace(facts, partners=there, partner=await partner_use.named(*hers))


def head(scene: Shown) -> tuple[Text, ...]:
    if "line" in scene.answers:
        return card_words.about(scene)
    lines = record.lines_of(scene.facts.contact, scene.facts.today, scene.facts.words)
    return (*options.with_partner(lines, scene), *scene.facts.boundary)


async def save(turn: Turn, scene: Shown, _: int) -> Again:
    """Each change is kept at once. A list stays open for more; everything else leads back to the card."""
    contact, line = scene.facts.contact, scene.answers["line"]
    if line == "actions" and scene.answers["actions"] == "referred" and contact.referral == "none":
        return Again(({"line": "referral"},))
    if line == "partner":
        return await _name_partner(turn, scene)
    if line == "words":
        return await card_words.save(turn, scene)
    changed = CHANGES[line](contact, scene)
    await contacts.change(turn.session, changed)
    await referrals.follow(turn.session, changed, contact.referral)
    await boundaries.follow(turn, contact, changed)
    await heavy.follow(turn, contact, changed)
    stays = line in {"topics", "details", "actions", "roles"}
    full = line == "topics" and changed == contact
    return Again(({"line": line},) if stays else (), Text(key="card.topics.full") if full else None)


async def _name_partner(turn: Turn, scene: Shown) -> Again:
    """Named twice, it is taken back."""
    chosen, before = int(scene.answers["partner"]), scene.facts.partner
    new = None if before and before[0] == chosen else chosen
    await referrals.set_partner(turn.session, turn.person.id, scene.facts.contact.id, new)
    return Again()


def _with_minutes(contact: Contact, scene: Shown) -> Contact:
    typed = scene.answers.get("minutes_typed")
    return rules.with_minutes(contact, int(typed or scene.answers["minutes"]), typed=typed is not None)


def _with_day(contact: Contact, scene: Shown) -> Contact:
    today, answers = scene.facts.today, scene.answers
    match answers["day"]:
        case "now":
            return replace(
                contact, happened_on=today, day_part=rules.part_of_day(scene.facts.now, scene.facts.zone)
            )
        case "another":
            day = date.fromisoformat(answers["earlier_day"])
        case _:
            day = today - timedelta(days=answers["day"] == "yesterday")
    part = answers["day_part"]
    return replace(contact, happened_on=day, day_part=None if part == "unknown" else DayPart(part))


def _with_detail(contact: Contact, scene: Shown) -> Contact:
    topic, _, detail = scene.answers["details"].partition(".")
    return rules.with_detail_toggled(contact, topic, detail)


def _with_timing(timing: Timing) -> Callable[[Contact, Shown], Contact]:
    """Her answer to when it was; saying that it was extra time can bring the offer of a talk."""

    def change(contact: Contact, scene: Shown) -> Contact:
        talk = None if contact.talk is Talk.OFFERED else contact.talk
        logged = Logged(contact.logged_at, timing, talk)
        offers = talk is None and offers_talk(logged, scene.facts.others, scene.facts.zone)
        return replace(contact, timing=timing, talk=Talk.OFFERED if offers and scene.facts.can_talk else talk)

    return change


CHANGES: Final[Mapping[str, Callable[[Contact, Shown], Contact]]] = {
    "minutes": _with_minutes,
    "day": _with_day,
    "topics": lambda contact, scene: rules.with_topic_toggled(contact, scene.answers["topics"]),
    "details": _with_detail,
    "actions": lambda contact, scene: rules.with_action_toggled(contact, scene.answers["actions"]),
    "referral": lambda contact, scene: rules.with_referral(contact, scene.answers["referral"]),
    "people": lambda contact, scene: rules.with_people_toggled(contact, Attendance(scene.answers["people"])),
    "familiarity": lambda contact, scene: rules.with_familiarity_toggled(
        contact, Familiarity(scene.answers["familiarity"])
    ),
    "roles": lambda contact, scene: rules.with_role_toggled(contact, scene.answers["roles"]),
    "kind": lambda contact, scene: replace(contact, kind=scene.answers["kind"]),
    "undo": lambda contact, scene: replace(contact, undone_at=scene.facts.now),
    "timing": lambda contact, scene: _with_timing(Timing(scene.answers["timing"]))(contact, scene),
    **{timing.value: _with_timing(timing) for timing in ANSWERS},
    "heavy": lambda contact, _: replace(contact, heavy=not contact.heavy),
    "talk_yes": lambda contact, _: replace(contact, talk=Talk.YES),
    "talk_no": lambda contact, _: replace(contact, talk=Talk.NO),
    "redo": lambda contact, _: replace(contact, undone_at=None),
}


async def expire(session: Session, draft: Draft) -> Screen:
    """A day later the card shrinks, and what was undone can no longer be brought back."""
    undone = await contacts.is_undone(session, draft.subject)
    return Screen(lines=(Text(key="card.gone" if undone else "card.shrunk"),))


DIALOG = Dialog(
    name="card",
    roles=KEY_PERSONS,
    steps=(
        Choose("line", options.lines, resting=True),
        Choose("minutes", options.durations, when=options.line_is("minutes")),
        Write("minutes_typed", options.minutes_typed, when=options.typed_minutes),
        Choose("day", options.days, when=options.line_is("day")),
        Choose("earlier_day", options.earlier_days, when=options.another_day),
        Choose("day_part", options.day_parts, when=options.asks_day_part),
        Choose("topics", options.topics, labels="topic", when=options.line_is("topics")),
        Choose("details", options.details, labels="detail", when=options.line_is("details")),
        Choose("actions", options.actions, labels="action", when=options.line_is("actions")),
        Choose(
            "referral",
            options.partners,
            labels="partner",
            when=options.line_is("referral"),
            first=options.front,
        ),
        Choose(
            "partner",
            options.entries,
            when=options.line_is("partner"),
            first=options.entries_in_front,
            columns=1,
        ),
        Choose("people", options.people, labels="attendance", when=options.line_is("people"), columns=3),
        Choose("familiarity", options.familiarities, when=options.line_is("familiarity")),
        Choose("roles", options.roles, labels="role", when=options.line_is("roles")),
        Choose("kind", options.kinds, labels="kind", when=options.line_is("kind")),
        Choose("words", card_words.ways, when=card_words.are_there),
        Write("words_typed", card_words.checked, when=card_words.are_typed, why=recognised.why),
        Choose(
            "timing", options.timings, labels="card.line.option", when=options.line_is("timing"), columns=1
        ),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=head,
    lives=timedelta(days=1),
    ages_from_start=True,
)
