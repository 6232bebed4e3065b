"""The only place that reads the environment and makes clients, each on its first use."""

import os
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from referrals.store.table import Dynamo, Table

if TYPE_CHECKING:
    from referrals.store.body import Bodies
    from referrals.store.click import Clicks
    from referrals.store.code_word import CodeWords
    from referrals.store.conversion import Conversions
    from referrals.store.endpoint import Endpoints
    from referrals.store.grant import Grants
    from referrals.store.insight import Insights
    from referrals.store.ledger import Ledger
    from referrals.store.limit import Tallies
    from referrals.store.link import Links
    from referrals.store.outbox import Outbox
    from referrals.store.person import People
    from referrals.store.privacy import PrivacyRequests
    from referrals.store.program import Programs
    from referrals.store.reconciliation import Reconciliations
    from referrals.store.referral import Referrals
    from referrals.store.secret import Secrets
    from referrals.store.session import Sessions

random_bytes = os.urandom


def now() -> datetime:
    return datetime.now(UTC)


def setting(name: str, default: str | None = None) -> str:
    """An environment variable; without a default it must be set."""
    value = os.environ.get(name) or default
    assert value is not None, f"the environment lacks {name}"
    return value


def endpoint_url() -> str | None:
    return os.environ.get("GOODWORD_ENDPOINT_URL") or None


@cache
def dynamo() -> Dynamo:
    """The light client where the template asks for it, boto3's elsewhere."""
    if setting("GOODWORD_CLIENT", "boto3") == "wire":
        from referrals.store.wire import dynamo_over_wire

        return dynamo_over_wire(endpoint_url(), os.environ)
    from referrals.store.boto import BotoDynamo

    return BotoDynamo(endpoint_url())


def dynamo_within(seconds: float) -> Dynamo:
    """The same client, with less patience where it can have less (boto3's can't)."""
    client = dynamo()
    within = getattr(client, "within", None)
    return within(seconds) if within else client


@cache
def secrets() -> "Secrets":
    """Cached for the life of the process, as are the values in it for five minutes."""
    from referrals.store.secret import Secrets

    if setting("GOODWORD_CLIENT", "boto3") == "wire":
        from referrals.store.wire import secrets_over_wire

        return Secrets(secrets_over_wire(endpoint_url(), os.environ))
    from referrals.store.boto import BotoDynamo

    return Secrets(BotoDynamo(endpoint_url(), "secretsmanager"))


def signing_keys(purpose: str) -> tuple[bytes, ...]:
    """Keys for one purpose (`click`, `ip`): the first signs, all of them verify."""
    from referrals.model.identity import derived_key

    live = secrets().required(setting("SIGNING_SECRET"))
    return tuple(derived_key(key.encode(), purpose) for key in live)


def identity_key() -> bytes:
    """Behind every keyed hash of a person; it never changes."""
    return secrets().required(setting("IDENTITY_SECRET"))[0].encode()


def table(noun: str) -> Table:
    """The table whose name the environment keeps under `<NOUN>_TABLE`."""
    return Table(dynamo(), setting(f"{noun.upper()}_TABLE"))


def programs() -> "Programs":
    from referrals.store.program import Programs

    return Programs(table("programs"))


def people() -> "People":
    from referrals.store.person import People

    return People(table("people"))


def links() -> "Links":
    from referrals.store.link import Links

    return Links(table("links"))


@cache
def code_words() -> "CodeWords":
    """One a container: it remembers what it wrote."""
    from referrals.store.code_word import CodeWords

    return CodeWords(table("links"))


def clicks() -> "Clicks":
    from referrals.store.click import Clicks

    return Clicks(table("clicks"))


def referrals() -> "Referrals":
    from referrals.store.referral import Referrals

    return Referrals(table("referrals"))


def outbox() -> "Outbox":
    from referrals.store.outbox import Outbox

    return Outbox(table("outbox"))


def insights() -> "Insights":
    from referrals.store.insight import Insights

    return Insights(table("insights"))


def sessions() -> "Sessions":
    from referrals.store.session import Sessions

    return Sessions(table("sessions"))


def conversions() -> "Conversions":
    from referrals.store.conversion import Conversions

    return Conversions(table("conversions"))


def bodies() -> "Bodies":
    from referrals.store.body import Bodies

    return Bodies(table("conversions"))


def privacy_requests() -> "PrivacyRequests":
    from referrals.store.privacy import PrivacyRequests

    return PrivacyRequests(table("conversions"))


def reconciliations() -> "Reconciliations":
    from referrals.store.reconciliation import Reconciliations

    return Reconciliations(table("conversions"))


def grants() -> "Grants":
    from referrals.store.grant import Grants

    return Grants(table("ledger"))


def ledger() -> "Ledger":
    from referrals.store.ledger import Ledger

    return Ledger(table("ledger"))


def tallies() -> "Tallies":
    from referrals.store.limit import Tallies

    return Tallies(table("ledger"))


def pause(attempt: int) -> None:
    """Longer with every attempt, and never the same for two callers."""
    from time import sleep

    sleep(0.02 * 2**attempt * (0.5 + random_bytes(1)[0] / 255))


def endpoints() -> "Endpoints":
    from referrals.store.endpoint import Endpoints

    return Endpoints(table("outbox"))


def code_key() -> bytes:
    """What reward codes are made with; never rotated, so that a retry makes the same one."""
    from referrals.model.identity import derived_key

    return derived_key(identity_key(), "reward-code")
