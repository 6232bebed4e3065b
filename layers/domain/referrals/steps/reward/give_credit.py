"""Gives a reward as credit in the shop's own account of a person, and takes back what is unspent.

No platform takes the same request twice as one, so each is written down as sent before it goes out.
What has no answer is unknown: it is cleared by reading what came, and only where nothing came, long
enough after, is it sent anew.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.code.discount import ShopCode, ShopCodeState
from referrals.model.delivery.announcement import on_issue
from referrals.model.delivery.delivery import DeliveryOutcome, Done, Hopeless, TryAgain
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.errors import NotFoundError, RefusedError, UnavailableError
from referrals.model.moment import floor_to_second
from referrals.model.program.program import AppliedProgram
from referrals.model.reward.grant import Grant, Side
from referrals.providers.rewards.registry import typed_terms
from referrals.providers.shops.credit import (
    SETTLED_AFTER,
    CreditSpentError,
    ShopCredit,
    Transfer,
)
from referrals.providers.shops.credit_registry import find_credit
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.store_client import StoreClient
from referrals.providers.shops.store_write import StoreUnansweredError
from referrals.steps.code.settle_code import SECONDS, store_lines
from referrals.steps.reward.handover_desk import GRANT_ACTION, MOVED, HandoverDesk
from referrals.store.table import CancelledError, ConditionFailedError, transact

UNKNOWN = TryAgain("shop_credit_unknown")
_SENT = (ShopCodeState.SENT, ShopCodeState.SENT_BACK)


def is_credit(side: Side) -> bool:
    reward_type, terms = typed_terms(side.terms)
    return reward_type.credit_minor(terms) is not None


def give_credit(
    desk: HandoverDesk, grant: Grant, side: Side, *, program: AppliedProgram, now: datetime
) -> DeliveryOutcome:
    """Brings the shop in line with what stands by now, whichever item it is that asks."""
    return outcome_of(MoneyWork(desk, grant, side, program, now))


def outcome_of(work: "MoneyWork") -> DeliveryOutcome:
    try:
        return work.attempt()
    except ConditionFailedError:
        return MOVED


@dataclass(slots=True)
class MoneyWork:
    """One side's credit, on its way; a gift card's differs where `give_card` says so."""

    desk: HandoverDesk
    grant: Grant
    side: Side
    program: AppliedProgram
    now: datetime

    def attempt(self) -> DeliveryOutcome:
        try:
            return self.settle()
        except StoreUnansweredError:
            return UNKNOWN
        except UnavailableError as error:
            return TryAgain(error.code)
        except (RefusedError, NotFoundError) as error:
            return self.after_refusal(error)

    def after_refusal(self, error: RefusedError | NotFoundError) -> DeliveryOutcome:
        return Hopeless(f"{error.code}: {error.message} {error.remedy}".strip())

    @property
    def code(self) -> ShopCode:
        return self.side.shop_code or ShopCode(
            platform=self.program.rules.codes_by, code="", reward_id=self._reward_id
        )

    def settle(self) -> DeliveryOutcome:
        wanted, state = self.side.remaining > 0, self.code.state
        if state not in _SENT and wanted == (state is ShopCodeState.MADE):
            return self._note()
        shop, account, ask = self._line()
        if self.code.state in _SENT and not self._clear(shop, account, ask):
            return UNKNOWN
        state = self.code.state
        if wanted and state is ShopCodeState.USED:
            # It was spent, and so never taken back.
            self._write_down(self.code.model_copy(update={"state": ShopCodeState.MADE}))
        elif wanted and state is not ShopCodeState.MADE:
            self._send(1, shop, account, ask)
        elif not wanted and state is ShopCodeState.MADE:
            self._send(-1, shop, account, ask)
        return self._note()

    def _send(self, sign: int, shop: ShopCredit, account: StoreAccount, ask: StoreClient) -> None:
        before = self.code
        asked = self._request(sign)
        self._write_down(asked)
        try:
            reference = shop.send(account, self._transfer(asked), ask)
        except CreditSpentError:
            self._write_down(asked.model_copy(update={"state": ShopCodeState.USED}))
            return
        except StoreUnansweredError:
            raise
        except (UnavailableError, RefusedError):
            # An answer: nothing was done.
            self._write_down(asked.model_copy(update={"state": before.state}))
            raise
        self._claim(reference, asked)
        self._write_down(self._settle_code(asked, reference))

    def _request(self, sign: int) -> ShopCode:
        return self.code.model_copy(
            update={
                "state": ShopCodeState.SENT if sign > 0 else ShopCodeState.SENT_BACK,
                "attempt": self.code.attempt + 1,
                "sent_at": floor_to_second(self.now),
            }
        )

    def _clear(self, shop: ShopCredit, account: StoreAccount, ask: StoreClient) -> bool:
        """Whether it is known by now what became of what was sent."""
        asked = self.code
        assert asked.sent_at, "what was sent has its moment"
        for reference in shop.read(account, self._transfer(asked), ask):
            if self._claim(reference, asked):
                self._write_down(self._settle_code(asked, reference))
                return True
        if self.now < asked.sent_at + SETTLED_AFTER:
            return False
        sent = asked.state is ShopCodeState.SENT
        never = ShopCodeState.CHOSEN if sent else ShopCodeState.MADE
        self._write_down(asked.model_copy(update={"state": never}))
        return True

    def _settle_code(self, asked: ShopCode, reference: str) -> ShopCode:
        sent = asked.state is ShopCodeState.SENT
        state = ShopCodeState.MADE if sent else ShopCodeState.DISABLED
        return asked.model_copy(update={"state": state, "code": reference})

    def _claim(self, reference: str, asked: ShopCode) -> bool:
        place = f"{self.grant.program_id}#{asked.platform}"
        return self.desk.claims.claim(place, reference, self._name(asked))

    def _transfer(self, asked: ShopCode) -> Transfer:
        assert asked.sent_at, "what was sent has its moment"
        person = self.desk.people.find(self.side.person_id)
        amount = self.side.worth.worth_minor
        return Transfer(
            self._name(asked),
            (person.email if person else "") or "",
            amount if asked.state is ShopCodeState.SENT else -amount,
            self.grant.currency,
            asked.sent_at,
        )

    def _name(self, asked: ShopCode) -> str:
        return f"{asked.reward_id}/{asked.attempt}"

    @property
    def _reward_id(self) -> str:
        return f"{self.grant.key}/{self.side.name}"

    def _write_down(self, code: ShopCode) -> None:
        """Before the shop is asked, and at once after: raises when somebody else moved it."""
        self.side = self.side.model_copy(update={"shop_code": code})
        self.grant = self.grant.with_side(self.side)
        self.desk.grants.change(self.grant)

    def _note(self) -> DeliveryOutcome:
        given = self.code.state is ShopCodeState.MADE
        if self._is_noted(given):
            return Done()
        noted = self._issue_side(self.now if given else None)
        grant = self.grant.with_side(noted)
        news = on_issue(grant, noted, self.program.rules, self.now) if given else []
        items = self._unsent(news)
        actions = [self.desk.grants.change_action(grant), *map(self.desk.outbox.add_action, items)]
        try:
            transact(self.desk.grants.table.dynamo, actions)
        except CancelledError as cancelled:
            if GRANT_ACTION not in cancelled.failed:
                raise
            return MOVED
        return Done()

    def _unsent(self, news: list[OutboxItem]) -> list[OutboxItem]:
        """A letter that went out for it before is not written again."""
        return [item for item in news if self.desk.outbox.find(item.item_id) is None]

    def _is_noted(self, given: bool) -> bool:
        return given == (self.side.issued_at is not None)

    def _issue_side(self, issued_at: datetime | None) -> Side:
        return self.side.model_copy(update={"issued_at": issued_at})

    def _shop(self) -> ShopCredit | None:
        return find_credit(self.code.platform)

    def _line(self) -> tuple[ShopCredit, StoreAccount, StoreClient]:
        """By the newest credential: an older one may be another shop's."""
        shop = self._shop()
        assert shop, f"{self.code.platform} keeps no money for people"
        lines = store_lines(
            self.grant.program_id, self.code.platform, shop.WORDS, self.desk.codes, seconds=SECONDS
        )
        account, ask = next(lines)
        return shop, account, ask
