"""`Idempotency-Key`: the same request under the same key gets its first answer again, for a day.

Business keys make every write safe to repeat anyway, for ever; this only spares the caller from
seeing a second answer that differs, such as 200 for 201.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from referrals.edge.http import Answer, Event, headers_of
from referrals.model.errors import RefusedError
from referrals.model.session.api_key import ApiKey
from referrals.wiring import clock, stores

KEEP_SECONDS = 86_400
LONGEST_NAME = 255
WRITES = {"POST", "PATCH"}
# These answers are a person's data, which is kept nowhere else than where it is.
NEVER_KEPT = "/v1/privacy-requests/"


class BadIdempotencyKeyError(RefusedError):
    code = "bad_idempotency_key"


class IdempotencyKeyReusedError(RefusedError):
    code = "idempotency_key_reused"


def replay_or_handle(
    handle: Callable[[Event], Answer], event: Event, key: ApiKey, method: str
) -> Answer:
    """The first answer if this request was answered with success before, else `handle`'s."""
    name = headers_of(event).get("idempotency-key")
    if name is None or method not in WRITES or event["rawPath"].startswith(NEVER_KEPT):
        return handle(event)
    name_hash, request_hash = request_name(name, key), _request_hash(event)
    now = clock.now()
    if first := stores.sessions().find_answer(name_hash, now):
        return _first_answer(first, request_hash)
    answer = handle(event)
    if answer["statusCode"] < 300:
        kept = _stored_answer(answer, request_hash, now)
        stores.sessions().keep_answer(name_hash, kept, now)
    return answer


def request_name(name: str, key: ApiKey) -> str:
    """The caller's name for a request, told apart by key."""
    if not (0 < len(name) <= LONGEST_NAME and name.isascii() and name.isprintable()):
        raise BadIdempotencyKeyError(
            "this is not a usable Idempotency-Key.",
            field="idempotency-key",
            remedy=f"Send 1 to {LONGEST_NAME} printable ASCII characters, such as a UUID.",
        )
    return hashlib.sha256(f"{key.key_id} {name}".encode()).hexdigest()


def _request_hash(event: Event) -> str:
    method = event["requestContext"]["http"]["method"]
    what = (method, event["rawPath"], event.get("rawQueryString"), event.get("body"))
    return hashlib.sha256(repr(what).encode()).hexdigest()


def _stored_answer(answer: Answer, request_hash: str, now: datetime) -> dict[str, Any]:
    return {
        "request_hash": request_hash,
        "status_code": answer["statusCode"],
        "headers": answer["headers"],
        "body": answer["body"],
        "expires_at": int(now.timestamp()) + KEEP_SECONDS,
    }


def _first_answer(first: dict[str, Any], request_hash: str) -> Answer:
    if first["request_hash"] != request_hash:
        raise IdempotencyKeyReusedError(
            "this Idempotency-Key came with another request before.",
            field="idempotency-key",
            remedy="Use a new key for a new request.",
        )
    return {
        "statusCode": first["status_code"],
        "headers": {**first["headers"], "idempotent-replayed": "true"},
        "body": first["body"],
        "isBase64Encoded": False,
    }


def name_of(event: Event, key: ApiKey) -> str:
    """The request's name where it has one, told apart by key; empty otherwise."""
    name = headers_of(event).get("idempotency-key")
    return "" if name is None else request_name(name, key)


def seed_of(event: Event, key: ApiKey) -> bytes:
    """Equal for the same named request, so that its repetition makes the same things."""
    name = name_of(event, key)
    return bytes.fromhex(name) if name else clock.random_bytes(32)
