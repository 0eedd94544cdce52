"""A hand on the page: taps what a person would tap, and finds buttons by what they stand for, not by words."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

FIVE_TAPS = ("phone_call", "money", "explained", "debt_help")
PATIENCE = 20_000


def take(page: Page, folder: Path, name: str) -> None:
    """A picture, once everything that moves has come to rest."""
    page.wait_for_timeout(400)
    page.screenshot(path=folder / f"{name}.png")


class Hand:
    """One browser window with the try-out in it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def phone(self, key: str) -> Locator:
        return self.page.locator(f"#phone-{key}")

    def option(self, option: str, phone: str = "amina") -> Locator:
        """The newest button for this option."""
        data = f'[data-data$=":{option}"], [data-data$=":{option}!"]'
        return self.phone(phone).locator(f"button.key:is({data})").last

    def tap(self, *options: str, phone: str = "amina") -> None:
        for option in options:
            self.option(option, phone).click(timeout=PATIENCE)

    def join(self, phone: str, language: str) -> None:
        self.phone(phone).locator(".invitation button:enabled").click(timeout=PATIENCE)
        self.tap(language, "yes", phone=phone)
        expect(self.phone(phone).locator(".reply-key").first).to_be_visible(timeout=PATIENCE)

    def begin_contact(self) -> None:
        self.phone("amina").locator(".reply-key").first.click()
        self.sees("phone_call")

    def log_contact(self) -> None:
        self.begin_contact()
        self.tap(*FIVE_TAPS)
        self.sees("undo")

    def sees(self, option: str, phone: str = "amina") -> None:
        expect(self.option(option, phone)).to_be_visible(timeout=PATIENCE)

    def state(self, state: str) -> None:
        """Wait until the page says that the bot is so."""
        expect(self.page.locator("#state")).to_have_attribute("data-state", state, timeout=PATIENCE)

    def tab(self, name: str) -> None:
        self.page.locator(f'#side-tabs [aria-controls="{name}"]').click()

    def step_done(self, number: int) -> None:
        expect(self.page.locator(f"#steps > :nth-child({number})")).to_contain_class("done", timeout=PATIENCE)
