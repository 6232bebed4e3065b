"""The state of an order, folded from the set of its facts, in whichever order they came."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from referrals.model.order.amounts import merge_savings
from referrals.model.order.claim import ClaimFact, CorrectionFact, HoldFact, sort_reviews
from referrals.model.order.conversion import (
    ActFact,
    CancellationFact,
    Conversion,
    Dispute,
    DisputeFact,
    Fact,
    OrderFact,
    Payment,
    PaymentFact,
    RefundFact,
    Signals,
)
from referrals.model.order.dispute import disputed_minor
from referrals.model.order.payment import act_of
from referrals.model.order.precedence import PAYMENT_RANK, rank_of
from referrals.model.order.provenance import LISTED, Provenance
from referrals.model.order.trace import merge_traces
from referrals.model.order_key import ConversionKey

_MOST_SIGNALS = 8
_UNPAID = (Payment.PENDING, Payment.NOTHING_DUE)


def fold(key: ConversionKey, revision: int, facts: Iterable[Fact]) -> Conversion:
    facts = _merge_list_facts(list(facts))
    disputes = [fact for fact in facts if isinstance(fact, DisputeFact)]
    payments = [fact for fact in facts if isinstance(fact, PaymentFact)]
    order = merged_order([fact for fact in facts if isinstance(fact, OrderFact)])
    act, subscription = act_of(fact for fact in facts if isinstance(fact, ActFact))
    free = act.is_free and order is not None and order.payment is Payment.NOTHING_DUE
    paid = free or (order is not None and _is_paid(order, payments))
    order = _limit_to_payments(order, payments) if order and paid else order
    refunds = [fact for fact in facts if isinstance(fact, RefundFact)]
    refunded, shipping = _refund_sum(refunds, order.given_back_minor if order else 0)
    gross = max(order.amounts.gross_minor, 0) if order else 0
    return Conversion(
        key,
        revision,
        order,
        refunded_minor=refunded,
        cancelled=any(_calls_off(fact, order) for fact in facts),
        paid=paid,
        ever_paid=free or _was_paid(order, payments),
        disputed_minor=disputed_minor(disputes, Dispute.OPEN, gross),
        charged_back_minor=disputed_minor(disputes, Dispute.LOST, gross),
        inquired=any(fact.standing is Dispute.INQUIRY for fact in disputes),
        refunded_shipping_minor=shipping,
        mixes_currencies=order is not None and _mixes_currencies(order, facts),
        claims=_claims(facts),
        corrections=_corrections(facts),
        reviews=sort_reviews(facts),
        holds=_holds(facts),
        act=act,
        subscription=subscription,
    )


def _mixes_currencies(order: OrderFact, facts: Iterable[Fact]) -> bool:
    own = ("", order.amounts.currency)
    return any(
        fact.currency not in own for fact in facts if isinstance(fact, RefundFact | DisputeFact)
    )


def _merge_list_facts(facts: list[Fact]) -> list[Fact]:
    """The facts with the webhook's order and the list's made one: the newer, with both's hints."""
    same = [each for each in facts if isinstance(each, OrderFact) and each.witness in ("", LISTED)]
    if len(same) <= 1:
        return facts
    same.sort(key=lambda each: each.witness)
    newest = max(same, key=lambda each: rank_of(each, _provenance_of(each)))
    joined = replace(
        newest,
        witness="",
        signals=_together([each.signals for each in same]),
        traces=merge_traces(each.traces for each in same),
        savings=merge_savings(pair for each in (newest, *same) for pair in each.savings),
    )
    return [each for each in facts if each not in same] + [joined]


def _provenance_of(order: OrderFact) -> Provenance:
    return Provenance.RECONCILIATION if order.witness == LISTED else Provenance.WEBHOOK


def _is_paid(order: OrderFact, payments: Sequence[PaymentFact]) -> bool:
    """A partial payment after all had been paid means that more became due: it stays paid."""
    if order.payment is not Payment.PARTIAL:
        return order.payment is Payment.PAID
    paid = [fact.version_ms for fact in payments if fact.paid]
    unpaid = [fact.version_ms for fact in payments if not fact.paid]
    return bool(paid) and max(paid) >= max(unpaid, default=0)


def _limit_to_payments(order: OrderFact, payments: Sequence[PaymentFact]) -> OrderFact:
    """The order with the amounts that were paid for, while a later increase is still due.

    An order that became smaller keeps its new amounts.
    """
    with_amounts = [fact for fact in payments if fact.amounts]
    if order.payment is not Payment.PARTIAL or not with_amounts:
        return order
    last = max(with_amounts, key=lambda fact: fact.version_ms)
    paid_for = last.amounts or order.amounts
    return replace(order, amounts=min(order.amounts, paid_for, key=lambda each: each.gross_minor))


def _was_paid(order: OrderFact | None, payments: Sequence[PaymentFact]) -> bool:
    now = order is not None and order.payment is Payment.PAID
    return now or any(fact.paid for fact in payments)


def _calls_off(fact: Fact, order: OrderFact | None) -> bool:
    if isinstance(fact, OrderFact):
        return fact.called_off
    if not isinstance(fact, CancellationFact) or fact.lifted:
        return False
    newer = order is not None and order.version_ms > fact.version_ms
    return not (fact.until_newer and newer)


def _claims(facts: Iterable[Fact]) -> tuple[ClaimFact, ...]:
    claims = (fact for fact in facts if isinstance(fact, ClaimFact))
    return tuple(sorted(claims, key=lambda fact: (fact.version_ms, fact.claim_id)))


def _corrections(facts: Iterable[Fact]) -> tuple[CorrectionFact, ...]:
    """Numbered anew: two names of one order may each have had a first one."""
    made = [fact for fact in facts if isinstance(fact, CorrectionFact)]
    made.sort(key=lambda fact: (fact.version_ms, fact.number, fact.name))
    return tuple(replace(fact, number=number) for number, fact in enumerate(made, 1))


def _holds(facts: Iterable[Fact]) -> tuple[HoldFact, ...]:
    said = (fact for fact in facts if isinstance(fact, HoldFact))
    return tuple(sorted(said, key=lambda fact: (fact.version_ms, fact.number, fact.name)))


def _refund_sum(refunds: Sequence[RefundFact], by_order: int) -> tuple[int, int]:
    """The sum of single refunds, or that of the charges' running totals, or what the order's own
    body tells of all of it: whichever is the most. With it, how much of that was shipping."""
    itemised = [fact for fact in refunds if not fact.cumulative]
    totals = [fact for fact in refunds if fact.cumulative]
    charges = {_charge_of(fact) for fact in totals} | {fact.charge for fact in itemised} - {""}
    by_charge = [_of_charge(charge, totals, itemised) for charge in charges]
    return max(_sum_refunds(itemised), _sum_pairs(by_charge), (by_order, 0))


def _of_charge(
    charge: str, totals: Sequence[RefundFact], itemised: Sequence[RefundFact]
) -> tuple[int, int]:
    """The amount and shipping refunded on a charge: by single refunds or its total, the greater."""
    own = [fact for fact in itemised if fact.charge == charge]
    concerned = [fact for fact in itemised if fact.charge in ("", charge)]
    totals_left = [
        (_remaining_total(fact, concerned), fact.shipping_minor)
        for fact in totals
        if _charge_of(fact) == charge
    ]
    return max([_sum_refunds(own), *totals_left])


def _charge_of(total: RefundFact) -> str:
    return total.charge or total.refund_id


def _sum_refunds(refunds: Sequence[RefundFact]) -> tuple[int, int]:
    return _sum_pairs([(fact.amount_minor, fact.shipping_minor) for fact in refunds])


def _sum_pairs(parts: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return sum(amount for amount, _ in parts), sum(shipping for _, shipping in parts)


def _remaining_total(total: RefundFact, itemised: Sequence[RefundFact]) -> int:
    """A running total without those of its refunds that failed later."""
    undone = [fact.undone_minor for fact in itemised if fact.version_ms >= total.version_ms]
    return max(total.amount_minor - sum(undone), 0)


def merged_order(witnesses: Sequence[OrderFact]) -> OrderFact | None:
    """One order made of its witnesses; None while every witness is only a supporting one."""
    if all(each.beside for each in witnesses):
        return None
    ordered = sorted(witnesses, key=lambda each: each.witness)
    believed = [each for each in ordered if not _taken_back(each, ordered)]
    best = max(believed, key=lambda each: PAYMENT_RANK[each.payment])
    paid = best.amounts
    # Who tells the same total with more of its parts is believed about the parts.
    same = (paid.currency, paid.gross_minor)
    amounts = (each.amounts for each in ordered)
    return replace(
        best,
        amounts=next(each for each in amounts if (each.currency, each.gross_minor) == same),
        occurred_at=min(each.occurred_at for each in ordered),
        version_ms=max(each.version_ms for each in ordered),
        customer_hash=_first(each.customer_hash for each in ordered),
        signals=_together([each.signals for each in ordered]),
        traces=merge_traces(each.traces for each in ordered),
        savings=merge_savings(pair for each in ordered for pair in each.savings),
        first_order=_first_order(ordered),
        test=any(each.test for each in ordered),
        order_name=_first(each.order_name for each in ordered),
        given_back_minor=max(each.given_back_minor for each in ordered),
        witness="",
        beside=False,
    )


def _taken_back(order: OrderFact, witnesses: Sequence[OrderFact]) -> bool:
    """Whether one that only counts beside the order's own words has a newer one of them against
    it: what it said of the money is over."""
    own = [each for each in witnesses if not each.beside and each.payment in _UNPAID]
    return order.beside and any(each.version_ms > order.version_ms for each in own)


def _first(texts: Iterable[str]) -> str:
    return next((text for text in texts if text), "")


def _first_order(ordered: Sequence[OrderFact]) -> bool | None:
    """One who knows of an earlier order is believed; otherwise the first who says anything."""
    said = [each.first_order for each in ordered if each.first_order is not None]
    return all(said) if said else None


def _together(signals: Sequence[Signals]) -> Signals:
    return Signals(
        click_tokens=_distinct(each.click_tokens for each in signals),
        cookie_tokens=_distinct(each.cookie_tokens for each in signals),
        ref_codes=_distinct(each.ref_codes for each in signals),
        coupon_codes=_distinct(each.coupon_codes for each in signals),
        paid_search=any(each.paid_search for each in signals),
    )


def _distinct(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for each in lists for text in each))[:_MOST_SIGNALS]
