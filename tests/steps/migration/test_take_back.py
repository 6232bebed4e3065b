"""What was brought goes again, of everybody who hasn't used any of it."""

from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import audit as audit_desk
from referrals.desks import suggestion as suggestion_desk
from referrals.model.people.person import Role
from referrals.model.reward.ledger import Part, person_account
from referrals.model.session.person_session import PersonSession
from referrals.model.suggestion.suggestion import SuggestionTopic
from referrals.steps.audit.audit_ledger import audit_full_ledger
from referrals.steps.suggestion.make_suggestion import SuggestionWish, make_suggestion
from referrals.wiring import clients, session_stores, stores
from tests.credit import reserve
from tests.migration import CLEO, a_row, bring, undo
from tests.world import NOW, a_conversion, a_referral, figures_of, hash_of, store_program


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program()


def items(noun: str) -> list[Any]:
    return sorted(map(str, clients.table(noun).scan()))


def cleo_id() -> str:
    found = stores.people().find_by_hash(Role.ADVOCATE, hash_of(CLEO.email))
    return found.person_id if found else ""


def test_nothing_is_left_but_lines_that_add_up() -> None:
    before = items("people"), items("links")
    bring()

    report = undo()

    assert (items("people"), items("links")) == before
    assert (report.people, report.codes, report.amounts) == (1, 1, {"EUR": 1250})
    assert audit_full_ledger(audit_desk.audits(), now=NOW).sound
    assert undo().people == 0


def test_a_dry_run_only_tells() -> None:
    bring()
    before = items("ledger")

    assert undo(dry=True).people == 1
    assert items("ledger") == before


def test_it_can_be_brought_again_afterwards() -> None:
    bring()
    undo()
    bring()

    account = person_account(cleo_id(), "friends", "EUR", Part.AVAILABLE)
    assert stores.ledger().balance(account).balance == 1250
    assert stores.links().get("cleo-c").advocate_id == cleo_id()


def test_who_was_here_before_stays_with_their_link() -> None:
    bring(a_row(email="ada@example.com"))

    report = undo()

    assert (report.people, report.kept_people, report.codes) == (0, 1, 1)
    assert stores.people().get("adv_ada")
    assert [link.code for link in stores.links().of_advocate("adv_ada")] == ["ada-bakes"]


def test_a_friend_s_order_keeps_all_of_it() -> None:
    bring()
    stores.referrals().add(a_referral(figures_of(a_conversion()), advocate_id=cleo_id()))

    assert undo().stays == {"ordered": 1}
    assert stores.links().get("cleo-c").advocate_id == cleo_id()


def test_who_spent_of_it_keeps_the_rest() -> None:
    bring(a_row(email="ada@example.com"))
    reserve(300)

    assert undo().stays == {"spent": 1}


def test_who_was_at_their_page_stays() -> None:
    bring()
    session = PersonSession(
        session_id="ses_1",
        person_id=cleo_id(),
        program_id="friends",
        created_at=NOW,
        expires_at=NOW + timedelta(days=1),
    )
    session_stores.person_sessions().add("hash", session)

    assert undo().stays == {"visited": 1}


def test_who_said_something_stays_after_their_session() -> None:
    bring()
    topic = SuggestionTopic.OTHER
    wish = SuggestionWish(program_id="friends", person_id=cleo_id(), topic=topic, text="Rye")
    make_suggestion(wish, suggestion_desk.suggestions(), now=NOW, random=b"0123456789")

    assert undo().stays == {"visited": 1}


def test_another_origin_s_people_stay() -> None:
    bring()

    assert undo(origin="dub").people == 0
    assert cleo_id()
