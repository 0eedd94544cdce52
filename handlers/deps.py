"""What a turn has at hand: who acts, when, the open transaction, and what is to be said when it commits."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.model import Person
from bot.screen import (
    Appointment,
    Edit,
    Errand,
    Forget,
    Menu,
    Outgoing,
    Picture,
    Say,
    Screen,
    Strip,
    Text,
)
from bot.texts import Texts
from storage.database import Session


@dataclass
class Turn:
    """One update, handled inside one transaction. Nothing here talks to Telegram.

    `sent_id` is the number of the message that she sent; None for a tap.
    """

    session: Session
    texts: Texts
    person: Person
    now: datetime
    zone: ZoneInfo
    client_language: str
    client_name: str = ""
    house_zone: ZoneInfo | None = None
    alarmed: bool = False
    numbers_changed: bool = False
    toast: Text | None = None
    outgoing: list[Outgoing] = field(default_factory=list)
    sent_id: int | None = None

    @property
    def others_zone(self) -> ZoneInfo:
        """The zone of whoever chose none: that of the installation, not of whoever acts."""
        return self.house_zone or self.zone

    def say(self, screen: Screen, nonce: str | None = None) -> None:
        self.outgoing.append(Say(screen=screen, nonce=nonce))

    def show(self, screen: Screen, in_place: int | None, nonce: str | None = None) -> None:
        """Change the message where there is one, send a new one where there is none."""
        if in_place is None:
            self.say(screen, nonce)
        else:
            self.outgoing.append(Edit(message_id=in_place, screen=screen))

    def draw(self, picture: Picture) -> None:
        self.outgoing.append(picture)

    def attach(self, appointment: Appointment) -> None:
        self.outgoing.append(appointment)

    def run_errand(self, errand: Errand) -> None:
        """Have slow work done when this turn has committed and all it says is said."""
        self.outgoing.append(errand)

    def strip(self, message_id: int | None) -> None:
        if message_id is not None:
            self.outgoing.append(Strip(message_id=message_id))

    def forget_sent(self) -> None:
        """What she sent goes from the chat."""
        if self.sent_id is not None:
            self.outgoing.append(Forget(message_id=self.sent_id))

    def set_menu(self, commands: tuple[str, ...]) -> None:
        self.outgoing.append(Menu(commands=commands))
