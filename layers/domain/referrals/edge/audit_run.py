"""What an audit of the ledger came to: for the log, and for the alarm."""

from collections.abc import Mapping
from typing import Any

from referrals.edge.log import count, stack
from referrals.model.reward.audit import Audit


def report_audit(audit: Audit) -> Mapping[str, Any]:
    """An unsound ledger is counted, so that an alarm can stand on it."""
    if audit.flaws:
        count("LedgerFlaws", len(audit.flaws), stack=stack())
    return {"accounts": audit.accounts, "sound": audit.sound, "flaws": len(audit.flaws)}
