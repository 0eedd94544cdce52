"""The five tables of a report: what is true, and what of it may be shown."""

from collections.abc import Mapping
from typing import Final, TypeAlias

from bot.rules.contacts import GROUP_KINDS
from bot.rules.figures import PROFESSIONAL_KINDS, Figures
from bot.rules.report_model import Part, State
from bot.rules.suppression import FEWEST, Shown, small, suppressed
from bot.rules.suppression_sides import within
from bot.taxonomy import ACTIONS, PARTNERS, TOPICS

# What became of a referral, in the groups that a report tells apart.
OUTCOMES: Final[Mapping[str, tuple[str, ...]]] = {
    "helped": ("helped", "partly_helped"),
    "under_way": ("contact_made", "appointment_set", "attended"),
    "waiting_list": ("waiting_list",),
    "service_refused": ("service_refused",),
    "did_not_attend": ("did_not_attend",),
    "client_declined": ("client_declined",),
    "not_known": (),
}
WITH: Final = ("resident", "group", "professional")

Cells: TypeAlias = Mapping[str, int]
# Contacts, questions, actions, partners, outcomes.
QUESTIONS, ACTIONS_DONE = 1, 2


def true(part: Part) -> tuple[Cells, ...]:
    """The numbers as they are. Every topic is a row: a zero covers best."""
    now = part.now
    partners = {one: now.partners.get(one, 0) for one in PARTNERS if one != "none"}
    topics = {topic: now.topics.get(topic, 0) for topic in TOPICS}
    return _contacts(now), topics, _done(now), partners, _outcomes(part)


def _contacts(now: Figures) -> Cells:
    group = sum(now.kinds.get(kind, 0) for kind in GROUP_KINDS)
    professional = sum(now.kinds.get(kind, 0) for kind in PROFESSIONAL_KINDS)
    return dict(zip(WITH, (now.contacts - group - professional, group, professional), strict=True))


def _done(now: Figures) -> Cells:
    return {one: now.actions.get(one, 0) for one in ACTIONS if one != "referred"}


def _outcomes(part: Part) -> Cells:
    known = {group: sum(part.outcomes.get(one, 0) for one in members) for group, members in OUTCOMES.items()}
    return {**known, "not_known": part.now.referrals - sum(known.values())}


def alone(part: Part) -> tuple[Shown, ...]:
    """What may be shown of these days, if nothing else is given out."""
    contacts, questions, _, partners, outcomes = true(part)
    return (
        total(contacts),
        total(questions),
        _shown_actions(part.now),
        _shown_partners(partners),
        _shown_outcomes(outcomes),
    )


def total(cells: Cells) -> Shown:
    return suppressed(cells, sum(cells.values()))


def _shown_actions(now: Figures) -> Shown:
    cells = _done(now)
    return Shown(dict.fromkeys(cells), None) if _few_referrals(now) else total(cells)


def _few_referrals(now: Figures) -> bool:
    """Whether the number of actions would tell a small number of referrals: so many contacts have no action."""
    return small(now.referrals) and now.contacts - sum(_done(now).values()) > 1


def _shown_partners(cells: Cells) -> Shown:
    """All that are hidden stand in one row without their names, so they are made five together at least.

    There are so many kinds of partners that most have few: hidden one by one, they could be added up.
    """
    hidden_ = {name for name, number in cells.items() if small(number)}
    # The last one falls to others that are few together, then the one before it.
    falling = sorted((name for name, number in cells.items() if number >= FEWEST), key=cells.__getitem__)
    while small(sum(cells[name] for name in hidden_)) and falling:
        hidden_.add(falling.pop(0))
    whole = sum(cells.values())
    return Shown({**cells, **dict.fromkeys(hidden_)}, None if small(whole) else whole)


def _shown_outcomes(cells: Cells) -> Shown:
    """A sentence tells how many are known at all, so that must not be few either."""
    whole = sum(cells.values())
    if small(whole - cells["not_known"]):
        return Shown(dict.fromkeys(cells), None if small(whole) else whole)
    return total(cells)


def state_of(part: Part) -> State:
    if part.now.contacts == 0:
        return State.EMPTY
    return State.FULL if _safe(part) else State.FEW


def _safe(part: Part) -> bool:
    """Whether no total is missing but a small one.

    A table whose numbers are all small and the same hides its total. What another table tells of it (a contact
    has a question to three, and an action unless it has a referral) would be enough then to find all of them.
    """
    now, shown = part.now, alone(part)
    done = sum(_done(now).values())
    wholes = (now.contacts, now.questions, done, now.referrals, now.referrals)
    lost = [at for at, (one, whole) in enumerate(zip(shown, wholes, strict=True)) if _is_lost(one, whole)]
    return (
        not small(now.contacts)
        and not small(done)
        and (not lost or (lost == [ACTIONS_DONE] and _few_referrals(now)))
    )


def _is_lost(shown: Shown, whole: int) -> bool:
    return shown.total is None and whole >= FEWEST


def beside_parts(part: Part, parts: tuple[Part, ...]) -> tuple[Shown, ...]:
    """The same as `alone` where whoever reads it may have a report of each part as well."""
    shown = alone(part)
    if not parts:
        return shown
    told = [list(zip(true(one), _told(one), strict=True)) for one in parts]
    whole = zip(shown, true(part), zip(*told, strict=True), strict=True)
    return tuple(within(one, cells, of_parts) for one, cells, of_parts in whole)


def _told(part: Part) -> tuple[Shown, ...]:
    """What a report of this part tells, and the next one with it: that tells of the questions before."""
    state, shown = state_of(part), alone(part)
    if state is not State.FEW:
        return shown
    nothing = [Shown(dict.fromkeys(one.cells), None) for one in shown]
    nothing[QUESTIONS] = nothing[QUESTIONS] if small(part.now.contacts) else shown[QUESTIONS]
    return tuple(nothing)
