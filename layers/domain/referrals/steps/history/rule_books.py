"""Rule books for a past: versions read once, and rules that somebody proposes."""

from dataclasses import dataclass, field

from referrals.model.program.program import AppliedProgram
from referrals.store.program.program import Programs


@dataclass(slots=True)
class KnownVersions:
    """Versions never change, and a past asks for the same few again and again."""

    programs: Programs
    known: dict[int, AppliedProgram] = field(default_factory=dict)

    def get(self, program_id: str) -> AppliedProgram:
        return self.programs.get(program_id)

    def get_version(self, program_id: str, version: int) -> AppliedProgram:
        if version not in self.known:
            self.known[version] = self.programs.get_version(program_id, version)
        return self.known[version]


@dataclass(frozen=True, slots=True)
class ProposalBook:
    """The program as somebody proposes it; whatever began before keeps the version it began by."""

    proposal: AppliedProgram
    past: KnownVersions

    def get(self, program_id: str) -> AppliedProgram:  # noqa: ARG002
        return self.proposal

    def get_version(self, program_id: str, version: int) -> AppliedProgram:
        if version == self.proposal.version:
            return self.proposal
        return self.past.get_version(program_id, version)
