"""The demo in a real browser: a friend buys with Ada's ten per cent, and everything follows."""

import re
from collections.abc import Iterator
from time import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.friend_walk import FriendWalk
from tests.local_stack import LocalStack, eventually

pytestmark = [pytest.mark.stack, pytest.mark.browser]
# A leap of the clock runs every due job: seconds on a quiet machine, minutes on a busy one.
PATIENCE = 180_000
BREAD = ("Rye", "Sunday rolls")
PAGES = ("/shop/", "/shop/cart", "/shop/account", "/shop/owner", "/demo", "/demo/start")


@pytest.fixture
def friend(context: BrowserContext, url: str) -> FriendWalk:
    return FriendWalk(context.new_page(), url)


@pytest.fixture
def other_device(browser: Browser, url: str) -> Iterator[FriendWalk]:
    made = browser.new_context()
    yield FriendWalk(made.new_page(), url)
    made.close()


def address(name: str) -> str:
    return f"{name}-{int(time() * 1000)}@example.org"


def test_give_ten_get_ten_from_the_link_to_the_refund(friend: FriendWalk, url: str) -> None:
    demo = friend.page.context.new_page()
    friend.follow("ada")
    words = friend.page.locator("blockquote").inner_text()
    code = friend.take_code()
    friend.go_shopping()
    friend.choose(*BREAD)
    bill = friend.bill()
    name = friend.pay("Ben", address("ben"))

    assert words == "The rye keeps a whole week, and they remember your name."
    assert bill[-2:] == [[f"10 % off, {code}", "−€2.43"], ["To pay", "€21.87"]]

    demo.goto(f"{url}/demo")
    order = demo.locator(f"#order-{name.removeprefix('#')}")
    letter = demo.frame_locator("#phone-pane iframe").first
    expect(order.locator("li").first).to_have_text(
        re.compile("€10.00 of store credit.*held"), timeout=PATIENCE
    )
    expect(letter.locator("body")).to_contain_text("€10.00 of store credit", timeout=PATIENCE)

    demo.get_by_role("button", name="15 days later").click()
    expect(order.locator("li").first).to_contain_text("available", timeout=PATIENCE)

    friend.page.goto(f"{url}/shop/owner/orders/{name.removeprefix('#')}")
    friend.page.get_by_role("button", name="Give all of it back").click()
    expect(order.locator("li").first).to_contain_text("reversed", timeout=PATIENCE)
    order.get_by_text("Why?").click()
    expect(order.locator("tr.fail")).to_contain_text(["21.87 EUR of 21.87 EUR went back"])
    expect(demo.locator(".books")).to_contain_text("The books are green.")
    # Others' letters may come after it, and only the newest is open.
    loss = demo.locator("#phone-pane iframe[title^='About your reward']").first
    expect(loss).to_have_attribute("srcdoc", re.compile("went back"), timeout=PATIENCE)


def test_a_code_typed_on_another_device_attributes_the_order(
    stack: LocalStack, friend: FriendWalk, other_device: FriendWalk
) -> None:
    friend.follow("ada")
    code = friend.take_code()
    other_device.choose(*BREAD)
    other_device.type_code(code.lower())
    bill = other_device.bill()
    name = other_device.pay("Cleo", address("cleo"))

    path = f"/v1/conversions/friends/shopify/{name.removeprefix('#')}"
    story = eventually(lambda: stack.api(path).json, lambda found: found.get("grants"))
    (chosen,) = (each for each in story["attribution"]["candidates"] if each["chosen"])

    assert bill[-1] == ["To pay", "€21.87"]
    assert (story["attribution"]["status"], chosen["signal"]) == ("attributed", "coupon")
    assert {side["side"]: side["words"] for side in story["grants"]} == {
        "advocate": "€10.00 of store credit",
        "friend": "10% off this order",
    }


def test_the_same_browser_gets_the_same_code(friend: FriendWalk) -> None:
    friend.follow("ada")
    code = friend.take_code()

    friend.follow("ada")

    assert friend.page.locator(".code code").inner_text() == code


def test_the_friend_s_pane_shops_in_its_frame(context: BrowserContext, url: str) -> None:
    demo = context.new_page()
    demo.goto(f"{url}/demo")
    pane = demo.frame_locator("iframe[name=friend]")

    pane.locator(".bubble a").click()
    pane.get_by_role("button").click()
    pane.locator("main a.button").click()

    expect(pane.get_by_role("heading", name="Bread for today")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_everybody_can_use_the_demo(browser: Browser, url: str, path: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(url + path)
    page.wait_for_timeout(500)
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
        violations = Axe().run(page).response["violations"]
        found += [f"{scheme} {each['id']}: {each['help']}" for each in violations]

    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert found == []
    context.close()
