"""The API's description in OpenAPI 3.1, from the routes themselves."""

import json
from typing import Any

from aws_lambda_powertools.event_handler.api_gateway import Route
from aws_lambda_powertools.event_handler.openapi.models import HTTPBearer

from referrals.edge.api.access import BEARER
from referrals.edge.api.field_docstring import describe_fields
from referrals.edge.api.log_of_changes import operation_of
from referrals.edge.api.replay import WRITES
from referrals.edge.api.resolver import Api

ABOUT = """\
Enroll advocates, issue links, and read what became of an order and why; what people may read of it
is in the language that `Accept-Language` asks for. Money is an integer of the
currency's smallest unit. Moments are UTC in RFC 3339. Every answer carries `x-request-id`; every
refusal is an RFC 9457 problem. Repeating any request is safe; `Idempotency-Key` on POST and PATCH
makes its repetition get the first answer again, for 24 hours."""
PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457. `code` is for programs; see docs/errors.md for every one.",
    "required": ["type", "title", "status", "code", "detail", "request_id"],
    "properties": {
        "type": {"type": "string", "examples": ["urn:goodword:error:malformed"]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "examples": ["malformed"]},
        "detail": {"type": "string"},
        "request_id": {"type": "string"},
        "field": {"type": "string", "examples": ["email"]},
        "remedy": {"type": "string"},
        "retry_after_seconds": {"type": "integer"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    name: {"type": "string"} for name in ("field", "code", "detail", "remedy")
                },
            },
        },
    },
}
REFUSALS = {
    "400": ("Refused", "The caller must change something first."),
    "401": ("NoKey", "No key, or none that is known."),
    "403": ("MissingScope", "The key lacks the scope."),
    "404": ("NotFound", "Nothing has that name."),
    "409": ("Conflict", "Somebody else was first."),
    "422": ("Malformed", "The request has another form than this description says."),
    "429": ("TooMany", "This key had its share: see `Retry-After`."),
    "503": ("Unavailable", "Try again, perhaps after `retry_after_seconds`."),
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": 255},
    "description": "The same request under the same key gets its first answer again, for 24 hours.",
}
_NOT_OURS = ("HTTPValidationError", "ValidationError", "ResponseValidationError")


def openapi_document(api: Api) -> dict[str, Any]:
    """The same for the same routes, byte by byte once it is spelled."""
    schema = api.get_openapi_json_schema(
        title="Goodword",
        version="1",
        description=ABOUT,
        security_schemes={BEARER: HTTPBearer(description="A key: `gw_live_...`.")},
    )
    document: dict[str, Any] = json.loads(schema)
    for route in api.described_routes():
        operation = document["paths"][route.openapi_path][route.method.lower()]
        _finish(operation, route)
    parts = document["components"]
    kept = {name: shape for name, shape in parts["schemas"].items() if name not in _NOT_OURS}
    parts["schemas"] = dict(sorted({**kept, "Problem": PROBLEM}.items()))
    describe_fields(parts["schemas"])
    parts["responses"] = {name: _problem(why) for name, why in REFUSALS.values()}
    document["paths"] = dict(sorted(document["paths"].items()))
    return document


def document_text(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _finish(operation: dict[str, Any], route: Route) -> None:
    """What Powertools can't know: our names, our problems, the header that any write takes."""
    operation["operationId"] = operation_of(route)
    operation["summary"] = (route.func.__doc__ or "").strip().removesuffix(".")
    done = {s: r for s, r in operation["responses"].items() if s.startswith("2")}
    if "201" in done:
        done = {"200": {**done["201"], "description": "It was there already."}, **done}
    operation["responses"] = {**done, **_refusals(route)}
    if route.method in WRITES:
        operation["parameters"] = [*operation.get("parameters", []), IDEMPOTENCY_KEY]


def _refusals(route: Route) -> dict[str, Any]:
    writes, named = route.method in WRITES, "{" in route.openapi_path
    absent = {*(() if writes or named else ("404",)), *(() if writes else ("409",))}
    return {
        status: {"$ref": f"#/components/responses/{name}"}
        for status, (name, _) in REFUSALS.items()
        if status not in absent
    }


def _problem(why: str) -> dict[str, Any]:
    shape = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": why, "content": {"application/problem+json": shape}}
