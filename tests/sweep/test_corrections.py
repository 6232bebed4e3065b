"""A correction, struck at every write of those who carry it out: nobody has it twice, or never."""

import json
from dataclasses import dataclass

import pytest

from referrals.model.session.api_key import Scope
from referrals.wiring import stores
from tests import world
from tests.caller import KEY, event, with_key
from tests.sweep.report import count_recoveries
from tests.sweep.story import MOST_TRIES, ORDER, SweepStory
from tests.sweep.telling import strike_all, tell_in_peace

CHAPTERS = ("order_paid", "corrected", "found_to_be_nobody_s", "given_anew")
STAGES = ("api", "attribution", "rewards")
PATH = f"/v1/conversions/friends/signed/{ORDER}/corrections"


@dataclass
class CorrectedStory(SweepStory):
    """The order is Ada's, then Cleo's, then nobody's, then Cleo's again."""

    def order_paid(self) -> None:
        stores.people().add(world.an_advocate("cleo@example.com", "adv_cleo"))
        stores.links().create(world.a_link("cleos", advocate_id="adv_cleo"))
        with_key(KEY, *Scope)
        super().order_paid()

    def corrected(self) -> None:
        self.correct(code="cleos")

    def found_to_be_nobody_s(self) -> None:
        self.correct(nobody=True)

    def given_anew(self) -> None:
        self.correct(code="cleos")

    def correct(self, **whom: object) -> None:
        body = json.dumps({**whom, "reason": "they wrote to us", "made_by": "eve"})
        request = event("correct_conversion_to_nobody", rawPath=PATH, body=body)
        answers = (self.invoke("api", request)["statusCode"] for _ in range(MOST_TRIES))
        assert next(status for status in answers if status != 503) in (200, 201)


@pytest.mark.parametrize("function", STAGES)
def test_every_write_of_a_correction_struck_ends_the_same(
    function: str, account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    telling = tell_in_peace(CorrectedStory(), CHAPTERS, monkeypatch)

    tried = strike_all(telling, function, CHAPTERS[1:], monkeypatch)

    lost = count_recoveries(f"{function}, corrected", tried)
    assert tried
    assert not lost, "\n".join(lost)
