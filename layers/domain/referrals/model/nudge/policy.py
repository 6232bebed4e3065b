"""What a program says of nudges: whether there are any, after which moments, and how they are
measured. The caps are not in here: they are promised to people, and no program can widen them.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from referrals.model.nudge.delight import DelightKind

PerThousand = Annotated[int, Field(ge=1, le=1000, strict=True)]


class NudgePolicy(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    enabled: bool = False
    after: Annotated[tuple[DelightKind, ...], Field(min_length=1, max_length=4)] = tuple(
        DelightKind
    )
    """The moments of delight that may be followed by a nudge."""
    wait_hours: Annotated[int, Field(ge=0, le=72, strict=True)] = 24
    """How long after the moment it comes at the earliest: an order can still be called off."""
    experiment: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")] = "first"
    """A new name begins a new comparison, and switches nudges on again that had switched off."""
    hold_out_percent: Annotated[int, Field(ge=0, le=50, strict=True)] = 10
    """How many advocates in a hundred get none, so that the others can be compared with them."""
    planned: Annotated[int, Field(ge=200, le=10**6, strict=True)] = 2000
    """How many advocates are compared before nudges may be judged useless."""
    matters_per_thousand: PerThousand = 20
    """The smallest effect that matters: friends more, for a thousand advocates in 30 days."""
    harm_per_thousand: PerThousand = 50
    """How many more of a thousand advocates may take their consent back, than without nudges."""
