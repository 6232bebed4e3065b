"""What a friend's page after the order works with."""

from typing import TYPE_CHECKING

from referrals.desks import claim as claim_desk
from referrals.steps.welcome.claim_arrival import ArrivalDesk
from referrals.wiring import keys, stores

if TYPE_CHECKING:
    from referrals.steps.welcome.join_program import JoinDesk


def arrivals() -> ArrivalDesk:
    return ArrivalDesk(claim_desk.claims(), stores.conversions(), stores.referrals())


def joining() -> "JoinDesk":
    from referrals.steps.people.enroll_advocate import EnrolmentDesk
    from referrals.steps.welcome.join_program import JoinDesk

    enrolment = EnrolmentDesk(stores.people(), stores.links(), keys.identity_key())
    return JoinDesk(enrolment, stores.aliases(), stores.referrals(), stores.programs())
