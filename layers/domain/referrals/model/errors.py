"""What can go wrong, in four families; a leaf lives beside its noun.

GoodwordError
├── NotFoundError      nothing has that name                       HTTP 404
├── RefusedError       the caller must change something first      HTTP 400
├── ConflictError      somebody else was first                     HTTP 409
└── UnavailableError   try again, perhaps after `retry_after_seconds`   HTTP 503
"""

from typing import ClassVar

# What data of a shape that nobody thought of can make any code raise: one such thing, a body or a
# stored item, must not keep all others waiting.
MISSHAPEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class GoodwordError(Exception):
    """A broken promise. `code` is stable and for programs; the text is for people."""

    code: ClassVar[str] = "error"

    def __init__(self, message: str, *, field: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.remedy = remedy

    def __str__(self) -> str:
        where = f"{self.field}: " if self.field else ""
        what_next = f" {self.remedy}" if self.remedy else ""
        return f"{where}{self.message}{what_next}"


class NotFoundError(GoodwordError):
    code = "not_found"


class RefusedError(GoodwordError):
    code = "refused"


class ConflictError(GoodwordError):
    code = "conflict"


class UnavailableError(GoodwordError):
    code = "unavailable"

    def __init__(
        self, message: str, *, field: str = "", remedy: str = "", retry_after_seconds: int = 1
    ) -> None:
        super().__init__(message, field=field, remedy=remedy)
        self.retry_after_seconds = retry_after_seconds


class BadCursorError(RefusedError):
    """A place in a long list that nobody was given."""

    code = "bad_cursor"


def bad_cursor() -> BadCursorError:
    return BadCursorError(
        "this cursor is not one of ours.",
        field="cursor",
        remedy="Send `next_cursor` as it came, to the same path and query.",
    )


def wait_of(error: GoodwordError) -> int | None:
    """Seconds to wait before another try, of what is busy or was asked for too often."""
    wait: int | None = getattr(error, "retry_after_seconds", None)
    return wait
