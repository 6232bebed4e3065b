"""Facts told and facts pulled: which of them holds does not depend on which came first."""

from itertools import permutations

from referrals.model.order.claim import CorrectionFact
from referrals.model.order.conversion import Fact, Payment, RefundFact
from referrals.model.order.provenance import Provenance
from referrals.wiring import clients, stores
from tests.world import AT, NOW, a_key, an_order

LATER = (AT + 60) * 1000
TOLD, PULLED = Provenance.WEBHOOK, Provenance.RECONCILIATION


def record_all(*facts: tuple[Fact, Provenance], order_id: str = "1001") -> list[bool]:
    return [
        stores.conversions().record(a_key(order_id), fact, body=f"{via}", at=NOW, via=via)
        for fact, via in facts
    ]


def test_how_a_fact_came_is_kept_with_it(account: None) -> None:
    record_all((an_order(), PULLED), (RefundFact("1", 5, LATER), Provenance.REPLAY))

    vias = {each.fact.name: each.via for each in stores.conversions().facts(a_key())}
    assert vias == {"order": Provenance.RECONCILIATION, "refund#1": Provenance.REPLAY}


def test_what_a_person_said_came_from_a_person(account: None) -> None:
    record_all((CorrectionFact("cor_1", 1, "ada", "they wrote", "eve", LATER), TOLD))

    (fact,) = stores.conversions().facts(a_key())
    assert fact.via is Provenance.PERSON


def test_a_pulled_fact_of_the_same_moment_is_no_news(account: None) -> None:
    assert record_all((an_order(), TOLD), (an_order(order_name="other"), PULLED)) == [True, False]


def test_a_pulled_fact_fills_a_gap_and_then_yields(account: None) -> None:
    assert record_all((an_order(), PULLED), (an_order(), PULLED)) == [True, False]
    assert record_all((an_order(), TOLD), (an_order(), PULLED)) == [True, False]

    (fact,) = stores.conversions().facts(a_key())
    assert fact.via is Provenance.WEBHOOK


def test_a_newer_pulled_fact_replaces_an_older_told_one(account: None) -> None:
    newer = an_order(version_ms=LATER)

    assert record_all((an_order(), TOLD), (newer, PULLED), (an_order(), TOLD)) == [
        True,
        True,
        False,
    ]


def test_the_end_is_the_same_in_every_order_of_told_and_pulled(account: None) -> None:
    pending = an_order(payment=Payment.PENDING, order_name="told")
    came: list[tuple[Fact, Provenance]] = [
        (pending, TOLD),
        (an_order(order_name="pulled"), PULLED),
        (an_order(version_ms=LATER, order_name="pulled later"), PULLED),
        (an_order(version_ms=LATER, order_name="told later"), TOLD),
        (RefundFact("1", 10, LATER), PULLED),
    ]
    ends = set()
    for number, shuffled in enumerate(permutations(came)):
        record_all(*shuffled, order_id=str(number))
        ends.add(
            frozenset(
                (repr(each.fact), each.via)
                for each in stores.conversions().facts(a_key(str(number)))
            )
        )

    assert len(ends) == 1
    assert {(name, via) for name, via in next(iter(ends)) if "told later" in name}


def test_a_program_hears_of_an_order_when_it_is_told(account: None) -> None:
    record_all((an_order(), PULLED))
    unheard = clients.table("conversions").get({"conversion_key": str(a_key()), "fact": "order"})
    record_all((an_order(), TOLD))
    heard = clients.table("conversions").get({"conversion_key": str(a_key()), "fact": "order"})

    assert unheard
    assert "heard_at" not in unheard
    assert heard
    assert heard["heard_at"] == AT
