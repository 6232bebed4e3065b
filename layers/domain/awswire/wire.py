"""AWS's JSON protocol over the standard library: what functions use that must start fast.

Retries as botocore's standard mode does (throttles, 5xx, broken connections; exponential, full
jitter), but never beyond a total time, so that no request outlives the function that sent it.
"""

import json
import os
import time
import zlib
from collections.abc import Mapping
from typing import Any, NamedTuple

from awswire.connection import AMAZON_ROOTS, Address, BrokenReplyError, Connection, WireReply
from awswire.dynamo import AwsError
from awswire.signature import Credentials, SigningScope, authorization

THROTTLES = {
    "BandwidthLimitExceeded",
    "LimitExceededException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "Throttling",
    "ThrottledException",
    "ThrottlingException",
    "TooManyRequestsException",
    "TransactionInProgressException",
}
PASSING_CODES = {"RequestTimeout", "RequestTimeoutException"}
PASSING_STATUS = {500, 502, 503, 504}
TRANSACTION = "TransactWriteItems"
TOKEN = "ClientRequestToken"  # noqa: S105 - a field's name


class Service(NamedTuple):
    name: str
    target: str
    version: str


DYNAMODB = Service("dynamodb", "DynamoDB_20120810", "1.0")
SECRETS = Service("secretsmanager", "secretsmanager", "1.1")


class Patience(NamedTuple):
    """Seconds, and how many tries; `total` ends them all."""

    total: float = 3.0
    connect: float = 1.0
    read: float = 1.5
    tries: int = 3


PATIENCE = Patience()
# A friend or a shop waits meanwhile.
SHORT_PATIENCE = Patience(total=1.5, connect=0.5, read=0.7)


class TryFailedError(Exception):
    """The outcome of one try, never seen outside."""

    def __init__(self, error: AwsError, *, may_pass: bool, wait_at_least: float = 0.0) -> None:
        super().__init__(str(error))
        self.error = error
        self.may_pass = may_pass
        self.wait_at_least = wait_at_least


class Wire:
    """Connections stay open between calls, one per thread that calls at the same time."""

    def __init__(
        self,
        service: Service,
        environment: Mapping[str, str],
        endpoint_url: str | None = None,
        patience: Patience = PATIENCE,
    ) -> None:
        self.patience = patience
        self._service = service
        self._region = environment.get("AWS_REGION") or environment["AWS_DEFAULT_REGION"]
        self._credentials = Credentials(
            environment["AWS_ACCESS_KEY_ID"],
            environment["AWS_SECRET_ACCESS_KEY"],
            environment.get("AWS_SESSION_TOKEN", ""),
        )
        roots = environment.get("AWS_CA_BUNDLE") or AMAZON_ROOTS
        self._address = address_of(endpoint_url or usual_url(service, self._region), roots)
        self._idle: list[Connection] = []

    def within(self, seconds: float) -> "Wire":
        """The same connections, for a caller that can wait no longer than this."""
        hasty = object.__new__(Wire)
        hasty.__dict__.update(vars(self), patience=self.patience._replace(total=seconds))
        return hasty

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """`operation` as AWS spells it; raises AwsError when it failed or time ran out."""
        if operation == TRANSACTION:
            # As boto3 does: a try whose answer was lost is known again, and not refused by itself.
            request = {TOKEN: os.urandom(16).hex(), **request}
        message = self._signed_request(operation, json.dumps(request).encode())
        end = time.monotonic() + self.patience.total
        for attempt in range(1, self.patience.tries + 1):
            try:
                return self._try(message, end)
            except TryFailedError as outcome:
                wait = max(_backoff(outcome.error.code, attempt), outcome.wait_at_least)
                last_try = attempt == self.patience.tries or time.monotonic() + wait >= end
                if last_try or not outcome.may_pass:
                    raise outcome.error from outcome.__cause__
                time.sleep(wait)
        raise AssertionError("the last try answers or raises")

    def _try(self, message: bytes, end: float) -> dict[str, Any]:
        try:
            reply = self._exchange(message, end)
            if reply.status == 200:
                answer: dict[str, Any] = json.loads(reply.body)
                return answer
        except (OSError, ValueError) as error:
            raise TryFailedError(AwsError("Unreachable", str(error)), may_pass=True) from error
        failure = _error_of(reply)
        may_pass = reply.status in PASSING_STATUS or failure.code in THROTTLES | PASSING_CODES
        raise TryFailedError(failure, may_pass=may_pass, wait_at_least=_asked_to_wait(reply))

    def _exchange(self, message: bytes, end: float) -> WireReply:
        connection = self._connection(end)
        try:
            reply = connection.ask(message, min(time.monotonic() + self.patience.read, end))
            _check_sum(reply)
        except BaseException:
            connection.close()
            raise
        if connection.reusable:
            self._idle.append(connection)
        else:
            connection.close()
        return reply

    def _connection(self, end: float) -> Connection:
        while self._idle:
            connection = self._idle.pop()
            if not connection.stale():
                return connection
            connection.close()
        return Connection(self._address, min(time.monotonic() + self.patience.connect, end))

    def _signed_request(self, operation: str, body: bytes) -> bytes:
        moment = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        headers = {
            "content-type": f"application/x-amz-json-{self._service.version}",
            "host": self._address.host_header,
            "x-amz-date": moment,
            "x-amz-target": f"{self._service.target}.{operation}",
        }
        if self._credentials.session_token:
            headers["x-amz-security-token"] = self._credentials.session_token
        scope = SigningScope(moment[:8], self._region, self._service.name)
        headers["authorization"] = authorization(self._credentials, scope, headers, body)
        headers["content-length"] = str(len(body))
        headers["accept-encoding"] = "identity"
        lines = [f"{name}: {text}\r\n" for name, text in headers.items()]
        return f"POST / HTTP/1.1\r\n{''.join(lines)}\r\n".encode("latin-1") + body


def dynamo_over_wire(endpoint_url: str | None, environment: Mapping[str, str]) -> Wire:
    return Wire(DYNAMODB, environment, endpoint_url)


def secrets_over_wire(endpoint_url: str | None, environment: Mapping[str, str]) -> Wire:
    return Wire(SECRETS, environment, endpoint_url, SHORT_PATIENCE)


def usual_url(service: Service, region: str) -> str:
    suffix = "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"
    return f"https://{service.name}.{region}.{suffix}"


def address_of(url: str, roots: str) -> Address:
    protocol, _, rest = url.partition("://")
    assert protocol in ("http", "https"), f"{url} is not an http(s) address"
    host, _, port = rest.partition("/")[0].partition(":")
    if protocol == "http":
        return Address(host, int(port or 80))
    return Address(host, int(port or 443), roots)


def _error_of(reply: WireReply) -> AwsError:
    try:
        fields = json.loads(reply.body)
        code = fields["__type"].rpartition("#")[2]
    except (ValueError, KeyError, TypeError, AttributeError):
        return AwsError(_code_of(reply.status), f"HTTP {reply.status}")
    reasons = [reason.get("Code", "None") for reason in fields.get("CancellationReasons") or []]
    return AwsError(code, fields.get("message") or fields.get("Message") or "", reasons)


def _code_of(status: int) -> str:
    """A name for an answer that gives none, as load balancers send."""
    if status == 429:
        return "ThrottlingException"
    return "InternalServerError" if status >= 500 else f"HTTP{status}"


def _backoff(code: str, attempt: int) -> float:
    base = 1.0 if code in THROTTLES else 0.025
    share = int.from_bytes(os.urandom(4)) / 2**32
    return share * base * float(2 ** (attempt - 1))


def _asked_to_wait(reply: WireReply) -> float:
    asked = reply.headers.get("x-amz-retry-after", "")
    return min(int(asked) / 1000, 5.0) if asked.isdigit() else 0.0


def _check_sum(reply: WireReply) -> None:
    stated = reply.headers.get("x-amz-crc32", "")
    if stated.isdigit() and int(stated) != zlib.crc32(reply.body):
        raise BrokenReplyError("the reply was damaged on its way")
