"""How far privacy requests have come, as metrics for the alarm; nobody is named."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from referrals.edge.log import count, log, stack
from referrals.model.privacy.erasure import PrivacyRunReport


def report_privacy_run(found: PrivacyRunReport) -> Mapping[str, Any]:
    """Count and log what a run left; the number nearly due always, so that alarms see it fall."""
    count("PrivacyRequestsDue", found.due_soon, stack=stack())
    if found.due_soon:
        log("WARNING", "privacy requests are nearly due", due=found.due_soon, late=found.late)
    count("PrivacyRequestsHeld", found.held, stack=stack())
    if found.held:
        log("WARNING", "privacy requests wait for a person's word", held=found.held)
    if found.shop_items_left:
        count("ShopErasureLeft", found.shop_items_left)
    if found.uninstalled:
        count("Uninstalled", found.uninstalled, stack=stack())
        log("WARNING", "a shop took the app out", shops=found.uninstalled)
    for failure in found.failures:
        count("PrivacyRequestFailures", stack=stack())
        at = {"order": failure.order} if failure.order else {}
        log(
            "ERROR", "privacy request failed", request=failure.request_id, reason=failure.code, **at
        )
    aside = ("erased", "failures")
    counts = {**asdict(found), **asdict(found.erased)}
    fields = {name: value for name, value in counts.items() if name not in aside}
    return {**fields, "failed": len(found.failures)}
