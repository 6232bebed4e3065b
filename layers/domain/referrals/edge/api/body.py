"""Bodies: JSON in UTF-8 that can be stored, or a problem before any route is called."""

import json

from referrals.edge.api.problems import MalformedError, UnsupportedMediaTypeError
from referrals.edge.http import Event, headers_of, raw_body
from referrals.model.errors import RefusedError
from referrals.model.program.fault import Fault


def with_plain_path(event: Event) -> Event:
    """Ids have `#` in them; the gateway may have decoded it, and Powertools knows no such
    character."""
    return {**event, "rawPath": event["rawPath"].replace("#", "%23")}


def readable(event: Event) -> Event:
    """The event with its body as plain text, once it is known to be JSON that can be stored."""
    body = raw_body(event)
    if not body:
        return {**event, "body": "{}", "isBase64Encoded": False}
    try:
        text = body.decode("utf-8")
        # Lone surrogates pass json.loads and can't be stored.
        json.dumps(json.loads(text), ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        raise _refusal(headers_of(event).get("content-type", "")) from None
    # Whatever it was declared as, it is JSON: `curl -d` calls everything a form.
    headers = {**headers_of(event), "content-type": "application/json"}
    return {**event, "headers": headers, "body": text, "isBase64Encoded": False}


def _refusal(declared: str) -> RefusedError:
    if declared and "json" not in declared.lower():
        return UnsupportedMediaTypeError(
            "this body is not JSON.",
            field="content-type",
            remedy="Send JSON, with `Content-Type: application/json`.",
        )
    return MalformedError(
        [Fault(("body",), "json_invalid", "this is not JSON.", "Send one JSON object in UTF-8.")]
    )
