"""S3's GetObject over the standard library: for pages that must start fast and show a picture."""

import hashlib
import time
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from urllib.parse import quote

from awswire.connection import AMAZON_ROOTS, Connection
from awswire.dynamo import AwsError
from awswire.signature import Credentials, SigningScope, authorization
from awswire.wire import PASSING_STATUS, PATIENCE, Service, address_of, usual_url

_S3 = Service("s3", "", "")
_NOTHING = hashlib.sha256(b"").hexdigest()


class WireBucket:
    """Called as boto3's client is; it knows how to read, and no more."""

    def __init__(self, endpoint_url: str | None, environment: Mapping[str, str]) -> None:
        self._region = environment.get("AWS_REGION") or environment["AWS_DEFAULT_REGION"]
        self._credentials = Credentials(
            environment["AWS_ACCESS_KEY_ID"],
            environment["AWS_SECRET_ACCESS_KEY"],
            environment.get("AWS_SESSION_TOKEN", ""),
        )
        roots = environment.get("AWS_CA_BUNDLE") or AMAZON_ROOTS
        self._address = address_of(endpoint_url or usual_url(_S3, self._region), roots)

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        assert operation == "GetObject"
        path = "/" + quote(f"{request['Bucket']}/{request['Key']}")
        end = time.monotonic() + PATIENCE.total
        for attempt in range(1, PATIENCE.tries + 1):
            try:
                return {"Body": BytesIO(self._read(path, end))}
            except AwsError as error:
                passing = error.code in ("Unreachable", *(f"HTTP{each}" for each in PASSING_STATUS))
                if not passing or attempt == PATIENCE.tries or time.monotonic() >= end:
                    raise
        raise AssertionError("the last try answers or raises")

    def _read(self, path: str, end: float) -> bytes:
        try:
            connection = Connection(self._address, end)
            try:
                reply = connection.ask(self._message(path), end)
            finally:
                connection.close()
        except (OSError, ValueError) as error:
            raise AwsError("Unreachable", str(error)) from error
        if reply.status != 200:
            raise AwsError(f"HTTP{reply.status}", f"HTTP {reply.status}")
        return reply.body

    def _message(self, path: str) -> bytes:
        moment = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        headers = {
            "host": self._address.host_header,
            "x-amz-content-sha256": _NOTHING,
            "x-amz-date": moment,
        }
        if self._credentials.session_token:
            headers["x-amz-security-token"] = self._credentials.session_token
        scope = SigningScope(moment[:8], self._region, "s3")
        signed = authorization(self._credentials, scope, headers, b"", target=("GET", path))
        lines = [
            f"{name}: {text}\r\n" for name, text in {**headers, "authorization": signed}.items()
        ]
        return f"GET {path} HTTP/1.1\r\n{''.join(lines)}\r\n".encode("latin-1")
