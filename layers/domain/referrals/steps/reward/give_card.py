"""Gives a reward as a gift card that the shop makes, and ends the card when the order goes back.

As with credit it is written down as sent, and what is unknown is cleared by reading. Its code is
chosen before, and sent anew it is the same one: a card that came late is never a second one.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from referrals.model.code.discount import ShopCode, ShopCodeState
from referrals.model.delivery.delivery import DeliveryOutcome, Hopeless, TryAgain
from referrals.model.delivery.outbox import BY_HAND, OutboxItem
from referrals.model.errors import NotFoundError, RefusedError
from referrals.model.program.program import AppliedProgram
from referrals.model.reward.grant import Grant, Side
from referrals.providers.rewards.discount_code import code_of
from referrals.providers.rewards.registry import typed_terms
from referrals.providers.shops.credit import CardTakenError, ShopCredit, Transfer
from referrals.providers.shops.fulfilment import ShopScopeMissingError
from referrals.providers.shops.gift_card_registry import find_gift_cards
from referrals.steps.reward.give_credit import UNKNOWN, MoneyWork, outcome_of
from referrals.steps.reward.handover_desk import HandoverDesk

TAKEN = TryAgain("shop_card_taken")
_MARK = 12


def is_card(side: Side, program: AppliedProgram) -> bool:
    """Whether a shop makes it, or made it: one that a person made stays with people."""
    reward_type, terms = typed_terms(side.terms)
    if reward_type.card_minor(terms) is None:
        return False
    by_hand = side.issued_at or side.code
    makes = find_gift_cards(program.rules.codes_by)
    return bool(side.shop_code or (makes and not by_hand))


def give_card(
    desk: HandoverDesk, grant: Grant, side: Side, *, program: AppliedProgram, now: datetime
) -> DeliveryOutcome:
    """As `give_credit`. What a shop may not make is left to a person's hands."""
    return outcome_of(CardWork(desk, grant, side, program, now))


@dataclass(slots=True)
class CardWork(MoneyWork):
    """One side's gift card, on its way."""

    sent_before: bool = False
    """Whether the shop was asked for that very code before."""

    def after_refusal(self, error: RefusedError | NotFoundError) -> DeliveryOutcome:
        if isinstance(error, CardTakenError):
            return self._answer_duplicate()
        never_begun = self.code.state is ShopCodeState.CHOSEN
        if isinstance(error, ShopScopeMissingError) and never_begun and self.side.remaining:
            self.side = self.side.model_copy(update={"shop_code": None})
            self.grant = self.grant.with_side(self.side)
            self.desk.grants.change(self.grant)
            return Hopeless(BY_HAND)
        # Not `super()`: a dataclass with slots is made anew, and doesn't know its former self.
        return MoneyWork.after_refusal(self, error)

    def _answer_duplicate(self) -> DeliveryOutcome:
        """By us, where we asked for it before: then it is read. Else the next one is chosen."""
        if self.sent_before:
            self._write_down(self.code.model_copy(update={"state": ShopCodeState.SENT}))
            return UNKNOWN
        self._write_down(self.code.model_copy(update={"code": ""}))
        return TAKEN

    def _request(self, sign: int) -> ShopCode:
        asked = MoneyWork._request(self, sign)
        kept = self.code.code and self.code.state is not ShopCodeState.DISABLED
        self.sent_before = bool(kept)
        if kept:
            return asked
        name, key = f"{self.side.name}/card", self.desk.code_key()
        chosen = code_of(self.grant.key, name, key, asked.attempt)
        return asked.model_copy(update={"code": chosen, "reference": ""})

    def _settle_code(self, asked: ShopCode, reference: str) -> ShopCode:
        sent = asked.state is ShopCodeState.SENT
        made = {"state": ShopCodeState.MADE, "reference": reference}
        return asked.model_copy(update=made if sent else {"state": ShopCodeState.DISABLED})

    def _transfer(self, asked: ShopCode) -> Transfer:
        plain = MoneyWork._transfer(self, asked)
        return replace(plain, code=asked.code, reference=asked.reference)

    def _name(self, asked: ShopCode) -> str:
        """The same for every try at the same code."""
        mark = sha256(asked.code.encode()).hexdigest()[:_MARK]
        return f"{asked.reward_id}/{mark}"

    def _shop(self) -> ShopCredit | None:
        return find_gift_cards(self.code.platform)

    def _unsent(self, news: list[OutboxItem]) -> list[OutboxItem]:
        """Another card than the one that a letter told of has a letter of its own."""
        renamed = [
            item.model_copy(update={"item_id": f"{item.item_id}.{self.code.attempt}"})
            if self.desk.outbox.find(item.item_id)
            else item
            for item in news
        ]
        return MoneyWork._unsent(self, renamed)

    def _is_noted(self, given: bool) -> bool:
        code = self.code.code if given else ""
        return MoneyWork._is_noted(self, given) and self.side.code == code

    def _issue_side(self, issued_at: datetime | None) -> Side:
        noted = MoneyWork._issue_side(self, issued_at)
        return noted.model_copy(update={"code": self.code.code if issued_at else ""})
