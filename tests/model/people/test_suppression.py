"""A mailbox that takes no mail: the suppression stands until a person of the shop lifts it."""

import pytest

from referrals.model.people.suppression import Suppression, SuppressionReason
from referrals.wiring import stores
from tests.world import NOW

HASH = "0" * 64


@pytest.mark.parametrize("reason", SuppressionReason)
def test_a_suppression_stands_until_somebody_lifts_it(account: None, reason: str) -> None:
    kept = stores.suppressions()
    kept.add(Suppression(email_hash=HASH, reason=reason, since=NOW, feedback_id="f1"))

    before = kept.find(HASH)
    kept.lift(HASH, "eve", NOW)
    after = kept.find(HASH)

    assert before is not None
    assert before.stands
    assert after is not None
    assert (after.stands, after.lifted_by, after.reason) == (False, "eve", reason)


def test_a_lifted_suppression_is_not_raised_by_what_was_told_before(account: None) -> None:
    kept = stores.suppressions()
    told = Suppression(
        email_hash=HASH, reason=SuppressionReason.COMPLAINED, since=NOW, feedback_id="f1"
    )
    kept.add(told)
    kept.lift(HASH, "eve", NOW)

    again = kept.add(told)
    anew = kept.add(told.model_copy(update={"feedback_id": "f2"}))

    found = kept.find(HASH)
    assert (again, anew) == (False, True)
    assert found is not None
    assert found.stands
