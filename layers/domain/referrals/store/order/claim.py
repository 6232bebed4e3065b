"""Claims and corrections: what people add to an order's item, each once and never changed.

Each is written at the revision of the item that was read, so that their bounds can't slip, even
where an order's names are joined. Reading them is reading the order: see `store/order/conversion`.
"""

from dataclasses import dataclass

from awswire.codec import Item
from referrals.model.errors import UnavailableError
from referrals.model.order.claim import (
    ClaimFact,
    CorrectionFact,
    HoldFact,
    ReviewFact,
    has_room,
    too_many_claims,
)
from referrals.model.order.precedence import rank
from referrals.model.order_key import ConversionKey
from referrals.store.order.conversion import FACT, order_key, read_conversion
from referrals.store.order.fact import stored_fact
from referrals.store.table import Change, ConditionFailedError, Table

TRIES = 8
_CLAIM = FACT + "claim#"


@dataclass(frozen=True, slots=True)
class Claims:
    table: Table

    def add(self, key: ConversionKey, claim: ClaimFact, *, proven: bool = False) -> bool:
        """Whether it was news; TooManyClaimsError when the order has as many as it may."""
        for _ in range(TRIES):
            known = self.table.get(order_key(key), consistent=True) or {}
            if FACT + claim.name in known:
                return False
            _require_room(claim, known, proven=proven)
            if self._write(key, claim, known.get("revision")):
                return True
        raise UnavailableError("much is being told of this order.", remedy="Try again.")

    def correct(
        self, key: ConversionKey, correction: CorrectionFact | ReviewFact, revision: int
    ) -> bool:
        """Whether it was made; False when more is known of the order than at that revision."""
        return self._write(key, correction, revision)

    def hold(self, key: ConversionKey, word: HoldFact, revision: int) -> bool:
        """As `correct`: a word on the reward's wait."""
        return self._write(key, word, revision)

    def _write(
        self,
        key: ConversionKey,
        fact: ClaimFact | CorrectionFact | ReviewFact | HoldFact,
        revision: int | None,
    ) -> bool:
        """`revision` is that of the item as it was read; None where there was none."""
        read = {} if revision is None else {":r": revision}
        change = Change(
            update="SET #f = :f ADD revision :one",
            guard="revision = :r" if read else "attribute_not_exists(revision)",
            names={"#f": FACT + fact.name},
            values={":f": _claim_item(fact), ":one": 1, **read},
        )
        try:
            self.table.update(order_key(key), change)
        except ConditionFailedError:
            return False
        return True


def _require_room(claim: ClaimFact, known: Item, *, proven: bool) -> None:
    made = [fact["friend_hash"] for name, fact in known.items() if name.startswith(_CLAIM)]
    order = read_conversion(known).order if known else None
    customer = order.customer_hash if order else ""
    if not has_room(made, claim.friend_hash, customer, proven=proven):
        raise too_many_claims()


def _claim_item(fact: ClaimFact | CorrectionFact | ReviewFact | HoldFact) -> Item:
    recorded_at = fact.version_ms // 1000
    return {**stored_fact(fact), "rank": rank(fact), "body": "", "recorded_at": recorded_at}
