"""Every module of the program, taken apart."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
LAYERS: Final = ("bot", "handlers", "storage", "locales", "tryout")


@dataclass(frozen=True)
class Module:
    """`path` counts from the root of the project, as in `bot/clock.py`."""

    path: str
    tree: ast.Module

    @property
    def layer(self) -> str:
        return self.path.partition("/")[0]

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Every call, with what is called as it is written, such as `log.error`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield ast.unparse(node.func), node


@cache
def modules() -> tuple[Module, ...]:
    found = [path for layer in LAYERS for path in sorted((ROOT / layer).rglob("*.py"))]
    return tuple(Module(str(path.relative_to(ROOT)), ast.parse(path.read_text())) for path in found)


def of(*layers: str) -> list[Module]:
    """The modules of these layers; a layer without any would prove nothing."""
    chosen = [one for one in modules() if one.layer in layers]
    assert {one.layer for one in chosen} == set(layers)
    return chosen
