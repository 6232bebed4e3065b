"""What a client of AWS's JSON protocols is to the rest: one method, and one error."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol


class AwsError(Exception):
    """An answer that is not success. `reasons`: one code per action of a cancelled transaction."""

    def __init__(self, code: str, message: str, reasons: Sequence[str] = ()) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.reasons = tuple(reasons)


class Dynamo(Protocol):
    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """`operation` as AWS spells it (`GetItem`); typed JSON in and out; raises AwsError."""
        ...
