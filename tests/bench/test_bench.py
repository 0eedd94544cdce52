"""The bench itself, run so briefly that its figures mean nothing."""

import asyncio
from pathlib import Path

import pytest

from tests.bench.child import Child, child
from tests.bench.rounds import DRIVER, MEMORY, P50, P95, PER_SECOND, START, Effort, compare
from tests.bench.sizes import function_lengths, spread
from tests.bench.subjects import Echo
from tests.bench.table import speed

BRIEF = Effort(rounds=1, people=2, seconds=0.2, alone=5, far=0.001)
SERVER = ["http.server", "0", "--bind", "127.0.0.1"]


class Broken(Echo):
    name = "broken"

    def command(self, url: str) -> list[str]:
        return ["no_such_module"]


async def test_a_round_with_the_echo_bot_yields_every_figure(tmp_path: Path) -> None:
    figures = (await compare([Echo], tmp_path, BRIEF))["echo"]
    assert all(figures[name] > 0 for name in (PER_SECOND, MEMORY, START))
    assert 0 < figures[P50] <= figures[P95]


async def test_a_bot_that_does_not_start_is_named_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"broken did not start:\n.*No module named no_such_module"):
        await compare([Broken], tmp_path, BRIEF)


async def test_a_child_is_gone_when_its_block_ends(tmp_path: Path) -> None:
    async with child(SERVER, {}, tmp_path / "log") as bot:
        assert bot.alive
        assert bot.memory_mib() > 0
    assert not bot.alive


async def test_a_child_is_gone_when_its_block_is_cancelled(tmp_path: Path) -> None:
    bots: list[Child] = []

    async def use() -> None:
        async with child(SERVER, {}, tmp_path / "log") as bot:
            bots.append(bot)
            await asyncio.sleep(60)

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(use(), 0.3)
    assert not bots[0].alive


def test_the_table_gives_ratios_to_the_first_bot() -> None:
    lines = list(speed({"echo": {PER_SECOND: 400.0, DRIVER: 0.5}, "ours": {PER_SECOND: 100.0, DRIVER: 0.95}}))
    assert lines[0].split() == ["echo", "ours", "×", "ours"]
    assert lines[1].split()[-3:] == ["400.00", "100.00", "0.25"]
    assert lines[-1].startswith("ours: the driver was the limit")


def test_a_function_is_counted_from_def_to_its_last_line() -> None:
    assert function_lengths("@decorator\ndef f():\n    def g():\n        pass\n    return g\n") == [4, 2]


def test_lengths_are_shown_as_median_p90_and_maximum() -> None:
    assert spread([1, 2, 3, 4, 100]) == "3 / 62 / 100"
    assert spread([]) == "-"
