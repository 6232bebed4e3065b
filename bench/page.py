"""docs/performance.md: prose by hand, figures between markers by `make bench`."""

import os
import platform
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from bench.stage import ROOT

PAGE = ROOT / "docs/performance.md"


def table(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Markdown; every column but the first is a figure."""
    lines = [titles, ["---", *("---:" for _ in titles[1:])], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def machine(rounds: int) -> str:
    """When, and on what."""
    day = datetime.now(UTC).date()
    load = os.getloadavg()[0]
    return (
        f"{day}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"load average {load:.1f} at the start, medians of {rounds} interleaved rounds."
    )


def write(name: str, text: str) -> None:
    """Replaces what stands between the markers of that name, and nothing else."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    page = PAGE.read_text()
    assert begin in page, f"{PAGE} has no marker {begin}"
    between = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.S)
    PAGE.write_text(between.sub(lambda _: f"{begin}\n{text}\n{end}", page))
