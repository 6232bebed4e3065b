"""A program: the merchant's standing rules. Each applied version is immutable."""

from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from referrals.model.brand.brand import Brand, require_printable
from referrals.model.experiment.declaration import (
    MOST_EXPERIMENTS,
    DeclaredExperiment,
    require_apart,
)
from referrals.model.expiry.terms import Expiry
from referrals.model.link.link import Landing
from referrals.model.link.reserved_code import plain_word
from referrals.model.moment import Moment
from referrals.model.money import EXPONENT
from referrals.model.nudge.policy import NudgePolicy
from referrals.model.order.conversion import Base
from referrals.model.order.payment import Act
from referrals.model.program.catalogue import Catalogue
from referrals.model.program.field import Minor, Name, Strict, Word
from referrals.model.program.limit import Limits
from referrals.model.program.offer import CodesBy, Milestone, Offer, Tier
from referrals.model.program.rate import Rates
from referrals.model.program.signal import Signal
from referrals.model.risk.policy import RiskPolicy
from referrals.model.setting.connections import ConnectionSettings
from referrals.model.setting.join import JoinSettings
from referrals.model.setting.mail import MailSettings
from referrals.model.setting.moments import MomentSettings
from referrals.model.setting.stories import StoriesPolicy
from referrals.model.setting.words import ProgramWords
from referrals.model.survey.policy import ListeningPolicy


class Attribution(Strict):
    window_days: Annotated[int, Field(ge=1, le=365, strict=True)] = 30
    touch: Literal["first", "last"] = "last"
    priority: tuple[Signal, ...] = (Signal.CLICK, Signal.CODE, Signal.COUPON)

    @property
    def ranking(self) -> tuple[Signal, ...]:
        """Every signal that counts, the strongest first."""
        last = () if Signal.CLAIM in self.priority else (Signal.CLAIM,)
        return (Signal.CORRECTION, Signal.ORIGIN, *self.priority, *last)

    @field_validator("priority", mode="before")
    @classmethod
    def _leave_out_invite(cls, value: object) -> object:
        """Versions from before list it: a signal that nothing ever reported."""
        return [each for each in value if each != "invite"] if isinstance(value, list) else value

    @field_validator("priority")
    @classmethod
    def _require_unique(cls, value: tuple[Signal, ...]) -> tuple[Signal, ...]:
        if not value or len(set(value)) != len(value):
            raise ValueError("name each signal once: click, code, coupon, claim")
        if Signal.CORRECTION in value or Signal.ORIGIN in value:
            raise ValueError("leave correction out, and origin: both come first anyway")
        return value


class Qualifies(Strict):
    on: Literal["first_purchase", "purchase", "signup", "trial", "renewal"] = "first_purchase"
    months: Annotated[int, Field(ge=1, le=60, strict=True)] = 12
    """How long after a friend's first payment renewals count."""
    ceiling_minor: Annotated[Minor, Field(ge=1)] | None = None
    """What all renewals of one friend may bring their advocate together."""
    minimum_minor: Minor = 0
    base: Base = Base.NET
    new_customers_only: bool = True

    @property
    def free_act(self) -> Act | None:
        """What it rewards that costs the friend nothing; None where it is something paid."""
        return Act(self.on) if self.on in (Act.SIGNUP, Act.TRIAL) else None


class Sharing(Strict):
    """What friends see before they arrive; `{reward}` is not needed, the offer says it."""

    words: Annotated[str, Field(max_length=280)] = ""
    image: Annotated[str, Field(max_length=500)] = ""


class Program(Strict):
    """The rules as `program.yaml` spells them."""

    program: Name
    name: Annotated[str, Field(min_length=1, max_length=80), AfterValidator(require_printable)]
    currency: str
    also: Rates = Field(default_factory=dict)
    """Other currencies that orders may be in, each with what one unit of `currency` is of it."""
    destination: str
    allowed_hosts: Annotated[tuple[str, ...], Field(min_length=1)]
    fallback: str = ""
    landing: Landing = Landing.SHOP
    time_zone: str = "UTC"
    paused: bool = False
    test_mode: bool = False
    brand: Brand = Brand()
    sharing: Sharing = Sharing()
    mail: MailSettings = MailSettings()
    join: JoinSettings = JoinSettings()
    words: ProgramWords = Field(default_factory=dict)
    """By language: sentences said another way than they are shipped, and the form of address."""
    attribution: Attribution = Attribution()
    qualifies: Qualifies = Qualifies()
    offers: Annotated[tuple[Offer, ...], Field(min_length=1)]
    experiments: Annotated[tuple[DeclaredExperiment, ...], Field(max_length=MOST_EXPERIMENTS)] = ()
    """Those that run, and what the ones that ended had promised."""
    milestones: tuple[Milestone, ...] = ()
    tiers: Annotated[tuple[Tier, ...], Field(max_length=10)] = ()
    limits: Limits = Limits()
    risk: RiskPolicy = RiskPolicy()
    margin_percent: Annotated[int, Field(ge=0, le=100, strict=True)] | None = None
    """What of an order's base the shop earns, by its own figure: for one measure alone."""
    hold_days: Annotated[int, Field(ge=0, le=365, strict=True)] = 14
    expiry: Expiry = Expiry()
    catalogue: Catalogue = ()
    stories: StoriesPolicy = StoriesPolicy()
    moments: MomentSettings = MomentSettings()
    nudges: NudgePolicy = NudgePolicy()
    listening: ListeningPolicy = ListeningPolicy()
    webhook_url: str = ""
    connections: ConnectionSettings = ConnectionSettings()
    codes_by: CodesBy = CodesBy.WEBHOOK
    reserved_codes: Annotated[tuple[Word, ...], Field(max_length=500)] = ()
    """The shop's own coupons and campaigns, which no advocate can have as a code."""

    @field_validator("reserved_codes")
    @classmethod
    def _words_of_a_code(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(map(plain_word, value)):
            raise ValueError("write each as a coupon is typed, with letters or digits")
        return value

    @field_validator("currency")
    @classmethod
    def _known_currency(cls, value: str) -> str:
        if value not in EXPONENT:
            raise ValueError("use an ISO 4217 code such as EUR")
        return value

    @field_validator("allowed_hosts")
    @classmethod
    def _plain_hosts(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for host in value:
            if urlsplit(f"https://{host}").netloc != host or host != host.lower() or "@" in host:
                raise ValueError(f"{host!r} is not a host name; write it as shop.example")
        return value

    @model_validator(mode="after")
    def _addresses_on_the_list(self) -> "Program":
        for field in ("destination", "fallback"):
            address = getattr(self, field)
            if address or field == "destination":
                require_allowed_host(address, self.allowed_hosts, field)
        if self.currency in self.also:
            raise ValueError(f"also: {self.currency} is the program's own; leave it out")
        if not any(offer.weight for offer in self.offers):
            raise ValueError("offers: give at least one offer a weight above 0")
        if len({offer.name for offer in self.offers}) != len(self.offers):
            raise ValueError("offers: give each offer a name of its own")
        if len({each.item for each in self.catalogue}) != len(self.catalogue):
            raise ValueError("catalogue: give each item a name of its own")
        require_apart(self.experiments)
        return self

    @property
    def all_offers(self) -> tuple[Offer, ...]:
        """Its offers, and what arms of open experiments make of each."""
        arms = [
            offer.on_arm(experiment, arm)
            for experiment in self.experiments
            for arm in experiment.arms
            for offer in self.offers
            if experiment.is_open and (arm.friend or arm.advocate)
        ]
        return (*self.offers, *arms)

    @property
    def live_offers(self) -> list[Offer]:
        """Those that a link may have."""
        return [offer for offer in self.all_offers if offer.weight]

    def landing_of(self, code: str) -> Landing:
        """Where a link leads: as the rules have it, unless its arm of an experiment differs."""
        arms = (each.arm_of(code) for each in self.experiments if each.is_open)
        return next((arm.landing for arm in arms if arm and arm.landing), self.landing)

    @property
    def rewards_renewals(self) -> bool:
        """Whether renewals bring something of their own; as later orders they may anyway."""
        return self.qualifies.on == "renewal" or any(offer.renewal for offer in self.offers)

    @property
    def tells_order(self) -> bool:
        """Whether an advocate can tell from any reward what a friend's order came to."""
        terms = [each for offer in self.all_offers for each in offer.advocate_terms]
        terms += [tier.advocate for tier in self.tiers]
        terms += [milestone.reward for milestone in self.milestones]
        return any(each.tells_order for each in terms)

    @property
    def shop_name(self) -> str:
        """Whose page or letter it is: a shop isn't called like its program."""
        return self.brand.shop_name or self.name

    @property
    def fallback_address(self) -> str:
        return self.fallback or self.destination


class AppliedProgram(BaseModel):
    """One immutable version of a program's rules; `by_file` is None where it doesn't say."""

    model_config = ConfigDict(frozen=True)
    program_id: str
    version: int
    applied_at: Moment
    rules: Program
    by_file: bool | None = None


def require_allowed_host(address: str, allowed_hosts: tuple[str, ...], field: str) -> str:
    """The address, if it is https on an allowed host; ValueError names the field otherwise."""
    parts = urlsplit(address)
    if any(c <= " " or c in '\\"<>^`{|}' or ord(c) > 126 for c in address):
        raise ValueError(f"{field}: write it in plain ASCII without spaces or backslashes")
    if parts.scheme != "https" or parts.netloc != (parts.hostname or ""):
        raise ValueError(f"{field}: start with https:// and a host, with no port, user or password")
    if parts.hostname not in allowed_hosts:
        raise ValueError(f"{field}: {parts.hostname} is not in allowed_hosts; add it there")
    return address


def rules_json(program: Program) -> dict[str, Any]:
    """The rules as plain JSON values, defaults included, so that a version explains itself."""
    return program.model_dump(mode="json")
