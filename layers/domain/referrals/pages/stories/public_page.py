"""Pages that anybody may read, list and keep for a minute: no longer, for what is taken back."""

from collections.abc import Iterable

from referrals.edge.http import Answer
from referrals.edge.language import language_headers
from referrals.model.words.wording import Wording
from referrals.wiring.page_stores import REMEMBERED_SECONDS

MOST_SECONDS = 60
KEPT_SECONDS = MOST_SECONDS - REMEMBERED_SECONDS
"""By whatever lies between; the rest by the container that made the page."""
KEPT = f"public, max-age={KEPT_SECONDS}"
_ALONE = "frame-ancestors 'none'"


def public(answer: Answer, words: Wording, hosts: Iterable[str] = ()) -> Answer:
    """`hosts` are those whose pages may show it within their own."""
    headers = {**answer["headers"], **language_headers(words), "cache-control": KEPT}
    headers.pop("x-robots-tag")
    policy = headers["content-security-policy"]
    assert _ALONE in policy
    within = " ".join(f"https://{host}" for host in hosts)
    if within:
        policy = policy.replace(_ALONE, f"frame-ancestors {within}")
    return {**answer, "headers": {**headers, "content-security-policy": policy}}
