"""What the nightly audit found: an unsound ledger is counted, so that an alarm can stand on it."""

from collections.abc import Mapping
from typing import Any

from referrals.edge.log import count, stack
from referrals.model.audit.audit import Audit
from referrals.model.audit.night import NightAudit


def report_audit(night: NightAudit, proof: Audit | None) -> Mapping[str, Any]:
    """`left` tells that accounts wait for the next run; `proven` how far all history is."""
    flaws = (*night.flaws, *(proof.flaws if proof else ()))
    if flaws:
        count("LedgerFlaws", len(flaws), stack=stack())
    return {
        "accounts": night.accounts,
        "sound": not flaws,
        "flaws": len(flaws),
        "left": int(night.finished_at is None),
        "proven": proof.accounts if proof else None,
    }
