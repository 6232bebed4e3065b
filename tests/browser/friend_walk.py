"""A friend's way through the local stack in a real browser, in the words of the field."""

from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(frozen=True)
class FriendWalk:
    page: Page
    url: str

    def follow(self, code: str) -> None:
        """The link, as it was sent to a friend."""
        self.page.goto(f"{self.url}/r/{code}")

    def take_code(self) -> str:
        """Presses the button on the friend's page; the code that it shows."""
        self.page.get_by_role("button").click()
        return self.page.locator(".code code").inner_text()

    def go_shopping(self) -> None:
        self.page.locator("main a.button").click()
        self.page.wait_for_url(f"{self.url}/shop/**")

    def choose(self, *titles: str) -> None:
        for title in titles:
            self.page.goto(f"{self.url}/shop/")
            self.page.get_by_role("button", name=title).click()
            self.page.wait_for_url(f"{self.url}/shop/cart")

    def type_code(self, code: str) -> None:
        self.page.get_by_label("A code, if you have one").fill(code)
        self.page.get_by_role("button", name="Use it").click()

    def bill(self) -> list[list[str]]:
        """Its lines, as they stand there."""
        rows = self.page.locator(".bill tr").all()
        return [[cell.inner_text() for cell in row.locator("td").all()] for row in rows]

    def pay(self, name: str, email: str) -> str:
        """The order's name, such as #2001."""
        self.page.get_by_label("First name").fill(name)
        self.page.get_by_label("E-mail address").fill(email)
        self.page.get_by_role("button", name="Pay").click()
        self.page.wait_for_url(f"{self.url}/shop/orders/**")
        return self.page.locator("h2").inner_text().split()[1].rstrip(",")
