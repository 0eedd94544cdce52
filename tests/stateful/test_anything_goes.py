"""People tap, type, wait and come back in any order, while the network and the machine misbehave.

STORY_EXAMPLES and STORY_STEPS make the run longer; with either of them every run is a different one.
STORY_SHRINKS looks for the shortest story that fails, which takes minutes.
"""

import asyncio
import logging
import os
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from bot.question import parse
from bot.texts import Texts
from handlers import delivery
from tests.cast import Someone
from tests.stateful.stage import Stage

EXAMPLES, STEPS, SHRINKS = (os.environ.get(f"STORY_{name}") for name in ("EXAMPLES", "STEPS", "SHRINKS"))
WORDS = ("25", "٤٥", "0", "hello", "+31612345678", "<b>&", "🙂" * 50, "12345")
WHO = st.sampled_from(["amina", "petro"])
COMMANDS = st.sampled_from(
    ["/contact", "/today", "/cancel", "/language", "/help", "/start", "/privacy", "/sos", "/no"]
)
OPTIONS = (
    *["@back", "@more", "@fresh", "@later", "none", "undo", "redo", "gp", "undo_1", "edit_2", "again_0"],
    "x" * 54,
)
ANY = st.integers(0, 10_000)
SAVES_NONE, SAVES_AT_MOST_ONE = frozenset({0}), frozenset({0, 1})


class AnythingGoes(RuleBasedStateMachine):
    make_stage: ClassVar[Callable[[], Coroutine[Any, Any, Stage]]]
    complaints: ClassVar[pytest.LogCaptureFixture]

    def __init__(self) -> None:
        super().__init__()
        self.complaints.clear()
        self.runner = asyncio.Runner()
        self.stage = self.runner.run(type(self).make_stage())

    def teardown(self) -> None:
        self.runner.run(self.stage.close())
        self.runner.close()

    def act(self, name: str, deed: Callable[[Someone], object], saves: frozenset[int] = SAVES_NONE) -> None:
        who: Someone = getattr(self.stage, name)
        self.runner.run(self.stage.act(who, lambda: deed(who), saves))
        self.no_complaints()

    def no_complaints(self) -> None:
        errors = [one.getMessage() for one in self.complaints.records if one.levelno >= logging.ERROR]
        assert not errors, errors

    def tap(self, name: str, message_id: int, data: str, times: int = 1) -> None:
        who: Someone = getattr(self.stage, name)
        text = who.phone.account.messages[message_id].text
        saves = self.runner.run(self.stage.may_save(who, data, text))
        self.act(name, lambda who: [who.phone.tap(data, message_id) for _ in range(times)], saves)

    def buttons(self, name: str, *, newest: bool) -> list[tuple[int, str]]:
        phone = getattr(self.stage, name).phone
        shown = [one for one in reversed(phone.messages) if one.buttons]
        return [(one.message_id, each.data) for one in shown[: 1 if newest else None] for each in one.buttons]

    @rule(name=WHO, at=ANY)
    def goes_on(self, name: str, at: int) -> None:
        """An answer to the newest question, no way out of it."""
        answers = [one for one in self.buttons(name, newest=True) if "@" not in one[1] and ":" in one[1]]
        if answers:
            self.tap(name, *answers[at % len(answers)])
        else:
            self.act(name, lambda who: who.phone.send("/contact"))

    @rule(name=WHO, at=ANY, old=st.booleans(), times=st.sampled_from([1, 1, 2]))
    def taps_anything(self, name: str, at: int, old: bool, times: int) -> None:
        if buttons := self.buttons(name, newest=not old):
            self.tap(name, *buttons[at % len(buttons)], times)

    @rule(name=WHO, command=COMMANDS)
    def commands(self, name: str, command: str) -> None:
        self.act(name, lambda who: who.phone.send(command))

    @rule(name=WHO, text=st.sampled_from(WORDS))
    def types(self, name: str, text: str) -> None:
        self.act(name, lambda who: who.phone.send(text))

    @rule(name=WHO)
    def sends_a_sticker(self, name: str) -> None:
        self.act(name, lambda who: who.phone.send_sticker())

    @rule(name=WHO, language=st.sampled_from(["en", "nl", "ar"]))
    def changes_language(self, name: str, language: str) -> None:
        self.act(name, lambda who: who.phone.send("/language"))
        [(message_id, data)] = [
            one for one in self.buttons(name, newest=True) if one[1].endswith(f":{language}")
        ]
        self.tap(name, message_id, data)

    @rule(name=WHO, at=ANY, option=st.sampled_from(OPTIONS), foreign=st.booleans())
    def makes_up_a_tap(self, name: str, at: int, option: str, foreign: bool) -> None:
        """With a nonce that was shown, to her or to somebody else, and an option that was not."""
        shown = self.buttons("petro" if name == "amina" else "amina", newest=False) if foreign else []
        nonces = [
            parsed[0] for _, data in shown or self.buttons(name, newest=False) if (parsed := parse(data))
        ]
        nonce = nonces[at % len(nonces)] if nonces else "AAAAAAAA"
        mine = self.buttons(name, newest=False)
        if mine:
            saves = SAVES_NONE if foreign else SAVES_AT_MOST_ONE
            message_id = mine[at % len(mine)][0]
            self.act(name, lambda who: who.phone.tap_data(f"{nonce}:{option}", message_id), saves)

    @rule(step=st.sampled_from([{"minutes": 5}, {"hours": 3}, {"hours": 20}, {"days": 2}, {"days": 15}]))
    def time_passes(self, step: dict[str, float]) -> None:
        """Only what was undone may go, and only with its card."""
        before, undone = self.runner.run(self.stage.contacts()), self.runner.run(self.stage.undone())
        self.stage.world.clock.forward(**step)
        if "days" in step:  # Telegram repeats nothing that is older than a day
            self.stage.world.telegram.updates.confirmed.clear()
        self.runner.run(self.stage.world.tick())
        gone = sum(before.values()) - sum(self.runner.run(self.stage.contacts()).values())
        assert gone == undone - self.runner.run(self.stage.undone())
        self.runner.run(self.stage.check())
        self.no_complaints()

    @rule()
    def the_program_starts_again(self) -> None:
        self.runner.run(self.stage.world.restart())
        self.runner.run(self.stage.check())

    @rule(kind=st.sampled_from(["reset", "too_many", "lost_answer", "server_error"]), edit=st.booleans())
    def the_next_message_meets_a_fault(self, kind: str, edit: bool) -> None:
        method = "editMessageText" if edit else "sendMessage"
        self.stage.world.telegram.faults.add(kind, method=method, retry_after=0)

    @rule()
    def updates_come_twice(self) -> None:
        self.stage.world.telegram.faults.add("duplicate")


@pytest.mark.timeout(3600 if EXAMPLES or SHRINKS else 300)
def test_nothing_that_anybody_does_breaks_what_must_hold(
    tmp_path_factory: pytest.TempPathFactory,
    empty_file: Path,
    keys_only: Texts,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(delivery, "FIRST_PAUSE", 0.001)

    class Machine(AnythingGoes):
        complaints = caplog

        @staticmethod
        def make_stage() -> Coroutine[Any, Any, Stage]:
            return Stage.set_up(tmp_path_factory.mktemp("stage"), empty_file, keys_only)

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=int(EXAMPLES or 25),
            stateful_step_count=int(STEPS or 30),
            deadline=None,
            phases=(Phase.generate, Phase.shrink) if SHRINKS else (Phase.generate,),
            derandomize=not (EXAMPLES or STEPS),
            suppress_health_check=list(HealthCheck),
        ),
    )
