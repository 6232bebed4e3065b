"""What a program offers: both sides of an offer, milestones, and who makes the codes."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from referrals.model.experiment.declaration import DeclaredExperiment, ExperimentArm
from referrals.model.link.offer_terms import terms_of_arm, with_first_order, with_joint_code
from referrals.model.program.field import Count, FirstOfMonth, Name, Strict
from referrals.model.program.rate import share_step


class CodesBy(StrEnum):
    """Who makes the codes that people are given."""

    WEBHOOK = "webhook"
    """We do; the merchant's server learns them by `reward.issued` and enters them in its till."""
    SHOPIFY = "shopify"
    """The Shopify shop itself, asked by its own API."""
    WOOCOMMERCE = "woocommerce"
    """The WooCommerce shop, likewise."""
    STRIPE = "stripe"
    """Stripe, likewise."""
    BIGCOMMERCE = "bigcommerce"
    """The BigCommerce shop, likewise."""
    PADDLE = "paddle"
    """Paddle, likewise."""
    LEMONSQUEEZY = "lemonsqueezy"
    """Lemon Squeezy, likewise; it ends a code by deleting it."""
    STOCK = "stock"
    """Nobody: they were imported, and the till knows them already."""
    MANUAL = "manual"
    """People: whatever is handed over waits in their list until they say that it is done."""

    @property
    def is_shop(self) -> bool:
        """Whether a shop makes them by its own API."""
        return self not in (CodesBy.WEBHOOK, CodesBy.STOCK, CodesBy.MANUAL)


class Terms(BaseModel):
    """What one side is promised. Fields beside `kind` belong to the reward type of that name."""

    model_config = ConfigDict(extra="allow", frozen=True)
    kind: str

    @property
    def with_first_order(self) -> bool:
        """Whether it is a gift code that makes the friend's first order cheaper."""
        return with_first_order(self.model_extra or {})

    @property
    def with_joint_code(self) -> bool:
        """Whether it is such a gift, by one code for each link."""
        return with_joint_code(self.model_extra or {})

    @property
    def tells_order(self) -> bool:
        """Whether its amount tells what the order came to: a percentage that nothing rounds."""
        fields = self.model_extra or {}
        exact = fields.get("percent") and (fields.get("round_to_minor") or 1) == 1
        return self.kind == "store_credit" and bool(exact)

    def with_step(self, currency: str) -> "Terms":
        """A percentage that says nothing of rounding gets its usual step."""
        fields = self.model_extra or {}
        percent = fields.get("percent")
        if self.kind != "store_credit" or type(percent) is not int or "round_to_minor" in fields:
            return self
        return Terms(kind=self.kind, **fields, round_to_minor=share_step(percent, currency))


class LaterOffer(Strict):
    """What both are given for a later order of a friend, in place of the first one's."""

    advocate: Terms
    friend: Terms


class RenewalOffer(Strict):
    """What each renewal of a friend's subscription brings, beside what the offer gives anyway."""

    advocate: Terms
    friend: Terms | None = None
    """Nothing, where it isn't said."""


class Tier(Strict):
    """From so many friends on, an advocate is given this in place of the offer's own."""

    name: Name
    at: Count
    """The friend whose order is the first that counts on this tier: 3 for the third."""
    advocate: Terms
    counts_from: FirstOfMonth | None = None


class Offer(Strict):
    name: Name
    weight: Annotated[int, Field(ge=0, le=10_000, strict=True)] = 100
    advocate: Terms
    friend: Terms
    later: LaterOffer | None = None
    renewal: RenewalOffer | None = None

    @property
    def advocate_terms(self) -> tuple[Terms, ...]:
        """All that an advocate may get by it."""
        more = (each.advocate for each in (self.later, self.renewal) if each)
        return (self.advocate, *more)

    def on_arm(self, experiment: DeclaredExperiment, arm: ExperimentArm) -> "Offer":
        """As an arm has it, by a name of its own: a reward goes on by what was promised."""
        if not (arm.friend or arm.advocate):
            return self
        changed: dict[str, Any] = {"name": f"{self.name}.{experiment.name}.{arm.name}"}
        for side in ("friend", "advocate"):
            if own := getattr(arm, side):
                usual = getattr(self, side).model_dump()
                changed[side] = Terms(**terms_of_arm(usual, own.model_dump()))
        return self.model_copy(update=changed)


class Milestone(Strict):
    at: Count
    reward: Terms
    counts_from: FirstOfMonth | None = None
    """Friends whose orders came before that month don't count; without it all do."""
