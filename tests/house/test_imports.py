"""The import direction, checked by import-linter: its contracts stand in pyproject.toml."""

import subprocess
import sys
from functools import cache
from typing import Any

import grimp
import pytest
from importlinter import api
from importlinter.application import use_cases

from tests.house.modules import LAYERS, ROOT, of

CONFIG = str(ROOT / "pyproject.toml")


@cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*LAYERS, include_external_packages=True, cache_dir=None)


def contracts() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.read_configuration(CONFIG)["contracts_options"]
    return found


def test_no_import_goes_the_wrong_way() -> None:
    report = use_cases.create_report(use_cases.read_user_options(CONFIG), cache_dir=None)
    assert report.module_count >= len(of(*LAYERS)) > 80
    assert report.import_count > 300
    checked = [(contract.name, check.kept) for contract, check in report.get_contracts_and_checks()]
    assert len(checked) == len(contracts()) >= 8
    assert [name for name, kept in checked if not kept] == []
    assert not report.could_not_run
