"""What the nightly audit found: an unsound ledger is counted, so that an alarm can stand on it."""

from collections.abc import Mapping
from typing import Any

from referrals.edge.log import count, stack
from referrals.model.reward.audit import Audit


def report_audit(found: Audit) -> Mapping[str, Any]:
    if found.flaws:
        count("LedgerFlaws", len(found.flaws), stack=stack())
    return {"accounts": found.accounts, "sound": found.sound, "flaws": len(found.flaws)}
