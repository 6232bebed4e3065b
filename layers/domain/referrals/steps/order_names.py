"""The other names of an order that a body of it tells: its bodies may lie under any of them."""

from referrals.model.conversion import ConversionKey, Report
from referrals.model.errors import MISSHAPEN, RefusedError
from referrals.providers.sources.registry import find_source
from referrals.providers.sources.source import Context
from referrals.store.body import RawBody

# Amounts are of no matter here, and each body names its own currency.
ANY_CURRENCY = "EUR"


def order_names(key: ConversionKey, body: RawBody, identity_key: bytes) -> list[ConversionKey]:
    """Empty for sources whose orders have one name, and for what can't be read any more."""
    source = find_source(key.source)
    try:
        context = Context(ANY_CURRENCY, identity_key)
        reading = source.read(body.raw, body.headers, context) if source else None
    except (RefusedError, *MISSHAPEN):
        return []
    if not isinstance(reading, Report) or not reading.aliases:
        return []
    names = (reading.order_id, *reading.aliases)
    return [ConversionKey(key.program_id, key.source, name) for name in names]
