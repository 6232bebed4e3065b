"""Are the sums that are kept beside what they count what those come to?"""

from collections.abc import Iterator, Mapping

from referrals.store.measure.kept_sum import SPENT, WrongSum, kept_sums
from referrals.store.table import Table


def wrong_sums(tables: Mapping[str, Table]) -> Iterator[WrongSum]:
    """Of surveys and arms only where less is counted than there is: more may be erased people's."""
    kept, counted = kept_sums(tables)
    for place in sorted({**kept, **counted}):
        stands, comes_to = kept.get(place, {}), counted.get(place, {})
        for name in sorted({*comes_to, *({SPENT} if place.is_exact else ())}):
            old, new = stands.get(name, 0), comes_to.get(name, 0)
            if new > old or (place.is_exact and new != old):
                yield WrongSum(place, name, old, new)
