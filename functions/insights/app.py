"""Streams of clicks, conversions, referrals and the ledger: folds their changes into numbers."""

from collections.abc import Sequence
from typing import Any

from referrals import wiring
from referrals.edge.stream import Record, process_batch
from referrals.steps.roll_up import ItemChange, roll_up

NOUNS = ("clicks", "conversions", "referrals", "ledger")


def handler(event: dict[str, Any], context: Any) -> Any:
    return process_batch(event, handle)


def handle(records: Sequence[Record]) -> None:
    nouns = {wiring.setting(f"{noun.upper()}_TABLE"): noun for noun in NOUNS}
    changes = [
        ItemChange(record.record_id, nouns[record.table], record.new, record.old, record.inserted)
        for record in records
    ]
    roll_up(changes, wiring.insights(), wiring.programs(), now=int(wiring.now().timestamp()))
