"""`python -m tests.house.withdrawn`: nothing that is pinned was withdrawn by its makers, as `pip install --report -` tells.

Makers withdraw what breaks or endangers whoever installs it (PEP 592).
"""

import json
import sys
from typing import Any

from tests.house.modules import ROOT


def withdrawn(report: dict[str, Any], pinned: int) -> list[str]:
    """What was withdrawn, by name and version; ValueError if the report tells of fewer or more than are pinned."""
    looked_at = report["install"]
    if not 0 < len(looked_at) == pinned:
        raise ValueError(f"{pinned} are pinned, {len(looked_at)} were looked at")
    return [
        f"{one['metadata']['name']} {one['metadata']['version']}" for one in looked_at if one["is_yanked"]
    ]


if __name__ == "__main__":
    found = withdrawn(json.load(sys.stdin), len((ROOT / "constraints.txt").read_text().splitlines()))
    print(*(f"withdrawn by its makers: {one}" for one in found), sep="\n", end="\n" if found else "")
    sys.exit(bool(found))
