"""One-shot answers and the doors to the dialogues: who may ask what."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.access import ANYBODY, COORDINATORS, EVERYBODY, KEY_PERSONS, WHOEVER, Roles, may
from bot.model import Person
from handlers.commands import (
    agree,
    alarm,
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
    pool,
    privacy,
    referral,
    report,
    seen,
    supervision,
    team,
    waiting,
)
from handlers.deps import Turn


@dataclass(frozen=True)
class Command:
    """What a command does, and who may."""

    run: Callable[[Turn, str], Awaitable[None]]
    roles: Roles


COMMANDS: Final[Mapping[str, Command]] = {
    "contact": Command(dialogue.contact, KEY_PERSONS),
    "today": Command(dialogue.today, KEY_PERSONS),
    "hours": Command(hours.show, EVERYBODY),
    "away": Command(own_time.away, EVERYBODY),
    "back": Command(own_time.back, EVERYBODY),
    "quiet": Command(own_time.quiet, EVERYBODY),
    "time": Command(own_time.time, KEY_PERSONS),
    "notes": Command(dialogue.notes, KEY_PERSONS),
    "offduty": Command(offduty.offduty, KEY_PERSONS),
    "coordinator": Command(coordinator.coordinator, KEY_PERSONS),
    "alarm": Command(alarm.alarm, KEY_PERSONS),
    "directory": Command(directory.directory, EVERYBODY),
    "profile": Command(pool.profile, KEY_PERSONS),
    "agree": Command(agree.start, COORDINATORS),
    "ask": Command(pool.ask, COORDINATORS),
    "plan": Command(plan.start, COORDINATORS),
    "meeting": Command(meeting.meeting, EVERYBODY),
    "digest": Command(digest.digest, EVERYBODY),
    "supervision": Command(supervision.supervision, EVERYBODY),
    "team": Command(team.team, COORDINATORS),
    "overview": Command(team.overview, COORDINATORS),
    "export": Command(export.start, COORDINATORS),
    "report": Command(report.report, COORDINATORS),
    "goals": Command(goals.goals, COORDINATORS),
    "oncall": Command(team.on_call, COORDINATORS),
    "settings": Command(team.settings, COORDINATORS),
    "why": Command(waiting.why, EVERYBODY),
    "waiting": Command(waiting.waiting, EVERYBODY),
    "how": Command(how.how, KEY_PERSONS),
    "referral": Command(referral.referral, KEY_PERSONS),
    "answer": Command(pool.answer, KEY_PERSONS),
    "language": Command(dialogue.language, WHOEVER),
    "cancel": Command(dialogue.cancel, EVERYBODY),
    "help": Command(info.help_, EVERYBODY),
    "seen": Command(seen.seen, KEY_PERSONS),
    "privacy": Command(privacy.privacy, ANYBODY),
    "mydata": Command(privacy.mydata, ANYBODY),
    "correct": Command(privacy.correct, ANYBODY),
    "forget": Command(privacy.forget, ANYBODY),
    "sos": Command(info.sos, WHOEVER),
}


async def run(turn: Turn, name: str, argument: str = "") -> bool:
    """Answer this command with what was typed behind it; False where there is no such command."""
    command = COMMANDS.get(name)
    if command is None:
        return False
    if may(turn.person, command.roles):
        await command.run(turn, argument)
    else:
        info.not_for_you(turn)
    return True


def is_open_to(person: Person, name: str) -> bool:
    """Whether there is such a command, and it is for her."""
    command = COMMANDS.get(name)
    return command is not None and may(person, command.roles)
