"""What measures and the folding of customers work with."""

from typing import TYPE_CHECKING

from referrals.wiring import clock, stores

if TYPE_CHECKING:
    from referrals.steps.measure.fold_customers import CustomerFoldDesk
    from referrals.views.measure.program_measures import MeasureStores


def measures() -> "MeasureStores":
    from referrals.views.measure.program_measures import MeasureStores
    from referrals.wiring import nudge_stores

    surveys, held_out = nudge_stores.surveys(), nudge_stores.experiments()
    return MeasureStores(stores.insights(), surveys, stores.tallies(), held_out)


def customers() -> "CustomerFoldDesk":
    from referrals.steps.measure.fold_customers import CustomerFoldDesk
    from referrals.wiring import measure_stores, nudge_stores

    return CustomerFoldDesk(
        measure_stores.customer_records(),
        stores.referrals(),
        stores.people(),
        stores.programs(),
        nudge_stores.surveys(),
        clock.pause,
    )
