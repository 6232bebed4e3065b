"""Bodies: JSON in UTF-8 that can be stored, or a problem before any route is called."""

import json

from referrals.edge.api.problems import MalformedError, UnsupportedMediaTypeError
from referrals.edge.http import Event, headers_of, raw_body
from referrals.model.fault import Fault


def readable(event: Event) -> Event:
    """The event with its body as plain text, once it is known to be JSON that can be stored."""
    # Ids have `#` in them; the gateway may have decoded it, and Powertools knows no such character.
    event = {**event, "rawPath": event["rawPath"].replace("#", "%23")}
    body = raw_body(event)
    if not body:
        return {**event, "body": "{}", "isBase64Encoded": False}
    kind = headers_of(event).get("content-type", "application/json").partition(";")[0]
    if kind.strip().lower() != "application/json":
        raise UnsupportedMediaTypeError(
            "this body is not declared as JSON.",
            field="content-type",
            remedy="Send `Content-Type: application/json`.",
        )
    try:
        text = body.decode("utf-8")
        # Lone surrogates pass json.loads and can't be stored.
        json.dumps(json.loads(text), ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        remedy = "Send one JSON object in UTF-8."
        fault = Fault(("body",), "json_invalid", "this is not JSON.", remedy)
        raise MalformedError([fault]) from None
    return {**event, "body": text, "isBase64Encoded": False}
