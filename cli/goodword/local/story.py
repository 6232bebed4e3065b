"""What the functions say, as lines for people: their structured logs, read back while they run."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from rich.text import Text

from goodword.local.deploy import client
from goodword.local.place import STACK, StackPlace

PREFIX = f"/aws/lambda/{STACK}-"
POLL_SECONDS = 0.7
KNOWN = {"level", "message", "timestamp", "service", "location", "function_request_id"}
PLATFORM = ("START ", "END ", "REPORT ", "INIT_START ")
COLOURS = {"ERROR": "red", "WARNING": "yellow", "CRITICAL": "red"}


@dataclass
class LogStory:
    """Reads on from where it stopped; `since` is epoch milliseconds."""

    place: StackPlace
    since: int
    seen: set[tuple[str, int, str]] = field(default_factory=set)

    def news(self) -> Iterator[Text]:
        """Lines not told before, oldest first, of all functions together."""
        found = sorted(self._new_lines(), key=lambda line: line["timestamp"])
        for line in found:
            text = _line(line["message"], line["timestamp"], line["function"])
            if text is not None:
                yield text
        if found:
            self.since = found[-1]["timestamp"]

    def follow(self, lives: Callable[[], bool]) -> Iterator[Text]:
        while lives():
            yield from self.news()
            time.sleep(POLL_SECONDS)

    def _new_lines(self) -> list[dict[str, Any]]:
        logs, lines = client(self.place, "logs"), []
        with suppress(ClientError, BotoCoreError):
            for group in logs.describe_log_groups(logGroupNamePrefix=PREFIX)["logGroups"]:
                name = group["logGroupName"]
                page = logs.filter_log_events(logGroupName=name, startTime=self.since)
                for event in page["events"]:
                    mark = (event["logStreamName"], event["timestamp"], event["message"])
                    if mark not in self.seen:
                        self.seen.add(mark)
                        lines.append({**event, "function": name.removeprefix(PREFIX)})
        return lines


def _line(message: str, epoch_ms: int, function: str) -> Text | None:
    """None for what says nothing to a reader: the platform's own lines."""
    if not message.strip() or message.startswith(PLATFORM):
        return None
    head = f"{datetime.fromtimestamp(epoch_ms / 1000, UTC):%H:%M:%S} {function:<12} "
    try:
        said = json.loads(message)
        if "_aws" in said:
            return _metric_line(head, said)
        level, text = said["level"], said["message"]
    except (ValueError, TypeError, KeyError):
        return Text(head + message.rstrip(), style="dim")
    rest = {k: v for k, v in said.items() if k not in KNOWN and not k.startswith("_") and v}
    fields = "  ".join(f"{name}={value}" for name, value in rest.items())
    return Text.assemble(head, (str(text), COLOURS.get(level, "bold")), f"  {fields}")


def _metric_line(head: str, said: dict[str, Any]) -> Text:
    """A metric in the embedded format: its name, its value when it is not one, its labels."""
    (declared,) = said["_aws"]["CloudWatchMetrics"]
    names = [metric["Name"] for metric in declared["Metrics"]]
    labels = [label for label in declared["Dimensions"][0] if label != "service"]
    counts = "  ".join(name if said[name] in (1, [1]) else f"{name}={said[name]}" for name in names)
    dimensions = "  ".join(f"{label}={said[label]}" for label in labels)
    return Text.assemble(head, (counts, "cyan"), f"  {dimensions}")
