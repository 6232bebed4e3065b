"""All routes as one API, with its own description among them."""

from functools import cache

from aws_lambda_powertools.event_handler import Response

from referrals.edge.api.resolver import Api
from referrals.routes import (
    act,
    advocate,
    claim,
    consent,
    conversion,
    correction,
    donation,
    experiment,
    gift,
    goodwill,
    held,
    hold,
    letter,
    link,
    listening,
    log,
    measure,
    note,
    nudge,
    outbox,
    people,
    portal_session,
    privacy,
    program,
    reconciliation,
    redemption,
    review,
    story,
    todo,
    welcome,
)

DESCRIPTION = "/v1/openapi.json"
NOUNS = (
    advocate,
    consent,
    link,
    letter,
    conversion,
    correction,
    act,
    claim,
    hold,
    donation,
    gift,
    goodwill,
    held,
    reconciliation,
    program,
    note,
    outbox,
    nudge,
    listening,
    log,
    experiment,
    measure,
    people,
    portal_session,
    privacy,
    redemption,
    review,
    story,
    todo,
    welcome,
)


@cache
def the_api() -> Api:
    api = Api(public=frozenset({DESCRIPTION}))
    for noun in NOUNS:
        api.include_router(noun.router)
    api.get(DESCRIPTION, include_in_schema=False, enable_validation=False)(describe)
    return api


def describe() -> Response[str]:
    """This API in OpenAPI 3.1; no key needed."""
    return Response(200, "application/json", description())


@cache
def description() -> str:
    # Its models cost a third of this function's start, and few requests ask for it.
    from referrals.edge.api.document import document_text, openapi_document

    return document_text(openapi_document(the_api()))
