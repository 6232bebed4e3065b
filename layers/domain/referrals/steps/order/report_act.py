"""Records a sign-up or the beginning of a trial that the shop's own server tells by the API.

It becomes the body that our own webhook would have brought, and goes the way of all bodies: so it
is told once, whichever way it comes, and however often.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from referrals.model.moment import stamp
from referrals.model.order.conversion import Act
from referrals.model.order.receipt import Receipt
from referrals.providers.shops.registry import find_source
from referrals.steps.order.record_conversion import (
    Delivery,
    RecordingDesk,
    UnknownSourceError,
    record_body,
)
from referrals.store.order.body import RawBody

SOURCE = "signed"
_NAMES = {
    Act.SIGNUP: ("signup.created", "signup_id"),
    Act.TRIAL: ("trial.started", "subscription_id"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActWish:
    program_id: str
    act: Act
    name: str
    """The shop's own id of the account, or of the subscription."""
    email: str
    first_name: str = ""
    locale: str = ""
    accepts_mail: bool = False
    token: str = ""
    code: str = ""
    happened_at: datetime
    test: bool = False


def report_act(wish: ActWish, desk: RecordingDesk, *, now: datetime) -> Receipt:
    source, brief = find_source(SOURCE), desk.briefs.find(wish.program_id)
    if source is None or brief is None:
        raise UnknownSourceError(
            f"there is no program {wish.program_id}.",
            field="program",
            remedy="Use the id of a program that was applied.",
        )
    raw = json.dumps(_body(wish), ensure_ascii=False, sort_keys=True).encode()
    delivery = Delivery(wish.program_id, SOURCE, {}, raw, now)
    return record_body(delivery, source, RawBody(raw, {}, now), desk=desk, brief=brief)


def _body(wish: ActWish) -> dict[str, object]:
    kind, field = _NAMES[wish.act]
    data = {
        field: wish.name,
        "placed_at": stamp(wish.happened_at),
        "customer": {
            "email": wish.email,
            "first_name": wish.first_name,
            "locale": wish.locale,
            "accepts_mail": wish.accepts_mail,
        },
        "signals": {"gw": wish.token, "ref": wish.code},
        "test": wish.test,
    }
    return {"type": kind, "timestamp": stamp(wish.happened_at), "data": data}
