"""A journey in a real browser: two who know each other, in a circle that each of them agrees to."""

import pytest
from playwright.sync_api import expect

from tests.browser.advocate_walk import AdvocateWalk
from tests.browser.conftest import Device
from tests.browser.friend_walk import FriendWalk
from tests.browser.mailbox import Mailbox, fresh_address
from tests.journeys.shop import JourneyShop
from tests.local_stack import LocalStack

pytestmark = [pytest.mark.stack, pytest.mark.browser]
AGREED = "In the circle"
SIGHT = "Through you came"


def test_a_circle_is_seen_by_whoever_agrees_to_it(
    stack: LocalStack, device: Device, url: str
) -> None:
    ana = AdvocateWalk(device(), url, Mailbox(stack, fresh_address("ana")))
    ben, mailbox = FriendWalk(device(), url), Mailbox(stack, fresh_address("ben"))
    made = JourneyShop(stack, 0).enroll("Ana Lind", ana.mailbox.address)
    ben.follow(made["link"]["code"])
    ben.take_code()
    ben.go_shopping()
    ben.choose("Rye", "Sunday rolls")
    ben.pay("Ben", mailbox.address)
    ben.page.goto(mailbox.link("/welcome"))
    ben.page.get_by_role("button", name="Make me a link").click()
    expect(ben.page.locator("main .code").last).to_be_visible()

    ana.sign_in()
    circle = ana.part("circle")
    expect(circle).not_to_contain_text(SIGHT)
    agree(ana, yes=True)
    expect(circle.locator("li bdi")).to_have_text("A friend")

    theirs = AdvocateWalk(ben.page, url, mailbox)
    theirs.sign_in()
    agree(theirs, yes=True)
    expect(theirs.part("circle")).to_contain_text("You came through Ana.")
    ana.page.reload()
    expect(circle.locator("li bdi")).to_have_text("Ben")

    agree(theirs, yes=False)
    ana.page.reload()
    expect(circle.locator("li bdi")).to_have_text("A friend")


def agree(person: AdvocateWalk, *, yes: bool) -> None:
    person.page.get_by_label(AGREED).set_checked(yes)
    person.page.locator("form[action='/me/consents']").get_by_role("button").click()
    person.page.wait_for_url("**/me#settings")
    expect(person.page.get_by_label(AGREED)).to_be_checked(checked=yes)
