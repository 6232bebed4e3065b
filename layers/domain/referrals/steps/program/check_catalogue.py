"""What speaks against a catalogue: what points can't buy, or a code that no till would know."""

from collections.abc import Iterator

from referrals.model.program.fault import Fault
from referrals.model.program.program import Program
from referrals.model.redemption.exchange import DISCOUNT, has_no_till

COUNTED = ("store_credit", "points", "account_credit")


def check_catalogue(rules: Program) -> Iterator[Fault]:
    for place, item in enumerate(rules.catalogue):
        path = ("catalogue", place, "gives", "kind")
        if item.gives.kind in COUNTED:
            message = f"{item.gives.kind} is kept in accounts, and points can't buy it."
            yield Fault(path, "not_for_sale", message, "Offer a discount_code or a thing.")
        if item.gives.kind == DISCOUNT and has_no_till(rules):
            yield Fault(
                path,
                "no_till",
                "nobody would enter the codes in a till.",
                "Name in codes_by the shop that makes them, or a webhook_url that is told of them.",
            )
