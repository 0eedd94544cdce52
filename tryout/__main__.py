"""`python -m tryout`: the bot on a page, with phones and a clock; ends without a trace."""

import asyncio
import json
import secrets
import signal
import sys
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tryout.demo.children import CommandFailed
from tryout.demo.show import Show
from tryout.demo.site import Site
from tryout.server import serve_app

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_TEXTS: Final = json.loads((files("tryout.demo") / "terminal.json").read_text("utf-8"))


def tell(key: str, **values: str) -> None:
    print(_TEXTS[key].format(**values), flush=True)  # noqa: T201 - it is a command


async def until_told() -> None:
    """Run until Ctrl-C, or until the terminal or the machine goes away; the first word counts."""
    running = asyncio.create_task(_run())
    for number in _SIGNALS:
        asyncio.get_running_loop().add_signal_handler(number, _end, running)
    try:
        await running
    except asyncio.CancelledError:
        tell("ended")


def _end(running: "asyncio.Task[None]") -> None:
    if not running.cancelling():
        running.cancel()


async def _run() -> None:
    tell("hello")
    with TemporaryDirectory(prefix="sleutelbot-demo-") as folder:
        tell("folder", folder=folder)
        await _shown(Show(Path(folder), tell))


async def _shown(show: Show) -> None:
    key = secrets.token_urlsafe(9)
    async with serve_app(Site(show, key).application()) as url:
        tell("telegram", url=url)
        try:
            await show.begin(url)
            tell("open", address=f"{url}/{key}/")
            tell("stop")
            await asyncio.Event().wait()
        finally:
            await show.close()


def main() -> int:
    try:
        asyncio.run(until_told())
    except CommandFailed as failed:
        tell("failed", reason=str(failed))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
