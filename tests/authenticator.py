"""A device that makes and shows passkeys, in software: what a browser's script would send."""

import hashlib
import json
from typing import Any, Literal

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

from referrals.model.staff.passkey_question import base64_bytes, base64_text

ORIGIN = "https://go.shop.example"
PRESENT, VERIFIED, ATTESTED = 1, 4, 64
type Kind = Literal["ES256", "EdDSA", "RS256"]


def a_key(kind: Kind) -> Any:
    match kind:
        case "ES256":
            return ec.generate_private_key(ec.SECP256R1())
        case "EdDSA":
            return ed25519.Ed25519PrivateKey.generate()
        case _:
            return rsa.generate_private_key(65537, 2048)


class Authenticator:
    """One passkey. `count` is what it says of its uses: 0 for one that is kept in an account."""

    def __init__(self, kind: Kind = "ES256", *, name: bytes = b"a phone", count: int = 0) -> None:
        self.kind = kind
        self.credential_id = base64_text(hashlib.sha256(name).digest())
        self.count = count
        self.key = a_key(kind)

    def make(self, options: dict[str, Any], **odd: Any) -> str:
        """As after `navigator.credentials.create`."""
        flags = ATTESTED | odd.pop("flags", PRESENT | VERIFIED)
        raw_id = base64_bytes(self.credential_id)
        about = bytes(16) + len(raw_id).to_bytes(2) + raw_id + cbor2.dumps(self.cose())
        data = self._data(odd.pop("host", options["rp"]["id"]), flags) + about
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        answer = {
            "clientDataJSON": self._client("webauthn.create", options, **odd),
            "attestationObject": base64_text(made),
            "transports": ["internal"],
        }
        return self._as_sent(answer)

    def show(self, options: dict[str, Any], **odd: Any) -> str:
        """As after `navigator.credentials.get`."""
        flags = odd.pop("flags", PRESENT | VERIFIED)
        data = self._data(odd.pop("host", options["rpId"]), flags)
        client = self._client("webauthn.get", options, **odd)
        signed = data + hashlib.sha256(base64_bytes(client)).digest()
        answer = {
            "clientDataJSON": client,
            "authenticatorData": base64_text(data),
            "signature": base64_text(self._sign(signed)),
        }
        return self._as_sent(answer)

    def cose(self) -> dict[int, Any]:
        public = self.key.public_key()
        if self.kind == "ES256":
            numbers = public.public_numbers()
            return {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        if self.kind == "EdDSA":
            return {1: 1, 3: -8, -1: 6, -2: public.public_bytes_raw()}
        numbers = public.public_numbers()
        return {1: 3, 3: -257, -1: numbers.n.to_bytes(256), -2: numbers.e.to_bytes(3)}

    def _sign(self, data: bytes) -> bytes:
        match self.kind:
            case "ES256":
                return bytes(self.key.sign(data, ec.ECDSA(hashes.SHA256())))
            case "EdDSA":
                return bytes(self.key.sign(data))
            case _:
                return bytes(self.key.sign(data, padding.PKCS1v15(), hashes.SHA256()))

    def _data(self, host: str, flags: int) -> bytes:
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _client(
        self, kind: str, options: dict[str, Any], *, origin: str = ORIGIN, challenge: str = ""
    ) -> str:
        told = {
            "type": kind,
            "challenge": challenge or options["challenge"],
            "origin": origin,
            "crossOrigin": False,
        }
        return base64_text(json.dumps(told).encode())

    def _as_sent(self, response: dict[str, Any]) -> str:
        name = {"id": self.credential_id, "rawId": self.credential_id, "type": "public-key"}
        return json.dumps({**name, "response": response})
