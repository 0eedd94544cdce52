"""`python -m tests.bench [NAME…]`: the figures of all bots, or of those named, as ratios to the first.

The name `growth` is what a coordinator asks for with ever more contacts, and `notes` is what the guard of free text
finds; without a name both are measured as well.
"""

import asyncio
import signal
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from tests.bench import growth
from tests.bench.notes.measure import looked_through
from tests.bench.notes.measure import table as guarded
from tests.bench.rounds import Effort, compare
from tests.bench.subjects import SUBJECTS
from tests.bench.table import growth as grown
from tests.bench.table import lengths, speed

LONGEST, LONGEST_GROWTH = 175.0, 400.0
GROWTH, NOTES = "growth", "notes"
ROOT = Path(__file__).parents[2]


async def measure(names: list[str]) -> None:
    kinds = [kind for kind in SUBJECTS if not names or kind.name in names]
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None
    loop.add_signal_handler(signal.SIGTERM, task.cancel)  # so that the children are ended then too
    with tempfile.TemporaryDirectory() as folder:
        if kinds:
            async with asyncio.timeout(LONGEST):
                figures = await compare(kinds, Path(folder), Effort())
            print(*speed(figures), "", *lengths(ROOT), "", sep="\n", flush=True)
        if not names or GROWTH in names:
            await measure_growth(Path(folder))
    if not names or NOTES in names:
        print("", *guarded(looked_through()), sep="\n")


async def measure_growth(folder: Path) -> None:
    """On a busy machine the largest size may take too long: the others are told all the same."""
    found: dict[int, growth.Found] = {}
    with suppress(TimeoutError):
        async with asyncio.timeout(LONGEST_GROWTH):
            async for number, figures in growth.compare(growth.SIZES, folder):
                found[number] = figures
    print(*grown(found), sep="\n")
    if len(found) < len(growth.SIZES):
        raise TimeoutError(f"only {len(found)} sizes were done within {LONGEST_GROWTH:.0f} s")


if __name__ == "__main__":
    try:
        asyncio.run(measure(sys.argv[1:]))
    except RuntimeError as error:
        sys.exit(str(error))
    except TimeoutError as error:
        sys.exit(str(error) or "not done in time")
    except asyncio.CancelledError:
        sys.exit("stopped")
