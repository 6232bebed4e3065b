"""Log lines and metrics of the functions that must start fast: Powertools' JSON, without it."""

import json
import os
import sys
import time
from datetime import UTC, datetime

NAMESPACE = "Goodword"


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
