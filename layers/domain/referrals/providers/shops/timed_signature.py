"""One header with a signed time and its signatures, such as `t=1795339800;s=1f0c...`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from referrals.model.era import epoch_seconds
from referrals.providers.shops.signature import has_valid_signature, hmac_hex
from referrals.providers.shops.source import Headers, Proof

TOLERANCE_SECONDS = 300
_MOST_PARTS = 20


@dataclass(frozen=True, slots=True)
class TimedSignature:
    """How a platform writes it, and what it signs: the time, the joint, the body."""

    header: str
    between: str
    time: str
    signature: str
    joint: bytes

    def proof(self, keys: Iterable[bytes], headers: Headers, raw: bytes, now: datetime) -> Proof:
        """Which bytes a secret stands for is the source's to say."""
        listed = headers.get(self.header, "").split(self.between)[:_MOST_PARTS]
        parts = [each.partition("=") for each in listed]
        times = [value for name, _, value in parts if name.strip() == self.time]
        given = [value for name, _, value in parts if name.strip() == self.signature]
        if len(times) != 1 or not re.fullmatch(r"[0-9]{1,12}", times[0], re.ASCII):
            return Proof.FORGED
        if not has_valid_signature(given, keys, self._message(times[0], raw), hmac_hex):
            return Proof.FORGED
        return (
            Proof.GENUINE
            if abs(epoch_seconds(now) - int(times[0])) <= TOLERANCE_SECONDS
            else Proof.STALE
        )

    def headers_for(self, key: bytes, raw: bytes, *, now: datetime) -> dict[str, str]:
        seconds = str(epoch_seconds(now))
        signature = hmac_hex(key, self._message(seconds, raw))
        parts = (f"{self.time}={seconds}", f"{self.signature}={signature}")
        return {"content-type": "application/json", self.header: self.between.join(parts)}

    def _message(self, sent_at: str, raw: bytes) -> bytes:
        return sent_at.encode() + self.joint + raw
