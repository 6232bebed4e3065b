"""A refusal that the order's own facts made is made anew when newer facts say otherwise: whichever
of two bodies came first, the newest one has the say.
"""

from dataclasses import replace
from itertools import permutations

import pytest

from referrals.desks import attribution as attribution_desk
from referrals.model.attribution.referral import Referral
from referrals.model.link.link import LinkStatus
from referrals.model.order.conversion import OrderFact, Signals
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.wiring import stores
from tests.world import NOW, a_key, an_order, hash_of, store_program

pytestmark = pytest.mark.usefixtures("account")
ORDER = an_order(signals=Signals(ref_codes=("ada-bakes",)))
NEWER = replace(ORDER, version_ms=ORDER.version_ms + 1000)
ADVERT = Signals(ref_codes=("ada-bakes",), paid_search=True)


def record_and_attribute(fact: OrderFact, order_id: str = "1001") -> Referral:
    stores.conversions().record(a_key(order_id), fact, body="", at=NOW)
    found = attribute_conversion(a_key(order_id), attribution_desk.attribution(), now=NOW)
    assert found
    return found


@pytest.mark.parametrize(
    "older",
    [
        replace(ORDER, customer_hash=hash_of("ada@example.com")),
        replace(ORDER, test=True),
        replace(ORDER, first_order=False),
        replace(ORDER, signals=ADVERT),
    ],
    ids=["the advocate's own address", "a test", "a customer from before", "an advert"],
)
def test_the_newest_facts_decide_whichever_came_first(older: OrderFact) -> None:
    store_program()

    ends = []
    for number, facts in enumerate(permutations([older, NEWER])):
        friend = hash_of(f"friend{number}@example.com")
        for fact in facts:
            own = fact.customer_hash != ORDER.customer_hash
            last = record_and_attribute(
                fact if own else replace(fact, customer_hash=friend), str(number)
            )
        ends.append((last.attribution.reason, last.attribution.advocate_id, last.is_attributed))

    assert ends == [("last_valid_code", "adv_ada", True)] * 2


def test_what_became_of_a_link_since_changes_no_refusal() -> None:
    store_program()
    stores.links().change("ada-bakes", status=LinkStatus.PAUSED)
    refused = record_and_attribute(ORDER)
    stores.links().change("ada-bakes", status=LinkStatus.ACTIVE)

    again = record_and_attribute(NEWER)

    assert again.decisions == refused.decisions
    assert again.attribution.reason == "link_not_live"


def test_a_refusal_that_stands_is_not_told_twice() -> None:
    store_program()
    own = replace(ORDER, customer_hash=hash_of("ada@example.com"))
    record_and_attribute(own)

    assert len(record_and_attribute(replace(own, version_ms=NEWER.version_ms)).decisions) == 1
