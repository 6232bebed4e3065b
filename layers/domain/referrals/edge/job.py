"""Which job a schedule's event asks for, and what is told of it once it is done."""

from collections.abc import Collection, Mapping
from typing import Any

from referrals.edge.log import count, log, stack
from referrals.model.errors import RefusedError


class UnknownJobError(RefusedError):
    code = "unknown_job"


def job_of(event: Mapping[str, Any], known: Collection[str]) -> str:
    job = event.get("job")
    if isinstance(job, str) and job in known:
        return job
    raise UnknownJobError(
        f"there is no job {job!r}.", field="job", remedy=f"Use one of {', '.join(known)}."
    )


def report_outcome(job: str, outcome: Mapping[str, Any]) -> None:
    """One line for people; and what a run left for the next one, for the alarm on it."""
    log("INFO", "job done", job=job, **outcome)
    if left := outcome.get("left"):
        count("WorkLeft", int(left), stack=stack())
