"""One run on several processes: what belongs together stays together, and tells what it counted.

A file is not torn apart, but for those of `TORN`; what shares the local stack, and what gathers
evidence for the roles, is one lot each. `python -m pytest` without `-n` runs everything in one
process, one by one.
"""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests import log_metrics as counted
from tests.sweep import report

STACK, EVIDENCE = "the local stack", "evidence for the roles"
LONGEST = (STACK, EVIDENCE)
"""Begun first, one in each process; the others follow, those of many tests before those of few."""
LOTS = {
    "tests/journeys/": STACK,
    "tests/browser/test_bakery.py": STACK,
    "tests/browser/test_circle.py": STACK,
    "tests/browser/test_nudge.py": STACK,
    "tests/browser/test_people.py": STACK,
    "tests/house/test_artifacts.py": STACK,
    "tests/house/test_least_privilege.py": EVIDENCE,
    # Many calls, none of which the other tests of this handler don't make.
    "tests/functions/test_conversions_fuzz.py": "fuzz",
    "tests/functions/test_conversions_contract.py": "contract",
    # In processes of their own, where nobody listens.
    "tests/functions/test_runtime_interface.py": "runtime",
    "tests/functions/": EVIDENCE,
    "tests/sweep/": EVIDENCE,
}
TORN = ("tests/steps/reward/test_lives_in_any_order.py",)
"""Few tests, each long and on its own: one that came last would keep the other process waiting."""


def lot_of(nodeid: str) -> str:
    path = nodeid.partition("::")[0]
    if path in TORN:
        return nodeid
    return next((lot for place, lot in LOTS.items() if path.startswith(place)), path)


def strays(items: list[pytest.Item]) -> list[str]:
    """Files that would start a second stack."""
    stack = (item.nodeid for item in items if item.get_closest_marker("stack"))
    return sorted({nodeid.partition("::")[0] for nodeid in stack if lot_of(nodeid) != STACK})


class ByLot(LoadScopeScheduling):  # type: ignore[misc]
    def _split_scope(self, nodeid: str) -> str:
        return lot_of(nodeid)

    def _assign_work_unit(self, node: Any) -> None:
        if longest := next((lot for lot in LONGEST if lot in self.workqueue), ""):
            self.workqueue.move_to_end(longest, last=False)
        super()._assign_work_unit(node)


def tell(config: pytest.Config) -> None:
    """A process's counts, for the one that prints them."""
    if hasattr(config, "workeroutput"):
        found: dict[str, Any] = {name: dict(each) for name, each in counted.tried.items()}
        config.workeroutput["tried"] = found
        config.workeroutput["recovered"] = {n: list(pair) for n, pair in report.recovered.items()}


def hear(told: dict[str, Any]) -> None:
    for what, sources in told.get("tried", {}).items():
        for source, times in sources.items():
            counted.count(what, source, times)
    for function, (good, tried) in told.get("recovered", {}).items():
        report.recovered[function] = (good, tried)
