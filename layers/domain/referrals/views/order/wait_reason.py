"""What an order without a decision is waiting for, in a sentence: computed from its facts."""

from referrals.model.attribution.origin import is_decided_on
from referrals.model.money import to_text
from referrals.model.order.conversion import Conversion
from referrals.model.order.payment import Payment
from referrals.model.program.program import Program

_TOLD = {
    Payment.PENDING: "nothing is paid yet",
    Payment.PARTIAL: "only a part is paid",
    Payment.NOTHING_DUE: "nothing was to pay, so it can't earn anything",
}


def wait_reason(conversion: Conversion, rules: Program) -> str:
    """Empty where it waits for nothing: it is decided on, or about to be."""
    if is_decided_on(conversion, rules):
        return ""
    if conversion.order is None:
        return "The order itself: the shop told only of what followed it."
    if conversion.ever_paid:
        return f"Nothing: {rules.program} doesn't reward sign-ups (qualifies.on)."
    amounts = conversion.order.amounts
    total = to_text(amounts.gross_minor, amounts.currency)
    said = _TOLD.get(conversion.order.payment, "the shop says it isn't paid")
    if conversion.cancelled:
        return f"The money ({total}): {said}, and the order is called off."
    return f"The money ({total}): {said}. The shop's next word of it is looked at by itself."
