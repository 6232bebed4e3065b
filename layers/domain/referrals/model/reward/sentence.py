"""What each person is told about a reward decision, in plain and kind sentences.

The advocate never learns what the friend bought or paid; nobody is told less than the reason.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from referrals.model.attribution.decision import DISPROVED, NOBODY
from referrals.model.reward.grant import Side, words_for

if TYPE_CHECKING:
    from referrals.model.reward.due_side import DueSide

# By reason: for the advocate, for the friend.
_WITHHELD = {
    "program_paused": (
        "A friend came through you. The program is taking a break, so there is no reward this "
        "time.",
        "Welcome! The program that your friend told you about is taking a break, so there is no "
        "reward this time.",
    ),
    "test_order": (
        "This was a test order of the shop, so there is no reward.",
        "This was a test order of the shop, so there is no reward.",
    ),
    "nothing_paid": (
        "A friend came through you. Nothing was left to pay on the order, so there is no reward.",
        "Nothing was left to pay on your order, so there is no reward for it.",
    ),
    "cancelled": (
        "A friend came through you, but the order was cancelled, so there is no reward.",
        "Your order was cancelled, so there is no reward for it.",
    ),
    "unpaid": (
        "A friend came through you, but the order is not paid any more. Should it be paid again, "
        "the reward follows.",
        "Your order is not paid any more. Should it be paid again, your reward follows.",
    ),
    "charged_back": (
        "A friend came through you, but the bank took the payment back, so there is no reward.",
        "The bank took the payment of your order back, so there is no reward for it.",
    ),
    "disputed": (
        "A friend came through you, but the payment is being looked into by the bank. Should the "
        "shop keep it, the reward follows.",
        "The payment of your order is being looked into by the bank. Should it stand, your "
        "reward follows.",
    ),
    "refunded": (
        "A friend came through you, but the whole order was refunded, so there is no reward.",
        "Your whole order was refunded, so there is no reward for it.",
    ),
    "friend_unknown": (
        "A friend came through you, but the order names nobody we could reward, so there is no "
        "reward for either of you.",
        "Your order names no e-mail address, so we could not reward you or your friend.",
    ),
    "not_the_first_purchase": (
        "A friend came through you, but had ordered here before. The reward is for first orders.",
        "It is good to have you back. The reward is for a first order, and you had ordered before.",
    ),
    "not_a_new_customer": (
        "A friend came through you, but was a customer here before. The reward is for new ones.",
        "It is good to have you back. The reward is for new customers, and you were one of ours.",
    ),
    "other_currency": (
        "A friend came through you, but the order was in a currency that the program doesn't "
        "cover.",
        "Your order was in a currency that the program doesn't cover, so there is no reward.",
    ),
    "below_minimum": (
        "A friend came through you, but the order was smaller than the program asks for.",
        "Your order was smaller than the program asks for, so there is no reward for it.",
    ),
    "advocate_limit": (
        "A friend came through you, thank you! You have reached the limit of rewards for now.",
        "Welcome! Your friend has reached the limit of rewards for now, and the program rewards "
        "both of you or neither.",
    ),
    "friend_limit": (
        "A friend came through you, but has had the reward already.",
        "You have had this reward already. It is given only as often as the program says.",
    ),
    "budget_spent": (
        "A friend came through you, thank you! The program's budget is used up, so there is no "
        "reward this time.",
        "Welcome! The program's budget is used up, so there is no reward this time.",
    ),
    NOBODY: (
        "The shop looked at this order again and found that it came without a recommendation, so "
        "there is no reward for it.",
        "The shop looked at your order again and found that it came without a friend's "
        "recommendation, so there is no reward for it.",
    ),
    DISPROVED: (
        "It became known later who had placed this order, and the recommendation does not fit "
        "it, so there is no reward for it.",
        "It became known later that the recommendation does not fit your order, so there is no "
        "reward for it.",
    ),
}

_MOVED = "The shop looked again at who had brought this friend, and it was somebody else. "
_NEVER_CAME = "The shop looked again at this order, and it had come without a recommendation. "
_NEVER_FITTED = (
    "It became known who had placed this order, and the recommendation does not fit it. "
)

REMEDIES = {
    "program_paused": "Orders count again once the shop resumes the program.",
    "test_order": "Place a real order, or let the program run in test mode.",
    "nothing_paid": "An order with something to pay would count.",
    "cancelled": "A new order that is kept would count.",
    "unpaid": "Counts as soon as it is paid again.",
    "charged_back": "A new order that is kept would count.",
    "disputed": "Counts as soon as the dispute is won.",
    "refunded": "A new order that is kept would count.",
    "friend_unknown": "Ask for an e-mail address at the checkout.",
    "not_the_first_purchase": "Only a customer's first order counts in this program.",
    "not_a_new_customer": "Only new customers count in this program.",
    "other_currency": "An order in the program's own currency would count.",
    "below_minimum": "A larger order would count.",
    "advocate_limit": "Counts again when the next period begins.",
    "friend_limit": "A friend who has not had the reward would count.",
    "budget_spent": "Counts again once the shop raises the budget.",
}

_BACK = {
    "refunded_in_part": "Part of the order was refunded",
    "disputed_in_part": "Part of the payment went back through the bank",
}


def told(reason: str) -> tuple[str, str]:
    """For the advocate and for the friend: why there is nothing."""
    return _WITHHELD[reason]


def earned(
    mine: Sequence["DueSide"], friends: Sequence["DueSide"], hold_end: datetime | None
) -> tuple[str, str]:
    """For the advocate and for the friend: what they get, and from when; empty for no part."""
    for_advocate = for_friend = ""
    if mine:
        text = _listed([side.entitled.words for side in mine])
        for_advocate = (
            f"Thank you! A friend came through you: {text} for you, yours {_from(hold_end)}."
        )
    if friends:
        text = _listed([side.entitled.words for side in friends])
        for_friend = f"Welcome! {text[0].upper()}{text[1:]} for you, yours {_from(hold_end)}."
    return for_advocate, for_friend


def what_is_left(sides: Sequence["DueSide"], reason: str) -> str:
    """For one person, of an order that lost a part."""
    kept = [_kept(side) for side in sides if side.standing]
    if not kept:
        return f"{_BACK[reason]}, and nothing is left of the reward for it."
    return f"{_BACK[reason]}. You keep {_listed(kept)}."


def moved_on(taken: Sequence[Side], nobody: str = "") -> str:
    """For the advocate from whom it was taken, for another or for `nobody`'s reason."""
    spent = any(side.uncollected for side in taken)
    keep = " What you have spent of it stays yours." if spent else ""
    why = {NOBODY: _NEVER_CAME, DISPROVED: _NEVER_FITTED}.get(nobody, _MOVED)
    return f"{why}The reward for it went back.{keep}"


def _kept(side: "DueSide") -> str:
    return side.entitled.words if side.whole else words_for(side.standing, side.entitled.asset)


def _listed(parts: list[str]) -> str:
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def _from(hold_end: datetime | None) -> str:
    return f"from {_day(hold_end)} on" if hold_end else "now"


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
