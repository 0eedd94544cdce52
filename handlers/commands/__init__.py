"""One-shot answers and the doors to the dialogues: who may ask what."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.model import Role
from handlers.commands import (
    agree,
    coordinator,
    dialogue,
    digest,
    directory,
    export,
    goals,
    hours,
    how,
    info,
    meeting,
    offduty,
    own_time,
    plan,
    referral,
    report,
    supervision,
    team,
    waiting,
)
from handlers.deps import Turn

KEY_PERSONS: Final = frozenset({Role.KEY_PERSON})
COORDINATORS: Final = frozenset({Role.COORDINATOR})


@dataclass(frozen=True)
class Command:
    """What a command does, and for which roles; None is everybody who is in."""

    run: Callable[[Turn, str], Awaitable[None]]
    roles: frozenset[Role] | None = None


COMMANDS: Final[Mapping[str, Command]] = {
    "contact": Command(dialogue.contact, KEY_PERSONS),
    "today": Command(dialogue.today, KEY_PERSONS),
    "hours": Command(hours.show),
    "away": Command(own_time.away),
    "back": Command(own_time.back),
    "quiet": Command(own_time.quiet),
    "time": Command(own_time.time, KEY_PERSONS),
    "notes": Command(dialogue.notes, KEY_PERSONS),
    "offduty": Command(offduty.offduty, KEY_PERSONS),
    "coordinator": Command(coordinator.coordinator, KEY_PERSONS),
    "directory": Command(directory.directory),
    "agree": Command(agree.start, COORDINATORS),
    "plan": Command(plan.start, COORDINATORS),
    "meeting": Command(meeting.meeting),
    "digest": Command(digest.digest),
    "supervision": Command(supervision.supervision),
    "overview": Command(team.overview, COORDINATORS),
    "export": Command(export.start, COORDINATORS),
    "report": Command(report.report, COORDINATORS),
    "goals": Command(goals.goals, COORDINATORS),
    "settings": Command(team.settings, COORDINATORS),
    "why": Command(waiting.why),
    "waiting": Command(waiting.waiting),
    "how": Command(how.how, KEY_PERSONS),
    "referral": Command(referral.referral, KEY_PERSONS),
    "language": Command(dialogue.language),
    "cancel": Command(dialogue.cancel),
    "help": Command(info.help_),
    "privacy": Command(info.privacy),
    "sos": Command(info.sos),
}


async def run(turn: Turn, name: str, argument: str = "") -> bool:
    """Answer this command with what was typed behind it; False where there is no such command."""
    command = COMMANDS.get(name)
    if command is None:
        return False
    if command.roles is not None and not command.roles & turn.person.roles:
        info.not_for_you(turn)
    else:
        await command.run(turn, argument)
    return True
