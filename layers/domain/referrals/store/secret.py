"""Secrets with several live values, so that one can be changed while both still work.

Kept in memory for five minutes; an older value is better than none while the store is away.
"""

import json
import time
from collections.abc import Callable

from awswire.dynamo import AwsError, Dynamo
from referrals.model.errors import UnavailableError

KEEP_SECONDS = 300
REFRESH_SECONDS = 10


class SecretUnavailableError(UnavailableError):
    code = "secret_unavailable"


class Secrets:
    def __init__(
        self,
        client: Dynamo,
        clock: Callable[[], float] = time.monotonic,
        *,
        public_only: bool = False,
    ) -> None:
        self.client = client
        self.clock = clock
        self.public_only = public_only
        """Whether a credential may lead to this machine: the bakery of a local stack alone does."""
        self.kept: dict[str, tuple[float, tuple[str, ...]]] = {}

    def live(self, name: str) -> tuple[str, ...]:
        """Every value that may be used now, the newest first; empty when there is none."""
        read_at, values = self.kept.get(name, (0.0, ()))
        # What is missing may have been made a moment ago.
        keep = KEEP_SECONDS if values else REFRESH_SECONDS
        if name in self.kept and self.clock() - read_at < keep:
            return values
        return self._read(name)

    def refresh(self, name: str) -> tuple[str, ...]:
        """For a signature that did not fit: a newly changed secret, read at most every 10 s."""
        read_at, values = self.kept.get(name, (0.0, ()))
        if name in self.kept and self.clock() - read_at < REFRESH_SECONDS:
            return values
        return self._read(name)

    def require_live(self, name: str) -> tuple[str, ...]:
        """As `live`, for secrets that the stack itself brings along."""
        values = self.live(name)
        if not values:
            raise SecretUnavailableError(f"the secret {name} has no live value.")
        return values

    def shop(self, name: str) -> str:
        """The shop that is remembered beside a source's secret, read afresh; empty for none."""
        try:
            return shop_in(self.client.call("GetSecretValue", {"SecretId": name})["SecretString"])
        except AwsError as error:
            if error.code == "ResourceNotFoundException":
                return ""
            raise SecretUnavailableError("a secret can't be read at the moment.") from error

    def _read(self, name: str) -> tuple[str, ...]:
        try:
            answer = self.client.call("GetSecretValue", {"SecretId": name})
            values = self._usable(live_values(answer.get("SecretString", "")))
        except AwsError as error:
            if error.code == "ResourceNotFoundException":
                values = ()
            elif name in self.kept:
                values = self.kept[name][1]
            else:
                raise SecretUnavailableError("a secret can't be read at the moment.") from error
        self.kept[name] = (self.clock(), values)
        return values

    def _usable(self, values: tuple[str, ...]) -> tuple[str, ...]:
        """A store that is asked without TLS is none, however its credential got here."""
        if not self.public_only:
            return values
        return tuple(each for each in values if not each.lstrip().lower().startswith("http:"))


def shop_in(text: str) -> str:
    try:
        stored = json.loads(text)
    except ValueError:
        return ""
    shop = stored.get("shop") if isinstance(stored, dict) else ""
    return shop if isinstance(shop, str) else ""


def live_values(text: str) -> tuple[str, ...]:
    """`{"live": [...]}`, or the whole text as the one value (as CloudFormation generates it)."""
    try:
        stored = json.loads(text)
    except ValueError:
        stored = text
    if not isinstance(stored, dict):
        return (text,) if text.strip() else ()
    live = stored.get("live")
    listed = live if isinstance(live, list) else []
    return tuple(value for value in listed if isinstance(value, str) and value.strip())
