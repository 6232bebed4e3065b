"""A marketer's way through the desk of the local stack in a real browser."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.mailbox import Mailbox

LINK = "/console/link"


@dataclass(frozen=True)
class DeskWalk:
    page: Page
    url: str
    mailbox: Mailbox

    def come_in(self) -> None:
        """By the link that is mailed to who was invited, in the browser that asked for it."""
        self.page.goto(f"{self.url}/console/sign-in")
        self.page.get_by_label("Your e-mail address").fill(self.mailbox.address)
        self.page.get_by_role("button", name="Send me the link").click()
        self.page.goto(self.mailbox.link(LINK))
        self.page.get_by_role("button", name="Open the desk").click()
        self.page.wait_for_url(f"{self.url}/console")

    def go(self, label: str) -> None:
        """By the menu."""
        menu = self.page.get_by_role("navigation", name="Desk")
        menu.get_by_role("link", name=label, exact=True).click()
        expect(menu.locator("[aria-current]")).to_have_text(label)

    def choose(self, words: str) -> Locator:
        """The item of the queue that has these words, by keys alone."""
        item = self.page.locator("[data-queue] > li").filter(has_text=words)
        item.wait_for()
        count = self.page.locator("[data-queue] > li").count()
        for _ in range(count):
            self.page.keyboard.press("j")
            if item.evaluate("each => each === document.activeElement"):
                return item
        raise AssertionError(f"no key leads to {words}")

    def see(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def said(self, words: str) -> None:
        """What the page says of what was just done."""
        expect(self.page.get_by_role("status").filter(has_text=words)).to_be_visible()

    def apply(self, why: str) -> None:
        self.page.get_by_label("Why", exact=True).first.fill(why)
        self.page.get_by_role("button", name="Apply as version").click()
