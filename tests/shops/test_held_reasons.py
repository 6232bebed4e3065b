"""Why a body is held says what is wrong and where, and never what stood there."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from referrals.edge.http import raw_body
from referrals.model.order.conversion import Held
from referrals.providers.shops.registry import MODULES, find_source
from referrals.providers.shops.source import SourceContext
from referrals.steps.order.record_conversion import reading_of
from referrals.store.order.body import RawBody
from tests.template import ROOT
from tests.world import IDENTITY, NOW

CANARY = "mallory-canary"
WRONG: tuple[Any, ...] = (f"{CANARY}@example.com", {"email": CANARY}, [CANARY], f"7{CANARY}")


def changed_bodies(body: Any) -> Iterator[Any]:
    """The body with something else in the place of each part, one at a time."""
    if isinstance(body, dict):
        for name, value in body.items():
            yield from ({**body, name: wrong} for wrong in WRONG)
            yield from ({**body, name: inner} for inner in changed_bodies(value))
    if isinstance(body, list) and body:
        yield from ([inner, *body[1:]] for inner in changed_bodies(body[0]))


def bodies(source: str) -> Iterator[tuple[Path, dict[str, Any], Any]]:
    for path in sorted((ROOT / "events/conversions").glob(f"{source}_*.json")):
        event = json.loads(path.read_text())
        try:
            yield path, event["headers"], json.loads(raw_body(event))
        except ValueError:
            continue


@pytest.mark.parametrize("name", sorted(MODULES))
def test_the_reason_never_repeats_the_body(name: str) -> None:
    source, context = find_source(name), SourceContext("EUR", IDENTITY, NOW)
    assert source
    held = 0

    for path, headers, body in bodies(name):
        for changed in changed_bodies(body):
            raw = RawBody(json.dumps(changed).encode(), headers, NOW)
            reading = reading_of(source, raw, context)
            if isinstance(reading, Held):
                held += 1
                assert CANARY not in reading.reason, path.name

    assert held
