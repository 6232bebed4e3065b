"""Brings a shop in line with a code: its till takes the code while it is wanted.

The code is written down before the shop is first asked for it, and looked up before it is asked
again, so whatever died or went unanswered leaves one code. A code that the shop has from somebody
else is let be, and the next one written down.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from referrals.model.code.discount import Discount, ShopCode, ShopCodeState
from referrals.model.errors import NotFoundError, UnavailableError
from referrals.providers.shops.fulfilment import (
    CodeRecord,
    CodeState,
    CodeTerms,
    Fulfilment,
    ShopCodeTakenError,
    ShopCredentialRefusedError,
    ShopScopeMissingError,
)
from referrals.providers.shops.fulfilment_registry import find_fulfilment
from referrals.providers.shops.order_list import StoreAccount, account_of
from referrals.providers.shops.store_client import (
    OutOfTimeError,
    RateLimitedError,
    StoreClient,
    StoreUnavailableError,
)
from referrals.providers.shops.store_write import StoreUnansweredError

# Well below the lease of an item, and a few of them within the time of one invocation.
SECONDS = 12.0
SECONDS_A_REQUEST = 6.0
MOST_STRANGERS = 3
# A shop that gave no answer is left alone for as long, or it would hold up everybody's letters.
PAUSE_SECONDS = 20.0


_NO_ANSWER = (OutOfTimeError, RateLimitedError, StoreUnansweredError, StoreUnavailableError)


class NoShopCredentialError(NotFoundError):
    code = "no_shop_credential"


class CodesRunOutError(UnavailableError):
    """Several codes in a row were somebody else's already."""

    code = "shop_codes_run_out"


@dataclass(frozen=True, slots=True)
class CodeDesk:
    live: Callable[[str], tuple[str, ...]]
    """Every live credential of that name, the newest first."""
    refresh: Callable[[str], tuple[str, ...]]
    """As `live`, read afresh."""
    secrets_prefix: str
    pause: Callable[[float], None]
    clock: Callable[[], float]
    """Seconds that only grow."""
    pauses: dict[str, float]
    """Until when a shop is left alone, by its place; kept from item to item."""


@dataclass(frozen=True, slots=True)
class CodeWish:
    """A code that somebody should have, or should have no more."""

    program_id: str
    platform: str
    """Who makes it, if it was never begun elsewhere."""
    discount: Discount
    starts_at: datetime
    """In the past."""
    reward_id: str
    """What the shop keeps beside the code."""
    choose: Callable[[int], str]
    """The code of an attempt: the same for ever."""
    wanted: bool
    """Whether tills should take it."""
    begun: ShopCode | None
    """As it was written down; None where no shop was ever asked."""
    write_down: Callable[[ShopCode], None]
    """Before the shop is asked; raises ConditionFailedError when somebody else moved it."""
    request_id: str
    """Names this try."""
    now: datetime
    """From when on the days of the discount count, where the code is chosen now."""

    def choice(self, attempt: int) -> ShopCode:
        days = self.discount.ends_days
        began = self.begun and self.begun.ends_at
        return ShopCode(
            platform=self.begun.platform if self.begun else self.platform,
            code=self.choose(attempt),
            reward_id=self.reward_id,
            attempt=attempt,
            ends_at=began or (self.now + timedelta(days=days) if days else None),
        )


@dataclass(slots=True)
class _CodeWork:
    """One code, on its way."""

    wish: CodeWish
    code: ShopCode
    fresh: bool
    """Whether the shop was never asked for this code."""

    @property
    def terms(self) -> CodeTerms:
        return CodeTerms(
            self.code.code,
            self.code.reward_id,
            replace(self.wish.discount, ends_at=self.code.ends_at),
            self.wish.starts_at,
            self.wish.request_id,
        )


@dataclass(frozen=True, slots=True)
class _Counter:
    """The way to one shop by one credential."""

    shop: Fulfilment
    account: StoreAccount
    ask: StoreClient

    def find(self, terms: CodeTerms) -> CodeRecord | None:
        return self.shop.find(self.account, terms, self.ask)

    def make(self, terms: CodeTerms) -> CodeRecord | None:
        """What the shop has then; None where it was just made."""
        try:
            self.shop.make(self.account, terms, self.ask)
        except (ShopCodeTakenError, StoreUnansweredError) as error:
            found = self.find(terms)
            if found is None:
                raise StoreUnansweredError(
                    "the shop has no such code, and didn't say why.",
                    remedy="The next try looks it up first.",
                ) from error
            return found
        return None


def settle_code(wish: CodeWish, desk: CodeDesk, *, seconds: float = SECONDS) -> ShopCode:
    """The code as it is to be noted.

    Raises ConditionFailedError when it moved, UnavailableError to try again later, and
    RefusedError or NotFoundError when a person must do something first.
    """
    work = _CodeWork(wish, wish.begun or wish.choice(1), fresh=wish.begun is None)
    counters = _counters(wish.program_id, work.code.platform, desk, seconds)
    place = f"{wish.program_id}/{work.code.platform}"
    if desk.clock() < desk.pauses.get(place, 0.0):
        raise StoreUnavailableError(
            "the shop gave no answer a moment ago.", remedy="The next try asks again."
        )
    if work.fresh:
        wish.write_down(work.code)
    try:
        state = _settle(work, counters)
    except _NO_ANSWER:
        desk.pauses[place] = desk.clock() + PAUSE_SECONDS
        raise
    return work.code.model_copy(update={"state": state})


def _counters(program_id: str, platform: str, desk: CodeDesk, seconds: float) -> Iterator[_Counter]:
    """Raises at once where there is no credential, before anything is written down."""
    shop = find_fulfilment(platform)
    assert shop, f"no program names {platform}"
    lines = store_lines(program_id, platform, shop.WORDS, desk, seconds=seconds)
    return (_Counter(shop, account, ask) for account, ask in lines)


def store_lines(
    program_id: str, platform: str, words: tuple[str, ...], desk: CodeDesk, *, seconds: float
) -> Iterator[tuple[StoreAccount, StoreClient]]:
    """By the newest credential, then by older ones; then by what was stored a moment ago.

    Raises at once where there is none at all.
    """
    name = f"{desk.secrets_prefix}stores/{program_id}/{platform}"
    texts = desk.live(name) or desk.refresh(name)
    if not texts:
        raise NoShopCredentialError(
            f"no credential is stored for {platform} of {program_id}.",
            field="codes_by",
            remedy=f"Store one with `goodword source add {program_id} {platform} --store`.",
        )

    def line(text: str) -> tuple[StoreAccount, StoreClient]:
        account = account_of(text, words)
        until = desk.clock() + seconds
        ask = StoreClient(account.address, until, desk.pause, desk.clock, SECONDS_A_REQUEST)
        return account, ask

    def lines() -> Iterator[tuple[StoreAccount, StoreClient]]:
        yield from map(line, texts)
        yield from (line(text) for text in desk.refresh(name) if text not in texts)

    return lines()


def _settle(work: _CodeWork, counters: Iterator[_Counter]) -> ShopCodeState:
    refused: ShopCredentialRefusedError | ShopScopeMissingError | None = None
    for counter in counters:
        try:
            return _make_code(work, counter) if work.wish.wanted else _end_code(work, counter)
        except (ShopCredentialRefusedError, ShopScopeMissingError) as error:
            refused, work.fresh = refused or error, False
    assert refused
    raise refused


def _make_code(work: _CodeWork, counter: _Counter) -> ShopCodeState:
    for _ in range(MOST_STRANGERS):
        found = None if work.fresh else counter.find(work.terms)
        if found is None:
            found = counter.make(work.terms)
        if found is None or found.ours:
            if found and found.state is CodeState.DISABLED:
                counter.shop.enable(counter.account, found, work.terms, counter.ask)
            return ShopCodeState.MADE
        work.code = work.wish.choice(work.code.attempt + 1)
        work.fresh = True
        work.wish.write_down(work.code)
    raise CodesRunOutError(
        "the shop had several codes in a row from somebody else.", remedy="It is tried again."
    )


def _end_code(work: _CodeWork, counter: _Counter) -> ShopCodeState:
    found = counter.find(work.terms)
    if found is None or not found.ours:
        return ShopCodeState.DISABLED
    if found.state is CodeState.USED:
        return ShopCodeState.USED
    if found.state is CodeState.LIVE:
        counter.shop.disable(counter.account, found, counter.ask)
    return ShopCodeState.DISABLED
