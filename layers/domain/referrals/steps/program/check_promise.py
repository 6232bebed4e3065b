"""Checks that what a program promises can be kept: that no part of it is out of its own reach."""

from collections.abc import Iterator

from referrals.model.program.fault import Fault
from referrals.model.program.program import Program


def check_promise(rules: Program) -> Iterator[Fault]:
    yield from _later(rules)
    yield from _tiers(rules)
    yield from _line(rules)


def _later(rules: Program) -> Iterator[Fault]:
    """A later order must be let through before it can be given anything."""
    if not any(offer.later for offer in rules.offers):
        return
    message = "no later order is ever rewarded so."
    if rules.qualifies.on != "purchase":
        yield Fault(("qualifies", "on"), "out_of_reach", message, "Write on: purchase.")
    if rules.qualifies.new_customers_only:
        remedy = "Write new_customers_only: false."
        yield Fault(("qualifies", "new_customers_only"), "out_of_reach", message, remedy)
    if rules.limits.per_friend == 1:
        remedy = "Say how often each friend is rewarded, with 2 or more."
        yield Fault(("limits", "per_friend"), "out_of_reach", message, remedy)
    for place, offer in enumerate(rules.offers):
        if offer.later and offer.later.friend.with_first_order:
            path = ("offers", place, "later", "friend", "when")
            yield Fault(path, "out_of_reach", "a later order isn't the first.", "Remove it.")


def _tiers(rules: Program) -> Iterator[Fault]:
    names = [tier.name for tier in rules.tiers]
    starts = [tier.at for tier in rules.tiers]
    for place, tier in enumerate(rules.tiers):
        if tier.name in names[:place]:
            message = "another tier has this name."
            yield Fault(("tiers", place, "name"), "taken", message, "Give it a name of its own.")
        if tier.at in starts[:place]:
            message = "another tier begins with this friend."
            remedy = "Let each begin with another one."
            yield Fault(("tiers", place, "at"), "taken", message, remedy)


def _line(rules: Program) -> Iterator[Fault]:
    if rules.limits.has_line and rules.limits.budget_minor is None:
        message = "without a budget nobody ever waits for it."
        yield Fault(("limits", "when_spent"), "out_of_reach", message, "Set budget_minor too.")
