"""A person's own statement: all of it, page by page, and checkable."""

from datetime import timedelta

import pytest

from referrals.desks import reward as reward_desk
from referrals.model.reward.ledger import EntryKind
from referrals.model.words.wording import languages, wording
from referrals.steps.reward.release_holds import release
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.store.table import Change
from referrals.views.reward.ledger_statement import Statement, ledger_statement
from referrals.wiring import stores
from tests.world import NOW, a_program, an_order, hash_of, refer

pytestmark = pytest.mark.usefixtures("account")
ENGLISH = wording("en")


@pytest.fixture(autouse=True)
def three_friends(account: None) -> None:
    stores.programs().add(a_program())
    for number in range(3):
        order = an_order(customer_hash=hash_of(f"friend{number}@example.com"))
        key = refer(order, order_id=str(number), friend_id=f"fri_{number}")
        settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW)
    for number in range(2):
        release(f"friends#shopify#{number}", reward_desk.books(), now=NOW + timedelta(days=14))


def statement(limit: int = 100, account: str = "", entry: int = 0) -> Statement:
    return ledger_statement(
        "adv_ada", stores.ledger(), words=ENGLISH, limit=limit, account=account, entry=entry
    )


def test_balances_stand_beside_their_lines() -> None:
    told = statement()

    assert {a.part: (a.balance, a.entries) for a in told.accounts} == {
        "pending": (500, 5),
        "available": (1000, 2),
    }
    assert sum(line.entry.amount for line in told.lines) == 1500


def test_pages_together_tell_every_line_once() -> None:
    whole, page = statement(), statement(3)
    lines = list(page.lines)

    while page.next_account:
        page = statement(3, page.next_account, page.next_entry)
        lines += page.lines

    assert lines == list(whole.lines)
    assert len(lines) == 7


def test_a_page_follows_on_the_one_before() -> None:
    first = statement(2)

    second = statement(2, first.next_account, first.next_entry)

    assert first.lines[-1].entry.previous == second.lines[0].entry.hash


def test_a_forged_line_is_not_called_true() -> None:
    account = "person:adv_ada:friends:EUR:available"
    forged = Change(update="SET amount = :a", values={":a": 99_999})
    stores.ledger().table.update({"account": account, "entry": "entry#000000000001"}, forged)

    assert [line.true for line in statement().lines].count(False) == 1


@pytest.mark.parametrize("tag", languages())
def test_every_kind_of_line_has_words_in_every_language(tag: str) -> None:
    assert all(wording(tag).say(f"statement.{kind}") for kind in EntryKind)


def test_a_line_is_told_in_the_reader_s_language() -> None:
    told = ledger_statement("adv_ada", stores.ledger(), words=wording("de"), limit=1)

    assert [line.words for line in told.lines] == ["Die Wartezeit ist vorbei"]


def test_somebody_without_accounts_has_an_empty_statement() -> None:
    empty = ledger_statement("adv_nobody", stores.ledger(), words=ENGLISH)

    assert (empty.accounts, empty.lines, empty.next_account) == ((), (), "")
