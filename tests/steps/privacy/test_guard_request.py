"""One request that fails is named by its id and code, and keeps no other waiting."""

import pytest

from referrals.model.errors import UnavailableError
from referrals.model.privacy.erasure import Failure
from referrals.model.privacy.request import PrivacyKind, StoredRequest
from referrals.steps.privacy.guard_request import Guard
from tests.world import NOW

ASKED = StoredRequest(
    request_id="r1",
    program_id="friends",
    source="",
    kind=PrivacyKind.CUSTOMER_REDACT,
    received_at=NOW,
    due_at=NOW,
)


@pytest.mark.parametrize(
    ("error", "code"), [(UnavailableError("busy"), "unavailable"), (KeyError("x"), "KeyError")]
)
def test_a_failure_is_kept_and_answered_otherwise(error: Exception, code: str) -> None:
    guard = Guard()

    def attempt() -> int:
        raise error

    assert guard.run(ASKED, attempt, 7) == 7
    assert guard.failures == [Failure("r1", code)]


def test_what_succeeds_is_answered_and_no_failure() -> None:
    guard = Guard()

    assert guard.run(ASKED, lambda: 3, 7) == 3
    assert guard.failures == []
