"""The inbox's buttons, pressed in a browser: the real front, and an emulator of three answers."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from functions.feedback.app import handler
from goodword.local.front import LocalFront
from goodword.local.place import StackPlace
from referrals.model.people.suppression import SuppressionReason
from referrals.wiring import stores
from tests.browser.conftest import serving_port
from tests.world import hash_of

pytestmark = pytest.mark.browser
ADA = "ada@example.com"
LETTER = {
    "MessageId": "m-1",
    "Source": "Bakery <hello@shop.example>",
    "To": [ADA],
    "Subject": "Your link",
    "BodyText": "Hello & welcome",
    "BodyHtml": "<p>Hello from the bakery</p>",
    "Timestamp": "1795965221.6",
}
RESOURCE = """<DescribeStackResourceResponse><DescribeStackResourceResult><StackResourceDetail>
<PhysicalResourceId>feedback</PhysicalResourceId></StackResourceDetail>
</DescribeStackResourceResult></DescribeStackResourceResponse>"""


class EmulatorStandIn(BaseHTTPRequestHandler):
    """What was mailed, how a function is called, and the call itself, by its real handler."""

    def do_GET(self) -> None:
        self._give(json.dumps({"messages": {"000000000000": [LETTER]}}))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if urlsplit(self.path).path.endswith("/invocations"):
            self._give(json.dumps(handler(json.loads(body), None)))
        else:
            self._give(RESOURCE)

    def _give(self, text: str) -> None:
        self.send_response(200)
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def inbox(account: None, tmp_path: Path, context: BrowserContext) -> Iterator[Page]:
    emulator = serving_port(EmulatorStandIn)
    emulator_port = next(emulator)

    class InboxFront(LocalFront):
        place = StackPlace(tmp_path, 1, emulator_port)

    front, page = serving_port(InboxFront), context.new_page()
    page.goto(f"http://127.0.0.1:{next(front)}/inbox")
    page.get_by_text("Your link").click()
    yield page
    next(front, None)
    next(emulator, None)


def suppressed() -> SuppressionReason | None:
    found = stores.suppressions().find(hash_of(ADA))
    return found.reason if found else None


def test_a_letter_is_read_within_its_frame(inbox: Page) -> None:
    letter = inbox.frame_locator("iframe[title=letter]")

    expect(letter.get_by_text("Hello from the bakery")).to_be_visible()
    inbox.get_by_text("As text").click()
    expect(inbox.get_by_text("Hello & welcome")).to_be_visible()


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ("Bounce this", SuppressionReason.BOUNCED),
        ("Call it spam", SuppressionReason.COMPLAINED),
        ("It arrived", None),
    ],
)
def test_a_press_tells_the_stack_and_leads_back(
    inbox: Page, button: str, reason: SuppressionReason | None
) -> None:
    with inbox.expect_response(lambda told: told.request.method == "POST") as pressed:
        inbox.get_by_role("button", name=button).click()

    assert pressed.value.status == 303
    expect(inbox.get_by_role("heading", name="Inbox")).to_be_visible()
    assert suppressed() is reason
