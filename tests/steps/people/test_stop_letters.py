"""A kind of letters stops, or all friendly ones, in both roles of a mailbox; more only if asked."""

import pytest

from referrals.model.delivery.unsubscribe import StopLink, WayOut
from referrals.model.people.buyer import buyer_id
from referrals.model.people.consent_word import ConsentPlace
from referrals.model.people.person import Consents, Role
from referrals.steps.people.change_consents import ConsentDesk
from referrals.steps.people.stop_letters import stop_letters
from referrals.wiring import session_stores, stores
from tests.world import NOW, a_friend, hash_of

AGREED = Consents(mail=True, nudges=True, surveys=True, circle=True)


@pytest.fixture(autouse=True)
def both_bens(account: None) -> None:
    stores.people().add(a_friend(consents=AGREED))
    stores.people().add(a_friend(consents=AGREED, person_id="adv_ben", role=Role.ADVOCATE))


def stop(way: WayOut, link: StopLink) -> None:
    desk = ConsentDesk(stores.people(), session_stores.consent_records())
    for _ in range(2):
        stop_letters(link, way, desk, now=NOW)


def consents() -> list[Consents]:
    return [stores.people().get(each).consents for each in ("adv_ben", "fri_ben")]


def test_a_kind_stops_in_both_roles_and_nothing_else() -> None:
    stop(WayOut.KIND, StopLink("adv_ben", "surveys"))

    assert consents() == [AGREED.model_copy(update={"surveys": False})] * 2
    assert not stores.people().get("adv_ben").mail_stopped


def test_all_friendly_letters_stop_and_other_consents_stay() -> None:
    stop(WayOut.FRIENDLY, StopLink("fri_ben", "mail"))

    assert consents() == [Consents(circle=True)] * 2


def test_everything_stops_where_that_is_asked() -> None:
    stop(WayOut.ALL, StopLink("adv_ben", "mail"))

    assert all(stores.people().get(each).mail_stopped for each in ("adv_ben", "fri_ben"))


def test_each_change_is_kept_with_its_place() -> None:
    stop(WayOut.KIND, StopLink("adv_ben", "mail"))

    records = session_stores.consent_records().of_person(stores.people().get("adv_ben"))
    assert [(each.consent, each.given, each.place) for each in records] == [
        ("mail", False, ConsentPlace.UNSUBSCRIBE)
    ]


def test_who_was_erased_stays_erased() -> None:
    stop(WayOut.KIND, StopLink("adv_gone", "mail"))

    assert stores.people().find("adv_gone") is None


def test_a_buyer_stops_everything() -> None:
    stop(WayOut.FRIENDLY, StopLink(buyer_id(hash_of("dora@example.com"))))

    dora = stores.people().find_by_hash(Role.FRIEND, hash_of("dora@example.com"))
    assert dora
    assert dora.mail_stopped
