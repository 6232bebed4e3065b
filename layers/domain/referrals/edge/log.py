"""Log lines and metrics of the functions that must start fast: Powertools' JSON, without it."""

import json
import os
import sys
import time
from datetime import UTC, datetime

NAMESPACE = "Goodword"
_MOST_FRAMES = 60


def log(level: str, message: str, **fields: object) -> None:
    """One structured line of allow-listed fields: never bodies, names or addresses."""
    line = {
        "level": level,
        "message": message,
        "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "service": os.environ.get("POWERTOOLS_SERVICE_NAME", "goodword"),
        **fields,
    }
    sys.stdout.write(json.dumps(line) + "\n")


def stack() -> str:
    """For metrics that an alarm stands on: two stacks of one account share the namespace."""
    return os.environ.get("STACK_NAME", "goodword")


def count(metric: str, value: int = 1, unit: str = "Count", **dimensions: str) -> None:
    """One CloudWatch metric in the embedded metric format."""
    service = os.environ.get("POWERTOOLS_SERVICE_NAME", "goodword")
    labels = {"service": service, **dimensions}
    declared = {
        "Namespace": NAMESPACE,
        "Dimensions": [[*labels]],
        "Metrics": [{"Name": metric, "Unit": unit}],
    }
    stamp = int(time.time() * 1000)
    line = {"_aws": {"Timestamp": stamp, "CloudWatchMetrics": [declared]}, **labels}
    sys.stdout.write(json.dumps({**line, metric: [value]}) + "\n")


def trace_of(error: BaseException) -> str:
    """Where it happened, and what kind each error was: an error's text may hold what somebody
    sent, as pydantic's does."""
    # Seldom: no start pays for it.
    from traceback import extract_tb

    lines: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(lines) < _MOST_FRAMES:
        frames = extract_tb(seen.__traceback__, limit=-_MOST_FRAMES)
        lines += [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        lines.append(type(seen).__name__)
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)
