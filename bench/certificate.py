"""A local authority and its certificate, shaped as AWS's are: a root, one between, the server's."""

import datetime as dt
import ipaddress
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

PEM = serialization.Encoding.PEM
type Signer = tuple[x509.Name, rsa.RSAPrivateKey]


def authority(folder: Path) -> tuple[Path, Path, Path]:
    """Root, certificate chain and key, as files; RSA 2048 throughout, as DynamoDB's are."""
    root = (_name("root"), _key())
    between = (_name("between"), _key())
    server = (_name("127.0.0.1"), _key())
    chain = [_certificate(server, between, ca=False), _certificate(between, root, ca=True)]
    folder.mkdir(parents=True, exist_ok=True)
    files = folder / "root.pem", folder / "chain.pem", folder / "key.pem"
    files[0].write_bytes(_certificate(root, root, ca=True).public_bytes(PEM))
    files[1].write_bytes(b"".join(each.public_bytes(PEM) for each in chain))
    files[2].write_bytes(
        server[1].private_bytes(
            PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return files


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65_537, key_size=2048)


def _certificate(subject: Signer, issuer: Signer, *, ca: bool) -> x509.Certificate:
    now = dt.datetime.now(dt.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    return (
        x509.CertificateBuilder()
        .subject_name(subject[0])
        .issuer_name(issuer[0])
        .public_key(subject[1].public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(subject[1].public_key()), False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer[1].public_key()), False
        )
        .add_extension(_usage(ca=ca), critical=True)
        .sign(issuer[1], hashes.SHA256())
    )


def _usage(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=ca,
        crl_sign=ca,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
