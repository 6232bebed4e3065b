"""What people say about an order, as evidence."""

from datetime import datetime, timedelta
from typing import Any

from referrals.model.attribution.evidence import Evidence
from referrals.model.program.signal import Signal
from tests.world import NOW, a_link, hash_of

ADA, BEN = hash_of("ada@example.com"), hash_of("ben@example.com")


def evidence(signal: Signal, code: str = "ada-bakes", **changes: Any) -> Evidence:
    given: dict[str, Any] = {"link": a_link(code), "advocate_hash": ADA, "code": code}
    return Evidence(signal, changes.pop("found_in", signal.value), **{**given, **changes})


def claim(days: float = 2, code: str = "ada-bakes", **changes: Any) -> Evidence:
    when: datetime = NOW - timedelta(days=days)
    return evidence(Signal.CLAIM, code, touched_at=when, **{"friend_hash": BEN, **changes})


def correction(code: str = "cleos", number: int = 1, **changes: Any) -> Evidence:
    said: dict[str, Any] = {"made_by": "eve", "note": "they wrote", "found_in": f"cur#{number}"}
    return evidence(Signal.CORRECTION, code, **{**said, **changes})


def denial() -> Evidence:
    return correction("", link=None, advocate_hash="")
