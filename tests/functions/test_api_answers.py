"""What the API answers when all is well."""

import base64

import pytest

from tests.caller import a_shop_with_a_key, asked, body_of, enroll


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    a_shop_with_a_key()


def test_an_enrolled_advocate_can_be_read_with_their_link() -> None:
    enrolled = body_of(asked("enroll_advocate"))

    read = body_of(asked("read_advocate", rawPath=f"/v1/advocates/{enrolled['advocate_id']}"))

    assert read["email"] == "grace@example.com"
    assert read["consents"] == {"mail": True, "show_first_name": True}
    assert read["links"][0]["url"] == enrolled["link"]["url"]
    assert read["balances"] == []


def test_the_same_mailbox_gets_the_same_advocate() -> None:
    first = asked("enroll_advocate")

    again = asked("enroll_advocate_base64")

    assert (first["statusCode"], again["statusCode"]) == (201, 200)
    assert body_of(first) == body_of(again)


def test_pages_lead_through_all_advocates_once() -> None:
    for number in range(7):
        enroll(f"friend-{number}@example.com")

    seen, cursor = [], ""
    while cursor is not None:
        query = {"limit": "3", **({"cursor": cursor} if cursor else {})}
        page = body_of(asked("list_advocates", queryStringParameters=query, rawQueryString=""))
        seen += [advocate["email"] for advocate in page["items"]]
        cursor = page["next_cursor"]

    assert len(seen) == len(set(seen)) == 8


def test_a_paused_link_says_so() -> None:
    paused = body_of(asked("pause_link"))

    assert (paused["status"], paused["live"]) == ("paused", False)
    assert body_of(asked("read_link"))["status"] == "paused"


def test_a_qr_code_is_drawn_in_both_kinds() -> None:
    svg, png = asked("draw_link_svg"), asked("draw_link_png")

    assert svg["headers"]["content-type"] == "image/svg+xml"
    assert svg["isBase64Encoded"]
    assert base64.b64decode(svg["body"]).startswith(b"<svg")
    assert base64.b64decode(png["body"]).startswith(b"\x89PNG")
