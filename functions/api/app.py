"""The API for a shop's own servers: `/v1/...`, grouped by noun in `referrals.routes`."""

from functools import cache
from typing import Any

from aws_lambda_powertools.event_handler import Response

from referrals.edge.api.document import openapi_document, spelled
from referrals.edge.api.resolver import Api
from referrals.routes import advocate, conversion, link, outbox, program

DESCRIPTION = "/v1/openapi.json"

api = Api(public=frozenset({DESCRIPTION}))
for noun in (advocate, link, conversion, program, outbox):
    api.include_router(noun.router)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return api.serve(event, context)


@api.get(DESCRIPTION, include_in_schema=False, enable_validation=False)
def describe() -> Response[str]:
    """This API in OpenAPI 3.1; no key needed."""
    return Response(200, "application/json", description())


@cache
def description() -> str:
    return spelled(openapi_document(api))
