"""Registers a source's webhooks in its shop, and takes them out again; both safe to repeat.

What leads to our address is looked up first, so whatever was cut off is simply gone on with. The
secret is kept before anything is signed with it, or, where the platform makes it, at once.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from referrals.model.errors import NotFoundError
from referrals.providers.shops.connection import Hook, HookWish, ShopConnection, Signer, mark_of
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.store_client import StoreClient
from referrals.steps.program.set_source_secret import (
    MOST_LIVE,
    RotationUnderWayError,
    begin_rotation,
    set_source_secret,
)
from referrals.store.vault import Vault

# Stripe's word for all events.
_EVERY = "*"


class NoAppSecretError(NotFoundError):
    """The platform signs with the app's own secret, which no API tells."""

    code = "no_app_secret"


@dataclass(frozen=True, slots=True)
class ConnectDesk:
    connection: ShopConnection
    account: StoreAccount
    ask: StoreClient
    vault: Vault
    secret_name: str
    make_secret: Callable[[], str]


@dataclass(slots=True)
class ConnectReport:
    """Topics, by what became of them."""

    added: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)
    """They were switched off, lacked a topic, or were signed with another secret."""
    kept: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """Topics that take more than the credential is allowed, each with what it lacks."""
    secret_stored: bool = False


def connect_source(address: str, desk: ConnectDesk) -> ConnectReport:
    """Raises RefusedError with a remedy where the shop or the credential won't; after
    StoreUnansweredError it is to be run again.
    """
    report = ConnectReport()
    live = desk.vault.live(desk.secret_name)
    _require_app_secret(live, desk)
    found = desk.connection.hooks(desk.account, address, desk.ask)
    secret = _our_secret(live, desk, report)
    known = [hook for hook in found if _is_known(hook, live, desk, report)]
    for hook in found:
        if hook not in known:
            desk.connection.drop(desk.account, hook, desk.ask)
    topics = (*desk.connection.TOPICS, *_more_topics(desk, report))
    if desk.connection.ONE_FOR_ALL:
        _connect(topics, known, HookWish(address, secret, topics), desk=desk, report=report)
        return report
    for topic in topics:
        there = [hook for hook in known if topic in hook.topics]
        _connect((topic,), there, HookWish(address, secret, (topic,)), desk=desk, report=report)
    return report


def disconnect_source(address: str, desk: ConnectDesk) -> ConnectReport:
    """Every webhook that leads to the address, whoever made it; secrets stay."""
    report = ConnectReport()
    for hook in desk.connection.hooks(desk.account, address, desk.ask):
        desk.connection.drop(desk.account, hook, desk.ask)
        report.dropped += hook.topics
    return report


def _require_app_secret(live: tuple[str, ...], desk: ConnectDesk) -> None:
    if desk.connection.SIGNER is Signer.APP and not live:
        raise NoAppSecretError(
            "webhooks made by the API are signed with the app's own secret, and none is stored.",
            field="secret",
            remedy="Store it first, with `goodword source add`.",
        )


def _more_topics(desk: ConnectDesk, report: ConnectReport) -> tuple[str, ...]:
    allowed: list[str] = []
    for purpose, topics in desk.connection.MORE_TOPICS.items():
        lacking = desk.connection.missing(desk.account, [purpose], desk.ask)
        allowed += () if lacking else topics
        report.left_out += (f"{topic} (needs {', '.join(lacking)})" for topic in topics if lacking)
    return tuple(allowed)


def _require_room(desk: ConnectDesk) -> None:
    """Before the platform makes a secret that there would be no place for."""
    live = desk.vault.live(desk.secret_name)
    if desk.connection.SIGNER is Signer.PLATFORM and len(live) >= MOST_LIVE:
        raise RotationUnderWayError(
            f"{len(live)} secrets are live already.",
            field="secret",
            remedy="End that rotation with `goodword source rotate … --finish`.",
        )


def _our_secret(live: tuple[str, ...], desk: ConnectDesk, report: ConnectReport) -> str:
    if desk.connection.SIGNER is not Signer.OURS:
        return ""
    if live:
        return live[0]
    made = desk.make_secret()
    report.secret_stored = set_source_secret(desk.secret_name, made, desk.vault)
    return made


def _is_known(hook: Hook, live: tuple[str, ...], desk: ConnectDesk, report: ConnectReport) -> bool:
    """Whether what it is signed with is kept, or is now."""
    if desk.connection.SIGNER is not Signer.PLATFORM:
        return True
    if hook.secret:
        _keep(hook.secret, desk, report)
        return True
    return not hook.unfinished and hook.mark in ("", *map(mark_of, live)) and bool(live)


def _keep(secret: str, desk: ConnectDesk, report: ConnectReport) -> None:
    live = desk.vault.live(desk.secret_name)
    if secret in live:
        return
    if live:
        begin_rotation(desk.secret_name, secret, desk.vault)
    else:
        set_source_secret(desk.secret_name, secret, desk.vault)
    report.secret_stored = True


def _connect(
    topics: tuple[str, ...],
    there: list[Hook],
    wish: HookWish,
    *,
    desk: ConnectDesk,
    report: ConnectReport,
) -> None:
    if not there:
        _require_room(desk)
        made = desk.connection.add(desk.account, wish, desk.ask)
        report.added += topics
        if desk.connection.SIGNER is Signer.PLATFORM and made.secret:
            _keep(made.secret, desk, report)
            # So that the next run knows whose secret it is.
            marked = HookWish(wish.address, made.secret, wish.topics)
            desk.connection.mend(desk.account, made, marked, desk.ask)
        return
    best = next((hook for hook in there if _is_well(hook, wish)), None)
    if best:
        report.kept += topics
        return
    worst = there[0]
    more = HookWish(wish.address, wish.secret, _merge(worst.topics, topics))
    desk.connection.mend(desk.account, worst, more, desk.ask)
    report.mended += topics


def _is_well(hook: Hook, wish: HookWish) -> bool:
    has_all = _EVERY in hook.topics or set(wish.topics) <= set(hook.topics)
    signed = not (hook.mark and wish.secret) or hook.mark == mark_of(wish.secret)
    return hook.live and has_all and signed


def _merge(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))
