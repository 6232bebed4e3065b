"""Raw bodies, long and short, and those held back."""

import random
from datetime import timedelta

import pytest

from referrals.model.order.conversion import Contact
from referrals.store.order.body import KEEP_SECONDS, Bodies, BodyGoneError, RawBody
from referrals.wiring import stores
from tests.world import AT, NOW, a_key

pytestmark = pytest.mark.usefixtures("account")
SHORT = RawBody(b'{"id":1}', {"x-shopify-topic": "orders/paid"}, NOW)
LONG = RawBody(random.Random(1).randbytes(900_000), {}, NOW)  # noqa: S311


def bodies() -> Bodies:
    return stores.bodies()


@pytest.mark.parametrize("body", [SHORT, LONG], ids=["short", "long"])
def test_a_body_comes_back_byte_by_byte(body: RawBody) -> None:
    bodies().keep(a_key(), body, Contact())

    assert bodies().raw(a_key(), body.sha) == body


def test_every_piece_leaves_after_thirty_days() -> None:
    bodies().keep(a_key(), LONG, Contact())

    items = bodies().table.query("conversion_key = :k", {":k": str(a_key())})
    assert [item["expires_at"] for item in items] == [AT + KEEP_SECONDS] * 5


def test_keeping_twice_keeps_one() -> None:
    for _ in range(2):
        bodies().keep(a_key(), SHORT, Contact("ben@example.com"))

    assert bodies().contact(a_key(), SHORT.sha).email == "ben@example.com"
    assert len(list(bodies().table.query("conversion_key = :k", {":k": str(a_key())}))) == 1


def test_held_bodies_are_listed_without_their_pieces() -> None:
    bodies().hold("friends", "shopify", LONG, "not_json")
    bodies().hold("friends", "signed", SHORT, "elsewhere")

    (held,) = bodies().held_bodies("friends", "shopify")
    assert (held.sha, held.reason, held.replayed_at) == (LONG.sha, "not_json", None)
    assert bodies().held_raw("friends", "shopify", held.sha) == LONG


def test_a_replayed_body_says_when() -> None:
    bodies().hold("friends", "shopify", SHORT, "not_json")
    bodies().mark_replayed("friends", "shopify", SHORT.sha, NOW + timedelta(seconds=60))

    (held,) = bodies().held_bodies("friends", "shopify")
    assert held.replayed_at == NOW + timedelta(seconds=60)


def test_a_body_that_left_says_so() -> None:
    with pytest.raises(BodyGoneError):
        bodies().raw(a_key(), "unknown")
