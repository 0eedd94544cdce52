"""What is shown, as data: keys and values instead of sentences, so that it can wait and still change language."""

from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import AwareDatetime, BaseModel, Field


class Day(BaseModel, frozen=True):
    """A date, written with the name of the month."""

    day: date


class Weekday(BaseModel, frozen=True):
    """The name of a weekday; Monday is 0."""

    weekday: int


class Spoken(BaseModel, frozen=True):
    """The name of a language, by its code of ISO 639."""

    spoken: str


class Copyable(BaseModel, frozen=True):
    """A phone number or a code: alone, left to right, copied by one tap."""

    copyable: str


class Several(BaseModel, frozen=True):
    """A list in one line."""

    several: tuple["Text", ...]


Value: TypeAlias = "Text | Day | Weekday | Spoken | Copyable | Several | int | str"


class Text(BaseModel, frozen=True):
    """A text by its key. `{names}` in the catalogue are filled from `values`; `count` chooses the plural form.

    One that stands `apart` has an empty line before it. With a `language` it is in that one, whoever reads it.
    """

    key: str
    values: dict[str, Value] = {}
    icon: str = ""
    apart: bool = False
    language: str | None = None


class Button(BaseModel, frozen=True):
    label: Text
    data: str
    danger: bool = False


class Screen(BaseModel, frozen=True):
    """One message: lines of text, and rows of buttons under it or the lasting keyboard below the chat.

    A new message that is `bare` takes that keyboard away. The lines are in the language of whoever reads them, unless
    they are for somebody who speaks `language`.
    """

    lines: tuple[Text, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    keyboard: tuple[tuple[Text, ...], ...] = ()
    bare: bool = False
    language: str | None = None


class Say(BaseModel, frozen=True):
    """A new message. Its number is kept with the draft whose open question, known by its nonce, it asks."""

    kind: Literal["say"] = "say"
    screen: Screen
    nonce: str | None = None


class Edit(BaseModel, frozen=True):
    """The message changes in place, without a sound. One that is gone is said `anew`, where somebody waits for it."""

    kind: Literal["edit"] = "edit"
    message_id: int
    screen: Screen
    anew: bool = True


class Strip(BaseModel, frozen=True):
    """The buttons of an old question go."""

    kind: Literal["strip"] = "strip"
    message_id: int


class Forget(BaseModel, frozen=True):
    """A message that somebody typed goes from the chat; one that is gone by then, or too old, stays as it is."""

    kind: Literal["forget"] = "forget"
    message_id: int


class Menu(BaseModel, frozen=True):
    """The command menu of this chat."""

    kind: Literal["menu"] = "menu"
    commands: tuple[str, ...]


Pair: TypeAlias = tuple[Text, str]


class Picture(BaseModel, frozen=True):
    """A picture of working hours for somebody who speaks `language`: drawn when it is sent, with no word beside it.

    Every pair is what stands at the start of a line and what stands at its end.
    """

    kind: Literal["picture"] = "picture"
    language: str
    title: Text
    team: str
    rows: tuple[Pair, ...]
    consultation_title: Text
    consultation: tuple[Pair, ...] = ()
    footer: tuple[Pair, ...] = ()


class Appointment(BaseModel, frozen=True):
    """One session for the calendar of somebody who speaks `language`: a file that is made when it is sent.

    `uid` names the session, and `sequence` rises with each change of it.
    """

    kind: Literal["appointment"] = "appointment"
    language: str
    uid: str
    sequence: int
    changed_at: AwareDatetime
    starts_at: AwareDatetime
    minutes: int
    title: Text
    team: str
    place: str = ""
    facilitator: str = ""
    cancelled: bool = False


class Errand(BaseModel, frozen=True):
    """Slow work that was asked for, known by its name (`handlers.errands`): done beside what is said."""

    kind: Literal["errand"] = "errand"
    name: str
    values: dict[str, str | int] = {}


Silent: TypeAlias = Edit | Strip | Menu
Outgoing: TypeAlias = Annotated[
    Say | Edit | Strip | Forget | Menu | Picture | Appointment | Errand, Field(discriminator="kind")
]

Several.model_rebuild()
Text.model_rebuild()
