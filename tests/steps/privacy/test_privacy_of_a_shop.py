"""A request is bound to its shop: one secret of an app signs for every shop that has the app."""

import json
from datetime import timedelta

import boto3
import pytest

from referrals.desks import privacy as privacy_desk
from referrals.model.era import moment_of
from referrals.model.insight.insight import Bucket, Counter, Move, qualified_counter
from referrals.model.privacy.erasure import PrivacyRunReport
from referrals.model.privacy.request import (
    DAY,
    DUE_AFTER,
    HELD_WORDS,
    Doubt,
    PrivacyKind,
    PrivacyRequest,
    PrivacyState,
    StoredRequest,
    doubt_of,
    plain_shop,
)
from referrals.steps.privacy.answer_privacy import answer_privacy
from referrals.steps.privacy.ask_privacy import answer_data_requests
from referrals.steps.privacy.decide_privacy import (
    NotHeldError,
    PrivacyRequestNotFoundError,
    refuse,
    release,
)
from referrals.steps.privacy.note_privacy import asked_of, note_privacy
from referrals.wiring import clients, stores
from tests.world import AT, IDENTITY, NOW, a_key, a_program, an_order, hash_of, webhook_secret

OURS, THEIRS = "bakery.myshopify.com", "butcher.myshopify.com"
BEN = hash_of("ben@example.com")


@pytest.fixture(autouse=True)
def program(account: None) -> None:
    stores.programs().add(a_program(webhook_url="https://shop.example/hook"))
    stores.conversions().record(a_key(), an_order(), body="", at=NOW)


def note_request(kind: PrivacyKind, shop: str = OURS, *, at: int = AT) -> StoredRequest:
    person = BEN if kind in (PrivacyKind.CUSTOMER_REDACT, PrivacyKind.DATA_REQUEST) else ""
    request = PrivacyRequest(kind, person, shop=shop)
    asked = asked_of(request, "friends", "shopify", key=IDENTITY, received_at=moment_of(at))
    note_privacy(asked, stores.privacy_requests())
    return asked


def run(days: int = 0) -> PrivacyRunReport:
    clients.secrets.cache_clear()
    return answer_privacy(privacy_desk.privacy(), now=NOW + timedelta(days=days))


def stored_request(asked: StoredRequest) -> StoredRequest:
    found = stores.privacy_requests().find("friends", asked.request_id)
    assert found
    return found


def is_kept() -> bool:
    order = stores.conversions().state(a_key()).order
    return order is not None and order.customer_hash == BEN


@pytest.mark.parametrize("kind", tuple(PrivacyKind))
def test_another_shop_s_request_is_held(kind: PrivacyKind) -> None:
    webhook_secret("shopify", "hush", shop=OURS)
    asked = note_request(kind, THEIRS)

    ran = run()

    assert (ran.held, ran.done, is_kept()) == (1, 0, True)
    assert (stored_request(asked).state, stored_request(asked).held_for) == ("held", "another_shop")


@pytest.mark.parametrize("kind", [PrivacyKind.CUSTOMER_REDACT, PrivacyKind.SHOP_REDACT])
def test_our_own_shop_s_request_is_carried_out(kind: PrivacyKind) -> None:
    webhook_secret("shopify", "hush", shop=OURS)
    note_request(kind)

    run()

    assert (run().held, is_kept()) == (0, False)


def test_the_store_s_own_address_says_which_shop_it_is() -> None:
    webhook_secret("shopify", "hush")
    boto3.client("secretsmanager").create_secret(
        Name="goodword/stores/friends/shopify",
        SecretString=json.dumps({"live": [f"https://{OURS} token"]}),
    )
    theirs, ours = (
        note_request(PrivacyKind.SHOP_REDACT, THEIRS),
        note_request(PrivacyKind.SHOP_REDACT),
    )

    run()

    assert (stored_request(theirs).state, stored_request(ours).state) == ("held", "done")


def test_a_whole_shop_goes_only_where_the_shop_is_known() -> None:
    asked = note_request(PrivacyKind.SHOP_REDACT)

    assert (run().held, is_kept()) == (1, True)
    assert stored_request(asked).held_for == "shop_unknown"

    webhook_secret("shopify", "hush", shop=OURS)
    assert (run().done, is_kept()) == (1, False)


def test_one_person_s_request_is_carried_out_where_no_shop_is_known() -> None:
    note_request(PrivacyKind.CUSTOMER_REDACT)

    run()

    assert not is_kept()


@pytest.mark.parametrize(("hours", "state"), [(0, "held"), (23, "held"), (49, "done")])
def test_a_shop_that_still_sends_orders_has_not_left(hours: int, state: str) -> None:
    webhook_secret("shopify", "hush", shop=OURS)
    bucket = Bucket("friends", NOW.date(), source="shopify")
    heard = Move(f"m{hours}", {bucket: {qualified_counter(Counter.HEARD, f"{NOW:%H}"): 1}})
    stores.insights().fold([heard], NOW)
    asked = note_request(PrivacyKind.SHOP_REDACT, at=AT + hours * 3600)

    run()

    assert stored_request(asked).state == state
    assert is_kept() is (state == "held")


def test_a_released_request_is_carried_out() -> None:
    asked = note_request(PrivacyKind.SHOP_REDACT)
    run()

    release("friends", asked.request_id, stores.privacy_requests())

    assert (run().done, is_kept()) == (1, False)


def test_a_released_data_request_waits_for_its_export() -> None:
    webhook_secret("shopify", "hush", shop=OURS)
    asked = note_request(PrivacyKind.DATA_REQUEST, THEIRS)
    run()
    assert answer_data_requests(asked, stores.privacy_requests(), now=NOW) == 0

    release("friends", asked.request_id, stores.privacy_requests())

    assert (run().open, answer_data_requests(asked, stores.privacy_requests(), now=NOW)) == (1, 1)


def test_a_refused_request_is_over_and_names_nobody() -> None:
    webhook_secret("shopify", "hush", shop=OURS)
    asked = note_request(PrivacyKind.CUSTOMER_REDACT, THEIRS)
    run()

    refuse("friends", asked.request_id, stores.privacy_requests(), now=NOW)

    assert (run().held, run().open, is_kept()) == (0, 0, True)
    assert (stored_request(asked).state, stored_request(asked).customer_hash) == (
        PrivacyState.REFUSED,
        "",
    )


def test_only_a_held_request_is_decided_on() -> None:
    asked = note_request(PrivacyKind.CUSTOMER_REDACT)

    with pytest.raises(NotHeldError):
        release("friends", asked.request_id, stores.privacy_requests())
    with pytest.raises(PrivacyRequestNotFoundError):
        refuse("friends", "0" * 32, stores.privacy_requests(), now=NOW)


def test_another_shop_s_request_does_not_stand_in_for_ours() -> None:
    webhook_secret("shopify", "hush", shop=OURS)
    theirs, ours = (note_request(PrivacyKind.CUSTOMER_REDACT, shop) for shop in (THEIRS, OURS))

    run()

    assert theirs.request_id != ours.request_id
    assert not is_kept()


def test_a_held_request_is_late_like_any_other() -> None:
    note_request(PrivacyKind.SHOP_REDACT)

    assert run(days=24).due_soon == 1
    assert run(days=DUE_AFTER // DAY).late == 1


def test_the_merchant_is_told_why_it_is_held() -> None:
    asked = note_request(PrivacyKind.SHOP_REDACT, THEIRS)
    run()

    name = f"friends#privacy#{asked.request_id}#{AT}"
    told = stores.outbox().get(name).data
    assert (told["shop"], told["held_for"]) == (THEIRS, "shop_unknown")


def test_every_doubt_has_clear_words() -> None:
    assert HELD_WORDS.keys() == set(Doubt)


def test_what_the_merchant_asked_is_never_doubted() -> None:
    request = PrivacyRequest(PrivacyKind.CUSTOMER_REDACT, BEN)
    asked = asked_of(request, "friends", "", key=IDENTITY, received_at=NOW)

    assert doubt_of(asked, {OURS}, NOW) is None


@pytest.mark.parametrize(
    "spelled", [OURS, f"https://{OURS}/admin", f" {OURS.upper()} ", f"{OURS}.", f"http://{OURS}"]
)
def test_a_shop_is_known_however_it_is_spelled(spelled: str) -> None:
    assert plain_shop(spelled) == OURS
