"""Webhook secrets of the local stack: made once, and kept as they are on AWS."""

import json
from base64 import b64encode
from secrets import token_bytes, token_hex
from typing import Any

from goodword.local.deploy import client
from goodword.local.place import STACK, Place

MADE = {
    "shopify": lambda: token_hex(32),
    "signed": lambda: f"whsec_{b64encode(token_bytes(32)).decode()}",
}


def webhook_secrets(place: Place, program: str) -> dict[str, str]:
    """The live secret of each source; safe to repeat."""
    vault = client(place, "secretsmanager")
    return {source: _live(vault, f"{STACK}/webhooks/{program}/{source}", source) for source in MADE}


def _live(vault: Any, name: str, source: str) -> str:
    try:
        text = vault.get_secret_value(SecretId=name)["SecretString"]
    except vault.exceptions.ResourceNotFoundException:
        text = json.dumps({"live": [MADE[source]()]})
        vault.create_secret(Name=name, SecretString=text)
    return str(json.loads(text)["live"][0])
