"""How long modules and functions are, by package."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

PACKAGES = ("bot", "handlers", "storage", "tryout")


def sizes(root: Path) -> Iterator[tuple[str, list[int], list[int]]]:
    """Each package with the lines of its modules and of its functions; empty modules do not count."""
    for package in PACKAGES:
        sources = [path.read_text() for path in sorted((root / package).rglob("*.py"))]
        modules = [len(source.splitlines()) for source in sources if source.strip()]
        functions = [length for source in sources for length in function_lengths(source)]
        yield package, modules, functions


def function_lengths(source: str) -> list[int]:
    """From `def` to the last line, inner functions by themselves too."""
    return [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def spread(lengths: list[int]) -> str:
    """Median / p90 / max."""
    if len(lengths) < 2:
        return " / ".join(map(str, lengths)) or "-"
    p90 = statistics.quantiles(lengths, n=10, method="inclusive")[-1]
    return f"{statistics.median(lengths):.0f} / {p90:.0f} / {max(lengths)}"
