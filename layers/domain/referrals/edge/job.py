"""Which job a schedule's event asks for, and what is told of one that is done, or failed."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from referrals.edge.log import count, log, stack, trace_of
from referrals.model.errors import GoodwordError, RefusedError


class UnknownJobError(RefusedError):
    code = "unknown_job"


class JobFailedError(Exception):
    """Named after what a job raised: Lambda logs the text of what leaves it, and the text of
    errors that aren't ours may hold what somebody sent."""


def job_of(event: Mapping[str, Any], known: Collection[str]) -> str:
    job = event.get("job")
    if isinstance(job, str) and job in known:
        return job
    raise UnknownJobError(
        f"there is no job {job!r}.", field="job", remedy=f"Use one of {', '.join(known)}."
    )


def report_outcome(job: str, outcome: Mapping[str, Any]) -> None:
    """One line for people; what a run left for the next one, and who waits too long, for alarms."""
    log("INFO", "job done", job=job, **outcome)
    if left := outcome.get("left"):
        count("WorkLeft", int(left), stack=stack())
    if "late_words" in outcome:  # None, too: so the alarm sees it fall.
        count("LateWords", int(outcome["late_words"]), stack=stack())


def run_job(job: str, run: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
    try:
        return run()
    except GoodwordError:
        raise
    except Exception as error:
        log("ERROR", "job failed", job=job, exception=trace_of(error))
        name = type(error).__name__
    raise JobFailedError(f"{job}: {name}")
