"""What a coordinator can choose while she plans a session, and who can take part in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.dialog import Option, Scene
from bot.model import Member, Membership, Role
from bot.rules.slots import Clash
from bot.screen import Text, Value
from bot.supervision import RHYTHMS, TALKS, Every, MeetingKind
from handlers.dialogs import plan_typed as typed
from handlers.dialogs import times
from handlers.dialogs.arranging import told_apart
from handlers.dialogs.meeting_words import ICONS
from handlers.dialogs.times import Times

KINDS: Final = {one.value: one for one in MeetingKind}
LENGTHS: Final = {str(one): one for one in (30, 45, 60, 90, 120)}
LONGER: Final = {MeetingKind.PEER: 120, MeetingKind.TRAINING: 120}
USUAL: Final = 60
MOST_SHOWN: Final = 90
ROLE_ICONS: Final = {Role.KEY_PERSON: "🔑", Role.COORDINATOR: "🧭"}


@dataclass(frozen=True)
class Facts:
    """Of the team that was chosen everybody; `times` are those of `attending`, in that order, the asker first."""

    asker: int
    times: Times
    name: str = ""
    teams: tuple[Membership, ...] = ()
    team_id: int = 0
    members: tuple[Member, ...] = ()
    attending: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    facilitators: tuple[str, ...] = ()

    @property
    def today(self) -> date:
        return self.times.now.astimezone(self.times.zone).date()


Shown = Scene[Facts]


def kind_of(scene: Shown) -> MeetingKind:
    """KeyError where no kind was chosen."""
    return KINDS[scene.answers["kind"]]


def minutes_of(scene: Shown) -> int:
    """KeyError where no length was chosen."""
    return LENGTHS[scene.answers["minutes"]]


def usual(kind: MeetingKind) -> int:
    """How many minutes most sessions of this kind last."""
    return LONGER.get(kind, USUAL)


def possible(members: Sequence[Member], asker: int, kind: MeetingKind) -> list[Member]:
    """Who can take part besides herself: key persons, and after them coordinators where it is no talk."""
    once = {one.person_id: one for one in sorted(members, key=lambda one: one.role is Role.KEY_PERSON)}
    others = [one for one in members if one is once[one.person_id] and one.person_id != asker]
    if kind in TALKS:
        return [one for one in others if one.role is Role.KEY_PERSON]
    return sorted(others, key=lambda one: one.role is not Role.KEY_PERSON)


def candidates(scene: Shown) -> list[Member]:
    return possible(scene.facts.members, scene.facts.asker, kind_of(scene))


def chosen(scene: Shown) -> list[Member]:
    picked = scene.answers.get("chosen", "").split(",")
    return [one for one in candidates(scene) if str(one.person_id) in picked]


def chosen_fits(value: str, scene: Shown) -> bool:
    """People who can take part, each once and by number, or nobody yet."""
    if scene.answers.get("kind") not in KINDS:
        return False
    return value == _written(chosen(Scene({**scene.answers, "chosen": value}, scene.facts)))


def _written(people: Iterable[Member]) -> str:
    return ",".join(map(str, sorted(one.person_id for one in people)))


def called(scene: Shown, one: Member) -> Value:
    """Her name, with her number where somebody else of the team has the same."""
    return told_apart(one.name, one.person_id, scene.facts.members)


def kinds(_: Shown) -> tuple[Option, ...]:
    return tuple(Option(one.value, icon=ICONS[one]) for one in MeetingKind)


def people(scene: Shown) -> tuple[Option, ...]:
    """Whatever leads on stands in front, then each of them to be chosen or not; a talk is seldom with everybody."""
    picked, able = chosen(scene), candidates(scene)
    done = [Option("done", icon="➡️", wide=True)] if picked else []
    single = [_person(scene, one, picked, able) for one in able[:MOST_SHOWN]]
    if len(able) == 1:
        return (*done, *single)
    everybody = Option("everybody", icon="👥", sets={"chosen": _written(able), "who": "done"}, wide=True)
    return (*done, *single, everybody) if kind_of(scene) in TALKS else (*done, everybody, *single)


def _person(scene: Shown, one: Member, picked: Sequence[Member], able: Sequence[Member]) -> Option:
    name = Text(key="common.name", values={"name": called(scene, one)})
    new = [other for other in able if (other in picked) is not (other is one)]
    sets = {"chosen": _written(new), **({"who": "done"} if len(able) == 1 else {})}
    return Option(str(one.person_id), name, ROLE_ICONS[one.role], sets, marked=one in picked)


def minutes(scene: Shown) -> tuple[Option, ...]:
    """The usual length is marked."""
    most = usual(kind_of(scene))
    return tuple(
        Option(str(one), Text(key="plan.minutes.some", values={"minutes": one}), marked=one == most)
        for one in LENGTHS.values()
    )


def fitting(scene: Shown) -> tuple[Option, ...]:
    """Times at which everybody who takes part is on duty and free."""
    return times.offered(scene.facts.times, minutes_of(scene))


def offer(scene: Shown) -> tuple[Option, ...]:
    """Three times that fit everybody, another one, or for a talk none yet."""
    rhythm = [Option("rhythm", icon="🔁", wide=True)] if kind_of(scene) in TALKS else []
    other = Option("other", icon="✏️", wide=True)
    return (*fitting(scene), other, *rhythm)


def weeks(_: Shown) -> tuple[Option, ...]:
    return tuple(Option(str(one), Text(key="plan.weeks.some", values={"count": one})) for one in RHYTHMS)


def problem(scene: Shown) -> Clash | None:
    """What speaks against the time that she chose."""
    starts_at = times.starts_of(scene.answers, scene.facts.times.zone)
    return times.problem(scene.facts.times, starts_at, minutes_of(scene)) if starts_at else None


def instead(scene: Shown) -> tuple[Option, ...]:
    """Times near the one that is not possible, or all of the choice again."""
    starts_at = times.starts_of(scene.answers, scene.facts.times.zone)
    near = times.nearby(scene.facts.times, starts_at, minutes_of(scene)) if starts_at else ()
    return (*near, Option("again", icon="✏️", wide=True))


def every(_: Shown) -> tuple[Option, ...]:
    return tuple(Option(one.value, wide=one is Every.ONCE) for one in Every)


def places(scene: Shown) -> tuple[Option, ...]:
    """None, where the last ones were, or one that is typed."""
    known = [one for one in scene.facts.places if typed.place_checked(one, scene) == one]
    lately = [_text(f"p{at}", one, "📍", {"place_typed": one}) for at, one in enumerate(known)]
    return (Option("none", icon="➖", wide=True), *lately, Option("type", icon="✏️", wide=True))


def facilitators(scene: Shown) -> tuple[Option, ...]:
    """Herself, who led the last ones, or somebody whose name is typed."""
    others = [one for one in scene.facts.facilitators if one != scene.facts.name]
    known = [one for one in others if typed.facilitator_checked(one, scene) == one]
    lately = [_text(f"f{at}", one, "🧭", {"facilitator_typed": one}) for at, one in enumerate(known)]
    return (Option("me", icon="🙋", wide=True), *lately, Option("type", icon="✏️", wide=True))


def _text(id_: str, words: str, icon: str, sets: dict[str, str]) -> Option:
    return Option(id_, Text(key="common.name", values={"name": words}), icon, sets, wide=True)


def confirmations(_: Shown) -> tuple[Option, ...]:
    return (Option("yes", icon="✅", wide=True),)


def understood(_: Shown) -> tuple[Option, ...]:
    return (Option("ok", icon="↩️", wide=True),)
