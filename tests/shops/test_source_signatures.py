"""The contract of every source's signature, over the registry: secrets, times, and odd headers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.model.era import moment_of
from referrals.providers.shops.registry import MODULES
from referrals.providers.shops.source import Proof
from tests.shops.bad_bodies import bad_headers
from tests.shops.fact_modules import facts_of
from tests.shops.signing import (
    RAW,
    another_secret,
    secret_of,
    signature_header,
    signed_headers,
    signs_the_time,
    source,
)
from tests.world import AT, NOW

OTHER = "whsec_bmV3"
YEARS = 100 * 365 * 86400

sources = pytest.mark.parametrize("name", sorted(MODULES))


def proof(name: str, raw: bytes = RAW, *live: str, now: int = AT) -> Proof:
    return source(name).verify(
        live or (secret_of(name),), signed_headers(name), raw, moment_of(now)
    )


@sources
def test_its_own_signature_is_genuine(name: str) -> None:
    assert proof(name) is Proof.GENUINE


@sources
@pytest.mark.parametrize("raw", [RAW.strip(), RAW + b"\n", RAW.replace(b"\\/", b"/"), b""])
def test_other_bytes_are_forged(name: str, raw: bytes) -> None:
    assert proof(name, raw) is Proof.FORGED


@sources
def test_any_live_secret_proves(name: str) -> None:
    assert proof(name, RAW, OTHER, secret_of(name)) is Proof.GENUINE
    assert proof(name, RAW, secret_of(name), OTHER) is Proof.GENUINE
    assert proof(name, RAW, OTHER) is Proof.FORGED


@sources
@pytest.mark.parametrize("empty", ["", " ", "whsec_", "whsec_===="])
def test_an_empty_secret_proves_nothing(name: str, empty: str) -> None:
    assert proof(name, RAW, empty) is Proof.FORGED


@sources
def test_no_secret_proves_nothing(name: str) -> None:
    assert source(name).verify((), {}, RAW, NOW) is Proof.FORGED


@sources
def test_a_signed_time_counts_within_five_minutes(name: str) -> None:
    if not signs_the_time(name):
        assert proof(name, now=AT + YEARS) is Proof.GENUINE  # it claims none
        return
    assert {proof(name, now=AT + away) for away in (-300, 0, 300)} == {Proof.GENUINE}
    assert {proof(name, now=AT + away) for away in (-301, 301, YEARS)} == {Proof.STALE}


@sources
@pytest.mark.parametrize("at", [-1, 0, 10**11, 10**12, 10**40])
def test_a_time_that_nobody_has_is_not_now(name: str, at: int) -> None:
    found = source(name).verify((secret_of(name),), signed_headers(name, at), RAW, NOW)

    assert found in ((Proof.STALE, Proof.FORGED) if signs_the_time(name) else (Proof.GENUINE,))


@sources
def test_one_of_two_signatures_is_enough(name: str) -> None:
    """Both orders: while a secret is changed, a platform signs with the old and the new one."""
    between, header = facts_of(name).two_signatures, signature_header(name)
    ours, others = (
        signed_headers(name)[header],
        signed_headers(name, secret=another_secret(name))[header],
    )
    for first, second in (ours, others), (others, ours):
        parts = first.split(between) if between else [first]
        both = parts + [part for part in second.split(between or None) if part not in parts]
        sent = {**signed_headers(name), header: (between or " ").join(both)}

        found = source(name).verify((secret_of(name),), sent, RAW, NOW)

        assert found is (Proof.GENUINE if between else Proof.FORGED)


@sources
def test_its_own_headers_spoiled_never_raise_or_prove_other_bytes(name: str) -> None:
    for headers in bad_headers(signed_headers(name)):
        live = (secret_of(name),)
        assert source(name).verify(live, headers, RAW, NOW) in Proof
        assert source(name).verify(live, headers, RAW + b" ", NOW) in (Proof.FORGED, Proof.PING)


@sources
@given(data=st.data(), raw=st.binary(max_size=60))
def test_malformed_signatures_are_forged_and_never_raise(
    name: str, data: st.DataObject, raw: bytes
) -> None:
    own = signed_headers(name)
    values = st.text(max_size=60) | st.sampled_from([*own.values(), f"t={AT},v1=é", str(AT), "v1,"])
    headers = data.draw(st.dictionaries(st.sampled_from(sorted(own)), values))

    found = source(name).verify((secret_of(name),), headers, raw, NOW)

    assert found in (Proof.FORGED, Proof.PING)
