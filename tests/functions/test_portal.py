"""Every events/portal/*.json through the real handler: pages for people, and nothing for robots."""

import gzip
from urllib.parse import parse_qsl, urlsplit

import pytest

from functions.portal.app import ROUTES, handler
from referrals.model.link.link import LinkStatus
from referrals.model.people.person import Consents
from referrals.wiring import stores
from tests.portal import EVENTS, PortalPage, answer, event, page
from tests.template import ROOT, resources
from tests.world import a_link, a_program, a_reader

STATUS = {
    "nowhere": 404,
    "nowhere_method": 404,
    "appeal": 404,  # no order was denied here; test_portal_appeal.py has the other cases
    "appeal_page": 200,
    "appeal_page_bad_link": 400,
    "arrival": 200,
    "arrival_bad_link": 400,
    "arrival_claim": 404,  # no order is there; test_portal_arrival.py has the other cases
    "arrival_claim_unknown_code": 404,
    "arrival_from_letter": 200,
    "arrival_join": 404,
    "arrival_unknown_form": 404,
    "gift": 400,  # where the gift comes after the order; test_portal_gift.py has the other case
    "nudge_answer": 200,
    "nudge_page": 200,
    "nudge_refusal": 200,
    "nudge_refusal_page": 200,
    "nudge_rest": 200,
    "nudge_rest_page": 200,
    "nudge_tampered": 400,
    "promise": 200,
    "promise_arabic": 200,
    "promise_unknown_program": 404,
    "static_brand": 200,
    "static_script": 200,
    "static_unknown_file": 404,
    "stylesheet": 200,
    "unsubscribe_no_token": 400,
    "unsubscribe_one_click": 200,
    "unsubscribe_page": 200,
    "unsubscribe_page_bad_link": 400,
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
    qualifies = {"minimum_minor": 2000}
    destination = "https://shop.example/start?lang=en#top"
    stores.programs().add(a_program(qualifies=qualifies, sharing={"image": IMAGE}))
    stores.people().add(a_reader(consents=Consents(mail=True, show_first_name=True)))
    stores.links().create(a_link(words=WORDS, destination=destination))


IMAGE = "https://cdn.shop.example/bread.jpg"


def test_every_event_has_its_expected_answer() -> None:
    assert sorted(STATUS) == sorted(path.stem for path in EVENTS.glob("*.json"))


def test_every_page_has_its_route() -> None:
    routes = resources("AWS::ApiGatewayV2::Route").values()
    to_portal = [r["RouteKey"] for r in routes if "PortalIntegration" in r["Target"]["Fn::Sub"]]

    assert sorted(to_portal) == sorted(ROUTES)


def test_every_page_has_an_event() -> None:
    assert {event(path.stem)["routeKey"] for path in EVENTS.glob("*.json")} == {*ROUTES}


@pytest.mark.parametrize("name", sorted(STATUS))
def test_an_event_gets_its_answer(name: str) -> None:
    assert answer(name)["statusCode"] == STATUS[name]


@pytest.mark.parametrize("name", sorted(name for name in STATUS if "static" not in name))
def test_no_page_is_kept_or_listed_or_runs_a_script(name: str) -> None:
    told = answer(name)

    assert "no-store" in told["headers"].get("cache-control", "") or name == "stylesheet"
    if "text/html" in told["headers"].get("content-type", ""):
        assert told["headers"]["x-robots-tag"] == "noindex"
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
        parts = urlsplit(page("welcome").button())

        assert (parts.netloc, parts.path, parts.fragment) == ("shop.example", "/start", "top")
        assert dict(parse_qsl(parts.query)) == {
            "lang": "en",
            "utm_source": "whatsapp",
            "gw": event("welcome")["queryStringParameters"]["gw"],
            "ref": "ada-bakes",
        }

    def test_a_hostile_query_leads_nowhere_else(self) -> None:
        told = page("welcome_hostile_query")

        parts = urlsplit(told.button())
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


class TestUnsubscribe:
    def test_reading_the_page_changes_nothing(self) -> None:
        told = page("unsubscribe_page")

        assert told.first("form")["method"] == "post"
        assert stores.people().get("adv_ada").consents.mail

    def test_one_click_stops_the_mails(self) -> None:
        answer("unsubscribe_one_click")
        told = answer("unsubscribe_one_click")

        assert "We will not write to you any more" in told["body"]
        assert stores.people().get("adv_ada").consents == Consents(show_first_name=True)

    def test_the_page_s_own_form_acts(self) -> None:
        action = urlsplit(page("unsubscribe_page").first("form")["action"] or "")
        pressed = event("unsubscribe_one_click")
        pressed["queryStringParameters"] = dict(parse_qsl(action.query))

        handler(pressed, None)

        assert action.path == "/unsubscribe"
        assert not stores.people().get("adv_ada").consents.mail

    @pytest.mark.parametrize("name", ["unsubscribe_page_bad_link", "unsubscribe_no_token"])
    def test_a_made_up_link_is_told_so_kindly(self, name: str) -> None:
        assert "This link does not work" in page(name).text
        assert stores.people().get("adv_ada").consents.mail

    def test_trouble_on_our_side_says_try_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PEOPLE_TABLE", "NoSuchTable")

        told = answer("unsubscribe_one_click")

        assert told["statusCode"] == 500
        assert "Nothing was lost" in told["body"]
        assert "NoSuchTable" not in told["body"]


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
