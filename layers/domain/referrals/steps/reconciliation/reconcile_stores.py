"""Every store of every program in turn, in the time that one run of the clock has.

Whichever was visited longest ago comes first, so that a store with much to tell, or one that
hangs, never starves the others.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from referrals.model.reconciliation.reconciliation import Run
from referrals.providers.shops.list_registry import MODULES
from referrals.steps.reconciliation.reconcile_shop import may_have_credential
from referrals.steps.reconciliation.reconcile_store import (
    Pull,
    RunBounds,
    StoreDesk,
    reconcile_store,
)
from referrals.store.program.program import Programs

SECONDS = 210.0
_LEAST_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class StoresDesk:
    programs: Programs
    stores: StoreDesk
    holder: Callable[[], str]


def reconcile_stores(desk: StoresDesk, *, now: datetime, seconds: float = SECONDS) -> Iterator[Run]:
    """A run as soon as it ends, so that what was found is told even if a later one is cut off."""
    begun = desk.stores.clock()
    kept = desk.stores.reconciliations
    for program_id, source in sorted(_pairs(desk), key=lambda pair: kept.last_visit(*pair)):
        gone = desk.stores.clock() - begun
        left = seconds - gone
        if left < _LEAST_SECONDS:
            return
        bounds = replace(RunBounds(), seconds=min(left, RunBounds().seconds))
        at = now + timedelta(seconds=gone)
        visit = Pull(program_id, source, desk.holder(), at, bounds=bounds)
        yield reconcile_store(visit, desk.stores)


def _pairs(desk: StoresDesk) -> list[tuple[str, str]]:
    """Those with a stored credential, always in the same order."""
    programs = sorted(each.program_id for each in desk.programs.list_all())
    intake = desk.stores.intake
    found = [(program_id, source) for program_id in programs for source in sorted(MODULES)]
    return [pair for pair in found if may_have_credential(*pair, intake)]
