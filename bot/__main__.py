"""The command `sleutelbot`: does what is asked, and tells in one sentence what keeps it from running."""

import asyncio
import os
import sys
from typing import Final

from pydantic import ValidationError
from telegram.error import InvalidToken

from bot.command_line.asking import parser
from bot.command_line.words import say
from bot.settings import PREFIX, Settings
from handlers.endings import PollingStopped, TokenRefused
from handlers.errors import set_up_logging
from handlers.last_words import guard
from storage.problems import StorageProblem

FAILED: Final = 1
POLLING_STOPPED: Final = 70


def _problem(error: Exception) -> tuple[str, int]:
    """The sentence and the exit code for what keeps the program from running."""
    match error:
        case StorageProblem():
            return say(error.key, {**error.values}), FAILED
        case InvalidToken() | TokenRefused():
            return say("startup.token_refused"), FAILED
        case PollingStopped():
            return say("startup.polling_stopped"), POLLING_STOPPED
        case ValidationError():
            detail = error.errors()[0]
            cause = detail.get("ctx", {}).get("error", "startup.setting_malformed")
            setting = f"{PREFIX}{'_'.join(map(str, detail['loc'])).upper()}"
            return say(str(cause), {"setting": getattr(cause, "setting", setting)}), FAILED
        case UnicodeDecodeError():
            return say("startup.dotenv_unreadable"), FAILED
    raise error


def _settings() -> Settings:
    try:
        return Settings()
    except OSError as error:
        raise StorageProblem("startup.dotenv_unreadable") from error


def main(arguments: list[str] | None = None) -> int:
    for stream in (sys.stdout, sys.stderr):  # the name of a team may have letters that this terminal has not
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    given = parser().parse_args(arguments)
    set_up_logging()
    guard()
    try:
        asyncio.run(given.work(_settings(), given))
        sys.stdout.flush()
    except (
        StorageProblem,
        InvalidToken,
        TokenRefused,
        PollingStopped,
        ValidationError,
        UnicodeDecodeError,
    ) as error:
        sentence, code = _problem(error)
        print(sentence, file=sys.stderr)
        return code
    except BrokenPipeError:
        # Whoever read our output has enough; Python would complain of it once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    return 0


if __name__ == "__main__":
    sys.exit(main())
