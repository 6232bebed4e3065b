"""Every events/advocate/*.json through the real handler: own pages, for whoever is signed in."""

import pytest

from functions.advocate.app import ROUTES
from referrals.model.session.person_session import secret_hash
from referrals.wiring import session_stores, stores
from tests.advocate import EVENTS, answer, cookies, event, page, sign_in
from tests.portal import PortalPage
from tests.template import resources
from tests.world import NOW, a_program, store_program

STATUS = {
    "join": 200,
    "join_bad_address": 400,
    "join_line": 200,
    "join_page": 200,
    "join_page_unknown_program": 404,
    "me": 200,
    "me_card": 200,
    "me_friends": 200,
    "me_claim": 404,
    "me_consents": 303,
    "me_data": 200,
    "me_destination": 303,
    "me_destination_elsewhere": 400,
    "me_enter": 404,
    "me_enter_page": 404,
    "me_exchange": 400,
    "me_leave": 200,
    "me_leave_page": 200,
    "me_qr": 200,
    "me_settings": 303,
    "me_share": 204,
    "me_share_link": 302,
    "me_signed_out": 401,
    "me_words": 303,
    "sign_in": 200,
    "sign_in_bad_address": 400,
    "sign_in_link": 404,
    "sign_in_link_page": 404,
    "sign_in_link_scanner": 404,
    "sign_in_page": 200,
    "sign_out": 200,
    "sign_out_from_elsewhere": 403,
    "note": 404,  # nobody wrote one; test_advocate_moments.py has the other cases
    "suggest": 303,  # the program doesn't listen here; test_advocate_say.py has the other cases
    "suggest_from_elsewhere": 403,
    "vote": 303,
}


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program())
    stores.people().set_own_code("adv_ada", "friends", "ada-bakes")
    sign_in()


def test_every_event_has_its_expected_answer() -> None:
    assert sorted(STATUS) == sorted(path.stem for path in EVENTS.glob("*.json"))


def test_every_page_has_its_route() -> None:
    routes = resources("AWS::ApiGatewayV2::Route").values()
    found = [r["RouteKey"] for r in routes if "AdvocateIntegration" in r["Target"]["Fn::Sub"]]

    assert sorted(found) == sorted(ROUTES)


def test_every_page_has_an_event() -> None:
    assert {event(path.stem)["routeKey"] for path in EVENTS.glob("*.json")} == {*ROUTES}


@pytest.mark.parametrize("name", sorted(STATUS))
def test_an_event_gets_its_answer(name: str) -> None:
    assert answer(name)["statusCode"] == STATUS[name]


@pytest.mark.parametrize("name", sorted(STATUS.keys() - {"join_line"}))  # no page
def test_no_page_is_kept_or_runs_a_script_of_others(name: str) -> None:
    told = answer(name)

    assert "no-store" in told["headers"]["cache-control"]
    if "text/html" in told["headers"].get("content-type", ""):
        assert told["headers"]["x-robots-tag"] == "noindex"
        assert "default-src 'none'" in told["headers"]["content-security-policy"]
        assert not [a for _, a in PortalPage(told["body"]).tags if "style" in a or "onload" in a]


def test_the_session_says_whose_page_it_is() -> None:
    assert "Hello Ada" in page("me").text


def test_without_a_session_the_page_asks_to_sign_in() -> None:
    made = page("me_signed_out")

    assert "Ada" not in made.text
    assert made.first("form")["action"] == "/sign-in?program=friends"


def test_who_signs_out_is_nobody_from_then_on() -> None:
    told = answer("sign_out")

    assert cookies(told) == {"__Host-session": ""}
    assert "Max-Age=0" in told["cookies"][0]
    assert answer("me")["statusCode"] == 401


def test_signing_out_speaks_as_the_program() -> None:
    own = a_program(words={"en": {"sign_in.out_title": "So long, and thanks for the rye"}})
    stores.programs().add(own.model_copy(update={"version": 2}))

    assert "So long, and thanks for the rye" in page("sign_out").text


def sign_in_elsewhere() -> None:
    session = sign_in().model_copy(update={"session_id": "ses_phone", "created_at": NOW})
    session_stores.person_sessions().add(secret_hash("phone"), session)


def test_who_is_signed_in_elsewhere_reads_since_when() -> None:
    sign_in_elsewhere()

    made = page("me")

    assert "You are signed in in other browsers, too: since 22 November 2026" in " ".join(
        made.text.split()
    )
    assert "in other browsers" not in page("me", cookies=["__Host-session=none"]).text


def test_signing_out_everywhere_leaves_no_browser_signed_in() -> None:
    sign_in_elsewhere()

    told = answer("sign_out", {"everywhere": "yes"})

    assert cookies(told) == {"__Host-session": ""}
    assert answer("me")["statusCode"] == 401
    assert answer("me", cookies=["__Host-session=phone"])["statusCode"] == 401


def test_signing_out_here_leaves_the_other_browser_alone() -> None:
    sign_in_elsewhere()

    answer("sign_out")

    assert answer("me", cookies=["__Host-session=phone"])["statusCode"] == 200


def test_nobody_signed_in_signs_nobody_out_everywhere() -> None:
    answer("sign_out", {"everywhere": "yes"}, cookies=[])

    assert answer("me")["statusCode"] == 200


def test_another_site_signs_nobody_out() -> None:
    answer("sign_out_from_elsewhere")

    assert answer("me")["statusCode"] == 200


def test_an_erased_person_s_session_opens_nothing() -> None:
    session_stores.person_sessions().remove_person("adv_ada")

    assert answer("me")["statusCode"] == 401


def test_trouble_on_our_side_says_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEOPLE_TABLE", "NoSuchTable")

    told = answer("me")

    assert told["statusCode"] == 500
    assert "Nothing was lost" in told["body"]
