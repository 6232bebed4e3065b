"""A redemption, struck at every write of the API and the clock: it is spent once, or not at all."""

import json
from dataclasses import dataclass
from datetime import timedelta

import pytest

from referrals.model.identity import business_id
from referrals.model.session.api_key import Scope
from tests.caller import KEY, event, with_key
from tests.credit import credit
from tests.sweep.report import count_recoveries
from tests.sweep.story import MOST_TRIES, SweepStory
from tests.sweep.telling import strike_all, tell_in_peace

CHAPTERS = ("first_reservation", "captured_in_part", "released", "ended_by_itself")


@dataclass
class RedemptionStory(SweepStory):
    """Three reservations: one is captured in part, one released, one nobody comes for."""

    def first_reservation(self) -> None:
        with_key(KEY, *Scope)
        credit(500)
        self.reserve("till-1")

    def captured_in_part(self) -> None:
        self.post(f"{id_of('till-1')}/capture", amount=50)

    def released(self) -> None:
        self.reserve("till-2")
        self.post(f"{id_of('till-2')}/release")

    def ended_by_itself(self) -> None:
        self.reserve("till-3")
        self.now += timedelta(hours=1)
        self.invoke("schedule", {"job": "end_reservations"})
        # A run that died is made again five minutes later.
        self.invoke("schedule", {"job": "end_reservations"})

    def reserve(self, reference: str) -> None:
        wish = {"program": "friends", "person_id": "adv_ada", "asset": "EUR", "amount": 200}
        self.post("", **wish, reference=reference)

    def post(self, path: str, **body: object) -> None:
        where = f"/v1/redemptions/{path}".rstrip("/")
        request = event("release_redemption", rawPath=where, body=json.dumps(body))
        answers = (self.invoke("api", request)["statusCode"] for _ in range(MOST_TRIES))
        assert next(status for status in answers if status != 503) in (200, 201)


def id_of(reference: str) -> str:
    return business_id("rdm", "friends", reference)


@pytest.mark.parametrize("function", ["api", "schedule"])
def test_every_write_of_a_redemption_struck_ends_the_same(
    function: str, account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    telling = tell_in_peace(RedemptionStory(), CHAPTERS, monkeypatch)

    tried = strike_all(telling, function, CHAPTERS[1:], monkeypatch)

    lost = count_recoveries(f"{function}, redeemed", tried)
    assert tried
    assert not lost, "\n".join(lost)
