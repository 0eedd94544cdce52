"""What the program is made of besides itself: declared, pinned, the same everywhere, and free to be used."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, packages_distributions
from typing import Any

import pytest
from packaging.requirements import Requirement

from tests.house import audit
from tests.house.audit import Told, complaints, read
from tests.house.modules import LAYERS, ROOT, of

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PINNED = (ROOT / "constraints.txt").read_text().splitlines()
NAME = re.compile(r"[A-Za-z0-9][\w.-]*")
# Of these a program for any organisation may be made, with whatever licence of its own.
FREE = re.compile(
    r"MIT|BSD|Apache|PSF|Python Software Foundation|MPL|Mozilla|LGPL|Lesser General|ISC|zlib|Dual License",
    re.IGNORECASE,
)
# Says nothing of itself where a machine could read it: it bears the licence of zlib.
SILENT = {"sqlcipher3"}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def named(requirement: str) -> str:
    found = NAME.match(requirement)
    assert found, requirement
    return plain(found[0])


def pins() -> dict[str, str]:
    return {plain(name): version for name, version in audit.pins().items()}


def declared(*extras: str) -> set[str]:
    lists = [PROJECT["dependencies"], *(PROJECT["optional-dependencies"][one] for one in extras)]
    return {named(one) for several in lists for one in several}


def installed(names: set[str]) -> dict[str, Distribution]:
    """These and what they need in turn, as far as it is installed here."""
    found: dict[str, Distribution] = {}
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue
        waiting |= {named(one) for one in needs(found[name])} - found.keys()
    return found


def needs(of_: Distribution) -> Iterator[str]:
    """Without extras, which nobody asked for unless somebody declared them."""
    return (one for one in of_.requires or () if "extra ==" not in one)


ALL = installed(declared("dev", "page"))


def test_every_pin_is_one_version_and_stands_once() -> None:
    assert len(PINNED) > 60
    assert [line for line in PINNED if not re.fullmatch(r"[A-Za-z0-9][\w.-]*==[\w.!+]+", line)] == []
    assert len(pins()) == len(PINNED)


def test_what_is_installed_is_what_is_pinned() -> None:
    assert len(ALL) > 60
    assert {name: one.version for name, one in ALL.items() if pins().get(name) != one.version} == {}


def test_nothing_is_pinned_that_nobody_needs() -> None:
    """Another system may need more; and where only the program is to be tested there is no browser."""
    elsewhere = {named(one) for found in ALL.values() for one in found.requires or ()}
    assert pins().keys() - ALL.keys() - elsewhere - declared("dev", "page") == set()


def test_everything_needed_is_there() -> None:
    missing = {
        need for found in ALL.values() for need in needs(found) if ";" not in need and named(need) not in ALL
    }
    assert missing == set()


def test_the_versions_that_are_declared_allow_what_is_pinned() -> None:
    lists = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    requirements = [Requirement(one) for several in lists for one in several]
    assert len(requirements) > 25
    assert [one for one in requirements if not one.specifier.contains(pins()[plain(one.name)])] == []
    assert [str(one) for one in requirements if {part.operator for part in one.specifier} != {"~="}] == []


# What the code asks for.


def imported(*layers: str) -> set[str]:
    """The first parts of the names of other people's modules that these layers import."""
    found = set()
    for module in of(*layers):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import):
                found |= {one.name.partition(".")[0] for one in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - set(LAYERS) - sys.stdlib_module_names


def test_whatever_is_imported_is_declared_and_nothing_is_declared_for_nothing() -> None:
    owners = packages_distributions()
    used = {plain(owner) for name in imported(*LAYERS) for owner in owners[name]}
    assert len(used) > 12
    assert used - declared() == set()
    assert declared() - used == set()


@pytest.mark.parametrize("name", sorted(ALL))
def test_its_licence_lets_everybody_use_it(name: str) -> None:
    about = ALL[name].metadata
    told = [*(about.get_all("License-Expression") or ()), *(about.get_all("License") or ())]
    told = [one[:200] for one in told]
    told += [one for one in about.get_all("Classifier") or () if one.startswith("License")]
    assert name in SILENT or FREE.search(" ".join(told)), told
    assert not re.search(r"(?<!L)(?<!Lesser )\b(A?GPL|Affero)", " ".join(told)), told


# What the package index tells of what is pinned (`make audit` asks it).

NEWEST = {
    "info": {"version": "2.0"},
    "vulnerabilities": [],
    "releases": {"1.0": [], "2.0": [{"yanked": False}]},
}
WEAK = [{"id": "CVE-1", "withdrawn": None}, {"id": "CVE-2", "withdrawn": "2026-11-01T00:00:00Z"}]
row = pytest.param


@pytest.mark.parametrize(
    ("page", "version", "told"),
    [
        row(NEWEST, "2.0", Told(False, ()), id="nothing is known"),
        row({**NEWEST, "vulnerabilities": WEAK}, "2.0", Told(False, ("CVE-1",)), id="one that still counts"),
        row({**NEWEST, "vulnerabilities": WEAK}, "1.0", Told(False, None), id="told of a newer one only"),
        row({**NEWEST, "releases": {"2.0": [{"yanked": True}]}}, "2.0", Told(True, ()), id="withdrawn"),
        row(
            {"info": {"version": "1.0"}, "vulnerabilities": WEAK, "urls": [{"yanked": True}]},
            "1.0",
            Told(True, ("CVE-1",)),
            id="the page of a version",
        ),
    ],
)
def test_what_the_index_tells_is_read(page: dict[str, Any], version: str, told: Told) -> None:
    assert read(page, version) == told


def test_a_version_that_the_index_does_not_know_is_no_silence() -> None:
    with pytest.raises(KeyError):
        read(NEWEST, "3.0")


GOOD, SILENT_OF = Told(False, ()), Told(False, None)


@pytest.mark.parametrize(
    ("told", "complaint"),
    [
        row([GOOD, GOOD, SILENT_OF], [], id="silent about fewer than half"),
        row([GOOD, Told(True, ())], ["1: withdrawn"], id="one was withdrawn"),
        row([GOOD, Told(False, ("CVE-1", "CVE-2"))], ["1: CVE-1, CVE-2"], id="two are known"),
        row([GOOD, Told(True, ("CVE-1",))], ["1: withdrawn", "1: CVE-1"], id="both"),
        row([GOOD, SILENT_OF], ["the index told of"], id="silent about half"),
        row([Told(True, None), GOOD, GOOD], ["0: withdrawn"], id="withdrawn, and nothing else told"),
        row([], ["the index told of"], id="nothing was asked"),
    ],
)
def test_what_is_told_against_a_pin_is_complained_of(told: list[Told], complaint: list[str]) -> None:
    found = list(complaints({str(at): one for at, one in enumerate(told)}))
    assert len(found) == len(complaint)
    assert all(one.startswith(start) for one, start in zip(found, complaint, strict=True))
