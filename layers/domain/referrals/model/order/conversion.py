"""A conversion: everything a shop ever reported about one order, as facts that only accumulate.

Events arrive twice, late and out of order, so nothing here depends on their order: a fact replaces
only an older fact of the same name, and the order's state is folded from the set (`fold`).
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from referrals.model.order.amounts import Amounts as Amounts
from referrals.model.order.amounts import Base as Base
from referrals.model.order.amounts import Savings
from referrals.model.order.claim import ClaimFact, CorrectionFact, HoldFact
from referrals.model.order.claim import ReviewFact as ReviewFact
from referrals.model.order.dispute import Dispute as Dispute
from referrals.model.order.dispute import DisputeFact as DisputeFact
from referrals.model.order.payment import Act as Act
from referrals.model.order.payment import ActFact as ActFact
from referrals.model.order.payment import Payment as Payment
from referrals.model.order.payment import PaymentFact as PaymentFact
from referrals.model.order.payment import RefundFact as RefundFact
from referrals.model.order.payment import StartFact as StartFact
from referrals.model.order_key import ConversionKey

if TYPE_CHECKING:
    from referrals.model.privacy.request import PrivacyRequest


@dataclass(frozen=True, slots=True)
class Signals:
    """Every hint in the body at who sent this friend, as found; judging comes later."""

    click_tokens: tuple[str, ...] = ()
    cookie_tokens: tuple[str, ...] = ()
    ref_codes: tuple[str, ...] = ()
    coupon_codes: tuple[str, ...] = ()
    paid_search: bool = False


@dataclass(frozen=True, slots=True)
class Traces:
    """What the body tells of where it was placed from, paid with and sent to: keyed hashes
    (`trace`), empty where it is silent."""

    network: str = ""
    """The network's address from which it was placed, hashed with the day."""
    payment: str = ""
    """The platform's own fingerprint of the card."""
    address: str = ""
    """Where the goods go, in a normal form."""
    coupon_site: bool = False
    """Whether the friend came to the shop from a page that collects coupons."""

    @property
    def by_kind(self) -> dict[str, str]:
        named = {"network": self.network, "payment": self.payment, "address": self.address}
        return {name: value for name, value in named.items() if value}


NO_TRACES = Traces()


@dataclass(frozen=True, slots=True)
class OrderFact:
    """The order as the source showed it in this version."""

    payment: Payment
    amounts: Amounts
    occurred_at: datetime
    """When the order was placed, to the second, by the source's clock."""
    version_ms: int
    """The source's own modification time, epoch milliseconds: newest wins. A number to compare,
    not a moment to reckon with: docs/decisions/0038."""
    customer_hash: str = ""
    signals: Signals = field(default_factory=Signals)
    first_order: bool | None = None
    """As the source says; None where the body is silent."""
    test: bool = False
    order_name: str = ""
    witness: str = ""
    """Who tells it, where a source tells of one order in several bodies (its session, its
    invoice); the first in the alphabet is believed in doubt, the nameless one before all."""
    beside: bool = False
    """Whether it counts only beside another witness: by itself it doesn't make an order."""
    given_back_minor: int = 0
    """Refunded by now, where every body of an order tells all of it: so it can also fall again."""
    traces: Traces = NO_TRACES
    """Where it was placed from, paid with and sent to, as keyed hashes."""
    called_off: bool = False
    """Cancelled, where a later body can say that it isn't any more."""
    savings: Savings = ()
    """What codes took off, as far as the shop tells it."""

    @property
    def name(self) -> str:
        return f"order#{self.witness}" if self.witness else "order"

    @property
    def payment_fact(self) -> PaymentFact | None:
        """The word of this body that the payment came or didn't; None for a partial one."""
        if self.payment is Payment.PARTIAL:
            return None
        paid = self.payment is Payment.PAID
        amounts = self.amounts if paid else None
        return PaymentFact(paid, self.version_ms, self.witness, amounts)


@dataclass(frozen=True, slots=True)
class CancellationFact:
    reason: str
    version_ms: int
    lifted: bool = False
    """Taken back again: the order goes on."""
    until_newer: bool = False
    """Whether any newer word of the order itself lifts it."""

    @property
    def name(self) -> str:
        return "cancellation"


type Fact = (
    OrderFact
    | RefundFact
    | CancellationFact
    | DisputeFact
    | ClaimFact
    | CorrectionFact
    | ReviewFact
    | PaymentFact
    | HoldFact
    | ActFact
    | StartFact
)


@dataclass(frozen=True, slots=True)
class Conversion:
    """The folded state of one order after `revision` accepted facts."""

    key: ConversionKey
    revision: int
    order: OrderFact | None
    refunded_minor: int
    cancelled: bool
    paid: bool = False
    """Whether all the money has come, or had come before more became due."""
    ever_paid: bool = False
    """Whether it was paid at any time: from then on it has a decision."""
    disputed_minor: int = 0
    """What of `gross_minor` the bank looks into."""
    charged_back_minor: int = 0
    """What of it the bank took back for good."""
    inquired: bool = False
    """Whether the bank asks about it, and has taken nothing yet."""
    refunded_shipping_minor: int = 0
    mixes_currencies: bool = False
    """Whether what went back was told in another currency than the order: nobody can add that."""
    claims: tuple[ClaimFact, ...] = ()
    """In the order in which they were made."""
    corrections: tuple[CorrectionFact, ...] = ()
    """The same; the last one holds."""
    reviews: tuple[ReviewFact, ...] = ()
    """What was said of it while it was looked at, in that order."""
    holds: tuple[HoldFact, ...] = ()
    """What people said about the reward's wait, in that order."""
    act: Act = Act.PURCHASE
    subscription: str = ""
    """The source's id of the subscription that began with it, or that it renews."""

    @property
    def correction(self) -> CorrectionFact | None:
        return self.corrections[-1] if self.corrections else None

    @property
    def gross_minor(self) -> int:
        return max(self.order.amounts.gross_minor, 0) if self.order else 0

    @property
    def is_disputed(self) -> bool:
        """Whether something of it is at the bank, for now or for good."""
        return self.disputed_minor + self.charged_back_minor > 0

    @property
    def lost_minor(self) -> int:
        """How much of `gross_minor` did not stay with the shop."""
        if self.cancelled:
            return self.gross_minor
        lost = self.refunded_minor + self.disputed_minor + self.charged_back_minor
        return min(lost, self.gross_minor)

    @property
    def has_stayed(self) -> bool:
        """Whether it is paid and with its buyer; what went back in part stayed in part."""
        kept = self.order is not None and self.paid and not self.is_disputed
        return kept and not self.cancelled and self.lost_minor < max(self.gross_minor, 1)


@dataclass(frozen=True, slots=True)
class Contact:
    """The friend as the body names them. Personal: kept only with the raw body, and in People."""

    email: str = ""
    first_name: str = ""
    locale: str = ""
    may_write: bool | None = None
    """Whether they agreed to mail; None where the body says nothing of it."""
    said_at: datetime | None = None
    """When they said so; None: as they placed the order."""


@dataclass(frozen=True, slots=True)
class Report:
    """One body, understood: facts about one order, and who placed it."""

    order_id: str
    facts: tuple[Fact, ...]
    contact: Contact = field(default_factory=Contact)
    aliases: tuple[str, ...] | None = None
    """Its other names in this source, the greatest first; None where orders have one name only."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """Understood, and of no consequence; counted, answered 200."""

    reason: str


@dataclass(frozen=True, slots=True)
class Held:
    """Genuine but not understood: kept with its body until someone looks."""

    reason: str
    order_id: str = ""


type Reading = Report | Ignored | Held | PrivacyRequest
