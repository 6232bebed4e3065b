"""Which job a schedule's event asks for."""

from collections.abc import Collection, Mapping
from typing import Any

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
