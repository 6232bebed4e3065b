"""How far privacy requests have come, as metrics for the alarm; nobody is named."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from referrals.edge.log import count, log, stack
from referrals.model.erasure import Answered


def answered(found: Answered) -> Mapping[str, Any]:
    """The count of what is nearly due comes with every run: an alarm wants to see it fall."""
    count("PrivacyRequestsDue", found.due_soon, stack=stack())
    if found.due_soon:
        log("WARNING", "privacy requests are nearly due", due=found.due_soon, late=found.late)
    if found.uninstalled:
        count("Uninstalled", found.uninstalled, stack=stack())
        log("WARNING", "a shop took the app out", shops=found.uninstalled)
    states = {name: value for name, value in asdict(found).items() if name != "erased"}
    return {**states, **asdict(found.erased)}
