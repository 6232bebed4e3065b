"""A referral that everybody spoke about still fits into an item, whichever was decided last."""

from random import Random
from typing import Any

import pytest

from referrals.model.attribution.referral import AttributionDecision, Candidate, Referral
from referrals.model.order.claim import (
    LONGEST_MAKER,
    LONGEST_REASON,
    MOST_CLAIMS,
    MOST_CORRECTIONS,
    MOST_OTHER_CLAIMS,
)
from referrals.store.attribution.referral import as_item
from referrals.wiring import stores
from tests.meter import size
from tests.world import NOW, a_conversion, a_program, a_referral, an_order, figures_of

pytestmark = pytest.mark.usefixtures("account")
MOST_BYTES = 400 * 1024
HINTS = 8 + MOST_CLAIMS + MOST_OTHER_CLAIMS
DECISIONS = 1 + MOST_CORRECTIONS + MOST_CLAIMS + MOST_OTHER_CLAIMS
CHECKS = [{"rule": f"rule_{n}", "input": f"input of {n}", "verdict": "pass"} for n in range(12)]


def text(chance: Random, length: int) -> str:
    return "".join(chance.choices("abcdefghijklmnopqrstuvwxyz0123456789 ", k=length))


def candidates(chance: Random) -> tuple[Candidate, ...]:
    found: dict[str, Any] = {"signal": "code", "found_in": "note_attributes.gw", "checks": CHECKS}
    return tuple(
        Candidate.model_validate({**found, "code": text(chance, 64), "click_id": text(chance, 26)})
        for _ in range(HINTS)
    )


def crowded_referral() -> Referral:
    chance = Random(7)  # noqa: S311 - the same each time
    base = a_referral(figures_of(a_conversion(an_order()), a_program()))
    hints = candidates(chance)
    decisions = tuple(
        AttributionDecision(
            **{
                **base.decisions[0].model_dump(),
                "candidates": hints,
                "note": text(chance, LONGEST_REASON),
                "decided_by": text(chance, LONGEST_MAKER),
                "decided_at": NOW,
            }
        )
        for _ in range(DECISIONS)
    )
    names = [{"genuine": False, "made_by": each.code, "friend": "p1"} for each in hints]
    grounds = {str(n): {"program_version": 1, "hints": names} for n in range(DECISIONS)}
    return base.model_copy(update={"decisions": decisions, "grounds": grounds})


def test_the_greatest_referral_is_stored_whole() -> None:
    crowded = crowded_referral()
    plain = len(crowded.model_dump_json())
    assert plain > 2 * MOST_BYTES

    assert stores.referrals().add(crowded)

    assert stores.referrals().get(crowded.key) == crowded


def test_a_decision_more_is_added_to_what_others_had() -> None:
    crowded = crowded_referral()
    figures = crowded.figures.model_copy(update={"revision": crowded.figures.revision + 1})
    before = crowded.model_copy(update={"decisions": crowded.decisions[:-1]})
    after = crowded.model_copy(update={"figures": figures})
    stores.referrals().add(before)

    assert stores.referrals().revise(before, after)
    assert stores.referrals().get(crowded.key) == after


def test_half_of_an_item_is_left_for_all_else() -> None:
    table = stores.referrals().table
    stores.referrals().add(crowded_referral())
    key = {"referral_key": {"S": crowded_referral().key}}

    stored = table.dynamo.call("GetItem", {"TableName": table.name, "Key": key})["Item"]

    assert size(stored) < MOST_BYTES / 2


def test_a_referral_of_before_is_read_as_it_was() -> None:
    crowded = crowded_referral()
    small = crowded.model_copy(update={"decisions": crowded.decisions[:2]})
    plain = {**as_item(small), **small.model_dump(mode="json", exclude_none=True)}
    plain.pop("former_candidates")
    stores.referrals().table.put(plain)

    assert stores.referrals().get(small.key) == small
