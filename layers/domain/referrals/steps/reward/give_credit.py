"""Gives a reward as credit in the shop's own account of a person, and takes back what is unspent.

No platform takes the same request twice as one, so each is written down as sent before it goes out.
What has no answer is unknown: it is cleared by reading what came, and only where nothing came, long
enough after, is it sent anew.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from referrals.model.code.discount import ShopCode, ShopCodeState
from referrals.model.delivery.announcement import on_issue
from referrals.model.delivery.delivery import DeliveryOutcome, Done, Hopeless, TryAgain
from referrals.model.errors import NotFoundError, RefusedError, UnavailableError
from referrals.model.moment import floor_to_second
from referrals.model.program.program import AppliedProgram
from referrals.model.reward.grant import Grant, Side
from referrals.providers.shops.credit import CreditSpentError, ShopCredit, Transfer
from referrals.providers.shops.credit_registry import find_credit
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.store_client import StoreClient
from referrals.providers.shops.store_write import StoreUnansweredError
from referrals.steps.code.settle_code import SECONDS, store_lines
from referrals.steps.reward.handover_desk import GRANT_ACTION, MOVED, HandoverDesk
from referrals.store.table import CancelledError, ConditionFailedError, transact

UNKNOWN = TryAgain("shop_credit_unknown")
# A platform's list may be behind its own answers: what isn't there by then never came.
SETTLED_AFTER = timedelta(minutes=15)
_SENT = (ShopCodeState.SENT, ShopCodeState.SENT_BACK)


def give_credit(
    desk: HandoverDesk, grant: Grant, side: Side, *, program: AppliedProgram, now: datetime
) -> DeliveryOutcome:
    """Brings the shop in line with what stands by now, whichever item it is that asks."""
    work = _CreditWork(desk, grant, side, program, now)
    try:
        return work.settle()
    except ConditionFailedError:
        return MOVED
    except StoreUnansweredError:
        return UNKNOWN
    except UnavailableError as error:
        return TryAgain(error.code)
    except (RefusedError, NotFoundError) as error:
        return Hopeless(f"{error.code}: {error.message} {error.remedy}".strip())


@dataclass(slots=True)
class _CreditWork:
    desk: HandoverDesk
    grant: Grant
    side: Side
    program: AppliedProgram
    now: datetime

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
        asked = before.model_copy(
            update={
                "state": ShopCodeState.SENT if sign > 0 else ShopCodeState.SENT_BACK,
                "attempt": before.attempt + 1,
                "sent_at": floor_to_second(self.now),
            }
        )
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
        if given == (self.side.issued_at is not None):
            return Done()
        noted = self.side.model_copy(update={"issued_at": self.now if given else None})
        grant = self.grant.with_side(noted)
        news = on_issue(grant, noted, self.program.rules, self.now) if given else []
        # A letter that went out for it before is not written again.
        fresh = [item for item in news if self.desk.outbox.find(item.item_id) is None]
        actions = [self.desk.grants.change_action(grant), *map(self.desk.outbox.add_action, fresh)]
        try:
            transact(self.desk.grants.table.dynamo, actions)
        except CancelledError as cancelled:
            if GRANT_ACTION not in cancelled.failed:
                raise
            return MOVED
        return Done()

    def _line(self) -> tuple[ShopCredit, StoreAccount, StoreClient]:
        """By the newest credential: an older one may be another shop's."""
        shop = find_credit(self.code.platform)
        assert shop, f"{self.code.platform} keeps no credit"
        lines = store_lines(
            self.grant.program_id, self.code.platform, shop.WORDS, self.desk.codes, seconds=SECONDS
        )
        account, ask = next(lines)
        return shop, account, ask
