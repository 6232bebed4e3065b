"""Claims and corrections: what people add to an order's item, each once and never changed.

Both are counted on the item itself, so that their bounds can't slip. Reading them is reading the
order: see `store/conversion`.
"""

from dataclasses import asdict, dataclass

from referrals.model.claim import MOST_CLAIMS, ClaimFact, CorrectionFact, too_many_claims
from referrals.model.conversion import ConversionKey
from referrals.model.precedence import rank
from referrals.store.codec import Item
from referrals.store.conversion import FACT, order_key
from referrals.store.table import Change, ConditionFailedError, Table


@dataclass(frozen=True, slots=True)
class Claims:
    table: Table

    def add(self, key: ConversionKey, claim: ClaimFact) -> bool:
        """Whether it was news; TooManyClaimsError when the order has as many as it may."""
        change = Change(
            update="SET #f = :f ADD revision :one, claims :one",
            guard="attribute_not_exists(#f) AND (attribute_not_exists(claims) OR claims < :most)",
            names={"#f": FACT + claim.name},
            values={":f": _stored(claim), ":one": 1, ":most": MOST_CLAIMS},
        )
        try:
            self.table.update(order_key(key), change)
        except ConditionFailedError:
            known = self.table.get(order_key(key), consistent=True) or {}
            if FACT + claim.name in known:
                return False
            raise too_many_claims() from None
        return True

    def correct(self, key: ConversionKey, correction: CorrectionFact) -> bool:
        """Whether it is the order's correction of that number; False when somebody was first."""
        change = Change(
            update="SET #f = :f, corrections = :n ADD revision :one",
            guard="attribute_exists(conversion_key) AND attribute_not_exists(#f)"
            " AND (attribute_not_exists(corrections) OR corrections = :before)",
            names={"#f": FACT + correction.name},
            values={
                ":f": _stored(correction),
                ":n": correction.number,
                ":before": correction.number - 1,
                ":one": 1,
            },
        )
        try:
            self.table.update(order_key(key), change)
        except ConditionFailedError:
            return False
        return True


def _stored(fact: ClaimFact | CorrectionFact) -> Item:
    recorded_at = fact.updated_at // 1000
    return {**asdict(fact), "rank": rank(fact), "body": "", "recorded_at": recorded_at}
