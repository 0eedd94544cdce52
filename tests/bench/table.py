"""The tables that `make bench` prints."""

from collections.abc import Iterator
from pathlib import Path

from tests.bench.growth import Found
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


def growth(found: dict[int, Found]) -> Iterator[str]:
    """Seconds by size, how many times more the largest takes than the one before, and MiB for both of these.

    Ten times as many contacts may take ten times as long, and should take no more memory.
    """
    sizes = list(found)
    before, largest = (*sizes, *sizes)[-2:]
    yield (
        f"{'seconds, by contacts of a team':32}"
        + "".join(f"{one:>11,}" for one in sizes)
        + "  growth    MiB, MiB"
    )
    for name in found[largest]:
        seconds = "".join(f"{found[one][name][0]:11.3f}" for one in sizes)
        ratio = found[largest][name][0] / max(found[before][name][0], 1e-9)
        memory = f"{found[before][name][1]:7.1f},{found[largest][name][1]:6.1f}"
        yield f"{name:32}{seconds}{ratio:7.1f}×{memory}"


def lengths(root: Path) -> Iterator[str]:
    yield f"{'lines (median / p90 / max)':28}{'lines':>8}{'modules':>9}{'module':>18}{'function':>16}"
    for package, modules, functions in sizes(root):
        numbers = f"{sum(modules):8}{len(modules):9}"
        yield f"{package:28}{numbers}{spread(modules):>18}{spread(functions):>16}"
