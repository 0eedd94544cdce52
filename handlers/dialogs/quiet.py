"""/quiet: when the bot starts nothing, as the person herself wants it; never less than her organisation asks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.access import EVERYBODY
from bot.dialog import Again, Choose, Dialog, Tap, Write
from bot.rules.light_days import Calendar
from bot.rules.quiet import Quiet, length
from bot.rules.typed_times import time_typed
from bot.screen import Screen, Several, Text, Value
from handlers.deps import Turn
from handlers.dialogs import quiet_options as options
from handlers.dialogs.arranged import days_text, span
from handlers.dialogs.quiet_options import Facts, Shown
from storage import hours, notices

LONG: Final = 16 * 60


async def gather(turn: Turn, _: int, __: Sequence[Tap]) -> Facts:
    reach = await hours.reach(turn.session, turn.person.id, turn.zone)
    return Facts(reach.quiet, await hours.least(turn.session, turn.person.id), reach.zone, turn.now)


def head(scene: Shown) -> tuple[Text, ...]:
    match scene.answers.get("line"):
        case None:
            return tuple(_page(scene.facts))
        case "start" | "end" if length(scene.facts.least):
            least = span(scene.facts.least.start, scene.facts.least.end)
            return (Text(key="quiet.least", values={"times": least}),)
        case "light":
            return (Text(key="quiet.light_private"), Text(key="quiet.light_effect"))
    return ()


def _page(facts: Facts) -> Iterator[Text]:
    quiet = facts.quiet
    yield Text(key="quiet.title")
    if length(quiet):
        yield Text(key="quiet.night", values={"times": span(quiet.start, quiet.end)}, icon="🌙", apart=True)
    whole_days: dict[str, Value] = {"days": days_text(sorted(quiet.weekdays))}
    yield Text(key="quiet.whole_days", values=whole_days, icon="📅", apart=not length(quiet))
    if quiet.light:
        chosen = tuple(Text(key=f"quiet.light.option.{one}") for one in sorted(quiet.light))
        yield Text(key="quiet.light_days", values={"days": Several(several=chosen)}, icon="✨")
    yield Text(key="quiet.clock", values=_clock(facts), icon="🌍")
    if length(quiet) > LONG or len(quiet.weekdays) == 7:
        yield Text(key="quiet.scarce", icon="⚠️", apart=True)


def _clock(facts: Facts) -> dict[str, Value]:
    name = facts.zone.key
    city = next((city for city, zone in options.ZONES.items() if zone == name), None)
    zone: Value = Text(key=f"quiet.zone.option.{city}") if city else name
    return {"zone": zone, "time": f"{facts.now.astimezone(facts.zone):%H:%M}"}


async def save(turn: Turn, scene: Shown, _: int) -> Again:
    """Each change is kept at once. A list stays open for more; everything else leads back to the page."""
    line, facts = scene.answers["line"], scene.facts
    if line == "zone":
        await hours.set_zone(turn.session, turn.person.id, options.ZONES[scene.answers["zone"]])
    elif line in {"days", "light"}:
        await hours.set_quiet_days(turn.session, turn.person.id, _changed(scene))
    else:
        await _keep(turn, _changed(scene), facts.least)
    await notices.look_anew(turn.session, turn.person.id, turn.now)
    stays = line == "days" and int(scene.answers["days"]) in facts.least.weekdays
    taps = ({"line": line},) if line in {"days", "light"} else ()
    return Again(taps, Text(key="quiet.days.stays") if stays else None)


async def _keep(turn: Turn, new: Quiet, least: Quiet) -> None:
    """A night that is the organisation's goes on following it."""
    await hours.set_quiet(turn.session, turn.person.id, new)
    if (new.start, new.end) == (least.start, least.end):
        await hours.follow_least(turn.session, turn.person.id)


def _changed(scene: Shown) -> Quiet:
    answers, quiet, least = scene.answers, scene.facts.quiet, scene.facts.least
    match answers["line"]:
        case "usual":
            return replace(least, light=quiet.light)
        case "days":
            toggled = quiet.weekdays ^ {int(answers["days"])}
            return replace(quiet, weekdays=toggled | least.weekdays)
        case "light":
            return replace(quiet, light=quiet.light ^ {Calendar(answers["light"])})
        case end:
            return options.moved(quiet, end, _chosen_minute(answers, end))


def _chosen_minute(answers: Mapping[str, str], end: str) -> int:
    words = answers.get(f"{end}_typed")
    return (time_typed(words) or 0) if words else int(answers[end])


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="quiet.closed"),))


DIALOG = Dialog(
    name="quiet",
    roles=EVERYBODY,
    steps=(
        Choose("line", options.lines, resting=True),
        Choose("start", options.times("start", options.STARTS), when=options.line_is("start"), columns=3),
        Write("start_typed", options.time_checked("start"), when=options.typed("start")),
        Choose("end", options.times("end", options.ENDS), when=options.line_is("end"), columns=3),
        Write("end_typed", options.time_checked("end"), when=options.typed("end")),
        Choose("days", options.weekdays, when=options.line_is("days")),
        Choose("light", options.light_days, when=options.line_is("light"), columns=1),
        Choose("zone", options.zones, when=options.line_is("zone")),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=head,
    lives=timedelta(days=1),
)
