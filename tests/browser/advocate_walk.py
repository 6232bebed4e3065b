"""An advocate's way through their pages in a real browser, in the words of the field."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from tests.browser.mailbox import Mailbox

SIGN_IN = "/sign-in/link"


@dataclass(frozen=True)
class AdvocateWalk:
    page: Page
    url: str
    mailbox: Mailbox

    def join(self, name: str, *agreements: str) -> None:
        """On the page where anybody joins: ticks the sentences that have these words."""
        self.page.get_by_label("Your first name").fill(name)
        self.page.get_by_label("Your e-mail address").fill(self.mailbox.address)
        for words in agreements:
            self.page.get_by_label(words).check()
        known = self.sign_in_links
        self.page.get_by_role("button", name="Get my link").click()
        self.open_letter(known)

    def sign_in(self) -> None:
        self.page.goto(f"{self.url}/sign-in?program=friends")
        self.page.get_by_label("Your e-mail address").fill(self.mailbox.address)
        known = self.sign_in_links
        self.page.get_by_role("button", name="Send me the link").click()
        self.open_letter(known)

    @property
    def sign_in_links(self) -> int:
        """How many came by mail so far."""
        return len(self.mailbox.links(SIGN_IN))

    def open_letter(self, known: int) -> None:
        """The link that came by mail after those, in the browser that asked for it."""
        self.page.goto(self.mailbox.link(SIGN_IN, after=known))
        self.page.get_by_role("button", name="Open my page").click()
        self.page.wait_for_url(f"{self.url}/me")

    def part(self, name: str) -> Locator:
        """A part of their page, by the heading that names it."""
        return self.page.locator(f"section[aria-labelledby={name}-title]")

    @property
    def address(self) -> str:
        """Of their own link."""
        return self.page.get_by_label("The address, to copy").input_value()
