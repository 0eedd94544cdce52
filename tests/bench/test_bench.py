"""The bench itself, run so briefly that its figures mean nothing."""

import asyncio
import os
from pathlib import Path

import pytest

from bot.rules.figures import Figures
from storage import figures
from tests.bench import growth, many
from tests.bench.child import Child, child
from tests.bench.rounds import DRIVER, MEMORY, P50, P95, PER_SECOND, START, Effort, compare
from tests.bench.sizes import function_lengths, spread
from tests.bench.subjects import Echo
from tests.bench.table import growth as grown
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


async def test_what_a_coordinator_asks_for_is_measured_at_every_size(tmp_path: Path) -> None:
    found = {number: figures async for number, figures in growth.compare((1000, 2000), tmp_path)}
    assert set(found[1000]) == set(found[2000]) == {*growth.WORKS, growth.EXPORT}
    lines = list(grown(found))
    assert lines[0].split()[-5:] == ["1,000", "2,000", "growth", "MiB,", "MiB"]
    assert len(lines) == 1 + len(growth.WORKS) + 1
    assert os.listdir(tmp_path) == []


async def test_many_contacts_are_a_few_many_times_over(tmp_path: Path) -> None:
    several = [await many.made(tmp_path / f"{number}", number) for number in (1000, 3000)]
    few, more = [await _figures(one) for one in several]
    assert (more.contacts, more.questions, more.residents_reached) == tuple(
        3 * one for one in (few.contacts, few.questions, few.residents_reached)
    )
    assert few.key_persons == more.key_persons > 1
    for one in several:
        await one.database.close()


async def _figures(one: many.Many) -> Figures:
    async with one.database.reading() as session:
        return await figures.of_team(session, one.vera, one.team_id, many.FIRST, many.LAST)
