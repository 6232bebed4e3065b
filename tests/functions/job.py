"""The clock's events, as events/schedule keeps them."""

import json
from typing import Any

from tests.template import ROOT

EVENTS = ROOT / "events/schedule"


def event(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text())
    return loaded
