"""What keeping customers from before works with: a file of theirs, or the shop's own list."""

from time import monotonic, sleep

from referrals.desks import conversion as conversion_desk
from referrals.steps.people.import_customers import CustomerDesk
from referrals.steps.reconciliation.import_history import HistoryDesk
from referrals.wiring import keys, stores


def customers() -> CustomerDesk:
    return CustomerDesk(stores.former_customers(), keys.identity_key())


def history() -> HistoryDesk:
    recording = conversion_desk.recording()
    return HistoryDesk(recording, stores.former_customers(), monotonic, sleep)
