"""Whether rules of a file would undo what others changed since the version that it was made on."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from referrals.model.moment import stamp
from referrals.model.program.change import Difference, lost_changes
from referrals.model.program.program import AppliedProgram, Program
from referrals.store.program.program import ProgramChangedError, Programs

MOST_NAMES = 12
MOST_VERSIONS = 100
"""So far back the last version of a file is looked for."""
_LINE = re.compile(r"^# version: ([0-9]{1,9}) of (\S{1,40})", re.MULTILINE)


class FileVersion(NamedTuple):
    """The version that a file was made on, as its comment says."""

    number: int
    applied_at: str
    """What tells it from the same number in another stack."""

    @property
    def line(self) -> str:
        return f"# version: {self.number} of {self.applied_at}"


def file_version(applied: AppliedProgram) -> FileVersion:
    return FileVersion(applied.version, stamp(applied.applied_at))


def version_in(text: str) -> FileVersion | None:
    """What the first such comment of a file says."""
    found = _LINE.search(text)
    return FileVersion(int(found[1]), found[2]) if found else None


def with_version(text: str, version: FileVersion) -> str:
    """The text with its comment saying `version`; as it is where it has none."""
    return _LINE.sub(version.line, text, count=1)


def require_no_loss(
    rules: Program, current: AppliedProgram, programs: Programs, stated: int | FileVersion | None
) -> None:
    """ProgramChangedError where `rules` would undo a field that others changed meanwhile.

    Meanwhile is since the version that is `stated`. Where none is, or it is another stack's: since
    the last one that came of a file, for then it was others who changed the rules.
    """
    base = _base(current, programs, stated)
    if base is None or base.version == current.version:
        return
    if lost := lost_changes(base.rules, current.rules, rules):
        raise ProgramChangedError(
            f"version {current.version} of {rules.program} changed after version {base.version}, "
            f"and this would undo it: {_lost_text(lost)}.",
            field="version",
            remedy="Take over what is to stay (`goodword program export`), or say that this may be "
            f"undone: --on-version {current.version}.",
        )


def _base(
    current: AppliedProgram, programs: Programs, stated: int | FileVersion | None
) -> AppliedProgram | None:
    if isinstance(stated, int):
        return programs.get_version(current.program_id, stated)
    if stated and stated.number <= current.version:
        found = programs.get_version(current.program_id, stated.number)
        if file_version(found) == stated:
            return found
    first = max(current.version - MOST_VERSIONS, 1)
    kept = list(programs.between(current.program_id, first, current.version))
    return next((each for each in reversed(kept) if each.by_file is not False), None)


def _lost_text(lost: Sequence[Difference]) -> str:
    """`hold_days (now 30, here 7)`."""
    told = [f"{each.field} (now {each.before}, here {each.after})" for each in lost[:MOST_NAMES]]
    more = [f"{len(lost) - MOST_NAMES} more"] if len(lost) > MOST_NAMES else []
    return "; ".join([*told, *more])
