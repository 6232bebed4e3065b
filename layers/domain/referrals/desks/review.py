"""What reviews work with."""

from referrals.steps.risk.review_order import ReviewDesk
from referrals.steps.risk.watch_reviews import ReviewWatchDesk
from referrals.store.risk.review_file import ReviewFile
from referrals.wiring import stores


def reviews() -> ReviewDesk:
    return ReviewDesk(stores.reviews(), stores.claims(), stores.aliases(), stores.conversions())


def review_file() -> ReviewFile:
    return ReviewFile(stores.reviews(), stores.aliases(), stores.referrals(), stores.conversions())


def review_watch() -> ReviewWatchDesk:
    return ReviewWatchDesk(stores.reviews(), stores.programs(), stores.outbox())
