"""The map of the files in docs/files.md, made of the sentence each module opens with.

`python -m tests.house.files` writes it anew.
"""

import ast
import re
from pathlib import Path
from typing import Final

from tests.house.modules import ROOT, Module, modules

MAP: Final = ROOT / "docs" / "files.md"
HEAD: Final = """# The files

Each file with the sentence it opens with. Made by `python -m tests.house.files`; a test compares.
"""


def sentence(module: Module) -> str:
    """The first sentence of the module's docstring, or nothing."""
    opening = (ast.get_docstring(module.tree) or "").partition("\n")[0]
    return re.split(r"(?<=\.) ", opening)[0]


def drawn() -> str:
    """The whole page: a heading per folder, a line per file."""
    parts, folder = [HEAD], ""
    for module in sorted(modules(), key=lambda one: (str(Path(one.path).parent), one.path)):
        above, _, name = module.path.rpartition("/")
        if above != folder:
            folder = above
            parts.append(f"\n## {folder}/\n\n")
        parts.append(f"- `{name}` — {sentence(module)}\n")
    return "".join(parts)


if __name__ == "__main__":
    MAP.write_text(drawn())
