"""Pictures of the page for whoever looks at it, in three languages at two widths."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.page.conftest import NARROW, WIDE
from tests.page.hand import PATIENCE, Hand, take

SPOKEN = [
    pytest.param({"locale": "nl-NL"}, "nl", id="Dutch"),
    pytest.param({"locale": "en-GB"}, "en", id="English"),
    pytest.param({"locale": "en-GB"}, "ar", id="Arabic"),
    pytest.param(
        {"locale": "nl-NL", "color_scheme": "dark", "reduced_motion": "reduce"}, "nl-dark", id="dark"
    ),
]


def no_wider_than_the_window(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def start_again(hand: Hand) -> None:
    if hand.page.locator(".message").count():
        hand.page.locator("#again").click()
        hand.page.locator("#sure button[value=yes]").click()
        expect(hand.page.locator(".message")).to_have_count(0, timeout=PATIENCE)
    expect(hand.phone("vera").locator(".invitation button:enabled")).to_be_visible(timeout=PATIENCE)


@pytest.mark.parametrize(("hand", "spoken"), SPOKEN, indirect=["hand"])
def test_the_page_fits_at_both_widths(hand: Hand, spoken: str, pictures: Path) -> None:
    page, language = hand.page, spoken.partition("-")[0]
    expect(hand.phone("vera")).to_be_visible()
    start_again(hand)
    take(page, pictures, f"{spoken}-1280-1-open")
    hand.join("amina", language)
    hand.join("vera", "en" if spoken == "en" else "nl")
    hand.begin_contact()
    take(page, pictures, f"{spoken}-1280-2-question")
    hand.tap("phone_call", "money", "explained", "debt_help")
    hand.sees("undo")
    hand.tab("memory")
    expect(page.locator(".record").first).to_be_visible(timeout=PATIENCE)
    page.locator("#life").click()
    expect(page.locator("#lost")).to_be_visible(timeout=PATIENCE)
    take(page, pictures, f"{spoken}-1280-3-killed")
    page.locator("#life").click()
    hand.state("running")
    page.set_viewport_size(NARROW)
    for view in ("phones", "guide", "controls"):
        page.locator(f'.views [data-view="{view}"]').click()
        take(page, pictures, f"{spoken}-360-{view}")
        assert no_wider_than_the_window(page)
    page.set_viewport_size(WIDE)
    assert no_wider_than_the_window(page)
