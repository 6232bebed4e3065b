"""What `goodword program plan` finds worth a thought: percentages, and codes that lack."""

from goodword.commands.source_place import secret_name, vault
from referrals.model.errors import UnavailableError
from referrals.model.program.offer import CodesBy
from referrals.model.program.program import Program
from referrals.steps.code.watch_stock import stock_levels
from referrals.wiring import stores


def plan_warnings(written: Program, rules: Program) -> list[str]:
    """What is worth a thought, and holds nothing up."""
    return [*_rounding(written, rules), *_tells_order(rules), *_missing_codes(rules)]


def _rounding(written: Program, rules: Program) -> list[str]:
    """`rules` are as they are applied, where the file says nothing."""
    if rules == written:
        return []
    return [
        "A percentage for advocates is rounded by itself, to the step above, for to the cent it "
        "would tell what a friend's order came to. Say another step with round_to_minor, or pay "
        "it to the cent with round_to_minor: 1."
    ]


def _tells_order(rules: Program) -> list[str]:
    if not rules.tells_order:
        return []
    return [
        "An advocate can tell from a percentage what the friend's order came to, and the page of "
        "the program says so. Give a fixed amount or steps, or round it with round_to_minor."
    ]


def _missing_codes(rules: Program) -> list[str]:
    """Codes wait until it is there."""
    if rules.codes_by is CodesBy.STOCK:
        return _empty_pools(rules)
    if not rules.codes_by.is_shop:
        return []
    try:
        if vault().live(secret_name(rules.program, rules.codes_by, "stores")):
            return []
    except UnavailableError:
        return [f"Whether a credential is stored for {rules.codes_by} can't be told: no access."]
    command = f"goodword source add {rules.program} {rules.codes_by} --store"
    return [
        f"No credential is stored for {rules.codes_by}: codes wait. Store one with `{command}`."
    ]


def _empty_pools(rules: Program) -> list[str]:
    try:
        levels = stock_levels(rules, stores.stock())
    except UnavailableError:
        return ["Whether codes are in stock can't be told: no access."]
    return [
        f"No code is in stock for {level.place}: rewards wait. Import some with "
        f"`goodword codes import FILE --program {rules.program} {level.options}`."
        for level in levels
        if not level.free
    ]
