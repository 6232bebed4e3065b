"""Stripe's signature: several at once, a time, and nothing in it that raises."""

import pytest

from referrals.model.era import moment_of
from referrals.providers.shops.source import Proof
from referrals.providers.shops.stripe import webhook as stripe
from tests.world import AT

SECRET = "whsec_stripe"


def proof_of(header: str, *, secrets: tuple[str, ...] = (SECRET,), now: int = AT) -> Proof:
    return stripe.verify(secrets, {"stripe-signature": header}, b"{}", moment_of(now))


def signature(secret: str = SECRET, at: int = AT) -> str:
    return stripe.sign(secret, b"{}", topic="", now=moment_of(at))["stripe-signature"].partition(
        "v1="
    )[2]


def test_one_of_several_signatures_is_enough() -> None:
    header = f"t={AT},v1={signature('whsec_new')},v1={signature()},v0=00"

    assert proof_of(header) is Proof.GENUINE
    assert proof_of(header, secrets=("whsec_other", "whsec_new")) is Proof.GENUINE
    assert proof_of(header, secrets=("whsec_other",)) is Proof.FORGED


@pytest.mark.parametrize(
    ("off", "proof"),
    [(300, Proof.GENUINE), (301, Proof.STALE), (-300, Proof.GENUINE), (-301, Proof.STALE)],
)
def test_five_minutes_are_allowed_both_ways(off: int, proof: Proof) -> None:
    assert proof_of(f"t={AT + off},v1={signature(at=AT + off)}") is proof


@pytest.mark.parametrize(
    "header",
    [
        "",
        "t=",
        "bad_header",
        f"t={AT}",
        f"v1={signature()}",
        f"t={AT},v0={signature()}",
        f"t={AT},v1=é",
        f"t={AT},v1={signature().upper()}",
        f"t=²,v1={signature()}",
        f"t={AT},t={AT + 1},v1={signature()}",
        f"t={AT}.0,v1={signature()}",
    ],
)
def test_a_malformed_header_is_forged(header: str) -> None:
    assert proof_of(header) is Proof.FORGED


@pytest.mark.parametrize(
    "header",
    [
        f"t={AT},v1={signature()}",
        f"t={AT},v1={signature('whsec_new')},v1={signature()},v0=00",
        f"t={AT},v1={signature('whsec_new')}",
        f"t={AT - 1},v1={signature()}",
        f"t={AT - 301},v1={signature(at=AT - 301)}",
    ],
)
def test_stripe_s_own_library_agrees(header: str, monkeypatch: pytest.MonkeyPatch) -> None:
    library = pytest.importorskip("stripe")
    monkeypatch.setattr("time.time", lambda: float(AT))

    try:
        agreed = library.WebhookSignature.verify_header("{}", header, SECRET, tolerance=300)
    except library.SignatureVerificationError:
        agreed = False

    assert (proof_of(header) is Proof.GENUINE) == agreed
