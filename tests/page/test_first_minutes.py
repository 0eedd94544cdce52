"""What a newcomer does: joins, logs, undoes, moves the clock, kills the bot; in order, in one try-out."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from signal import SIGKILL

import pytest
from playwright.sync_api import Browser, expect

from tests.page.conftest import opened
from tests.page.hand import PATIENCE, Hand, take
from tests.page.tryout import TryOut, bots_of

TYPED = "Mrs Nobody, 06 12345678"


@pytest.fixture(scope="module")
def window(browser: Browser, tryout: TryOut) -> Iterator[Hand]:
    """The same window for the whole story."""
    with opened(browser, tryout.address) as hand:
        yield hand


def test_one_tap_on_the_invitation_and_she_joins_in_arabic(window: Hand) -> None:
    window.phone("amina").locator("select").select_option("ar")
    window.join("amina", "ar")
    window.join("vera", "nl")
    words = window.phone("amina").locator(".message.in .words").last
    assert words.evaluate("node => getComputedStyle(node).direction") == "rtl"
    window.step_done(1)


def test_a_contact_in_arabic_takes_five_taps_and_can_be_undone_and_brought_back(window: Hand) -> None:
    window.log_contact()
    window.step_done(2)
    expect(window.option("undo")).to_contain_text(re.compile("[\u0600-\u06ff]"))
    window.tap("undo")
    window.sees("redo")
    window.step_done(3)
    window.tap("redo")
    window.sees("undo")


def test_a_button_that_was_tapped_shows_it_until_the_bot_has_answered(window: Hand) -> None:
    window.page.locator("#life").click()
    window.state("killed")
    window.tap("undo")
    expect(window.option("undo")).to_contain_class("pressed")
    expect(window.phone("amina").locator(".message.waiting")).to_have_count(1)
    expect(window.page.locator("#lost")).to_contain_text("waits at Telegram")
    window.page.locator("#life").click()
    window.state("running")
    window.sees("redo")
    window.tap("redo")
    window.sees("undo")


def test_another_language_reaches_the_keyboard_and_the_menu(window: Hand) -> None:
    phone = window.phone("amina")
    phone.locator("textarea").fill("/language")
    phone.locator("textarea").press("Enter")
    window.tap("nl")
    expect(phone.locator(".reply-key").first).to_contain_text("Contact", timeout=PATIENCE)
    window.step_done(4)
    phone.locator(".tool.pill").click()
    expect(phone.get_by_role("menuitem").first).to_contain_text("/contact")
    window.page.keyboard.press("Escape")
    expect(phone.locator(".tool.pill")).to_be_focused()


def test_what_she_types_by_mistake_is_not_kept(window: Hand) -> None:
    window.phone("amina").locator("textarea").fill(TYPED)
    window.phone("amina").locator("textarea").press("Enter")
    expect(window.phone("amina").locator(".message.out .ticks").last).to_have_text("✓✓", timeout=PATIENCE)
    window.tab("memory")
    counts = window.page.locator('.count[data-table="contact"] b')
    expect(counts).to_have_text("1", timeout=PATIENCE)
    window.page.evaluate("document.querySelectorAll('details.table').forEach((one) => (one.open = true))")
    remembered = window.page.locator("#tables").inner_text()
    assert "debt_help" in remembered
    assert "telegram_id" in remembered
    assert "Nobody" not in remembered
    window.tab("tour")


def test_at_23_00_the_page_says_what_the_bot_did(window: Hand) -> None:
    window.page.locator('[data-to="night"]').click()
    expect(window.page.locator("#now")).to_contain_text("23:00")
    expect(window.page.locator("#jumped")).to_contain_text("waiting for the bot")
    expect(window.page.locator("#jumped")).not_to_contain_text("waiting", timeout=PATIENCE)
    expect(window.page.locator("#jumped")).to_contain_text("the bot did nothing")


def test_a_day_later_the_card_is_changed_in_place_and_the_page_tells_so(window: Hand) -> None:
    window.page.locator('[data-to="night"]').click()
    told = "it changed one message on the phone of Amina"
    expect(window.page.locator("#jumped")).to_contain_text(told, timeout=PATIENCE)


def test_time_does_not_go_back(window: Hand) -> None:
    window.page.locator("#moment input").fill("2020-01-01T10:00")
    window.page.locator("#moment button").click()
    refused = "node => node.validationMessage"
    window.page.wait_for_function(f"() => ({refused})(document.querySelector('#moment input'))")


def test_killed_in_the_middle_of_a_question_it_goes_on_where_she_was(window: Hand) -> None:
    window.begin_contact()
    window.tap("phone_call")
    window.sees("money")
    window.page.locator("#life").click()
    window.state("killed")
    window.tap("money")
    expect(window.page.locator("#lost")).to_contain_text("1 contact", timeout=PATIENCE)
    window.page.locator("#life").click()
    window.tap("explained", "debt_help")
    window.sees("undo")
    expect(window.page.locator("#lost")).to_contain_text("nothing lost", timeout=PATIENCE)
    window.step_done(5)
    window.step_done(6)
    expect(window.page.locator("#cheer")).to_be_visible()


def test_without_a_network_nothing_is_lost_either(window: Hand) -> None:
    window.page.locator("#network").click()
    window.state("away")
    window.tap("undo")
    window.page.locator("#network").click()
    window.sees("redo")


def test_a_refused_message_comes_after_the_wait(window: Hand) -> None:
    window.page.locator("#too-many").click()
    window.tap("redo")
    window.sees("undo")
    window.tab("calls")
    expect(window.page.locator("#log .bad").first).to_contain_text("429")
    window.tab("tour")


def test_a_message_on_a_phone_nobody_looks_at_rings_there(window: Hand, pictures: Path) -> None:
    window.phone("vera").locator("textarea").click()
    window.page.locator("#network").click()
    window.phone("amina").locator("textarea").fill("/help")
    window.phone("amina").locator("textarea").press("Enter")
    window.phone("vera").locator("textarea").click()
    window.page.locator("#network").click()
    expect(window.phone("amina").locator(".notice")).to_be_visible(timeout=PATIENCE)
    expect(window.phone("amina").locator(".badge")).to_have_text("1")
    take(window.page, pictures, "en-1280-notice")
    window.phone("amina").locator("textarea").click()
    expect(window.phone("amina").locator(".badge")).to_be_hidden()


def test_a_bot_that_ends_by_itself_is_shown_and_can_be_started(window: Hand, tryout: TryOut) -> None:
    # Beside the bot `sleutelbot show` may just be looking.
    [bot] = [
        one for one in bots_of(tryout.folder) if Path(f"/proc/{one}/cmdline").read_bytes().endswith(b"run\0")
    ]
    os.kill(bot, SIGKILL)
    window.state("ended")
    window.page.locator("#life").click()
    window.state("running")


def test_a_third_phone_joins_and_a_stranger_can_press_start(window: Hand, pictures: Path) -> None:
    for place, key in enumerate(("petro", "stranger")):
        window.page.locator("#add").click()
        window.page.get_by_role("menuitem").nth(place or 1).click()
        expect(window.phone(key)).to_be_visible(timeout=PATIENCE)
    window.join("petro", "en")
    window.phone("stranger").locator(".whole").click()
    expect(window.phone("stranger").locator(".message.in")).to_have_count(1, timeout=PATIENCE)
    take(window.page, pictures, "en-1280-four-phones")


def test_to_start_again_gives_a_clean_state(window: Hand) -> None:
    window.page.locator("#again").click()
    window.page.locator("#sure button[value=yes]").click()
    expect(window.phone("amina").locator(".invitation button:enabled")).to_be_visible(timeout=PATIENCE)
    expect(window.page.locator(".phone")).to_have_count(2)
    expect(window.page.locator("#steps .done")).to_have_count(0)
    expect(window.page.locator(".message")).to_have_count(0)
