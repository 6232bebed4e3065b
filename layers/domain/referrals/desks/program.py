"""What the application of a program's rules works with."""

from referrals.steps.program.apply_program import ProgramDesk
from referrals.wiring import stores


def program() -> ProgramDesk:
    return ProgramDesk(stores.programs(), stores.links(), stores.tallies())
