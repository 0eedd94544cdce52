"""Which question follows which when a coordinator plans a session."""

from collections.abc import Callable

from bot.supervision import TALKS, MeetingKind
from handlers.dialogs import plan_options as options
from handlers.dialogs import times
from handlers.dialogs.plan_options import Shown


def own_kind(scene: Shown) -> bool:
    return options.kind_of(scene) is MeetingKind.OWN


def nobody_there(scene: Shown) -> bool:
    return not options.candidates(scene)


def somebody_there(scene: Shown) -> bool:
    return not nobody_there(scene)


def asks_minutes(scene: Shown) -> bool:
    return "who" in scene.answers


def asks_offer(scene: Shown) -> bool:
    return "who" in scene.answers and "starts" not in scene.answers


def chose(step: str, value: str) -> Callable[[Shown], bool]:
    return lambda scene: scene.answers.get(step) == value


def types_time(scene: Shown) -> bool:
    return scene.answers.get("offer") == "other" and "starts" not in scene.answers


def asks_clash(scene: Shown) -> bool:
    """At once where it was typed, and once more when she has said yes: somebody else may have planned meanwhile."""
    answers = scene.answers
    looks = "confirm" in answers or (types_time(scene) and "every" not in answers)
    return looks and options.problem(scene) is not None


def _has_time(scene: Shown) -> bool:
    chosen = times.starts_of(scene.answers, scene.facts.times.zone)
    return chosen is not None and scene.answers.get("clash") != "again"


def asks_every(scene: Shown) -> bool:
    return _has_time(scene)


def asks_place(scene: Shown) -> bool:
    return _has_time(scene) and "place_typed" not in scene.answers


def asks_facilitator(scene: Shown) -> bool:
    """Talks are led by whoever plans them."""
    for_group = options.kind_of(scene) not in TALKS
    return _has_time(scene) and for_group and "facilitator_typed" not in scene.answers


def types_place(scene: Shown) -> bool:
    return _has_time(scene) and scene.answers.get("place") == "type"


def types_facilitator(scene: Shown) -> bool:
    return _has_time(scene) and scene.answers.get("facilitator") == "type"


def asks_confirmation(scene: Shown) -> bool:
    return "weeks" in scene.answers or _has_time(scene)
