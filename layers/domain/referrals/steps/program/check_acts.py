"""Checks what is promised for sign-ups, trials and renewals: that it can be reckoned and kept."""

from collections.abc import Iterator

from referrals.model.program.fault import Fault, Path
from referrals.model.program.offer import Terms
from referrals.model.program.program import Program, Qualifies

_USUAL_MONTHS = Qualifies().months


def check_acts(rules: Program) -> Iterator[Fault]:
    if rules.qualifies.free_act:
        yield from _free(rules)
    if rules.rewards_renewals:
        yield from _renewals(rules)
    else:
        yield from _without_renewals(rules)


def _free(rules: Program) -> Iterator[Fault]:
    """What costs nothing has no amount to be compared, or to be shared."""
    act, path = f"a {rules.qualifies.on}", ("qualifies", "minimum_minor")
    if rules.qualifies.minimum_minor:
        yield Fault(path, "out_of_reach", f"{act} comes to nothing.", "Remove it.")
    for place, offer in enumerate(rules.offers):
        for side, terms in (("advocate", offer.advocate), ("friend", offer.friend)):
            yield from _share(("offers", place, side), terms, act)
    for experiment_place, experiment in enumerate(rules.experiments):
        for number, arm in enumerate(experiment.arms):
            arm_path = ("experiments", experiment_place, "arms", number)
            for side, own in (("advocate", arm.advocate), ("friend", arm.friend)):
                if own:
                    yield from _share((*arm_path, side), Terms(**own.model_dump()), act)
    for place, offer in enumerate(rules.offers):
        if offer.friend.with_first_order:
            message = f"{act} is no order that it could make cheaper."
            when = ("offers", place, "friend", "when")
            yield Fault(when, "out_of_reach", message, "Remove it: the code is for the next order.")


def _share(path: Path, terms: Terms, act: str) -> Iterator[Fault]:
    """Of a discount the percentage is another order's."""
    extra = terms.model_extra or {}
    fields = ("steps",) if terms.kind == "discount_code" else ("percent", "steps")
    for field in fields:
        if extra.get(field):
            message = f"{act} comes to nothing, so a share of it is nothing."
            yield Fault((*path, field), "out_of_reach", message, "Give a fixed amount.")


def _renewals(rules: Program) -> Iterator[Fault]:
    own = rules.qualifies.on == "renewal"
    for place, offer in enumerate(rules.offers):
        path = ("offers", place, "renewal")
        if own and offer.renewal:
            message = "with on: renewal, `advocate` is what each renewal brings."
            yield Fault(path, "said_twice", message, "Remove it.")
        elif not own and offer.weight and offer.renewal is None:
            message = "another offer rewards renewals, and this one doesn't."
            yield Fault(path, "missing", message, "Say it for each offer, or for none.")
        friend = offer.renewal.friend if offer.renewal else None
        if friend and friend.with_first_order:
            message = "a renewal isn't the first order."
            yield Fault((*path, "friend", "when"), "out_of_reach", message, "Remove it.")
        if offer.renewal:
            yield from _points((*path, "advocate"), offer.renewal.advocate, rules)
        else:
            yield from _points((*path[:2], "advocate"), offer.advocate, rules)
    if own:
        yield from _friend_counts(rules)


def _points(path: Path, terms: Terms, rules: Program) -> Iterator[Fault]:
    """Points count towards a ceiling by what they are worth."""
    ceiling = rules.qualifies.ceiling_minor is not None
    if ceiling and terms.kind == "points" and not (terms.model_extra or {}).get("worth_minor"):
        message = "points that are worth nothing never reach the ceiling."
        yield Fault((*path, "worth_minor"), "missing", message, "Say what all of them are worth.")


def _friend_counts(rules: Program) -> Iterator[Fault]:
    """A renewal brings nobody new, so nothing that counts friends is ever reached by one."""
    message = "a renewal is no other friend, so nobody ever gets there."
    for field, listed in (("tiers", rules.tiers), ("milestones", rules.milestones)):
        if listed:
            yield Fault((field,), "out_of_reach", message, "Remove it.")


def _without_renewals(rules: Program) -> Iterator[Fault]:
    qualifies, message = rules.qualifies, "nothing here rewards renewals."
    remedy = "Write on: renewal, or give an offer a `renewal`."
    if qualifies.ceiling_minor is not None:
        yield Fault(("qualifies", "ceiling_minor"), "out_of_reach", message, remedy)
    if qualifies.months != _USUAL_MONTHS:
        yield Fault(("qualifies", "months"), "out_of_reach", message, remedy)
