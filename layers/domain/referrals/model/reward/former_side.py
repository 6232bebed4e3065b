"""Former sides: what earlier turns and earlier people of a grant left behind.

A reward that went back in full and is given again begins a turn; all turns lie in one item.
"""

from collections.abc import Iterable

from referrals.model.reward.grant import Side


def merge_former(former: Iterable[Side], gone: Iterable[Side]) -> tuple[Side, ...]:
    """The former sides with those of `gone`; equal ones become one, so that a grant stays small.

    One whose code a shop may still take stays by itself until that is disabled.
    """
    kept: list[Side] = []
    for side in (*former, *gone):
        same = [old for old in kept if _is_same_side(old, side)]
        kept = [old for old in kept if not _is_same_side(old, side)]
        kept.append(_merge_sides(same, side))
    return tuple(kept)


def _is_same_side(one: Side, other: Side) -> bool:
    if one.begun_in_shop:
        return False
    return (one.person_id, one.role, one.worth.asset, one.terms) == (
        other.person_id,
        other.role,
        other.worth.asset,
        other.terms,
    )


def _merge_sides(older: Iterable[Side], side: Side) -> Side:
    for old in older:
        fields = {
            "uncollected": old.uncollected + side.uncollected,
            "stood": old.stood or side.stood,
            "also": (*old.also, old.name, *side.also),
        }
        side = side.model_copy(update=fields)
    return side
