"""What it costs to spend, to end, to look at a held order, and to read a long statement."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from bench.count import Bill, CallCounter, Spending, counting
from referrals.model.identity import business_id
from referrals.model.moment import stamp
from referrals.model.order_key import ConversionKey
from referrals.model.program.program import AppliedProgram
from referrals.model.reward.ledger import (
    Balance,
    Entry,
    EntryKind,
    Part,
    person_account,
    program_account,
)
from referrals.model.risk.case import case_id_of
from referrals.model.session.api_key import Scope
from referrals.wiring import stores
from tests.caller import KEY, event, with_key
from tests.credit import credit
from tests.sweep.story import ORDER, SweepStory, paid_order
from tests.world import NOW, a_program

LINES = (10, 1_000, 100_000)
PAGE = 50
THROW_AWAY = "ben@mailinator.com"
ORDER_KEY = ConversionKey("friends", "signed", ORDER)


class StatementCost(NamedTuple):
    lines: int
    spent: Spending
    balances: Spending
    """Of reading what they have, beside it."""


def value_acts() -> dict[str, tuple[Bill, int]]:
    return {
        **redemption_acts(),
        **ending_acts(),
        **review_acts(),
    }


def redemption_acts() -> dict[str, tuple[Bill, int]]:
    found: dict[str, tuple[Bill, int]] = {}
    with counting() as (story, counter):
        with_key(KEY, *Scope)
        credit(500)
        counter.take()
        wish = {"program": "friends", "person_id": "adv_ada", "asset": "EUR", "amount": 200}
        _post(story, "/v1/redemptions", {**wish, "reference": "till-1"})
        found["credit reserved"] = _rest(story, counter), 1
        name = business_id("rdm", "friends", "till-1")
        _post(story, f"/v1/redemptions/{name}/capture", {})
        found["a reservation captured"] = _rest(story, counter), 1
    return found


def ending_acts() -> dict[str, tuple[Bill, int]]:
    """The clock's own turns are counted here: nobody else ends anything."""
    found: dict[str, tuple[Bill, int]] = {}
    end = NOW + timedelta(days=60)
    with counting() as (story, counter):
        _apply(a_program(expiry={"credit_days": 60}))
        credit(500, ends_at=end)
        counter.take()
        looks = (
            ("a letter before credit ends", end - timedelta(days=20)),
            ("credit ended", end + timedelta(hours=1)),
        )
        for title, at in looks:
            story.now, counter.unasked = at, ()
            story.invoke("schedule", {"job": "end_value"})
            counter.unasked = ("schedule",)
            found[title] = _rest(story, counter), 1
    return found


def review_acts() -> dict[str, tuple[Bill, int]]:
    found: dict[str, tuple[Bill, int]] = {}
    with counting() as (story, counter):
        with_key(KEY, *Scope)
        _apply(a_program(risk={"hold_from": 40}))
        counter.take()
        story.webhook("order.paid", paid_order(email=THROW_AWAY))
        found["a referred order held for a person, both told"] = _rest(story, counter), 1
        said = {"act": "approve", "note": "a neighbour", "made_by": "eve"}
        _post(story, f"/v1/reviews/{case_id_of(str(ORDER_KEY))}/words", said)
        found["its approval: both rewarded and told"] = _rest(story, counter), 1
    return found


def statement_costs() -> list[StatementCost]:
    """The newest page of a statement, by how many lines there are."""
    return list(_statement_costs())


def _statement_costs() -> Iterator[StatementCost]:
    for lines in LINES:
        with counting() as (story, counter):
            with_key(KEY, *Scope)
            _leave_lines(lines)
            counter.take()
            answer = story.invoke("api", event("read_personal_statement"))
            told = json.loads(answer["body"])["lines"]
            assert len(told) == min(lines, PAGE), answer
            spent = _total(counter.take())
            answer = story.invoke("api", event("read_advocate"))
            (own,) = json.loads(answer["body"])["balances"]
            assert own["available"] == lines, answer
            yield StatementCost(lines, spent, _total(counter.take()))


def _leave_lines(count: int) -> None:
    """The balance after so many lines, and the newest of them: nobody reads those before."""
    account = person_account("adv_ada", "friends", "EUR", Part.AVAILABLE)
    ledger = stores.ledger()
    contra = program_account("friends", "EUR", 0)
    for number in range(max(1, count - PAGE), count + 1):
        line = Entry(
            account=account,
            seq=number,
            amount=1,
            contra=contra,
            kind=EntryKind.GRANT,
            cause=f"friends#shopify#{number}",
            posted_at=NOW,
            previous="0" * 64,
            hash="0" * 64,
        )
        row = {"entry": f"entry#{number:012d}", **line.model_dump(mode="json")}
        ledger.table.put(row)
    balance = Balance(account=account, balance=count, seq=count, head="0" * 64, opened_at=NOW)
    own = {"entry": "balance", "person_id": "adv_ada", "granted_at": stamp(NOW)}
    ledger.table.put({**own, **balance.model_dump(mode="json")})


def _apply(rules: AppliedProgram) -> None:
    stores.programs().add(rules.model_copy(update={"version": 2}))


def _post(story: SweepStory, path: str, body: dict[str, Any]) -> None:
    request = event("release_redemption", rawPath=path, body=json.dumps(body))
    answer = story.invoke("api", request)
    assert answer["statusCode"] in (200, 201), answer


def _rest(story: SweepStory, counter: CallCounter) -> Bill:
    story.rest()
    return counter.take()


def _total(bill: Bill) -> Spending:
    spent = Spending()
    for each in bill.values():
        spent = spent.plus(each)
    return spent
