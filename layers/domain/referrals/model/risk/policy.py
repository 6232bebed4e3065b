"""What a program says of risk: which checks count, how much, and from where on somebody looks."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from referrals.model.risk.name import RiskName


class RiskOutcome(StrEnum):
    """What a reward comes to by the checks; from the mildest to the hardest."""

    ALLOW = "allow"
    """It goes ahead."""
    HOLD = "hold"
    """It waits until a person has looked."""
    DENY = "deny"
    """There is none, until a person says otherwise."""

    @property
    def hardness(self) -> int:
        return list(RiskOutcome).index(self)


Score = Annotated[int, Field(ge=1, le=2000, strict=True)]


class CheckPolicy(BaseModel):
    """What the program changes of one check; what it leaves out stays as the table has it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    enabled: bool = True
    weight: Annotated[int, Field(ge=0, le=100, strict=True)] | None = None
    outcome: RiskOutcome | None = None


class VetoPolicy(BaseModel):
    """The merchant's own system, asked about each order that would be rewarded."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    url: Annotated[str, Field(min_length=1, max_length=500)]
    within_minutes: Annotated[int, Field(ge=1, le=1440, strict=True)] = 60
    default: RiskOutcome
    """What it comes to without an answer in that time: stated, never guessed."""


class RiskPolicy(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    enabled: bool = True
    veto: VetoPolicy | None = None
    hold_from: Score = 60
    deny_from: Score | None = None
    """None: the checks alone never deny anybody."""
    window_days: Annotated[int, Field(ge=1, le=90, strict=True)] = 30
    answer_within_days: Annotated[int, Field(ge=1, le=30, strict=True)] = 3
    checks: dict[RiskName, CheckPolicy] = {}

    @field_validator("checks")
    @classmethod
    def _require_a_check(cls, value: dict[RiskName, CheckPolicy]) -> dict[RiskName, CheckPolicy]:
        if all(name in value and not value[name].enabled for name in RiskName):
            raise ValueError("leave one check on, or write `enabled: false` for all of it")
        return value

    @model_validator(mode="after")
    def _require_order(self) -> "RiskPolicy":
        if self.deny_from is not None and self.deny_from <= self.hold_from:
            raise ValueError("deny_from: this is not above hold_from; hold first, deny later")
        return self

    @property
    def asked_system(self) -> VetoPolicy | None:
        return self.veto if self.enabled else None

    def of(self, name: RiskName) -> CheckPolicy:
        return self.checks.get(name, CheckPolicy())
