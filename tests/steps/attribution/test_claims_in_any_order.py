"""Claims, corrections, orders and refunds in every order, and at once: one and the same end."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from referrals.desks import attribution as attribution_desk
from referrals.desks import claim as claim_desk
from referrals.desks import reward as reward_desk
from referrals.model.order.claim import Claimant
from referrals.model.order.conversion import Payment
from referrals.model.order_key import ConversionKey
from referrals.model.reward.ledger import Part
from referrals.model.words.wording import wording
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.attribution.correct_attribution import CorrectionWish, correct_attribution
from referrals.steps.order.make_claim import ClaimWish, make_claim
from referrals.steps.people.name_advocate import AdvocateReference
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.views.order.claim_standing import claims_of
from referrals.wiring import clients, stores
from tests.account import lay_tables
from tests.corrector import KEY, count_of, grant, has, place_order, shop, sound
from tests.steps.reward.turns import Orderly
from tests.world import AT, NOW, a_key, a_refund, an_order, hash_of

pytestmark = pytest.mark.usefixtures("account")
type Act = Callable[[ConversionKey], object]


def friend(key: ConversionKey) -> str:
    return f"friend{key.order_id}@example.com"


def report(key: ConversionKey, payment: Payment, later: int, **more: Any) -> None:
    given = {"customer_hash": "", "version_ms": AT * 1000 + later, **more}
    stores.conversions().record(key, an_order(payment=payment, **given), body="", at=NOW)


def pending(key: ConversionKey) -> None:
    report(key, Payment.PENDING, 0)


def pay(key: ConversionKey) -> None:
    report(key, Payment.PAID, 1)


def tell_address(key: ConversionKey) -> None:
    """The checkout's session: it alone knows the friend's address, and not of any payment."""
    report(key, Payment.PENDING, 2, customer_hash=hash_of(friend(key)), witness="session")


def refund(key: ConversionKey) -> None:
    stores.conversions().record(key, a_refund(2500), body="", at=NOW)


def claim(key: ConversionKey) -> None:
    wish = ClaimWish(
        key=key,
        claimant=Claimant.FRIEND,
        named=AdvocateReference(code="ada-bakes"),
        email=friend(key),
        happened_at=NOW - timedelta(days=1),
    )
    make_claim(wish, claim_desk.claims(), now=NOW)


def correct(key: ConversionKey, to: str = "cleos", by: str = "eve") -> None:
    wish = CorrectionWish(
        key=key, named=AdvocateReference(code=to), reason="they wrote", made_by=by
    )
    correct_attribution(wish, claim_desk.corrections(), now=NOW)


def woken(key: ConversionKey) -> None:
    attribute_conversion(key, attribution_desk.attribution(), now=NOW)
    if stores.referrals().find(str(key)):
        settle_rewards(str(key), reward_desk.orders(), reward_desk.books(), now=NOW)


def end_of_life(
    acts: tuple[Act, ...], anew: pytest.MonkeyPatch, first: Act | None = None
) -> dict[str, Any]:
    """The end of an order with such a life; every act wakes every stage, and comes again."""
    key = a_key()
    lay_tables(anew)
    shop()
    for act in (*([first] if first else []), *acts):
        act(key)
        woken(key)
    for act in acts:
        act(key)
    woken(key)
    referral = stores.referrals().get(str(key))
    given = stores.grants().get(str(key))
    (standing,) = claims_of(key, stores.conversions(), stores.referrals(), words=wording("en"))
    return {
        "advocate": (referral.attribution.advocate_id, given.advocate_id),
        "reason": referral.attribution.reason,
        "by": referral.attribution.decided_by,
        "claim": (standing.status, standing.candidate),
        "sides": sorted((s.role, s.person_id[:3], s.remaining) for s in given.sides),
        "former": sum(side.remaining for side in given.former),
        "status": given.status,
        "lost": referral.figures.lost_minor,
        "ada": (has("adv_ada"), count_of("adv_ada")),
        "cleo": (has("adv_cleo"), count_of("adv_cleo")),
        "sound": sound(),
    }


@pytest.mark.usefixtures("account")
def test_a_claim_comes_to_the_same_end_in_any_order(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = [
        end_of_life(acts, monkeypatch) for acts in permutations((tell_address, pay, refund, claim))
    ]

    assert all(end | {"claim": ends[0]["claim"]} == ends[0] for end in ends)
    assert {end["claim"][0] for end in ends} == {"accepted"}
    assert (ends[0]["reason"], ends[0]["lost"]) == ("last_valid_claim", 2500)
    assert (ends[0]["ada"], ends[0]["cleo"], ends[0]["sound"]) == ((250, 1), (0, 0), True)


def put_in(acts: tuple[Act, ...], place: int) -> tuple[Act, ...]:
    return (*acts[:place], tell_address, *acts[place:])


@pytest.mark.usefixtures("account")
def test_a_correction_comes_to_the_same_end_in_any_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lives = enumerate(permutations((pay, refund, claim, correct)))
    ends = [end_of_life(put_in(acts, number % 5), monkeypatch, pending) for number, acts in lives]

    assert all(end | {"claim": ends[0]["claim"]} == ends[0] for end in ends)
    assert {end["claim"][0] for end in ends} == {"already_attributed"}
    assert (ends[0]["by"], ends[0]["former"]) == ("eve", 0)
    assert (ends[0]["ada"], ends[0]["cleo"], ends[0]["sound"]) == ((0, 0), (250, 1), True)


@pytest.fixture
def one_call_at_a_time(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """moto breaks under threads; calls still interleave in any order."""
    orderly = Orderly(clients.dynamo())
    monkeypatch.setattr(clients, "dynamo", lambda: orderly)


@pytest.mark.usefixtures("one_call_at_a_time")
def test_corrections_at_once_leave_one_live_grant() -> None:
    shop(limits={"budget_minor": 50_000})
    place_order()

    def correct_by_turns(number: int) -> None:
        correct(a_key(), ("cleos", "ada-bakes")[number % 2], f"clerk {number}")
        woken(a_key())

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(correct_by_turns, range(6)))
    woken(a_key())

    referral, given = stores.referrals().get(KEY), grant()
    made = stores.conversions().state(a_key()).corrections
    assert [each.number for each in made] == [1, 2, 3, 4, 5, 6]
    assert referral.attribution.decided_by == made[-1].made_by
    assert given.advocate_id == referral.attribution.advocate_id
    assert sum(side.remaining for side in given.former) == 0
    assert (has("adv_ada") + has("adv_cleo"), has(given.advocate_id)) == (500, 500)
    assert count_of("adv_ada") + count_of("adv_cleo") == 1
    assert sound()


@pytest.mark.usefixtures("one_call_at_a_time")
def test_duplicates_of_a_correction_at_once_are_one() -> None:
    shop(hold_days=0)
    place_order()

    def repeat_correction(_: int) -> None:
        correct(a_key())
        woken(a_key())

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(repeat_correction, range(12)))

    assert len(stores.conversions().state(a_key()).corrections) == 1
    assert len(stores.referrals().get(KEY).decisions) == 2
    assert (has("adv_ada", Part.AVAILABLE), has("adv_cleo", Part.AVAILABLE)) == (0, 500)
    assert sound()
