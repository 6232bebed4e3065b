"""Journeys of people in a real browser: a first share, thanks, a story, claims."""

import pytest
from playwright.sync_api import expect

from tests.browser.advocate_walk import AdvocateWalk
from tests.browser.conftest import Device
from tests.browser.friend_walk import FriendWalk
from tests.browser.mailbox import Mailbox, fresh_address
from tests.journeys.shop import JourneyShop
from tests.local_stack import LocalStack, eventually

pytestmark = [pytest.mark.stack, pytest.mark.browser]
BREAD = ("Rye", "Sunday rolls")
# The friend's page remembers for five seconds what all its readers share.
REMEMBERED_MS = 6_000


@pytest.fixture
def friend(device: Device, url: str) -> FriendWalk:
    return FriendWalk(device(), url)


@pytest.fixture
def advocate(device: Device, url: str, stack: LocalStack) -> AdvocateWalk:
    return AdvocateWalk(device(), url, Mailbox(stack, fresh_address("ana")))


def enrolled(advocate: AdvocateWalk, stack: LocalStack, *consents: str) -> str:
    """Their code; they are signed in."""
    made = JourneyShop(stack, 0).enroll("Ana Lind", advocate.mailbox.address, *consents)
    advocate.sign_in()
    return str(made["link"]["code"])


def test_an_advocate_s_first_share(
    stack: LocalStack, friend: FriendWalk, advocate: AdvocateWalk, url: str
) -> None:
    before = shares(stack)
    page = advocate.page
    shopper = FriendWalk(page, url)
    shopper.choose(*BREAD)
    shopper.pay("Ana", advocate.mailbox.address)
    line = page.locator("goodword-join")
    expect(line).to_contain_text("A friend gets 10% off")
    line.get_by_role("link", name="Get my link").click()
    advocate.join("Ana", "Friends who come through my link may read my first name")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello Ana")

    page.get_by_label("Your words, which friends read first").fill("Their rolls, still warm.")
    expect(page.locator("#card-words")).to_have_text("Their rolls, still warm.")
    page.locator("form[action='/me/words']").get_by_role("button").click()
    page.wait_for_url("**/me#link")
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")

    friend.page.goto(link)
    expect(friend.page.locator("blockquote")).to_have_text("Their rolls, still warm.")
    expect(friend.page.get_by_role("heading", level=1)).to_contain_text("Ana")
    assert link == advocate.address
    assert eventually(lambda: shares(stack), lambda found: found > before) == before + 1


def shares(stack: LocalStack) -> int:
    return int(stack.api("/v1/programs/friends/funnel").json["total"].get("shares", 0))


def test_a_friend_s_welcome_and_thanks(
    stack: LocalStack, friend: FriendWalk, advocate: AdvocateWalk
) -> None:
    code = enrolled(advocate, stack, "mail", "show_first_name")
    ben = Mailbox(stack, fresh_address("ben"))
    friend.follow(code)
    friend.take_code()
    friend.go_shopping()
    friend.choose(*BREAD)
    friend.pay("Ben", ben.address)

    friend.page.goto(ben.link("/welcome"))
    expect(friend.page.locator("main")).to_contain_text("Ana")
    friend.page.get_by_label("Your own words").fill("The rye is as good as you said.")
    friend.page.get_by_role("button", name="Send my thanks").click()
    expect(friend.page.locator("#thanks blockquote")).to_have_text(
        "The rye is as good as you said."
    )
    advocate.mailbox.wait_for("The rye is as good as you said.")

    advocate.page.reload()
    note = advocate.part("note")
    expect(note.locator("blockquote")).to_have_text("The rye is as good as you said.")
    note.locator("summary").click()
    note.get_by_role("textbox").fill("Then I bring the knife.")
    note.get_by_role("button", name="Send").click()
    friend.page.reload()
    expect(friend.page.locator("#thanks .panel blockquote")).to_have_text("Then I bring the knife.")


def test_a_story_from_pen_to_wall_and_back_out(
    stack: LocalStack, advocate: AdvocateWalk, friend: FriendWalk, url: str
) -> None:
    code = enrolled(advocate, stack, "show_first_name")
    words = f"The oven was on at four, and I was there at five past. {code}"
    page, reader = advocate.page, friend.page
    page.get_by_role("link", name="Tell a story").click()
    page.get_by_label("Your words").fill(words)
    page.get_by_label("Ana", exact=True).check()
    page.get_by_label("On the page of stories").check()
    page.get_by_label("With my link").check()
    page.get_by_role("button", name="See how it looks").click()
    expect(page.locator("blockquote")).to_have_text(words)
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    reader.goto(f"{url}/stories/friends")
    expect(reader.locator("main")).not_to_contain_text(words)

    approve_story(stack, words)
    page.goto(advocate.mailbox.link("/stories/friends/"))
    expect(page.locator("main")).to_contain_text("Ana gets a thank-you when a friend orders.")
    friend.follow(code)
    expect(reader.locator("blockquote")).to_contain_text("The oven was on at four")

    page.goto(f"{url}/me")
    page.get_by_text("Take it back", exact=True).first.click()
    page.get_by_role("button", name="Take it back").click()
    reader.goto(f"{url}/stories/friends")
    expect(reader.locator("main")).not_to_contain_text(words)
    reader.wait_for_timeout(REMEMBERED_MS)
    friend.follow(code)
    expect(reader.locator("main")).not_to_contain_text("The oven was on at four")


def approve_story(stack: LocalStack, words: str) -> None:
    found = stack.api("/v1/stories?program=friends&state=waiting").json["items"]
    (story_id,) = (each["story_id"] for each in found if each["draft"]["text"] == words)
    stack.goodword("stories", "approve", story_id, "--by", "Mia")


def test_a_claim_that_is_judged(
    stack: LocalStack, friend: FriendWalk, advocate: AdvocateWalk
) -> None:
    enrolled(advocate, stack, "mail")
    ben = fresh_address("ben")
    friend.choose(*BREAD)
    number = friend.pay("Ben", ben).removeprefix("#")
    path = f"/v1/conversions/friends/shopify/{number}"
    eventually(lambda: stack.api(path).json, lambda found: found.get("attribution"))

    friends, page = advocate.part("friends"), advocate.page
    friends.get_by_text("Somebody was forgotten?").click()
    friends.get_by_label("Number of the order").fill(number)
    friends.get_by_label("The address that your friend ordered with").fill(ben)
    friends.get_by_role("button", name="Tell us").click()
    expect(page.locator("main")).to_contain_text("You are right: this friend came through you.")
    page.get_by_role("link", name="Back to my page").click()
    expect(friends.locator(".status")).to_have_text("Waiting to be yours")


def test_ada_sent_me_is_judged_while_the_friend_looks_on(
    stack: LocalStack, friend: FriendWalk, advocate: AdvocateWalk
) -> None:
    code, page = enrolled(advocate, stack, "mail", "show_first_name"), friend.page
    friend.choose(*BREAD)
    friend.pay("Ben", fresh_address("ben"))

    page.get_by_role("link", name="Did somebody send you?").click()
    page.get_by_role("heading", name="Did somebody send you?").wait_for()
    page.get_by_label("Their code, or the link they gave you").fill("nobody-at-all")
    page.get_by_role("button", name="They sent me").click()
    expect(page.get_by_role("alert")).to_contain_text("No link here has that code.")
    page.get_by_label("Their code, or the link they gave you").fill(code)
    page.get_by_role("button", name="They sent me").click()

    expect(page.locator("main")).to_contain_text("it counts for whoever sent you")
    expect(page.locator("main")).to_contain_text("Ana")
    advocate.mailbox.wait_for("€10.00 of store credit")
