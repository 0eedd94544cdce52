"""`python -m tests.house.audit`: nothing that is pinned has a known vulnerability or was withdrawn by its makers.

The package index is asked for each pinned version. Where it does not answer by version, which is all that pip-audit
asks, it is asked for the package: that page tells of vulnerabilities in the newest version only.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from pip._internal.models.index import PyPI

from tests.house.modules import ROOT

PATIENCE = 60
AT_ONCE = 4


@dataclass(frozen=True)
class Told:
    """What the index tells of a pinned version; of its vulnerabilities it may tell nothing at all."""

    withdrawn: bool
    vulnerabilities: tuple[str, ...] | None


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    return {name: version for name, _, version in (line.partition("==") for line in lines)}


def read(page: Mapping[str, Any], version: str) -> Told:
    """From the page of a version or of its package. KeyError if the index does not know this version."""
    files = page["releases"][version] if "releases" in page else page["urls"]
    known = tuple(one["id"] for one in page["vulnerabilities"] if not one["withdrawn"])
    return Told(any(one["yanked"] for one in files), known if page["info"]["version"] == version else None)


def ask(name: str, version: str) -> Told:
    """HTTPError or another OSError if nobody answers."""
    try:
        return read(_page(f"{name}/{version}"), version)
    except HTTPError as error:
        if error.code != 404:
            raise
    return read(_page(name), version)


def _page(path: str) -> dict[str, Any]:
    with urlopen(f"{PyPI.pypi_url}/{path}/json", timeout=PATIENCE) as answer:
        page: dict[str, Any] = json.load(answer)
        return page


def complaints(told: Mapping[str, Told]) -> Iterator[str]:
    """By name and version; one more where the index was silent about half of them, which would prove nothing."""
    for pin, one in told.items():
        if one.withdrawn:
            yield f"{pin}: withdrawn by its makers"
        if one.vulnerabilities:
            yield f"{pin}: {', '.join(one.vulnerabilities)}"
    if 2 * len(silent(told)) >= len(told):
        yield f"the index told of the vulnerabilities of {len(told) - len(silent(told))} of {len(told)}: pin newer ones"


def silent(told: Mapping[str, Told]) -> list[str]:
    return [pin for pin, one in told.items() if one.vulnerabilities is None]


def main() -> int:
    pinned = pins()
    with ThreadPoolExecutor(AT_ONCE) as asking:
        answers = asking.map(ask, pinned.keys(), pinned.values())
        told = {
            f"{name} {version}": one for (name, version), one in zip(pinned.items(), answers, strict=True)
        }
    found = list(complaints(told))
    print(f"asked about {len(told)}, not told of vulnerabilities in: {', '.join(silent(told)) or 'none'}")
    print("\n".join(found) or "nothing is known against them")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
