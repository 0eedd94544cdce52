"""The import direction, checked by import-linter: its contracts stand in pyproject.toml."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter import api

from tests.house.modules import LAYERS, ROOT, of

CONTRACTS = {
    "floors",
    "assembly",
    "tryout-of-bot",
    "bot-of-tryout",
    "bot-outside",
    "storage-outside",
    "handlers-outside",
    "tryout-outside",
}
LINT = Path(sys.executable).with_name("lint-imports")


def lint(*more: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [str(LINT), "--no-cache", "--no-logo", *more]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60)


def test_the_contracts_are_the_agreed_ones_over_every_layer() -> None:
    read = api.read_configuration(str(ROOT / "pyproject.toml"))
    assert {contract["id"] for contract in read["contracts_options"]} == CONTRACTS
    assert set(read["session_options"]["root_packages"]) == set(LAYERS)


def test_only_the_assembly_is_excused() -> None:
    read = api.read_configuration(str(ROOT / "pyproject.toml"))
    excused = {one for contract in read["contracts_options"] for one in contract.get("ignore_imports", [])}
    assert excused
    assert {one.split(" -> ")[0] for one in excused} == {"bot.__main__", "bot.command_line.*"}


def test_no_import_goes_the_wrong_way() -> None:
    run = lint()
    assert run.returncode == 0, run.stdout
    looked = re.search(r"Analyzed (\d+) files, (\d+) dependencies", run.stdout)
    assert looked, run.stdout
    assert int(looked[1]) >= len(of(*LAYERS)) > 80
    assert int(looked[2]) > 300
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in run.stdout


WRONG = [
    pytest.param("bot", "from handlers import talk", "floors", id="what it knows asks what reacts"),
    pytest.param("storage", "import handlers.wire", "floors", id="what it remembers asks what reacts"),
    pytest.param("handlers", "import bot.__main__", "assembly", id="somebody imports the assembly"),
    pytest.param(
        "handlers", "import sqlalchemy.exc", "handlers-outside", id="a handler reaches for the database"
    ),
    pytest.param("bot", "import telegram", "bot-outside", id="a rule reaches for Telegram"),
    pytest.param("storage", "import aiohttp", "storage-outside", id="storage reaches for the network"),
    pytest.param("tryout", "import bot.screen", "tryout-of-bot", id="the stand-in looks into the bot"),
    pytest.param("handlers", "import tryout.clock", "bot-of-tryout", id="the bot leans on the stand-in"),
]


@pytest.mark.parametrize(("layer", "line", "contract"), WRONG)
def test_a_wrong_import_is_found(tmp_path: Path, layer: str, line: str, contract: str) -> None:
    """In a copy that has one module more."""
    for one in LAYERS:
        (tmp_path / one).mkdir()
    for module in of(*LAYERS):
        path = tmp_path / module.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((ROOT / module.path).read_text())
    (tmp_path / layer / "wrong.py").write_text(f"{line}\n")
    run = lint("--config", str(ROOT / "pyproject.toml"), "--contract", contract, folder=tmp_path)
    assert run.returncode == 1, run.stdout
    assert "wrong" in run.stdout
