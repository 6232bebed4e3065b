"""The portal's pages in a real browser: for everybody, on every screen, with no script."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from referrals.model.delivery.unsubscribe import PURPOSE, StopLink, sign_unsubscribe
from referrals.model.people.person import Consents
from referrals.model.risk.appeal import PURPOSE as APPEAL
from referrals.model.risk.appeal import sign_appeal
from referrals.model.words.wording import languages
from referrals.wiring import keys, stores
from tests.reviewer import CASE_ID, decide, decision_now, hold_order
from tests.world import a_link, a_program, a_reader

pytestmark = pytest.mark.browser
WORDS = (
    "Their sourdough tastes like my grandmother's. I bring a loaf to every dinner I am asked to."
)
SIZES = {"phone": (320, 640), "desktop": (1280, 900)}


@pytest.fixture
def shop(front: str) -> str:
    """The portal of a shop whose advocate Ada agreed to be named."""
    stores.programs().add(a_program(qualifies={"minimum_minor": 2000}))
    stores.people().add(a_reader(consents=Consents(mail=True, show_first_name=True)))
    stores.links().create(a_link(words=WORDS))
    return front


@pytest.fixture(params=SIZES)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height})
    yield context.new_page()
    context.close()


def unsubscribe(front: str) -> str:
    token = sign_unsubscribe(keys.signing_keys(PURPOSE)[0], StopLink("adv_ada", "mail"))
    return f"{front}/unsubscribe?token={token}"


def denied_order() -> str:
    hold_order()
    decide("deny")
    return CASE_ID


def appeal(front: str, case_id: str) -> str:
    return f"{front}/appeal?token={sign_appeal(keys.signing_keys(APPEAL)[0], case_id)}"


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['help']}" for each in found]


def overflowing(page: Page) -> bool:
    wide: bool = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return wide


@pytest.mark.parametrize("tag", languages())
def test_everybody_can_read_the_welcome_page(shop: str, page: Page, tag: str) -> None:
    page.set_extra_http_headers({"accept-language": tag})
    page.goto(f"{shop}/w/ada-bakes?gw=abc")

    assert page.locator("html").get_attribute("lang") == tag
    assert not overflowing(page)
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page) == []


def test_the_page_fits_when_letters_are_twice_as_large(shop: str, page: Page) -> None:
    page.goto(f"{shop}/w/ada-bakes")
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert not overflowing(page)


def test_nothing_on_the_page_is_refused_by_its_policy(shop: str, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))

    page.goto(f"{shop}/w/ada-bakes")

    assert [text for text in said if "favicon" not in text] == []
    assert page.evaluate("getComputedStyle(document.querySelector('.card')).borderRadius") != "0px"


def test_the_button_is_reached_by_keyboard(shop: str, page: Page) -> None:
    page.goto(f"{shop}/w/ada-bakes?gw=abc")

    page.keyboard.press("Tab")

    focused = page.evaluate("document.activeElement.href")
    assert focused == f"{shop}/on/ada-bakes?gw=abc"
    box = page.locator(".button").bounding_box()
    assert box
    assert box["height"] >= 44


def test_unsubscribing_takes_one_press_and_no_script(shop: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(unsubscribe(shop))
    assert stores.people().get("adv_ada").consents.mail

    page.get_by_role("button").first.click()

    assert page.get_by_role("heading").inner_text() == "Done"
    assert not stores.people().get("adv_ada").consents.mail
    context.close()


@pytest.mark.parametrize("tag", languages())
def test_everybody_can_read_what_is_promised(shop: str, page: Page, tag: str) -> None:
    page.set_extra_http_headers({"accept-language": tag})
    page.goto(f"{shop}/p/friends")

    assert page.locator("html").get_attribute("lang") == tag
    assert not overflowing(page)
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page) == []


def test_an_appeal_takes_one_press_and_no_script(shop: str, browser: Browser) -> None:
    case_id = denied_order()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(appeal(shop, case_id))

    page.get_by_role("textbox").fill("She is my neighbour.")
    page.get_by_role("button").click()

    assert "Somebody looks at it once more" in page.locator("main").inner_text()
    assert decision_now().reason == "under_review"
    context.close()


@pytest.mark.parametrize("tag", languages())
def test_everybody_can_appeal(shop: str, page: Page, tag: str) -> None:
    page.set_extra_http_headers({"accept-language": tag})
    for case_id in (denied_order(), "rev_made-up"):
        page.goto(appeal(shop, case_id))

        assert not overflowing(page)
        assert faults(page) == []


def test_the_unsubscribe_pages_are_for_everybody(shop: str, page: Page) -> None:
    for address in (unsubscribe(shop), f"{shop}/unsubscribe?token=made-up"):
        page.goto(address)

        assert faults(page) == []
        assert not overflowing(page)
