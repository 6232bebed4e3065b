"""The record of one moment of delight and of everything that was decided about it."""

from pydantic import BaseModel, ConfigDict

from referrals.model.moment import Moment
from referrals.model.nudge.decision import NudgeDecision, NudgeVerdict
from referrals.model.nudge.delight import Delight


class NudgeRecord(BaseModel):
    model_config = ConfigDict(frozen=True)
    delight: Delight
    due_at: Moment
    """When it is decided, or is decided again."""
    decisions: tuple[NudgeDecision, ...] = ()
    """Oldest first; only ever longer."""

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision still."""
        return not self.decisions or self.decisions[-1].verdict is NudgeVerdict.WAIT

    def with_decision(self, decision: NudgeDecision) -> "NudgeRecord":
        due_at = decision.wait_until or self.due_at
        decisions = (*self.decisions, decision)
        return self.model_copy(update={"decisions": decisions, "due_at": due_at})
