"""The work that the clock starts: one file per kind, one line here. Each asks the database what is due."""

from collections.abc import Awaitable, Callable
from typing import Final

from handlers.jobs import (
    after_sessions,
    ask_outcomes,
    check_directory,
    expire_drafts,
    remind,
    repeat_sessions,
    rhythms,
    tidy,
    weekly,
)
from handlers.jobs.round import Round

JOBS: Final[tuple[Callable[[Round], Awaitable[None]], ...]] = (
    repeat_sessions.run,
    remind.run,
    after_sessions.run,
    ask_outcomes.run,
    rhythms.run,
    check_directory.run,
    weekly.run,
    expire_drafts.run,
    tidy.run,
)
