"""Changes a link: its words, its expiry, or whether it is paused. Safe to repeat."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from referrals.model.link.link import Link, LinkStatus
from referrals.model.moment import possible_moment
from referrals.model.program.program import require_allowed_host
from referrals.steps.link.issue_link import require_future
from referrals.store.link.link import Links
from referrals.store.program.program import Programs


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkChange:
    """Change the fields that are given. Empty words bring the program's own back."""

    status: LinkStatus | None = None
    words: str | None = None
    destination: str | None = None
    """Any page of the program's allowed hosts."""
    expires_at: datetime | None = None
    never_expires: bool = False


def change_link(
    code: str, change: LinkChange, *, links: Links, programs: Programs, now: datetime
) -> Link:
    fields: dict[str, Any] = {}
    if change.status is not None:
        fields["status"] = change.status
    if change.expires_at is not None:
        require_future(change.expires_at, now=now)
        fields["expires_at"] = possible_moment(change.expires_at, "expires_at")
    elif change.never_expires:
        fields["expires_at"] = None
    if change.words is not None:
        fields["words"] = change.words or _default_words(links.get(code), programs)
    if change.destination is not None:
        allowed = programs.get(links.get(code).program_id).rules.allowed_hosts
        fields["destination"] = require_allowed_host(change.destination, allowed, "destination")
    return links.change(code, **fields) if fields else links.get(code)


def _default_words(link: Link, programs: Programs) -> str:
    return programs.get(link.program_id).rules.sharing.words
