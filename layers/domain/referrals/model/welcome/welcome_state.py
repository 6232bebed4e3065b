"""How far a friend's order has come, as its page after the order tells it: computed from facts."""

from enum import StrEnum

from referrals.model.attribution.referral import Referral
from referrals.model.order.conversion import Conversion
from referrals.model.people.person import Person
from referrals.model.privacy.request import ERASED
from referrals.model.welcome.welcome_link import WelcomeLink


class WelcomeState(StrEnum):
    """What there is to say of an order."""

    AWAITED = "awaited"
    """The shop has yet to tell us of it."""
    UNPAID = "unpaid"
    """Nothing is decided before it is paid."""
    JUDGING = "judging"
    """It is being looked at by the rules: look again in a moment."""
    NOBODYS = "nobodys"
    """Nobody brought it, as far as we know: it can be claimed."""
    DECIDED = "decided"
    """Somebody brought it, and there is a decision on the reward."""
    OTHERS = "others"
    """It turned out to be another person's than the link was written to."""
    ERASED = "erased"
    """Its friend asked to be forgotten."""


def welcome_state(
    link: WelcomeLink,
    conversion: Conversion | None,
    referral: Referral | None,
    friend: Person | None,
) -> WelcomeState:
    """`friend` is whom the referral names, where it names anybody."""
    if conversion is None or conversion.order is None:
        return WelcomeState.AWAITED
    if conversion.order.customer_hash.startswith(ERASED):
        return WelcomeState.ERASED
    if referral is None:
        return WelcomeState.JUDGING if conversion.ever_paid else WelcomeState.UNPAID
    if not referral.is_attributed:
        behind = referral.figures.revision < conversion.revision
        return WelcomeState.JUDGING if behind else WelcomeState.NOBODYS
    if link.friend_id not in ("", referral.friend_id):
        return WelcomeState.OTHERS
    if friend is None or friend.email_hash.startswith(ERASED):
        return WelcomeState.ERASED
    decided = referral.reward is not None
    return WelcomeState.DECIDED if decided else WelcomeState.JUDGING
