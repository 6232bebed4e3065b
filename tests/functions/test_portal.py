"""Every events/portal/*.json through the real handler: pages for people, and nothing for robots."""

import base64
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from functions.portal.app import ROUTES, handler
from referrals.model.delivery.unsubscribe import PURPOSE as UNSUBSCRIBE
from referrals.model.delivery.unsubscribe import StopLink, sign_unsubscribe
from referrals.model.people.person import Consents
from referrals.wiring import keys, stores
from tests.portal import AFTER_THE_ORDER, EVENTS, PortalPage, answer, event, page
from tests.template import ROOT, resources
from tests.world import a_link, a_program, a_reader

STATUS = {
    "nowhere": 404,
    "nowhere_method": 404,
    **AFTER_THE_ORDER,
    "appeal": 404,  # no order was denied here; test_portal_appeal.py has the other cases
    "appeal_page": 200,
    "appeal_page_bad_link": 400,
    "nudge_answer": 200,
    "nudge_page": 200,
    "nudge_qr": 400,  # nobody has a link here; test_portal_nudge.py draws one
    "nudge_refusal": 200,
    "nudge_refusal_page": 200,
    "nudge_rest": 200,
    "nudge_rest_page": 200,
    "nudge_share": 200,  # nobody has a link here; test_portal_nudge.py shares one
    "nudge_tampered": 400,
    "promise": 200,
    "promise_arabic": 200,
    "promise_unknown_program": 404,
    "static_brand": 200,
    "static_script": 200,
    "static_unknown_file": 404,
    "stylesheet": 200,
    "survey_answer": 404,  # nobody was asked here; test_portal_survey.py has the other cases
    "survey_page": 404,
    "survey_page_preselected": 404,
    "survey_tampered": 400,
    "unsubscribe_no_token": 400,
    "unsubscribe_one_click": 200,
    "unsubscribe_page": 200,
    "unsubscribe_page_bad_link": 400,
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

    @pytest.mark.parametrize(
        ("kind", "choice", "stopped"),
        [
            ("surveys", "", {"surveys"}),
            ("mail", "kind", {"mail"}),
            ("mail", "friendly", {"mail", "nudges", "surveys"}),
            ("", "friendly", {"mail", "nudges", "surveys"}),
        ],
    )
    def test_a_kind_stops_and_what_is_theirs_is_still_told(
        self, kind: str, choice: str, stopped: set[str]
    ) -> None:
        agreed = dict.fromkeys(("mail", "nudges", "surveys", "show_first_name"), True)
        stores.people().change("adv_ada", consents=agreed)
        token = sign_unsubscribe(keys.signing_keys(UNSUBSCRIBE)[0], StopLink("adv_ada", kind))
        pressed = event("unsubscribe_one_click") | {"queryStringParameters": {"token": token}}
        body = urlencode({"List-Unsubscribe": "One-Click", "stop": choice}).encode()
        told = handler({**pressed, "body": base64.b64encode(body).decode()}, None)

        ada = stores.people().get("adv_ada")
        assert "What is yours we still tell you" in told["body"]
        assert {name for name in agreed if not getattr(ada.consents, name)} == stopped
        assert not ada.mail_stopped
        assert ada.consent_changes == len(stopped)

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
