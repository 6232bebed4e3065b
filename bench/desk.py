"""Every page of the desk, warm: what it asks of DynamoDB and its CPU, beside an empty handler's.

`python -m bench.desk` measures and writes its table alone (with PYTHONPATH=layers/domain:cli:.).
"""

import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from bench import friend, stage
from bench.opened_page import OpenedPage, PageKind
from bench.page import table, write
from bench.pages import warm_views
from bench.tape import Tape
from bench.target import RatioTarget
from bench.town import warm_process
from referrals.wiring import clients
from tests import account
from tests.account import forget_clients, fresh_account
from tests.desk import at, event, get
from tests.direct_call import direct_calls
from tests.look.bakery import lay_scenes
from tests.look.desk_scene import SCENES, lay_desk
from tests.stories import BUCKET

LIST = PageKind("of the desk that lists things", 110)
STORY = PageKind("of the desk that computes", 130)
MEASURES = PageKind("of the desk with a year of measures", 260)
PLAN = PageKind("of the desk that decides orders again", 500)
KINDS = {
    **dict.fromkeys(("today", "person", "order", "orders", "thanks"), STORY),
    "measures": MEASURES,
    "plan": PLAN,
}
# Asks SES how it stands, whose time is not ours.
ELSEWHERE = ("connections",)
CALLS = "5"


class DeskCost(NamedTuple):
    title: str
    kind: PageKind
    requests: int
    cpu_ms: float
    empty_ms: float
    """Of an empty handler right after it: a machine's speed may change between two pages."""

    @property
    def ratio(self) -> float:
        return self.cpu_ms / self.empty_ms

    def row(self) -> tuple[object, ...]:
        return self.title, self.requests, f"{self.cpu_ms:.2f}", f"{self.ratio:.1f}"


def desk_pages() -> Iterator[OpenedPage]:
    """In the bakery of all scenes, after a busy month; what refuses or is empty is left out."""
    with pytest.MonkeyPatch.context() as patch, direct_calls(), fresh_account(patch):
        patch.setenv("PHOTOS_BUCKET", BUCKET)
        with redirect_stdout(StringIO()):
            lay_scenes()
            lay_desk()
        real = clients.dynamo()
        for scene in SCENES:
            tape, name = Tape(real), scene.name.removeprefix("desk-")
            patch.setattr(clients, "dynamo", lambda tape=tape: tape)
            forget_clients()
            with redirect_stdout(StringIO()):
                answer = get(scene.address)
            if answer["statusCode"] == 200 and "empty" not in name and name not in ELSEWHERE:
                kind = KINDS.get(name, LIST)
                asked = at(event("today"), scene.address)
                yield OpenedPage(name, kind, "console", asked, tape.calls, 200)


def measure_desk() -> list[RatioTarget]:
    with TemporaryDirectory() as folder:
        tape = Path(folder) / "tape.json"
        found = [_cost(page, tape) for page in list(desk_pages())]
    titles = ("page of the desk", "requests", "CPU ms", "times empty")
    rows = [each.row() for each in sorted(found, key=lambda each: each.ratio)]
    empty = median(each.empty_ms for each in found)
    rows.append(("*an empty Powertools handler, in the middle*", 0, f"{empty:.2f}", "1.00"))
    write("desk", table(titles, rows))
    return [_worst(kind, found) for kind in (LIST, STORY, MEASURES, PLAN)]


def _cost(page: OpenedPage, file: Path) -> DeskCost:
    (cpu_ms,) = warm_views(page, file, CALLS, ("wire",))
    empty = warm_process(friend.EMPTY.function, account.ENVIRONMENT, friend.event())["cpu_ms"]
    return DeskCost(page.title, page.kind, len(page.calls), cpu_ms, empty)


def _worst(kind: PageKind, found: list[DeskCost]) -> RatioTarget:
    worst = max((each for each in found if each.kind is kind), key=lambda each: each.ratio)
    what = f"page warm CPU, {kind.title}, to an empty handler, at worst ({worst.title})"
    return RatioTarget(what, worst.ratio, kind.most)


def main() -> int:
    stage.packages()
    stage.layer()
    targets = measure_desk()
    for each in targets:
        print(*each.row(), file=sys.stderr)
    return 0 if all(each.fits for each in targets) else 1


if __name__ == "__main__":
    sys.exit(main())
