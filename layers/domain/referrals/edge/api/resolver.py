"""The API as one Powertools resolver: keys first, then the route, and problems for the rest."""

import time
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.api_gateway import Route
from aws_lambda_powertools.event_handler.exceptions import NotFoundError as RouteNotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError

from referrals.edge.api.access import key_of, require_scope_of
from referrals.edge.api.body import readable, with_plain_path
from referrals.edge.api.brakes import brake
from referrals.edge.api.log_of_changes import log_change
from referrals.edge.api.problems import (
    MalformedError,
    MethodNotAllowedError,
    NoSuchPathError,
    as_response,
    problem_answer,
)
from referrals.edge.api.replay import replay_or_handle
from referrals.edge.http import Answer, Event, handle_errors
from referrals.edge.log import log
from referrals.model.errors import GoodwordError


class Api(APIGatewayHttpResolver):
    """Routes come from routers; `public` paths are answered without a key."""

    def __init__(self, *, public: frozenset[str] = frozenset()) -> None:
        super().__init__(enable_validation=True, response_validation_error_http_code=500)
        self.public = public
        self.route_called = ""
        self.use([self._note_route, log_change])
        self.exception_handler(GoodwordError)(self._tell)
        self.exception_handler(RequestValidationError)(lambda e: self._tell(MalformedError.of(e)))
        self.not_found(self._missing_path)

    def serve(self, event: Event, context: Any) -> Answer:
        """The answer to any request at all, with the request's id, and one line in the log."""
        started, self.route_called = time.perf_counter(), ""
        request = event["requestContext"]
        answer = handle_errors(lambda e: self._enter(e, context), event)
        answer["headers"]["x-request-id"] = request["requestId"]
        log(
            "INFO",
            "answered",
            method=request["http"]["method"],
            route=self.route_called,
            status_code=answer["statusCode"],
            request_id=request["requestId"],
            milliseconds=round((time.perf_counter() - started) * 1000),
        )
        return answer

    def described_routes(self) -> list[Route]:
        return [route for route in self._all_routes() if route.include_in_schema]

    def methods_at(self, path: str) -> list[str]:
        return sorted({route.method for route in self.routes_at(path)})

    def routes_at(self, path: str) -> list[Route]:
        return [route for route in self._all_routes() if route.rule.match(path)]

    def _all_routes(self) -> list[Route]:
        return self._static_routes + self._dynamic_routes

    def _enter(self, event: Event, context: Any) -> Answer:
        event, method = with_plain_path(event), event["requestContext"]["http"]["method"]
        if event["rawPath"] in self.public:
            return self._uncached_answer(readable(event), context)
        key = key_of(event)
        for route in self.routes_at(event["rawPath"]):
            if route.method == method:
                require_scope_of(route, key)
                brake(route, key)

        def handle(event: Event) -> Answer:
            self.context["key"] = key
            return self._uncached_answer(event, context)

        return replay_or_handle(handle, readable(event), key, method)

    def _uncached_answer(self, event: Event, context: Any) -> Answer:
        answer: Answer = self.resolve(event, context)
        return {**answer, "headers": {"cache-control": "no-store", **_lower(answer["headers"])}}

    def _tell(self, error: GoodwordError) -> Response[str]:
        return as_response(problem_answer(error, self.current_event.request_context.request_id))

    def _missing_path(self, _: RouteNotFoundError) -> Response[str]:
        self.route_called = ""  # What stands there is the path, and it may say anything.
        methods = self.methods_at(self.current_event.path)
        if not methods:
            return self._tell(
                NoSuchPathError(
                    "there is nothing at this path.",
                    remedy="GET /v1/openapi.json lists every path.",
                )
            )
        response = self._tell(
            MethodNotAllowedError(
                f"{self.current_event.http_method} is not possible here.",
                remedy=f"Use {' or '.join(methods)}.",
            )
        )
        response.headers["allow"] = ", ".join(methods)
        return response

    def _note_route(self, app: Any, next_middleware: Callable[..., Any]) -> Any:
        self.route_called = app.context["_route"].openapi_path
        return next_middleware(app)


def _lower(headers: dict[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
