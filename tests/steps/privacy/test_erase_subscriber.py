"""Who is erased goes on paying, and is nobody's friend any more."""

from referrals.desks import people as people_desk
from referrals.model.privacy.request import ERASED
from referrals.steps.privacy.erase_person import erase_person
from referrals.wiring import clients
from tests.corrector import has, sound
from tests.subscriber import RENEWAL, SubscriberBooks, first_order, open_shop, renewal
from tests.world import NOW, a_key, hash_of

BEN = hash_of("ben@example.com")


def stand_in(known: str) -> str:
    return f"{ERASED}0" if known == BEN else known


def test_what_was_earned_stays_and_nothing_more_comes(account: None) -> None:
    open_shop(**RENEWAL)
    books = SubscriberBooks()
    books.tell("1", first_order())
    books.tell("r1", renewal(1))

    orders = [a_key(each, "signed") for each in ("1", "r1")]
    done = erase_person(BEN, orders, people_desk.files(), stand_in, now=NOW)
    books.tell("r2", renewal(2))

    assert done.failures == ()
    assert has("adv_ada") == 200
    assert books.given("r2") == 0
    assert sound()


def test_nothing_leads_from_the_hash_to_their_orders(account: None) -> None:
    open_shop(**RENEWAL)
    books = SubscriberBooks()
    books.tell("1", first_order())

    orders = [a_key("1", "signed")]
    erase_person(BEN, orders, people_desk.files(), stand_in, now=NOW)

    kept = [item["conversion_key"] for item in clients.table("conversions").scan()]
    assert not [key for key in kept if BEN in key]
