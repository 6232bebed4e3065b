"""HTTP API events in, answers and RFC 9457 problems out, for light and heavy functions alike."""

import binascii
import json
from collections.abc import Callable, Mapping
from http import HTTPStatus

from referrals.edge.event import Answer as Answer
from referrals.edge.event import Event as Event
from referrals.edge.event import headers_of as headers_of
from referrals.edge.log import count, log
from referrals.model.errors import (
    ConflictError,
    GoodwordError,
    NotFoundError,
    RefusedError,
    UnavailableError,
    wait_of,
)

STATUS: dict[type[GoodwordError], HTTPStatus] = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    RefusedError: HTTPStatus.BAD_REQUEST,
    ConflictError: HTTPStatus.CONFLICT,
    UnavailableError: HTTPStatus.SERVICE_UNAVAILABLE,
}
# By code, not by class: importing every leaf would cost the light functions their start.
FINER_STATUS = {
    "bad_signature": HTTPStatus.UNAUTHORIZED,
    "unknown_key": HTTPStatus.UNAUTHORIZED,
    "missing_scope": HTTPStatus.FORBIDDEN,
    "missing_right": HTTPStatus.FORBIDDEN,
    "sign_in_needed": HTTPStatus.UNAUTHORIZED,
    "cross_site_request": HTTPStatus.FORBIDDEN,
    "too_many_sign_ins": HTTPStatus.TOO_MANY_REQUESTS,
    "too_many_requests": HTTPStatus.TOO_MANY_REQUESTS,
    "method_not_allowed": HTTPStatus.METHOD_NOT_ALLOWED,
    "body_too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "unsupported_media_type": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "malformed": HTTPStatus.UNPROCESSABLE_ENTITY,
    "idempotency_key_reused": HTTPStatus.UNPROCESSABLE_ENTITY,
}


class UnreadableBodyError(RefusedError):
    code = "unreadable_body"


def raw_body(event: Event) -> bytes:
    """The bytes as sent: signatures are over these and nothing else."""
    body = event.get("body") or ""
    if not event.get("isBase64Encoded"):
        return str(body).encode("utf-8", "surrogatepass")
    try:
        return binascii.a2b_base64(body, strict_mode=True)
    except (binascii.Error, ValueError):
        raise UnreadableBodyError(
            "the body is not base64.", field="body", remedy="Send the bytes as they are."
        ) from None


def answer(status: int, body: object = "", *, headers: Mapping[str, str] | None = None) -> Answer:
    text = body if isinstance(body, str) else json.dumps(body)
    kind = "text/plain; charset=utf-8" if isinstance(body, str) else "application/json"
    return {
        "statusCode": int(status),
        "headers": {"content-type": kind, "cache-control": "no-store", **(headers or {})},
        "body": text,
    }


def problem(
    status: int, code: str, detail: str, *, request_id: str = "", **extra: object
) -> Answer:
    """RFC 9457; `type` is the anchor of the error's entry in docs/errors.md."""
    body = {
        "type": f"urn:goodword:error:{code}",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "code": code,
        "detail": detail,
        "request_id": request_id,
        **{name: value for name, value in extra.items() if value},
    }
    headers = {"content-type": "application/problem+json"}
    if "retry_after_seconds" in body:
        headers["retry-after"] = str(body["retry_after_seconds"])
    return answer(status, json.dumps(body), headers=headers)


def status_of(error: GoodwordError) -> HTTPStatus:
    family = next(status for family, status in STATUS.items() if isinstance(error, family))
    return FINER_STATUS.get(error.code, family)


def problem_of(error: GoodwordError, request_id: str = "", **extra: object) -> Answer:
    wait = wait_of(error)
    fields = {"field": error.field, "remedy": error.remedy, "retry_after_seconds": wait, **extra}
    return problem(status_of(error), error.code, error.message, request_id=request_id, **fields)


def handle_errors(
    handle: Callable[[Event], Answer],
    event: Event,
    refused: Callable[[Event, GoodwordError], None] | None = None,
) -> Answer:
    """`handle`'s answer, or the problem that fits; `refused` counts refusals more finely."""
    request_id = (event.get("requestContext") or {}).get("requestId", "")
    try:
        return handle(event)
    except GoodwordError as error:
        count("Refused", code=error.code)
        if refused:
            refused(event, error)
        return problem_of(error, request_id)
    except Exception as error:
        log("ERROR", "unexpected", error=type(error).__name__, request_id=request_id)
        count("Unexpected")
        detail = "Something went wrong on our side; nothing was lost. Try again."
        return problem(500, "unexpected", detail, request_id=request_id)
