"""Refusals at the desk: money as money, and remedies that somebody at a page can follow."""

import ast

import pytest

from referrals.model.errors import GoodwordError
from referrals.model.redemption.redemption import ReferenceReusedError
from referrals.pages.console.desk_words import API_SPEECH, REMEDIES, sentence
from tests.desk import come_in, get, post
from tests.house.tree import ROOT, modules
from tests.portal import PortalPage
from tests.world import a_program, store_program

ADA, ORDER = "/console/people/adv_ada", "/console/orders/shopify/1001"
LISTS = ("log", "people", "orders", "reviews?state=denied", "deliveries", "words?own=yes")


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program())
    come_in()


def text(told: dict[str, str]) -> str:
    return " ".join(PortalPage(told["body"]).text.split())


@pytest.mark.parametrize("name", LISTS)
def test_a_bad_place_leads_back_to_the_list_s_beginning(name: str) -> None:
    path, _, query = name.partition("?")

    told = get(f"/console/{path}?after=made-up&{query}")

    begins = [a.get("href") for tag, a in PortalPage(told["body"]).tags if tag == "a"]
    assert told["statusCode"] == 400
    assert "Begin again at its beginning." in text(told)
    assert "next_cursor" not in told["body"]
    assert f"/console/{name}" in begins


@pytest.mark.parametrize(
    ("address", "form", "said"),
    [
        (
            f"{ADA}/goodwill",
            {"asset": "EUR", "amount": "1000"},
            "One gesture is at most €100.00, and €1,000.00 was asked for. Give less.",
        ),
        (
            f"{ADA}/goodwill",
            {"asset": "points", "amount": "2000"},
            "One gesture is at most 1,000 points, and 2,000 points was asked for.",
        ),
        (
            f"{ORDER}/claim",
            {"whom": "nobody-s", "claimant": "friend", "day": "2026-11-20", "email": "b@x.example"},
            "under People, has their link.",
        ),
        ("/console/keys/key_none/revoke", {}, "Open Connections again"),
        ("/console/reviews/none/deny", {}, "Open Reviews again"),
        ("/console/deliveries/done", {"item_id": "none"}, "Open Deliveries again"),
    ],
)
def test_a_refusal_says_what_helps_at_the_desk(
    address: str, form: dict[str, str], said: str
) -> None:
    told = post(address, why="a try", **form)

    assert told["statusCode"] in (400, 404)
    assert said in text(told)
    assert API_SPEECH.search(text(told)) is None


def test_the_same_reference_with_another_amount_is_told_without_it() -> None:
    error = ReferenceReusedError("'desk-1' names another gesture, of 500 EUR.", field="reference")

    assert "500" not in sentence(error)


def test_what_helps_at_the_desk_is_of_errors_that_there_are() -> None:
    documented = (ROOT / "docs/errors.md").read_text()

    assert [code for code in REMEDIES if f"| `{code}` |" not in documented] == []
    assert [each for each in REMEDIES.values() if API_SPEECH.search(each)] == []


def test_what_only_speaks_to_programs_is_left_out() -> None:
    error = GoodwordError("nothing is there.", remedy="GET /v1/reviews lists them.")

    assert sentence(error) == "Nothing is there. Ask whoever looks after the stack."


def test_no_message_of_ours_speaks_of_the_api_or_of_commands() -> None:
    """Put that into the remedy: the desk has its own."""
    rooms = [f"layers/domain/referrals/{room}" for room in ("model", "steps", "views", "store")]
    calls = [
        (module.name, node)
        for module in modules(*rooms, "layers/domain/referrals/pages/console")
        for node in module.nodes
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Error") and node.args
    ]
    wrong = [f"{name}:{call.lineno}" for name, call in calls if _speaks(call.args[0])]

    assert calls
    assert wrong == []


def _speaks(message: ast.expr) -> bool:
    return bool(API_SPEECH.search(ast.unparse(message)))
