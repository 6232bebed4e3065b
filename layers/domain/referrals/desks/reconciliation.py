"""What the reconciliation with a shop's own list works with."""

from time import monotonic, sleep

from referrals.desks import conversion as conversion_desk
from referrals.steps.reconciliation.reconcile_store import StoreDesk
from referrals.steps.reconciliation.reconcile_stores import StoresDesk
from referrals.wiring import clock
from referrals.wiring import stores as wiring_stores


def store() -> StoreDesk:
    return StoreDesk(conversion_desk.recording(), wiring_stores.reconciliations(), monotonic, sleep)


def stores() -> StoresDesk:
    return StoresDesk(wiring_stores.programs(), store(), lambda: clock.random_bytes(8).hex())
