"""Applies a program's rules: a new immutable version when they differ, and links that follow.

Safe to repeat and to cut off: a version is added only for rules that differ from the newest. The
first links follow at once, the others by the clock.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from referrals.model.errors import RefusedError
from referrals.model.experiment.course import begin_experiments, course_faults
from referrals.model.experiment.declaration import DeclaredExperiment, TrialSubject
from referrals.model.program.change import differences, require_same_currency
from referrals.model.program.fault import Fault, Path
from referrals.model.program.program import AppliedProgram, Program
from referrals.steps.brand.keep_picture import keep_pictures
from referrals.steps.link.follow_program import WalkDesk, WalkReport, begin_walk, follow_program
from referrals.steps.program.allocate_budget import allocate_budget
from referrals.steps.program.check_program import check_program
from referrals.steps.program.round_shares import round_shares
from referrals.store.brand.brand_picture_file import BrandPictures
from referrals.store.program.limit import Tallies
from referrals.store.program.program import Programs, changed_meanwhile

MOST_NAMES = 12
"""Of fields, in one sentence."""


class BadProgramError(RefusedError):
    """Rules that name something that does not exist; the field says which."""

    code = "bad_program"


@dataclass(frozen=True, slots=True)
class ProgramDesk:
    programs: Programs
    tallies: Tallies
    walk: WalkDesk
    random_bytes: Callable[[int], bytes]
    """What the links of an experiment are drawn by."""
    pictures: Callable[[], BrandPictures]
    public_url: str
    """Whose pictures are kept with the version that names them."""


@dataclass(frozen=True, slots=True)
class ApplyResult:
    program_id: str
    version: int
    new: bool
    """Whether these rules made a version of their own."""
    links_refreshed: int
    links_follow: bool = False
    """Whether there are more, which the clock has follow."""


def apply_program(
    rules: Program,
    desk: ProgramDesk,
    *,
    now: datetime,
    local: bool = False,
    on_version: int | None = None,
    by_file: bool = False,
) -> ApplyResult:
    """Any part that was done before is left as it is. ProgramChangedError where another version
    than `on_version` (0 for none yet) holds and it says something else."""
    for fault in check_program(rules, local=local):
        raise BadProgramError(fault.message, field=fault.field, remedy=fault.remedy)
    current = desk.programs.find(rules.program)
    rules = round_shares(rules, current, now=now)
    for fault in experiment_faults(rules, current, now=now):
        raise BadProgramError(fault.message, field=fault.field, remedy=fault.remedy)
    keep_pictures(rules, current.rules if current else None, desk.pictures, desk.public_url)
    made = AppliedProgram(
        program_id=rules.program, version=1, applied_at=now, rules=rules, by_file=by_file
    )
    version, new = _add_version(made, desk, on_version)
    allocate_budget(rules.program, rules.limits.budget_minor, desk.tallies)
    walked = follow_version(rules.program, version, desk)
    return ApplyResult(rules.program, version, new, walked.refreshed, bool(walked.left))


def follow_version(program_id: str, version: int, desk: ProgramDesk) -> WalkReport:
    """The first links at once, the others by the clock."""
    begin_walk(program_id, version, desk.walk.walks)
    first_page = iter([True])
    return follow_program(
        desk.programs.get(program_id), desk.walk, has_time=lambda: next(first_page, False)
    )


def experiment_faults(
    rules: Program, current: AppliedProgram | None, *, now: datetime
) -> Iterator[Fault]:
    """What speaks against these rules, as they are to be applied, while experiments go on."""
    known = current.rules if current else None
    before = known.experiments if known else ()
    for each in course_faults(rules.experiments, before, now=now, zone=rules.time_zone):
        path: Path = ("experiments",) if each.place is None else ("experiments", each.place)
        path = path if each.place is None else (*path, each.field)
        yield Fault(path, "experiment_runs", each.message, each.remedy)
    yield from _hold_out_faults(rules, known, now)
    for begun in (each for each in rules.experiments if each.began_at is None):
        if begun.subject is TrialSubject.NUDGES and not rules.nudges.enabled:
            message = f"the experiment {begun.name} compares nudges, and there are none."
            remedy = "Switch them on, or leave the experiment out."
            yield Fault(("nudges", "enabled"), "no_nudges", message, remedy)
        yield from _landing_faults(rules, begun)
    if known:
        yield from _comparison_faults(rules, known)


def _landing_faults(rules: Program, begun: DeclaredExperiment) -> Iterator[Fault]:
    """An arm that leads where all links lead would compare nothing."""
    place = rules.experiments.index(begun)
    for number, arm in enumerate(begun.arms):
        if arm.landing is rules.landing:
            message = f"links lead there already (landing: {arm.landing})."
            remedy = "Name the other place, shop or welcome; or leave it out."
            path: Path = ("experiments", place, "arms", number, "landing")
            yield Fault(path, "same_landing", message, remedy)


def _comparison_faults(rules: Program, known: Program) -> Iterator[Fault]:
    """What is compared with the arms of an experiment stays while it runs."""
    other_offers = known.offers != rules.offers or known.currency != rules.currency
    for each in (each for each in known.experiments if each.is_open):
        if each.changes_offer and other_offers:
            message = f"the experiment {each.name} compares them with others."
            remedy = "Leave them, or end it first: at the desk, or by `goodword experiment end`."
            yield Fault(("offers",), "experiment_runs", message, remedy)
        if each.changes_landing and known.landing is not rules.landing:
            message = f"the experiment {each.name} compares where links lead."
            remedy = "Leave it, or end it first: at the desk, or by `goodword experiment end`."
            yield Fault(("landing",), "experiment_runs", message, remedy)


def _hold_out_faults(rules: Program, known: Program | None, now: datetime) -> Iterator[Fault]:
    """Who began before it can't be compared: they have been asked, or counted, already."""
    invitation, before = rules.join.invitation, known.join.invitation if known else None
    hold_out = invitation.hold_out if invitation else None
    if hold_out is None or hold_out == (before.hold_out if before else None):
        return
    today = now.astimezone(ZoneInfo(rules.time_zone)).date()
    if hold_out.since <= today:
        message = f"customers of {hold_out.since} may have been asked already."
        path: Path = ("join", "invitation", "hold_out", "since")
        yield Fault(path, "too_early", message, "Name a day from tomorrow on.")


def _add_version(
    made: AppliedProgram, desk: ProgramDesk, on_version: int | None
) -> tuple[int, bool]:
    programs, rules, now = desk.programs, made.rules, made.applied_at
    current = programs.find(rules.program)
    require_same_currency(current.rules if current else None, rules)
    if current and current.rules == rules:
        return current.version, False
    if current and on_version not in (None, current.version):
        raise changed_meanwhile(rules.program, _fields_since(on_version or 0, current, programs))
    version = current.version + 1 if current else 1
    seed = desk.random_bytes(16).hex()
    experiments = begin_experiments(rules.experiments, now=now, version=version, seed=seed)
    rules = rules.model_copy(update={"experiments": experiments})
    programs.add(made.model_copy(update={"version": version, "rules": rules}))
    return version, True


def _fields_since(version: int, current: AppliedProgram, programs: Programs) -> tuple[str, ...]:
    """What changed after it; nothing is named where all of it is new."""
    if not 0 < version < current.version:
        return ()
    seen = programs.get_version(current.program_id, version)
    return tuple(each.field for each in differences(seen.rules, current.rules))[:MOST_NAMES]
