"""The steps of a mailed link, where a page can't show it: races, crashes, what is kept."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import sign_in as sign_in_desk
from referrals.model.delivery.delivery import Skipped
from referrals.model.errors import UnavailableError
from referrals.model.people.applicant import KEPT, AskingKind
from referrals.model.people.person import Role
from referrals.model.session.person_session import secret_hash
from referrals.model.session.sign_in import AskingHistory, SignInBusyError
from referrals.steps.session.ask_sign_in import RANDOM_NEEDED as ASKING_RANDOM
from referrals.steps.session.ask_sign_in import Asking, SignInWish, ask_sign_in
from referrals.steps.session.complete_sign_in import RANDOM_NEEDED, complete_sign_in
from referrals.steps.session.find_sign_in_reader import SignInReaders, find_sign_in_reader
from referrals.steps.session.prove_address import LinkPress
from referrals.store.session.sign_in import SignIns
from referrals.wiring import clients, session_stores, stores
from tests.letters import waiting_letters
from tests.world import NOW, a_program, hash_of

CLEO = "cleo@example.com"


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    stores.programs().add(a_program())


def ask(number: int = 1, **changes: Any) -> Asking:
    given: dict[str, Any] = {
        "kind": AskingKind.JOIN,
        "email": CLEO,
        "program_id": "friends",
        "agreements": {},
        "browser": "hers",
        "network": "hash",
    }
    random = bytes([number]) * ASKING_RANDOM
    return ask_sign_in(
        SignInWish(**{**given, **changes}), sign_in_desk.asking(), now=NOW, random=random
    )


def press(asking: Asking) -> str:
    link = LinkPress(asking.token, "hers")
    random = bytes(range(RANDOM_NEEDED))
    text, _ = complete_sign_in(link, sign_in_desk.completing(), now=NOW, random=random)
    return text


class EndlessRivals(SignIns):
    """Somebody else asks with the same address just before each of our writes."""

    def replace(self, *given: Any, **named: Any) -> bool:  # noqa: ARG002
        return False


def test_two_askings_at_once_leave_one_open_link() -> None:
    first, second = ask(1), ask(2)
    sign_ins = session_stores.sign_ins()

    assert sign_ins.history(hash_of(CLEO)).newest == secret_hash(second.token)
    assert sign_ins.find(secret_hash(second.token), NOW)
    items = [str(item["token_hash"]) for item in sign_ins.table.scan()]
    assert f"sign-in#{secret_hash(first.token)}" not in items


def test_a_history_that_others_changed_is_not_overwritten() -> None:
    ask(1)
    sign_ins = session_stores.sign_ins()
    found = sign_ins.find(secret_hash(ask(2).token), NOW)

    replaced = sign_ins.replace(hash_of(CLEO), AskingHistory(), "hash", found, beside=[])

    assert not replaced


def test_endless_rivals_are_an_end() -> None:
    desk = replace(sign_in_desk.asking(), sign_ins=EndlessRivals(session_stores.sign_ins().table))
    wish = SignInWish(kind=AskingKind.SIGN_IN, email=CLEO, agreements={}, browser="b", network="n")

    with pytest.raises(SignInBusyError):
        ask_sign_in(wish, desk, now=NOW, random=bytes(ASKING_RANDOM))


def test_who_asked_is_gone_after_an_hour() -> None:
    ask()
    (letter,) = waiting_letters()

    applicants = session_stores.applicants()

    assert applicants.find(letter.person_id, NOW)
    assert applicants.find(letter.person_id, NOW + KEPT) is None


def test_who_joined_is_no_applicant_any_more() -> None:
    asking = ask()
    (letter,) = waiting_letters()

    press(asking)

    assert session_stores.applicants().find(letter.person_id, NOW) is None
    assert stores.people().find_by_hash(Role.ADVOCATE, hash_of(CLEO))


def test_a_letter_without_anybody_to_read_it_is_skipped() -> None:
    ask()
    (letter,) = waiting_letters()
    desk = SignInReaders(session_stores.applicants(), stores.people(), session_stores.staff())

    late = find_sign_in_reader(letter, desk, now=NOW + timedelta(minutes=15))
    found = find_sign_in_reader(letter, desk, now=NOW)

    assert late == Skipped("too_late")
    assert not isinstance(found, Skipped)
    assert (found[1].email, found[1].person_id) == (CLEO, letter.person_id)


class Dying:
    """A client that dies at one call."""

    def __init__(self, inner: Any, dies_at: int) -> None:
        self.inner, self.left = inner, dies_at

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        self.left -= 1
        if self.left == 0:
            raise UnavailableError("died")
        answer: dict[str, Any] = self.inner.call(operation, request)
        return answer


def test_a_sign_in_that_dies_anywhere_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    real, deaths = clients.dynamo(), 0
    for place in range(1, 40):
        monkeypatch.setattr(clients, "dynamo", lambda: real)
        asking = ask(place, email=f"cleo{place}@example.com", network=f"n{place}")
        dying = Dying(real, place)
        monkeypatch.setattr(clients, "dynamo", lambda dying=dying: dying)
        try:
            press(asking)
        except UnavailableError:
            deaths += 1
            monkeypatch.setattr(clients, "dynamo", lambda: real)
            again = ask(place + 100, email=f"cleo{place}@example.com", network=f"n{place}")
            press(again)
        else:
            break
    assert deaths > 8
