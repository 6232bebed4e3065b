"""A gesture and an exchange, struck at every write: given once, bought once, counted once."""

import json
from dataclasses import dataclass

import pytest

from referrals.desks import audit as audit_desk
from referrals.model.donation.donation import CauseTotal
from referrals.model.reward.ledger import Part
from referrals.model.session.api_key import Scope
from referrals.steps.audit.audit_ledger import audit_full_ledger
from referrals.wiring import stores
from tests.caller import KEY, event, with_key
from tests.credit import credit, has
from tests.sweep.aws_edge import Edge
from tests.sweep.checkpoint import stored_items
from tests.sweep.report import count_recoveries, recovered
from tests.sweep.story import MOST_TRIES, SweepStory, parked_messages
from tests.sweep.telling import WAYS, strike_all, tell, tell_in_peace
from tests.world import NOW

CHAPTERS = ("shop_opened", "gesture_made", "given_to_a_cause")
SHELTER = {"kind": "donation", "cause": "shelter", "name": "the shelter", "amount_minor": 500}


@dataclass
class ExchangeStory(SweepStory):
    """Ada is given 1.00 for a late parcel, and gives 300 of her points to the shelter."""

    def shop_opened(self) -> None:
        with_key(KEY, *Scope)
        credit(500, "points")
        applied = stores.programs().get("friends")
        item = {"item": "shelter", "points": 300, "gives": SHELTER}
        fields = applied.rules.model_dump() | {"catalogue": [item]}
        rules = type(applied.rules).model_validate(fields)
        version = {"version": applied.version + 1, "rules": rules}
        stores.programs().add(applied.model_copy(update=version))

    def gesture_made(self) -> None:
        said = {"reference": "ticket-1", "reason": "the parcel came late", "made_by": "eve"}
        self.post("goodwill", asset="EUR", amount=100, **said)

    def given_to_a_cause(self) -> None:
        self.post("exchanges", item="shelter", reference="wish-1")

    def post(self, noun: str, **fields: object) -> None:
        body = {"program": "friends", "person_id": "adv_ada", **fields}
        request = event("give_goodwill", rawPath=f"/v1/{noun}", body=json.dumps(body))
        answers = (self.invoke("api", request)["statusCode"] for _ in range(MOST_TRIES))
        assert next(status for status in answers if status != 503) in (200, 201)


def test_every_request_struck_ends_the_same(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    telling = tell_in_peace(ExchangeStory(), CHAPTERS, monkeypatch)

    tried = strike_all(telling, "api", CHAPTERS[1:], monkeypatch)

    lost = count_recoveries("api, exchanged", tried)
    assert tried
    assert not lost, "\n".join(lost)


def test_every_handover_struck_ends_the_same(
    account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    telling = tell_in_peace(ExchangeStory(), CHAPTERS, monkeypatch)
    end = outcome()
    assert end[:3] == (100, 200, 0)

    chapter, tried = CHAPTERS[-1], 0
    for place in range(len(telling.writes[chapter]["deliveries"])):
        for strike, twice in WAYS:
            edge = Edge(("deliveries", place), strike)
            tell(telling.starts[chapter].restored(edge, twice=twice), chapter, monkeypatch)
            assert (outcome(), parked_messages()) == (end, []), (place, strike, twice)
            tried += 1

    assert tried
    recovered["deliveries, exchanged"] = (tried, tried)


def outcome() -> tuple[int, int, int, list[CauseTotal], set[str], bool]:
    """Not when it came about: whoever died is followed by somebody later."""
    ledger = audit_full_ledger(audit_desk.audits(), now=NOW)
    items = {f"{item['item_id']} {item['state']}" for item in stored_items("outbox")}
    reserved, causes = has(Part.RESERVED, "points"), stores.donations().of_year("friends", 2026)
    return has(), has(asset="points"), reserved, causes, items, ledger.sound
