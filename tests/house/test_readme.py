"""What the README says of settings and commands is so."""

import re
from pathlib import Path

import pytest

from bot.command_line.asking import parser
from bot.settings import Settings

README = (Path(__file__).parents[2] / "README.md").read_text()
SETTINGS = [f"SLEUTELBOT_{name.upper()}" for name in Settings.model_fields]


def commands() -> list[str]:
    [chosen] = [action.choices for action in parser()._subparsers._group_actions]  # type: ignore[union-attr]
    return list(chosen or [])


def test_every_setting_is_documented_and_nothing_else() -> None:
    assert SETTINGS
    assert set(re.findall(r"SLEUTELBOT_\w+", README)) == set(SETTINGS)


@pytest.mark.parametrize("command", commands())
def test_every_command_is_documented(command: str) -> None:
    assert f"`sleutelbot {command}" in README


def test_the_defaults_in_the_readme_are_those_of_the_program() -> None:
    rows = re.findall(r"^\| `SLEUTELBOT_(\w+)` \|[^|]*\| `([^`]+)` \|$", README, flags=re.MULTILINE)
    assert len(rows) >= 4
    for name, default in rows:
        assert str(Settings.model_fields[name.lower()].default) == default


def test_every_file_that_the_readme_points_to_exists() -> None:
    targets = [one for one in re.findall(r"\]\(([^)#]+)\)", README) if not one.startswith("http")]
    assert targets
    missing = [one for one in targets if not (Path(__file__).parents[2] / one).exists()]
    assert missing == []


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (Path(__file__).parents[2] / "Makefile").read_text()
    named = set(re.findall(r"`?make ([\w./-]+)`?", README))
    assert named
    assert all(re.search(rf"^{re.escape(target)}:", makefile, flags=re.MULTILINE) for target in named)
