"""What a call ends in when it has no answer."""


class GoodwordApiError(Exception):
    """Whatever went wrong with a call."""


class UnreachableError(GoodwordApiError):
    """No answer came, though it was asked for several times."""


class RefusedError(GoodwordApiError):
    """The API's own refusal; docs/errors.md lists every `code`."""

    def __init__(
        self, status: int, code: str, message: str, *, field: str = "", remedy: str = ""
    ) -> None:
        super().__init__(f"{code}: {message}" + (f" {remedy}" if remedy else ""))
        self.status = status
        self.code = code
        self.field = field
        self.remedy = remedy
