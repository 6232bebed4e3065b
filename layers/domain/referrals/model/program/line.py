"""The line of orders that wait for a program's budget: first come, first served."""

from datetime import datetime
from typing import NamedTuple


class LinePlace(NamedTuple):
    program_id: str
    key: str
    """The order's."""
    since: datetime | None = None
    """None for an order that would come last."""
    cost_minor: int = 0
    """What it needs of the budget at least."""
