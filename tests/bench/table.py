"""The two tables that `make bench` prints."""

from collections.abc import Iterator
from pathlib import Path

from tests.bench.rounds import DRIVER, Figures
from tests.bench.sizes import sizes, spread

BUSY = 0.9


def speed(figures: dict[str, Figures]) -> Iterator[str]:
    """One row per figure: the first bot's value, and each other bot's with its ratio to the first."""
    names = list(figures)
    base = figures[names[0]]
    yield (
        f"{'':32}" + "".join(f"{name:>12}" for name in names) + "".join(f"{'× ' + n:>14}" for n in names[1:])
    )
    for row, of_base in sorted(base.items(), key=lambda pair: pair[0] == DRIVER):
        values = [figures[name][row] for name in names]
        ratios = [value / of_base for value in values[1:]]
        yield f"{row:32}" + "".join(f"{v:12.2f}" for v in values) + "".join(f"{r:14.2f}" for r in ratios)
    for name in names:
        if figures[name][DRIVER] > BUSY:
            yield f"{name}: the driver was the limit; the bot can do more."


def lengths(root: Path) -> Iterator[str]:
    yield f"{'lines (median / p90 / max)':28}{'lines':>8}{'modules':>9}{'module':>18}{'function':>16}"
    for package, modules, functions in sizes(root):
        numbers = f"{sum(modules):8}{len(modules):9}"
        yield f"{package:28}{numbers}{spread(modules):>18}{spread(functions):>16}"
