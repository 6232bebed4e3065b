"""`goodword source`: secrets made, kept, rotated; and what is told of every source."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from goodword.main import app
from referrals.providers.shops.platform import platforms
from referrals.store.order.body import RawBody
from referrals.wiring import clients, stores
from tests.cli.shopfront import stack_json
from tests.shops.fact_modules import FACTS
from tests.world import NOW, store_program

RUNNER = CliRunner()
URL = "https://go.shop.example"


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local/stack.json").write_text(stack_json(URL, {}))
    store_program()


def run(*words: str, given: str | None = None) -> Result:
    return RUNNER.invoke(app, ["source", *words], input=given)


def data(*words: str, given: str | None = None) -> Any:
    ran = run(*words, "--json", given=given)
    assert ran.exit_code == 0, ran.output
    return json.loads(ran.stdout)


def live(source: str, kind: str = "webhooks") -> tuple[str, ...]:
    clients.secrets().kept.clear()
    return clients.secrets().live(f"goodword/{kind}/friends/{source}")


MADE = sorted(name for name, each in platforms().items() if each.makes_secret)
GIVEN = {name: facts.given_secret for name, facts in FACTS.items() if facts.given_secret}


@pytest.mark.parametrize("source", MADE)
def test_a_secret_is_made_and_shown_once(source: str) -> None:
    first, again = data("add", "friends", source), data("add", "friends", source)

    assert live(source) == (first["secret"],)
    assert (first["stored"], again["stored"]) == (True, False)
    assert "secret" not in again
    assert again["url"] == f"{URL}/webhooks/friends/{source}"


@pytest.mark.parametrize(("source", "secret"), GIVEN.items())
def test_a_given_secret_is_kept_and_never_shown(source: str, secret: str) -> None:
    ran = run("add", "friends", source, given=f"{secret}\n")

    assert ran.exit_code == 0, ran.output
    assert secret not in ran.output
    assert live(source)[0].startswith(secret)
    assert f"{URL}/webhooks/friends/{source}" in ran.output


def test_every_source_is_either_made_or_given() -> None:
    lacking = set(platforms()) - {*MADE, *GIVEN}

    assert not lacking, f"tests/shops: these lack their given_secret: {lacking}"
    assert not {*MADE} & {*GIVEN}


def test_square_s_secret_is_kept_with_its_address() -> None:
    data("add", "friends", "square", "--secret-file", "-", given=GIVEN["square"])

    assert live("square") == (f"s1gnature-key {URL}/webhooks/friends/square",)


def test_an_address_of_one_s_own_is_the_one_that_square_signs() -> None:
    words = ("add", "friends", "square", "--url", "https://hooks.example", "--secret-file", "-")

    assert data(*words, given="s1gnature-key")["url"].startswith("https://hooks.example/webhooks")
    assert live("square")[0].endswith(" https://hooks.example/webhooks/friends/square")


@pytest.mark.parametrize(
    ("source", "secret"),
    [
        ("shopify", " \n"),
        ("stripe", "sk_live_0123456789"),
        ("woocommerce", "fish&chips"),
        ("lemonsqueezy", "x" * 41),
        ("paddle", "0123456789abcdef"),
        ("signed", "whsec_c2hvcnQ="),
        ("bigcommerce", "only-the-client-secret"),
        ("square", "key http://plain.example/webhooks/friends/square"),
    ],
)
def test_what_a_platform_never_signs_with_is_refused(source: str, secret: str) -> None:
    ran = run("add", "friends", source, "--secret-file", "-", given=secret)

    assert (ran.exit_code, "bad_secret" in ran.stderr) == (1, True)
    assert not secret.strip() or secret.strip() not in ran.stderr
    assert live(source) == ()


def test_another_secret_doesn_t_replace_a_live_one() -> None:
    data("add", "friends", "signed")

    ran = run("add", "friends", "lemonsqueezy", "--secret-file", "-", given="first-one")
    again = run("add", "friends", "lemonsqueezy", "--secret-file", "-", given="another")

    assert (ran.exit_code, again.exit_code) == (0, 4)
    assert live("lemonsqueezy") == ("first-one",)


def test_unknown_programs_sources_and_files_are_named() -> None:
    assert run("add", "strangers", "signed").exit_code == 3
    assert "Use one of shopify" in run("add", "friends", "abacus").stderr
    assert run("add", "friends", "stripe", "--secret-file", "nowhere").exit_code == 1


def test_a_rotation_keeps_both_until_it_is_finished() -> None:
    first = data("add", "friends", "woocommerce")["secret"]

    second = data("rotate", "friends", "woocommerce")["secret"]
    during = live("woocommerce")
    ended = [data("rotate", "friends", "woocommerce", "--finish")["dropped"] for _ in range(2)]

    assert during == (second, first)
    assert ended == [1, 0]
    assert live("woocommerce") == (second,)


def test_no_third_secret_comes_to_live() -> None:
    first = data("add", "friends", "signed")["secret"]
    data("rotate", "friends", "signed")

    refused = run("rotate", "friends", "signed")
    forgotten = data("rotate", "friends", "signed", "--restart")["secret"]

    assert (refused.exit_code, "--finish" in refused.stderr) == (4, True)
    assert live("signed") == (forgotten, first)


def test_a_rotation_says_what_to_do_in_the_shop() -> None:
    run("add", "friends", "shopify", given="0123456789abcdef\n")

    told = run("rotate", "friends", "shopify", given="fedcba9876543210\n").output

    assert "within the hour" in told
    assert "source rotate friends shopify --finish" in told


def test_what_was_never_added_can_t_be_rotated() -> None:
    assert run("rotate", "friends", "signed").exit_code == 3


def test_a_store_s_credential_is_checked_and_kept_apart() -> None:
    credential = "https://bakery.myshopify.com shpat_0123456789"

    words = ("add", "friends", "shopify", "--store", "--unchecked", "--secret-file", "-")

    kept, odd = data(*words, given=credential), run(*words, given="http://x y")

    assert kept == {
        "source": "shopify",
        "store": "https://bakery.myshopify.com",
        "stored": True,
        "scopes": ["read_orders"],
        "checked": False,
    }
    assert live("shopify", "stores") == (credential,)
    assert live("shopify") == ()
    assert (odd.exit_code, "bad_store_credential" in odd.stderr) == (1, True)


def test_the_shop_is_remembered_beside_its_secret() -> None:
    given = "0123456789abcdef\n"

    first = data(
        "add", "friends", "shopify", "--shop", "https://Bakery.myshopify.com/", given=given
    )
    data("rotate", "friends", "shopify", given="fedcba9876543210\n")
    again = data("add", "friends", "shopify")

    assert first["shop"] == again["shop"] == "bakery.myshopify.com"
    assert len(live("shopify")) == 2
    assert clients.secrets().shop("goodword/webhooks/friends/shopify") == "bakery.myshopify.com"
    assert "(bakery.myshopify.com)" in run("list", "friends").stdout


def test_a_shop_can_be_named_later() -> None:
    data("add", "friends", "shopify", given="0123456789abcdef\n")

    data("add", "friends", "shopify", "--shop", "bakery.myshopify.com")

    assert clients.secrets().shop("goodword/webhooks/friends/shopify") == "bakery.myshopify.com"
    assert run("add", "friends", "shopify", "--shop", "the bakery").exit_code == 1


def test_segment_is_no_store() -> None:
    assert run("add", "friends", "segment", "--store").exit_code == 3


def test_the_list_tells_what_is_set_up_and_held() -> None:
    data("add", "friends", "signed")
    data("rotate", "friends", "signed")
    stores.bodies().hold("friends", "signed", RawBody(b"{}", {}, NOW), "wrong_currency")

    listed = {each["source"]: each for each in data("list", "friends")}
    told = run("list", "friends").stdout

    assert (listed["signed"]["live_secrets"], listed["signed"]["held"]) == (2, 1)
    assert listed["signed"]["hearing"] == "too_few_to_tell"
    assert (listed["shopify"]["live_secrets"], listed["shopify"]["store_credential"]) == (0, False)
    assert "two" in told
    assert "shopify" not in told


def test_a_program_without_sources_is_told_where_to_begin() -> None:
    assert "source add friends" in run("list", "friends").stdout


def test_rotating_says_when_the_new_secret_is_believed() -> None:
    data("add", "friends", "signed")

    assert "believed within 10 seconds" in run("rotate", "friends", "signed").stdout
