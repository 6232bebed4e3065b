"""API keys: what a shop's own server shows at the door. Only a hash of a key is ever kept."""

import hashlib
from datetime import UTC, date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from referrals.model.errors import NotFoundError, RefusedError
from referrals.model.identity import base32, new_id
from referrals.model.moment import Moment

RANDOM_BYTES = 32


class UnknownKeyError(RefusedError):
    """Missing, misspelt, revoked or over: the door does not say which."""

    code = "unknown_key"


class MissingScopeError(RefusedError):
    code = "missing_scope"


class KeyNotFoundError(NotFoundError):
    code = "key_not_found"


class Mode(StrEnum):
    """What a key is for, in plain sight of people and of secret scanners."""

    TEST = "test"
    """For a stack that nobody real uses."""
    LIVE = "live"
    """For the shop's own stack."""


class Scope(StrEnum):
    """What a key may do."""

    ADVOCATES_READ = "advocates:read"
    """Read advocates, their balances and statements."""
    ADVOCATES_WRITE = "advocates:write"
    """Enroll advocates."""
    CONSENTS_WRITE = "consents:write"
    """Tell what buyers agreed to, or took back."""
    LINKS_READ = "links:read"
    """Read links and their QR codes."""
    LINKS_WRITE = "links:write"
    """Issue, pause and change links."""
    CONVERSIONS_READ = "conversions:read"
    """Read what became of an order, and why."""
    ACTS_WRITE = "acts:write"
    """Report sign-ups and trials of the shop's own."""
    CLAIMS_READ = "claims:read"
    """Read how a claim stands."""
    CLAIMS_WRITE = "claims:write"
    """Claim orders for who recommended them."""
    CORRECTIONS_WRITE = "corrections:write"
    """Correct who brought an order: rewards move by it."""
    HOLDS_WRITE = "holds:write"
    """Freeze rewards, lift that, and release them early."""
    REVIEWS_READ = "reviews:read"
    """Read which orders somebody has to look at, and what was found of them."""
    REVIEWS_WRITE = "reviews:write"
    """Approve and deny them, note what was learnt, and pass an appeal on."""
    HELD_READ = "held:read"
    """Read what deliveries are held, and why: never their bodies."""
    HELD_BODIES = "held:bodies"
    """Read held bodies as they came, with the personal data in them."""
    HELD_WRITE = "held:write"
    """Read held deliveries again, so that what is understood now is recorded."""
    PRIVACY_READ = "privacy:read"
    """Read which requests about personal data there are; nobody is named."""
    PRIVACY_WRITE = "privacy:write"
    """Export all that is held about a person, or have them erased."""
    PROGRAMS_READ = "programs:read"
    """Read programs and their funnels."""
    REDEMPTIONS_READ = "redemptions:read"
    """Read what people redeemed."""
    REDEMPTIONS_WRITE = "redemptions:write"
    """Reserve and spend what people have, and return it."""
    GOODWILL_WRITE = "goodwill:write"
    """Give people credit or points as a gesture of the shop."""
    NOTES_READ = "notes:read"
    """Read notes of thanks, replies to them, and which were reported."""
    NOTES_WRITE = "notes:write"
    """Thank people in the name of a person of the shop."""
    LISTENING_READ = "listening:read"
    """Read what people answered and suggested, and what was decided about nudges."""
    LISTENING_WRITE = "listening:write"
    """Answer people, and decide on what they suggest."""
    WELCOME_WRITE = "welcome:write"
    """Make the address of a friend's page after their order."""
    STORIES_READ = "stories:read"
    """Read people's stories, those that wait among them."""
    STORIES_WRITE = "stories:write"
    """Approve and decline stories."""
    SESSIONS_WRITE = "sessions:write"
    """Open the page of any advocate for whoever the shop's own server says that they are."""
    LOG_READ = "log:read"
    """Read who changed what, when, and by which key."""
    OUTBOX_READ = "outbox:read"
    """Read what waits to go out."""
    OUTBOX_WRITE = "outbox:write"
    """Send parked items again."""


def mode_of(stage: str) -> Mode:
    """Of the keys that a stack of this stage makes."""
    return Mode.LIVE if stage == "prod" else Mode.TEST


class ApiKey(BaseModel):
    model_config = ConfigDict(frozen=True)
    key_id: str
    name: str
    mode: Mode
    scopes: tuple[Scope, ...]
    ending: str
    """The key's last four characters, to tell keys apart."""
    created_at: Moment
    revoked_at: Moment | None = None
    expires_on: date | None = None
    """The first day, in UTC, on which it is known no more."""
    last_used_on: date | None = None
    """In UTC; keys from before and those that nobody used have none."""

    def is_live(self, now: datetime) -> bool:
        over = self.expires_on is not None and now.astimezone(UTC).date() >= self.expires_on
        return self.revoked_at is None and not over

    def require(self, scope: Scope) -> None:
        if scope not in self.scopes:
            raise MissingScopeError(
                f"this key lacks the scope {scope}.",
                remedy=f"Create one with `goodword key create NAME --scope {scope}`.",
            )


def spell_key(mode: Mode, random: bytes) -> str:
    """The key's text, shown once: its mode in the open and 256 random bits."""
    assert len(random) == RANDOM_BYTES
    return f"gw_{mode}_{base32(int.from_bytes(random), 52)}"


def key_hash(text: str) -> str:
    """The hash that is kept of a key; a fast one is enough for 256 random bits."""
    return hashlib.sha256(text.encode()).hexdigest()


def describe_key(
    text: str,
    name: str,
    scopes: tuple[Scope, ...],
    *,
    now: datetime,
    random: bytes,
    expires_on: date | None = None,
) -> ApiKey:
    """Everything about a key except the key."""
    return ApiKey(
        key_id=new_id("key", now, random),
        name=name,
        mode=Mode(text.split("_")[1]),
        scopes=scopes,
        ending=text[-4:],
        created_at=now,
        expires_on=expires_on,
    )
