"""Whom to call now, as a screen: made of data alone, so that it waits for nothing.

What another person may have to read stands there in Dutch as well, so that the phone can be shown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from bot.question import SOS, parse
from bot.rules.helplines import closes, is_old, is_open, opens
from bot.safety import (
    CARDS,
    CONTACT,
    DOCTOR,
    OF_TEAM,
    OUT_OF_HOURS,
    OWN_DOCTOR,
    RED,
    SERVICES,
    SHOWN_FOR,
    VEILIG_THUIS,
    ZONE,
    Card,
)
from bot.screen import Button, Copyable, Screen, Text, Value
from bot.when import when

DUTCH: Final = "nl"
FLAG: Final = "🇳🇱"
BELL: Final = "🔔"
HELP: Final = Button(label=Text(key="common.sos"), data=SOS, danger=True)
TELL: Final = Button(label=Text(key="safety.tell", icon=BELL), data="/alarm")
AT_ANY_HOUR: Final = ("emergency", "suicide_prevention", VEILIG_THUIS)
STEPS: Final = ("1️⃣", "2️⃣", "3️⃣")


@dataclass(frozen=True)
class TeamNumber:
    """What a team set: a number, or with an empty `phone` only the day on which it checked one that is not its own."""

    service: str
    phone: str
    checked_on: date
    name: str = ""
    source: str = ""


@dataclass(frozen=True)
class TeamNumbers:
    team_id: int
    team: str
    numbers: Mapping[str, TeamNumber] = field(default_factory=dict)

    def phone(self, service: str) -> str:
        return self.numbers[service].phone if service in self.numbers else ""

    def checked_on(self, service: str) -> date:
        """When the number was checked last: by the team, or as it came with the program."""
        own = self.numbers[service].checked_on if service in self.numbers else date.min
        return max(own, SERVICES[service].checked_on) if service in SERVICES else own


@dataclass(frozen=True)
class Reader:
    """What is known of whoever asks: the numbers of her teams, and whether there is a coordinator whom she can tell."""

    teams: tuple[TeamNumbers, ...] = ()
    may_tell: bool = False

    def phones(self, service: str) -> dict[str, TeamNumbers]:
        """Every number of her teams for this service, with the first team that has it."""
        found: dict[str, TeamNumbers] = {}
        for one in self.teams:
            if phone := one.phone(service):
                found.setdefault(phone, one)
        return found


def card_for(data: str) -> Card:
    """The card that a button calls for, told from its data alone."""
    parsed = parse(data)
    return SHOWN_FOR.get(parsed[1], CARDS[RED]) if parsed else CARDS[RED]


def show(card: Card, reader: Reader, language: str, now: datetime) -> Screen:
    """The numbers first, the most urgent in front; then what she may and need not do."""
    lines = (
        Text(key=f"safety.{card.title}"),
        *(line for one in card.services for line in _service(one, reader, language, now)),
        *_apart(_below(card, reader)),
    )
    return Screen(lines=lines, buttons=((TELL,),) if reader.may_tell else ())


def instead(*lines: Text) -> Screen:
    """This, and the numbers where somebody answers day and night, for her alone."""
    numbers = (
        line for one in AT_ANY_HOUR for line in _both(one, SERVICES[one].icon, DUTCH, SERVICES[one].phone)
    )
    return Screen(lines=(*lines, Text(key="alarm.cannot_wait", apart=True), *numbers), buttons=((HELP,),))


def _below(card: Card, reader: Reader) -> Iterator[Text]:
    if card.steps:
        yield from _steps(reader, "decides" if VEILIG_THUIS in card.services else "decides_next")
    elif card.contact:
        yield from _contacts(reader)
    for one in card.says:
        yield Text(key=f"safety.says.{one}", values={"days": card.days} if card.days else {})
    if reader.may_tell:
        yield Text(key="safety.tell_how", icon=BELL)


def _apart(lines: Iterator[Text]) -> Iterator[Text]:
    for at, line in enumerate(lines):
        yield line.model_copy(update={"apart": at == 0})


def _service(service: str, reader: Reader, language: str, now: datetime) -> Iterator[Text]:
    if service == DOCTOR:
        yield from _doctor(reader, language, now)
    elif service in OF_TEAM:
        yield from _of_team(service, reader, language)
    else:
        one = SERVICES[service]
        yield from _both(service, one.icon, language, one.phone, _hours(service, reader, now))


def _hours(service: str, reader: Reader, now: datetime) -> Text:
    """What it is for; and until when it is open or from when on, as far as somebody looked at that of late."""
    what = Text(key=f"safety.for.{service}")
    checked = (one.checked_on(service) for one in reader.teams)
    if is_old(max(checked, default=SERVICES[service].checked_on), now.astimezone(ZONE).date()):
        return what
    if end := closes(service, now):
        return Text(key="safety.open_until", values={"what": what, "time": f"{end:%H:%M}"})
    start = opens(service, now)
    return Text(key="safety.opens", values={"what": what, "when": when(start, now, ZONE)}) if start else what


def _doctor(reader: Reader, language: str, now: datetime) -> Iterator[Text]:
    """Her own doctor in office hours, else the region's; where no team set that, the own doctor all the same."""
    icon = SERVICES[OWN_DOCTOR].icon
    if is_open(OWN_DOCTOR, now):
        yield from _both(OWN_DOCTOR, icon, language)
    elif reader.phones(OUT_OF_HOURS):
        yield from _of_team(OUT_OF_HOURS, reader, language)
    else:
        yield from _both("doctor_unknown", icon, language)


def _of_team(service: str, reader: Reader, language: str) -> Iterator[Text]:
    """Once for each number; which team's it is stands there where there are several."""
    found, icon = reader.phones(service), OF_TEAM[service].icon
    if not found:
        yield from _both(f"{service}_unknown", icon, language)
    for phone, team in found.items():
        what = Text(key=f"safety.for.{service}")
        if len(found) > 1:
            what = Text(key="safety.of_team", values={"what": what, "team": team.team})
        yield from _both(service, icon, language, phone, what)


def _both(
    service: str, icon: str, language: str, phone: str = "", what: Text | None = None
) -> Iterator[Text]:
    """In her language with the number, and below it in Dutch for whoever she shows it to."""
    said = what or Text(key=f"safety.for.{service}")
    if phone:
        number = Copyable(copyable=phone)
        yield Text(key="safety.number", values={"number": number, "what": said}, icon=icon)
    else:
        yield said.model_copy(update={"icon": icon})
    if language != DUTCH:
        yield Text(key=f"safety.for.{service}", language=DUTCH, icon=FLAG)


def _steps(reader: Reader, decides: str) -> Iterator[Text]:
    contacts = tuple(_contacts(reader))
    discuss = "discuss_contact" if contacts else "discuss"
    notice, second, third = STEPS
    yield Text(key="safety.step.notice", icon=notice)
    yield Text(key=f"safety.step.{discuss}", icon=second)
    yield from contacts
    yield Text(key=f"safety.step.{decides}", icon=third)


def _contacts(reader: Reader) -> Iterator[Text]:
    for phone, team in reader.phones(CONTACT).items():
        values: dict[str, Value] = {"number": Copyable(copyable=phone), "name": team.numbers[CONTACT].name}
        yield Text(key="safety.contact", values=values, icon=OF_TEAM[CONTACT].icon)
