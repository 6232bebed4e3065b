"""What deciding the past by other rules works with: the programs, and what was decided."""

from referrals.steps.history.simulate_program import SimulationDesk
from referrals.wiring import stores


def simulation() -> SimulationDesk:
    return SimulationDesk(
        stores.programs(), stores.referrals(), stores.former_decisions(), stores.conversions()
    )
