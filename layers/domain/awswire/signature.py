"""AWS Signature Version 4 for the shapes of request that we send: no query in any of them."""

import hashlib
import hmac
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

ALGORITHM = "AWS4-HMAC-SHA256"


class Credentials(NamedTuple):
    access_key: str
    secret_key: str
    session_token: str = ""


class SigningScope(NamedTuple):
    """Where a signature is good: one day (`20261122`), one region, one service."""

    day: str
    region: str
    service: str

    def __str__(self) -> str:
        return f"{self.day}/{self.region}/{self.service}/aws4_request"


def authorization(
    credentials: Credentials,
    scope: SigningScope,
    headers: Mapping[str, str],
    body: bytes,
    *,
    target: tuple[str, str] = ("POST", "/"),
) -> str:
    """The header's value; `headers` are all that is signed and hold `host` and `x-amz-date`.

    `target` is the method and the path, which has no query.
    """
    listed = sorted((name.lower(), " ".join(text.split())) for name, text in headers.items())
    names = ";".join(name for name, _ in listed)
    lines = [f"{name}:{text}" for name, text in listed]
    request = "\n".join([*target, "", *lines, "", names, hashlib.sha256(body).hexdigest()])
    hashed = hashlib.sha256(request.encode()).hexdigest()
    moment = headers["x-amz-date"]
    key = signing_key(credentials.secret_key, scope)
    signature = _hmac(key, f"{ALGORITHM}\n{moment}\n{scope}\n{hashed}").hex()
    return (
        f"{ALGORITHM} Credential={credentials.access_key}/{scope}, "
        f"SignedHeaders={names}, Signature={signature}"
    )


@lru_cache(maxsize=4)
def signing_key(secret_key: str, scope: SigningScope) -> bytes:
    key = f"AWS4{secret_key}".encode()
    for part in (*scope, "aws4_request"):
        key = _hmac(key, part)
    return key


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), hashlib.sha256)
