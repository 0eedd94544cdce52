"""What can be told of a session afterwards: held or not, how long, who came, what about, and what is next."""

from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.dialog import Option, Scene
from bot.rules.typed_times import duration_typed
from bot.screen import Text, Value
from bot.supervision import TALKS, THEMES, Attendee, Meeting, MeetingState
from handlers.dialogs import times
from handlers.dialogs.arranging import told_apart
from handlers.dialogs.meeting_words import at

LENGTHS: Final = (30, 45, 60, 90, 120)
RECORDED: Final = frozenset({MeetingState.HELD, MeetingState.NOT_HELD})
MOST_SHOWN: Final = 90


@dataclass(frozen=True)
class Facts:
    """No session where she cannot record it. `later` is the next one of its kind with the same people.

    `offered` are times for a next one as they are kept; they are known while a question leads to that of the next.
    """

    now: datetime
    zone: ZoneInfo
    meeting: Meeting | None = None
    later: Meeting | None = None
    offered: tuple[str, ...] = ()

    @property
    def one(self) -> Meeting:
        """LookupError where she cannot record it; no question is open then."""
        if self.meeting is None:
            raise LookupError("no session that she can record")
        return self.meeting

    @property
    def is_open(self) -> bool:
        """Whether there is an outcome to be told; what was told before can be told anew."""
        one = self.meeting
        begun = one and one.state is MeetingState.PLANNED and one.starts_at <= self.now
        return one is not None and bool(begun or one.state in RECORDED)


Shown = Scene[Facts]


def is_open(scene: Shown) -> bool:
    return scene.facts.is_open


def was_held(scene: Shown) -> bool:
    return is_open(scene) and scene.answers["held"] == "yes"


def other_minutes(scene: Shown) -> bool:
    return was_held(scene) and scene.answers["minutes"] == "other"


def asks_who(scene: Shown) -> bool:
    """Where it was for one person, she came: else it was not held."""
    return was_held(scene) and len(scene.facts.one.guests) > 1


def goes_on(facts: Facts) -> bool:
    """After a talk there is a next one, unless it has a time already."""
    return facts.one.kind in TALKS and facts.later is None


def asks_next(scene: Shown) -> bool:
    """The times are an answer of their own: what is shown stays what it is, however late it is tapped."""
    return is_open(scene) and "plans" in scene.answers and "starts" not in scene.answers


def held(scene: Shown) -> tuple[Option, ...]:
    state = scene.facts.one.state
    yes = Option("yes", icon="✅", marked=state is MeetingState.HELD)
    return (yes, Option("no", icon="➖", marked=state is MeetingState.NOT_HELD))


def minutes(scene: Shown) -> tuple[Option, ...]:
    """As planned stands in front; what was recorded before is marked, whatever length it is."""
    planned, before = scene.facts.one.plan.minutes, scene.facts.one.minutes_held
    lengths = [one for one in LENGTHS if one != planned]
    as_planned = Text(key="outcome.minutes.planned", values={"minutes": planned})
    return (
        Option(str(planned), as_planned, "🗓", marked=before == planned, wide=True),
        *(Option(str(one), length(one), marked=one == before) for one in lengths),
        *([_typed_before(before)] if before and before not in {planned, *lengths} else []),
        Option("other", Text(key="card.minutes.other"), "✏️"),
    )


def _typed_before(before: int) -> Option:
    sets = {"minutes": "other", "minutes_typed": str(before)}
    return Option("before", length(before), sets=sets, marked=True)


def length(minutes: int) -> Text:
    return Text(key="card.minutes.some", values={"count": minutes})


def minutes_checked(words: str, _: Shown) -> str | None:
    typed = duration_typed(words)
    return None if typed is None else str(typed)


def minutes_told(scene: Shown) -> int:
    return int(scene.answers.get("minutes_typed") or scene.answers["minutes"])


def there(scene: Shown) -> list[Attendee]:
    """The guests who came: everybody, until she says otherwise or did so before."""
    one = scene.facts.one
    if "there" in scene.answers:
        told = scene.answers["there"].split(",")
        return [guest for guest in one.guests if str(guest.person_id) in told]
    recorded = one.state is MeetingState.HELD
    return [guest for guest in one.guests if not recorded or guest.came is not False]


def there_fits(value: str, scene: Shown) -> bool:
    """Guests of this session, each once and by number, or nobody."""
    chosen = there(Scene({**scene.answers, "there": value}, scene.facts))
    return value == _numbers({one.person_id for one in chosen})


def _numbers(people: Set[int]) -> str:
    return ",".join(map(str, sorted(people)))


def came(scene: Shown) -> tuple[Option, ...]:
    """Whatever leads on stands in front; where nobody came, it was not held."""
    guests = scene.facts.one.guests
    picked = {one.person_id for one in there(scene)}
    done = Option("done", icon="➡️", sets={"there": _numbers(picked), "came": "done"}, wide=True)
    nobody = Option("nobody", icon="➖", sets={"held": "no"}, wide=True)
    return (done if picked else nobody, *(_guest(one, picked, guests) for one in guests[:MOST_SHOWN]))


def _guest(one: Attendee, picked: Set[int], guests: Sequence[Attendee]) -> Option:
    name = Text(key="common.name", values={"name": called(one, guests)})
    sets = {"there": _numbers(picked ^ {one.person_id})}
    return Option(str(one.person_id), name, sets=sets, marked=one.person_id in picked)


def called(one: Attendee, guests: Sequence[Attendee]) -> Value:
    """Her name, with her number where somebody else who was invited has the same."""
    return told_apart(one.name, one.person_id, guests)


def themes_told(scene: Shown) -> list[str]:
    """In the order of the list; those recorded before, until she changes them."""
    told = scene.answers["talked"].split(",") if "talked" in scene.answers else scene.facts.one.themes
    return [one for one in THEMES if one in told]


def talked_fits(value: str, scene: Shown) -> bool:
    """Themes of the list, each once, or none."""
    return value == ",".join(themes_told(Scene({**scene.answers, "talked": value}, scene.facts)))


def themes(scene: Shown) -> tuple[Option, ...]:
    picked = themes_told(scene)
    plans = {"plans": ",".join(scene.facts.offered)} if goes_on(scene.facts) else {}
    leads_on = {"talked": ",".join(picked), "themes": "done", **plans}
    done = Option("done", icon="➡️", sets=leads_on, wide=True)
    return (done, *(_theme(one, picked) for one in THEMES))


def _theme(theme: str, picked: Collection[str]) -> Option:
    changed = [one for one in THEMES if (one in picked) is not (one == theme)]
    return Option(theme, sets={"talked": ",".join(changed)}, marked=theme in picked)


def plans_fit(value: str, _: Shown) -> bool:
    """Times as they are kept, or none."""
    return not value or all(times.read(one) is not None for one in value.split(","))


def next_times(scene: Shown) -> tuple[Option, ...]:
    """What was offered stays offered; whether it still fits is asked when it is chosen."""
    zone = scene.facts.zone
    offered = (
        Option(one, at(moment, zone), "🗓", {"starts": one}, wide=True)
        for one in scene.answers["plans"].split(",")
        if (moment := times.read(one))
    )
    return (*offered, Option("none", icon="➖", wide=True))
