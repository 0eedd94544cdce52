"""Without a mouse, and for who cannot see the page."""

import pytest
from playwright.sync_api import expect

from tests.page.hand import PATIENCE, Hand

ON_FOCUS = "() => [document.activeElement, document.activeElement.closest('[id]')].map((one) => one?.outerHTML.slice(0, 300))"


def walk_to(hand: Hand, selector: str, key: str = "Tab") -> None:
    """Press the key until this has the focus, as somebody without a mouse must."""
    for _ in range(80):
        if hand.page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
        hand.page.keyboard.press(key)
    pytest.fail(f"{selector} cannot be reached; the focus is at {hand.page.evaluate(ON_FOCUS)}")


def test_she_joins_and_logs_a_contact_by_keyboard_alone(hand: Hand) -> None:
    expect(hand.phone("amina").locator(".invitation button:enabled")).to_be_visible(timeout=PATIENCE)
    walk_to(hand, "#phone-amina .invitation button")
    hand.page.keyboard.press("Enter")
    hand.sees("en")
    walk_to(hand, '#phone-amina .key[data-data$=":en"]')
    hand.page.keyboard.press("Enter")
    hand.sees("yes")
    # The question was replaced in place, and the focus has gone along.
    expect(hand.phone("amina").locator(".key:focus")).to_have_count(1)
    hand.page.keyboard.press("Space")
    expect(hand.phone("amina").locator(".reply-key").first).to_be_visible(timeout=PATIENCE)
    walk_to(hand, "#phone-amina .reply-key")
    hand.page.keyboard.press("Enter")
    hand.sees("phone_call")
    walk_to(hand, '#phone-amina .key[data-data$=":phone_call"]', "Shift+Tab")
    for option in ("money", "explained", "debt_help", "undo"):
        hand.page.keyboard.press("Enter")
        hand.sees(option)
        walk_to(hand, f'#phone-amina .key[data-data$=":{option}"]')


def test_menus_open_walk_and_close_by_keyboard(hand: Hand) -> None:
    walk_to(hand, "#add")
    hand.page.keyboard.press("Enter")
    items = hand.page.get_by_role("menuitem")
    expect(items.first).to_be_focused()
    hand.page.keyboard.press("ArrowDown")
    expect(items.nth(1)).to_be_focused()
    hand.page.keyboard.press("Escape")
    expect(items).to_have_count(0)
    expect(hand.page.locator("#add")).to_be_focused()


def test_the_tabs_walk_by_arrows(hand: Hand) -> None:
    walk_to(hand, "#side-tabs [aria-selected=true]")
    hand.page.keyboard.press("ArrowRight")
    expect(hand.page.locator("#memory")).to_be_visible()
    expect(hand.page.locator("#tour")).to_be_hidden()


def test_everything_that_can_be_pressed_has_a_name(hand: Hand) -> None:
    expect(hand.phone("vera").locator(".invitation")).to_be_visible(timeout=PATIENCE)
    nameless = """() => [...document.querySelectorAll('button, select, input, textarea, [role=button]')]
        .filter((one) => one.checkVisibility() && !(one.textContent.trim() || one.ariaLabel || one.title))
        .map((one) => one.outerHTML)"""
    assert hand.page.locator("button").count() > 15
    assert hand.page.evaluate(nameless) == []


def test_the_switch_of_language_changes_every_word_of_the_page(hand: Hand) -> None:
    shown = hand.page.locator("body")
    english = shown.inner_text()
    hand.page.locator('[data-language="nl"]').click()
    expect(hand.page.locator("html")).to_have_attribute("lang", "nl")
    expect(hand.phone("vera")).to_be_visible(timeout=PATIENCE)
    assert "Rondleiding" in shown.inner_text()
    assert "Start again" in english
    assert "Start again" not in shown.inner_text()
