"""`python -m tryout` as a process: it leaves nothing behind, and talks only to its own page."""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from signal import SIGHUP, SIGINT, SIGTERM, Signals
from typing import Any

import pytest

from tests.page.tryout import TryOut, bots_of

LONGEST = 2.0
STARTING = re.compile("starting the bot")


@pytest.fixture
def started() -> Iterator[TryOut]:
    running = TryOut.start()
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.end()


def ask(address: str, content: Any = None, **headers: str) -> tuple[int, str]:
    """Status and body of a GET, or of a POST of JSON where there is content."""
    kind = {"Content-Type": "application/json"} if content is not None else {}
    body = json.dumps(content).encode() if content is not None else None
    request = urllib.request.Request(address, body, {**kind, **headers})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def leaves_nothing(running: TryOut, number: Signals) -> None:
    folder = running.folder
    took = running.end(number)
    assert (running.process.returncode, folder.exists(), bots_of(folder)) == (0, False, [])
    assert took < LONGEST


@pytest.mark.parametrize("number", [SIGINT, SIGTERM, SIGHUP])
def test_told_to_end_it_is_gone_in_two_seconds_with_its_bot_and_its_folder(
    started: TryOut, number: Signals
) -> None:
    assert started.address
    assert len(bots_of(started.folder)) == 1
    leaves_nothing(started, number)


def test_told_to_end_while_it_starts_it_leaves_nothing_either(started: TryOut) -> None:
    started.read_until(STARTING)
    leaves_nothing(started, SIGINT)


def test_told_to_end_while_the_bot_is_being_started_again_it_leaves_nothing_either(started: TryOut) -> None:
    control = f"{started.address}control"
    assert ask(control, {"do": "kill"}) == (200, "{}")
    assert ask(control, {"do": "start"}) == (200, "{}")
    leaves_nothing(started, SIGINT)


def test_told_to_end_while_everything_starts_again_it_leaves_nothing_either(started: TryOut) -> None:
    assert ask(f"{started.address}control", {"do": "again"}) == (200, "{}")
    leaves_nothing(started, SIGTERM)


def test_nobody_speaks_for_the_page_but_the_page(started: TryOut) -> None:
    address = started.address
    root = address.rsplit("/", 2)[0]
    act = {"phone": "amina", "act": "open"}
    assert ask(address)[0] == 200
    assert ask(f"{root}/")[0] == 404
    assert ask(f"{root}/guessed-key/")[0] == 404
    assert ask(address, Host="evil.example")[0] == 403
    assert ask(f"{address}events", Origin="http://evil.example")[0] == 403
    assert ask(f"{address}act", act, Origin="http://evil.example")[0] == 403
    assert ask(f"{address}act", act, **{"Content-Type": "text/plain"})[0] == 415
    assert "refused" in ask(f"{address}act", {"phone": "amina", "act": "fly"})[1]
    assert "refused" in ask(f"{address}act", {"phone": "nobody", "act": "open"})[1]
    assert "refused" in ask(f"{address}control", {"do": "clock", "to": "2020-01-01T10:00"})[1]
    assert ask(f"{address}act", act)[0] == 200
    memory = json.loads(ask(f"{address}memory")[1])
    assert [len(memory[name]) for name in ("team", "invitation", "contact")] == [1, 2, 0]


def test_nothing_but_our_own_files_may_load(started: TryOut) -> None:
    with urllib.request.urlopen(started.address) as page:
        policy = page.headers["Content-Security-Policy"]
        words = page.read().decode()
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert re.findall(r"(?:src|href)=\"(?![\w.-]+\")", words) == []
    assert re.findall(r"(?:src|href)=\"([^\"]+)\"", words)
