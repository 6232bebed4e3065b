"""The clock: each rule of the template names a `job`, and this runs it."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from referrals import wiring
from referrals.edge.log import log
from referrals.model.errors import RefusedError
from referrals.steps.sweep_outbox import sweep_outbox


class UnknownJobError(RefusedError):
    code = "unknown_job"


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Raises what a job raises: the rule tries again, then its queue keeps the event."""
    job = event.get("job")
    run = JOBS.get(job) if isinstance(job, str) else None
    if run is None:
        raise UnknownJobError(
            f"there is no job {job!r}.", field="job", remedy=f"Use one of {', '.join(JOBS)}."
        )
    told = dict(run())
    log("INFO", "job done", job=job, **told)
    return {"job": job, **told}


def sweep() -> Mapping[str, Any]:
    return asdict(sweep_outbox(wiring.outbox(), wiring.now()))


JOBS: Mapping[str, Callable[[], Mapping[str, Any]]] = {"sweep_outbox": sweep}
