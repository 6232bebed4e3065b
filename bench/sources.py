"""Proving and translating alone, without tables: CPU per 1,000 bodies of each source."""

import hashlib
import hmac
import json
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from bench import stage
from bench.ingest import event_of
from referrals.model.era import moment_of
from referrals.providers.shops.registry import MODULES, find_source
from referrals.providers.shops.source import Proof, SourceContext

BODIES = 1000
ROUNDS = 5


class SourceReading(NamedTuple):
    source: str
    proving: float
    """CPU milliseconds per 1,000 bodies."""
    translating: float
    times_least: float
    """Both, by the least that any receiver pays: one HMAC and `json.loads` of the same bytes."""


def readings() -> Iterator[SourceReading]:
    secrets = json.loads((stage.ROOT / "events/webhook_secrets.json").read_text())
    for name in sorted(MODULES):
        source, event = find_source(name), event_of(name)
        assert source is not None
        raw, headers, at = _raw(event), event["headers"], event["requestContext"]["timeEpoch"]
        live, now = (secrets[name],), moment_of(at // 1000)
        assert source.verify(live, headers, raw, now) is Proof.GENUINE
        context = SourceContext("EUR", b"a key of the bench")
        proving = _cpu(partial(source.verify, live, headers, raw, now))
        translating = _cpu(partial(source.read, raw, headers, context))
        least = _cpu(partial(_least, live[0].encode(), raw))
        yield SourceReading(name, proving, translating, (proving + translating) / least)


def _least(key: bytes, raw: bytes) -> None:
    hmac.digest(key, raw, hashlib.sha256)
    json.loads(raw, parse_float=Decimal)


def _raw(event: dict[str, str]) -> bytes:
    body = event["body"]
    return b64decode(body) if event.get("isBase64Encoded") else body.encode()


def _cpu(act: Callable[[], object]) -> float:
    """Best of the rounds, of this process's own time: other processes don't count."""
    return min(_round(act) for _ in range(ROUNDS))


def _round(act: Callable[[], object]) -> float:
    start = time.process_time()
    for _ in range(BODIES):
        act()
    return (time.process_time() - start) * 1000
