"""Clients of AWS, each made on its first use and kept for the life of the process."""

import os
import sys
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from awswire.dynamo import Dynamo
from referrals.store.table import ENDS, Table
from referrals.wiring import clock, settings

if TYPE_CHECKING:
    from referrals.store.secret import Secrets

_VIEW: list[Dynamo] = []


@cache
def dynamo() -> Dynamo:
    """The light client where the template asks for it, boto3's elsewhere."""
    if settings.setting("GOODWORD_CLIENT", "boto3") == "wire":
        from awswire.wire import dynamo_over_wire

        return dynamo_over_wire(settings.endpoint_url(), os.environ)
    return _over_boto3("dynamodb")


def dynamo_within(seconds: float) -> Dynamo:
    """The same client, with less patience where it can have less (boto3's can't)."""
    client = dynamo()
    within = getattr(client, "within", None)
    return within(seconds) if within else client


@cache
def secrets() -> "Secrets":
    """Cached for the life of the process, as are the values in it for five minutes."""
    from referrals.store.secret import Secrets

    if settings.setting("GOODWORD_CLIENT", "boto3") == "wire":
        from awswire.wire import secrets_over_wire

        wire = secrets_over_wire(settings.endpoint_url(), os.environ)
        return Secrets(wire, public_only=settings.is_deployed())
    return Secrets(_over_boto3("secretsmanager"), public_only=settings.is_deployed())


@cache
def pictures() -> Dynamo:
    """S3, called as DynamoDB is."""
    return _over_boto3("s3")


def _over_boto3(service: str) -> Dynamo:
    """Without pyOpenSSL, which is there for passkeys alone: botocore would load all of it, only to
    get from it the standard library's own context."""
    sys.modules.setdefault("urllib3.contrib.pyopenssl", None)  # type: ignore[arg-type]
    from awswire.boto import BotoDynamo

    return BotoDynamo(settings.endpoint_url(), service)


@cache
def pictures_to_read() -> Dynamo:
    """The same, for who only reads: without boto3 where the template asks for the light client."""
    if settings.setting("GOODWORD_CLIENT", "boto3") != "wire":
        return pictures()
    from awswire.bucket import WireBucket

    return WireBucket(settings.endpoint_url(), os.environ)


def table(noun: str) -> Table:
    """The table whose name the environment keeps under `<NOUN>_TABLE`."""
    name = settings.setting(f"{noun.upper()}_TABLE")
    return Table(_VIEW[-1] if _VIEW else dynamo(), name, ends=ENDS.get(noun, ""), now=ends_by)


def make_view[T](view: Callable[[], T]) -> T:
    """What `view` answers, while no table is asked for anything twice: for a page of many parts.

    A function answers one request at a time.
    """
    from awswire.view_client import ViewClient

    _VIEW.append(ViewClient(dynamo()))
    try:
        return view()
    finally:
        _VIEW.pop()


def ends_by() -> datetime:
    """The clock by which items end."""
    return clock.now()
