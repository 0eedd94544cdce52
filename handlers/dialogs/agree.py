"""/agree: a coordinator arranges hours with somebody of her team, who has to say yes before they hold."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.access import COORDINATORS
from bot.dialog import Again, Choose, Dialog, Done, Given, Seen, Tap, Write
from bot.model import Member, Role
from bot.screen import Button, Screen, Text, Value
from bot.when import when
from handlers.deps import Turn
from handlers.dialogs import agree_options as options
from handlers.dialogs import agree_steps as steps
from handlers.dialogs import agree_terms as terms
from handlers.dialogs import agree_week as weeks
from handlers.dialogs import coordinated, reading
from handlers.dialogs.agree_options import Facts, Shown, is_herself, member
from handlers.dialogs.agree_steps import chosen, what_is
from handlers.dialogs.agree_words import arrangement_of, head
from handlers.dialogs.arranging import named, notice_of, propose, said
from storage import audit, hours, notices, teams
from storage.audit import Action

BEGUN: Final = ("team", "person", "what")
NEXT: Final = Button(label=Text(key="agree.next"), data="/agree")
ANSWER: Final = Button(label=Text(key="agree.answer"), data="/hours")


async def gather(turn: Turn, _: int, taps: Sequence[Tap]) -> Facts:
    """Only what belongs to a team that she coordinates."""
    answers = {name: value for tap in taps for name, value in tap.items()}
    hers = turn.person.teams_as(Role.COORDINATOR)
    team_id = coordinated.chosen(hers, taps)
    members = await teams.members(turn.session, turn.person, team_id) if team_id else []
    one = next((one for one in members if str(one.membership_id) == answers.get("person")), None)
    entries = await hours.history(turn.session, one.membership_id) if one else []
    return Facts(turn.person.id, turn.now, turn.zone, hers, tuple(members), tuple(entries))


async def save(turn: Turn, scene: Shown, _: int) -> Again | Done:
    answers = scene.answers
    if answers["what"] == "history":
        return Again(_kept(answers, "team", "person"))
    if answers.get("overnight") == "no":
        return Again(_to_type_again(answers))
    if "days" in answers:
        week = weeks.with_times(answers["so_far"], answers["times"])
        return Again((*_kept(answers, *BEGUN), *_grown(week)))
    team_id, one = await _checked(turn, scene)
    if answers["what"] == "take_back":
        return await _take_back(turn, scene, team_id, one)
    return await _propose(turn, scene, team_id, one)


def _kept(answers: Mapping[str, str], *names: str) -> tuple[Tap, ...]:
    return tuple({name: answers[name]} for name in names if name in answers)


def _grown(week: str) -> tuple[Tap, ...]:
    """A tap for each set of days, so that "back" takes the last one away."""
    return tuple({"so_far": one} for one in weeks.grown(week))


def _to_type_again(answers: Mapping[str, str]) -> tuple[Tap, ...]:
    begun = _kept(answers, *BEGUN)
    if "span" in answers:
        return (*begun, *_kept(answers, "day", "day_typed", "part"))
    open_set = {"so_far": answers["so_far"], "days": answers["days"]}
    return (*begun, *_grown(answers["so_far"]), *_kept(answers, "more"), open_set)


async def _checked(turn: Turn, scene: Shown) -> tuple[int, Member]:
    """The team and whom it is about; LookupError where she does not coordinate this team."""
    team_id = coordinated.chosen(turn.person.teams_as(Role.COORDINATOR), coordinated.home(scene))
    if team_id is None or member(scene) not in await teams.members(turn.session, turn.person, team_id):
        raise LookupError("nobody of a team that she coordinates")
    return team_id, member(scene)


async def _propose(turn: Turn, scene: Shown, team_id: int, one: Member) -> Done:
    new, agreed = arrangement_of(scene), is_herself(scene)
    lines = said(new, scene.facts.today)
    entry_id = await propose(turn, one.membership_id, new, agreed=agreed)
    await _note(turn, one, team_id)
    if agreed:
        await notices.look_anew(turn.session, one.person_id, turn.now)
        return _done(Text(key="agree.kept"), *lines)
    asks = Text(key="agree.proposes", values={"name": named(turn.person.name, turn.person.id)})
    await _tell(turn, one, team_id, notice_of(entry_id), Screen(lines=(asks, *lines), buttons=((ANSWER,),)))
    values: dict[str, Value] = {"name": options.called(scene, one)}
    return _done(
        Text(key="agree.proposed", values=values),
        *lines,
        Text(key="agree.holds_after_yes", values=values, apart=True),
        await _when_read(turn, one, team_id, values),
    )


async def _note(turn: Turn, one: Member, team_id: int) -> None:
    await audit.write(turn.session, turn.person.id, Action.CHANGED, team_id, turn.now, subject=one.person_id)


def _done(*lines: Text) -> Done:
    return Done(Screen(lines=lines, buttons=((NEXT,),)))


async def _tell(turn: Turn, one: Member, team_id: int, key: str, screen: Screen) -> None:
    await notices.put(turn.session, one.person_id, team_id, key, screen, turn.now, asked_by=turn.person.id)


async def _when_read(turn: Turn, one: Member, team_id: int, name: dict[str, Value]) -> Text:
    """From when on she can read it."""
    hold = await reading.hold(turn, one.person_id, team_id)
    if hold is None:
        return Text(key="agree.reads_now", values=name)
    if hold.opens is None:
        return Text(key="agree.reads_on_asking", values=name)
    opens = when(hold.opens, turn.now, turn.zone)
    return Text(key="agree.reads_later", values={**name, "when": opens})


async def _take_back(turn: Turn, scene: Shown, team_id: int, one: Member) -> Done:
    """Whoever has not heard of the proposal yet hears nothing of its end either."""
    [entry] = [one for one in options.takeable(scene) if str(one.id) == scene.answers["entry"]]
    await hours.withdraw(turn.session, one.membership_id, entry.id, turn.now)
    await _note(turn, one, team_id)
    await notices.look_anew(turn.session, one.person_id, turn.now)
    lines = said(entry.arrangement, scene.facts.today)
    heard = not await notices.recall(turn.session, notice_of(entry.id))
    if heard and not is_herself(scene):
        tells = Text(key="agree.takes_back", values={"name": named(turn.person.name, turn.person.id)})
        await _tell(turn, one, team_id, f"hours.taken_back:{entry.id}", Screen(lines=(tells, *lines)))
    return _done(Text(key="agree.taken_back"), *lines)


def sees(scene: Shown) -> Seen | None:
    """Her hours, from when she is chosen."""
    team_id = coordinated.chosen(scene.facts.teams, coordinated.home(scene))
    return Seen(team_id, (member(scene).person_id,)) if team_id and "person" in scene.answers else None


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="agree.expired"),))


DIALOG = Dialog(
    name="agree",
    roles=COORDINATORS,
    steps=(
        Choose("team", coordinated.teams, when=coordinated.several),
        Choose("person", options.people),
        Choose("what", options.whats),
        Given("so_far", lambda week, _: weeks.fits(week)),
        Choose("days", options.days, when=steps.asks_days, columns=3),
        Write("times", terms.times_checked, when=steps.asks_times),
        Write("period", terms.period_checked, when=what_is("leave")),
        Choose("day", terms.days_ahead, when=what_is("opening", "closing"), columns=3),
        Write("day_typed", terms.day_checked, when=chosen("day", "other")),
        Choose("part", terms.parts, when=what_is("closing")),
        Write("span", terms.span_checked, when=steps.asks_span),
        Choose("overnight", terms.yes_or_no, when=steps.asks_overnight),
        Choose("more", options.more, when=steps.asks_more),
        Choose("contract", terms.contracts, labels="arranged.contract", when=steps.week_is_done),
        Choose("weekly", terms.weekly, when=steps.asks_weekly),
        Write("weekly_typed", terms.weekly_checked, when=chosen("weekly", "other"), echoes=True),
        Choose("starts", terms.starts, when=steps.week_is_done),
        Write("starts_typed", terms.day_checked, when=chosen("starts", "other")),
        Choose("entry", terms.entries, when=what_is("take_back")),
        Choose("history", terms.read, when=what_is("history"), resting=True),
        Choose("confirm", terms.confirmations, when=steps.asks_confirmation),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=head,
    sees=sees,
    pausable=True,
)
