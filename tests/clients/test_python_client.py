"""The Python client against the real API, over HTTP."""

import json
from collections.abc import Iterator

import pytest

from goodword_api import Goodword, GoodwordApiError, RefusedError, UnreachableError
from referrals.routes.api import description
from tests.api_server import ApiServer, api_server
from tests.caller import KEY, a_shop_with_a_key

BUSY = (503, {"content-type": "application/problem+json"}, b'{"code": "unavailable"}')
TOO_MANY = (429, {"retry-after": "7"}, b"{}")


@pytest.fixture(autouse=True)
def waits(account: None, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    a_shop_with_a_key()
    waited: list[float] = []
    monkeypatch.setattr("goodword_api.connection.time.sleep", waited.append)
    return waited


@pytest.fixture
def server() -> Iterator[ApiServer]:
    with api_server() as running:
        yield running


@pytest.fixture
def goodword(server: ApiServer) -> Goodword:
    return Goodword(server.url, KEY)


def enroll(goodword: Goodword, email: str = "cleo@example.com") -> str:
    made = goodword.advocates.enroll(program="friends", name="Cleo", email=email)
    return str(made["advocate_id"])


def test_an_advocate_is_enrolled_and_read_again(goodword: Goodword) -> None:
    advocate_id = enroll(goodword)

    assert goodword.advocates.read(advocate_id)["advocate_id"] == advocate_id
    assert enroll(goodword) == advocate_id


def test_each_goes_through_all_pages(goodword: Goodword) -> None:
    wanted = {enroll(goodword, f"c{number}@example.com") for number in range(5)}

    found = [each["advocate_id"] for each in goodword.each(goodword.advocates.list_all, limit=2)]

    assert wanted < set(found)
    assert len(found) == len(set(found)) == 6


def test_a_refusal_has_field_and_remedy(goodword: Goodword) -> None:
    with pytest.raises(RefusedError) as refused:
        goodword.links.issue(program="friends", advocate_id="adv_ada", code="12345")

    told = refused.value
    assert (told.status, told.code, told.field) == (400, "bad_code", "code")
    assert told.remedy


def test_names_in_a_path_stay_names(goodword: Goodword) -> None:
    with pytest.raises(RefusedError) as refused:
        goodword.links.read("../advocates")

    assert refused.value.status in (400, 404)


def test_a_picture_comes_as_bytes(goodword: Goodword) -> None:
    assert goodword.links.draw_svg("ada-bakes").lstrip().startswith(b"<")


def test_a_busy_stack_is_asked_again(waits: list[float]) -> None:
    with api_server(BUSY, TOO_MANY) as server:
        assert enroll(Goodword(server.url, KEY))

    assert waits == [1.0, 7.0]
    keys = {headers["idempotency-key"] for _, headers in server.heard}
    assert (len(server.heard), len(keys)) == (3, 1)


def test_tries_have_an_end() -> None:
    with api_server(BUSY, BUSY, BUSY, BUSY) as server, pytest.raises(RefusedError) as refused:
        enroll(Goodword(server.url, KEY))

    assert (refused.value.code, len(server.heard)) == ("unavailable", 3)


def test_a_redirect_is_not_followed() -> None:
    away = (302, {"location": "https://evil.example/"}, b"")
    with api_server(away) as server, pytest.raises(RefusedError) as refused:
        Goodword(server.url, KEY).advocates.list_all()

    assert refused.value.status == 302


def test_nobody_at_the_address_is_said_so() -> None:
    with pytest.raises(UnreachableError):
        Goodword("http://127.0.0.1:9", KEY).advocates.list_all()


def test_a_key_never_goes_unencrypted() -> None:
    with pytest.raises(GoodwordApiError, match="not https"):
        Goodword("http://go.shop.example", KEY)


def test_every_operation_is_a_method_of_its_own() -> None:
    document = json.loads(description())
    operations = sum(len(methods) for methods in document["paths"].values())
    nouns = list(vars(Goodword("https://x.example", KEY)).values())
    methods = [name for noun in nouns for name in dir(noun) if not name.startswith("_")]

    assert len(methods) == operations
