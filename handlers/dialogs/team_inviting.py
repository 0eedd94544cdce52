"""An invitation as a message to forward: in the language of whoever is invited, and in that of the coordinator."""

from collections.abc import Iterator

from bot.model import Role
from bot.screen import Day, Screen, Text, Value
from handlers.deps import Turn
from handlers.dialogs.arranging import named
from handlers.dialogs.team_facts import Shown, View
from storage import audit, installation, invitations
from storage.audit import Action


async def invite(turn: Turn, scene: Shown) -> None:
    """Made, and shown once: only the hash of its code is kept."""
    view, code = scene.facts.one, invitations.new_code()
    role, language = Role(scene.answers["role"]), scene.answers["language"]
    expires_at = turn.now + invitations.LIVES
    await invitations.invite(turn.session, code, view.team.team_id, role, language, expires_at)
    await audit.write(turn.session, turn.person.id, Action.INVITED, view.team.team_id, turn.now)
    until = Day(day=expires_at.astimezone(turn.zone).date())
    turn.say(Screen(lines=(Text(key="team.forward", values={"day": until}),)))
    lines = tuple(_letter(turn, view, role, language, until))
    link = Text(key="team.letter.link", values={"link": await _link(turn, code)}, apart=True)
    turn.say(Screen(lines=(*lines, link), language=language))


def _letter(turn: Turn, view: View, role: Role, language: str, until: Day) -> Iterator[Text]:
    """What whoever gets it reads, and below it the same as its sender reads it."""
    values: dict[str, Value] = {"name": named(turn.person.name, turn.person.id), "team": view.team.team}
    key = "team.letter.coordinator" if role is Role.COORDINATOR else "team.letter.key_person"
    said = (Text(key=key, values=values), Text(key="team.letter.how", values={"day": until}))
    yield from said
    own = turn.person.language
    if language != own:
        yield from (one.model_copy(update={"language": own, "apart": one is said[0]}) for one in said)


async def _link(turn: Turn, code: str) -> str:
    """Opens the bot; what can be typed instead where the bot does not know its name yet."""
    name = await installation.recall(turn.session, installation.BOT_NAME)
    return f"https://t.me/{name}?start={code}" if name else f"/start {code}"
