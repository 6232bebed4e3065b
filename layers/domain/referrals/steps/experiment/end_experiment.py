"""Ends experiments: by a person, or by the clock once their last day is over.

An end is a version of the rules like any other; friends who came before keep what they were
promised. Nothing that an arm had is applied by itself. Safe to repeat.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.errors import ConflictError, NotFoundError
from referrals.model.experiment.course import with_end
from referrals.model.experiment.declaration import DeclaredExperiment, EndReason
from referrals.model.program.program import AppliedProgram
from referrals.model.work import HasTime, Work, endless
from referrals.steps.program.apply_program import ProgramDesk, follow_version
from referrals.store.program.program import changed_meanwhile


class NoExperimentError(NotFoundError):
    code = "no_experiment"


@dataclass(frozen=True, slots=True)
class TrialEndReport:
    ended: tuple[str, ...]
    """Program and name of those that ended in this run."""
    failed: tuple[str, ...]
    left: int


def end_experiment(
    program_id: str,
    name: str,
    desk: ProgramDesk,
    *,
    now: datetime,
    reason: EndReason = EndReason.BY_HAND,
) -> DeclaredExperiment:
    """As it stands then; one that has ended stays as it is."""
    for _ in range(3):
        current = desk.programs.get(program_id)
        found = known_experiment(current, name)
        if not found.is_open:
            return found
        version = current.version + 1
        experiments = with_end(current.rules.experiments, name, reason, now=now, version=version)
        rules = current.rules.model_copy(update={"experiments": experiments})
        made = {"version": version, "applied_at": now, "rules": rules, "by_file": False}
        newer = current.model_copy(update=made)
        try:
            desk.programs.add(newer)
        except ConflictError:
            continue
        follow_version(program_id, version, desk)
        return known_experiment(newer, name)
    raise changed_meanwhile(program_id)


def known_experiment(program: AppliedProgram, name: str) -> DeclaredExperiment:
    found = next((each for each in program.rules.experiments if each.name == name), None)
    if found is None:
        known = ", ".join(each.name for each in program.rules.experiments) or "none"
        raise NoExperimentError(
            f"{program.program_id} has no experiment {name}.",
            field="experiment",
            remedy=f"It has: {known}.",
        )
    return found


def end_due(desk: ProgramDesk, *, now: datetime, has_time: HasTime = endless) -> TrialEndReport:
    """Those whose last day is over, of every program."""
    work, over = Work(has_time), list[str]()
    for program in work.through(desk.programs.list_all()):
        for each in program.rules.experiments:
            if each.is_due(now, program.rules.time_zone):
                with work.item(f"{program.program_id}#{each.name}"):
                    reason = EndReason.BY_DATE
                    end_experiment(program.program_id, each.name, desk, now=now, reason=reason)
                    over.append(f"{program.program_id}#{each.name}")
    return TrialEndReport(tuple(over), work.failed, work.left)
