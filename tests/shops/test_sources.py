"""The contract of every source's reading, over the registry: whatever is in a body is answered."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from copy import deepcopy
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodword.trial.signed_sample import shapes_of
from referrals.model.errors import RefusedError
from referrals.model.order.conversion import Held, Ignored, Report
from referrals.model.privacy.request import PrivacyRequest
from referrals.providers.shops.registry import MODULES, find_source
from referrals.providers.shops.shopify import webhook as shopify
from referrals.providers.shops.signed import webhook as signed
from referrals.providers.shops.source import Source, SourceContext
from tests.lives import ORDER
from tests.template import ROOT
from tests.world import IDENTITY, NOW

SECRETS: dict[str, str] = json.loads((ROOT / "events/webhook_secrets.json").read_text())
CONTEXT = SourceContext("EUR", IDENTITY)
STATIC: tuple[Source, ...] = (shopify, signed)  # mypy: modules keep the protocol's promises

ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    7,
    -1,
    10**30,
    1.5,
    "",
    "x",
    "9" * 400,
    [],
    [None],
    [1],
    {},
    {"x": 1},
)

sources = pytest.mark.parametrize("name", sorted(MODULES))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


def source(name: str) -> Source:
    found = find_source(name)
    assert found is not None
    return found


@contextmanager
def naming(place: tuple[Any, ...], odd: Any) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        error.add_note(f"with {odd!r} at {'.'.join(map(str, place))}")
        raise


def bodies(name: str) -> list[tuple[bytes, dict[str, str]]]:
    events = (ROOT / "events/conversions").glob(f"{name}_*.json")
    loaded = [json.loads(path.read_text()) for path in events]
    return [(e["body"].encode(), e["headers"]) for e in loaded if not e["isBase64Encoded"]]


type Payload = tuple[Any, dict[str, str]]


@cache
def payloads(name: str) -> list[Payload]:
    """Those that are JSON with something in it, parsed."""
    found = []
    for raw, sent in bodies(name):
        with suppress(ValueError):
            found.append((json.loads(raw), sent))
    return [(body, sent) for body, sent in found if body and isinstance(body, dict | list)]


@cache
def made_up(name: str) -> list[Payload]:
    """With every kind of hint in them, which few payloads have."""
    order = replace(ORDER, gw="a-click", coupon="ADA")
    made = [(topic, json.dumps(shape(order)).encode()) for topic, shape in shapes_of(name).items()]
    sent = [source(name).sign(SECRETS[name], raw, topic=topic, now=NOW) for topic, raw in made]
    return [(json.loads(raw), headers) for (_, raw), headers in zip(made, sent, strict=True)]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a body where something else might stand."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*path, key)
        if isinstance(inner, dict | list):
            yield from places(inner, (*path, key))


def require_a_verdict(name: str, body: Any, sent: dict[str, str]) -> None:
    try:
        reading = source(name).read(json.dumps(body).encode(), sent, CONTEXT)
    except RefusedError:
        return
    assert isinstance(reading, Report | Ignored | Held | PrivacyRequest)


def putting(body: Any, place: tuple[Any, ...], odd: Sequence[Any]) -> Iterator[Any]:
    """Each odd value in that place, and in the end what stood there; the body is not copied."""
    *way, last = place
    inner = body
    for key in way:
        inner = inner[key]
    kept = inner[last]
    for value in odd:
        inner[last] = value
        yield value
    inner[last] = kept


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
def test_no_odd_value_in_any_place_raises(name: str) -> None:
    """Every place of every payload: a kind that nobody checked is found for certain.

    Of bodies made up, what no payload has.
    """
    seen = {place for body, _ in payloads(name) for place in places(body)}
    tried = [(each, list(places(each[0]))) for each in payloads(name)]
    tried += [(each, [*{*places(each[0])} - seen]) for each in made_up(name)]
    for (body, sent), here in tried:
        for place in here:
            for odd in putting(body, place, ODD):
                with naming(place, odd):
                    require_a_verdict(name, body, sent)


@sources
@given(data=st.data())
def test_anything_in_two_places_is_read_or_refused(name: str, data: st.DataObject) -> None:
    body, sent = deepcopy(data.draw(st.sampled_from(payloads(name) + made_up(name))))
    for _ in range(2):
        place = data.draw(st.sampled_from(list(places(body))))
        next(putting(body, place, [data.draw(values)]))
    require_a_verdict(name, body, sent)


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
