"""What becomes of an outbox item after each outcome of a try."""

from datetime import timedelta

import pytest

from referrals.model.delivery.delivery import (
    Done,
    Hopeless,
    LetterKind,
    Skipped,
    TryAgain,
    apply_outcome,
    is_exhausted,
    refusal,
)
from referrals.model.delivery.outbox import RETRY_AFTER_SECONDS, DeliveryState
from referrals.model.people.person import Consents
from tests.world import NOW, a_reader, an_item

LEASED = an_item(state="sending", attempts=1, lease_until=NOW)


def test_success_is_final_and_keeps_its_reference() -> None:
    after = apply_outcome(LEASED, Done("msg_1"), NOW, 0.5)

    assert (after.state, after.reference, after.lease_until) == ("done", "msg_1", None)


def test_what_is_skipped_or_hopeless_says_why() -> None:
    assert apply_outcome(LEASED, Skipped("did_not_agree"), NOW, 0).state is DeliveryState.SKIPPED
    assert apply_outcome(LEASED, Hopeless("no_address"), NOW, 0).state is DeliveryState.PARKED
    assert apply_outcome(LEASED, Hopeless("no_address"), NOW, 0).reason == "no_address"


@pytest.mark.parametrize(("jitter", "seconds"), [(0.0, 4), (0.5, 5), (1.0, 6)])
def test_another_try_waits_with_jitter(jitter: float, seconds: int) -> None:
    after = apply_outcome(LEASED, TryAgain("answered_503"), NOW, jitter)

    assert after.state is DeliveryState.PENDING
    assert after.due_at == NOW + timedelta(seconds=seconds)


def test_the_last_try_parks_with_its_reason() -> None:
    last = LEASED.model_copy(update={"attempts": len(RETRY_AFTER_SECONDS) + 1})

    after = apply_outcome(last, TryAgain("answered_503"), NOW, 0.5)

    assert (after.state, after.reason) == ("parked", "answered_503")


def test_an_item_whose_senders_die_wears_out() -> None:
    tries = len(RETRY_AFTER_SECONDS) + 1

    assert not is_exhausted(an_item(attempts=tries))
    assert is_exhausted(an_item(attempts=tries + 1))


def test_what_is_theirs_is_told_to_anybody_who_did_not_stop_it() -> None:
    told = {
        refused.reason if (refused := refusal(reader)) else ""
        for reader in (a_reader(), a_reader(consents=Consents()))
    }

    assert told == {""}
    assert refusal(None) == Skipped("nobody_by_that_id")
    assert refusal(a_reader(email="")) == Skipped("no_address")
    assert refusal(a_reader(mail_stopped=True)) == Skipped("mail_stopped")


def test_friendly_words_go_only_to_who_agreed() -> None:
    assert refusal(a_reader(), LetterKind.FRIENDLY) is None
    assert refusal(a_reader(consents=Consents()), LetterKind.FRIENDLY) == Skipped("did_not_agree")
    assert refusal(a_reader(mail_stopped=True), LetterKind.FRIENDLY) == Skipped("mail_stopped")
