"""TLS: only the roots that were named are trusted, and only for the name that was meant."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from awswire.connection import AMAZON_ROOTS, trusting
from awswire.dynamo import AwsError
from awswire.wire import dynamo_over_wire
from tests.awswire.caller import ENVIRONMENT, KEY
from tests.tls import tls_server


@pytest.fixture(scope="module")
def tls_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """A TLS server's port, and the only authority that vouches for it."""
    with tls_server(tmp_path_factory.mktemp("tls")) as told:
        yield told


def test_the_named_authority_is_trusted(tls_address: tuple[int, Path]) -> None:
    port, authority = tls_address
    environment = {**ENVIRONMENT, "AWS_CA_BUNDLE": str(authority)}

    wire = dynamo_over_wire(f"https://127.0.0.1:{port}", environment)

    assert [wire.call("GetItem", KEY) for _ in range(3)] == [{}, {}, {}]


def test_nobody_else_s_word_is_taken(tls_address: tuple[int, Path]) -> None:
    port, _ = tls_address

    with pytest.raises(AwsError, match="CERTIFICATE_VERIFY_FAILED"):
        dynamo_over_wire(f"https://127.0.0.1:{port}", ENVIRONMENT).call("GetItem", KEY)


def test_a_certificate_is_good_for_its_name_only(tls_address: tuple[int, Path]) -> None:
    port, authority = tls_address
    environment = {**ENVIRONMENT, "AWS_CA_BUNDLE": str(authority)}

    with pytest.raises(AwsError, match=r"not valid for|mismatch"):
        dynamo_over_wire(f"https://localhost:{port}", environment).call("GetItem", KEY)


def test_only_amazon_s_five_roots_are_loaded() -> None:
    context = trusting(AMAZON_ROOTS)

    names = {dict(pair[0] for pair in c["subject"])["commonName"] for c in context.get_ca_certs()}  # type: ignore[misc]
    assert names == {
        *(f"Amazon Root CA {number}" for number in (1, 2, 3, 4)),
        "Starfield Services Root Certificate Authority - G2",
    }
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
