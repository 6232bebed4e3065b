"""Every page that people open, warm: its CPU, beside an empty handler's and the usual client's.

`python -m bench.pages` measures and writes this table alone (with PYTHONPATH=layers/domain:cli:.).
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bench import friend, stage
from bench.opened_page import LETTER, OWN, SHARED, WHOLE, OpenedPage, PageKind, opened_pages
from bench.page import table, write
from bench.runtime import NotMeasurableError
from bench.target import RatioTarget
from bench.town import port_of, warm_process
from referrals.wiring import clock
from tests import account
from tests.template import tables as tables_of
from tests.world import NOW

CALLS = "20"
MOST = 0.5
KINDS = (SHARED, LETTER, OWN, WHOLE)


class PageCost(NamedTuple):
    title: str
    kind: PageKind
    requests: int
    ours: float
    """Milliseconds of CPU a view, over the light client."""
    usual: float
    """The same page over boto3."""

    def row(self, empty: float) -> tuple[object, ...]:
        figures = (self.ours, self.ours / empty, self.usual, self.ours / self.usual)
        return self.title, self.requests, *(f"{each:.2f}" for each in figures)


def main() -> int:
    stage.packages()
    stage.layer()
    targets = measure_pages()
    for each in targets:
        print(*each.row(), file=sys.stderr)
    return 0 if all(each.fits for each in targets) else 1


def measure_pages() -> list[RatioTarget]:
    empty = warm_process(friend.EMPTY.function, account.ENVIRONMENT, friend.event())["cpu_ms"]
    with TemporaryDirectory() as folder:
        found = [_cost(page, Path(folder) / "tape.json") for page in list(opened_pages())]
    titles = ("page", "requests", "CPU ms", "times empty", "over boto3", "ours to boto3")
    rows = [each.row(empty) for each in sorted(found, key=lambda each: each.ours)]
    rows.append(("*an empty Powertools handler*", 0, f"{empty:.2f}", "1.00", "", ""))
    write("pages", table(titles, rows))
    # Of a page that is remembered no client is asked.
    asking = [each for each in found if each.kind is not SHARED]
    worst = max(asking, key=lambda each: each.ours / each.usual)
    ratio = worst.ours / worst.usual
    return [
        RatioTarget(f"page warm CPU, ours to boto3, at worst ({worst.title})", ratio, MOST),
        *(_target_of(kind, found, empty) for kind in KINDS),
    ]


def _target_of(kind: PageKind, found: list[PageCost], empty: float) -> RatioTarget:
    worst = max((each for each in found if each.kind is kind), key=lambda each: each.ours)
    what = f"page warm CPU, {kind.title}, to an empty handler, at worst ({worst.title})"
    return RatioTarget(what, worst.ours / empty, kind.most)


def _cost(page: OpenedPage, file: Path) -> PageCost:
    ours, usual = warm_views(page, file, CALLS, ("wire", "boto3"))
    return PageCost(page.title, page.kind, len(page.calls), ours, usual)


def warm_views(
    page: OpenedPage, file: Path, calls: str, clients: tuple[str, ...]
) -> tuple[float, ...]:
    """Milliseconds of CPU of a view, over each of these clients."""
    file.write_text(json.dumps(page.calls))
    with port_of("bench.tape", file) as port:
        url = f"http://127.0.0.1:{port}"
        tables = {f"{noun.upper()}_TABLE": each["TableName"] for noun, each in tables_of().items()}
        settings = {
            **account.ENVIRONMENT,
            **tables,
            "PHOTOS_BUCKET": "photos",
            "AWS_ENDPOINT_URL": url,
            "GOODWORD_ENDPOINT_URL": url,
            # What lies there is of one moment: the goal is open, the survey waits.
            clock.AHEAD: str(int((NOW - datetime.now(UTC)).total_seconds())),
        }
        found = [
            warm_process(page.function, {**settings, "GOODWORD_CLIENT": client}, page.event, calls)
            for client in clients
        ]
    if told := {each["status"] for each in found} - {page.status}:
        raise NotMeasurableError(f"{page.title} answered {told}")
    return tuple(each["cpu_ms"] for each in found)


if __name__ == "__main__":
    sys.exit(main())
