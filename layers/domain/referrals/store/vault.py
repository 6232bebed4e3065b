"""Where people's own commands keep a source's secrets: read afresh and written, never cached.

`store/secret` is what functions read them by.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from awswire.dynamo import AwsError, Dynamo
from referrals.store.secret import SecretUnavailableError, live_values, shop_in


@dataclass(frozen=True, slots=True)
class Vault:
    client: Dynamo
    """Secrets Manager, called as DynamoDB is."""

    def live(self, name: str) -> tuple[str, ...]:
        """The newest first; empty when there is none."""
        return live_values(self._text(name))

    def shop(self, name: str) -> str:
        """The shop that is remembered beside them."""
        return shop_in(self._text(name))

    def keep(self, name: str, live: Sequence[str], *, shop: str = "") -> None:
        """All of them in one write, so that whoever reads meanwhile finds the old or the new; a
        shop that was remembered stays, unless another is named.
        """
        assert live, "an empty list would shut the door"
        assert all(value.strip() for value in live), "an empty secret proves nothing"
        known = shop or self.shop(name)
        text = json.dumps({"live": list(live), **({"shop": known} if known else {})})
        try:
            self._call("PutSecretValue", {"SecretId": name, "SecretString": text})
        except _NoSecretError:
            self._call("CreateSecret", {"Name": name, "SecretString": text})

    def _text(self, name: str) -> str:
        try:
            return self._call("GetSecretValue", {"SecretId": name})["SecretString"]
        except _NoSecretError:
            return ""

    def _call(self, operation: str, request: dict[str, str]) -> dict[str, str]:
        try:
            return self.client.call(operation, request)
        except AwsError as error:
            if error.code == "ResourceNotFoundException":
                raise _NoSecretError from None
            raise SecretUnavailableError(
                f"Secrets Manager refused {operation}: {error.code}.",
                remedy="Look at your own permissions; one deleted a moment ago must be restored.",
            ) from error


class _NoSecretError(Exception):
    """Nothing is kept under that name."""
