"""Whatever a request does wrong becomes one of our errors, and every error an RFC 9457 problem."""

from collections.abc import Iterable
from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.exceptions import ValidationException

from referrals.edge.http import Answer, problem_of
from referrals.edge.log import count
from referrals.model.errors import GoodwordError, NotFoundError, RefusedError
from referrals.model.program.fault import Fault, faults_of


class NoSuchPathError(NotFoundError):
    code = "no_such_path"


class MethodNotAllowedError(RefusedError):
    code = "method_not_allowed"


class UnsupportedMediaTypeError(RefusedError):
    code = "unsupported_media_type"


class MalformedError(RefusedError):
    """The request has another form than the API's description says; `faults` has all of them."""

    code = "malformed"

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        first = self.faults[0]
        super().__init__(first.message, field=first.field, remedy=first.remedy)

    @classmethod
    def of(cls, error: ValidationException) -> "MalformedError":
        """The first part of a place says body, query or path: the field alone is clearer."""
        errors: list[dict[str, Any]] = [
            {**found, "loc": tuple(found["loc"])[1:] or found["loc"]} for found in error.errors()
        ]
        return cls(faults_of(errors))


def problem_answer(error: GoodwordError, request_id: str) -> Answer:
    count("Refused", code=error.code)
    faults = error.faults if isinstance(error, MalformedError) else ()
    fault_fields = [
        {"field": fault.field, "code": fault.code, "detail": fault.message, "remedy": fault.remedy}
        for fault in faults
    ]
    return problem_of(error, request_id, errors=fault_fields)


def as_response(answer: Answer) -> Response[str]:
    headers = dict(answer["headers"])
    return Response(answer["statusCode"], headers.pop("content-type"), answer["body"], headers)
