"""Conversions: one item per order that only gathers facts, each guarded by the source's own clock.

The item's `revision` counts accepted facts; whoever decides on an order checks that none came
since. Raw bodies lie beside it: see `store/order/body`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from awswire.codec import Item
from referrals.model.era import epoch_seconds
from referrals.model.errors import NotFoundError
from referrals.model.order.claim import ClaimFact, CorrectionFact, HoldFact
from referrals.model.order.contact import newest_contact
from referrals.model.order.conversion import (
    Contact,
    Conversion,
    Fact,
    OrderFact,
    PaymentFact,
    ReviewFact,
    StartFact,
)
from referrals.model.order.fold import fold
from referrals.model.order.precedence import rank
from referrals.model.order.provenance import Provenance
from referrals.model.order_key import ConversionKey
from referrals.store.batch import read_batch
from referrals.store.order.body import Bodies
from referrals.store.order.fact import (
    RecordedFact,
    read_fact,
    read_payments,
    read_recorded_fact,
    stored_fact,
    stored_payment,
)
from referrals.store.table import Change, ConditionFailedError, Table

ORDER_ITEM = "order"
FACT = "fact:"
# When a delivery first told of the order; what was pulled from the shop doesn't count as told.
HEARD = "heard_at"
ORDERS_A_PAGE = 10
# Of a former customer's item, which lies in the index beside their orders.
FIRST_DAY = "first_order_on"
_SAID = (ClaimFact, CorrectionFact, ReviewFact, HoldFact, StartFact)


class ConversionNotFoundError(NotFoundError):
    code = "conversion_not_found"


@dataclass(frozen=True, slots=True)
class Conversions:
    table: Table
    bodies: Bodies

    def record(
        self,
        key: ConversionKey,
        fact: Fact,
        *,
        body: str,
        at: datetime,
        via: Provenance = Provenance.WEBHOOK,
    ) -> bool:
        """Whether the fact was news: a repeated, older or lesser one changes nothing.

        An older order may still tell of a payment that no newer body knows of.
        """
        seconds = epoch_seconds(at)
        learnt = {"body": body, "recorded_at": seconds, "via": via.value}
        heard = {HEARD: seconds} if _is_heard(fact, via) else {}
        stored = {**stored_fact(fact), "rank": rank(fact, via), **learnt}
        change = _replacing(fact, {"#f": stored, **_customer(key, fact), **heard}, rank(fact, via))
        payment = fact.payment_fact if isinstance(fact, OrderFact) else None
        try:
            self.table.update(order_key(key), change)
        except ConditionFailedError:
            return payment is not None and self.record_payment(key, payment)
        return True

    def record_payment(self, key: ConversionKey, payment: PaymentFact) -> bool:
        """Whether it was news. That an order was not paid is none once it was paid later."""
        paid = PaymentFact(True, 0, payment.witness).name
        guard = "attribute_exists(conversion_key) AND (attribute_not_exists(#p) OR #p.#at < :u)"
        names = {"#p": payment.name, "#at": "updated_at"}
        if not payment.paid:
            guard += " AND (attribute_not_exists(#paid) OR #paid.#at < :u)"
            names["#paid"] = paid
        change = Change(
            update="SET #p = :p ADD revision :one",
            guard=guard,
            names=names,
            values={":p": stored_payment(payment), ":u": payment.version_ms, ":one": 1},
        )
        try:
            self.table.update(order_key(key), change)
        except ConditionFailedError:
            return False
        return True

    def payments(self, key: ConversionKey) -> tuple[PaymentFact, ...]:
        return read_payments(self._item(key) or {})

    def find(self, key: ConversionKey) -> Conversion | None:
        item = self._item(key)
        return read_conversion(item) if item else None

    def of_keys(self, keys: Sequence[ConversionKey]) -> Iterator[Conversion]:
        """Those that something was reported about."""
        return map(read_conversion, read_batch(self.table, [order_key(each) for each in keys]))

    def state(self, key: ConversionKey) -> Conversion:
        found = self.find(key)
        if found is None:
            raise ConversionNotFoundError(
                f"nothing was ever reported about order {key.order_id}.",
                field="order_id",
                remedy="Check the program, the source and the shop's own id of the order.",
            )
        return found

    def facts(self, key: ConversionKey) -> tuple[RecordedFact, ...]:
        """In the order in which they were learnt."""
        item = self._item(key) or {}
        found = [read_recorded_fact(value) for name, value in item.items() if name.startswith(FACT)]
        return tuple(sorted(found, key=lambda each: (each.recorded_at, each.fact.name)))

    def order_in(self, image: Item, before: Item | None = None) -> ConversionKey | None:
        """The order that an item of the table is; None for a raw body or a held one, and where
        nothing was reported since it was as `before`."""
        told = is_order(image) and image["revision"] != (before or {}).get("revision")
        return ConversionKey.parse(image["conversion_key"]) if told else None

    def contact(self, key: ConversionKey, customer_hash: str = "") -> Contact:
        """The friend as the order's newest body names them; empty once that body has gone.

        With a hash, the order's own, only while a body of it still tells that one: its address
        before any other's, which is told where a platform knows its customer by an id, too.
        """
        facts = self.facts(key)
        orders = [(each.fact, each.body) for each in facts if isinstance(each.fact, OrderFact)]
        theirs = [fact for fact, _ in orders if customer_hash in ("", fact.customer_hash)]
        if not theirs:
            return Contact()
        orders.sort(key=lambda each: (each[0] not in theirs, -each[0].version_ms, each[0].name))
        found = [self.bodies.contact(key, body) for _, body in orders]
        placed_at = min(fact.occurred_at for fact in theirs)
        return newest_contact(found, theirs=len(theirs), placed_at=placed_at)

    def of_customer(
        self, program_id: str, customer_hash: str, until: datetime, *, newest_first: bool = False
    ) -> Iterator[Conversion]:
        """Theirs up to `until`, the earliest first, from an index: a hint, not proof. Read as they
        are asked for, a few at a time.
        """
        found = self.table.query(
            "customer_key = :c AND first_seen_at <= :until",
            {":c": customer_key(program_id, customer_hash), ":until": epoch_seconds(until)},
            IndexName="by_customer",
            Limit=ORDERS_A_PAGE,
            ScanIndexForward=not newest_first,
        )
        return (read_conversion(item) for item in found if is_order(item))

    def keys_of_customer(self, program_id: str, customer_hash: str) -> Iterator[ConversionKey]:
        """All their orders, from the same index."""
        items = self.table.query(
            "customer_key = :c",
            {":c": customer_key(program_id, customer_hash)},
            IndexName="by_customer",
        )
        return (ConversionKey.parse(item["conversion_key"]) for item in items if is_order(item))

    def _item(self, key: ConversionKey) -> Item | None:
        return self.table.get(order_key(key), consistent=True)


def is_order(item: Item) -> bool:
    """Only orders have revisions."""
    return "revision" in item


def order_key(key: ConversionKey) -> Item:
    """The order item's whole key, also for others' transactions to check its revision."""
    return {"conversion_key": str(key), "fact": ORDER_ITEM}


def read_conversion(item: Item) -> Conversion:
    facts = [read_fact(value) for name, value in item.items() if name.startswith(FACT)]
    facts += read_payments(item)
    return fold(ConversionKey.parse(item["conversion_key"]), item["revision"], facts)


def _replacing(fact: Fact, sets: Item, weight: str) -> Change:
    """Sets a fact and what comes with it, unless a newer or greater one of its name is there."""
    names = {"#f": FACT + fact.name, "#rank": "rank"}
    payment = fact.payment_fact if isinstance(fact, OrderFact) else None
    if payment:
        names["#p"] = payment.name
        sets = {**sets, "#p": stored_payment(payment)}
    places = {name: f":v{position}" for position, name in enumerate(sets)}
    # Of several witnesses the nameless one has the say in the index.
    yields = isinstance(fact, OrderFact) and fact.witness
    kept = {name for name in sets if name not in names} if yields else {HEARD}
    values = {
        name: f"if_not_exists({name}, {place})" if name in kept else place
        for name, place in places.items()
    }
    return Change(
        update="SET "
        + ", ".join(f"{name} = {value}" for name, value in values.items())
        + " ADD revision :one",
        guard="attribute_not_exists(#f) OR #f.updated_at < :u"
        " OR (#f.updated_at = :u AND #f.#rank < :r)",
        names=names,
        values={
            **{places[name]: value for name, value in sets.items()},
            ":one": 1,
            ":u": fact.version_ms,
            ":r": weight,
        },
    )


def _is_heard(fact: Fact, via: Provenance) -> bool:
    """Whether the fact counts as hearing from the source: what people said never does."""
    return via is not Provenance.RECONCILIATION and not isinstance(fact, _SAID)


def _customer(key: ConversionKey, fact: Fact) -> Item:
    """The index attributes, where the order names its customer."""
    if not isinstance(fact, OrderFact) or not fact.customer_hash:
        return {}
    owner = customer_key(key.program_id, fact.customer_hash)
    at = epoch_seconds(fact.occurred_at)
    return {"customer_key": owner, "first_seen_at": at, "mailbox": fact.customer_hash}


def customer_key(program_id: str, customer_hash: str) -> str:
    return f"{program_id}#{customer_hash}"


def first_order_day(items: Iterable[Item]) -> date | None:
    """The day that a former customer among items of the index is known by."""
    days = [date.fromisoformat(item[FIRST_DAY]) for item in items if FIRST_DAY in item]
    return min(days, default=None)
