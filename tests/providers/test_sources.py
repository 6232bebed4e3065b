"""The contract of every source, over the registry: a new file is tested without new test code."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.model.conversion import Held, Ignored, Report
from referrals.model.errors import RefusedError
from referrals.model.privacy import PrivacyRequest
from referrals.providers.sources import shopify, signed
from referrals.providers.sources.registry import MODULES, find_source
from referrals.providers.sources.source import Context, Proof, Source
from tests.template import ROOT
from tests.world import AT, IDENTITY

SECRETS: dict[str, str] = json.loads((ROOT / "events/webhook_secrets.json").read_text())
CONTEXT = Context("EUR", IDENTITY)
RAW = b'{"caf\\u00e9":"\\/"}\n'
STATIC: tuple[Source, ...] = (shopify, signed)  # mypy: modules keep the protocol's promises

sources = pytest.mark.parametrize("name", sorted(MODULES))
headers = st.dictionaries(
    st.sampled_from(
        [
            "x-shopify-hmac-sha256",
            "shopify-hmac-sha256",
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature",
            "x-wc-webhook-signature",
            "x-wc-webhook-topic",
            "stripe-signature",
        ]
    ),
    st.text(max_size=60) | st.sampled_from(["v1,", "v1,é", f"t={AT},v1=é", str(AT), "fake"]),
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


def source(name: str) -> Source:
    found = find_source(name)
    assert found is not None
    return found


def proof(name: str, raw: bytes = RAW, *live: str, now: int = AT) -> Proof:
    made = source(name).sign(SECRETS[name], RAW, topic="test", now=AT)
    return source(name).verify(live or (SECRETS[name],), made, raw, now)


def bodies(name: str) -> list[tuple[bytes, dict[str, str]]]:
    events = (ROOT / "events/conversions").glob(f"{name}_*.json")
    loaded = [json.loads(path.read_text()) for path in events]
    return [(e["body"].encode(), e["headers"]) for e in loaded if not e["isBase64Encoded"]]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a body where something else might stand."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    found = [(*path, key) for key, _ in inside]
    nested = [
        place
        for key, inner in (value.items() if isinstance(value, dict) else enumerate(value))
        if isinstance(inner, dict | list)
        for place in places(inner, (*path, key))
    ]
    return found + nested


@sources
def test_its_own_signature_is_genuine(name: str) -> None:
    assert proof(name) is Proof.GENUINE


@sources
@pytest.mark.parametrize("raw", [RAW.strip(), RAW + b"\n", RAW.replace(b"\\/", b"/"), b""])
def test_other_bytes_are_forged(name: str, raw: bytes) -> None:
    assert proof(name, raw) is Proof.FORGED


@sources
def test_any_live_secret_proves(name: str) -> None:
    assert proof(name, RAW, "whsec_bmV3", SECRETS[name]) is Proof.GENUINE
    assert proof(name, RAW, "whsec_bmV3") is Proof.FORGED


@sources
@pytest.mark.parametrize("empty", ["", " ", "whsec_", "whsec_===="])
def test_an_empty_secret_proves_nothing(name: str, empty: str) -> None:
    assert proof(name, RAW, empty) is Proof.FORGED


@sources
def test_no_secret_proves_nothing(name: str) -> None:
    assert source(name).verify((), {}, RAW, AT) is Proof.FORGED


@sources
@given(headers=headers, raw=st.binary(max_size=60))
def test_malformed_signatures_are_forged_and_never_raise(
    name: str, headers: dict[str, str], raw: bytes
) -> None:
    found = source(name).verify((SECRETS[name],), headers, raw, AT)

    assert found in (Proof.FORGED, Proof.PING)


@sources
def test_its_events_are_understood(name: str) -> None:
    readings = []
    for raw, sent in bodies(name):
        try:
            readings.append(source(name).read(raw, sent, CONTEXT))
        except RefusedError:
            continue

    reports = [reading for reading in readings if isinstance(reading, Report)]
    assert len(reports) >= 2
    assert all(report.order_id and (report.facts or report.aliases) for report in reports)


@sources
@given(data=st.data())
def test_anything_in_a_bodys_place_is_read_or_refused(name: str, data: st.DataObject) -> None:
    raw, given_headers = data.draw(st.sampled_from(bodies(name)))
    try:
        body = json.loads(raw)
    except ValueError:
        return
    place = data.draw(st.sampled_from(places(body)))
    target = body
    for key in place[:-1]:
        target = target[key]
    target[place[-1]] = data.draw(values)

    try:
        reading = source(name).read(json.dumps(body).encode(), given_headers, CONTEXT)
    except RefusedError:
        return

    assert isinstance(reading, Report | Ignored | Held | PrivacyRequest)


@sources
@given(raw=st.binary(max_size=80) | values.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_read_or_refused(name: str, raw: bytes) -> None:
    try:
        source(name).read(raw, {}, CONTEXT)
    except RefusedError:
        return


@sources
@pytest.mark.parametrize("raw", [b"[" * 100_000, b'{"id":' + b"9" * 5000 + b"}", b'{"id":NaN}'])
def test_monstrous_json_is_refused_in_our_words(name: str, raw: bytes) -> None:
    with pytest.raises(RefusedError):
        source(name).read(raw, {}, CONTEXT)


def test_an_unknown_source_is_not_found() -> None:
    assert find_source("abacus") is None
