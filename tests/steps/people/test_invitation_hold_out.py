"""Who is held out of the invitation, as buyer or as friend, is not asked; everybody else is."""

from referrals.desks import attribution as attribution_desk
from referrals.model.order.conversion import Contact
from referrals.model.people.buyer import invitation_id
from referrals.steps.people.invite_buyer import invite_buyer
from referrals.store.order.body import RawBody
from referrals.wiring import stores
from tests.world import NOW, a_key, a_program, an_order, hash_of, store_program

HOLD_OUT = {"percent": 50, "since": "2026-11-23"}


def test_half_of_the_buyers_are_asked_and_half_are_not(account: None) -> None:
    program = a_program(join={"invitation": {"after_days": 3, "hold_out": HOLD_OUT}})
    store_program(program)
    join, desk = program.rules.join, attribution_desk.attribution().friends
    emails = [f"buyer-{number}@example.com" for number in range(8)]

    for number, email in enumerate(emails):
        key, contact = a_key(str(number)), Contact(email, "Ben", "de", may_write=True)
        raw = RawBody(email.encode(), {}, NOW)
        stores.bodies().keep(key, raw, contact)
        order = an_order(customer_hash=hash_of(email))
        stores.conversions().record(key, order, body=raw.sha, at=NOW)
        invite_buyer(stores.conversions().state(key), program.rules, desk, now=NOW)

    asked = [stores.outbox().find(invitation_id(hash_of(each))) is not None for each in emails]
    assert asked == [not join.holds_out("friends", hash_of(each)) for each in emails]
    assert 0 < sum(asked) < 8
