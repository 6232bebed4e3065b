"""What of a program decides how its customers count, read once per program."""

from collections.abc import Callable
from functools import cache

from referrals.model.measure.terms import ProgramTerms
from referrals.store.program.program import Programs

type TermsOf = Callable[[str], ProgramTerms]


def program_terms(programs: Programs) -> TermsOf:

    @cache
    def terms_of(program_id: str) -> ProgramTerms:
        found = programs.find(program_id)
        if found is None:
            return ProgramTerms()
        rules = found.rules
        hold_out = rules.join.invitation.hold_out if rules.join.invitation else None
        return ProgramTerms(rules.time_zone, rules.currency, hold_out)

    return terms_of
