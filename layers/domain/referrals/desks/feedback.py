"""What feedback on mail works with."""

from referrals.steps.people.suppress_mailbox import FeedbackDesk
from referrals.wiring import keys, stores


def feedback() -> FeedbackDesk:
    return FeedbackDesk(stores.suppressions(), keys.identity_key())
