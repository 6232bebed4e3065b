"""What a store can be reconciled with: its list, its source, and the credential that opens it."""

from dataclasses import dataclass

from referrals.model.errors import NotFoundError, UnavailableError
from referrals.providers.shops.list_registry import find_store
from referrals.providers.shops.order_list import StoreAccount, StoreList, account_of
from referrals.providers.shops.registry import find_source
from referrals.steps.order.record_conversion import RecordingDesk
from referrals.steps.reconciliation.compare_order import ComparisonDesk


class NoStoreError(NotFoundError):
    """Nothing can be pulled for the pair: no such source, program, or stored credential."""

    code = "no_store"


@dataclass(frozen=True, slots=True)
class PullDesk:
    store: StoreList
    counter: ComparisonDesk
    live: tuple[str, ...]
    """The stored credentials, as they are read."""

    def accounts(self) -> tuple[StoreAccount, ...]:
        return tuple(account_of(text, self.store.WORDS) for text in self.live)


def may_have_credential(program_id: str, source: str, desk: RecordingDesk) -> bool:
    """Also where that can't be told now: its own run says so, and the other stores have theirs."""
    try:
        return bool(desk.secrets.live(_secret_name(program_id, source, desk)))
    except UnavailableError:
        return True


def shop_of(program_id: str, source: str, desk: RecordingDesk) -> PullDesk:
    """Raises NoStoreError, and UnavailableError where the credential can't be read now."""
    store, reader = find_store(source), find_source(source)
    brief = desk.briefs.find(program_id) if reader else None
    if store is None or reader is None or brief is None:
        raise NoStoreError(
            f"nothing can be pulled from {source[:40]!r} for {program_id[:40]!r}.",
            field="source",
            remedy="See docs/reconciliation.md for the platforms, and apply the program first.",
        )
    live = desk.secrets.live(_secret_name(program_id, source, desk))
    if not live:
        raise NoStoreError(
            f"no credential is stored for {source} of {program_id}.",
            field="source",
            remedy=f"Store one with `goodword source add {program_id} {source} --store`.",
        )
    return PullDesk(store, ComparisonDesk(source, reader, brief, desk), live)


def _secret_name(program_id: str, source: str, desk: RecordingDesk) -> str:
    return f"{desk.secrets_prefix}stores/{program_id}/{source}"
