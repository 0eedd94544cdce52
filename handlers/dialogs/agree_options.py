"""Whom a coordinator can arrange hours with, what there is to arrange, and the days of a week."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.dialog import Option, Scene
from bot.model import Member, Membership, Role
from bot.rules.hours import NINE_TO_FIVE, Arrangement, Duty, Kind, agreement_on
from bot.screen import Text, Value, Weekday
from handlers.dialogs import agree_week as weeks
from handlers.dialogs.arranged import span
from handlers.dialogs.arranging import told_apart
from storage.hours import AGREED, PROPOSED, Entry

WHATS: Final = (
    ("week", "🗓"),
    ("contract", "📄"),
    ("leave", "🌴"),
    ("opening", "➕"),
    ("closing", "➖"),
)
ICONS: Final = {Role.KEY_PERSON: "🔑", Role.COORDINATOR: "🧭"}
MONDAY_TO_FRIDAY: Final = range(5)
MOST_LISTED: Final = 12


@dataclass(frozen=True)
class Facts:
    """Of the team that was chosen everybody, of the person that was chosen everything ever proposed, newest first."""

    asker: int
    now: datetime
    zone: ZoneInfo
    teams: tuple[Membership, ...] = ()
    members: tuple[Member, ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def open(self) -> list[Entry]:
        """What waits for an answer, the oldest first."""
        return [one for one in reversed(self.entries) if one.state == PROPOSED]

    def agreement(self, day: date) -> Arrangement:
        """The weekly hours that hold on this day."""
        made = [one.arrangement for one in reversed(self.entries) if one.state == AGREED]
        return agreement_on(Duty(self.zone, tuple(made)), day)

    def coming(self) -> list[Entry]:
        """What is agreed besides the weekly hours, and not over yet."""
        agreed = [one for one in self.entries if one.state == AGREED]
        ahead = [one for one in agreed if (one.arrangement.last or one.arrangement.first) >= self.today]
        besides = [one for one in ahead if one.arrangement.kind is not Kind.HOURS]
        return sorted(besides, key=lambda one: (one.arrangement.first, one.id))


Shown = Scene[Facts]


def member(scene: Shown) -> Member:
    """Whom it is about."""
    [one] = [one for one in scene.facts.members if str(one.membership_id) == scene.answers["person"]]
    return one


def is_herself(scene: Shown) -> bool:
    return member(scene).person_id == scene.facts.asker


def people(scene: Shown) -> tuple[Option, ...]:
    return tuple(_person(scene, one) for one in scene.facts.members)


def _person(scene: Shown, one: Member) -> Option:
    name = Text(key="common.name", values={"name": called(scene, one)})
    return Option(str(one.membership_id), name, ICONS[one.role])


def called(scene: Shown, one: Member) -> Value:
    """Her name, with her number where somebody else of the team has the same."""
    return told_apart(one.name, one.person_id, scene.facts.members)


def whats(scene: Shown) -> tuple[Option, ...]:
    return (
        *(Option(name, icon=icon) for name, icon in WHATS),
        *([Option("take_back", icon="↩️")] if takeable(scene) else []),
        Option("history", icon="📜"),
    )


def takeable(scene: Shown) -> list[Entry]:
    """Open proposals and coming openings; of free days only one's own: nobody is put on duty without her yes."""
    coming = scene.facts.coming()
    if not is_herself(scene):
        coming = [one for one in coming if one.arrangement.kind is Kind.OPENING]
    return [*scene.facts.open, *coming][:MOST_LISTED]


def days(scene: Shown) -> tuple[Option, ...]:
    """Whatever leads on stands in front, then each weekday to be chosen or not."""
    week, adds = scene.answers.get("so_far", ""), scene.answers.get("more") == "consultation"
    one = weeks.open_set(week)
    picked = set(one.weekdays) if one else set()
    workdays = {"so_far": weeks.with_days(week, MONDAY_TO_FRIDAY, consultation=adds), "days": "done"}
    single = [_weekday(week, picked, weekday, consultation=adds) for weekday in range(7)]
    if picked:
        return (Option("done", icon="➡️", wide=True), *single)
    if weeks.read(week):
        return (Option("workdays", sets=workdays, wide=True), *single)
    other = Option("other_times", icon="✏️", sets=workdays, wide=True)
    none = Option(weeks.NO_HOURS, icon="🚫", sets={"so_far": weeks.NO_HOURS}, wide=True)
    return (_usual(), *single, other, none)


def _usual() -> Option:
    """Monday to Friday, nine to five."""
    start, end = NINE_TO_FIVE[0].start, NINE_TO_FIVE[0].end
    week = weeks.with_times(
        weeks.with_days("", MONDAY_TO_FRIDAY, consultation=False), weeks.written([(start, end)])
    )
    label = Text(key="agree.days.usual", values={"times": span(start, end)})
    return Option("usual", label, "🕘", {"so_far": week}, wide=True)


def _weekday(week: str, picked: set[int], weekday: int, *, consultation: bool) -> Option:
    changed = weeks.with_days(week, picked ^ {weekday}, consultation=consultation)
    label = Text(key="arranged.weekday", values={"weekday": Weekday(weekday=weekday)})
    return Option(f"day{weekday}", label, sets={"so_far": changed}, marked=weekday in picked)


def more(scene: Shown) -> tuple[Option, ...]:
    full = len(weeks.read(scene.answers["so_far"])) >= weeks.MOST_SETS
    further = (Option("days", icon="➕"), Option("consultation", icon="🪑"))
    return (Option("done", icon="➡️", wide=True), *(() if full else further))
