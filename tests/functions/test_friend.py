"""Every events/friend/*.json through the real handler: the page that a shared link leads to."""

import gzip
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from functions.friend.app import ROUTES, handler
from goodword.docs import PAGES
from goodword.page_compiler import UncompilableError, compiled_page
from referrals.edge.page import Pages
from referrals.model.link.link import LinkStatus
from referrals.model.people.person import Consents
from referrals.model.words.wording import Wording, languages
from referrals.wiring import stores
from tests.bucket import open_bucket
from tests.portal import FRIENDS_EVENTS, PortalPage, answer, event, page, pressed
from tests.template import ROOT, resources
from tests.world import a_link, a_program, a_reader

STATUS = {
    "go_on": 302,  # test_friend_onward.py has where to
    "gift": 400,  # where the gift comes after the order; test_friend_gift.py has the other case
    "picture": 404,  # no card is drawn yet; test_pictures.py has the other case
    "welcome": 200,
    "welcome_arabic": 200,
    "welcome_german": 200,
    "welcome_hostile_query": 200,
    "welcome_odd_code": 302,
    "welcome_unknown_code": 302,
}
STATIC = ROOT / "layers/domain/referrals/pages/static"
WORDS = 'The best <b>bread</b> "in" town & it\'s true'


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    open_bucket()
    qualifies = {"minimum_minor": 2000}
    destination = "https://shop.example/start?lang=en#top"
    stores.programs().add(a_program(qualifies=qualifies, sharing={"image": IMAGE}))
    stores.people().add(a_reader(consents=Consents(mail=True, show_first_name=True)))
    stores.links().create(a_link(words=WORDS, destination=destination))


IMAGE = "https://cdn.shop.example/bread.jpg"


def test_every_event_has_its_expected_answer() -> None:
    assert sorted(STATUS) == sorted(path.stem for path in FRIENDS_EVENTS.glob("*.json"))


def test_every_page_has_its_route_and_an_event() -> None:
    routes = resources("AWS::ApiGatewayV2::Route").values()
    to_friend = [r["RouteKey"] for r in routes if "FriendIntegration" in r["Target"]["Fn::Sub"]]

    assert sorted(to_friend) == sorted(ROUTES)
    assert {event(name)["routeKey"] for name in STATUS} <= {*ROUTES}


@pytest.mark.parametrize("name", sorted(STATUS))
def test_an_event_gets_its_answer(name: str) -> None:
    assert answer(name)["statusCode"] == STATUS[name]


@pytest.mark.parametrize("name", sorted(name for name in STATUS if name != "picture"))
def test_no_page_is_kept_or_listed_or_runs_a_script(name: str) -> None:
    told = answer(name)

    assert "no-store" in told["headers"]["cache-control"]
    assert told["headers"]["x-robots-tag"] == "noindex"
    if "text/html" in told["headers"].get("content-type", ""):
        assert "default-src 'none'" in told["headers"]["content-security-policy"]
        assert "script" not in {tag for tag, _ in PortalPage(told["body"]).tags}
        assert not [a for _, a in PortalPage(told["body"]).tags if "style" in a or "onload" in a]


class TestWelcome:
    def test_a_friend_reads_who_sent_them_and_what_they_get(self) -> None:
        text = page("welcome").text

        assert "Ada thought of you" in text
        assert WORDS in text
        assert "10% off your next order" in text
        assert "It is yours with your first order of €20.00 or more." in text
        assert "Order within 30 days" in text

    def test_an_advocate_who_did_not_agree_is_not_named(self) -> None:
        stores.people().change("adv_ada", consents={"mail": True, "show_first_name": False})

        text = page("welcome").text

        assert "Ada" not in text
        assert "A friend thought of you" in text

    def test_the_button_hands_on_the_click(self) -> None:
        parts = urlsplit(pressed(page("welcome")))

        assert (parts.netloc, parts.path, parts.fragment) == ("shop.example", "/start", "top")
        assert dict(parse_qsl(parts.query)) == {
            "lang": "en",
            "utm_source": "whatsapp",
            "gw": event("welcome")["queryStringParameters"]["gw"],
            "ref": "ada-bakes",
        }

    def test_a_hostile_query_leads_nowhere_else(self) -> None:
        parts = urlsplit(pressed(page("welcome_hostile_query")))

        assert parts.netloc == "shop.example"
        assert dict(parse_qsl(parts.query)) == {
            "lang": "en",
            "utm_source": '"onload=',
            "ref": "ada-bakes",
        }

    @pytest.mark.parametrize(
        ("name", "lang", "direction", "told"),
        [
            ("welcome_german", "de", "ltr", "Ada hat an Sie gedacht"),
            ("welcome_arabic", "ar", "rtl", "توصية لك من Ada"),
        ],
    )
    def test_the_page_speaks_the_friend_s_language(
        self, name: str, lang: str, direction: str, told: str
    ) -> None:
        made = page(name)

        assert made.first("html") == {"lang": lang, "dir": direction}
        assert told in made.text

    def test_the_picture_s_host_is_the_only_one_allowed(self) -> None:
        policy = answer("welcome")["headers"]["content-security-policy"]

        assert "img-src 'self' https://cdn.shop.example;" in policy
        assert page("welcome").first("img")["src"] == IMAGE

    def test_an_unknown_code_goes_to_the_fallback(self) -> None:
        assert answer("welcome_unknown_code")["headers"]["location"] == "https://shop.example/"

    def test_a_paused_link_goes_to_its_own_fallback(self) -> None:
        sorry = "https://shop.example/sorry"
        stores.links().change("ada-bakes", status=LinkStatus.PAUSED, fallback=sorry)

        assert answer("welcome")["headers"]["location"] == sorry

    def test_a_friend_is_never_shown_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LINKS_TABLE", "NoSuchTable")

        told = answer("welcome")

        assert (told["statusCode"], told["headers"]["location"]) == (302, "https://shop.example/")


def test_the_page_links_the_stylesheet_of_today() -> None:
    links = [each for tag, each in page("welcome").tags if tag == "link"]

    sheets = [each["href"] or "" for each in links if each["rel"] == "stylesheet"]
    assert [sheet.partition("?v=")[0] for sheet in sheets] == ["/static/portal.css"]


@pytest.mark.parametrize("behind", [".", ")", "/", "\u200b", "&utm_source=x"], ids=ascii)
def test_the_page_is_found_with_what_was_pasted_along(behind: str) -> None:
    visit = event("welcome")
    visit["pathParameters"]["code"] += behind

    assert handler(visit, None)["statusCode"] == 200


def test_a_name_that_is_a_link_is_not_on_the_page() -> None:
    stores.people().change("adv_ada", name="Win at evil.example")

    page = answer("welcome")["body"]

    assert "evil.example" not in page
    assert "Win" not in page


def test_a_page_with_its_fonts_is_light() -> None:
    linked = [a["href"] or "" for tag, a in page("welcome").tags if tag == "link"]
    names = {urlsplit(address).path.rpartition("/")[2] for address in linked}

    fonts = {name for name in names if name.endswith(".woff2")}
    files = sum((STATIC / name).stat().st_size for name in fonts)
    styles = len(gzip.compress((STATIC / "portal.css").read_bytes()))
    assert fonts == {"fraunces.woff2", "fraunces-italic.woff2", "figtree.woff2"}
    assert files + styles + len(answer("welcome")["body"]) < 60_000


@pytest.mark.parametrize("tag", languages())
def test_the_compiled_page_is_the_template_s_own(tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = event("welcome")
    asked["headers"]["accept-language"] = tag
    light = handler(asked, None)

    monkeypatch.setattr("referrals.pages.friend.welcome.show_light", show_by_jinja)
    by_jinja = handler(asked, None)

    assert light == by_jinja


def show_by_jinja(name: str, words: Wording, **values: Any) -> Any:
    return Pages(PAGES).show(f"{name}.html", words, **values)


def test_a_form_that_light_pages_lack_is_refused(tmp_path: Path) -> None:
    for template in ("{{ page.title | upper }}", "{% set a = 1 %}", "{{ page.say() }}"):
        (tmp_path / "odd.html").write_text(template)

        with pytest.raises(UncompilableError):
            compiled_page(tmp_path, "odd.html")


def test_the_page_looks_like_the_shop() -> None:
    brand = {"colour": "#0057ff", "shop_name": "Lindner's", "picture": "https://a.example/b.jpg"}
    stores.programs().add(a_program(brand=brand).model_copy(update={"version": 2}))

    shown = page("welcome")

    sheets = [a["href"] for tag, a in shown.tags if tag == "link" and a["rel"] == "stylesheet"]
    assert sheets[1] == "/static/brand-0057ff-serif.css?v=1"
    assert "Ada sent you to Lindner's." in shown.text
    assert "Continue to Lindner's" in shown.text
    assert "Friends of the Bakery" not in shown.text
    assert shown.first("img")["src"] == brand["picture"]


def test_the_page_says_that_the_sender_is_thanked_too() -> None:
    shown = page("welcome").text

    assert "thanks customers who send a friend, and the friend, too" in shown
    assert "learns that someone came, never what you buy" in shown
