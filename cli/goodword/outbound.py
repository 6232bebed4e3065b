"""What signs webhooks to the merchant's own server, and the rules that can't do without it."""

from collections.abc import Iterator
from pathlib import Path

from goodword import target
from goodword.commands.rules_file import RulesFile
from goodword.commands.source_place import vault
from referrals.model.errors import UnavailableError
from referrals.model.moment import known_time_zone
from referrals.model.program.fault import Fault
from referrals.model.program.program import Program
from referrals.steps.program.apply_program import experiment_faults
from referrals.steps.program.round_shares import round_shares
from referrals.wiring import clock, settings, stores


def outbound_name(program: str) -> str:
    return f"{settings.setting('SECRETS_PREFIX')}outbound/{program}"


def rules_for_stack(path: Path, stack: str) -> Program:
    """The file's rules, told with every fault at once: its own, and what the stack lacks for it.

    A stack that can't be reached hides no fault of the file.
    """
    file = RulesFile.open(path)
    try:
        target.enter(stack)
    except Exception:
        file.rules(local=not stack)
        raise
    return file.rules(local=not stack, more=stack_faults)


def stack_faults(rules: Program) -> Iterator[Fault]:
    """What the stack lacks for these rules, or still owes by the ones that hold."""
    yield from secret_faults(rules)
    if not known_time_zone(rules.time_zone):
        return  # told already, and no day can be named
    current = stores.programs().find(rules.program)
    yield from experiment_faults(
        round_shares(rules, current, now=clock.now()), current, now=clock.now()
    )


def secret_faults(rules: Program) -> Iterator[Fault]:
    """Nothing is ever sent unsigned, so an address without a secret would be told nothing."""
    addresses = {
        ("webhook_url",): rules.webhook_url,
        ("risk", "veto", "url"): rules.risk.veto.url if rules.risk.veto else "",
    }
    told = [path for path, address in addresses.items() if address]
    if not told or _has_secret(rules.program):
        return
    remedy = f"Make one with `goodword webhook add {rules.program}`."
    for path in told:
        yield Fault(path, "no_outbound_secret", "nothing is kept to sign with.", remedy)


def _has_secret(program: str) -> bool:
    """Where nobody may look, it is left to the delivery to say so."""
    try:
        return bool(vault().live(outbound_name(program)))
    except UnavailableError:
        return True
