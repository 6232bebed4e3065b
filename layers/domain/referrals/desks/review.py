"""What reviews work with."""

from time import monotonic
from typing import TYPE_CHECKING

from referrals.steps.risk.review_order import ReviewDesk
from referrals.steps.risk.watch_reviews import ReviewWatchDesk
from referrals.store.risk.review_file import ReviewFile
from referrals.wiring import stores

if TYPE_CHECKING:
    from referrals.providers.channels.sender import Outside
    from referrals.steps.risk.ask_veto import VetoDesk


def reviews() -> ReviewDesk:
    return ReviewDesk(stores.reviews(), stores.claims(), stores.aliases(), stores.conversions())


def review_file() -> ReviewFile:
    return ReviewFile(stores.reviews(), stores.aliases(), stores.referrals(), stores.conversions())


def review_watch() -> ReviewWatchDesk:
    return ReviewWatchDesk(stores.reviews(), stores.programs(), stores.outbox())


def veto(outside: "Outside", rests: dict[str, float]) -> "VetoDesk":
    from referrals.providers.veto import VetoLine
    from referrals.steps.risk.ask_veto import VetoDesk

    return VetoDesk(stores.programs(), reviews(), VetoLine(outside), rests, monotonic)
