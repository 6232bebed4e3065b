"""The other names of an order that a body of it tells: its bodies may lie under any of them."""

from referrals.model.errors import MISSHAPEN, RefusedError
from referrals.model.order.conversion import Report
from referrals.model.order_key import ConversionKey
from referrals.providers.shops.registry import find_source
from referrals.providers.shops.source import SourceContext
from referrals.store.order.body import RawBody

# Amounts are of no matter here, and each body names its own currency.
ANY_CURRENCY = "EUR"


def order_names(key: ConversionKey, body: RawBody, identity_key: bytes) -> list[ConversionKey]:
    """The order's names in a body; empty where orders have one name, or none is readable."""
    source = find_source(key.source)
    try:
        context = SourceContext(ANY_CURRENCY, identity_key)
        reading = source.read(body.raw, body.headers, context) if source else None
    except (RefusedError, *MISSHAPEN):
        return []
    if not isinstance(reading, Report) or not reading.aliases:
        return []
    names = (reading.order_id, *reading.aliases)
    return [ConversionKey(key.program_id, key.source, name) for name in names]
