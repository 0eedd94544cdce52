"""The try-out in headless Chromium, driven by Playwright; `SCREENSHOTS` names the folder for the pictures."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, ViewportSize, sync_playwright

from tests.page.hand import Hand
from tests.page.tryout import TryOut

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE, NARROW = ViewportSize(width=1280, height=800), ViewportSize(width=360, height=740)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def tryout() -> Iterator[TryOut]:
    """One try-out for a module; whoever wants a clean state starts again on the page."""
    running = TryOut.start()
    try:
        assert running.address
        yield running
    finally:
        running.end()


@contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[Hand]:
    """A window of its own; whatever the browser complains of, or asks of others, fails the test."""
    context = browser.new_context(**{"viewport": WIDE, "locale": "en-GB", **options})
    page, complaints = context.new_page(), list[str]()
    page.on("console", lambda said: complaints.extend(_complaint(said)))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: complaints.extend(_foreign(asked.url, address)))
    page.goto(address)
    try:
        yield Hand(page)
    finally:
        context.close()
    assert complaints == []


@pytest.fixture
def hand(browser: Browser, tryout: TryOut, request: pytest.FixtureRequest) -> Iterator[Hand]:
    with opened(browser, tryout.address, **getattr(request, "param", {})) as window:
        yield window


def _complaint(said: ConsoleMessage) -> list[str]:
    return [said.text] if said.type in {"error", "warning"} else []


def _foreign(url: str, address: str) -> list[str]:
    return [] if url.startswith(address) else [f"asked for {url}"]


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    given = os.environ.get("SCREENSHOTS")
    folder = Path(given) if given else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
