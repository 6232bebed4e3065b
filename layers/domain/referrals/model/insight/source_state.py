"""How a program's sources stood when the clock last looked: what is held, who is quiet."""

from pydantic import BaseModel, ConfigDict

from referrals.model.moment import Moment


class SourceState(BaseModel):
    """A source of which there is something to say."""

    model_config = ConfigDict(frozen=True)
    source: str
    held: int = 0
    """Deliveries that were genuine and not understood, and wait to be read again."""
    quiet_since: Moment | None = None


class SourceLook(BaseModel):
    model_config = ConfigDict(frozen=True)
    looked_at: Moment
    states: tuple[SourceState, ...] = ()

    @property
    def held_count(self) -> int:
        return sum(each.held for each in self.states)

    @property
    def quiet(self) -> tuple[SourceState, ...]:
        return tuple(each for each in self.states if each.quiet_since)
