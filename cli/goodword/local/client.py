"""The stack's public doors, knocked at as a shop would: with a key, or with a signed webhook."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from referrals.model.errors import RefusedError
from referrals.providers.shops.signed import webhook as signed
from referrals.wiring import clock

PATIENCE_SECONDS = 30


class DoorClosedError(RefusedError):
    code = "door_closed"


@dataclass(frozen=True, slots=True)
class LocalClient:
    url: str
    api_key: str
    secret: str

    def api(self, method: str, path: str, body: object) -> dict[str, Any]:
        headers = {
            "authorization": f"Bearer {self.api_key}",
            "content-type": "application/json",
        }
        return self._request(method, path, json.dumps(body).encode(), headers)

    def send_form(self, path: str, fields: dict[str, str]) -> None:
        """As a page's own form is sent; where it leads afterwards is not looked at."""
        headers = {"content-type": "application/x-www-form-urlencoded"}
        self._open("POST", path, urlencode(fields).encode(), headers)

    def report(self, kind: str, data: dict[str, Any], *, program: str) -> dict[str, Any]:
        raw = json.dumps({"type": kind, "timestamp": data["updated_at"], "data": data}).encode()
        headers = signed.sign(self.secret, raw, topic=kind, now=clock.now())
        return self._request("POST", f"/webhooks/{program}/signed", raw, headers)

    def _request(
        self, method: str, path: str, raw: bytes, headers: dict[str, str]
    ) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._open(method, path, raw, headers))
        return found

    def _open(self, method: str, path: str, raw: bytes, headers: dict[str, str]) -> bytes:
        request = urllib.request.Request(  # noqa: S310 (loopback)
            f"{self.url}{path}", data=raw, headers=headers, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310
                content: bytes = answer.read()
                return content
        except urllib.error.HTTPError as error:
            text = error.read().decode(errors="replace")[:500]
            raise DoorClosedError(f"{method} {path} answered {error.code}: {text}") from error
