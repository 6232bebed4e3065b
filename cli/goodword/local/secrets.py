"""Webhook secrets of the local stack: made once, and kept as they are on AWS."""

import json
from base64 import b64encode
from secrets import token_bytes, token_hex
from typing import Any

from goodword.local.deploy import client
from goodword.local.place import ROOT, STACK, StackPlace

MADE = {
    "shopify": lambda: token_hex(32),
    "signed": lambda: f"whsec_{b64encode(token_bytes(32)).decode()}",
    "stripe": lambda: f"whsec_{token_hex(16)}",
    # The URL that Square would sign as well; `trigger` reads it here, so any will do.
    "square": lambda: f"{token_hex(16)} https://local.example/webhooks/friends/square",
    "paddle": lambda: f"pdl_ntfset_{token_hex(16)}",
    "lemonsqueezy": lambda: token_hex(16),
    "segment": lambda: token_hex(16),
    "segment-server": lambda: token_hex(16),
    "bigcommerce": lambda: token_hex(32),
}


# What events/conversions/*.json are signed with, so that `sam local invoke` is believed too.
KNOWN: dict[str, str] = json.loads((ROOT / "events/webhook_secrets.json").read_text())


def webhook_secrets(place: StackPlace, program: str) -> dict[str, str]:
    """The first live secret of each source; safe to repeat."""
    vault = client(place, "secretsmanager")
    names = {source: f"{STACK}/webhooks/{program}/{source}" for source in MADE | KNOWN}
    return {source: _live(vault, name, source) for source, name in names.items()}


def outbound_secret(place: StackPlace, program: str) -> str:
    """What webhooks to the merchant are signed with."""
    vault, name = client(place, "secretsmanager"), f"{STACK}/outbound/{program}"
    try:
        live = json.loads(vault.get_secret_value(SecretId=name)["SecretString"])["live"]
    except vault.exceptions.ResourceNotFoundException:
        live = [MADE["signed"]()]
        vault.create_secret(Name=name, SecretString=json.dumps({"live": live}))
    return str(live[0])


def store_token(place: StackPlace, program: str) -> str:
    """What opens the bakery's Admin API, kept where the stack looks for it."""
    vault, name = client(place, "secretsmanager"), f"{STACK}/stores/{program}/shopify"
    try:
        live = json.loads(vault.get_secret_value(SecretId=name)["SecretString"])["live"]
    except vault.exceptions.ResourceNotFoundException:
        live = [_credential(place, f"shpat_{token_hex(16)}")]
        vault.create_secret(Name=name, SecretString=json.dumps({"live": live}))
    token = str(live[0]).split()[-1]
    if live != [_credential(place, token)] and str(live[0]).startswith("http://127.0.0.1:"):
        kept = json.dumps({"live": [_credential(place, token)]})
        vault.put_secret_value(SecretId=name, SecretString=kept)
    return token


def _credential(place: StackPlace, token: str) -> str:
    return f"http://127.0.0.1:{place.port}/shop {token}"


def _live(vault: Any, name: str, source: str) -> str:
    known = [KNOWN[source]] if source in KNOWN else []
    try:
        live = json.loads(vault.get_secret_value(SecretId=name)["SecretString"])["live"]
    except vault.exceptions.ResourceNotFoundException:
        live = [MADE[source](), *known] if source in MADE else known
        vault.create_secret(Name=name, SecretString=json.dumps({"live": live}))
    if not set(known) <= set(live):
        live = [*live, *known]
        vault.put_secret_value(SecretId=name, SecretString=json.dumps({"live": live}))
    return str(live[0])
