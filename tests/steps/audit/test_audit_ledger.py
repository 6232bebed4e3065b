"""The proof of all history finds every kind of damage, and none where there is none."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from referrals.desks import audit as audit_desk
from referrals.desks import reward as reward_desk
from referrals.model.audit.audit import Audit
from referrals.steps.audit.audit_ledger import audit_full_ledger, prove_ledger
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.store.table import Change
from referrals.wiring import stores
from tests.world import NOW, a_program, refer

pytestmark = pytest.mark.usefixtures("account")
ADA = "person:adv_ada:friends:EUR:pending"
SOON = NOW + timedelta(hours=1)


def grant_orders() -> None:
    stores.programs().add(a_program())
    for number in (1, 2):
        key = refer(order_id=str(number), friend_id=f"fri_{number}")
        settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW)


def damage(account: str, entry: str, **fields: object) -> None:
    names = {f"#{name}": name for name in fields}
    values = {f":{name}": value for name, value in fields.items()}
    sets = ", ".join(f"#{name} = :{name}" for name in fields)
    change = Change(update=f"SET {sets}", names=names, values=values)
    stores.ledger().table.update({"account": account, "entry": entry}, change)


def run(now: datetime = SOON, pages: int = 99, **options: Any) -> Audit:
    left = iter(range(pages))
    has_time = lambda: next(left, None) is not None  # noqa: E731
    found = prove_ledger(audit_desk.audits(), now=now, has_time=has_time, **options)
    assert found
    return found


def test_untouched_books_are_sound() -> None:
    grant_orders()

    audit = run()

    assert audit.sound
    assert audit.sums == {"friends:EUR": 0}


def test_a_changed_line_is_found() -> None:
    grant_orders()
    damage(ADA, "entry#000000000001", amount=5000)

    assert any("chain breaks at entry 1" in flaw for flaw in run().flaws)


def test_a_removed_line_is_found() -> None:
    grant_orders()
    stores.ledger().table.delete({"account": ADA, "entry": "entry#000000000001"})

    assert not run().sound


def test_a_balance_that_lies_is_found() -> None:
    grant_orders()
    damage(ADA, "balance", balance=9999)

    assert any("the balance says 9999" in flaw for flaw in run().flaws)


def test_a_missing_account_shows_in_the_sum() -> None:
    grant_orders()
    stores.ledger().table.delete({"account": ADA, "entry": "balance"})

    assert any("add up to" in flaw for flaw in run().flaws)


def test_lines_of_the_last_minutes_are_not_added_up_yet() -> None:
    grant_orders()

    assert run(NOW).sums == {"friends:EUR": 0}


def test_an_audit_goes_on_where_it_stopped() -> None:
    grant_orders()
    whole = audit_full_ledger(audit_desk.audits(), now=SOON)

    first = run(pages=1, items=3)
    last = run(items=3)

    assert first.finished_at is None
    assert last.sound
    assert (last.accounts, last.entries) == (whole.accounts, whole.entries)


def test_history_is_proven_anew_every_four_weeks() -> None:
    grant_orders()
    run()
    damage(ADA, "balance", balance=9999)
    week = timedelta(days=7)

    desk = audit_desk.audits()
    assert prove_ledger(desk, now=SOON + 3 * week, has_time=lambda: True) is None
    assert not run(SOON + 4 * week).sound
