"""TLS: only the roots that were named are trusted, and only for the name that was meant."""

import datetime as dt
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from referrals.store.connection import AMAZON_ROOTS, trusting
from referrals.store.table import AwsError
from referrals.store.wire import dynamo_over_wire
from tests.store.test_wire import ENVIRONMENT, KEY


class Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("content-length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        return


def certified(folder: Path) -> tuple[Path, Path]:
    """A key and a certificate for 127.0.0.1 that is its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a local authority")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    key_file, certificate_file = folder / "key.pem", folder / "certificate.pem"
    key_file.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    certificate_file.write_bytes(certificate.public_bytes(pem))
    return key_file, certificate_file


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """A TLS server's port, and the only authority that vouches for it."""
    key, certificate = certified(tmp_path_factory.mktemp("tls"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, certificate
    server.shutdown()
    server.server_close()


def test_the_named_authority_is_trusted(secured: tuple[int, Path]) -> None:
    port, authority = secured
    environment = {**ENVIRONMENT, "AWS_CA_BUNDLE": str(authority)}

    wire = dynamo_over_wire(f"https://127.0.0.1:{port}", environment)

    assert [wire.call("GetItem", KEY) for _ in range(3)] == [{}, {}, {}]


def test_nobody_else_s_word_is_taken(secured: tuple[int, Path]) -> None:
    port, _ = secured

    with pytest.raises(AwsError, match="CERTIFICATE_VERIFY_FAILED"):
        dynamo_over_wire(f"https://127.0.0.1:{port}", ENVIRONMENT).call("GetItem", KEY)


def test_a_certificate_is_good_for_its_name_only(secured: tuple[int, Path]) -> None:
    port, authority = secured
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
