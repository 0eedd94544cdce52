"""Whatever statement, COMMIT or request is the last one of a process, she gets what she came for, once.

A run without a stop names the boundaries of each act; then the bot is stopped at number 1, 2, 3 … of them, started
again, and she goes on to the end. Its loops run side by side, so a number need not be the same boundary in every
run: what counts is that there is one run per number. In every second run she is one who taps again when the bot
comes back.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.crash.invariants import quiet, violations
from tests.crash.scenario import acts, play
from tests.crash.stages import Stage, bot, stages
from tests.crash.supervisor import nursery

AT_ONCE = 6
FEWEST = 100
MOSTLY = 0.9
ACTS = [act.does for act in acts("CODE")]


@pytest.fixture(scope="session")
def port() -> Iterator[int]:
    with nursery() as port:
        yield port


@pytest.fixture(scope="session")
def scenario(port: int, tmp_path_factory: pytest.TempPathFactory) -> list[Stage]:
    return asyncio.run(stages(port, tmp_path_factory.mktemp("stages")))


def test_the_scenario_has_many_boundaries_of_every_sort(scenario: list[Stage]) -> None:
    names = [name for stage in scenario for name in stage.boundaries]
    assert len(names) >= FEWEST
    for sort in ("BEGIN", "COMMIT", "INSERT", "UPDATE", "sendMessage", "editMessageText", "getUpdates"):
        assert sum(sort in name for name in names) >= 4, sort


@pytest.mark.timeout(300)
@pytest.mark.parametrize("number", [pytest.param(n, id=f"{n + 1}: {does}") for n, does in enumerate(ACTS)])
async def test_a_stop_anywhere_costs_and_doubles_nothing(
    port: int, scenario: list[Stage], number: int, tmp_path: Path
) -> None:
    stage, places = scenario[number], asyncio.Semaphore(AT_ONCE)

    async def stopped_at(point: int) -> Run:
        async with places:
            return await _stopped_at(port, stage, point, tmp_path / str(point))

    runs = await asyncio.gather(*map(stopped_at, range(1, len(stage.boundaries) + 1)))
    assert sum(run.where is not None for run in runs) >= MOSTLY * len(runs), "hardly any run was stopped"
    assert not any(run.wrong for run in runs), "\n\n".join(str(run) for run in runs if run.wrong)


@dataclass(frozen=True)
class Run:
    """One run with one stop: where that was, if it came so far, and what was wrong afterwards."""

    point: int
    where: str | None
    wrong: list[str]

    def __str__(self) -> str:
        return "\n".join([f"stopped at {self.point}, {self.where}:", *self.wrong])


async def _stopped_at(port: int, stage: Stage, point: int, home: Path) -> Run:
    here = stage.picture.copy(home)
    wrong = []
    async with bot(port, here, stage, blows_at=point) as life:
        try:
            await play(here.phone, stage.todo, life, here.looks_at, impatient=point % 2 == 1)
            await quiet(here.path, here.telegram)
        except (AssertionError, TimeoutError, LookupError) as error:
            wrong.append(f"{type(error).__name__}: {error}")
    wrong += [*life.errors, *violations(here.path, here.telegram, here.phone)]
    return Run(point, next(iter(life.boundaries), None), wrong)
