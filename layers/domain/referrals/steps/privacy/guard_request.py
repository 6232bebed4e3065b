"""Carries each request out by itself, and keeps by its id and code what went wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from referrals.model.errors import GoodwordError
from referrals.model.privacy.erasure import Failure
from referrals.model.privacy.request import StoredRequest


@dataclass(frozen=True, slots=True)
class Guard:
    """One request that fails must not keep the others waiting."""

    failures: list[Failure] = field(default_factory=list)

    def run[T](self, asked: StoredRequest, attempt: Callable[[], T], otherwise: T) -> T:
        try:
            return attempt()
        except GoodwordError as error:
            self.failures.append(Failure(asked.request_id, error.code))
        except Exception as error:
            self.failures.append(Failure(asked.request_id, type(error).__name__))
        return otherwise
