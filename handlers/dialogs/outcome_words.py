"""What is said of a session while its outcome is told, and once that is kept."""

from collections.abc import Iterator
from typing import Final
from zoneinfo import ZoneInfo

from bot.screen import Button, Several, Text, Value
from bot.supervision import Meeting, MeetingState
from handlers.dialogs import outcome_options as options
from handlers.dialogs.meeting_words import ICONS, at, button, kind, names
from handlers.dialogs.outcome_options import RECORDED, Shown

NOT_ALL: Final = "not_all"
SUPERVISION: Final = Button(label=Text(key="outcome.supervision", icon="🧭"), data="/supervision")


def head(scene: Shown) -> tuple[Text, ...]:
    return tuple(_head(scene)) if options.is_open(scene) else ()


def _head(scene: Shown) -> Iterator[Text]:
    facts, one = scene.facts, scene.facts.one
    yield about(scene)
    if one.state in RECORDED:
        yield Text(key="outcome.recorded", values={"was": _was(one)})
    if options.asks_next(scene):
        if "clash" in scene.answers:
            yield _why_again(scene.answers["clash"])
        if facts.later:
            yield Text(key="outcome.later", values={"when": at(facts.later.starts_at, facts.zone)})
        if not scene.answers["plans"]:
            yield Text(key="outcome.no_times", apart=True)


def _why_again(problem: str) -> Text:
    """Whoever was on duty when it was offered may be off by now, or no longer in the team."""
    if problem == NOT_ALL:
        return Text(key="outcome.not_all", apart=True)
    return Text(key=f"times.problem.{problem}", apart=True)


def about(scene: Shown) -> Text:
    one = scene.facts.one
    when, who = at(one.starts_at, scene.facts.zone), names(list(one.guests))
    values: dict[str, Value] = {"kind": kind(one.plan), "names": who, "when": when}
    return Text(key="outcome.about", values=values, icon=ICONS[one.kind])


def _was(one: Meeting) -> Text:
    """What was recorded before, by her or by somebody else."""
    if one.state is MeetingState.NOT_HELD:
        return Text(key="outcome.was_not_held")
    return Text(key="outcome.was_held", values={"length": options.length(one.minutes_held or 0)})


def why_not(one: Meeting) -> Text:
    if one.state is MeetingState.CANCELLED:
        return Text(key="outcome.cancelled")
    is_skipped = one.state is MeetingState.SKIPPED
    return Text(key="outcome.skipped" if is_skipped else "outcome.not_begun")


def kept(scene: Shown) -> Iterator[Text]:
    one, held = scene.facts.one, scene.answers["held"] == "yes"
    yield Text(key="outcome.kept_held", icon="✅") if held else Text(key="outcome.kept_not_held", icon="➖")
    yield about(scene)
    if held:
        yield from _told(scene)
    if one.state in RECORDED:
        yield Text(key="outcome.instead", values={"was": _was(one)})


def _told(scene: Shown) -> Iterator[Text]:
    yield options.length(options.minutes_told(scene)).model_copy(update={"icon": "⏱"})
    there = options.there(scene)
    away = [guest for guest in scene.facts.one.guests if guest not in there]
    if "came" in scene.answers:
        yield Text(key="outcome.came", values={"names": names(there)}, icon="👥")
    if away:
        yield Text(key="outcome.away", values={"names": names(away)})
    themes = [Text(key=f"outcome.themes.option.{one}") for one in options.themes_told(scene)]
    if themes:
        yield Text(key="outcome.about_what", values={"themes": Several(several=tuple(themes))}, icon="💡")


def following_lines(zone: ZoneInfo, by: int, following: Meeting) -> Iterator[Text]:
    values: dict[str, Value] = {"when": at(following.starts_at, zone)}
    yield Text(key="outcome.next", values=values, icon="🗓", apart=True)
    hear = [one for one in following.attendees if one.person_id != by]
    yield Text(key="outcome.hear", values={"names": names(hear)})


def buttons(zone: ZoneInfo, one: Meeting, following: Meeting | None) -> tuple[tuple[Button, ...], ...]:
    file = ((button(following, "file", zone),),) if following else ()
    change = Button(label=Text(key="outcome.change", icon="✏️"), data=f"/meeting {one.id} held")
    return (*file, (change,), (SUPERVISION,))
