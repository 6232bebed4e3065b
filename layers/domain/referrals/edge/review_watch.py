"""Who waits longer than was promised, as a metric for the alarm; nobody is named."""

from collections.abc import Mapping, Sequence
from typing import Any

from referrals.edge.log import count, log, stack
from referrals.model.risk.case import LateReview

LINES = 50
"""The longest waiting; all are counted."""


def report_reviews(found: Sequence[LateReview]) -> Mapping[str, Any]:
    """Count and log; the number always, so that the alarm sees it fall."""
    count("LateReviews", len(found), stack=stack())
    for each in found[:LINES]:
        log("WARNING", "somebody waits for an answer", program=each.program_id, hours=each.hours)
    return {"late": len(found)}
