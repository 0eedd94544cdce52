"""The work that the clock starts: one file per kind, one line here. Each asks the database what is due.

Nobody asks for it, so what it says is told: whom its notices are for.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final, TypeAlias

from bot.access import ANYBODY, COORDINATORS, EVERYBODY, KEY_PERSONS, NOBODY, Roles
from handlers.jobs import (
    after_sessions,
    ask_alarms,
    ask_expire,
    ask_outcomes,
    check_directory,
    expire_drafts,
    remind,
    repeat_sessions,
    retain,
    rhythms,
    tidy,
    weekly,
)
from handlers.jobs.round import Round

Job: TypeAlias = Callable[[Round], Awaitable[None]]
JOBS: Final[Mapping[Job, Roles]] = {
    repeat_sessions.run: EVERYBODY,
    remind.run: EVERYBODY,
    after_sessions.run: COORDINATORS,
    ask_alarms.run: KEY_PERSONS,
    ask_expire.run: COORDINATORS,
    ask_outcomes.run: KEY_PERSONS,
    rhythms.run: COORDINATORS,
    check_directory.run: COORDINATORS,
    weekly.run: EVERYBODY,
    expire_drafts.run: ANYBODY,
    retain.run: NOBODY,
    tidy.run: NOBODY,
}
