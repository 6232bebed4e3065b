"""What the hourly look at the sources found, as metrics for the alarms and lines for people."""

from collections.abc import Mapping
from typing import Any

from referrals.edge.log import count, log, stack
from referrals.model.era import epoch_seconds
from referrals.model.insight.quiet import WatchReport


def report_watch(found: WatchReport) -> Mapping[str, Any]:
    for quiet in found.quiet:
        where = {"program": quiet.program_id, "source": quiet.source}
        count("QuietSources", 1, stack=stack(), **where)
        log("WARNING", "source quiet", since=epoch_seconds(quiet.since), **where)
    for held in found.expiring:
        where = {"program": held.program_id, "source": held.source}
        count("ExpiringHeld", held.count, stack=stack(), **where)
        log("WARNING", "held bodies go within a week", count=held.count, **where)
    expiring = sum(held.count for held in found.expiring)
    fields = {"quiet": len(found.quiet), "newly_quiet": found.newly_quiet, "expiring": expiring}
    unseen = {"failed": found.failed, "left": found.left}
    return {"sources": found.sources, **fields, **unseen}
