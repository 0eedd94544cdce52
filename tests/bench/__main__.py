"""`python -m tests.bench [NAME…]`: the figures of all bots, or of those named, as ratios to the first."""

import asyncio
import signal
import sys
import tempfile
from pathlib import Path

from tests.bench.rounds import Effort, compare
from tests.bench.subjects import SUBJECTS
from tests.bench.table import lengths, speed

LONGEST = 175.0
ROOT = Path(__file__).parents[2]


async def measure(names: list[str]) -> None:
    kinds = [kind for kind in SUBJECTS if not names or kind.name in names]
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None
    loop.add_signal_handler(signal.SIGTERM, task.cancel)  # so that the children are ended then too
    with tempfile.TemporaryDirectory() as folder:
        async with asyncio.timeout(LONGEST):
            figures = await compare(kinds, Path(folder), Effort())
    print(*speed(figures), "", *lengths(ROOT), sep="\n")


if __name__ == "__main__":
    try:
        asyncio.run(measure(sys.argv[1:]))
    except RuntimeError as error:
        sys.exit(str(error))
    except TimeoutError as error:
        sys.exit(str(error) or f"not done within {LONGEST:.0f} s")
    except asyncio.CancelledError:
        sys.exit("stopped")
