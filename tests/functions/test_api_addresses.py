"""The API and addresses: any script enrolls, one mailbox is one advocate, and a name is a name."""

import json
from typing import Any

import pytest

from tests.caller import a_shop_with_a_key, body_of, call_api, enroll

SPELLINGS = ["grace@bücher.example", "Grace@XN--BCHER-KVA.example.", '"grace"@BÜCHER.example']


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    a_shop_with_a_key()


def read(advocate_id: str) -> Any:
    return body_of(call_api("read_advocate", rawPath=f"/v1/advocates/{advocate_id}"))


def test_an_address_in_any_script_enrolls() -> None:
    first, *again = [enroll(each) for each in SPELLINGS]

    assert [first["statusCode"], *(each["statusCode"] for each in again)] == [201, 200, 200]
    assert all(body_of(each) == body_of(first) for each in again)
    assert read(body_of(first)["advocate_id"])["email"] == "grace@xn--bcher-kva.example"


@pytest.mark.parametrize(
    "email", ["mailto:g@x.example", "g@x.example,b@x.example", "g\0@x.example"]
)
def test_what_is_no_address_is_refused_by_its_field(email: str) -> None:
    answer = enroll(email)

    assert answer["statusCode"] == 422
    assert "email" in answer["body"]


def test_a_name_that_is_a_link_is_not_kept() -> None:
    body = {"program": "friends", "name": "Win at evil.example", "email": "grace@example.com"}

    enrolled = call_api("enroll_advocate_base64", body=json.dumps(body), isBase64Encoded=False)

    assert read(body_of(enrolled)["advocate_id"])["name"] == ""
