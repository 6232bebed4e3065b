"""An order's figures: its numbers and states as the program's rules see them."""

from collections.abc import Callable

from referrals.model.attribution.evidence import AttributionQuestion
from referrals.model.attribution.referral import OrderFigures
from referrals.model.code.gift_code import GiftUse
from referrals.model.code.saving import gift_use
from referrals.model.order.amounts import Base
from referrals.model.order.claim import is_frozen, release_moment
from referrals.model.order.loss import loss_of
from referrals.model.program.rate import exchange
from referrals.model.risk.standing import review_figures


def figures(question: AttributionQuestion) -> OrderFigures:
    """The order's numbers as the program's rules see them, in the program's currency where it has
    a rate for the order's."""
    conversion, order = question.conversion, question.order
    rules, currency = question.program.rules, order.amounts.currency
    base, rate = rules.qualifies.base, rules.also.get(order.amounts.currency, "")
    loss = loss_of(conversion, base)

    def reckon(minor: int) -> int:
        return exchange(minor, rate, source=currency, target=rules.currency) if rate else minor

    return OrderFigures(
        revision=conversion.revision,
        currency=rules.currency if rate else currency,
        gross_minor=reckon(conversion.gross_minor),
        base_minor=reckon(order.amounts.base_minor(base)),
        lost_minor=reckon(loss.total_minor),
        paid=conversion.paid,
        cancelled=conversion.cancelled,
        refunded=loss.refunded_in_full,
        charged_back=loss.charged_back_in_full,
        disputed=conversion.is_disputed,
        bank_minor=reckon(loss.charged_back_minor + loss.disputed_minor),
        inquired=conversion.inquired,
        frozen=is_frozen(conversion.holds),
        early_release_at=release_moment(conversion.holds),
        test=order.test,
        occurred_at=question.occurred_at,
        customer_hash=order.customer_hash,
        first_order=question.first_order,
        gift=_gift(question, reckon),
        review=review_figures(conversion.reviews),
        told_currency=currency if rate else "",
        told_minor=conversion.gross_minor if rate else 0,
        rate=rate,
        mixes_currencies=conversion.mixes_currencies,
        act=question.act,
        renewal=question.renewal,
    )


def _gift(question: AttributionQuestion, reckon: Callable[[int], int]) -> GiftUse | None:
    """What the order made of the friend's gift."""
    net = reckon(question.order.amounts.base_minor(Base.NET))
    savings = {code: reckon(minor) for code, minor in question.order.savings}
    return gift_use(question.gifts, net, savings)
