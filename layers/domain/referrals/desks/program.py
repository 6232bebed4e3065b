"""What the application of a program's rules works with."""

from referrals.steps.link.follow_program import WalkDesk
from referrals.steps.program.apply_program import ProgramDesk
from referrals.store.link.link_walk import LinkWalks
from referrals.wiring import clients, stores


def program() -> ProgramDesk:
    return ProgramDesk(stores.programs(), stores.tallies(), walks())


def walks() -> WalkDesk:
    """What has links follow their program's newest version."""
    return WalkDesk(stores.programs(), stores.links(), LinkWalks(clients.table("programs")))
