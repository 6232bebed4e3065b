"""`goodword source connect`: a shop's webhooks, registered by its own API; and what it may."""

import time
from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated, Any

import typer

from goodword import target
from goodword.commands.source_place import Url, secret_name, vault, webhook_url
from goodword.output import AsJson, Stack, console, explain_errors, show
from referrals.model.errors import NotFoundError, RefusedError
from referrals.model.program.program import Program
from referrals.providers.shops.connection import Purpose, ShopConnection
from referrals.providers.shops.connection_registry import find_connection
from referrals.providers.shops.gift_card_registry import find_gift_cards
from referrals.providers.shops.order_list import StoreAccount, account_of
from referrals.providers.shops.platform import Platform, platform_of
from referrals.providers.shops.store_client import StoreClient
from referrals.steps.program.connect_source import (
    ConnectDesk,
    connect_source,
    disconnect_source,
)
from referrals.wiring import stores

SECONDS = 120.0
Undo = Annotated[bool, typer.Option("--undo", help="Take them out of the shop again.")]


class NotConnectableError(NotFoundError):
    code = "not_connectable"


class NoStoreCredentialError(NotFoundError):
    code = "no_store_credential"


class StoreScopeMissingError(RefusedError):
    code = "store_scope_missing"


def connect(
    program: str,
    source: str,
    *,
    undo: Undo = False,
    url: Url = "",
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Registers what of the shop's webhooks is missing, and says what it changed."""
    with explain_errors():
        here = target.enter(stack)
        platform, rules = platform_of(source), stores.programs().get(program).rules
        connection = _connection_of(platform)
        account = _stored_account(program, platform, connection)
        address = webhook_url(url or here.url, program, source)
        if undo:
            report = disconnect_source(address, _desk(program, platform, connection, account))
        else:
            check_scopes(rules, platform, account)
            report = connect_source(address, _desk(program, platform, connection, account))
        data = {"source": source, "url": address, **asdict(report)}
        data["by_hand"] = "" if undo else connection.BY_HAND
        show(data, as_json=as_json, human=lambda: _tell(data, undo=undo))


def scopes_for(rules: Program, platform: Platform) -> tuple[str, ...]:
    """What the credential must be allowed, for what the program does with it; empty if unknown."""
    connection = find_connection(platform.source)
    if connection is None:
        return ()
    named = (scope for each in _purposes(rules, platform) for scope in connection.SCOPES[each])
    return tuple(dict.fromkeys(named))


def check_scopes(rules: Program, platform: Platform, account: StoreAccount) -> None:
    """Asks the shop; raises StoreScopeMissingError with what is missing."""
    connection = find_connection(platform.source)
    if connection is None:
        return
    missing = connection.missing(account, _purposes(rules, platform), _ask(account))
    if missing:
        raise StoreScopeMissingError(
            f"{platform.name} doesn't allow this credential: {', '.join(missing)}.",
            field="credential",
            remedy="Allow it there (see docs/sources.md), and store the credential anew.",
        )


def lacking_for_cards(rules: Program, platform: Platform, account: StoreAccount) -> tuple[str, ...]:
    """Scopes without which gift cards are made by people; empty where nobody asks for any."""
    connection = find_connection(platform.source)
    makes = find_gift_cards(platform.source) if rules.codes_by == platform.source else None
    if not (connection and makes and '"kind":"gift_card"' in rules.model_dump_json()):
        return ()
    return connection.missing(account, [Purpose.GIFT_CARDS], _ask(account))


def _purposes(rules: Program, platform: Platform) -> Iterable[Purpose]:
    yield from (Purpose.ORDERS, Purpose.HOOKS)
    if rules.codes_by == platform.source:
        yield Purpose.CODES
        told = rules.model_dump_json()
        if '"first_order_only":true' in told:
            yield Purpose.FIRST_ORDERS
        if '"kind":"account_credit"' in told:
            yield Purpose.CREDIT


def _connection_of(platform: Platform) -> ShopConnection:
    found = find_connection(platform.source)
    if found is None:
        raise NotConnectableError(
            f"{platform.name} has no webhooks that could be registered from here.",
            field="source",
            remedy=f"Follow the steps of `goodword source add … {platform.source}`.",
        )
    return found


def _stored_account(program: str, platform: Platform, connection: ShopConnection) -> StoreAccount:
    live = vault().live(secret_name(program, platform.source, "stores"))
    if not live:
        raise NoStoreCredentialError(
            f"nothing is stored that opens {platform.name}.",
            field="source",
            remedy=f"Store it with `goodword source add {program} {platform.source} --store`.",
        )
    return account_of(live[0], connection.WORDS)


def _desk(
    program: str, platform: Platform, connection: ShopConnection, account: StoreAccount
) -> ConnectDesk:
    name = secret_name(program, platform.source)
    make = platform.made_up if platform.makes_secret else str
    return ConnectDesk(connection, account, _ask(account), vault(), name, make)


def _ask(account: StoreAccount) -> StoreClient:
    return StoreClient(account.address, time.monotonic() + SECONDS)


def _tell(data: dict[str, Any], *, undo: bool) -> None:
    signs = {"added": "+", "mended": "~", "dropped": "-", "kept": "=", "left_out": "!"}
    lines = [f"{sign} {topic}" for name, sign in signs.items() for topic in data[name]]
    if not (data["added"] or data["mended"] or data["dropped"]):
        rest = "others" if data["left_out"] else "of them"
        lines.append("Nothing led here." if undo else f"Nothing changed: all {rest} lead here.")
    if data["secret_stored"]:
        lines.append("Its secret is stored.")
    lines += [data["by_hand"]] if data["by_hand"] else []
    if not undo:
        lines.append(f"Try it: goodword source test … {data['source']}")
    for line in (f"{data['source']} → {data['url']}", *lines):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
