"""What the API answers when all is well."""

import base64

import pytest

from referrals.desks import reward as reward_desk
from referrals.model.delivery.outbox import Channel, DeliveryState, OutboxItem
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import stores
from tests.caller import a_shop_with_a_key, body_of, call_api, enroll
from tests.template import ROOT
from tests.world import NOW, an_order, hash_of, refer


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    a_shop_with_a_key()


def test_an_enrolled_advocate_can_be_read_with_their_link() -> None:
    enrolled = body_of(call_api("enroll_advocate"))

    read = body_of(call_api("read_advocate", rawPath=f"/v1/advocates/{enrolled['advocate_id']}"))

    assert read["email"] == "grace@example.com"
    agreed = {name for name, given in read["consents"].items() if given}
    assert agreed == {"mail", "show_first_name"}
    assert read["links"][0]["url"] == enrolled["link"]["url"]
    assert read["balances"] == []


def test_the_same_mailbox_gets_the_same_advocate() -> None:
    first = call_api("enroll_advocate")

    again = call_api("enroll_advocate_base64")

    assert (first["statusCode"], again["statusCode"]) == (201, 200)
    assert body_of(first) == body_of(again)


def test_pages_lead_through_all_advocates_once() -> None:
    for number in range(7):
        enroll(f"friend-{number}@example.com")

    seen, cursor = [], ""
    while cursor is not None:
        query = {"limit": "3", **({"cursor": cursor} if cursor else {})}
        page = body_of(call_api("list_advocates", queryStringParameters=query, rawQueryString=""))
        seen += [advocate["email"] for advocate in page["items"]]
        cursor = page["next_cursor"]

    assert len(seen) == len(set(seen)) == 8


def test_a_paused_link_says_so() -> None:
    paused = body_of(call_api("pause_link"))

    assert (paused["status"], paused["live"]) == ("paused", False)
    assert body_of(call_api("read_link"))["status"] == "paused"


def test_a_qr_code_is_drawn_in_both_kinds() -> None:
    svg, png = call_api("draw_link_svg"), call_api("draw_link_png")

    assert svg["headers"]["content-type"] == "image/svg+xml"
    assert svg["isBase64Encoded"]
    assert base64.b64decode(svg["body"]).startswith(b"<svg")
    assert base64.b64decode(png["body"]).startswith(b"\x89PNG")


def reward_orders(*orders: str) -> None:
    for number in orders:
        order = an_order(customer_hash=hash_of(f"friend{number}@example.com"))
        key = refer(order, order_id=number, friend_id=f"fri_{number}")
        settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW)


def test_an_order_tells_its_attribution_decision_and_grants() -> None:
    reward_orders("77")

    story = body_of(call_api("read_conversion", rawPath="/v1/conversions/friends/shopify/77"))

    assert story["status"] == "paid"
    assert story["attribution"]["status"] == "attributed"
    assert story["decision"]["status"] == "granted"
    assert story["decision"]["for_advocate"]
    assert story["decision"]["for_friend"]
    assert all(check["verdict"] for check in story["decision"]["checks"])
    assert {side["side"]: side["status"] for side in story["grants"]} == {
        "advocate": "held",
        "friend": "held",
    }
    assert "customer_hash" not in repr(story)


@pytest.mark.parametrize(
    ("wish", "tag", "thanks"),
    [
        ("de-AT, en;q=0.5", "de", "Vielen Dank."),
        ("xx", "en", "Thank you."),
        ("", "en", "Thank you."),
    ],
)
def test_an_order_is_told_in_the_language_asked_for(wish: str, tag: str, thanks: str) -> None:
    reward_orders("77")

    answer = call_api(
        "read_conversion",
        {"accept-language": wish},
        rawPath="/v1/conversions/friends/shopify/77",
    )

    assert answer["headers"]["content-language"] == tag
    assert answer["headers"]["vary"] == "Accept-Language"
    assert thanks in body_of(answer)["decision"]["for_advocate"]


def test_what_names_no_language_says_so_of_none() -> None:
    assert "content-language" not in call_api("read_link")["headers"]


def test_a_statement_names_its_lines_in_the_language_asked_for() -> None:
    reward_orders("1")

    answer = call_api("read_statement", {"accept-language": "es"})

    assert answer["headers"]["content-language"] == "es"
    assert [line["words"] for line in body_of(answer)["lines"]] == ["Ganado por una recomendación"]


def test_a_statement_is_told_page_by_page_without_a_gap() -> None:
    reward_orders("1", "2", "3")

    lines, cursor = [], ""
    while cursor is not None:
        query = {"limit": "2", **({"cursor": cursor} if cursor else {})}
        page = body_of(call_api("read_statement", queryStringParameters=query))
        lines += [line["entry"]["seq"] for line in page["lines"]]
        cursor = page["next_cursor"]

    assert lines == [3, 2, 1]
    assert page["accounts"][0]["balance"] == 1500


def test_a_statement_in_words_goes_on_where_its_page_ended() -> None:
    reward_orders("1", "2", "3")

    told, query = [], {"program": "friends", "limit": "2"}
    while query:
        page = body_of(call_api("read_personal_statement", queryStringParameters=query))
        told += [line["cause"] for line in page["lines"]]
        query = {**query, "cursor": page["next_cursor"]} if page["next_cursor"] else {}

    assert sorted(told) == [f"friends#shopify#{number}" for number in "123"]
    assert page["pending"] == 1500


def test_balances_stand_beside_the_advocate() -> None:
    reward_orders("1")

    (balance,) = body_of(call_api("read_advocate"))["balances"]

    assert (balance["program"], balance["asset"]) == ("friends", "EUR")
    assert (balance["pending"], balance["available"], balance["reserved"]) == (500, 0, 0)


def test_a_parked_item_is_listed_and_sent_again() -> None:
    parked = OutboxItem(
        item_id="friends#shopify#1001#thanks",
        channel=Channel.EMAIL,
        topic="advocate.thanked",
        program_id="friends",
        state=DeliveryState.PARKED,
        reason="hopeless",
        created_at=NOW,
        due_at=NOW,
    )
    stores.outbox().add(parked)

    listed = body_of(call_api("list_outbox"))
    sent = call_api("resend_unknown_item")

    assert [item["item_id"] for item in listed["items"]] == [parked.item_id]
    assert (sent["statusCode"], body_of(sent)["state"]) == (200, "pending")
    assert call_api("resend_unknown_item")["statusCode"] == 409


def test_the_description_is_the_committed_one() -> None:
    assert call_api("read_openapi")["body"] == (ROOT / "docs/openapi.json").read_text()


def test_json_is_taken_whatever_it_is_declared_as() -> None:
    declared = {"content-type": "application/x-www-form-urlencoded"}

    assert call_api("enroll_advocate_base64", declared)["statusCode"] == 201
