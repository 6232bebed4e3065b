"""What the application of a program's rules works with."""

from referrals.steps.link.follow_program import WalkDesk
from referrals.steps.program.apply_program import ProgramDesk
from referrals.wiring import clock, job_stores, stores


def program() -> ProgramDesk:
    return ProgramDesk(stores.programs(), stores.tallies(), walks(), clock.random_bytes)


def walks() -> WalkDesk:
    """What has links follow their program's newest version."""
    return WalkDesk(stores.programs(), stores.links(), job_stores.link_walks())
