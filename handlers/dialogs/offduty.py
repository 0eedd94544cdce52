"""/offduty: a message to pass on, and her working hours as text and picture, in the language of whoever called."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.access import KEY_PERSONS
from bot.dialog import Again, Choose, Dialog, Option, Scene, Tap
from bot.model import Membership, Role
from bot.screen import Screen, Text
from handlers.deps import Turn
from handlers.dialogs import coordinated, handout
from handlers.dialogs.bands import duty_of
from handlers.dialogs.handout import Work
from handlers.dialogs.language import language_options
from storage import hours, teams


@dataclass(frozen=True)
class Facts:
    teams: tuple[Membership, ...]
    languages: tuple[Option, ...]


async def gather(turn: Turn, _: int, taps: Sequence[Tap]) -> Facts:
    """The language chosen last stands in front, before that her own."""
    chosen = [tap["language"] for tap in taps if "language" in tap]
    first = chosen[-1] if chosen else turn.person.language
    return Facts(turn.person.teams_as(Role.KEY_PERSON), language_options(turn, first))


def _team(scene: Scene[Facts]) -> str:
    return scene.answers.get("team", str(scene.facts.teams[0].team_id))


def languages(scene: Scene[Facts]) -> tuple[Option, ...]:
    """Each tells the team too, since the message is said before anything else is known."""
    return tuple(
        replace(one, sets={"team": _team(scene), "language": one.id}) for one in scene.facts.languages
    )


def more(scene: Scene[Facts]) -> tuple[Option, ...]:
    chosen = scene.answers["language"]
    spoken = (replace(one, marked=one.id == chosen) for one in scene.facts.languages)
    return (*spoken, Option("text", icon="🕘", wide=True), Option("picture", icon="🖼", wide=True))


def head(scene: Scene[Facts]) -> tuple[Text, ...]:
    """Which team it is about, where that can be a question."""
    if not coordinated.several(scene) or "team" not in scene.answers:
        return ()
    [name] = [one.team for one in scene.facts.teams if str(one.team_id) == scene.answers["team"]]
    return (Text(key="common.name", values={"name": name}),)


async def say_at_once(turn: Turn, tap: Tap) -> None:
    """A language is all that it takes."""
    if "language" in tap:
        turn.say(handout.message(await _work(turn, int(tap["team"])), turn.now, tap["language"]))


async def act(turn: Turn, scene: Scene[Facts], __: int) -> Again:
    """Whatever is handed out is a message of its own, with nothing on it but what is for the other person."""
    wanted, language = scene.answers["more"], scene.answers["language"]
    work = await _work(turn, int(_team(scene)))
    match wanted:
        case "text":
            turn.say(handout.hours(work, turn.now, language))
        case "picture":
            turn.draw(handout.picture(work, turn.now, language))
        case _:
            language = wanted
            turn.say(handout.message(work, turn.now, language))
    return Again(({"team": _team(scene), "language": language},))


async def _work(turn: Turn, team_id: int) -> Work:
    [mine] = [one for one in turn.person.teams_as(Role.KEY_PERSON) if one.team_id == team_id]
    reach = await hours.reach(turn.session, turn.person.id, turn.zone)
    settings = await teams.settings(turn.session, turn.person, team_id)
    return Work(duty_of(reach, turn.person, mine), settings, reach.away_until)


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="offduty.closed"),))


DIALOG = Dialog(
    name="offduty",
    roles=KEY_PERSONS,
    steps=(
        Choose("team", coordinated.teams, when=coordinated.several),
        Choose("language", languages),
        Choose("more", more, resting=True),
    ),
    gather=gather,
    on_save=act,
    on_expire=expire,
    on_tap=say_at_once,
    head=head,
)
