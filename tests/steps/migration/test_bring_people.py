"""People of another program come with their codes and what they have, once."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from referrals.desks import audit as audit_desk
from referrals.model.migration.rival_row import FormerCode, FriendRow, LeftOutRow
from referrals.model.people.person import Consents, Person, Role
from referrals.model.reward.ledger import EntryKind, Part, person_account
from referrals.steps.audit.audit_ledger import audit_full_ledger
from referrals.steps.migration.bring_people import RowProblem
from referrals.wiring import clients, stores
from tests.migration import CLEO, a_row, bring
from tests.world import NOW, hash_of, store_program


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program()


def cleo() -> Person:
    found = stores.people().find_by_hash(Role.ADVOCATE, hash_of("cleo@example.com"))
    assert found
    return found


def has(person_id: str, asset: str = "EUR") -> int:
    account = person_account(person_id, "friends", asset, Part.AVAILABLE)
    return stores.ledger().balance(account).balance


def everything() -> Iterator[Any]:
    for noun in ("people", "links", "ledger", "outbox", "conversions"):
        yield from sorted(map(str, clients.table(noun).scan()))


def test_a_person_comes_with_code_and_balance() -> None:
    report = bring()

    found = cleo()
    link = stores.links().get("cleo-c")
    assert (found.name, found.locale, found.consents) == ("Cleo Codd", "de", Consents())
    assert (link.advocate_id, found.codes) == (found.person_id, {"friends": "cleo-c"})
    account = person_account(found.person_id, "friends", "EUR", Part.AVAILABLE)
    [line] = stores.ledger().entries(account, 1)
    assert (line.kind, line.amount) == (EntryKind.OPENING, 1250)
    assert (report.new, report.codes, report.amounts) == (1, 1, {"EUR": 1250})
    assert audit_full_ledger(audit_desk.audits(), now=NOW).sound


def test_nobody_is_written_to() -> None:
    bring()

    assert list(clients.table("outbox").scan()) == []


def test_a_dry_run_tells_the_same_and_writes_nothing() -> None:
    rows = (CLEO, a_row(line=3, email="ada@example.com", codes=(), money_minor=100))
    before = list(everything())

    told = bring(*rows, dry=True)

    assert list(everything()) == before
    assert told == bring(*rows)


def test_the_same_file_again_changes_nothing() -> None:
    bring()
    before = list(everything())

    again = bring()

    assert list(everything()) == before
    assert (again.new, again.known, again.unchanged, again.amounts) == (0, 1, 1, {})


def test_a_later_file_brings_what_became_theirs_since() -> None:
    bring()
    report = bring(a_row(money_minor=2000))
    less = bring(a_row(money_minor=100))

    assert (report.amounts, less.amounts, less.less) == ({"EUR": 750}, {}, 1)
    assert has(cleo().person_id) == 2000


def test_who_is_here_keeps_link_and_gets_the_old_code_too() -> None:
    report = bring(a_row(email="Ada@example.com"))

    ada = stores.people().get("adv_ada")
    assert (report.new, report.known) == (0, 1)
    assert stores.links().get("cleo-c").advocate_id == "adv_ada"
    assert ada.name == "Ada Lovelace"
    assert has("adv_ada") == 1250


@pytest.mark.parametrize(
    ("written", "code", "why"),
    [
        ("Ada-Bakes", "ada-bakes", "taken"),
        ("WELCOME10", "welcome10", "reserved"),
        ("12345", "12345", "number"),
        ("\u4f60\u597d", "", "unusable"),
    ],
)
def test_a_code_that_cannot_be_theirs_is_told(written: str, code: str, why: str) -> None:
    report = bring(a_row(codes=(FormerCode(written, code),)))

    assert report.lost_codes == [(2, written, why)]
    own = cleo().codes["friends"]
    assert stores.links().get(own).advocate_id == cleo().person_id
    assert stores.links().get("ada-bakes").advocate_id == "adv_ada"


def test_a_code_that_two_people_had_is_the_first_one_s() -> None:
    rows = (CLEO, a_row(line=3, email="dora@example.com", external_id="c-9"))

    planned, done = bring(*rows, dry=True), bring(*rows)

    assert planned.lost_codes == done.lost_codes == [(3, "Cleo_C", "taken")]
    assert planned.codes == done.codes == 1
    assert bring(*rows).lost_codes == done.lost_codes
    assert stores.links().get("cleo-c").advocate_id == cleo().person_id


def test_rows_of_one_mailbox_are_one_person() -> None:
    other = a_row(line=3, external_id="c-2", email="CLEO+b@example.com", money_minor=250)
    other_code = FormerCode("cleo2", "cleo2")

    report = bring(CLEO, CLEO, a_row(line=4, codes=(other_code,)), other)

    assert report.new == 1
    assert has(cleo().person_id) == 1500
    assert {link.code for link in stores.links().of_advocate(cleo().person_id)} == {
        "cleo-c",
        "cleo2",
    }


def test_money_the_program_does_not_keep_stays_behind() -> None:
    report = bring(a_row(currency="USD", points=40))

    assert (report.foreign, report.amounts) == ({"USD": 1}, {"points": 40})
    assert (has(cleo().person_id), has(cleo().person_id, "points")) == (0, 40)


def test_who_had_unsubscribed_is_written_to_by_nobody() -> None:
    bring(a_row(unsubscribed=True))

    assert cleo().mail_stopped


def test_a_friend_is_a_customer_from_then_on() -> None:
    report = bring(FriendRow(2, "ben@example.com", date(2025, 3, 1)), FriendRow(3, "eve@x.example"))

    known = stores.former_customers()
    assert known.first_order_on("friends", hash_of("ben@example.com")) == date(2025, 3, 1)
    assert known.first_order_on("friends", hash_of("eve@x.example")) == NOW.date()
    assert (report.friends, report.friends_known) == (2, 0)
    assert bring(FriendRow(2, "ben@example.com")).friends_known == 1


def test_one_bad_row_keeps_no_other_waiting() -> None:
    problem = RowProblem(2, "bad_row", "balance: this is no amount")

    report = bring(problem, LeftOutRow(3, "test"), a_row(line=4))

    assert (report.refused, report.problems, report.left_out) == (1, [problem], {"test": 1})
    assert report.new == 1
