"""A grant as webhooks tell it."""

from typing import Any

from referrals.model.delivery.outgoing import code_end
from referrals.model.moment import stamp
from referrals.model.reward.grant import Grant, Side


def grant_data(grant: Grant) -> dict[str, Any]:
    """Ids, amounts and codes, nobody's name."""
    return {
        "conversion_key": grant.key,
        "program": grant.program_id,
        "program_version": grant.program_version,
        "offer": grant.offer,
        "status": grant.status.value,
        "currency": grant.currency,
        "granted_at": stamp(grant.granted_at),
        "hold_until": stamp(grant.hold_until),
        "sides": [_side_data(side) for side in grant.sides],
    }


def _side_data(side: Side) -> dict[str, Any]:
    return {
        "side": side.name,
        "person_id": side.person_id,
        "kind": side.kind,
        "terms": side.terms,
        "amount": side.worth.amount,
        "asset": side.worth.asset,
        "reversed": side.reversed,
        "uncollected": side.uncollected,
        "code": side.code,
        **code_end(side),
        "codes_by": side.shop_code.platform if side.shop_code else "",
    }
