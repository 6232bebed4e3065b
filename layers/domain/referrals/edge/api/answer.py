"""Answers of routes that write: 201 when something came to be, 200 when it was there already."""

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel

from referrals.edge.language import language_headers
from referrals.model.words.wording import Wording

# For a route's decorator: both statuses carry the same body.
SEEN_AGAIN: dict[str, Any] = {"status_code": 201, "response_description": "Made now."}


def written_answer[T: BaseModel](
    body: T, *, created: bool = False, words: Wording | None = None
) -> Response[T]:
    """`words` are those in which it tells people something."""
    headers = language_headers(words) if words else None
    return Response(201 if created else 200, "application/json", body, headers=headers)


def bare[F: Callable[..., Any]](route: F) -> F:
    """For a route that answers bytes: with a return type, Powertools would spell them as JSON."""
    del route.__annotations__["return"]
    return route
