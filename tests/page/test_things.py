"""What goes back and forth beside plain words: files, pictures, odd things, edits, a blocked bot."""

import pytest
from playwright.sync_api import expect

from tests.page.hand import PATIENCE, Hand


@pytest.fixture
def joined(hand: Hand) -> Hand:
    invitation = hand.phone("amina").locator(".invitation:visible")
    expect(hand.phone("amina").locator(".line:visible").or_(invitation)).to_be_visible(timeout=PATIENCE)
    if invitation.is_visible():
        hand.join("amina", "en")
    return hand


def attach(hand: Hand, place: int) -> None:
    hand.phone("amina").locator("[aria-haspopup=menu]").nth(2).click()
    hand.page.get_by_role("menuitem").nth(place).click()


def say(hand: Hand, words: str) -> None:
    field = hand.phone("amina").locator("textarea")
    field.fill(words)
    field.press("Enter")


def test_a_picture_opens_and_closes(joined: Hand) -> None:
    attach(joined, 0)
    joined.phone("amina").locator("button:has(> .picture)").last.click()
    expect(joined.page.locator("#viewer")).to_be_visible()
    assert (
        joined.page.locator("#viewed").evaluate("async (one) => (await one.decode(), one.naturalWidth)") > 100
    )
    joined.page.keyboard.press("Escape")
    expect(joined.page.locator("#viewer")).to_be_hidden()


@pytest.mark.parametrize("place", range(1, 6))
def test_everything_that_can_be_attached_is_answered(joined: Hand, place: int) -> None:
    said = joined.phone("amina").locator(".message.in")
    before = said.count()
    attach(joined, place)
    expect(said).to_have_count(before + 1, timeout=PATIENCE)


def test_a_tapped_number_is_copied_and_the_phone_says_so(joined: Hand) -> None:
    say(joined, "/sos")
    joined.phone("amina").locator("code").first.click(timeout=PATIENCE)
    expect(joined.phone("amina").locator(".toast")).to_contain_text("112")


def test_her_own_message_can_be_changed(joined: Hand) -> None:
    say(joined, "helo")
    mine = joined.phone("amina").locator(".message.out").last
    mine.hover()
    mine.locator(".pencil").click()
    expect(joined.phone("amina").locator("textarea")).to_have_value("helo")
    say(joined, "hello")
    expect(joined.phone("amina").locator(".message.out").last).to_contain_text("edited")


def test_a_blocked_bot_can_be_let_in_again(joined: Hand) -> None:
    joined.phone("amina").locator(".chat-head .tool").click()
    joined.page.get_by_role("menuitem").first.click()
    expect(joined.phone("amina").locator("textarea")).to_be_hidden()
    joined.phone("amina").locator(".whole").click()
    expect(joined.phone("amina").locator("textarea")).to_be_visible()


def test_a_new_invitation_can_be_sent(joined: Hand) -> None:
    joined.phone("amina").locator(".chat-head .tool").click()
    joined.page.get_by_role("menuitem").nth(1).click()
    expect(joined.phone("amina").locator(".invitation button:enabled")).to_be_visible(timeout=PATIENCE)
