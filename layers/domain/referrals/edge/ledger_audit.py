"""What the nightly audit found: an unsound ledger is counted, so that an alarm can stand on it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from referrals.edge.log import count, stack
from referrals.model.audit.audit import Audit, is_overdue
from referrals.model.audit.night import NightAudit


def report_audit(night: NightAudit, proof: Audit | None, now: datetime) -> Mapping[str, Any]:
    """`left` tells that accounts wait for the next run, or that the proof of all history takes
    longer than it is good for; `proven` how far that is."""
    flaws = (*night.flaws, *(proof.flaws if proof else ()))
    if flaws:
        count("LedgerFlaws", len(flaws), stack=stack())
    return {
        "accounts": night.accounts,
        "sound": not flaws,
        "flaws": len(flaws),
        "left": (night.finished_at is None) + is_overdue(proof, now),
        "proven": proof.accounts if proof else None,
    }
