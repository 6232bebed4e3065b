"""What asking one rule comes to, whichever decision it serves."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """What a rule found; `passed` None means that it isn't asked here."""

    passed: bool | None
    input: str
