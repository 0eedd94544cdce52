"""Reads pip's report of what it would install: nothing withdrawn, each as it is pinned.

`pip install --dry-run --report - … | python -m tests.audit`
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

from tests.house.test_dependencies import pins, plain


def complaints(report: dict[str, Any]) -> Iterator[str]:
    """What is wrong with any of it; our own project is left out."""
    for one in report["install"]:
        name, version = plain(one["metadata"]["name"]), one["metadata"]["version"]
        if name == "sleutelbot":
            continue
        if one["is_yanked"]:
            yield f"{name} {version} was withdrawn by whoever made it"
        if pins().get(name) != version:
            yield f"{name} {version} is not pinned"


def main() -> int:
    report = json.load(sys.stdin)
    found = list(complaints(report))
    print("\n".join(found) or f"{len(report['install']) - 1} packages: pinned, none withdrawn")
    return 1 if found or len(report["install"]) < len(pins()) // 2 else 0


if __name__ == "__main__":
    sys.exit(main())
