"""Segment again, for a source whose write key only the shop's own servers know.

Its secret then vouches for the writer as well: a completed order counts as paid. Whoever stores a
secret under `segment-server` says that no browser or app holds that source's write key.
"""

from referrals.model.order.conversion import Payment, Reading
from referrals.providers.shops.segment import webhook as segment
from referrals.providers.shops.source import Headers, SourceContext

KEPT_HEADERS = segment.KEPT_HEADERS
verify = segment.verify
sign = segment.sign


def read(raw: bytes, headers: Headers, context: SourceContext) -> Reading:  # noqa: ARG001
    return segment.read_track(raw, context, completed=Payment.PAID)
