"""A marketer's day at the desk, from the morning's paragraph to what came of a change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import time_ns

import pytest
from playwright.sync_api import expect

from tests.browser.advocate_walk import AdvocateWalk
from tests.browser.conftest import Device
from tests.browser.desk_walk import DeskWalk
from tests.browser.friend_walk import FriendWalk
from tests.browser.mailbox import Mailbox, fresh_address
from tests.journeys.shop import JourneyShop
from tests.local_stack import LocalStack, eventually

pytestmark = [pytest.mark.stack, pytest.mark.browser]
STORY = "They wrap it in paper and write the hour on it. {}"
WISH = "A bread for who brings five friends, {}"
PERCENT = "What a friend gets: percent"
# The friend's page remembers for five seconds what all its readers share.
REMEMBERED_MS = 6_000


@dataclass(frozen=True)
class Morning:
    """What happened before Jana came: an order to thank for, one to look at, two people's words."""

    advocate: AdvocateWalk
    code: str
    brought: str
    """The order that came by Ana's word."""
    looked_at: str
    """The one that waits for a person."""


@pytest.fixture
def morning(stack: LocalStack, device: Device, url: str) -> Morning:
    advocate = AdvocateWalk(device(), url, Mailbox(stack, fresh_address("ana")))
    number = time_ns() // 10**7
    known, other = JourneyShop(stack, number), JourneyShop(stack, number + 1)
    ana = known.enroll("Ana Lind", advocate.mailbox.address, "mail", "show_first_name")
    code = str(ana["link"]["code"])
    token = known.click(code)
    known.tell("orders/paid", known.order(fresh_address("dora"), "50.00", token))
    known.grants()
    throw_away = fresh_address("d").replace("example.org", "mailinator.com")
    other.tell("orders/paid", other.order(throw_away, "40.00", token))
    other.decision()
    return Morning(advocate, code, known.story()["order_id"], other.story()["order_id"])


@pytest.fixture
def desk(stack: LocalStack, device: Device, url: str) -> DeskWalk:
    jana = Mailbox(stack, fresh_address("jana"))
    stack.goodword("staff", "invite", jana.address, "--role", "owner", "--sees-addresses")
    return DeskWalk(device(), url, jana)


@pytest.fixture
def percent_kept(stack: LocalStack, desk: DeskWalk) -> Iterator[None]:
    """What the program promises is others' to rely on: it ends as it was."""
    yield
    desk.go("Program")
    if desk.page.get_by_label(PERCENT).first.input_value() != "10":
        change_percent(desk, "10", "the day is over")


def test_a_day_at_the_desk(
    stack: LocalStack, desk: DeskWalk, morning: Morning, device: Device, percent_kept: None
) -> None:
    speak(morning)
    desk.come_in()
    read_the_morning(desk)
    approve_by_key(desk, morning)
    thank(desk, morning)
    answer_a_wish(desk, morning, stack)
    show_a_story(desk, morning)
    say_it_otherwise(desk)
    change_percent(desk, "12", "twelve for Advent")
    friend = FriendWalk(device(), desk.url)
    buy_and_explain(desk, morning, friend, stack)
    read_a_measure(desk)
    try_other_words(desk, morning)


def speak(morning: Morning) -> None:
    """Ana, on her own page: a story, and what she would change."""
    page = morning.advocate.page
    morning.advocate.sign_in()
    page.locator("#say-text").fill(WISH.format(morning.code))
    page.locator("form[action='/me/suggestions']").get_by_role("button").click()
    page.goto(f"{morning.advocate.url}/me")
    page.get_by_role("link", name="Tell a story").click()
    page.get_by_label("Your words").fill(STORY.format(morning.code))
    page.get_by_label("Ana", exact=True).check()
    page.get_by_label("On the page of stories").check()
    page.get_by_role("button", name="See how it looks").click()
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")


def read_the_morning(desk: DeskWalk) -> None:
    """The month in a paragraph; a number of it leads to what it counts."""
    paragraph = desk.page.locator(".month")
    expect(paragraph).to_contain_text("followed a friend’s link")
    paragraph.get_by_role("link", name="first orders").click()
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(
        "Friends’ first orders that stayed"
    )
    desk.see("Counted in these days:")


def approve_by_key(desk: DeskWalk, morning: Morning) -> None:
    desk.go("Reviews")
    desk.choose(morning.looked_at)
    desk.page.keyboard.press("a")
    desk.said("Approved.")
    waiting = desk.page.locator("[data-queue] > li").filter(has_text=morning.looked_at)
    assert eventually(lambda: desk.page.reload() and waiting.count() == 0, bool)


def thank(desk: DeskWalk, morning: Morning) -> None:
    """In Jana's own words; Ana reads them in her letter."""
    words = f"Your friend asked for the heel of the loaf, as you do. {morning.code}"
    desk.go("Thanks")
    desk.choose(morning.brought)
    desk.page.keyboard.press("a")
    desk.page.keyboard.type(words)
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Control+A")
    desk.page.keyboard.type("Jana")
    desk.page.keyboard.press("Enter")
    desk.page.locator(".notice").wait_for()
    morning.advocate.mailbox.wait_for(words)


def answer_a_wish(desk: DeskWalk, morning: Morning, stack: LocalStack) -> None:
    """Who asked is told by the clock."""
    answer = f"From Monday on, a rye for five friends. {morning.code}"
    desk.go("Listening")
    wish = desk.page.locator(".lines-of > li").filter(has_text=WISH.format(morning.code))
    wish.get_by_text("Answer or decide").click()
    wish.get_by_label("What becomes of it").select_option("done")
    wish.get_by_label("What everybody reads below it").fill(answer)
    wish.get_by_label("Your name").fill("Jana")
    wish.get_by_role("button", name="Say it").click()
    desk.see(answer)
    stack.run_job("listen")
    morning.advocate.mailbox.wait_for(answer)


def show_a_story(desk: DeskWalk, morning: Morning) -> None:
    desk.go("Stories")
    desk.choose(STORY.format(morning.code))
    desk.page.keyboard.press("a")
    desk.said("It is shown")
    morning.advocate.page.goto(f"{desk.url}/stories/friends")
    expect(morning.advocate.page.locator("main")).to_contain_text(STORY.format(morning.code))


def say_it_otherwise(desk: DeskWalk) -> None:
    """A sentence of the shop's own, seen in a letter first; then the shipped one again."""
    desk.page.goto(f"{desk.url}/console/words/nudge.subject")
    desk.page.get_by_label("Your sentence").fill("A thought from the oven")
    desk.page.get_by_role("button", name="Show").click()
    expect(desk.page.locator("iframe[title='A letter']")).to_be_visible()
    desk.apply("warmer")
    desk.see("Back to the shipped sentence")
    desk.page.get_by_text("Back to the shipped sentence").click()
    desk.page.locator("#why-reset").fill("a try")
    desk.page.get_by_role("button", name="Take yours back").click()
    desk.page.locator(".notice").wait_for()


def change_percent(desk: DeskWalk, percent: str, why: str) -> None:
    """Planned on the past, then applied."""
    desk.go("Program")
    desk.page.get_by_label(PERCENT).first.fill(percent)
    desk.page.get_by_role("button", name="Plan").click()
    desk.see("The last 90 days under it")
    desk.apply(why)
    desk.page.locator(".notice").wait_for()


def buy_and_explain(
    desk: DeskWalk, morning: Morning, friend: FriendWalk, stack: LocalStack
) -> None:
    """What changed is on the friend's page, on the bill, and in the order's story at the desk."""
    friend.page.wait_for_timeout(REMEMBERED_MS)
    friend.follow(morning.code)
    expect(friend.page.locator("main")).to_contain_text("12%")
    friend.take_code()
    friend.go_shopping()
    friend.choose("Rye", "Sunday rolls")
    number = friend.pay("Ben", fresh_address("ben")).removeprefix("#")
    path = f"/v1/conversions/friends/shopify/{number}"
    eventually(lambda: stack.api(path).json, lambda found: found.get("grants"))
    desk.go("Orders")
    desk.page.get_by_label("Order’s number").fill(number)
    desk.page.keyboard.press("Enter")
    desk.see("Who brought it")
    desk.see(f"by {morning.code}")
    desk.see("12% off this order")


def read_a_measure(desk: DeskWalk) -> None:
    """A title opens what its number means."""
    desk.go("Measures")
    meaning = desk.page.locator("details.means").filter(has_text="referral_rate")
    meaning.locator("summary").click()
    expect(meaning).to_contain_text("customers whose first kept order was brought by an advocate")
    expect(meaning.get_by_text("referral_rate")).to_be_visible()


def try_other_words(desk: DeskWalk, morning: Morning) -> None:
    """An experiment, declared, read, and ended at once: others rely on the page's words."""
    page, name = desk.page, f"warmer-{morning.code}"
    desk.go("Experiments")
    page.get_by_text("Declare an experiment").click()
    page.get_by_label("Your own name for it").fill(name)
    page.get_by_label("What do you think will happen").fill("A warmer title brings more friends.")
    page.get_by_label("The smallest difference that would matter").fill("20")
    page.get_by_label("Its last day").fill(f"{datetime.now(UTC) + timedelta(days=60):%Y-%m-%d}")
    page.get_by_label("A name for what you try").first.fill("warmer")
    page.get_by_label("Which sentence, said another way").first.select_option("welcome_page.title")
    page.get_by_label("How it is said").first.fill("A loaf is kept warm for you")
    page.locator("#why-declare").fill("is warmer better?")
    page.get_by_role("button", name="Begin it").click()
    desk.see("What was declared")
    desk.see("cannot tell yet")
    page.get_by_text("End it", exact=True).click()
    page.get_by_label("Why", exact=True).first.fill("it was a try")
    page.get_by_role("button", name=f"End {name}").click()
    desk.see("ended")
