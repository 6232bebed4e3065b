"""What codes took off a bill, where a shop's body tells it beside each."""

from referrals.model.errors import RefusedError
from referrals.model.order.amounts import Savings, merge_savings
from referrals.providers.shops.body import rows, stated_amount, text


def told_savings(listed: object, name: str, currency: str) -> Savings:
    """What each code took off, where its row says it; one that can't be read is not told."""
    found = []
    for row in rows(listed):
        try:
            minor = stated_amount(row, name, currency)
        except RefusedError:
            continue
        if minor is not None:
            found.append((text(row.get("code")), minor))
    return merge_savings(found)
