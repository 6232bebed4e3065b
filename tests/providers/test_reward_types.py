"""What every reward type promises; a new one is tested by being in the registry.

Terms to try it with come from its own JSON schema's examples, which are part of the promise.
"""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from referrals.model.code.discount import Discount
from referrals.model.program.offer import Terms
from referrals.model.reward.grant import Worth
from referrals.providers.rewards.discount_code import code_of
from referrals.providers.rewards.registry import (
    ANY_TERMS,
    REWARD_TYPES,
    parse_terms,
    promise,
    typed_terms,
)
from referrals.providers.rewards.reward_type import (
    Basis,
    ByHandError,
    FulfilmentReceipt,
    Handover,
    RewardType,
)

TERMS = {
    f"{kind}-{number}": example
    for kind, made in REWARD_TYPES.items()
    for number, example in enumerate(made.terms.model_json_schema()["examples"])
}
BASIS = Basis(4202, "EUR")


@pytest.fixture(params=TERMS.values(), ids=list(TERMS))
def terms(request: pytest.FixtureRequest) -> dict[str, Any]:
    return dict(request.param)


@pytest.mark.parametrize("kind", REWARD_TYPES)
def test_every_type_gives_examples_of_its_terms(kind: str) -> None:
    made = REWARD_TYPES[kind]

    assert made.kind == kind
    assert made.terms.model_json_schema()["examples"]
    assert made.terms.__doc__


def test_terms_survive_being_stored(terms: dict[str, Any]) -> None:
    reward_type, parsed = typed_terms(terms)

    again = parsed.model_dump(mode="json", exclude_none=True)

    assert typed_terms(again) == (reward_type, parsed)


def test_a_misspelt_field_is_named(terms: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        parse_terms(terms["kind"], {**terms, "amuont": 5})

    assert refused.value.errors()[0]["loc"][-1] == "amuont"


def test_worth_is_whole_and_positive(terms: dict[str, Any]) -> None:
    reward_type, parsed = typed_terms(terms)

    for base in (0, 1, 4202, 10**12):
        worth = reward_type.worth(parsed, Basis(base, "JPY"))
        assert isinstance(worth, Worth)
        assert type(worth.amount) is int
        assert worth.amount > 0
        assert worth.worth_minor >= 0
        assert worth.words


def test_what_is_counted_is_never_handed_over(terms: dict[str, Any]) -> None:
    reward_type, parsed = typed_terms(terms)
    overrides = type(reward_type).fulfil is not RewardType.fulfil

    assert not (reward_type.worth(parsed, BASIS).asset and overrides)


def test_what_is_handed_over_is_one_thing(terms: dict[str, Any]) -> None:
    reward_type, parsed = typed_terms(terms)
    worth = reward_type.worth(parsed, BASIS)

    assert worth.asset or worth.amount == 1


def test_an_asset_can_name_an_account(terms: dict[str, Any]) -> None:
    reward_type, parsed = typed_terms(terms)

    assert re.fullmatch(r"[A-Za-z0-9_-]*", reward_type.worth(parsed, BASIS).asset)


def test_a_promise_is_short(terms: dict[str, Any]) -> None:
    assert 0 < len(promise(Terms.model_validate(terms), "EUR")) <= 120


def test_handing_over_twice_gives_the_same(terms: dict[str, Any]) -> None:
    reward_type, parsed = typed_terms(terms)
    handover = Handover("friends#shopify#1001", "friend", parsed, b"secret", by_hand="CARD-1")

    assert reward_type.fulfil(handover) == reward_type.fulfil(handover)


def test_taking_back_twice_is_harmless(terms: dict[str, Any]) -> None:
    reward_type, parsed = typed_terms(terms)
    handover = Handover("friends#shopify#1001", "friend", parsed, b"secret", by_hand="CARD-1")

    reward_type.revoke(handover)
    reward_type.revoke(handover)

    assert isinstance(reward_type.fulfil(handover), FulfilmentReceipt)


def test_the_union_of_terms_follows_the_registry() -> None:
    mapping = ANY_TERMS.json_schema()["discriminator"]["mapping"]

    assert set(mapping) == set(REWARD_TYPES)


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValidationError, match="'store_credit', 'points'"):
        parse_terms("gold", {})


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("store_credit", {}),
        ("store_credit", {"amount_minor": 500, "percent": 5}),
        ("store_credit", {"amount_minor": 500, "at_most_minor": 900}),
        ("store_credit", {"amount_minor": 5.0}),
        ("store_credit", {"amount_minor": 0}),
        ("points", {"amount": True}),
        ("discount_code", {}),
        ("discount_code", {"percent": 101}),
        ("discount_code", {"percent": 10, "amount_minor": 100}),
        ("free_gift", {"sku": ""}),
    ],
)
def test_terms_that_make_no_sense_are_refused(kind: str, fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        parse_terms(kind, fields)


@pytest.mark.parametrize(
    ("terms", "base", "amount"),
    [
        ({"percent": 10}, 4202, 420),
        ({"percent": 10}, 4205, 420),
        ({"percent": 10}, 4215, 422),
        ({"percent": 10, "at_most_minor": 400}, 4202, 400),
        ({"percent": 1}, 3, 1),
    ],
    ids=["420.2", "420.5 to the even 420", "421.5 to the even 422", "the ceiling", "at least one"],
)
def test_a_share_of_the_order_is_rounded_half_even(
    terms: dict[str, int], base: int, amount: int
) -> None:
    reward_type, parsed = typed_terms({"kind": "store_credit", **terms})

    assert reward_type.worth(parsed, Basis(base, "EUR")).amount == amount


class TestDiscountCodes:
    @given(st.text(min_size=1), st.sampled_from(["advocate", "friend"]), st.binary(min_size=16))
    def test_a_code_is_easy_to_type(self, key: str, side: str, secret: bytes) -> None:
        code = code_of(key, side, secret)

        assert re.fullmatch(r"[0-9A-Z]{12}", code)

    def test_grant_side_key_and_attempt_each_make_it_another_one(self) -> None:
        codes = {
            code_of(key, side, secret, attempt)
            for key in ("friends#shopify#1", "friends#shopify#2")
            for side in ("advocate", "friend")
            for secret in (b"one secret", b"another secret")
            for attempt in (1, 2)
        }

        assert len(codes) == 16

    def test_a_code_that_was_given_stays(self) -> None:
        terms = parse_terms("discount_code", {"percent": 10})
        handover = Handover("friends#shopify#1", "friend", terms, b"secret", "7K2M-QX4R-9WHT")

        assert REWARD_TYPES["discount_code"].fulfil(handover) == FulfilmentReceipt("7K2M-QX4R-9WHT")

    @pytest.mark.parametrize("promised", [{"percent": 10}, {"amount_minor": 500}])
    def test_its_discount_is_what_it_promises(self, promised: dict[str, Any]) -> None:
        reward_type, terms = typed_terms({"kind": "discount_code", **promised})

        assert reward_type.discount(terms, "EUR") == Discount("EUR", **promised)

    @pytest.mark.parametrize(
        "promised",
        [{}, {"percent": 10, "free_shipping": True}, {"percent": 10, "amount_minor": 500}],
    )
    def test_it_takes_off_one_thing(self, promised: dict[str, Any]) -> None:
        with pytest.raises(ValidationError, match="give one of percent"):
            parse_terms("discount_code", promised)

    def test_its_conditions_are_said_with_it(self) -> None:
        fields = {"percent": 10, "minimum_minor": 2000, "first_order_only": True}
        reward_type, terms = typed_terms({"kind": "discount_code", **fields})

        assert reward_type.promise(terms, "EUR") == "10% off your next order of 20.00 EUR or more"
        found = reward_type.discount(terms, "EUR")
        assert found == Discount("EUR", 10, minimum_minor=2000, first_order_only=True)


class TestHands:
    @pytest.mark.parametrize(
        "terms",
        [{"kind": "gift_card", "amount_minor": 2500}, {**TERMS["custom-1"]}],
        ids=["gift_card", "custom"],
    )
    def test_what_takes_hands_waits_for_them(self, terms: dict[str, Any]) -> None:
        reward_type, parsed = typed_terms(terms)
        waiting = Handover("friends#shopify#1", "friend", parsed, b"secret")

        with pytest.raises(ByHandError):
            reward_type.fulfil(waiting)
        with pytest.raises(ByHandError):
            reward_type.revoke(waiting)
        assert reward_type.fulfil(replace(waiting, by_hand="GC-1")).code == "GC-1"

    def test_what_a_server_does_waits_for_nobody(self) -> None:
        reward_type, parsed = typed_terms(TERMS["custom-0"])

        reward_type.fulfil(Handover("friends#shopify#1", "friend", parsed, b"secret"))
