"""What the directory of services shows: one team, its entries, and those of them that are looked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from bot.dialog import Scene, Tap
from bot.model import Membership
from bot.rules.contacts import partners_for
from bot.rules.directory import Partner, key_of
from bot.rules.directory_search import Labels, find
from bot.taxonomy import TAXONOMY
from handlers.deps import Turn
from handlers.dialogs import coordinated
from handlers.dialogs.directory_labels import labels_of
from storage import contacts, partners, referrals
from storage.partners import Entry

CHECK_AFTER: Final = timedelta(days=183)
LISTED: Final = 8
MOST_LEARNED: Final = 3
LONGEST_NUMBER: Final = 20
SEARCHES: Final = ("word", "topic", "group")


@dataclass(frozen=True)
class View:
    """The directory of one team; `labels` are there for a search by words, `used` counts referrals on a topic.

    `learned` is what came of referrals to the open entry, the most frequent first. `found` keeps what a search
    found, which a page asks several times.
    """

    team: Membership
    coordinates: bool
    today: date
    language: str
    entries: tuple[Entry, ...] = ()
    labels: Labels = field(default_factory=Labels)
    used: Mapping[str, int] | None = None
    learned: tuple[str, ...] = ()
    found: dict[str, list[int]] = field(default_factory=dict, compare=False)

    @property
    def unchecked(self) -> tuple[Entry, ...]:
        """The longest ago first."""
        old = [one for one in self.entries if is_old(one.partner, self.today)]
        return tuple(sorted(old, key=lambda one: one.partner.checked_on or date.min))


@dataclass(frozen=True)
class Facts:
    """Her teams, and one of them; None while she has still to choose."""

    teams: tuple[Membership, ...]
    view: View | None


Shown = Scene[Facts]


async def gather(turn: Turn, _: int, taps: Sequence[Tap]) -> Facts:
    mine = tuple({one.team_id: one for one in turn.person.memberships}.values())
    chosen = coordinated.own(mine, taps)
    return Facts(mine, None if chosen is None else await _view(turn, chosen, taps))


async def _view(turn: Turn, team: Membership, taps: Sequence[Tap]) -> View:
    language, team_id = turn.person.language, team.team_id
    topic = next((tap["topic"] for tap in taps if tap.get("topic") in TAXONOMY.topic_partners), None)
    return View(
        team,
        team_id in turn.person.coordinates,
        turn.now.astimezone(turn.zone).date(),
        language,
        tuple(await partners.of_team(turn.session, turn.person, team_id)),
        labels_of(turn.texts) if any("word" in tap for tap in taps) else Labels(),
        await contacts.referral_use(turn.session, team_id, topic) if topic else None,
        await _learned(turn, team_id, taps),
    )


async def _learned(turn: Turn, team_id: int, taps: Sequence[Tap]) -> tuple[str, ...]:
    asked = next((tap["entry"] for tap in taps if "entry" in tap), "")
    if not is_number(asked):
        return ()
    return tuple(await referrals.learned(turn.session, [team_id], int(asked)))[:MOST_LEARNED]


def is_number(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < LONGEST_NUMBER


def is_old(partner: Partner, today: date) -> bool:
    """Whether it was checked half a year ago or longer, or never."""
    return partner.checked_on is None or partner.checked_on < oldest_fresh(today)


def oldest_fresh(today: date) -> date:
    return today - CHECK_AFTER


def entries(scene: Shown) -> tuple[Entry, ...]:
    return scene.facts.view.entries if scene.facts.view else ()


def open_entry(scene: Shown) -> Entry | None:
    """The entry whose page is open."""
    asked = scene.answers.get("entry")
    return next((one for one in entries(scene) if str(one.id) == asked), None)


def found(scene: Shown) -> tuple[Entry, ...]:
    """What is looked for, what fits best in front."""
    view, answers = scene.facts.view, scene.answers
    if view is None:
        return ()
    match answers.get("pick"):
        case "word":
            return _with_words(view, answers.get("word", ""))
        case "topic":
            return _of_topic(view, answers.get("topic", ""))
        case "group":
            return tuple(one for one in view.entries if one.partner.category == answers.get("group"))
        case "check":
            return view.unchecked
    return ()


def _with_words(view: View, typed: str) -> tuple[Entry, ...]:
    found = view.found.get(typed)
    if found is None:
        found = find([one.partner for one in view.entries], typed, view.labels)
        view.found[typed] = found
    return tuple(view.entries[at] for at in found)


def _of_topic(view: View, topic: str) -> tuple[Entry, ...]:
    """Those in the categories that fit, the most used category first."""
    fitting = TAXONOMY.topic_partners.get(topic, ())
    order = [one for one in partners_for(topic, view.used or {}) if one in fitting] if fitting else []
    meant = [one for one in view.entries if one.partner.category in order]
    return tuple(sorted(meant, key=lambda one: order.index(one.partner.category)))


def twin(scene: Shown) -> Entry | None:
    """Another entry that has the name and category that were just given."""
    answers, here = scene.answers, open_entry(scene)
    given = [one for one in ("category", "name") if one in answers]
    old = here.partner if here else Partner("", "")
    if here is None and len(given) < 2:
        return None
    new = Partner(answers.get("category", old.category), answers.get("name", old.name))
    others = (one for one in entries(scene) if given and one != here)
    return next((one for one in others if key_of(one.partner) == key_of(new)), None)


def page(scene: Shown) -> int:
    return min(int(scene.answers.get("page", "0")), pages(scene) - 1)


def pages(scene: Shown) -> int:
    return max(1, -(-len(found(scene)) // LISTED))


def on_page(scene: Shown) -> tuple[Entry, ...]:
    first = page(scene) * LISTED
    return found(scene)[first : first + LISTED]
