"""Asking a shop's own API for what a thin body only points at: one deadline for all of it."""

import http.client
import time
from collections.abc import Mapping

from referrals.providers.exchange import exchange
from referrals.providers.shops.source import NotFetchedError

SECONDS = 3.0
ATTEMPTS = 2
_PAUSE_SECONDS = 0.2
_AGAIN = {429, 500, 502, 503, 504}


def fetch_all(
    root: str, paths: tuple[str, ...], headers: Mapping[str, str], *, seconds: float = SECONDS
) -> list[bytes]:
    """The bodies at `root` + each path; empty for 204. Each is asked for twice at most."""
    until = time.monotonic() + seconds
    return [_patient(root + path, headers, until) for path in paths]


def _patient(url: str, headers: Mapping[str, str], until: float) -> bytes:
    reason = "no time is left"
    for attempt in range(ATTEMPTS):
        left = until - time.monotonic() - attempt * _PAUSE_SECONDS
        if left <= 0:
            break
        if attempt:
            time.sleep(_PAUSE_SECONDS)
        try:
            status, _, body = exchange(url, headers, left)
        except (OSError, http.client.HTTPException) as error:
            reason = type(error).__name__
            continue
        if status in (200, 204):
            return body
        reason = f"status {status}"
        if status not in _AGAIN:
            break
    raise NotFetchedError(
        f"the shop's API gave no answer ({reason}).",
        remedy="Check the API path and token stored with the secret, then replay the held event.",
    )
