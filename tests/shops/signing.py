"""How a source signs, found out by letting it sign: with another secret, and a second later."""

import json

from referrals.model.era import moment_of
from referrals.providers.shops.registry import find_source
from referrals.providers.shops.source import Source
from tests.template import ROOT
from tests.world import AT

RAW = b'{"caf\\u00e9":"\\/"}\n'


def source(name: str) -> Source:
    found = find_source(name)
    assert found is not None
    return found


def secret_of(name: str) -> str:
    known = json.loads((ROOT / "events/webhook_secrets.json").read_text())
    if name not in known:
        raise LookupError(f"events/webhook_secrets.json has no secret for {name}: add one.")
    return str(known[name])


def another_secret(name: str) -> str:
    """What stands behind a secret, such as a registered address, stays as it is."""
    secret, *behind = secret_of(name).split(" ", 1)
    return " ".join([secret[:-4] + "bmV3", *behind])


def signed_headers(name: str, now: int = AT, secret: str = "") -> dict[str, str]:
    return source(name).sign(secret or secret_of(name), RAW, topic="test", now=moment_of(now))


def signature_header(name: str) -> str:
    """The one whose value depends on the secret."""
    ours, others = signed_headers(name), signed_headers(name, secret=another_secret(name))
    (found,) = (header for header in ours if ours[header] != others[header])
    return found


def signs_the_time(name: str) -> bool:
    header = signature_header(name)
    return signed_headers(name)[header] != signed_headers(name, AT + 1)[header]
