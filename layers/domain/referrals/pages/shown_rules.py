"""A program's rules for a page that only shows: they may be some seconds old."""

from referrals.model.program.program import Program
from referrals.wiring import clock, page_stores, stores


def shown_rules(program_id: str) -> Program:
    """ProgramNotFoundError where there is none. Whatever changes something reads them anew."""
    found = page_stores.recent_rules().find(program_id, clock.now())
    return found or stores.programs().get(program_id).rules
