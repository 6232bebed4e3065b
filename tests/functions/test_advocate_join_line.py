"""The line on a shop's own page: in the language of that page, and readable from any site."""

import json
from typing import Any

import pytest

from referrals.wiring import stores
from tests.advocate import answer
from tests.tongue import speak
from tests.world import a_program, store_program

pytestmark = pytest.mark.usefixtures("account")


def line(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer("join_line", **changes)["body"])
    return found


def test_any_shop_s_page_may_read_it() -> None:
    store_program()

    told = answer("join_line")

    assert told["headers"]["access-control-allow-origin"] == "*"
    assert told["headers"]["cache-control"] == "public, max-age=300"
    assert "cookies" not in told
    assert line()["url"] == "https://go.shop.example/join/friends"


def test_it_is_said_in_the_language_of_that_page() -> None:
    store_program()

    german = line()
    arabic = line(queryStringParameters={"lang": "ar-EG"})
    other = line(queryStringParameters={"lang": "xx"})

    assert (german["language"], german["direction"]) == ("de", "ltr")
    assert german["button"] == "Meinen Link holen"
    assert (arabic["language"], arabic["direction"]) == ("ar", "rtl")
    assert other["language"] == "en"


def test_it_is_said_in_the_program_s_own_words() -> None:
    store_program()
    speak({"join.button": "Her damit"})

    found = line()

    assert found["button"] == "Her damit"
    assert found["sentences"][0].startswith("Kennst du jemanden")


def test_a_program_that_rests_asks_nobody() -> None:
    store_program(a_program(paused=True))

    assert answer("join_line")["statusCode"] == 204


def test_a_program_that_is_none_is_told_so() -> None:
    assert stores.programs().find("friends") is None
    assert answer("join_line")["statusCode"] == 404
