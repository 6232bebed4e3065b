"""The proof of all history finds every kind of damage, and none where there is none."""

from dataclasses import replace
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
from tests.job_time import time_for
from tests.world import NOW, a_program, an_order, hash_of, refer

pytestmark = pytest.mark.usefixtures("account")
ADA = "person:adv_ada:friends:EUR:pending"
SOON = NOW + timedelta(hours=1)


def grant_orders(count: int = 2) -> None:
    stores.programs().add(a_program(limits={"per_friend": 1}))
    grant_more(*range(1, count + 1))


def grant_more(*numbers: int) -> None:
    for number in numbers:
        order = an_order(customer_hash=hash_of(f"friend{number}@example.com"))
        key = refer(order, order_id=str(number), friend_id=f"fri_{number}")
        settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW)


def damage(account: str, entry: str, **fields: object) -> None:
    names = {f"#{name}": name for name in fields}
    values = {f":{name}": value for name, value in fields.items()}
    sets = ", ".join(f"#{name} = :{name}" for name in fields)
    change = Change(update=f"SET {sets}", names=names, values=values)
    stores.ledger().table.update({"account": account, "entry": entry}, change)


def run(now: datetime = SOON, stretches: int = 99, lines: int = 500, **options: Any) -> Audit:
    has_time, desk = time_for(stretches - 1), replace(audit_desk.audits(), lines=lines)
    found = prove_ledger(desk, now=now, has_time=has_time, **options)
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

    first = run(stretches=1, items=3)
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


def test_an_account_of_many_lines_is_proven_in_stretches() -> None:
    grant_orders(7)
    whole, audits = audit_full_ledger(audit_desk.audits(), now=SOON), [run(stretches=1, lines=2)]

    while audits[-1].finished_at is None:
        audits.append(run(stretches=1, lines=2))

    followed = {each.within.seq for each in audits if each.within and each.within.account == ADA}
    assert followed == {2, 4, 6, 7}
    assert audits[-1].sound
    assert (audits[-1].accounts, audits[-1].entries) == (whole.accounts, whole.entries)


def test_lines_that_come_meanwhile_belong_to_the_account_too() -> None:
    grant_orders(3)
    while (within := run(stretches=1, lines=2).within) is None or within.account != ADA:
        pass

    grant_more(4, 5)

    assert run(lines=2).sound


def test_what_can_not_be_read_is_a_flaw_and_stops_nothing() -> None:
    grant_orders(4)
    damage(ADA, "entry#000000000003", amount="much")
    stores.ledger().table.put(
        {"account": "person:adv_x:friends:EUR:pending", "entry": "balance"} | {"seq": "many"}
    )

    audit = run(lines=2)

    assert audit.finished_at
    assert audit_full_ledger(audit_desk.audits(), now=SOON).flaws
    assert {f"{ADA}: an entry after entry 2 can't be read"} < {*audit.flaws}
    assert any("its balance can't be read" in flaw for flaw in audit.flaws)


def test_a_line_that_lies_about_its_number_ends_its_account_alone() -> None:
    grant_orders(4)
    damage(ADA, "entry#000000000003", seq=1)

    audit = run(lines=1)

    assert audit.finished_at
    assert any(ADA in flaw for flaw in audit.flaws)
